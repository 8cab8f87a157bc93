//! Which articles are new: all whose page was not there at the end of the last visit.

use crate::state::SeenPages;

use super::{Id, Store};

/// What is new.
impl Store {
    /// Whether an article was not there at the end of the last visit. Nothing is new where that is
    /// not known.
    #[must_use]
    pub fn is_new(&self, id: Id) -> bool {
        self.flags.get(id.index()).is_some_and(|flags| flags.new)
    }

    /// Whether it is known what was there at the end of the last visit.
    #[must_use]
    pub fn has_known(&self) -> bool {
        self.known.is_some()
    }

    /// Takes what was there at the end of the last visit. Returns the articles that are new.
    pub fn take_known(&mut self, known: SeenPages) -> Vec<Id> {
        self.known = Some(known);
        self.note_new();
        self.order.iter().copied().filter(|id| self.is_new(*id)).collect()
    }

    /// Finds out anew what is new.
    pub(super) fn note_new(&mut self) {
        let Some(known) = &self.known else { return };
        for (article, flags) in self.articles.iter().zip(&mut self.flags) {
            flags.new = !flags.gone && !known.has(article.page());
        }
    }

    /// What is there, to be known at the next visit.
    #[must_use]
    pub fn pages(&self) -> SeenPages {
        SeenPages::of(self.order.iter().map(|id| self.articles[id.index()].page()).collect())
    }
}
