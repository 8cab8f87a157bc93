//! Reorders right-to-left text for display after everything has been drawn: only then are the
//! neighbours of each cell final. The shell decides how much of it the terminal does instead.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

use crate::app::App;
use crate::terminal::TextOrder;
use crate::text;

/// LEFT-TO-RIGHT MARK, which has no width. Behind a word it keeps the terminal from ordering the
/// word together with its neighbours.
pub(crate) const MARK: char = '\u{200e}';

/// Reorders the screen row by row.
pub(super) fn turn(app: &App, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    for y in screen.top()..screen.bottom() {
        let columns = screen.left()..screen.right();
        if !columns.clone().any(|x| text::has_rtl(buffer[(x, y)].symbol())) {
            continue;
        }
        let mut row = Row { y, order: app.text_order, buffer };
        let Some((within, rtl)) = article(app, y) else {
            row.parts(&columns);
            continue;
        };
        row.parts(&(columns.start..within.start));
        row.line(&within, rtl);
        row.parts(&(within.end..columns.end));
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

/// A row of the screen.
struct Row<'a> {
    y: u16,
    order: TextOrder,
    buffer: &'a mut Buffer,
}

impl Row<'_> {
    fn symbol(&self, x: u16) -> &str {
        self.buffer[(x, self.y)].symbol()
    }

    /// Reorders the other parts of a row: each takes its direction from its first letter, and keeps
    /// its place.
    fn parts(&mut self, columns: &Range<u16>) {
        let mut start = columns.start;
        for x in columns.clone() {
            if self.is_between(x, columns) {
                self.part(&(start..x));
                start = x + 1;
            }
        }
        self.part(&(start..columns.end));
    }

    /// Whether a cell separates parts: borders, dots between facts, gaps of more than one column.
    fn is_between(&self, x: u16, columns: &Range<u16>) -> bool {
        let symbol = |x: u16| if columns.contains(&x) { self.symbol(x) } else { "" };
        // The second column of a wide character is not a gap.
        let is_second = |x: u16| x > columns.start && text::width(symbol(x - 1)) > 1;
        let is_gap = |x: u16| symbol(x) == " " && !is_second(x);
        match symbol(x) {
            "·" => true,
            " " => is_gap(x) && (is_gap(x + 1) || (x > columns.start && is_gap(x - 1))),
            other => matches!(other.chars().next(), Some('\u{2500}'..='\u{257F}')),
        }
    }

    fn part(&mut self, columns: &Range<u16>) {
        // Signs and numbers before the first letter keep their place.
        let is_letter = |x: &u16| self.symbol(*x).chars().any(char::is_alphabetic);
        let Some(start) = columns.clone().find(is_letter) else { return };
        let is_rtl = text::has_rtl(self.symbol(start));
        self.line(&(start..columns.end), is_rtl);
    }

    /// Reorders one line of text. Blank columns at either end stay there.
    fn line(&mut self, columns: &Range<u16>, rtl: bool) {
        let Some(start) = columns.clone().find(|x| self.symbol(*x) != " ") else { return };
        let mut cells: Vec<Cell> = Vec::new();
        let mut x = start;
        while x < columns.end {
            let cell = self.buffer[(x, self.y)].clone();
            x += columns_of(&cell);
            cells.push(cell);
        }
        while cells.last().is_some_and(|cell| cell.symbol() == " ") {
            cells.pop();
        }
        if !cells.iter().any(|cell| text::has_rtl(cell.symbol())) {
            return;
        }
        let mut x = start;
        for cell in reordered(&cells, rtl, self.order) {
            let next = x + columns_of(&cell);
            for behind in x + 1..next.min(columns.end) {
                self.buffer[(behind, self.y)].reset();
            }
            self.buffer[(x, self.y)] = cell;
            x = next;
        }
    }
}

/// Returns the cells of a line in the order in which the terminal wants them.
fn reordered(cells: &[Cell], rtl: bool, order: TextOrder) -> Vec<Cell> {
    let symbols: Vec<&str> = cells.iter().map(Cell::symbol).collect();
    let mut seen = Vec::with_capacity(cells.len());
    // The beginning of the word that the terminal reverses.
    let mut word = None;
    for turned in text::visual(&symbols, rtl) {
        let mut cell = cells[turned.from].clone();
        if turned.is_rtl && text::has_rtl(cell.symbol()) {
            word.get_or_insert(seen.len());
        } else {
            end_word(&mut seen, word.take(), order);
            if let Some(mirrored) = text::mirrored(cell.symbol()).filter(|_| turned.is_rtl) {
                cell.set_symbol(mirrored);
            }
        }
        seen.push(cell);
    }
    end_word(&mut seen, word, order);
    seen
}

/// Puts the letters of the last word back into the order in which they are written, if the terminal
/// reverses them.
fn end_word(seen: &mut [Cell], start: Option<usize>, order: TextOrder) {
    let Some(word) = start.and_then(|start| seen.get_mut(start..)) else { return };
    if matches!(order, TextOrder::Words | TextOrder::MarkedWords) {
        word.reverse();
    }
    if order == TextOrder::MarkedWords
        && let Some(last) = word.last_mut()
    {
        last.set_symbol(&format!("{}{MARK}", last.symbol()));
    }
}

fn columns_of(cell: &Cell) -> u16 {
    u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(text: &str, order: TextOrder) -> String {
        let cells: Vec<Cell> = text
            .chars()
            .map(|letter| {
                let mut cell = Cell::EMPTY;
                cell.set_char(letter);
                cell
            })
            .collect();
        reordered(&cells, true, order).iter().map(Cell::symbol).collect()
    }

    #[test]
    fn words_stand_where_they_are_seen_and_letters_as_the_terminal_wants_them() {
        let text = "אבג דהו: 12 (זח)";
        assert_eq!(sent(text, TextOrder::Seen), "(חז) 12 :והד גבא");
        assert_eq!(sent(text, TextOrder::Words), "(זח) 12 :דהו אבג");
        let marked = "(זח\u{200e}) 12 :דהו\u{200e} אבג\u{200e}";
        assert_eq!(sent(text, TextOrder::MarkedWords), marked);
        let numbers = "عام ٢٠٢٦";
        assert_eq!(sent(numbers, TextOrder::Words), "٢٠٢٦ عام", "digits are not reversed");
    }
}
