//! Reorders right-to-left text for display after everything has been drawn: only then are the
//! neighbours of each cell final. The shell decides whether the terminal does it instead.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use crate::app::App;
use crate::text;

/// Reorders the screen row by row.
pub(super) fn turn(app: &App, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    for y in screen.top()..screen.bottom() {
        let row = screen.left()..screen.right();
        if !row.clone().any(|x| text::has_rtl(buffer[(x, y)].symbol())) {
            continue;
        }
        let Some((columns, rtl)) = article(app, y) else {
            parts(&row, y, buffer);
            continue;
        };
        parts(&(row.start..columns.start), y, buffer);
        line(&columns, y, rtl, buffer);
        parts(&(columns.end..row.end), y, buffer);
    }
}

/// Columns of the article text in this row, and whether its paragraph is right-to-left.
fn article(app: &App, y: u16) -> Option<(Range<u16>, bool)> {
    let text = app.layout.text();
    if !app.overlays.is_empty() || text.is_empty() || !(text.top()..text.bottom()).contains(&y) {
        return None;
    }
    let line = app.reader.lines().get(app.reader.scroll() + usize::from(y - text.y));
    Some((text.left()..text.right(), line.is_some_and(|line| line.rtl)))
}

/// Reorders the other parts of a row: each takes its direction from its first letter, and keeps its
/// place.
fn parts(row: &Range<u16>, y: u16, buffer: &mut Buffer) {
    let mut start = row.start;
    for x in row.clone() {
        if is_between(buffer, x, y, row) {
            part(&(start..x), y, buffer);
            start = x + 1;
        }
    }
    part(&(start..row.end), y, buffer);
}

/// Whether a cell separates parts: borders, dots between facts, gaps of more than one column.
fn is_between(buffer: &Buffer, x: u16, y: u16, row: &Range<u16>) -> bool {
    let symbol = |x: u16| if row.contains(&x) { buffer[(x, y)].symbol() } else { "" };
    // The second column of a wide character is not a gap.
    let is_second = |x: u16| x > row.start && text::width(symbol(x - 1)) > 1;
    let is_gap = |x: u16| symbol(x) == " " && !is_second(x);
    match symbol(x) {
        "·" => true,
        " " => is_gap(x) && (is_gap(x + 1) || (x > row.start && is_gap(x - 1))),
        other => matches!(other.chars().next(), Some('\u{2500}'..='\u{257F}')),
    }
}

fn part(columns: &Range<u16>, y: u16, buffer: &mut Buffer) {
    // Signs and numbers before the first letter keep their place.
    let is_letter = |x: &u16| buffer[(*x, y)].symbol().chars().any(char::is_alphabetic);
    let Some(start) = columns.clone().find(is_letter) else { return };
    let is_rtl = text::has_rtl(buffer[(start, y)].symbol());
    line(&(start..columns.end), y, is_rtl, buffer);
}

/// Reorders one line of text. Blank columns at either end stay there.
fn line(columns: &Range<u16>, y: u16, rtl: bool, buffer: &mut Buffer) {
    let is_text = |x: &u16| buffer[(*x, y)].symbol() != " ";
    let Some(start) = columns.clone().find(is_text) else { return };
    let mut cells: Vec<Cell> = Vec::new();
    let mut x = start;
    while x < columns.end {
        let cell = buffer[(x, y)].clone();
        x += columns_of(&cell);
        cells.push(cell);
    }
    while cells.last().is_some_and(|cell| cell.symbol() == " ") {
        cells.pop();
    }
    if !cells.iter().any(|cell| text::has_rtl(cell.symbol())) {
        return;
    }
    let symbols: Vec<&str> = cells.iter().map(Cell::symbol).collect();
    let order = text::visual(&symbols, rtl);
    let mut x = start;
    for turned in order {
        let mut cell = cells[turned.from].clone();
        if let Some(mirrored) = text::mirrored(cell.symbol()).filter(|_| turned.is_rtl) {
            cell.set_symbol(mirrored);
        }
        let next = x + columns_of(&cell);
        for behind in x + 1..next.min(columns.end) {
            buffer[(behind, y)].reset();
        }
        buffer[(x, y)] = cell;
        x = next;
    }
}

fn columns_of(cell: &Cell) -> u16 {
    u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1)
}
