//! Arrivals while the user reads: rows inserted above the visible ones are announced until they
//! have been seen.

use rustc_hash::FxHashSet;

use crate::store::Id;
use crate::store::Store;

use crate::app::panes::list::List;

/// Rows above the visible ones that have not been seen yet.
#[derive(Debug, Default)]
pub(in crate::app) struct Arrivals {
    unseen: FxHashSet<Id>,
    /// The list's change counter at the last call of [`Self::see`].
    changes: u32,
    /// The first visible row at that time.
    top: usize,
}

impl Arrivals {
    /// Returns the number of unseen rows.
    pub(in crate::app) fn count(&self) -> usize {
        self.unseen.len()
    }

    /// Adds articles that have arrived; [`Self::see`] drops those that are not above the visible
    /// rows.
    pub(in crate::app) fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.unseen.extend(ids);
    }

    /// Clears the arrivals, as the user asked for other rows.
    pub(in crate::app) fn forget(&mut self) {
        self.unseen.clear();
    }

    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.unseen = self.unseen.drain().filter_map(new).collect();
    }

    /// Drops the rows that have become visible. Checks all rows above if the list has changed,
    /// otherwise only those scrolled past.
    pub(in crate::app) fn see(&mut self, list: &List, store: &Store) {
        let (top, changes, rows) = (list.cursor.top, list.changes(), list.rows());
        let above = &rows[..top.min(rows.len())];
        if self.unseen.is_empty() || top == 0 {
            self.unseen.clear();
        } else if self.changes != changes {
            let here = self.unseen.iter().filter(|id| !store.is_gone(**id));
            let wanted: FxHashSet<Id> = here.map(|id| list.standing(*id, store)).collect();
            self.unseen = above.iter().filter(|row| wanted.contains(row)).copied().collect();
        } else {
            for row in rows.iter().take(self.top).skip(top) {
                self.unseen.remove(row);
            }
        }
        (self.changes, self.top) = (changes, top);
    }
}
