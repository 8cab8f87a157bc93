//! The views of the list: which articles each shows, in what order.

use jiff::Timestamp;

use crate::config::Config;
use crate::config::SavedView;
use crate::query;
use crate::query::Order;
use crate::query::Query;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

/// Index of the unread view, among the built-in ones.
pub(in crate::app) const UNREAD: usize = 2;

/// The menu key of each order, the order, and its name.
pub(in crate::app) const SORTS: [(char, Sort, &str); 8] = [
    ('d', Sort::Latest, "date"),
    ('w', Sort::Top, "weight, what matters first"),
    ('h', Sort::Heat, "heat"),
    ('y', Sort::Quality, "quality"),
    ('s', Sort::Sources, "sources"),
    ('t', Sort::Title, "title"),
    ('p', Sort::Provider, "provider"),
    ('r', Sort::Read, "when it was read"),
];

/// The short name of an order.
pub(in crate::app) fn order_name(sort: Sort) -> &'static str {
    let known = SORTS.iter().find(|(_, other, _)| *other == sort);
    known.map_or("", |(_, _, name)| name.split(',').next().unwrap_or(name))
}

/// A view of the store. Each keeps its own order.
#[derive(Debug)]
pub struct View {
    name: Box<str>,
    query: Query,
    search: Search,
    order: Order,
    counted: bool,
    key: Option<char>,
}

impl View {
    /// A view of a query, in the query's order or, by default, latest first.
    pub(in crate::app) fn new(name: &str, query: Query, now: Timestamp) -> Self {
        let search = Search::new(&query, now);
        let order = query.order.unwrap_or_default();
        Self { name: name.into(), query, search, order, counted: false, key: None }
    }

    /// The built-in views, followed by those of the settings.
    pub(in crate::app) fn all(config: &Config, now: Timestamp) -> Vec<Self> {
        let first = SavedView::built_in().into_iter().enumerate().map(|(at, view)| Self {
            counted: at == UNREAD,
            ..Self::new(&view.name, view.query, now)
        });
        let saved = config.views.iter();
        let saved = saved.map(|view| Self::saved(&view.name, &view.query, view.key, now));
        first.chain(saved).collect()
    }

    /// A view of the settings; `key` is its letter in the filter menu.
    fn saved(name: &str, query: &Query, key: Option<char>, now: Timestamp) -> Self {
        Self { counted: true, key, ..Self::new(name, query.clone(), now) }
    }

    /// The name shown in the header.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The query that selects its articles.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Its letter in the filter menu.
    #[must_use]
    pub fn key(&self) -> Option<char> {
        self.key
    }

    /// Whether the number of its unread rows is shown.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.counted
    }

    /// The current order.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// Whether the user has chosen another order than the view's own.
    #[must_use]
    pub fn is_reordered(&self) -> bool {
        self.order != self.query.order.unwrap_or_default()
    }

    pub(in crate::app) fn set_order(&mut self, order: Order) {
        self.order = order;
    }

    /// Measures ages from `now`.
    pub(in crate::app) fn renew(&mut self, now: Timestamp) {
        self.search = Search::new(&self.query, now);
    }

    /// Whether it matches every article.
    pub(in crate::app) fn is_whole(&self) -> bool {
        self.query.condition.is_none()
    }

    /// Whether its query concerns muted articles.
    pub(in crate::app) fn wants_muted(&self) -> bool {
        query::asks_for_muted(&self.query)
    }

    pub(in crate::app) fn search(&self) -> &Search {
        &self.search
    }

    /// Whether the view matches any report of the story on a row, or the article itself if stories
    /// are not folded.
    pub(in crate::app) fn shows(&self, store: &Store, row: Id, stories: bool) -> bool {
        if stories {
            store.story(row).iter().any(|id| self.search.matches(store, *id))
        } else {
            self.search.matches(store, row)
        }
    }
}
