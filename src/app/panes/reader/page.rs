//! A page as lines, in parts: above the body, the body, its link targets, and below. Only a changed
//! part is laid out again.

use crate::markup::{self, Document, Flowed, Laid, Line, Measure, Room, Slots};

/// The parts of a page, top to bottom.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Above,
    Body,
    Links,
    Below,
}

const PARTS: usize = 4;

/// What lines are laid out for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paper<'a> {
    pub(super) measure: Measure,
    /// The known slots of pictures.
    pub(super) slots: &'a Slots,
}

/// Parts with more lines than this are long: they are laid out in a job alone.
pub(super) const LONG: usize = 2_000;

/// The page of one article.
#[derive(Debug, Default)]
pub(super) struct Page {
    parts: [Made; PARTS],
    lines: Vec<Line>,
    /// The room of each picture, top to bottom.
    rooms: Vec<Room>,
}

/// A part with its layout.
#[derive(Debug, Default)]
struct Made {
    document: Document,
    /// Number of lines, including the blank one above.
    lines: usize,
    /// Length of the text in bytes, as places count it.
    bytes: usize,
    rooms: Vec<Room>,
    /// Whether the part is laid out in a job alone.
    is_long: bool,
}

/// Totals of all parts before a part.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    line: usize,
    place: usize,
    link: usize,
}

impl Page {
    /// All lines.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(super) fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Returns the content of a part.
    pub(super) fn document(&self, part: Part) -> &Document {
        &self.parts[part as usize].document
    }

    /// Returns the target of a link, by its number on the page.
    pub(super) fn target(&self, link: usize) -> Option<&str> {
        let mut links = self.parts.iter().flat_map(|part| &part.document.links);
        links.nth(link).map(String::as_str)
    }

