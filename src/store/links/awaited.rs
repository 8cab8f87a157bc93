//! Pages that are listed but have no document.

use rustc_hash::FxHashMap;

use crate::article::Page;

/// The place of each listing, by page.
#[derive(Debug, Default)]
pub(super) struct Awaited(FxHashMap<Page, Vec<u32>>);

impl Awaited {
    /// Notes that a place lists a page so many times.
    pub(super) fn add(&mut self, page: Page, place: u32, count: usize) {
        self.0.entry(page).or_default().extend(std::iter::repeat_n(place, count));
    }

    /// Removes a page that has a document now; returns the place of each listing.
    pub(super) fn take(&mut self, page: Page) -> Vec<u32> {
        self.0.remove(&page).unwrap_or_default()
    }

    /// Removes listings, each a page and the place that lists it; page by page, so that many of one
    /// page cost no more than as many of others.
    pub(super) fn remove(&mut self, mut listings: Vec<(Page, u32)>) {
        listings.sort_unstable();
        for places in listings.chunk_by(|a, b| a.0 == b.0) {
            self.remove_of(places[0].0, places);
        }
    }

    fn remove_of(&mut self, page: Page, places: &[(Page, u32)]) {
        let Some(waiting) = self.0.get_mut(&page) else { return };
        let mut left: FxHashMap<u32, usize> = FxHashMap::default();
        for (_, place) in places {
            *left.entry(*place).or_default() += 1;
        }
        waiting.retain(|place| match left.get_mut(place) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        if waiting.is_empty() {
            self.0.remove(&page);
        }
    }

    /// Number of pages.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
