//! What is searched for in the list, and what the panes showed before.

use crate::query::Query;
use crate::store::Highlights;
use crate::store::Id;
use crate::store::Search;

use jiff::Timestamp;

use crate::app::panes::layout::Focus;
use crate::app::panes::list::Stand;

/// A search as it was typed.
#[derive(Clone, Debug)]
pub struct Searched {
    /// What was typed.
    pub text: String,
    /// What of it stands out in lists and articles.
    pub highlights: Highlights,
    /// What it finds.
    pub(in crate::app) search: Search,
}

impl Searched {
    /// What a query asks for; none for one that asks for all there is.
    pub(in crate::app) fn of(text: &str, query: &Query, now: Timestamp) -> Option<Self> {
        let is_empty = query.condition.is_none() && query.order.is_none();
        (!is_empty).then(|| Self {
            text: text.trim().to_owned(),
            highlights: Highlights::of(query),
            search: Search::new(query, now),
        })
    }
}

/// What the panes showed before a search.
#[derive(Clone, Debug)]
pub(in crate::app) struct BeforeSearch {
    pub(in crate::app) searched: Option<Searched>,
    pub(in crate::app) stand: Stand,
    /// The article that was shown, and where in it the reader was.
    pub(in crate::app) place: Option<(Id, usize)>,
    pub(in crate::app) focus: Focus,
    pub(in crate::app) zen: bool,
}

impl BeforeSearch {
    /// Takes the new ids of articles; those that are gone have none.
    pub(in crate::app) fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        self.stand.selected = self.stand.selected.and_then(new);
        self.place = self.place.and_then(|(id, place)| Some((new(id)?, place)));
    }
}
