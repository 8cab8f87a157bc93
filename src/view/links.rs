//! Encodes the link of a cell in its underline colour, which nothing else on the screen uses. So a
//! cell is redrawn if only its link changes, and whatever covers a cell ends its link. The shell
//! turns these colours into links, or removes them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::app::App;

/// Link targets by the underline colour of their cells.
pub type Links = HashMap<Color, String>;

/// Returns the links on the screen.
#[must_use]
pub fn links(app: &App) -> Links {
    let anchors = app.anchors().into_iter().filter(|anchor| !anchor.url.is_empty());
    anchors.map(|anchor| (color(&anchor.url), anchor.url)).collect()
}

/// Derives a colour that stays the same for a link while the program runs: if one link replaces
/// another on a cell, the second must not be taken for the first.
fn color(url: &str) -> Color {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    let [red, green, blue, ..] = hasher.finish().to_le_bytes();
    Color::Rgb(red, green, blue)
}

/// Marks cells as part of a link.
pub(super) fn mark(url: &str, area: Rect, buffer: &mut Buffer) {
    let color = color(url);
    for cell in area.intersection(buffer.area).positions() {
        buffer[cell].underline_color = color;
    }
}
