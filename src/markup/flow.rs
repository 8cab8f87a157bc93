//! Lays out blocks as lines of a given width. Independent of colours and the screen.

mod bound;
mod code;
mod heading;
mod image;
mod line;
mod list;
mod note;
mod one_line;
mod table;
mod words;

use std::sync::Arc;

use super::block::{Block, Inline, Tone};
use crate::text;

pub(super) use heading::{folded, name};
pub use image::{PICTURE, Room, Slot, Slots};
pub(crate) use line::Flowed;
pub use line::{Line, Measure, Slice, Span};

/// Lays out `blocks` as lines that are no wider than the width, if that is 2 or more, except for
/// lines that scroll sideways. One blank line separates blocks; none is at the start or the end.
#[must_use]
pub fn flow(blocks: &[Block], measure: impl Into<Measure>) -> Vec<Line> {
    flow_with(blocks, measure, &Slots::default()).0
}

/// Like [`flow`], with pictures in their slots; also returns the room of each picture.
#[must_use]
pub fn flow_with(
    blocks: &[Block],
    measure: impl Into<Measure>,
    slots: &Slots,
) -> (Vec<Line>, Vec<Room>) {
    let Flowed { lines, rooms, .. } = flow_part(blocks, measure.into(), slots);
    (lines, rooms)
}

/// Lays out blocks that are part of a page.
pub(crate) fn flow_part(blocks: &[Block], measure: Measure, slots: &Slots) -> Flowed {
    let Measure { width, wrap_code } = measure;
    let mut flow = Flow::new(usize::from(width).max(1), wrap_code, slots);
    flow.blocks(blocks, false);
    flow.tell_cut();
    Flowed { lines: flow.lines, rooms: flow.rooms, bytes: flow.place }
}

#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
struct Flow<'a> {
    width: usize,
    wrap_code: bool,
    slots: &'a Slots,
    lines: Vec<Line>,
    rooms: Vec<Room>,
    place: usize,
    prefixes: Vec<Prefix>,
    /// The number of prefixes on a pending blank line before the next line.
    gap: Option<usize>,
    /// The tone of plain text.
    tone: Tone,
    /// Whether lines are part of a heading.
    heading: bool,
    /// The name of the heading that the next line begins.
    name: Option<Arc<str>>,
    /// Whether lines are part of a right-to-left paragraph.
    rtl: bool,
    /// The column where code begins on the lines, if they are part of a block of it.
    code: Option<u16>,
    /// Whether lines were left out.
    is_cut: bool,
}

/// The prefix of each line within a block.
struct Prefix {
    /// Used once, on the first line.
    first: Option<String>,
    rest: String,
    tone: Tone,
    width: usize,
}

impl<'a> Flow<'a> {
    fn new(width: usize, wrap_code: bool, slots: &'a Slots) -> Self {
        Self {
            width,
            wrap_code,
            slots,
            lines: Vec::new(),
            rooms: Vec::new(),
            place: 0,
            prefixes: Vec::new(),
            gap: None,
            tone: Tone::Plain,
            heading: false,
            name: None,
            rtl: false,
            code: None,
            is_cut: false,
        }
    }

    fn blocks(&mut self, blocks: &[Block], tight: bool) {
        for block in blocks {
            if self.left() == 0 {
                self.is_cut = true;
                return;
            }
            let before = self.lines.len();
            self.block(block);
            self.part(before, tight);
        }
    }

    /// Ends a part that began at line `before`. A part without lines leaves no gap.
    fn part(&mut self, before: usize, tight: bool) {
        if self.lines.len() > before {
            self.gap = (!tight).then_some(self.prefixes.len());
            // The blank line has a place of its own, so that a scroll position can return to it.
            self.place += usize::from(!tight);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => self.heading(*level, text, id.as_deref()),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Line(parts) => self.one_line(parts),
            Block::Quote(blocks) => self.quote(blocks),
            Block::List { numbers, tight, items } => self.list(*numbers, *tight, items),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Table { head, rows } => self.table(head, rows),
            Block::Rule => self.rule(),
            Block::Image { caption, link, source, size } => {
                self.image(caption, *link, source.as_ref(), *size);
            }
            Block::Definition { term, text } => self.definition(term, text),
            Block::Note { label, text } => self.note(label, text),
        }
    }

