//! Rows that were picked.

use std::collections::HashSet;

use crate::store::Id;

/// Picked rows.
#[derive(Debug, Default)]
pub struct Picks {
    pub(in crate::app) ids: HashSet<Id>,
    /// Where a range begins that ends at the cursor.
    pub(in crate::app) from: Option<Id>,
}

impl Picks {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.from.is_none()
    }

    /// Whether this one was picked by itself.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    /// Takes the new ids of articles; those that are gone have none.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.ids = self.ids.drain().filter_map(new).collect();
        self.from = self.from.and_then(new);
    }
}
