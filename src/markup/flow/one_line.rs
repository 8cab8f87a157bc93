//! Text that is kept on one line.

use super::super::block::Inline;
use super::{Flow, Span};
use crate::text;

/// Stands for the parts that have no room.
const MORE: &str = " …";

impl Flow<'_> {
    /// Adds the parts that fit on one line.
    pub(super) fn one_line(&mut self, parts: &[Inline]) {
        let room = self.room();
        let mut spans: Vec<Span> = Vec::new();
        let mut used = 0;
        for (at, part) in parts.iter().enumerate() {
            let width = text::width(&part.text);
            let kept = if at + 1 < parts.len() { text::width(MORE) } else { 0 };
            if at > 0 && used + width + kept > room {
                spans.push(Span::new(MORE, part.style));
                break;
            }
            used += width;
            spans.push(Span { text: part.text.clone(), style: part.style, link: part.link });
        }
        if used > 0 {
            self.emit(spans);
        }
        self.place += parts.iter().map(|part| part.text.len()).sum::<usize>();
    }
}
