//! Which article is open, so that it counts as read after a while. An article is open where it or
//! its related links have the keys, or it was paged; one that only stands beside the list is not.

use crate::store::Id;

/// An article that is open.
#[derive(Debug, Default)]
pub(in crate::app) struct Visit {
    open: Option<Id>,
    /// The article that was paged from the list.
    paged: Option<Id>,
    /// Rises with every article that is opened.
    number: u32,
}

impl Visit {
    /// An article is being read, though the list has the keys.
    pub(in crate::app) fn page(&mut self, shown: Option<Id>) {
        self.paged = shown;
    }

    /// Notices which article is open; returns it and its number where it is another one.
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

    /// The article of a visit, unless that has ended.
    pub(in crate::app) fn article(&self, number: u32) -> Option<Id> {
        self.open.filter(|_| number == self.number)
    }

    /// The reader has decided about the article that is open: the time it was open does not.
    pub(in crate::app) fn end(&mut self) {
        self.number = self.number.wrapping_add(1);
    }
}
