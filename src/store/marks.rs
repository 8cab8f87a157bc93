//! Read and starred marks. Marks belong to pages, not to documents: a file that is moved or copied
//! keeps them. Saving them between sessions is left to `state`.

use rustc_hash::FxHashMap;

use crate::article::Page;
use crate::state::Mark;

/// All marks of a session.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    by_page: FxHashMap<Page, Mark>,
}

impl Marks {
    pub(super) fn get(&self, page: Page) -> Mark {
        self.by_page.get(&page).copied().unwrap_or_default()
    }

    /// Applies a mark where it is the later decision; returns whether that changed anything.
    pub(super) fn take(&mut self, page: Page, mark: Mark) -> bool {
        let known = self.by_page.entry(page).or_default();
        let later = known.later(mark);
        let changed = later != *known;
        *known = later;
        changed
    }
}
