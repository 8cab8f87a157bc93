//! Unread counts by feed, updated article by article: only the initial count walks the whole store.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::store::Id;
use crate::store::Reading;
use crate::store::Store;

/// Unread articles by feed.
#[derive(Debug, Default)]
pub(in crate::app) struct FeedTally {
    /// Feeds by address, numbered from 0.
    numbers: FxHashMap<Box<str>, u32>,
    /// For each article that counts, its feed, from 1; else 0.
    counted: Vec<u32>,
    unread: Vec<usize>,
}

impl FeedTally {
    /// Replaces the feeds and counts everything; the addresses are numbered in their order.
    pub(in crate::app) fn begin<'a>(
        &mut self,
        addresses: impl Iterator<Item = &'a str>,
        store: &Store,
    ) {
        let numbered = (0..).zip(addresses).map(|(number, address)| (address.into(), number));
        self.numbers = numbered.collect();
        self.recount(store);
    }

    /// Counts everything again.
    pub(in crate::app) fn recount(&mut self, store: &Store) {
        let feeds = self.numbers.values().max().map_or(0, |last| *last as usize + 1);
        (self.counted, self.unread) = (Vec::new(), vec![0; feeds]);
        if feeds > 0 {
            self.counted.resize(store.end(), 0);
            store.ids().iter().for_each(|id| self.count(*id, store));
        }
    }

    /// Updates the counts for articles that are new or gone, or whose stories or marks have
    /// changed.
    pub(in crate::app) fn update(&mut self, ids: &[Id], store: &Store) {
        if self.unread.is_empty() {
            return;
        }
        self.counted.resize(store.end().max(self.counted.len()), 0);
        let mut stories = FxHashSet::default();
        for id in ids {
            if store.is_gone(*id) {
                self.count(*id, store);
            } else if stories.insert(store.lead(*id)) {
                // Reading one report changes the state of the others.
                store.story(*id).iter().for_each(|id| self.count(*id, store));
            }
        }
    }

    fn count(&mut self, id: Id, store: &Store) {
        let is_counted =
            !store.is_gone(id) && store.reading(id) == Reading::Unread && !store.is_muted(id);
        let feed = store.get(id).filter(|_| is_counted).and_then(|it| it.feed.as_deref());
        let number = feed.and_then(|feed| self.numbers.get(feed)).map_or(0, |number| number + 1);
        let known = std::mem::replace(&mut self.counted[id.index()], number);
        if let Some(unread) = known.checked_sub(1) {
            self.unread[unread as usize] -= 1;
        }
        if let Some(unread) = number.checked_sub(1) {
            self.unread[unread as usize] += 1;
        }
    }

    /// Number of unread articles of a feed, by its number.
    pub(in crate::app) fn unread(&self, feed: usize) -> usize {
        self.unread.get(feed).copied().unwrap_or(0)
    }
}
