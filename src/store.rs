//! The only owner of articles: keeps them, finds them by key, and knows their
//! order. Reads nothing from disk and draws nothing.

mod sort;

pub use sort::{Order, Sort};

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::article::Article;

/// An article of one store; dense, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u32);

impl Id {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// All articles of a session.
#[derive(Debug, Default)]
pub struct Store {
    articles: Vec<Article>,
    by_key: HashMap<Arc<str>, Id>,
    order: Vec<Id>,
}

impl Store {
    /// Adds articles, and keeps the order. Nothing is ever replaced: two
    /// documents of one key are two articles.
    ///
    /// # Panics
    /// Beyond four thousand million articles, which no memory holds.
    pub fn insert(&mut self, batch: Vec<Article>) {
        let old = self.order.len();
        for article in batch {
            let number = u32::try_from(self.articles.len())
                .expect("four thousand million articles do not fit into memory");
            let id = Id(number);
            match self.by_key.entry(Arc::clone(&article.key)) {
                Entry::Vacant(free) => {
                    free.insert(id);
                }
                // Of several, the first by path stands for the key, so that the
                // order of arrival does not matter.
                Entry::Occupied(mut taken) => {
                    if article.source < self.articles[taken.get().index()].source {
                        taken.insert(id);
                    }
                }
            }
            self.order.push(id);
            self.articles.push(article);
        }
        self.merge(old);
    }

    /// Puts the ids from `old` on where they belong. Bisection touches few articles;
    /// a sort of all would touch every one.
    fn merge(&mut self, old: usize) {
        let (order, articles) = (Order::default(), &self.articles);
        let compare = |a: &Id, b: &Id| order.compare(&articles[a.index()], &articles[b.index()]);
        let mut new = self.order.split_off(old);
        new.sort_by(compare);
        let mut merged = Vec::with_capacity(old + new.len());
        let mut rest = self.order.as_slice();
        for id in new {
            let (before, after) =
                rest.split_at(rest.partition_point(|other| compare(other, &id).is_lt()));
            merged.extend_from_slice(before);
            merged.push(id);
            rest = after;
        }
        merged.extend_from_slice(rest);
        self.order = merged;
    }

    /// The article of an id of this store.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Article> {
        self.articles.get(id.index())
    }

    /// The article that stands for a key, as [`crate::article::canonical`] makes it.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Id> {
        self.by_key.get(key).copied()
    }

    /// The article of this store that was `article` in another: from the same place,
    /// else of the same key.
    #[must_use]
    pub fn find_again(&self, article: &Article) -> Option<Id> {
        let same = |id: &&Id| self.articles[id.index()].source == article.source;
        self.order.iter().find(same).copied().or_else(|| self.find(&article.key))
    }

    /// All, the newest first, those without a date last, ties by path.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.order
    }

    /// All in another order.
    #[must_use]
    pub fn sorted(&self, order: Order) -> Vec<Id> {
        let mut ids = self.order.clone();
        if order != Order::default() {
            ids.sort_by(|a, b| order.compare(&self.articles[a.index()], &self.articles[b.index()]));
        }
        ids
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

#[cfg(test)]
mod tests;
