//! Which articles are new: all whose page was not there at the end of the last visit.

use crate::state::SeenPages;

use super::{Id, Store};

/// What is new.
impl Store {
    /// Whether an article was not there at the end of the last visit. Nothing is new where that is
    /// not known.
    #[must_use]
    pub fn is_new(&self, id: Id) -> bool {
        self.flags_of(id).new
    }

    /// Whether it is known what was there at the end of the last visit.
    #[must_use]
    pub fn has_known(&self) -> bool {
        self.known.is_some()
    }

    /// Takes what was there at the end of the last visit. Returns the articles that are new.
    pub fn take_known(&mut self, known: SeenPages) -> Vec<Id> {
        for id in &self.order {
            self.flags[id.index()].new = !known.has(self.articles[id.index()].page());
        }
        self.known = Some(known);
        self.order.iter().copied().filter(|id| self.is_new(*id)).collect()
    }

    /// What is there, to be known at the next visit.
    #[must_use]
    pub fn pages(&self) -> SeenPages {
        SeenPages::of(self.order.iter().map(|id| self.articles[id.index()].page()).collect())
    }
}
