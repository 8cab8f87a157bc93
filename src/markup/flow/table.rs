//! Lays tables out in columns if they fit, else row by row.

use super::super::block::{Align, Cell, Inline, Style, Tone};
use super::{Flow, Span, words};
use crate::text;

/// Gap between columns.
const GAP: usize = 2;
/// The most columns of the label before a value.
const LABEL: usize = 60;

impl Flow<'_> {
    pub(super) fn table(&mut self, head: &[Cell], rows: &[Vec<Cell>]) {
        // Drops empty rows: they would be blank lines, even at the start and the end of the table.
        let rows: Vec<&[Cell]> =
            rows.iter().map(Vec::as_slice).filter(|row| !is_blank(row)).collect();
        let mut head = if is_blank(head) { Vec::new() } else { head.to_vec() };
        for inline in head.iter_mut().flat_map(|cell| &mut cell.text) {
            inline.style.strong = true;
        }
        match columns(&head, &rows, self.room()) {
            Some(widths) => self.columns(&head, &rows, &widths),
            None => self.fold(&head, &rows),
        }
    }

    fn columns(&mut self, head: &[Cell], rows: &[&[Cell]], widths: &[usize]) {
        // The whole table runs as its first text does: columns that changed sides from row to row
        // would not be columns.
        let mut cells = head.iter().chain(rows.iter().copied().flatten());
        self.rtl = cells.find(|cell| !is_empty(cell)).is_some_and(|cell| words::is_rtl(&cell.text));
        if !head.is_empty() {
            self.row(head, widths);
            let text = "─".repeat(widths.iter().sum::<usize>() + GAP * (widths.len() - 1));
            self.emit(vec![Span::new(text, Tone::Dim.style())]);
        }
        for row in rows {
            self.row(row, widths);
        }
        self.rtl = false;
    }

    /// Adds one row, with as many lines as its tallest cell.
    fn row(&mut self, row: &[Cell], widths: &[usize]) {
        let cells: Vec<_> =
            row.iter().map(|cell| words::fill(&cell.text, usize::MAX, self.left())).collect();
        let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0).max(1);
        for index in 0..height {
            let mut spans = Vec::new();
            // Spaces are emitted only before text, so that no line ends with them.
            let mut due = 0;
            let mut behind_span = 0;
            for (column, ((lines, _), cell)) in cells.iter().zip(row).enumerate() {
                if column < behind_span {
                    continue;
                }
                let covered = widths.get(column..).unwrap_or_default();
                let covered = covered.iter().take(cell.span.max(1));
                let width = covered.clone().map(|width| width + GAP).sum::<usize>() - GAP;
                behind_span = column + cell.span.max(1);
                let text = lines.get(index).map(|(_, spans)| spans.as_slice()).unwrap_or_default();
                let used: usize = text.iter().map(|span| text::width(&span.text)).sum();
                let (before, behind) = padding(cell.align, width.saturating_sub(used));
                due += before;
                if used > 0 {
                    spans.push(Span::new(" ".repeat(due), Style::default()));
                    spans.extend_from_slice(text);
                    due = 0;
                }
                due += behind + GAP;
            }
            self.emit(spans);
        }
        self.place += cells.iter().map(|(_, length)| length).sum::<usize>();
    }

    /// Adds each row as lines of `header: value`, with a blank line between rows.
    fn fold(&mut self, head: &[Cell], rows: &[&[Cell]]) {
        let start = self.place;
        if rows.is_empty() || head.iter().any(|cell| cell_width(cell) > LABEL) {
            for cell in head {
                self.paragraph(&cell.text);
            }
            self.gap = Some(self.prefixes.len()).filter(|_| !self.lines.is_empty());
        }
        self.place = start + length(head);
        let labels: Vec<Vec<Inline>> = head.iter().map(label).collect();
        for row in rows {
            let before = self.lines.len();
            let mut place = self.place;
            for (column, cell) in row.iter().enumerate() {
                self.place = place;
                let bytes: usize = cell.text.iter().map(|inline| inline.text.len()).sum();
                if cell.text.iter().any(|inline| !inline.text.trim().is_empty()) {
                    let mut text = labelled(&labels, column, cell.span);
                    text.extend(cell.text.iter().cloned());
                    self.paragraph(&text);
                }
                place += bytes;
                // Labels are not part of the row's text: no line of the row may have a place beyond
                // the text that follows.
                self.bound(before, place);
            }
            self.place = place;
            // A table in columns has no places between its rows, so a folded one must not either.
            if self.lines.len() > before {
                self.gap = Some(self.prefixes.len());
            }
        }
    }

    fn bound(&mut self, from: usize, place: usize) {
        let late = self.lines.iter_mut().skip(from).rev().take_while(|line| line.place > place);
        late.for_each(|line| line.place = place);
    }
}

fn is_blank(row: &[Cell]) -> bool {
    row.iter().all(is_empty)
}

fn is_empty(cell: &Cell) -> bool {
    cell.text.iter().all(|inline| text::is_blank(&inline.text))
}

/// Splits `free` columns into padding before and after a text.
fn padding(align: Align, free: usize) -> (usize, usize) {
    match align {
        Align::Left => (0, free),
        Align::Center => (free / 2, free - free / 2),
        Align::Right => (free, 0),
    }
}

