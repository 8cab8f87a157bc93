//! From heading to heading, and sideways.

use std::ops::Range;

use super::Reader;

impl Reader {
    /// Goes to the next heading or the one before; false where there is none.
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
    pub(in crate::app) fn reach(&self, height: usize) -> usize {
        let in_sight = self.lines().iter().skip(self.scroll).take(height);
        in_sight.map(|line| line.hidden(usize::from(self.width))).max().unwrap_or(0)
    }

    /// Moves sideways as little as brings columns of a line into sight.
    pub(in crate::app) fn bring_into_sight(&mut self, line: usize, columns: Range<usize>) {
        let width = usize::from(self.width);
        let hidden = self.lines().get(line).map_or(0, |line| line.hidden(width));
        if hidden == 0 {
            return;
        }
        // At both edges a sign may stand that there is more.
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
