//! Which link a cell belongs to. It is told by the colour of an underline, which nothing else on
//! the screen uses: so a cell of which only the link changes is drawn anew, and what covers a cell
//! ends its link. The shell makes links of these colours, or takes them away.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::app::App;

/// The links on the screen by the colour of their cells.
pub type Links = HashMap<Color, String>;

/// The links on the screen.
#[must_use]
pub fn links(app: &App) -> Links {
    app.anchors().into_iter().map(|anchor| (color(&anchor.url), anchor.url)).collect()
}

/// The same for a link as long as the program runs: of two links one after the other on one cell
/// the second must not be taken for the first.
fn color(url: &str) -> Color {
    let mut hasher = DefaultHasher::new();
    url.hash(&mut hasher);
    let [red, green, blue, ..] = hasher.finish().to_le_bytes();
    Color::Rgb(red, green, blue)
}

/// Makes cells a part of a link.
pub(super) fn mark(url: &str, area: Rect, buffer: &mut Buffer) {
    let color = color(url);
    for cell in area.intersection(buffer.area).positions() {
        buffer[cell].underline_color = color;
    }
}
