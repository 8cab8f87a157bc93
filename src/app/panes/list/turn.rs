//! From view to view: the article that was chosen is selected again in each that has it.

use jiff::Timestamp;

use crate::store::Store;

use super::List;

impl List {
    /// Turns to another view; the selection stays on its article, also on the way through views
    /// that do not have it.
    pub(in crate::app) fn show(&mut self, view: usize, store: &Store, now: Timestamp) {
        self.cursor.tie();
        let wanted = self.parted.take().or(self.selected.filter(|_| self.chosen));
        self.listing.show(view, store, now);
        self.unfold(store);
        let is_here = wanted.is_some_and(|id| self.row_of(id, store).is_some());
        if is_here {
            (self.selected, self.chosen) = (wanted, true);
        } else {
            self.parted = wanted;
        }
        self.leave_missing(store);
        self.follow(store);
    }
}
