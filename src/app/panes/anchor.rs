//! A link on the screen. `anchors` computes the positions.

use ratatui::layout::{Position, Rect};

use crate::store::Id;

/// A link on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// One rectangle per line of the link, top to bottom. For a list row or a related link: the
    /// area reserved for the title.
    pub parts: Vec<Rect>,
    /// The target: absolute, http or https, percent-encoded. Empty if the link leads to a place in
    /// the reader that has no address.
    pub url: String,
    pub(in crate::app) of: Of,
}

/// What a link belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Of {
    /// An article in the list.
    Row(Id),
    /// The title of the shown article.
    Title,
    /// A link in the text of the shown article, by its number on the page.
    Text(u32),
    /// A related link, by its index.
    Related(usize),
}

impl Anchor {
    /// The cell where the link starts.
    #[must_use]
    pub fn start(&self) -> Position {
        self.parts.first().map_or_else(Position::default, |part| part.as_position())
    }
}
