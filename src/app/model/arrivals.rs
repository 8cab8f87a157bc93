//! What arrives while one reads: what comes to stand above the rows in sight is announced until
//! one has seen it.

use rustc_hash::FxHashSet;

use crate::store::Id;
use crate::store::Store;

use crate::app::panes::list::List;

/// Rows above those in sight that nobody has seen yet.
#[derive(Debug, Default)]
pub(in crate::app) struct Arrivals {
    unseen: FxHashSet<Id>,
    /// The changes of the list by then.
    changes: u32,
    /// The first row in sight by then.
    top: usize,
}

impl Arrivals {
    /// How many there are.
    pub(in crate::app) fn count(&self) -> usize {
        self.unseen.len()
    }

    /// These articles have arrived; which of them are above is found out when the rows stand.
    pub(in crate::app) fn add(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.unseen.extend(ids);
    }

    /// The reader asked for other rows.
    pub(in crate::app) fn forget(&mut self) {
        self.unseen.clear();
    }

    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.unseen = self.unseen.drain().filter_map(new).collect();
    }

    /// Forgets what has come into sight. Where rows came or went all above are looked through,
    /// else only those that one has passed.
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
