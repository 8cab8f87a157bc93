//! Adding and removing articles, and what is kept for them.

use std::hash::Hasher;

use rustc_hash::{FxHashSet, FxHasher};

use crate::article::Article;
use crate::article::Origin;
use crate::query::Order;

use super::reading::Flags;
use super::{Id, Store};

/// Size of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Slots, free ones included.
    pub slots: usize,
    /// Slots with an article.
    pub articles: usize,
    /// Bytes of searchable text, including `dead`.
    pub text: usize,
    /// Bytes of text of articles that are gone.
    pub dead: usize,
    /// Pages of articles.
    pub pages: usize,
    /// Pages that articles list but that are not in the store.
    pub awaited: usize,
    /// Stories of several articles.
    pub stories: usize,
}

/// The result of adding articles.
#[derive(Debug, Default)]
pub struct Inserted {
    /// The new articles, in the order given.
    pub new: Vec<Id>,
    /// The new articles and all others whose story changed, without duplicates.
    pub changed: Vec<Id>,
}

/// Adding and removing articles.
impl Store {
    /// Adds articles and updates orders and stories. Nothing is ever replaced: two documents with
    /// the same key are two articles of one story.
    pub fn insert(&mut self, batch: Vec<Article>) -> Inserted {
        self.ever += batch.len();
        let new: Vec<Id> = batch.into_iter().map(|article| self.articles.add(article)).collect();
        let slots = self.articles.slots();
        self.origins.resize(slots, 0);
        self.flags.resize(slots, Flags::default());
        self.leads.resize(slots, Id::of(0, 0));
        let mut pages = Vec::with_capacity(new.len());
        for id in &new {
            let article = &self.articles[id.index()];
            let page = article.page();
            self.origins[id.index()] = hash(&article.origin);
            let is_new = self.known.as_ref().is_some_and(|known| !known.has(page));
            let marks = Flags::of(self.marks.get(page));
            self.flags[id.index()] = Flags { new: is_new, ..marks };
            self.leads[id.index()] = *id;
            pages.push((*id, page));
        }
        self.index.add(&self.articles, &new);
        let mut order = std::mem::take(&mut self.order);
        self.merge(&mut order, new.clone(), Order::default());
        self.order = order;
        let changed = self.stories.insert(&self.articles, &pages);
        self.stories_changed(&changed);
        Inserted { new, changed }
    }

    /// Updates what follows from the stories of these articles.
    pub(super) fn stories_changed(&mut self, changed: &[Id]) {
        self.note_stories(changed);
        self.measure_span();
        if !self.mutes.is_empty() {
            self.hide(changed);
        }
    }

    /// Removes articles from orders and stories. They stay accessible until [`Store::forget`].
    /// Returns all others whose story changed.
    pub fn remove(&mut self, ids: &[Id]) -> Vec<Id> {
        let mut gone = Vec::with_capacity(ids.len());
        for id in ids.iter().copied() {
            if self.is_gone(id) {
                continue;
            }
            let flags = &mut self.flags[id.index()];
            self.muted -= usize::from(flags.muted);
            *flags = Flags { gone: true, ..Flags::default() };
            gone.push(id);
        }
        if gone.is_empty() {
            return Vec::new();
        }
        self.order.retain(|id| !self.flags[id.index()].gone);
        let changed = self.stories.remove(&self.articles, &gone);
        self.note_stories(&changed);
        for id in &gone {
            self.leads[id.index()] = *id;
        }
        self.measure_span();
        self.departed.append(&mut gone);
        if !self.mutes.is_empty() {
            self.hide(&changed);
        }
        changed
    }

    /// Frees the slots, texts and contents of removed articles. The article `held`, which is being
    /// read, stays accessible until it is no longer held.
    pub fn forget(&mut self, held: Option<Id>) {
        if self.departed.iter().all(|id| Some(*id) == held) {
            return;
        }
        let mut articles = Vec::with_capacity(self.departed.len());
        for id in std::mem::take(&mut self.departed) {
            if Some(id) == held {
                self.departed.push(id);
                continue;
            }
            self.index.clear(id);
            self.flags[id.index()] = Flags { gone: true, ..Flags::default() };
            articles.extend(self.articles.take(id));
        }
        discard(articles);
    }

    /// Whether an article has been removed.
    #[must_use]
    pub fn is_gone(&self, id: Id) -> bool {
        !self.articles.has(id) || self.flags[id.index()].gone
    }

    /// Returns the sizes, for comparison with another store.
    #[must_use]
    pub fn holdings(&self) -> Holdings {
        let (pages, awaited, stories) = self.stories.counts();
        let (slots, articles) = (self.articles.slots(), self.articles.filled());
        let (text, dead) = self.index.bytes();
        Holdings { slots, articles, text, dead, pages, awaited, stories }
    }

    /// Returns the articles of these origins.
    #[must_use]
    pub fn from_origins(&self, origins: &[Origin]) -> Vec<Id> {
        if origins.is_empty() {
            return Vec::new();
        }
        let wanted: FxHashSet<&Origin> = origins.iter().collect();
        let hashes: FxHashSet<u32> = origins.iter().map(hash).collect();
        // Comparing every origin would take a hundred times as long.
        let alike = self.origins.iter().enumerate().filter(|(_, hash)| hashes.contains(hash));
        let is_wanted = |id: &Id| wanted.contains(&self.articles[id.index()].origin);
        let alike = alike.map(|(slot, _)| self.articles.id(slot));
        alike.filter(|id| !self.is_gone(*id)).filter(is_wanted).collect()
    }

    /// Upper bound of the indexes of ids; some may be unused.
    pub(crate) fn end(&self) -> usize {
        self.articles.slots()
    }

    /// The id of the article in a slot.
    pub(super) fn id_in(&self, slot: usize) -> Id {
        self.articles.id(slot)
    }

    /// Number of articles ever added.
    pub(crate) fn ever(&self) -> usize {
        self.ever
    }
}

/// Drops a large value on another thread, so that no key press waits for it.
pub(crate) fn discard<T: Send + 'static>(large: T) {
    rayon::spawn(move || drop(large));
}

fn hash(source: &Origin) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(source.path().as_os_str().as_encoded_bytes());
    // The upper half: the lower bits have less entropy.
    u32::try_from(hasher.finish() >> 32).unwrap_or(0)
}