    /// Returns the text of all parts, 80 columns wide.
    pub(super) fn text(&self) -> String {
        let texts = self.parts.iter().map(|part| text(&part.document));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Replaces the content of a part. Lines that were made beforehand are used where they fit, and
    /// also where they do not if they are many: others are on their way then.
    pub(super) fn set(&mut self, part: Part, content: impl Into<Laid>, paper: Paper<'_>) {
        let at = part as usize;
        let end = self.start(at + 1);
        let Laid { document, layout } = content.into();
        self.parts[at].document = document;
        self.parts[at].is_long = false;
        match layout {
            Some(layout) if layout.flowed.lines.len() > LONG => {
                self.parts[at].is_long = true;
                self.put(at, end, layout.flowed);
            }
            Some(layout) if layout.measure == paper.measure && layout.slots == *paper.slots => {
                self.put(at, end, layout.flowed);
            }
            _ => self.lay(at, end, paper),
        }
        self.collect_rooms();
    }

    /// Whether a part is long.
    pub(super) fn is_long(&self) -> bool {
        self.parts.iter().any(|part| part.is_long)
    }

    /// Lays out all parts for another width, except for long ones.
    pub(super) fn lay_all(&mut self, paper: Paper<'_>) {
        self.lay_some(paper, |_| true);
    }

    /// Lays out the parts that have pictures, except for long ones.
    pub(super) fn lay_pictures(&mut self, paper: Paper<'_>) {
        self.lay_some(paper, |part| !part.rooms.is_empty());
    }

    fn lay_some(&mut self, paper: Paper<'_>, is_meant: impl Fn(&Made) -> bool) {
        for at in 0..PARTS {
            let part = &self.parts[at];
            if !part.is_long && is_meant(part) {
                self.lay(at, self.start(at + 1), paper);
            }
        }
        self.collect_rooms();
    }

    /// Makes the lines of a part that ended at `end`.
    fn lay(&mut self, at: usize, end: Start, paper: Paper<'_>) {
        let blocks = &self.parts[at].document.blocks;
        let flowed = markup::flow_part(blocks, paper.measure, paper.slots);
        self.put(at, end, flowed);
    }

    /// Places the lines of a part that ended at `end`, and moves those below.
    fn put(&mut self, at: usize, end: Start, flowed: Flowed) {
        let start = self.start(at);
        let part = &mut self.parts[at];
        let mut lines = flowed.lines;
        for line in &mut lines {
            shift(line, Start::default(), start);
        }
        if let (Some(first), true) = (lines.first(), start.line > 0) {
            let place = first.place.saturating_sub(1);
            lines.insert(0, Line { place, ..Line::default() });
        }
        (part.lines, part.bytes, part.rooms) = (lines.len(), flowed.bytes, flowed.rooms);
        self.lines.splice(start.line..end.line, lines);
        let now = self.start(at + 1);
        if (end.place, end.link) != (now.place, now.link) {
            let below = self.lines.get_mut(now.line..).unwrap_or_default();
            for line in below {
                shift(line, end, now);
            }
        }
    }

    fn start(&self, at: usize) -> Start {
        self.parts.iter().take(at).fold(Start::default(), |start, part| Start {
            line: start.line + part.lines,
            place: start.place + part.bytes,
            link: start.link + part.document.links.len(),
        })
    }

    fn collect_rooms(&mut self) {
        self.rooms = self.parts.iter().flat_map(|part| &part.rooms).cloned().collect();
    }
}

/// Moves a line of a part from start `before` to start `now`.
fn shift(line: &mut Line, before: Start, now: Start) {
    // The blank line above a part is one place before its start.
    line.place = (line.place + now.place).saturating_sub(before.place);
    for span in &mut line.spans {
        let moved = |link: u32| {
            // No page that fits in memory has this many links.
            let number = usize::try_from(link).unwrap_or(0) + now.link - before.link;
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        span.link = span.link.map(moved);
    }
}

/// Renders a document as text of 80 columns.
pub(super) fn text(document: &Document) -> String {
    let lines = markup::flow(&document.blocks, Measure { width: 80, wrap_code: false });
    lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use crate::markup::{Block, Format, Inline, Tone, parse};

    use super::*;

    fn paper(slots: &Slots) -> Paper<'_> {
        Paper { measure: Measure { width: 30, wrap_code: false }, slots }
    }

    fn words(words: &str) -> Document {
        let words = Inline::new(words, Tone::Dim.style());
        Document { blocks: vec![Block::Paragraph(vec![words])], ..Document::default() }
    }

    fn parts() -> [(Part, Document); 4] {
        let markdown = |text| parse(Format::Markdown, text);
        [
            (Part::Above, markdown("A title\n\n[one](https://one.example) and more words.")),
            (Part::Body, markdown("# Head\n\n![a](a.png)\n\n> [two](https://two.example)\n")),
            (Part::Links, words("links in the text")),
            (Part::Below, markdown("---\n\n[three](https://three.example)\n\n![b](b.png)")),
        ]
    }

    /// Lays out the same page as a single document.
    fn whole(page: &Page, slots: &Slots) -> (Vec<Line>, Vec<Room>, Vec<String>) {
        let mut whole = Document::default();
        for part in [Part::Above, Part::Body, Part::Links, Part::Below] {
            whole.append(page.document(part).clone());
        }
        let (lines, rooms) = markup::flow_with(&whole.blocks, paper(slots).measure, slots);
        (lines, rooms, whole.links)
    }

    fn assert_whole(page: &Page, slots: &Slots) {
        let (lines, rooms, targets) = whole(page, slots);
        assert_eq!(page.lines(), lines);
        assert_eq!(page.rooms(), rooms);
        let found: Vec<&str> = (0..targets.len()).filter_map(|link| page.target(link)).collect();
        assert_eq!(found, targets);
    }

    #[test]
    fn a_page_of_parts_is_that_of_one_document_in_whatever_order_they_come() {
        let slots = Slots::default();
        for first in 0..4 {
            let mut page = Page::default();
            // In practice the part above is never empty.
            page.set(Part::Above, words("x"), paper(&slots));
            for at in first..first + 4 {
                let (part, document) = parts()[at % 4].clone();
                page.set(part, document, paper(&slots));
                assert_whole(&page, &slots);
            }
            page.set(
                Part::Above,
                words("other words, which take more than one line"),
                paper(&slots),
            );
            assert_whole(&page, &slots);
            page.set(Part::Body, Document::default(), paper(&slots));
            assert_whole(&page, &slots);
        }
    }

    #[test]
    fn a_picture_that_arrives_moves_what_stands_below_it() {
        let none = Slots::default();
        let mut page = Page::default();
        for (part, document) in parts() {
            page.set(part, document, paper(&none));
        }
        let slot = markup::Slot::Shown { width: 20, height: 5 };
        let slots = Slots::from_iter([("a.png".into(), slot)]);
        let before = page.lines().len();
        page.lay_pictures(paper(&slots));
        assert_eq!(page.lines().len(), before + 5);
        assert_whole(&page, &slots);
    }
}
