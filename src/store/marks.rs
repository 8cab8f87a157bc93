//! What a reader has read and starred. Marks belong to pages, not to documents: a file that is
//! moved or copied keeps them. How they are kept between sessions is left to `state`.

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

    /// Takes what was decided later than what is known; true where that changes anything.
    pub(super) fn take(&mut self, page: Page, mark: Mark) -> bool {
        let known = self.by_page.entry(page).or_default();
        let later = known.later(mark);
        let changed = later != *known;
        *known = later;
        changed
    }
}
