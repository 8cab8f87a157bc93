//! Movement on the page: by lines, between headings, and sideways.

use std::ops::Range;

use super::Reader;

impl Reader {
    pub(in crate::app) fn step(&mut self, lines: isize, height: usize) {
        self.turn();
        self.scroll = self.scroll.saturating_add_signed(lines).min(self.last(height));
    }

    pub(in crate::app) fn go(&mut self, line: usize, height: usize) {
        self.turn();
        self.scroll = line.min(self.last(height));
    }

    /// The scroll position at which the end is visible.
    pub(super) fn last(&self, height: usize) -> usize {
        self.lines().len().saturating_sub(height)
    }

    /// Whether the end is visible.
    #[must_use]
    pub fn at_end(&self, height: usize) -> bool {
        self.scroll >= self.last(height)
    }

    /// Drops a pending jump or anchor when the user moves elsewhere.
    fn turn(&mut self) {
        (self.found, self.anchor) = (None, None);
        if let Some(shown) = &mut self.shown {
            shown.awaited = None;
        }
    }

    pub(super) fn top(&mut self) {
        (self.scroll, self.anchor, self.offset, self.found) = (0, None, 0, None);
    }

    /// The line last jumped to, until the user scrolls away.
    pub(in crate::app) fn found(&self) -> Option<usize> {
        self.found
    }

    /// Scrolls to a line with a match in these columns.
    pub(in crate::app) fn show_found(&mut self, line: usize, columns: Range<usize>, height: usize) {
        if !(self.scroll..self.scroll + height).contains(&line) {
            self.go(line.saturating_sub(height / 3), height);
        }
        self.bring_into_sight(line, columns);
        self.found = Some(line);
    }

    /// Jumps to the next or the previous heading; returns `false` if there is none.
    pub(in crate::app) fn step_heading(&mut self, forward: bool, height: usize) -> bool {
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
            // Near the end a heading cannot reach the top: without this the next jump would find it
            // again.
            self.found = Some(line);
        }
        next.is_some()
    }

    /// The columns by which overlong lines are scrolled sideways.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How far the visible lines can be scrolled sideways.
    pub(in crate::app) fn reach(&self, height: usize) -> usize {
        let in_sight = self.lines().iter().skip(self.scroll).take(height);
        in_sight.map(|line| line.hidden(usize::from(self.width))).max().unwrap_or(0)
    }

    /// Scrolls sideways just enough to show these columns of a line.
    pub(in crate::app) fn bring_into_sight(&mut self, line: usize, columns: Range<usize>) {
        let width = usize::from(self.width);
        let hidden = self.lines().get(line).map_or(0, |line| line.hidden(width));
        if hidden == 0 {
            return;
        }
        // Leaves room for the sign at either edge that marks cut text.
        let (start, end) = (columns.start.saturating_sub(1), columns.end + 1);
        let least = end.saturating_sub(width).min(hidden);
        self.offset = self.offset.clamp(least.min(start), start.max(least));
    }

    pub(in crate::app) fn move_sideways(&mut self, right: bool, columns: usize, height: usize) {
        let reach = self.reach(height);
        let offset = self.offset.min(reach);
        self.offset = if right {
            offset.saturating_add(columns).min(reach)
        } else {
            offset.saturating_sub(columns)
        };
    }
}
