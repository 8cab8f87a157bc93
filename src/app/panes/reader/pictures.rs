//! Pictures on the page: which ones it has, and the slots of the loaded ones.

use crate::markup::{Block, Document, Room, Slots};

use super::{Part, Reader, Shown, Text};

impl Reader {
    /// The room of each picture of the page, top to bottom.
    pub(in crate::app) fn rooms(&self) -> &[Room] {
        self.shown.as_ref().map_or(&[], |shown| shown.page.rooms())
    }

    /// A number that changes whenever lines are made.
    pub(in crate::app) fn made(&self) -> u32 {
        self.made
    }

    /// Sets the known slots of pictures; keeps the line at the top.
    pub(in crate::app) fn use_slots(&mut self, slots: Slots, height: usize) {
        if self.slots != slots {
            self.slots = slots;
            self.lay_again(|shown, paper| shown.page.lay_pictures(paper));
            self.scroll = self.scroll.min(self.last(height));
        }
    }
}

impl Shown {
    /// Returns the part above the body without a picture that the body shows too: many pages also
    /// name their first picture in the header.
    pub(super) fn head(&self) -> Document {
        let mut head = self.above.clone();
        if self.text == Text::Here {
            let body = &self.page.document(Part::Body).blocks;
            head.blocks.retain(|block| match block {
                Block::Image { source: Some(source), .. } => !shows(body, source),
                _ => true,
            });
        }
        head
    }
}

/// Whether the blocks contain this picture, at any depth.
fn shows(blocks: &[Block], wanted: &str) -> bool {
    blocks.iter().any(|block| match block {
        Block::Image { source: Some(source), .. } => is_same(source, wanted),
        Block::Quote(blocks) => shows(blocks, wanted),
        Block::List { items, .. } => items.iter().any(|item| shows(&item.blocks, wanted)),
        _ => false,
    })
}

/// Whether two sources name one file: a site-relative path can match a full address.
fn is_same(one: &str, other: &str) -> bool {
    let path = |source: &str| {
        let path = source.split(['?', '#']).next().unwrap_or_default().trim();
        path.trim_start_matches("./").trim_start_matches('/').to_owned()
    };
    let (one, other) = (path(one), path(other));
    let ends = |long: &str, short: &str| long.ends_with(&format!("/{short}"));
    !one.is_empty() && (one == other || ends(&one, &other) || ends(&other, &one))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_picture_is_known_by_its_path() {
        for (one, other) in [
            ("sea.png", "./sea.png?v=2"),
            ("/i/sea.png", "i/sea.png"),
            ("https://e.org/i/sea.png", "/i/sea.png"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
        for (one, other) in [("sea.png", "overseasea.png"), ("", ""), ("a/1.png", "b/1.png")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }
}
