//! Draws the command palette above the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::Palette;
use crate::app::PaletteRow;
use crate::app::palette_area;
use crate::text;

use super::ground;
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
    let widest = palette.rows.iter().map(|row| text::width(&row.command)).max().unwrap_or(0);
    let column = widest.min(usize::from(list.width) / 3).max(4);
    let height = usize::from(list.height);
    let top = first_row(palette, height, &|row| sentence_lines(row, column, list.width).len());
    let mut line = 0;
    for (at, row) in palette.rows.iter().enumerate().skip(top).take(height) {
        let y = u16::try_from(line).unwrap_or(u16::MAX).min(list.height);
        let area = Rect { y: list.y + y, height: list.height - y, ..list };
        let drawn = Drawn { row, column, selected: at == palette.cursor.at };
        line += draw_row(&drawn, area, theme, buffer);
    }
    pane::scrollbar(area, top, palette.rows.len() + 1, theme.border(true), buffer);
}

/// The first visible row, from which on the selected one can be seen whole.
fn first_row(palette: &Palette, height: usize, lines: &impl Fn(&PaletteRow) -> usize) -> usize {
    let (at, first) = (palette.cursor.at, palette.cursor.top);
    let (mut top, mut taken) = (at, 0);
    for (number, row) in palette.rows.iter().enumerate().take(at + 1).skip(first).rev() {
        taken += lines(row);
        if taken > height {
            break;
        }
        top = number;
    }
    top
}

/// A row, with the columns of the names.
struct Drawn<'a> {
    row: &'a PaletteRow,
    column: usize,
    selected: bool,
}

/// Blank columns between a sentence and the keys.
const GAP: usize = 2;
/// With fewer columns than this a sentence is left out.
const LEAST: usize = 12;

/// Breaks the sentence of a row into lines beside its name.
fn sentence_lines(row: &PaletteRow, column: usize, width: u16) -> Vec<&str> {
    let taken = column + 4 + text::width(&row.keys) + GAP;
    let room = usize::from(width).saturating_sub(taken);
    if room < LEAST {
        return vec![""];
    }
    let ranges = text::wrap(&row.sentence, room).into_iter();
    ranges.map(|range| row.sentence.get(range).unwrap_or_default()).collect()
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

/// Draws name and description, with the keys at the right edge; returns the number of lines.
fn draw_row(drawn: &Drawn<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) -> usize {
    let Drawn { row, column, selected } = *drawn;
    let lines = sentence_lines(row, column, area.width);
    let keys = vec![Span::styled(&*row.keys, theme.bold())];
    pane::write_right(keys, area, 0, buffer);
    let name = text::fit(&row.command, column);
    let style = if selected { theme.bold() } else { Style::new() };
    for (line, part) in lines.iter().enumerate() {
        let name = if line == 0 { &*name } else { "" };
        let spans = vec![
            if selected { Span::styled("▌ ", theme.selection()) } else { Span::raw("  ") },
            Span::styled(name, style),
            Span::raw(" ".repeat((column + 2).saturating_sub(text::width(name)))),
            Span::styled(*part, theme.dim()),
        ];
        let left = if line > 0 { 0 } else { text::width(&row.keys) + GAP };
        let left = u16::try_from(left).unwrap_or(u16::MAX).min(area.width);
        pane::write(spans, Rect { width: area.width - left, ..area }, line, buffer);
    }
    if selected {
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height);
        ground::select(Rect { height, ..area }, true, theme, buffer);
    }
    lines.len()
}
