//! The article pane: the page of the shown article as lines of a width, and the scroll position.

mod head;
mod links;
mod moving;
mod page;
mod pictures;
mod places;

use crate::markup::{Block, Document, Inline, Laid, Line, Measure, Slots, Tone};
use crate::problem::Problem;
use crate::store::{self, Id};

pub(in crate::app) use head::is_same as is_same_picture;
use page::{LONG, Page, Paper, Part};
use places::{Awaited, Places};

/// State of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// The article has no body.
    None,
    /// The body is being read.
    Awaited,
    /// The body, or why it cannot be read, is on the page.
    Here,
}

/// The parts of a page around the body.
pub(in crate::app) struct Frame {
    pub(in crate::app) above: Document,
    pub(in crate::app) below: Document,
    pub(in crate::app) has_body: bool,
}

/// The shown article. Its lines are computed once per article and width; scrolling only selects
/// among them.
#[derive(Debug, Default)]
pub struct Reader {
    shown: Option<Shown>,
    width: u16,
    wrap_code: bool,
    scroll: usize,
    /// The place at the top, if the width has changed since it was scrolled to: line starts differ
    /// between widths, so without it the text would creep up with every resize.
    anchor: Option<usize>,
    /// Columns by which overlong lines are scrolled sideways.
    offset: usize,
    /// The line last jumped to: a match or a heading.
    found: Option<usize>,
    /// Places where articles were left.
    places: Places,
    /// The heading to show of an article that is not shown yet.
    sought: Option<(Id, String)>,
    /// The known slots of the pictures of the page.
    slots: Slots,
    /// Incremented whenever lines are made.
    made: u32,
}

#[derive(Debug)]
struct Shown {
    id: Id,
    /// The part above the body, including pictures that the body may show too.
    above: Document,
    text: Text,
    /// Where to scroll to when the body arrives.
    awaited: Option<Awaited>,
    page: Page,
    /// What the body was last requested for.
    asked: Option<(Measure, Slots)>,
}

impl Reader {
    /// Creates a reader without an article.
    pub(in crate::app) fn new(wrap_code: bool) -> Self {
        Self { wrap_code, ..Self::default() }
    }

    /// Sets whether wide code is wrapped.
    pub(in crate::app) fn wrap_code(&mut self, wrap: bool) {
        if self.wrap_code != wrap {
            self.wrap_code = wrap;
            // Forces a new layout, as for another width.
            self.width = 0;
            self.offset = 0;
        }
    }

