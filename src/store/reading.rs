//! What has been read or starred, and what is hidden: marks by page, and the flags of each article
//! that follow from them.

use rustc_hash::FxHashSet;

use crate::article::Page;
use crate::state::Mark;
use crate::state::Marking;

use super::{Id, Search, Store};

/// The flags of an article, stored for fast access.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not whatever the others are")]
pub(super) struct Flags {
    pub(super) read: bool,
    pub(super) starred: bool,
    pub(super) muted: bool,
    /// Did not exist at the end of the last visit.
    pub(super) new: bool,
    /// Removed from the store.
    pub(super) gone: bool,
    /// Any report of its story has been read.
    pub(super) story_read: bool,
}

/// Reading status of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Neither the article nor another report of its story has been read.
    Unread,
    /// Another report of its story has been read.
    Seen,
    /// The article has been read.
    Read,
}

/// Marks and mutes.
impl Store {
    /// Creates a store in which each article is marked individually, for use without folding.
    #[must_use]
    pub fn apart(self) -> Self {
        Self { apart: true, ..self }
    }

    /// Sets whether each article is marked individually.
    pub fn read_apart(&mut self, apart: bool) {
        self.apart = apart;
        self.measure_span();
    }

    /// Returns the marks of an article.
    #[must_use]
    pub fn mark(&self, id: Id) -> Mark {
        self.get(id).map_or_else(Mark::default, |article| self.marks.get(article.page()))
    }

    /// Returns the marks of a key.
    #[must_use]
    pub fn mark_of(&self, key: &str) -> Mark {
        self.marks.get(Page::of_key(key))
    }

    /// Applies the marks that were decided later than the present ones. Returns the articles that
    /// they change.
    pub fn take_marks(&mut self, markings: &[Marking]) -> Vec<Id> {
        let mut changed = Vec::new();
        for Marking { key, mark } in markings {
            let page = Page::of_key(key);
            if !self.marks.take(page, *mark) {
                continue;
            }
            let flags = Flags::of(self.marks.get(page));
            for id in self.stories.copies(page) {
                let known = &mut self.flags[id.index()];
                *known = Flags { read: flags.read, starred: flags.starred, ..*known };
                changed.push(id);
            }
        }
        self.note_read_stories(&changed);
        changed
    }

    /// Notes for each report of these articles' stories whether one of them has been read: asking
    /// all the others for each report would take the square of their number.
    pub(super) fn note_read_stories(&mut self, changed: &[Id]) {
        let mut leads: Vec<Id> = changed.iter().map(|id| self.lead(*id)).collect();
        leads.sort_unstable();
        leads.dedup();
        for lead in leads {
            let story = self.stories.members(lead);
            let story_read = story.iter().any(|id| self.flags[id.index()].read);
            for id in story {
                self.flags[id.index()].story_read = story_read;
            }
        }
    }

    /// When an article, or with folding any report of its story, was read; in milliseconds since
    /// 1970.
    #[must_use]
    pub fn read_at(&self, id: Id) -> Option<i64> {
        let alone = [id];
        let members = if self.apart { &alone } else { self.story(id) };
        members.iter().filter_map(|id| self.mark(*id).read.at).max()
    }

    /// Returns the reading status of an article.
    #[must_use]
    pub fn reading(&self, id: Id) -> Reading {
        let flags = self.flags_of(id);
        if flags.read {
            Reading::Read
        } else if flags.story_read && !self.apart {
            Reading::Seen
        } else {
            Reading::Unread
        }
    }

    /// Whether an article is starred.
    #[must_use]
    pub fn is_starred(&self, id: Id) -> bool {
        self.flags_of(id).starred
    }

    /// Whether an article is hidden.
    #[must_use]
    pub fn is_muted(&self, id: Id) -> bool {
        self.flags_of(id).muted
    }

    /// Returns the flags of an article; the defaults if it is gone.
    pub(super) fn flags_of(&self, id: Id) -> Flags {
        if self.articles.has(id) { self.flags[id.index()] } else { Flags::default() }
    }

    /// Replaces the mutes: hides what any of these queries matches, and nothing else. Returns the
    /// articles whose visibility changed.
    pub fn mute(&mut self, mutes: Vec<Search>) -> Vec<Id> {
        if mutes.is_empty() && self.mutes.is_empty() {
            return Vec::new();
        }
        self.mutes = mutes;
        let all: Vec<Id> = self.order.clone();
        self.hide(&all)
    }

    /// Number of hidden articles.
    #[must_use]
    pub fn muted(&self) -> usize {
        self.muted
    }

    pub(super) fn hide(&mut self, ids: &[Id]) -> Vec<Id> {
        let mut muted = FxHashSet::default();
        for search in &self.mutes {
            muted.extend(search.filter(self, ids));
        }
        let mut changed = Vec::new();
        for id in ids {
            let known = &mut self.flags[id.index()].muted;
            let is_muted = muted.contains(id);
            if *known != is_muted {
                *known = is_muted;
                changed.push(*id);
                self.muted = if is_muted { self.muted + 1 } else { self.muted - 1 };
            }
        }
        changed
    }
}

impl Flags {
    pub(super) fn of(mark: Mark) -> Self {
        Self { read: mark.read.at.is_some(), starred: mark.starred.at.is_some(), ..Self::default() }
    }
}
