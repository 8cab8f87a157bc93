//! The active search of the list, and the state of the panes before it.

use crate::article::Article;
use crate::query;
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
    query: Query,
    /// Chosen from the menu, not typed: what it looks for is known, so no row says where that is.
    is_chosen: bool,
}

impl Searched {
    /// Compiles a query; `None` if it matches everything in default order.
    pub(in crate::app) fn of(text: &str, query: &Query, now: Timestamp) -> Option<Self> {
        let is_empty = query.condition.is_none() && query.order.is_none();
        (!is_empty).then(|| Self {
            text: text.trim().to_owned(),
            highlights: Highlights::of(query),
            search: Search::new(query, now),
            query: query.clone(),
            is_chosen: false,
        })
    }

    /// The same search, chosen from the menu instead of typed.
    pub(in crate::app) fn chosen(self) -> Self {
        Self { is_chosen: true, ..self }
    }

    /// Whether it was chosen from the menu.
    pub(in crate::app) fn is_chosen(&self) -> bool {
        self.is_chosen
    }

    /// Whether what it finds depends on the time.
    pub(in crate::app) fn asks_for_age(&self) -> bool {
        query::asks_for_age(&self.query)
    }

    /// The same search, with ages that count from `now`.
    pub(in crate::app) fn renew(&mut self, now: Timestamp) {
        self.search = Search::new(&self.query, now);
    }

    /// Where an article has what is looked for, if its headline and its provider do not show it.
    pub(in crate::app) fn place(&self, article: &Article) -> Option<&'static str> {
        let has = |text: &str| !self.highlights.ranges(text).is_empty();
        if has(&article.title) || has(&article.provider.name) {
            return None;
        }
        if has(&article.excerpt) {
            return Some("in the summary");
        }
        article.topics.iter().any(|topic| has(topic)).then_some("in its topics")
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