    /// The shown article.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        self.shown.as_ref().map(|shown| shown.id)
    }

    /// All lines of the page.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.shown.as_ref().map_or(&[], |shown| shown.page.lines())
    }

    /// The first visible line.
    #[must_use]
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Returns the page as text of 80 columns; `None` while the body is being read.
    pub(in crate::app) fn page_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(shown.page.text())
    }

    /// Returns the body alone as text of 80 columns; `None` while it is being read.
    pub(in crate::app) fn body_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(page::text(shown.page.document(Part::Body)))
    }

    /// Shows an article; returns whether its body has to be fetched.
    pub(in crate::app) fn show(&mut self, id: Id, frame: Frame) -> bool {
        self.leave();
        self.slots.clear();
        let text = if frame.has_body { Text::Awaited } else { Text::None };
        let (above, awaited, page) = (frame.above, self.awaited_of(id), Page::default());
        self.let_go();
        self.shown = Some(Shown { id, above, text, awaited, page, asked: None });
        self.top();
        self.change(|shown, paper| {
            shown.set_above(paper);
            if text == Text::Awaited {
                shown.page.set(Part::Body, sentence("…", Tone::Dim), paper);
            }
            shown.page.set(Part::Below, frame.below, paper);
        });
        if text == Text::None {
            self.turn_to_awaited();
        }
        text == Text::Awaited
    }

    /// Shows the same article after it was read again: the old body stays until the new one
    /// arrives.
    pub(in crate::app) fn renew(&mut self, id: Id, frame: Frame) -> bool {
        let Some(shown) = &mut self.shown else {
            return self.show(id, frame);
        };
        shown.id = id;
        let has_body = frame.has_body;
        if !has_body && shown.text != Text::None {
            shown.text = Text::None;
            self.change(|shown, paper| {
                shown.set_body(Document::default(), Document::default(), paper);
            });
        }
        self.reframe(frame);
        has_body
    }

    /// Updates the parts around the body of the same article.
    pub(in crate::app) fn reframe(&mut self, frame: Frame) {
        let Some(shown) = &mut self.shown else { return };
        let Frame { above, below, .. } = frame;
        if shown.above != above {
            shown.above = above;
            self.change(Shown::set_above);
        }
        self.change_below(below);
    }

    fn change_below(&mut self, below: Document) {
        let is_other = |shown: &Shown| *shown.page.document(Part::Below) != below;
        if self.shown.as_ref().is_some_and(is_other) {
            self.change(|shown, paper| shown.page.set(Part::Below, below, paper));
        }
    }

    /// Drops a long article in the background: freeing it may take longer than a frame.
    fn let_go(&mut self) {
        if let Some(shown) = self.shown.take().filter(|shown| shown.page.lines().len() > LONG) {
            store::discard(shown);
        }
    }

    fn line_at(&self, place: usize) -> usize {
        self.lines().partition_point(|line| line.place <= place).saturating_sub(1)
    }

    pub(in crate::app) fn clear(&mut self) {
        self.leave();
        self.let_go();
        self.top();
    }

    /// Shows the body, and below it where its links lead.
    pub(in crate::app) fn body(&mut self, id: Id, body: Result<Laid, Problem>, links: Document) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.id == id) else {
            return;
        };
        let is_first = std::mem::replace(&mut shown.text, Text::Here) == Text::Awaited;
        let body =
            body.unwrap_or_else(|problem| sentence(&problem.to_string(), Tone::Warning).into());
        if is_first {
            self.change(|shown, paper| shown.set_body(body, links, paper));
            self.turn_to_awaited();
        } else {
            self.lay_again(|shown, paper| shown.set_body(body, links, paper));
        }
    }

    /// Returns what the body is to be laid out for, as a request for it needs to say.
    pub(in crate::app) fn ask(&mut self) -> (Measure, Slots) {
        let asked = (self.measure(), self.slots.clone());
        if let Some(shown) = &mut self.shown {
            shown.asked = Some(asked.clone());
        }
        asked
    }

    /// Whether a long body, or one that is awaited, was last requested for another measure or for
    /// other pictures.
    pub(in crate::app) fn is_outdated(&self) -> bool {
        let paper = Paper { measure: self.measure(), slots: &self.slots };
        self.shown.as_ref().is_some_and(|shown| {
            let is_asked = shown.asked.as_ref().is_some_and(|(measure, slots)| {
                *measure == paper.measure && (shown.text == Text::Awaited || slots == paper.slots)
            });
            !is_asked && (shown.text == Text::Awaited || shown.page.is_long())
        })
    }

    fn measure(&self) -> Measure {
        Measure { width: self.width.max(1), wrap_code: self.wrap_code }
    }

    /// Lays the page out for a width; keeps the line at the top.
    pub(in crate::app) fn fit(&mut self, width: u16, height: usize) {
        if self.width != width {
            self.width = width;
            self.lay_again(|shown, paper| shown.page.lay_all(paper));
        }
        self.scroll = self.scroll.min(self.last(height));
    }

    /// Lays the lines out again; keeps the place at the top.
    fn lay_again(&mut self, lay: impl FnOnce(&mut Shown, Paper<'_>)) {
        let place = self.anchor.or_else(|| self.place_of(self.scroll));
        let found = self.found.and_then(|line| self.place_of(line));
        self.change(lay);
        self.found = found.map(|place| self.line_at(place));
        if let Some(place) = place {
            self.scroll = self.line_at(place);
            self.anchor = Some(place);
        }
    }

    /// Changes the page of the shown article.
    fn change(&mut self, change: impl FnOnce(&mut Shown, Paper<'_>)) {
        let measure = self.measure();
        self.made = self.made.wrapping_add(1);
        if let Some(shown) = &mut self.shown {
            change(shown, Paper { measure, slots: &self.slots });
        }
    }
}

impl Shown {
    /// Sets the body, and below it the targets of its links.
    fn set_body(&mut self, body: impl Into<Laid>, links: Document, paper: Paper<'_>) {
        self.page.set(Part::Body, body, paper);
        self.page.set(Part::Links, links, paper);
        self.set_above(paper);
    }

    /// Sets the part above the body, which depends on the body.
    fn set_above(&mut self, paper: Paper<'_>) {
        let head = self.head();
        if *self.page.document(Part::Above) != head {
            self.page.set(Part::Above, head, paper);
        }
    }
}

fn sentence(words: &str, tone: Tone) -> Document {
    let words = Inline::new(words, tone.style());
    Document { blocks: vec![Block::Paragraph(vec![words])], ..Document::default() }
}
