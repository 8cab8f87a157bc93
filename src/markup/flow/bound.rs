//! The bound on the lines of a layout.

use super::super::block::Tone;
use super::{Flow, Line, Span};
use crate::text;

/// Lines beyond this many are left out: they take some 400 bytes each.
pub(super) const MAX_LINES: usize = 100_000;
/// Stands below a text of more lines.
pub(super) const CUT: &str = "Only the first 100,000 lines of this text are shown.";

impl Flow<'_> {
    /// The number of lines that may still be made.
    pub(super) fn left(&self) -> usize {
        MAX_LINES.saturating_sub(self.lines.len())
    }

    /// Says that lines were left out.
    pub(super) fn tell_cut(&mut self) {
        if std::mem::take(&mut self.is_cut) {
            let place = self.place;
            for text in [String::new(), text::fit(CUT, self.width).into_owned()] {
                let mut line = Line { place, ..Line::default() };
                line.push(Span::new(text, Tone::Warning.style()));
                self.lines.push(line);
            }
        }
    }
}
