//! The only owner of articles: keeps them, finds them by page, knows their order and which of
//! them tell one story. Reads nothing from disk and draws nothing.

mod alike;
mod articles;
mod entry;
mod highlight;
mod index;
mod known;
mod links;
mod marks;
mod reading;
mod search;
mod sort;
mod story;
mod telling;
mod values;

pub use alike::alike;
pub(crate) use entry::Entry;
pub use highlight::Highlights;
pub use reading::Reading;
pub use search::Search;
pub use telling::Telling;
pub(crate) use values::values;

use std::cmp::Reverse;
use std::hash::Hasher;

use jiff::Timestamp;
use rustc_hash::{FxHashSet, FxHasher};

use crate::article::Article;
use crate::article::Page;
use crate::article::Related;
use crate::article::Source;
use crate::query::Order;
use crate::state::SeenPages;

use articles::Articles;
use index::Index;
use marks::Marks;
use reading::Flags;
use story::Stories;

/// An article of one store; dense, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u32);

impl Id {
    /// # Panics
    /// Beyond four thousand million articles, which no memory holds.
    fn at(index: usize) -> Self {
        let number = u32::try_from(index);
        Self(number.expect("four thousand million articles do not fit into memory"))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
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
    sources: Vec<u32>,
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

    /// Adds articles, and keeps order and stories. Nothing is ever replaced: two
    /// documents of one key are two articles of one story. Returns the new articles and all others
    /// whose story changed.
    pub fn insert(&mut self, batch: Vec<Article>) -> Vec<Id> {
        let first = self.articles.len();
        self.articles.extend(batch);
        let mut pages = Vec::new();
        for at in first..self.articles.len() {
            let article = &self.articles[at];
            self.index.add(article);
            pages.push(article.page());
            self.sources.push(hash(&article.source));
        }
        let flags = |page: &Page| {
            let new = self.known.as_ref().is_some_and(|known| !known.has(*page));
            Flags { new, ..Flags::of(self.marks.get(*page)) }
        };
        self.flags.extend(pages.iter().map(flags));
        let new: Vec<Id> = (first..self.articles.len()).map(Id::at).collect();
        let mut order = std::mem::take(&mut self.order);
        self.merge(&mut order, new, Order::default());
        self.order = order;
        let changed = self.stories.insert(&self.articles, &pages);
        self.leads.resize(self.articles.len(), Id(0));
        self.note_leads(&changed);
        if !self.mutes.is_empty() {
            self.hide(&changed);
        }
        changed
    }

    /// Takes articles out of order and stories. They can still be looked at, for somebody may be
    /// reading one. Returns all others whose story changed.
    pub fn remove(&mut self, ids: &[Id]) -> Vec<Id> {
        let gone: FxHashSet<Id> = ids.iter().copied().filter(|id| !self.is_gone(*id)).collect();
        if gone.is_empty() {
            return Vec::new();
        }
        self.order.retain(|id| !gone.contains(id));
        let gone: Vec<Id> = gone.into_iter().collect();
        for id in &gone {
            let flags = &mut self.flags[id.index()];
            self.muted -= usize::from(flags.muted);
            *flags = Flags { gone: true, ..Flags::default() };
        }
        let changed = self.stories.remove(&self.articles, &gone);
        self.note_leads(&changed);
        for id in gone {
            self.leads[id.index()] = id;
        }
        if !self.mutes.is_empty() {
            self.hide(&changed);
        }
        changed
    }

    /// Whether an article was taken out.
    #[must_use]
    pub fn is_gone(&self, id: Id) -> bool {
        self.flags.get(id.index()).is_none_or(|flags| flags.gone)
    }

    /// Puts `new` where they belong in `sorted`. Bisection touches few articles; a sort of
    /// all would touch every one. What comes in order is only appended.
    pub fn merge(&self, sorted: &mut Vec<Id>, mut new: Vec<Id>, order: Order) {
        order.sort(self, &mut new);
        let before = |a: Id, b: Id| order.compare(self, a, b).is_lt();
        let Some(first) = new.first().copied() else { return };
        let start = match sorted.last() {
            Some(last) if !before(*last, first) => sorted.partition_point(|id| before(*id, first)),
            _ => sorted.len(),
        };
        let rest = sorted.split_off(start);
        let mut rest = rest.as_slice();
        sorted.reserve(rest.len() + new.len());
        for id in new {
            let (less, more) = rest.split_at(place(rest, |other| before(*other, id)));
            sorted.extend_from_slice(less);
            sorted.push(id);
            rest = more;
        }
        sorted.extend_from_slice(rest);
    }

    /// The article of an id of this store.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Article> {
        self.articles.get(id.index())
    }

