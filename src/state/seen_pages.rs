//! The pages that were there at the end of a visit: at the next one all others are new.

use std::sync::Arc;

use crate::article::Page;

/// More pages than this are not kept.
const MOST: usize = 1_000_000;

/// Pages, in order and each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenPages(Arc<[Page]>);

impl SeenPages {
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

    /// What [`SeenPages::bytes`] gave; none where it is anything else.
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
