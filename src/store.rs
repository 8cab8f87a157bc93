//! The sole owner of articles: stores them, finds them by page, sorts them and groups them into
//! stories. Reads nothing from disk and draws nothing.

mod ages;
mod articles;
mod assignments;
mod basis;
mod changes;
mod entry;
mod highlight;
mod index;
mod known;
mod links;
mod marks;
mod reading;
mod search;
mod similarity;
mod sort;
mod story;
mod story_text;
mod values;

pub(crate) use ages::Span;
pub(crate) use basis::Basis;
pub(crate) use changes::discard;
pub use changes::{Holdings, Inserted};
pub(crate) use entry::Entry;
pub use highlight::Highlights;
pub use reading::Reading;
pub use search::Search;
pub use similarity::similarity;
pub use story_text::StoryText;
pub(crate) use values::values;

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::article::Article;
use crate::article::Page;
use crate::article::Related;
use crate::query::Order;
use crate::state::SeenPages;

use articles::Articles;
use index::Index;
use marks::Marks;
use reading::Flags;
use story::Stories;

/// Identifies an article of one store by slot and generation, the number of earlier articles in
/// that slot. The id of an article that is gone is therefore never reused for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    slot: u32,
    generation: u32,
}

impl Id {
    /// # Panics
    /// Beyond four billion articles, more than fit in memory.
    fn of(slot: usize, generation: u32) -> Self {
        let slot = u32::try_from(slot);
        Self { slot: slot.expect("four thousand million articles do not fit"), generation }
    }

    pub(crate) fn index(self) -> usize {
        self.slot as usize
    }
}

/// All articles of a session.
#[derive(Debug, Default)]
pub struct Store {
    articles: Articles,
    order: Vec<Id>,
    stories: Stories,
    /// The lead of each article's story, stored separately for fast scans.
    leads: Vec<Id>,
    index: Index,
    /// A hash of the origin of each article.
    origins: Vec<u32>,
    /// Removed articles that still occupy their slots.
    departed: Vec<Id>,
    /// Number of articles ever added.
    ever: usize,
    marks: Marks,
    /// The flags of each article: read, starred, muted and new.
    flags: Vec<Flags>,
    /// The pages that existed at the end of the last visit, if known.
    known: Option<SeenPages>,
    mutes: Vec<Search>,
    /// Number of muted articles.
    muted: usize,
    /// Each article is marked as read individually, not by story.
    apart: bool,
    /// Follows from the dates of the newest stories.
    span: Span,
    now: Timestamp,
}

impl Store {
    /// Creates a store that treats dates later than `now` as errors.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    /// Inserts `new` at the right positions of `sorted`. Binary search touches few articles, where
    /// a full sort would touch all of them. Articles that arrive in order are only appended, and
    /// the list is merged in place: a copy would cost more with every batch.
    pub fn merge(&self, sorted: &mut Vec<Id>, mut new: Vec<Id>, order: Order) {
        order.sort(self, &mut new);
        // From the end, so that articles already in place are not moved again.
        let mut rest = sorted.len();
        sorted.extend_from_slice(&new);
        let mut end = sorted.len();
        for id in new.into_iter().rev() {
            let after = |other: &Id| order.compare(self, *other, id).is_gt();
            let count = sorted.get(..rest).map_or(0, |rest| behind(rest, after));
            sorted.copy_within(rest - count..rest, end - count);
            (rest, end) = (rest - count, end - count - 1);
            sorted[end] = id;
        }
    }

