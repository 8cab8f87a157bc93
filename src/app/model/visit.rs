//! Tracks which article is open, so that it counts as read after a while. An article is open if it
//! or its related links have the focus, or if it was paged; one that is only shown beside the list
//! is not.

use crate::store::Id;

/// The visit of an open article.
#[derive(Debug, Default)]
pub(in crate::app) struct Visit {
    open: Option<Id>,
    /// The article that was paged while the list had the focus.
    paged: Option<Id>,
    /// Rises whenever an article is opened or a visit ends.
    number: u32,
}

impl Visit {
    /// Notes that the shown article is being read although the list has the focus.
    pub(in crate::app) fn page(&mut self, shown: Option<Id>) {
        self.paged = shown;
    }

    /// Updates which article is open; returns it and the visit's number if it has changed.
    pub(in crate::app) fn turn(&mut self, shown: Option<Id>, has_keys: bool) -> Option<(Id, u32)> {
        self.paged = self.paged.filter(|id| Some(*id) == shown);
        let open = shown.filter(|_| has_keys || self.paged.is_some());
        if open == self.open {
            return None;
        }
        self.open = open;
        self.end();
        open.map(|id| (id, self.number))
    }

    /// Returns the article of a visit, unless the visit has ended.
    pub(in crate::app) fn article(&self, number: u32) -> Option<Id> {
        self.open.filter(|_| number == self.number)
    }

    /// Ends the visit: the user has marked the open article, so the read timer must not.
    pub(in crate::app) fn end(&mut self) {
        self.number = self.number.wrapping_add(1);
    }
}
