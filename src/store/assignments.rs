//! What the reader decided about stories: which articles are taken out of theirs, and which stories
//! are one. Decisions belong to pages, as marks do.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Page;
use crate::state::{Assigned, Assignment};

use super::{Id, Store};

/// All assignments of a session.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    by_page: FxHashMap<Page, Assignment>,
    /// The pages of each joined story.
    joined: BTreeMap<Arc<str>, Vec<Page>>,
    /// Pages that were taken out of their stories.
    apart: FxHashSet<Page>,
}

impl Assignments {
    pub(super) fn of(&self, page: Page) -> Option<&Assignment> {
        self.by_page.get(&page)
    }

    pub(super) fn is_apart(&self, page: Page) -> bool {
        self.apart.contains(&page)
    }

    /// Applies a later decision; returns whether it is one.
    pub(super) fn take(&mut self, page: Page, assignment: &Assignment) -> bool {
        let known = self.by_page.entry(page).or_default();
        if !assignment.overrides(known) {
            return false;
        }
        self.apart.remove(&page);
        if let Assigned::With(name) = &known.story
            && let Some(pages) = self.joined.get_mut(name)
        {
            pages.retain(|other| *other != page);
        }
        match &assignment.story {
            Assigned::Found => {}
            Assigned::Apart => {
                self.apart.insert(page);
            }
            Assigned::With(name) => {
                self.joined.entry(Arc::clone(name)).or_default().push(page);
            }
        }
        *known = assignment.clone();
        true
    }

    /// The pages that were taken out of their stories.
    pub(super) fn apart(&self) -> impl Iterator<Item = Page> {
        self.apart.iter().copied()
    }

    /// The pages of each joined story.
    pub(super) fn joined(&self) -> impl Iterator<Item = &[Page]> {
        self.joined.values().map(Vec::as_slice)
    }
}

/// Assignments.
impl Store {
    /// Applies the assignments that were decided later than the present ones. Returns the articles
    /// whose story changed.
    pub fn take_assignments(&mut self, assignments: &[Assignment]) -> Vec<Id> {
        let changed = self.stories.assign(&self.articles, assignments);
        self.stories_changed(&changed);
        changed
    }

    /// Returns the story of a key as the reader decided it, and when; in milliseconds since 1970,
    /// 0 if never.
    #[must_use]
    pub fn assigned(&self, key: &str) -> (Assigned, i64) {
        let known = self.stories.assignment(Page::of_key(key));
        known.map_or_else(Default::default, |it| (it.story.clone(), it.decided))
    }
}