/// Returns the words before each value of a column. They are cut, because they are repeated in
/// every row: those of a long head could fill the memory.
fn label(head: &Cell) -> Vec<Inline> {
    let mut left = LABEL;
    let mut text = Vec::new();
    for inline in &head.text {
        let words = inline.text.replace('\n', " ");
        let cut = text::fit(&words, left);
        left = left.saturating_sub(text::width(&cut));
        text.push(Inline { text: cut.into_owned(), ..*inline });
        if left == 0 {
            break;
        }
    }
    if !text.is_empty() {
        text.push(Inline::new(": ", Style { strong: true, ..Style::default() }));
    }
    text
}

/// Returns the label of a cell: those of all columns that it covers, unless it covers all.
fn labelled(labels: &[Vec<Inline>], column: usize, span: usize) -> Vec<Inline> {
    if span > 1 && span >= labels.len() {
        return Vec::new();
    }
    let end = (column + span.max(1)).min(labels.len());
    let mut text: Vec<Inline> = Vec::new();
    for label in labels.get(column..end).unwrap_or_default() {
        if text.is_empty() {
            text.clone_from(label);
        } else if let Some(colon) = text.last_mut().filter(|_| !label.is_empty()) {
            ", ".clone_into(&mut colon.text);
            text.extend(label.iter().cloned());
        }
    }
    text
}

fn length(cells: &[Cell]) -> usize {
    cells.iter().flat_map(|cell| &cell.text).map(|inline| inline.text.len()).sum()
}

/// The width of each column; `None` if they do not fit into `room`.
fn columns(head: &[Cell], rows: &[&[Cell]], room: usize) -> Option<Vec<usize>> {
    let mut widths = Vec::new();
    for row in std::iter::once(head).chain(rows.iter().copied()) {
        if row.len() > widths.len() {
            widths.resize(row.len(), 0);
        }
        for (cell, width) in row.iter().zip(&mut widths).filter(|(cell, _)| cell.span < 2) {
            *width = cell_width(cell).max(*width);
        }
    }
    for row in rows {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.span > 1) {
            let end = (column + cell.span).min(widths.len());
            let covered = widths.get_mut(column..end).unwrap_or_default();
            let room = covered.iter().map(|width| width + GAP).sum::<usize>();
            if let Some(last) = covered.last_mut() {
                *last += (cell_width(cell) + GAP).saturating_sub(room);
            }
        }
    }
    let all = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    (all <= room && !widths.is_empty()).then_some(widths)
}

fn cell_width(cell: &Cell) -> usize {
    let (mut widest, mut width) = (0, 0);
    for inline in &cell.text {
        let mut parts = inline.text.split('\n');
        width += parts.next().map_or(0, text::width);
        for part in parts {
            widest = width.max(widest);
            width = text::width(part);
        }
    }
    width.max(widest)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::shown_markdown as shown;
    use super::super::super::{Format, flow, parse};

    const TABLE: &str = "| name | number |\n|---|---|\n| one two | 1 |\n| three | |\n";

    #[test]
    fn a_table_that_does_not_fit_is_read_row_by_row() {
        let wide = ["name     number", "───────────────", "one two  1", "three"];
        assert_eq!(shown(TABLE, 15), wide);
        let folded = ["name: one two", "number: 1", "", "name: three"];
        assert_eq!(shown(TABLE, 14), folded);
        assert_eq!(shown("| a long head | b |\n|-|-|\n", 10), ["a long", "head", "b"]);
    }

    /// The whole head once stood before every value: 100 KB of a table filled 2 GB.
    #[test]
    fn a_long_head_is_told_once_and_then_cut() {
        let head = "h ".repeat(30_000);
        let body = format!("|{head}|b|\n|-|-|\n{}", "|x|y|\n".repeat(8_000));
        let lines = flow(&parse(Format::Markdown, &body).blocks, 80);
        let bytes: usize = lines.iter().map(|line| line.text().len()).sum();
        assert!(bytes < 10 * body.len(), "{bytes}");
        let text = |line: usize| lines[line].text();
        let second = lines.iter().rposition(|line| line.text().ends_with(": x"));
        assert_eq!(text(second.expect("a row") + 1), "b: y");
        assert_eq!(lines.iter().filter(|line| line.text() == text(0)).count(), 750);
    }

    #[test]
    fn wide_characters_keep_the_columns() {
        assert_eq!(
            shown("| 名 | b |\n|-|-|\n| x | y |\n| 中文 | z |", 20),
            ["名    b", "───────", "x     y", "中文  z"]
        );
    }

    /// Regression: the first column of an Arabic table stood at the left.
    #[test]
    fn a_table_runs_as_its_first_text_does() {
        let sides = |table: &str| -> Vec<bool> {
            let document = parse(Format::Markdown, table);
            flow(&document.blocks, 40).iter().map(|line| line.rtl).collect()
        };
        assert_eq!(sides("| الاسم | b |\n|-|-|\n| a | 7 |\n| القاهرة | 12 |\n"), [true; 4]);
        assert_eq!(sides("| name | b |\n|-|-|\n| القاهرة | 12 |\n"), [false; 3]);
        assert_eq!(sides("| الاسم | b |\n|-|-|\n\nText\n").last(), Some(&false));
    }

    #[test]
    fn the_head_is_strong() {
        let document = parse(Format::Markdown, TABLE);
        let head = flow(&document.blocks, 40);
        let spans = head.first().into_iter().flat_map(|line| &line.spans);
        assert!(spans.filter(|span| !span.text.trim().is_empty()).all(|span| span.style.strong));
    }
}
