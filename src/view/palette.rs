//! Draws the command palette above the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::Palette;
use crate::app::PaletteRow;
use crate::app::palette_area;
use crate::app::palette_rows;
use crate::text;

use super::pane;
use super::{Theme, prompt};

pub(super) fn draw(palette: &Palette, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let area = palette_area(screen);
    let note = "Tab completes, Enter runs, Esc closes";
    let inside = pane::open("Command", note, area, theme, buffer);
    let line = Rect { height: inside.height.min(1), ..inside };
    let typed = prompt::Line { sign: ":", input: &palette.input, wrong: None, is_old: false };
    prompt::line(&typed, line, theme, buffer);
    let list = Rect { y: inside.y + line.height, height: inside.height - line.height, ..inside };
    if let Some(mistake) = &palette.mistake {
        return mistaken(mistake, list, theme, buffer);
    }
    if palette.rows.is_empty() {
        let said = Span::styled("no action is called that", theme.dim());
        return pane::write(vec![said], list, 0, buffer);
    }
    let rows = palette_rows(screen).min(usize::from(list.height));
    let shown = palette.rows.iter().enumerate().skip(palette.cursor.top).take(rows);
    let widest = palette.rows.iter().map(|row| text::width(&row.command)).max().unwrap_or(0);
    let column = widest.min(usize::from(list.width) / 3);
    for (place, (at, row)) in shown.enumerate() {
        draw_row(row, at == palette.cursor.at, column, list, place, theme, buffer);
    }
    pane::scrollbar(area, palette.cursor.top, palette.rows.len() + 1, theme.border(true), buffer);
}

fn mistaken(mistake: &str, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2).max(1);
    for (row, range) in text::wrap(mistake, room).into_iter().enumerate() {
        let sign = if row == 0 { "⚠ " } else { "  " };
        let part = mistake.get(range).unwrap_or_default();
        let spans = vec![Span::styled(sign, theme.warning()), Span::raw(part)];
        pane::write(spans, area, row, buffer);
    }
}

/// Name and description, with the keys at the right edge.
fn draw_row(
    row: &PaletteRow,
    selected: bool,
    column: usize,
    area: Rect,
    place: usize,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let keys = vec![Span::styled(&*row.keys, theme.bold())];
    let taken = pane::write_right(keys, area, place, buffer);
    let left = Rect { width: area.width.saturating_sub(taken + 1), ..area };
    let name = text::fit(&row.command, column.max(4)).into_owned();
    let gap = (column + 2).saturating_sub(text::width(&name));
    let room = usize::from(left.width).saturating_sub(column + 4);
    let bar = if selected { Span::styled("▌ ", theme.accent()) } else { Span::raw("  ") };
    let style = if selected { theme.bold() } else { Style::new() };
    let spans = vec![
        bar,
        Span::styled(name, style),
        Span::raw(" ".repeat(gap)),
        Span::styled(text::fit(&row.sentence, room).into_owned(), theme.dim()),
    ];
    pane::write(spans, left, place, buffer);
}
