//! What comes while one reads, and where in the list is what came since the last visit.

use crate::query::Order;
use crate::store::Id;
use crate::store::Store;

use super::List;

impl List {
    /// All has been loaded.
    pub(in crate::app) fn settle(&mut self) {
        self.settled = true;
    }

    /// Whether all has been loaded.
    pub(in crate::app) fn is_settled(&self) -> bool {
        self.settled
    }

    /// Rows came or went by themselves: the selected article stays so, chosen or not, unless the
    /// load is still under way.
    pub(super) fn stay(&mut self, store: &Store) {
        let chosen = self.chosen;
        self.chosen |= self.settled && self.selected.is_some();
        self.follow(store);
        self.chosen = chosen;
    }

    /// How often the rows have changed.
    pub(in crate::app) fn changes(&self) -> u32 {
        self.changes
    }

    /// How many rows stand above the place where the last visit ended; none where that is not
    /// between two rows.
    #[must_use]
    pub fn divider(&self) -> Option<usize> {
        self.divider
    }

    /// The row on which an article stands, if it stands on any.
    pub(in crate::app) fn standing(&self, id: Id, store: &Store) -> Id {
        if self.has_stories() && !self.is_open(id, store) { store.lead(id) } else { id }
    }

    /// Looks at no row below the first that is not new.
    pub(super) fn end_of_news(&self, store: &Store) -> Option<usize> {
        if self.order() != Order::default() || !store.has_known() {
            return None;
        }
        let is_past = |row: &Id| {
            if self.has_stories() {
                !store.story(*row).iter().any(|id| store.is_new(*id))
            } else {
                !store.is_new(*row)
            }
        };
        self.rows().iter().position(is_past).filter(|count| *count > 0)
    }
}