    /// The article that stands for a page.
    #[must_use]
    pub fn find(&self, page: Page) -> Option<Id> {
        self.stories.at(page)
    }

    /// The article of this store that was `article` in another: from the same place,
    /// else of the same key.
    #[must_use]
    pub fn find_again(&self, article: &Article) -> Option<Id> {
        let same = |id: &&Id| self.articles[id.index()].source == article.source;
        // A file that was written anew seldom has another link.
        let copies = self.stories.copies(article.page());
        let found = copies.iter().find(same).or_else(|| self.order.iter().find(same));
        found.or(copies.first()).copied()
    }

    /// The articles that come from these places.
    #[must_use]
    pub fn from_sources(&self, sources: &[Source]) -> Vec<Id> {
        if sources.is_empty() {
            return Vec::new();
        }
        let wanted: FxHashSet<&Source> = sources.iter().collect();
        let hashes: FxHashSet<u32> = sources.iter().map(hash).collect();
        // To look at every article would take a hundred times as long.
        let alike = self.sources.iter().enumerate().filter(|(_, hash)| hashes.contains(hash));
        let is_wanted = |id: &Id| wanted.contains(&self.articles[id.index()].source);
        alike.map(|(at, _)| Id::at(at)).filter(|id| !self.is_gone(*id)).filter(is_wanted).collect()
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
        self.leads[id.index()]
    }

    fn note_leads(&mut self, changed: &[Id]) {
        for id in changed {
            self.leads[id.index()] = self.stories.lead_of(*id);
        }
    }

    /// All articles of an article's story: its lead, then the others, best first.
    #[must_use]
    pub fn story(&self, id: Id) -> &[Id] {
        self.stories.told(id)
    }

    /// How many providers tell an article's story, those included whose reports its lead only
    /// lists.
    #[must_use]
    pub fn sources(&self, id: Id) -> usize {
        self.stories.sources(id)
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
    /// to; for [`alike()`].
    #[must_use]
    pub fn tellings(&self) -> Vec<Telling> {
        let ids = (0..self.articles.len()).map(Id::at).filter(|id| !self.is_gone(*id));
        ids.filter_map(|id| self.stories.telling(&self.articles, id)).collect()
    }

    /// Takes the groups that [`alike()`] found, in place of those before. Returns the articles
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

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Ids are below this; some may be gone.
    pub(crate) fn end(&self) -> usize {
        self.articles.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// How many of the first of `sorted` are `before`, which most likely are few.
fn place<T>(sorted: &[T], before: impl Fn(&T) -> bool) -> usize {
    let mut end = 1;
    while sorted.get(end - 1).is_some_and(&before) {
        end *= 2;
    }
    let (start, end) = (end / 2, end.min(sorted.len()));
    sorted.get(start..end).map_or(start, |some| start + some.partition_point(before))
}

fn hash(source: &Source) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(source.path().as_os_str().as_encoded_bytes());
    // The upper half: below it is poor in bits.
    u32::try_from(hasher.finish() >> 32).unwrap_or(0)
}

/// In seconds.
const WEEK: i64 = 7 * 24 * 60 * 60;

#[cfg(test)]
mod tests;
