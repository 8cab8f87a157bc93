//! The orders in which articles can be listed.

use std::cmp::{Ordering, Reverse};

use crate::article::Article;

/// What an order goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first, undated last.
    #[default]
    Latest,
    /// Hottest first.
    Heat,
    /// Best first.
    Quality,
    /// By title, letters of either case alike.
    Title,
    /// By the provider's name.
    Provider,
}

/// An order and its direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// What it goes by.
    pub sort: Sort,
    /// Turned round, ties excepted.
    pub reverse: bool,
}

impl Order {
    /// What lacks the value goes last in either direction. Ties go to the newest,
    /// then by path: no two documents are equal, so the order of arrival never shows.
    #[must_use]
    pub fn compare(&self, a: &Article, b: &Article) -> Ordering {
        let (missing, first) = match self.sort {
            Sort::Latest => by_value(a.date, b.date),
            Sort::Heat => by_value(a.heat, b.heat),
            Sort::Quality => by_value(a.quality, b.quality),
            Sort::Title => (Ordering::Equal, folded(&a.title, &b.title)),
            Sort::Provider => (Ordering::Equal, folded(&a.provider.name, &b.provider.name)),
        };
        let first = if self.reverse { first.reverse() } else { first };
        let newest = || Reverse(a.date).cmp(&Reverse(b.date));
        missing.then(first).then_with(newest).then_with(|| a.source.cmp(&b.source))
    }
}

/// Whether a value is missing, and the highest first.
fn by_value<T: Ord + Copy>(a: Option<T>, b: Option<T>) -> (Ordering, Ordering) {
    (a.is_none().cmp(&b.is_none()), b.cmp(&a))
}

fn folded(a: &str, b: &str) -> Ordering {
    a.to_lowercase().cmp(&b.to_lowercase())
}
