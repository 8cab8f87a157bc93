//! Lays out blocks as lines of a given width. Independent of colours and the screen.

mod image;
mod line;
mod numbers;
mod table;
mod words;

use super::block::{Block, Inline, Item, Numbers, Style, Tone};
use crate::text;

pub use image::{PICTURE, Room, Slot, Slots};
pub(crate) use line::Flowed;
pub use line::{Line, Measure, Slice, Span};

/// Lines beyond this many are left out: they take some 400 bytes each.
const MAX_LINES: usize = 100_000;
/// Stands below a text of more lines.
const CUT: &str = "The rest of this text has no room here: it has more than 100,000 lines.";

/// Indent of code.
const CODE_INDENT: &str = "  ";

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
    /// Whether lines are part of a right-to-left paragraph.
    rtl: bool,
    /// Whether lines must not be cut.
    is_code: bool,
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
            rtl: false,
            is_code: false,
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

    /// The number of lines that may still be made.
    fn left(&self) -> usize {
        MAX_LINES.saturating_sub(self.lines.len())
    }

    /// Says that lines were left out.
    fn tell_cut(&mut self) {
        if std::mem::take(&mut self.is_cut) {
            let place = self.place;
            for text in [String::new(), text::fit(CUT, self.width).into_owned()] {
                let mut line = Line { place, ..Line::default() };
                line.push(Span::new(text, Tone::Warning.style()));
                self.lines.push(line);
            }
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
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Quote(blocks) => self.quote(blocks),
            Block::List { numbers, tight, items } => self.list(*numbers, *tight, items),
            Block::Code { text, .. } => self.code(text),
            Block::Table { head, rows } => self.table(head, rows),
            Block::Rule => self.rule(),
            Block::Image { caption, link, source } => {
                self.image(caption, *link, source.as_ref());
            }
            Block::Definition { term, text } => self.definition(term, text),
            Block::Note { label, text } => {
                let first = format!("[{label}] ");
                let rest = " ".repeat(text::width(&first));
                self.within(Some(first), rest, Tone::Dim, |flow| flow.blocks(text, false));
            }
        }
    }

    /// Italicizes headings from level 3 on, since a terminal has only one text size.
    fn heading(&mut self, level: u8, text: &[Inline]) {
        let raise = |inline: &Inline| {
            let mut inline = inline.clone();
            inline.style.strong = true;
            inline.style.emphasis |= level > 2;
            if inline.style.tone == Tone::Plain {
                inline.style.tone = Tone::Heading;
            }
            inline
        };
        self.heading = true;
        self.paragraph(&text.iter().map(raise).collect::<Vec<_>>());
        self.heading = false;
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
        self.place = place + length;
    }

    fn quote(&mut self, blocks: &[Block]) {
        let tone = std::mem::replace(&mut self.tone, Tone::Quote);
        self.within(None, "│ ".to_owned(), Tone::Quote, |flow| flow.blocks(blocks, false));
        self.tone = tone;
    }

    fn list(&mut self, numbers: Option<Numbers>, tight: bool, items: &[Item]) {
        let number = |item: &Item| numbers.map(|numbers| numbers.label(item.number));
        let digits = items.iter().filter_map(number).map(|label| label.len()).max().unwrap_or(0);
        for item in items {
            let number = number(item);
            let has_number = number.is_some();
            let mut marker = number.map_or_else(String::new, |label| format!("{label:>digits$}. "));
            match item.checked {
                Some(true) => marker.push_str("☑ "),
                Some(false) => marker.push_str("☐ "),
                None if !has_number => marker.push_str("• "),
                None => {}
            }
            let rest = " ".repeat(text::width(&marker));
            let before = self.lines.len();
            self.within(Some(marker), rest, self.tone, |flow| flow.blocks(&item.blocks, tight));
            self.part(before, tight);
        }
    }

    fn code(&mut self, code: &str) {
        let place = self.place;
        self.within(None, CODE_INDENT.to_owned(), Tone::Plain, |flow| {
            let style = Style { code: true, ..Style::default() };
            let room = if flow.wrap_code { flow.room() } else { usize::MAX };
            let first = flow.lines.len();
            flow.is_code = !flow.wrap_code;
            for range in text::chop(code, room) {
                flow.place = place + range.start;
                let text = code.get(range).unwrap_or_default().to_owned();
                flow.emit(vec![Span { text, style, link: None }]);
            }
            flow.is_code = false;
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
        let (place, heading, rtl) = (self.place, self.heading, self.rtl);
        let mut line = Line { place, heading, rtl, ..Line::default() };
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
        if !self.is_code {
            line.clip(self.width);
        }
        self.lines.push(line);
    }
}

#[cfg(test)]
mod tests;
