//! Numbers of unread rows of the counted views, updated story by story: only the initial count
//! walks the whole store.

use crate::store::Id;
use crate::store::Reading;
use crate::store::Store;

use crate::app::panes::view::View;

/// Further views are not counted.
const MOST: usize = 32;

/// Unread rows by view.
#[derive(Debug, Default)]
pub(in crate::app) struct Tally {
    /// For each article, the views in which its row counts, one bit per view.
    counted: Vec<u32>,
    unread: Vec<usize>,
}

impl Tally {
    /// Number of unread rows of a view, by index.
    pub(in crate::app) fn unread(&self, view: usize) -> usize {
        self.unread.get(view).copied().unwrap_or(0)
    }

    /// Recounts everything.
    pub(in crate::app) fn fill(&mut self, views: &[View], store: &Store, stories: bool) {
        *self = Self::default();
        self.update(store.ids(), views, store, stories);
    }

    /// Updates the counts for articles that are new, or whose stories or marks have changed.
    pub(in crate::app) fn update(
        &mut self,
        ids: &[Id],
        views: &[View],
        store: &Store,
        stories: bool,
    ) {
        self.counted.resize(store.end(), 0);
        self.unread.resize(views.len().min(MOST), 0);
        let mut rows = ids.to_vec();
        if stories {
            rows.extend(ids.iter().map(|id| store.lead(*id)));
            // Each story once, however many of its reports have changed.
            rows.sort_unstable();
            rows.dedup();
        }
        for row in rows {
            self.count(row, views, store, stories);
        }
    }

    fn count(&mut self, row: Id, views: &[View], store: &Store, stories: bool) {
        let is_row = !store.is_gone(row) && (!stories || store.is_lead(row));
        let mut bits = 0;
        if is_row && store.reading(row) == Reading::Unread {
            let hidden = is_hidden(store, row, stories);
            for (at, view) in views.iter().enumerate().take(MOST) {
                let seen = !hidden || view.wants_muted();
                let counts = seen && view.is_counted() && view.shows(store, row, stories);
                bits |= u32::from(counts) << at;
            }
        }
        let known = &mut self.counted[row.index()];
        for (at, unread) in self.unread.iter_mut().enumerate() {
            let bit = 1 << at;
            *unread += usize::from(bits & bit != 0);
            *unread -= usize::from(*known & bit != 0);
        }
        *known = bits;
    }
}

/// Whether everything on a row is muted by rules.
pub(in crate::app) fn is_hidden(store: &Store, row: Id, stories: bool) -> bool {
    if stories {
        store.story(row).iter().all(|id| store.is_muted(*id))
    } else {
        store.is_muted(row)
    }
}
