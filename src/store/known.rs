//! What a reader knew at the end of the last visit: all that is not among it is new.

use std::sync::Arc;

use crate::article::Page;

use super::{Id, Store};

/// More pages than this are not kept.
const MOST: usize = 1_000_000;

/// Pages, in order and each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(Arc<[Page]>);

impl Known {
    /// These pages, in any order.
    #[must_use]
    pub fn of(mut pages: Vec<Page>) -> Self {
        pages.sort_unstable();
        pages.dedup();
        Self(pages.into())
    }

    /// Whether a page is among them.
    #[must_use]
    pub fn has(&self, page: Page) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    /// As it is kept: numbers of eight bytes each, little-endian, ever greater. None where there
    /// are too many.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let numbers = self.0.iter().flat_map(|page| page.number().to_le_bytes());
        (self.0.len() <= MOST).then(|| numbers.collect())
    }

    /// What [`Known::bytes`] gave; none where it is anything else.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks();
        let pages = numbers.iter().map(|bytes| Page::of_number(u64::from_le_bytes(*bytes)));
        let pages: Arc<[Page]> = pages.collect();
        (rest.is_empty() && pages.is_sorted_by(|a, b| a < b)).then_some(Self(pages))
    }

    /// A page by the hash of today, which another compiler may have changed: then what was kept
    /// says nothing.
    pub(super) fn hash() -> i64 {
        Page::of_key("example.org").number().cast_signed()
    }
}

/// What is new.
impl Store {
    /// Whether an article was not there at the end of the last visit. Nothing is new where that is
    /// not known.
    #[must_use]
    pub fn is_new(&self, id: Id) -> bool {
        self.flags_of(id).new
    }

    /// Whether it is known what was there at the end of the last visit.
    #[must_use]
    pub fn has_known(&self) -> bool {
        self.known.is_some()
    }

    /// Takes what was there at the end of the last visit. Returns the articles that are new.
    pub fn take_known(&mut self, known: Known) -> Vec<Id> {
        for id in &self.order {
            self.flags[id.index()].new = !known.has(self.articles[id.index()].page());
        }
        self.known = Some(known);
        self.order.iter().copied().filter(|id| self.is_new(*id)).collect()
    }

    /// What is there, to be known at the next visit.
    #[must_use]
    pub fn pages(&self) -> Known {
        Known::of(self.order.iter().map(|id| self.articles[id.index()].page()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_nothing_else_is() {
        let pages = ["c", "a", "b", "a"].map(Page::of_key);
        let known = Known::of(pages.to_vec());
        let bytes = known.bytes().expect("few");
        assert_eq!(bytes.len(), 24);
        assert_eq!(Known::of_bytes(&bytes), Some(known.clone()));
        assert!(pages.iter().all(|page| known.has(*page)) && !known.has(Page::of_key("d")));
        assert_eq!(Known::of_bytes(&[]), Some(Known::default()));
        assert_eq!(Known::of_bytes(&bytes[..23]), None, "it was cut");
        let turned = [&bytes[8..16], &bytes[..8]].concat();
        assert_eq!(Known::of_bytes(&turned), None, "it is not in order");
        assert_eq!(Known::of_bytes(&[&bytes[..8], &bytes[..8]].concat()), None);
    }
}