    fn paragraph(&mut self, text: &[Inline]) {
        let place = self.place;
        let (lines, length) = words::fill(text, self.room(), self.left());
        self.rtl = words::is_rtl(text);
        for (at, spans) in lines {
            self.place = place + at;
            self.emit(spans);
        }
        self.rtl = false;
        self.is_cut |= self.left() == 0;
        self.place = place + length;
    }

    fn quote(&mut self, blocks: &[Block]) {
        let tone = std::mem::replace(&mut self.tone, Tone::Quote);
        self.within(None, "│ ".to_owned(), Tone::Quote, |flow| flow.blocks(blocks, false));
        self.tone = tone;
    }

    fn rule(&mut self) {
        let text = "─".repeat(self.room());
        self.emit(vec![Span { text, style: Tone::Dim.style(), link: None }]);
    }

    fn definition(&mut self, term: &[Inline], text: &[Block]) {
        let strong = |inline: &Inline| {
            let mut inline = inline.clone();
            inline.style.strong = true;
            inline
        };
        let before = self.lines.len();
        self.paragraph(&term.iter().map(strong).collect::<Vec<_>>());
        self.part(before, true);
        self.within(None, "  ".to_owned(), Tone::Plain, |flow| flow.blocks(text, false));
    }

    /// Columns left for text after the prefixes.
    fn room(&self) -> usize {
        let used: usize = self.prefixes.iter().map(|prefix| prefix.width).sum();
        self.width.saturating_sub(used).max(1)
    }

    /// Adds a prefix to the lines of `each`, unless prefixes would take more than half of the
    /// width.
    fn within(
        &mut self,
        first: Option<String>,
        rest: String,
        tone: Tone,
        each: impl FnOnce(&mut Self),
    ) {
        let width = text::width(&rest);
        if self.width - self.room() + width <= self.width / 2 {
            self.prefixes.push(Prefix { first, rest, tone, width });
        } else {
            let (first, rest) = (None, String::new());
            self.prefixes.push(Prefix { first, rest, tone, width: 0 });
        }
        each(self);
        self.prefixes.pop();
    }

    /// Adds a line of `spans`, after a blank line if one is pending.
    fn emit(&mut self, spans: Vec<Span>) {
        if self.left() == 0 {
            self.is_cut = true;
            return;
        }
        if let Some(depth) = self.gap.take() {
            let above = self.lines.last().map_or(0, |line| line.place);
            let place = self.place.saturating_sub(1).max(above);
            let mut blank = Line { place, ..Line::default() };
            for prefix in self.prefixes.iter().take(depth) {
                blank.push(Span::new(prefix.rest.as_str(), prefix.tone.style()));
            }
            blank.trim();
            self.lines.push(blank);
        }
        let (place, heading, rtl, code) = (self.place, self.heading, self.rtl, self.code);
        let name = self.name.take();
        let mut line = Line { place, heading, name, code, rtl, ..Line::default() };
        let is_blank = spans.iter().all(|span| span.text.is_empty());
        for prefix in &mut self.prefixes {
            let text = prefix.first.take().unwrap_or_else(|| prefix.rest.clone());
            line.push(Span::new(text, prefix.tone.style()));
        }
        for mut span in spans {
            if span.style.tone == Tone::Plain {
                span.style.tone = self.tone;
            }
            line.push(span);
        }
        if is_blank {
            line.trim();
        }
        if self.code.is_none() || self.wrap_code {
            line.clip(self.width);
        }
        self.lines.push(line);
    }
}

#[cfg(test)]
mod tests;
