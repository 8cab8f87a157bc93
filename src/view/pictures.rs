//! Pictures between the lines of an article.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::markup::Slice;

use super::Theme;

/// Draws one row of a picture in colours that the terminal supports.
pub(super) fn draw_row(app: &App, slice: &Slice, at: Position, theme: &Theme, buffer: &mut Buffer) {
    let Some(picture) = app.picture(&slice.source) else { return };
    if picture.is_fragile() && app.is_covered() {
        return;
    }
    let text = app.layout.text();
    let place = Rect::new(at.x, at.y, picture.width(), 1);
    if text.intersection(place) != place {
        return;
    }
    picture.draw_row(slice.row, at, buffer);
    if picture.is_of_colors() {
        theme.reduce(place, buffer);
    }
}
