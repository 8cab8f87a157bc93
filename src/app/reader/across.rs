//! From heading to heading, sideways, and where links are.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::markup::Line;
use crate::text;

use super::Reader;

/// A link in sight, or the part of one that stands on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Which of the rows in sight, from 0.
    pub row: usize,
    /// Which columns of the text.
    pub columns: Range<usize>,
    /// Where it leads, as it stands in the document: to be asked of `openable`.
    pub target: &'a str,
}

impl Reader {
    /// Goes to the next heading or the one before; false where there is none.
    pub(in super::super) fn step_heading(&mut self, forward: bool, height: usize) -> bool {
        let lines = self.lines();
        let starts = |at: &usize| lines[*at].heading && (*at == 0 || !lines[*at - 1].heading);
        let at = self.found.unwrap_or(self.scroll);
        let next = if forward {
            (at + 1..lines.len()).find(starts)
        } else {
            (0..at.min(lines.len())).rev().find(starts)
        };
        if let Some(line) = next {
            self.go(line, height);
            // Near the end it does not come to the top, and yet the next one is behind it.
            self.found = Some(line);
        }
        next.is_some()
    }

    /// The columns by which lines that are too wide are moved to the left.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How far the lines in sight can be moved.
    pub(in super::super) fn reach(&self, height: usize) -> usize {
        let in_sight = self.lines().iter().skip(self.scroll).take(height);
        in_sight.map(|line| line.hidden(usize::from(self.width))).max().unwrap_or(0)
    }

    pub(in super::super) fn move_sideways(&mut self, right: bool, columns: usize, height: usize) {
        let reach = self.reach(height);
        let offset = self.offset.min(reach);
        self.offset = if right {
            offset.saturating_add(columns).min(reach)
        } else {
            offset.saturating_sub(columns)
        };
    }

    /// The links in sight, from top to bottom; with `bidi` where they are seen when text that
    /// runs from right to left is put in that order.
    pub fn spots(&self, height: usize, bidi: bool) -> impl Iterator<Item = Spot<'_>> {
        let links = self.shown.as_ref().map_or(&[][..], |shown| &shown.page.links);
        let in_sight = self.lines().iter().skip(self.scroll).take(height).enumerate();
        let width = usize::from(self.width);
        in_sight.flat_map(move |(row, line)| {
            line.links().filter_map(move |(columns, link)| {
                let columns = if bidi { seen(line, columns, width) } else { columns };
                Some(Spot { row, columns, target: links.get(link as usize)? })
            })
        })
    }
}

/// The columns of a line of `width` where a part of it is seen.
fn seen(line: &Line, part: Range<usize>, width: usize) -> Range<usize> {
    let whole = line.text();
    if !text::has_rtl(&whole) {
        return part;
    }
    let cells: Vec<&str> = whole.graphemes(true).collect();
    let mut starts = Vec::with_capacity(cells.len());
    let mut column = 0;
    for cell in &cells {
        starts.push(column);
        column += text::width(cell);
    }
    let mut at = if line.rtl { width.saturating_sub(column) } else { 0 };
    let (mut from, mut to) = (usize::MAX, 0);
    for turned in text::visual(&cells, line.rtl) {
        let next = at + text::width(cells[turned.from]);
        if part.contains(&starts[turned.from]) {
            (from, to) = (from.min(at), to.max(next));
        }
        at = next;
    }
    from.min(to)..to
}
