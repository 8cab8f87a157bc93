//! The article pane: the page of the article that is shown, as lines for a
//! width, and how far it has been scrolled.

mod across;
mod pictures;
mod places;

use std::ops::Range;

use crate::markup::{self, Block, Document, Inline, Line, Measure, Room, Slots, Tone};
use crate::problem::Problem;
use crate::store::{self, Id};

use super::page;

use places::Places;

/// What has become of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// There is none.
    None,
    /// It is being read.
    Awaited,
    /// It is on the page, or the reason why not.
    Here,
}

/// So many lines are a long article.
const LONG: usize = 2_000;

/// What stands around the body of an article.
pub(super) struct Frame {
    pub(super) above: Document,
    pub(super) below: Document,
    pub(super) has_body: bool,
}

/// One article on the screen. Lines are made once for an article and a width;
/// scrolling only chooses among them.
#[derive(Debug, Default)]
pub struct Reader {
    shown: Option<Shown>,
    width: u16,
    wrap_code: bool,
    scroll: usize,
    /// The place at the top, where the width has changed since it was scrolled to: the lines of
    /// each width begin elsewhere, and the text would creep up with every change.
    anchor: Option<usize>,
    /// Columns by which lines that are too wide are moved.
    offset: usize,
    /// The line that was gone to: with a match, or a heading.
    found: Option<usize>,
    /// Where articles open that have been here before.
    places: Places,
    /// What is known of the pictures of the page.
    slots: Slots,
    /// The room that each of them has.
    rooms: Vec<Room>,
    /// How often lines have been made.
    made: u32,
}

#[derive(Debug)]
struct Shown {
    id: Id,
    above: Document,
    below: Document,
    body: Document,
    text: Text,
    /// A place to turn to when the body has come; as [`Reader::place`] has it.
    awaited: Option<usize>,
    /// The three parts as one, put together anew only when one of them changes.
    page: Document,
    lines: Vec<Line>,
}

impl Reader {
    /// No article yet.
    pub(super) fn new(wrap_code: bool) -> Self {
        Self { wrap_code, ..Self::default() }
    }

    /// Whether wide code is broken from now on.
    pub(super) fn wrap_code(&mut self, wrap: bool) {
        if self.wrap_code != wrap {
            self.wrap_code = wrap;
            // Laid out anew, as for another width.
            self.width = 0;
            self.offset = 0;
        }
    }

