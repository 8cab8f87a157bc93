//! The only owner of articles: keeps them, finds them by page, knows their order and which of
//! them tell one story. Reads nothing from disk and draws nothing.

mod articles;
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

pub(crate) use changes::discard;
pub use changes::{Holdings, Inserted};
pub(crate) use entry::Entry;
pub use highlight::Highlights;
pub use reading::Reading;
pub use search::Search;
pub use similarity::similarity;
pub use story_text::StoryText;
pub(crate) use values::values;

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

/// An article of one store: its slot, and how many articles were in that slot before. So the id
/// of an article that is gone never becomes that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    slot: u32,
    generation: u32,
}

impl Id {
    /// # Panics
    /// Beyond four thousand million articles, which no memory holds.
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
    /// The lead of the story of each article, at hand for walks through all of them.
    leads: Vec<Id>,
    index: Index,
    /// A hash of where each article comes from.
    origins: Vec<u32>,
    /// Articles that are gone and still in their slots.
    departed: Vec<Id>,
    /// How many articles have ever been added.
    ever: usize,
    marks: Marks,
    /// For each article whether it has been read and is starred, whether it is muted and new.
    flags: Vec<Flags>,
    /// What was there at the end of the last visit, where that is known.
    known: Option<SeenPages>,
    mutes: Vec<Search>,
    /// How many articles are muted.
    muted: usize,
    /// Each article is read on its own.
    apart: bool,
    now: Timestamp,
}

impl Store {
    /// A store that takes what is dated later than `now` for a mistake.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    /// Puts `new` where they belong in `sorted`. Bisection touches few articles; a sort of
    /// all would touch every one. What comes in order is only appended, and nothing is copied to
    /// another place: that would cost more with every batch.
    pub fn merge(&self, sorted: &mut Vec<Id>, mut new: Vec<Id>, order: Order) {
        order.sort(self, &mut new);
        // From the end: what has found its place there is not moved again.
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

    /// The article of an id of this store.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Article> {
        self.articles.get(id)
    }

    /// The article that stands for a page.
    #[must_use]
    pub fn find(&self, page: Page) -> Option<Id> {
        self.stories.at(page)
    }

    /// All, the newest first, those without a date last, ties by path.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.order
    }

    /// All, or where `folded` the leads of all stories, in an order.
    #[must_use]
    pub fn sorted(&self, order: Order, folded: bool) -> Vec<Id> {
        let mut ids = self.listed(folded);
        self.sort(&mut ids, order);
        ids
    }

    /// All, or where `folded` the leads of all stories, the newest first.
    #[must_use]
    pub fn listed(&self, folded: bool) -> Vec<Id> {
        let wanted = |id: &&Id| !folded || self.is_lead(**id);
        self.order.iter().filter(wanted).copied().collect()
    }

    /// Puts articles in order.
    pub fn sort(&self, ids: &mut [Id], order: Order) {
        order.sort(self, ids);
    }

    /// Whether the article leads its story.
    #[must_use]
    pub fn is_lead(&self, id: Id) -> bool {
        self.lead(id) == id
    }

    /// The lead of an article's story: itself, where it leads or stands alone.
    #[must_use]
    pub fn lead(&self, id: Id) -> Id {
        if self.is_gone(id) { id } else { self.leads[id.index()] }
    }

    fn note_leads(&mut self, changed: &[Id]) {
        for id in changed {
            self.leads[id.index()] = self.stories.lead_of(*id);
        }
    }

    /// All articles of an article's story: its lead, then the others, best first.
    #[must_use]
    pub fn story(&self, id: Id) -> &[Id] {
        if self.is_gone(id) { &[] } else { self.stories.members(id) }
    }

    /// How many providers tell an article's story, those included whose reports its lead only
    /// lists.
    #[must_use]
    pub fn provider_count(&self, id: Id) -> usize {
        if self.is_gone(id) { 0 } else { self.stories.provider_count(id) }
    }

    /// Reports of an article's story that are not in the store and that its documents list, the
    /// best first, each once.
    #[must_use]
    pub fn outside(&self, id: Id) -> Vec<&Related> {
        let mut items: Vec<&Related> =
            self.stories.outside(&self.articles, self.story(id)).collect();
        items.sort_by_key(|item| Reverse(item.quality));
        let mut seen = FxHashSet::default();
        items.retain(|item| seen.insert(item.report()));
        items
    }

    /// A name of an article's story that stays the same when later reports come to tell it, though
    /// one of them may lead it: the key of its earliest report.
    #[must_use]
    pub fn story_name(&self, id: Id) -> &str {
        let articles = self.story(id).iter().map(|id| &self.articles[id.index()]);
        let age = |article: &Article| (article.date.is_none(), article.date);
        let earliest = articles.min_by(|a, b| age(a).cmp(&age(b)).then(a.key.cmp(&b.key)));
        earliest.map_or("", |article| &article.key)
    }

    /// What the texts tell of the articles of which nothing else says what story they belong
    /// to; for [`similarity()`].
    #[must_use]
    pub fn story_texts(&self) -> Vec<StoryText> {
        // In the order of memory: by date each would be far from the one before.
        let ids = (0..self.articles.slots()).map(|slot| self.articles.id(slot));
        let here = ids.filter(|id| !self.is_gone(*id));
        here.filter_map(|id| self.stories.story_text(&self.articles, id)).collect()
    }

    /// Takes the groups that [`similarity()`] found, in place of those before. Returns the articles
    /// whose story changed.
    pub fn regroup(&mut self, groups: Vec<Vec<Id>>) -> Vec<Id> {
        let changed = self.stories.regroup(&self.articles, groups);
        self.note_leads(&changed);
        if !self.mutes.is_empty() {
            self.hide(&changed);
        }
        changed
    }

    /// The moment from which ages count in the order of what matters: the newest article
    /// where all are older than a week, as in an archive, else `now`. Dates of the future are
    /// mistakes.
    #[must_use]
    pub fn present(&self, now: Timestamp) -> Timestamp {
        let dates = self.order.iter().filter_map(|id| self.articles[id.index()].date);
        match dates.map(|date| date.at).find(|at| *at <= now) {
            Some(newest) if newest.as_second() < now.as_second() - WEEK => newest,
            _ => now,
        }
    }

    /// What an article weighs before its age: heat, else quality, else by its sources.
    #[must_use]
    pub fn weight(&self, id: Id) -> f64 {
        sort::weight(self, id)
    }

    /// What is dated later is taken for a mistake.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// What is dated later is taken for a mistake from now on. Orders by weight may change.
    pub fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// How many of the last of `sorted` are `after`, which most likely are few.
fn behind<T>(sorted: &[T], after: impl Fn(&T) -> bool) -> usize {
    let back = |count: usize| sorted.len().checked_sub(count);
    let mut count = 1;
    while back(count).is_some_and(|at| after(&sorted[at])) {
        count *= 2;
    }
    // The last half that was looked at is after it, the whole is not.
    let (start, end) = (back(count).unwrap_or(0), sorted.len() - count / 2);
    let before = sorted.get(start..end).map_or(0, |some| some.partition_point(|it| !after(it)));
    sorted.len() - start - before
}

/// In seconds.
const WEEK: i64 = 7 * 24 * 60 * 60;

#[cfg(test)]
mod tests;
