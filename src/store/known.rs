//! New articles: those whose page did not exist at the end of the last visit.

use crate::state::SeenPages;

use super::{Id, Store};

/// New articles.
impl Store {
    /// Whether an article did not exist at the end of the last visit. Nothing is new if the last
    /// visit is unknown.
    #[must_use]
    pub fn is_new(&self, id: Id) -> bool {
        self.flags_of(id).new
    }

    /// Whether the pages of the last visit are known.
    #[must_use]
    pub fn has_known(&self) -> bool {
        self.known.is_some()
    }

    /// Sets the pages of the last visit. Returns the articles that are new.
    pub fn take_known(&mut self, known: SeenPages) -> Vec<Id> {
        for id in &self.order {
            self.flags[id.index()].new = !known.has(self.articles[id.index()].page());
        }
        self.known = Some(known);
        self.order.iter().copied().filter(|id| self.is_new(*id)).collect()
    }

    /// Returns the current pages, to be saved for the next visit.
    #[must_use]
    pub fn pages(&self) -> SeenPages {
        SeenPages::of(self.order.iter().map(|id| self.articles[id.index()].page()).collect())
    }
}
