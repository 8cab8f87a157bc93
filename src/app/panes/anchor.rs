//! A link on the screen. Where links stand is found out elsewhere.

use ratatui::layout::{Position, Rect};

use crate::store::Id;

/// A link on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where it stands, a rectangle for each line of it, from top to bottom. Of a row of the list
    /// and of a related link it is where the title may stand.
    pub parts: Vec<Rect>,
    /// Where it leads: absolute, http or https, percent-encoded.
    pub url: String,
    pub(in crate::app) of: Of,
}

/// What a link belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Of {
    /// An article in the list.
    Row(Id),
    /// The article that is shown.
    Title,
    /// A link of its text.
    Text,
    /// A related link, by its place.
    Related(usize),
}

impl Anchor {
    /// The cell in which it begins.
    #[must_use]
    pub fn start(&self) -> Position {
        self.parts.first().map_or_else(Position::default, |part| part.as_position())
    }
}
