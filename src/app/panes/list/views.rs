//! The views of the list: switching between them, and the temporary one.

use jiff::Timestamp;

use crate::store::Store;

use crate::app::panes::view::View;

use super::List;

impl List {
    /// Adds a view as the last one, until another one is shown.
    pub(in crate::app) fn offer_narrow(&mut self, view: View) {
        self.listing.offer_narrow(view);
    }

    /// Whether the last view is a temporary one.
    pub(in crate::app) fn is_narrowed(&self) -> bool {
        self.listing.narrowed
    }

    /// Switches to another view, from its first row if the selection is near that. The selection
    /// stays on its article, even across views that do not list it.
    pub(in crate::app) fn show(&mut self, view: usize, store: &Store, now: Timestamp) {
        self.cursor.show_anew();
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

    /// Replaces the views; keeps the current one if it still exists.
    pub(in crate::app) fn set_views(&mut self, views: Vec<View>, store: &Store, now: Timestamp) {
        self.listing.set_views(views);
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }
}
