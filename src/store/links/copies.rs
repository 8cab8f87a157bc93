//! The documents of one page, divided by time: a page that is written anew every month, or a link
//! that a site gives all of its posts, is not one event.

use std::collections::BTreeMap;

use crate::article::Article;

use super::super::Id;
use super::super::articles::Articles;
use super::super::sort::best_first;
use super::joining::{EVENT_SECONDS, is_far};

/// Documents of one page and of the same days.
#[derive(Debug)]
pub(super) struct Copies {
    /// Best first. A copy that leads comes before those that are folded, whatever they say of
    /// themselves.
    pub(super) docs: Vec<Id>,
    /// Publication time of the best that has one, in seconds.
    pub(super) at: Option<i64>,
    /// The best says that another report leads its story.
    pub(super) folded: bool,
}

impl Copies {
    /// Divides the documents of a page: the best with all that are within two weeks of it, then the
    /// best of the rest with its own, and so on. Undated ones are with the best of all.
    pub(super) fn of(articles: &Articles, mut docs: Vec<Id>) -> Vec<Self> {
        let article = |id: &Id| &articles[id.index()];
        docs.sort_by(|a, b| {
            let (a, b) = (article(a), article(b));
            is_folded(a).cmp(&is_folded(b)).then_with(|| best_first(a, b))
        });
        let Some(first) = docs.first() else { return Vec::new() };
        let at = docs.iter().find_map(|id| seconds(article(id)));
        let folded = is_folded(article(first));
        if docs.iter().all(|id| !is_far(seconds(article(id)), at)) {
            return vec![Self { docs, at, folded }];
        }
        Self::apart(articles, &docs)
    }

    fn apart(articles: &Articles, docs: &[Id]) -> Vec<Self> {
        let first = docs.iter().find_map(|id| seconds(&articles[id.index()]));
        let mut all: Vec<Self> = Vec::new();
        let mut by_time: BTreeMap<i64, usize> = BTreeMap::new();
        for id in docs {
            let article = &articles[id.index()];
            let Some(at) = seconds(article).or(first) else { continue };
            let days = at.saturating_sub(EVENT_SECONDS)..=at.saturating_add(EVENT_SECONDS);
            // At most two are so near: they are not near each other.
            let nearest = by_time.range(days).map(|(_, number)| *number).min();
            let number = nearest.unwrap_or(all.len());
            if let Some(copies) = all.get_mut(number) {
                copies.docs.push(*id);
            } else {
                by_time.insert(at, number);
                let (docs, folded) = (vec![*id], is_folded(article));
                all.push(Self { docs, at: Some(at), folded });
            }
        }
        all
    }
}

fn seconds(article: &Article) -> Option<i64> {
    Some(article.date?.at.as_second())
}

pub(in super::super) fn is_folded(article: &Article) -> bool {
    article.heat.is_some_and(|heat| heat < 0)
}