    /// The article on the screen.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        self.shown.as_ref().map(|shown| shown.id)
    }

    /// All lines of the page.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.shown.as_ref().map_or(&[], |shown| &shown.lines)
    }

    /// The first line in sight.
    #[must_use]
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Where a link of the page leads, as written in the document.
    pub(super) fn target(&self, link: u32) -> Option<&str> {
        let links = &self.shown.as_ref()?.page.links;
        links.get(usize::try_from(link).ok()?).map(String::as_str)
    }

    /// The page as lines of 80 columns; none while its body is being read.
    pub(super) fn page_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(plain(&shown.page))
    }

    /// The same of the body alone.
    pub(super) fn body_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(plain(&shown.body))
    }

    /// The line that was gone to, until it is scrolled away from.
    pub(super) fn found(&self) -> Option<usize> {
        self.found
    }

    /// Brings a line with a match in these columns into sight.
    pub(super) fn show_found(&mut self, line: usize, columns: Range<usize>, height: usize) {
        if !(self.scroll..self.scroll + height).contains(&line) {
            self.go(line.saturating_sub(height / 3), height);
        }
        self.bring_into_sight(line, columns);
        self.found = Some(line);
    }

    /// Turns to an article; true when its body has to be fetched.
    pub(super) fn show(&mut self, id: Id, frame: Frame) -> bool {
        self.leave();
        self.let_go();
        self.slots.clear();
        let text = if frame.has_body { Text::Awaited } else { Text::None };
        self.shown = Some(Shown {
            id,
            above: frame.above,
            below: frame.below,
            body: Document::default(),
            text,
            awaited: self.places.of(id),
            page: Document::default(),
            lines: Vec::new(),
        });
        self.top();
        self.compose();
        if text == Text::None {
            self.turn_to_awaited();
        }
        text == Text::Awaited
    }

    /// The same article, read again: what was on the screen stays until the new
    /// body comes.
    pub(super) fn renew(&mut self, id: Id, frame: Frame) -> bool {
        let Some(shown) = &mut self.shown else {
            return self.show(id, frame);
        };
        shown.id = id;
        if !frame.has_body {
            shown.text = Text::None;
        }
        let has_body = frame.has_body;
        self.reframe(frame);
        has_body
    }

    /// The same article, of which more is known.
    pub(super) fn reframe(&mut self, frame: Frame) {
        let Some(shown) = &mut self.shown else { return };
        if (&shown.above, &shown.below) != (&frame.above, &frame.below) {
            (shown.above, shown.below) = (frame.above, frame.below);
            self.compose();
        }
    }

    /// A long article is dropped elsewhere: that may take longer than a frame.
    fn let_go(&mut self) {
        if let Some(shown) = self.shown.take().filter(|shown| shown.lines.len() > LONG) {
            store::discard(shown);
        }
    }

    fn line_at(&self, place: usize) -> usize {
        self.lines().partition_point(|line| line.place <= place).saturating_sub(1)
    }

    fn top(&mut self) {
        (self.scroll, self.anchor, self.offset, self.found) = (0, None, 0, None);
    }

    pub(super) fn clear(&mut self) {
        self.leave();
        self.let_go();
        self.top();
    }

    pub(super) fn body(&mut self, id: Id, body: Result<Document, Problem>) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.id == id) else {
            return;
        };
        shown.text = Text::Here;
        shown.body = body.unwrap_or_else(|problem| sentence(&problem.to_string(), Tone::Warning));
        shown.drop_repeated_title();
        self.compose();
        self.turn_to_awaited();
    }

    /// Lays the page out for a width; the line at the top stays the one it was.
    pub(super) fn fit(&mut self, width: u16, height: usize) {
        if self.width != width {
            self.width = width;
            self.flow_again();
        }
        self.scroll = self.scroll.min(self.last(height));
    }

    /// Makes the lines anew; what stands at the top stays there.
    fn flow_again(&mut self) {
        let place = self.anchor.or_else(|| self.place_of(self.scroll));
        let found = self.found.and_then(|line| self.place_of(line));
        self.flow();
        self.found = found.map(|place| self.line_at(place));
        if let Some(place) = place {
            self.scroll = self.line_at(place);
            self.anchor = Some(place);
        }
    }

    /// A part of the page has changed.
    fn compose(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        let mut page = shown.head();
        match shown.text {
            Text::None => {}
            Text::Awaited => page.append(sentence("…", Tone::Dim)),
            Text::Here => {
                page.append(shown.body.clone());
                page.append(page::targets(&shown.body.links));
            }
        }
        page.append(shown.below.clone());
        shown.page = page;
        self.flow();
    }

    fn flow(&mut self) {
        let measure = Measure { width: self.width.max(1), wrap_code: self.wrap_code };
        self.made = self.made.wrapping_add(1);
        if let Some(shown) = &mut self.shown {
            let blocks = &shown.page.blocks;
            (shown.lines, self.rooms) = markup::flow_with(blocks, measure, &self.slots);
        }
    }

    pub(super) fn step(&mut self, lines: isize, height: usize) {
        self.turn();
        self.scroll = self.scroll.saturating_add_signed(lines).min(self.last(height));
    }

    pub(super) fn go(&mut self, line: usize, height: usize) {
        self.turn();
        self.scroll = line.min(self.last(height));
    }

    /// The scroll at which the end is in sight.
    fn last(&self, height: usize) -> usize {
        self.lines().len().saturating_sub(height)
    }

    /// Whether the end is in sight.
    #[must_use]
    pub fn at_end(&self, height: usize) -> bool {
        self.scroll >= self.last(height)
    }

    /// The reader goes elsewhere: what was to be kept or turned to does not matter any more.
    fn turn(&mut self) {
        (self.found, self.anchor) = (None, None);
        if let Some(shown) = &mut self.shown {
            shown.awaited = None;
        }
    }
}

impl Shown {
    /// Many bodies begin with their title as a heading, which stands on the page already.
    fn drop_repeated_title(&mut self) {
        let words =
            |text: &[Inline]| text.iter().map(|part| part.text.as_str()).collect::<String>();
        if let (Some(Block::Paragraph(title)), Some(Block::Heading { text, .. })) =
            (self.above.blocks.first(), self.body.blocks.first())
            && words(title) == words(text)
        {
            self.body.blocks.remove(0);
        }
    }
}

fn plain(document: &Document) -> String {
    let lines = markup::flow(&document.blocks, Measure { width: 80, wrap_code: false });
    lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect()
}

fn sentence(words: &str, tone: Tone) -> Document {
    let words = Inline::new(words, tone.style());
    Document { blocks: vec![Block::Paragraph(vec![words])], links: Vec::new() }
}
