//! The pages that existed at the end of a visit: all others are new at the next one.

use std::sync::Arc;

use crate::article::Page;

/// Upper bound on pages; more are not saved.
const MOST: usize = 1_000_000;

/// A sorted set of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenPages(Arc<[Page]>);

impl SeenPages {
    /// Creates the set from pages in any order.
    #[must_use]
    pub fn of(mut pages: Vec<Page>) -> Self {
        pages.sort_unstable();
        pages.dedup();
        Self(pages.into())
    }

    /// Whether the set contains a page.
    #[must_use]
    pub fn has(&self, page: Page) -> bool {
        self.0.binary_search(&page).is_ok()
    }

    /// The saved form: eight bytes per page, little-endian, strictly ascending. `None` if there are
    /// too many.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let numbers = self.0.iter().flat_map(|page| page.number().to_le_bytes());
        (self.0.len() <= MOST).then(|| numbers.collect())
    }

    /// Inverse of [`SeenPages::bytes`]; `None` for anything else.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks();
        let pages = numbers.iter().map(|bytes| Page::of_number(u64::from_le_bytes(*bytes)));
        let pages: Arc<[Page]> = pages.collect();
        (rest.is_empty() && pages.is_sorted_by(|a, b| a < b)).then_some(Self(pages))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_nothing_else_is() {
        let pages = ["c", "a", "b", "a"].map(Page::of_key);
        let seen = SeenPages::of(pages.to_vec());
        let bytes = seen.bytes().expect("few");
        assert_eq!(bytes.len(), 24);
        assert_eq!(SeenPages::of_bytes(&bytes), Some(seen.clone()));
        assert!(pages.iter().all(|page| seen.has(*page)) && !seen.has(Page::of_key("d")));
        assert_eq!(SeenPages::of_bytes(&[]), Some(SeenPages::default()));
        assert_eq!(SeenPages::of_bytes(&bytes[..23]), None, "it was cut");
        let turned = [&bytes[8..16], &bytes[..8]].concat();
        assert_eq!(SeenPages::of_bytes(&turned), None, "it is not in order");
        assert_eq!(SeenPages::of_bytes(&[&bytes[..8], &bytes[..8]].concat()), None);
    }
}
