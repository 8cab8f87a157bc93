//! Blocks of code: coloured lines that scroll sideways together where they are too wide.

use super::super::block::{Style, Tone};
use super::super::code;
use super::{Flow, Line, Span};
use crate::text;

/// Indent of code, which stands on the ground of code.
const INDENT: &str = "  ";

impl Flow<'_> {
    pub(super) fn code(&mut self, language: Option<&str>, code: &str) {
        let place = self.place;
        let tones = code::tones(language, code);
        let mut tones = tones.as_slice();
        self.within(None, INDENT.to_owned(), Tone::Plain, |flow| {
            let room = if flow.wrap_code { flow.room() } else { usize::MAX };
            let first = flow.lines.len();
            let indent = flow.width.saturating_sub(flow.room());
            flow.code = Some(u16::try_from(indent).unwrap_or(u16::MAX));
            for range in text::chop(code, room) {
                flow.place = place + range.start;
                flow.emit(spans(code, range.start, range.end, &mut tones));
            }
            flow.code = None;
            flow.widen(first);
        });
        self.place = place + code.len();
    }

    /// Makes overlong lines from `first` on scroll sideways together with the lines between them,
    /// so that columns stay aligned.
    fn widen(&mut self, first: usize) {
        let block = self.lines.get_mut(first..).unwrap_or_default();
        let widest = block.iter().map(Line::width).max().filter(|widest| *widest > self.width);
        for line in block {
            line.sideways = widest;
        }
    }
}

/// Returns the spans of one line of code. Lines come in order, so `tones` loses those that end
/// before the line.
fn spans(code: &str, start: usize, end: usize, tones: &mut &[code::Toned]) -> Vec<Span> {
    while let [first, rest @ ..] = tones
        && first.range.end <= start
    {
        *tones = rest;
    }
    let style = |tone| Style { code: true, tone, ..Style::default() };
    let piece = |from: usize, to: usize, tone| {
        Span::new(code.get(from..to).unwrap_or_default(), style(tone))
    };
    let mut spans = Vec::new();
    let mut at = start;
    for toned in tones.iter().take_while(|toned| toned.range.start < end) {
        let from = toned.range.start.max(at);
        let to = toned.range.end.min(end);
        if from > at {
            spans.push(piece(at, from, Tone::Plain));
        }
        spans.push(piece(from, to, toned.tone));
        at = to;
    }
    spans.push(piece(at, end, Tone::Plain));
    spans.retain(|span| !span.text.is_empty());
    spans
}
