//! What arrives while one reads: what comes to stand above the rows in sight is announced until
//! one has seen it.

use rustc_hash::FxHashSet;

use crate::store::Id;

use crate::app::App;

/// Rows above those in sight that nobody has seen yet.
#[derive(Debug, Default)]
pub(in crate::app) struct Arrivals {
    unseen: FxHashSet<Id>,
    /// The changes of the list by then.
    changes: u32,
    /// The first row in sight by then.
    top: usize,
}

impl App {
    /// How many rows have arrived above those in sight.
    #[must_use]
    pub fn announced(&self) -> usize {
        self.arrivals.unseen.len()
    }

    /// These articles have arrived; which of them are above is found out when the rows stand.
    pub(in crate::app) fn announce(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.arrivals.unseen.extend(ids);
    }

    /// The reader asked for other rows.
    pub(in crate::app) fn drop_arrivals(&mut self) {
        self.arrivals.unseen.clear();
    }

    pub(in crate::app) fn rename_arrivals(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.arrivals.unseen = self.arrivals.unseen.drain().filter_map(new).collect();
    }

    /// Forgets what has come into sight. Where rows came or went all above are looked through,
    /// else only those that one has passed.
    pub(in crate::app) fn see_arrivals(&mut self) {
        let (top, changes) = (self.list.cursor.top, self.list.changes());
        let (rows, arrivals) = (self.list.rows(), &mut self.arrivals);
        let above = &rows[..top.min(rows.len())];
        if arrivals.unseen.is_empty() || top == 0 {
            arrivals.unseen.clear();
        } else if arrivals.changes != changes {
            let here = arrivals.unseen.iter().filter(|id| !self.store.is_gone(**id));
            let here = here.map(|id| self.list.standing(*id, &self.store));
            let wanted: FxHashSet<Id> = here.collect();
            arrivals.unseen = above.iter().filter(|row| wanted.contains(row)).copied().collect();
        } else {
            for row in rows.iter().take(arrivals.top).skip(top) {
                arrivals.unseen.remove(row);
            }
        }
        (arrivals.changes, arrivals.top) = (changes, top);
    }
}
