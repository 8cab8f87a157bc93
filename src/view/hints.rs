//! Draws letter hints over links, and in the bottom line what they do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Clear, Widget};

use crate::app::App;
use crate::app::Hints;
use crate::text;

use super::Theme;
use super::pane;

pub(super) fn draw(hints: &Hints, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    for hint in hints.open() {
        let left = hint.label.get(hints.typed.len()..).unwrap_or_default();
        let start = hint.anchor.start();
        let width = u16::try_from(left.len()).unwrap_or(u16::MAX);
        let area = Rect { x: start.x, y: start.y, width, height: 1 }.intersection(screen);
        if area.is_empty() {
            continue;
        }
        free(area, buffer);
        buffer.set_stringn(area.x, area.y, left, usize::from(area.width), theme.hint());
    }
    let area = app.layout.footer;
    if !area.is_empty() {
        Clear.render(area, buffer);
        pane::write(meaning(hints, theme), area, 0, buffer);
    }
}

/// Clears a wide character that straddles the right edge of `area` and would cover what follows.
fn free(area: Rect, buffer: &mut Buffer) {
    let last = (area.right() - 1, area.y);
    if text::width(buffer[last].symbol()) > 1 && area.right() < buffer.area.right() {
        buffer[(area.right(), area.y)].set_symbol(" ");
    }
}

fn meaning<'a>(hints: &Hints, theme: &Theme) -> Vec<Span<'a>> {
    let does = if hints.copies { "copies" } else { "opens" };
    let mut spans = vec![
        Span::raw(" "),
        Span::styled("a letter", theme.bold()),
        Span::styled(format!(" {does} its link  "), theme.dim()),
    ];
    if !hints.copies {
        spans.push(Span::styled("y", theme.bold()));
        spans.push(Span::styled(" and a letter copies it  ", theme.dim()));
    }
    spans.push(Span::styled("Esc", theme.bold()));
    spans.push(Span::styled(" none", theme.dim()));
    spans
}
