//! The targets of links on the page, as written in the document.

use super::{Part, Reader};

impl Reader {
    /// Returns the target of a link, as written in the document.
    pub(in crate::app) fn target(&self, link: u32) -> Option<&str> {
        self.shown.as_ref()?.page.target(usize::try_from(link).ok()?)
    }

    /// Returns the targets of the links that have a number in the text, as written.
    pub(in crate::app) fn numbered(&self) -> Vec<&str> {
        let Some(shown) = &self.shown else { return Vec::new() };
        let body = shown.page.document(Part::Body);
        let target = |link: &u32| Some(body.links.get(*link as usize)?.as_str());
        body.numbered.iter().filter_map(target).collect()
    }
}
