//! Breaks styled text into lines. `flow` adds prefixes and places.

use std::ops::Range;

use super::super::block::Inline;
use super::Span;
use crate::text;

/// Wraps `inlines` to `columns`. Returns each line with its starting byte, at most `most` of them,
/// and the total number of bytes. Text without visible characters has no lines.
pub(super) fn fill(inlines: &[Inline], columns: usize, most: usize) -> Filled {
    let whole: String = inlines.iter().map(|inline| inline.text.as_str()).collect();
    if whole.trim().is_empty() {
        return (Vec::new(), whole.len());
    }
    let mut from = From { inlines, index: 0, start: 0 };
    // White space between two line breaks is not a line: blank lines only separate blocks.
    let lines = text::wrap(&whole, columns).into_iter().filter(|range| !range.is_empty());
    let lines = lines.take(most);
    (lines.map(|range| (range.start, from.spans(range))).collect(), whole.len())
}

/// Lines, each with its starting byte, and the number of bytes of the text.
type Filled = (Vec<(usize, Vec<Span>)>, usize);

/// Whether the paragraph is right-to-left.
pub(super) fn is_rtl(inlines: &[Inline]) -> bool {
    if !inlines.iter().any(|inline| text::has_rtl(&inline.text)) {
        return false;
    }
    text::is_rtl(&inlines.iter().map(|inline| inline.text.as_str()).collect::<String>())
}

/// The position from which the next line is looked up, since lines come in order.
struct From<'a> {
    inlines: &'a [Inline],
    index: usize,
    /// Byte offset of the inline at `index` in the whole text.
    start: usize,
}

impl From<'_> {
    fn spans(&mut self, range: Range<usize>) -> Vec<Span> {
        let mut spans = Vec::new();
        while let Some(inline) = self.inlines.get(self.index) {
            let end = self.start + inline.text.len();
            let from = range.start.max(self.start) - self.start;
            let to = range.end.min(end).saturating_sub(self.start);
            if let Some(text) = inline.text.get(from..to).filter(|text| !text.is_empty()) {
                let (text, style, link) = (text.to_owned(), inline.style, inline.link);
                spans.push(Span { text, style, link });
            }
            // The next line may start within this inline too.
            if end > range.end {
                break;
            }
            self.start = end;
            self.index += 1;
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::block::Tone;
    use super::*;

    #[test]
    fn a_style_that_spans_lines_is_kept_on_each() {
        let inlines = [
            Inline::new("one ", Tone::Plain.style()),
            Inline::new("two three", Tone::Accent.style()),
            Inline::new(" four", Tone::Plain.style()),
        ];
        let (lines, length) = fill(&inlines, 8, 9);
        assert_eq!(length, 18);
        let told: Vec<_> = lines
            .iter()
            .map(|(at, spans)| {
                let spans = spans.iter().map(|span| (span.text.as_str(), span.style.tone));
                (*at, spans.collect::<Vec<_>>())
            })
            .collect();
        let expected = [
            (0, vec![("one ", Tone::Plain), ("two", Tone::Accent)]),
            (8, vec![("three", Tone::Accent)]),
            (14, vec![("four", Tone::Plain)]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn nothing_to_see_is_no_line() {
        assert_eq!(fill(&[Inline::new(" \n", Tone::Plain.style())], 8, 9), (Vec::new(), 2));
    }
}
