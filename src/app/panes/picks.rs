//! Picked rows.

use std::collections::HashSet;

use crate::store::Id;

/// The picked rows.
#[derive(Debug, Default)]
pub struct Picks {
    pub(in crate::app) ids: HashSet<Id>,
    /// The start of a range that ends at the cursor.
    pub(in crate::app) from: Option<Id>,
}

impl Picks {
    /// Whether nothing is picked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.from.is_none()
    }

    /// Whether a row was picked by itself, outside the range.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    /// Maps the ids of articles to their new ones; removed articles have none.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.ids = self.ids.drain().filter_map(new).collect();
        self.from = self.from.and_then(new);
    }
}
