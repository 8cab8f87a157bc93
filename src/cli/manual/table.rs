//! Wraps the cells of tables that are too wide for the page.

use crate::markup;
use crate::markup::Block;
use crate::markup::Cell;
use crate::markup::Line;
use crate::markup::Span;
use crate::markup::Tone;
use crate::text;

/// Columns of space between table columns.
const GAP: usize = 2;
/// Longer words may be broken.
const LONGEST: usize = 24;

/// Returns the lines of a table that has to be wrapped. Returns `None` if it fits as it is, or if
/// there is too little room for its words.
pub(super) fn wrapped(head: &[Cell], rows: &[Vec<Cell>], width: usize) -> Option<Vec<Line>> {
    let all = || std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    let columns = all().map(<[Cell]>::len).max()?;
    let most = |measure: fn(&str) -> usize| -> Vec<usize> {
        let widest =
            |at: usize| all().filter_map(move |row| row.get(at)).map(|it| measure(&words(it)));
        (0..columns).map(|at| widest(at).max().unwrap_or(0)).collect()
    };
    let whole = most(text::width);
    let least = most(longest_word);
    let room = width.checked_sub(GAP * columns.saturating_sub(1))?;
    if whole.iter().sum::<usize>() <= room {
        return None;
    }
    let widths = share(&whole, &least, room)?;
    let is_open = widths.iter().zip(&whole).rev().skip(1).any(|(given, whole)| given < whole);
    let mut lines = Vec::new();
    if head.iter().any(|cell| !cell.text.is_empty()) {
        lines.extend(row(&strong(head), &widths));
        let rule = "─".repeat(widths.iter().sum::<usize>() + GAP * columns.saturating_sub(1));
        lines.push(Line { spans: vec![Span::new(rule, Tone::Dim.style())], ..Line::default() });
    }
    for (at, cells) in rows.iter().enumerate() {
        // If only the last column is wrapped, the other columns show where a row begins.
        if at > 0 && is_open {
            lines.push(Line::default());
        }
        lines.extend(row(cells, &widths));
    }
    Some(lines)
}

fn words(cell: &Cell) -> String {
    cell.text.iter().map(|inline| inline.text.as_str()).collect()
}

fn longest_word(cell: &str) -> usize {
    cell.split_whitespace().map(text::width).max().unwrap_or(0).min(LONGEST)
}

fn strong(cells: &[Cell]) -> Vec<Cell> {
    let mut cells = cells.to_vec();
    cells.iter_mut().flat_map(|cell| &mut cell.text).for_each(|it| it.style.strong = true);
    cells
}

/// Returns the width of each column: at least its longest word; the rest is divided evenly among
/// the columns that need more.
fn share(whole: &[usize], least: &[usize], room: usize) -> Option<Vec<usize>> {
    let mut widths = least.to_vec();
    let mut spare = room.checked_sub(widths.iter().sum())?;
    loop {
        let hungry = widths.iter().zip(whole).filter(|(width, whole)| width < whole).count();
        if hungry == 0 || spare == 0 {
            return Some(widths);
        }
        let each = (spare / hungry).max(1);
        for (width, whole) in widths.iter_mut().zip(whole) {
            let more = each.min(whole.saturating_sub(*width)).min(spare);
            *width += more;
            spare -= more;
        }
    }
}

/// Formats one row, with as many lines as its tallest cell.
fn row(cells: &[Cell], widths: &[usize]) -> Vec<Line> {
    let wrap = |(cell, width): (&Cell, &usize)| {
        let width = u16::try_from(*width).unwrap_or(u16::MAX);
        markup::flow(&[Block::Paragraph(cell.text.clone())], width)
    };
    let parts: Vec<Vec<Line>> = cells.iter().zip(widths).map(wrap).collect();
    let height = parts.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let (mut spans, mut due) = (Vec::new(), 0);
        for (part, width) in parts.iter().zip(widths) {
            let used = part.get(at).map_or(0, Line::width);
            if let Some(line) = part.get(at).filter(|_| used > 0) {
                spans.push(Span::new(" ".repeat(due), Tone::Plain.style()));
                spans.extend_from_slice(&line.spans);
                due = 0;
            }
            due += width.saturating_sub(used) + GAP;
        }
        Line { spans, ..Line::default() }
    };
    (0..height).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::layout;
    use crate::markup::Format;
    use crate::markup::Line;
    use crate::markup::parse;

    const TABLE: &str = "| key | what |\n|---|---|\n| `j` | down by one row |\n| `gg` | up |\n";

    fn shown(width: u16) -> Vec<String> {
        let document = parse(Format::Markdown, TABLE);
        layout::lines(&document.blocks, width).iter().map(Line::text).collect()
    }

    #[test]
    fn the_last_column_is_wrapped_beside_the_first() {
        let expected = ["key  what", "──────────────", "j    down by", "     one row", "gg   up"];
        assert_eq!(shown(14), expected);
    }

    #[test]
    fn what_fits_and_what_is_hopeless_is_laid_out_as_in_the_reader() {
        let whole = ["key  what", "────────────────────", "j    down by one row", "gg   up"];
        assert_eq!(shown(40), whole);
        assert_eq!(shown(8), ["key: j", "what:", "down by", "one row", "", "key: gg", "what: up"]);
    }
}
