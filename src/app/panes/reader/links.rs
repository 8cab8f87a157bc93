//! The targets of links on the page, as written in the document.

use crate::markup::Document;

use super::{Part, Reader, Shown};

impl Reader {
    /// Returns the target of a link, as written in the document.
    pub(in crate::app) fn target(&self, link: u32) -> Option<&str> {
        self.shown.as_ref()?.page.target(usize::try_from(link).ok()?)
    }

    /// Returns the targets of the links that have a number in the text, as written.
    pub(in crate::app) fn numbered(&self) -> Vec<&str> {
        let Some(shown) = &self.shown else { return Vec::new() };
        shown.page.document(Part::Body).hidden_targets()
    }

    /// Replaces what stands below the text about its links.
    pub(in crate::app) fn relink(&mut self, links: Document) {
        let is_other = |shown: &Shown| *shown.page.document(Part::Links) != links;
        if self.shown.as_ref().is_some_and(is_other) {
            self.lay_again(|shown, paper| shown.page.set(Part::Links, links, paper));
        }
    }
}
