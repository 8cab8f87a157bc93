//! The active search of the list, and the state of the panes before it.

use crate::query::Query;
use crate::store::Highlights;
use crate::store::Id;
use crate::store::Search;

use jiff::Timestamp;

use crate::app::panes::layout::Focus;
use crate::app::panes::list::Stand;

/// A search as typed.
#[derive(Clone, Debug)]
pub struct Searched {
    /// The typed text.
    pub text: String,
    /// What to highlight in lists and articles.
    pub highlights: Highlights,
    /// The compiled search.
    pub(in crate::app) search: Search,
}

impl Searched {
    /// Compiles a query; `None` if it matches everything in default order.
    pub(in crate::app) fn of(text: &str, query: &Query, now: Timestamp) -> Option<Self> {
        let is_empty = query.condition.is_none() && query.order.is_none();
        (!is_empty).then(|| Self {
            text: text.trim().to_owned(),
            highlights: Highlights::of(query),
            search: Search::new(query, now),
        })
    }
}

/// State of the panes before a search.
#[derive(Clone, Debug)]
pub(in crate::app) struct BeforeSearch {
    pub(in crate::app) searched: Option<Searched>,
    pub(in crate::app) stand: Stand,
    /// The shown article, and the place in it.
    pub(in crate::app) place: Option<(Id, usize)>,
    pub(in crate::app) focus: Focus,
    pub(in crate::app) zen: bool,
}

impl BeforeSearch {
    /// Maps the ids of articles to their new ones; removed articles have none.
    pub(in crate::app) fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        self.stand.selected = self.stand.selected.and_then(new);
        self.place = self.place.and_then(|(id, place)| Some((new(id)?, place)));
    }
}
