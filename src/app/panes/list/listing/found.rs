//! The rows that match a search, and on each the report that does: the lead of a story may not.

use rustc_hash::FxHashMap;

use crate::query::Order;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

/// The rows of the view that match a search.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) search: Search,
    /// The order requested by the search, until the user chooses another.
    pub(super) order: Option<Order>,
    pub(super) ids: Vec<Id>,
    /// By row, the report of its story that matches, if the lead does not.
    hits: FxHashMap<Id, Id>,
}

impl Found {
    pub(super) fn new(search: Search) -> Self {
        Self { order: search.order(), search, ids: Vec::new(), hits: FxHashMap::default() }
    }

    /// The report that matches on a row, if its lead does not.
    pub(super) fn hit(&self, row: Id) -> Option<Id> {
        self.hits.get(&row).copied()
    }

    /// Filters `rows` to those that match, and notes which of their reports do; a story matches if
    /// any of its reports does.
    pub(super) fn matching(&mut self, store: &Store, rows: &[Id], stories: bool) -> Vec<Id> {
        if !self.hits.is_empty() {
            for row in rows {
                self.hits.remove(row);
            }
        }
        if !stories {
            return self.search.filter(store, rows);
        }
        let reports = self.search.reports(store, rows);
        let is_seen = |id: Id| self.search.wants_muted() || !store.is_muted(id);
        let hits = reports.iter().filter(|(row, hit)| row != hit && is_seen(*hit));
        self.hits.extend(hits.copied());
        reports.into_iter().map(|(row, _)| row).collect()
    }

    /// Searches all rows of the view.
    pub(super) fn fill(&mut self, store: &Store, base: &[Id], stories: bool) {
        self.hits.clear();
        self.ids = self.matching(store, base, stories);
        if let Some(order) = self.order {
            store.sort(&mut self.ids, order);
        }
    }
}