    /// Returns the article of an id of this store.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Article> {
        self.articles.get(id)
    }

    /// Returns the article that represents a page.
    #[must_use]
    pub fn find(&self, page: Page) -> Option<Id> {
        self.stories.at(page)
    }

    /// Returns all articles: newest first, undated last, ties by path.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.order
    }

    /// Returns all articles, or if `folded` the leads of all stories, in the given order.
    #[must_use]
    pub fn sorted(&self, order: Order, folded: bool) -> Vec<Id> {
        let mut ids = self.listed(folded);
        self.sort(&mut ids, order);
        ids
    }

    /// Returns all articles, or if `folded` the leads of all stories, newest first.
    #[must_use]
    pub fn listed(&self, folded: bool) -> Vec<Id> {
        let wanted = |id: &&Id| !folded || self.is_lead(**id);
        self.order.iter().filter(wanted).copied().collect()
    }

    /// Sorts articles.
    pub fn sort(&self, ids: &mut [Id], order: Order) {
        order.sort(self, ids);
    }

    /// Whether the article leads its story.
    #[must_use]
    pub fn is_lead(&self, id: Id) -> bool {
        self.lead(id) == id
    }

    /// Returns the lead of an article's story, which may be the article itself.
    #[must_use]
    pub fn lead(&self, id: Id) -> Id {
        if self.is_gone(id) { id } else { self.leads[id.index()] }
    }

    /// Updates what is kept for each article of its story.
    fn note_stories(&mut self, changed: &[Id]) {
        for id in changed {
            self.leads[id.index()] = self.stories.lead_of(*id);
        }
        self.note_read_stories(changed);
    }

    /// Returns all articles of an article's story: its lead, then the others, best first.
    #[must_use]
    pub fn story(&self, id: Id) -> &[Id] {
        if self.is_gone(id) { &[] } else { self.stories.members(id) }
    }

    /// Counts the providers of an article's story, including those whose reports its lead only
    /// lists.
    #[must_use]
    pub fn provider_count(&self, id: Id) -> usize {
        if self.is_gone(id) { 0 } else { self.stories.provider_count(id) }
    }

    /// Returns the reports that the documents of an article's story list but that are not in the
    /// store: best first, without duplicates.
    #[must_use]
    pub fn outside(&self, id: Id) -> Vec<&Related> {
        let mut items: Vec<&Related> =
            self.stories.outside(&self.articles, self.story(id)).collect();
        items.sort_by_key(|item| Reverse(item.quality));
        let mut seen = FxHashSet::default();
        items.retain(|item| seen.insert(item.report()));
        items
    }

    /// A name for an article's story that does not change when later reports join it, even if one
    /// of them becomes the lead: the key of its earliest report, with its day where the documents
    /// of that key are of several stories.
    #[must_use]
    pub fn story_name(&self, id: Id) -> Cow<'_, str> {
        if self.is_gone(id) {
            return Cow::default();
        }
        let earliest = &self.articles[self.stories.earliest(id).index()];
        match earliest.date.filter(|_| self.stories.is_divided(earliest.page())) {
            Some(date) => format!("{}#{}", earliest.key, date.at.strftime("%Y-%m-%d")).into(),
            None => Cow::Borrowed(&earliest.key),
        }
    }

    /// Returns the texts of the articles whose story is not determined otherwise, as input for
    /// [`similarity()`].
    #[must_use]
    pub fn story_texts(&self) -> Vec<StoryText> {
        // In memory order: in date order, each access would be far from the one before.
        let ids = (0..self.articles.slots()).map(|slot| self.articles.id(slot));
        let here = ids.filter(|id| !self.is_gone(*id));
        here.filter_map(|id| self.stories.story_text(&self.articles, id)).collect()
    }

    /// Replaces the groups with those that [`similarity()`] found. Returns the articles whose story
    /// changed.
    pub fn regroup(&mut self, groups: Vec<Vec<Id>>) -> Vec<Id> {
        let changed = self.stories.regroup(&self.articles, groups);
        self.stories_changed(&changed);
        changed
    }

    /// The weight of an article before its age is considered: heat, else quality, else by the
    /// number of its sources.
    #[must_use]
    pub fn weight(&self, id: Id) -> f64 {
        sort::weight(self, id)
    }

    /// The time after which dates are treated as errors.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Sets the time after which dates are treated as errors. Orders by weight may change.
    pub fn set_now(&mut self, now: Timestamp) {
        self.now = now;
        self.measure_span();
    }

    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are no articles.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// Counts how many items at the end of `sorted` satisfy `after`; expects few.
fn behind<T>(sorted: &[T], after: impl Fn(&T) -> bool) -> usize {
    let back = |count: usize| sorted.len().checked_sub(count);
    let mut count = 1;
    while back(count).is_some_and(|at| after(&sorted[at])) {
        count *= 2;
    }
    // The last half that was examined satisfies it, the whole does not.
    let (start, end) = (back(count).unwrap_or(0), sorted.len() - count / 2);
    let before = sorted.get(start..end).map_or(0, |some| some.partition_point(|it| !after(it)));
    sorted.len() - start - before
}

#[cfg(test)]
mod tests;
