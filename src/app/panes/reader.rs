//! The article pane: the page of the article that is shown, as lines for a
//! width, and how far it has been scrolled.

mod moving;
mod page;
mod pictures;
mod places;

use crate::markup::{Block, Document, Inline, Line, Measure, Slots, Tone};
use crate::problem::Problem;
use crate::store::{self, Id};

use crate::app::panes::page as says;

use page::{Page, Paper, Part};
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

/// What stands around the body of an article.
pub(in crate::app) struct Frame {
    pub(in crate::app) above: Document,
    pub(in crate::app) below: Document,
    pub(in crate::app) has_body: bool,
}

/// So many lines are a long article.
const LONG: usize = 2_000;

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
    /// How often lines have been made.
    made: u32,
}

#[derive(Debug)]
struct Shown {
    id: Id,
    /// What stands above the body, with pictures that the body may show as well.
    above: Document,
    text: Text,
    /// A place to turn to when the body has come; as [`Reader::place`] has it.
    awaited: Option<usize>,
    page: Page,
}

impl Reader {
    /// No article yet.
    pub(in crate::app) fn new(wrap_code: bool) -> Self {
        Self { wrap_code, ..Self::default() }
    }

    /// Whether wide code is broken from now on.
    pub(in crate::app) fn wrap_code(&mut self, wrap: bool) {
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
        self.shown.as_ref().map_or(&[], |shown| shown.page.lines())
    }

    /// The first line in sight.
    #[must_use]
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Where a link of the page leads, as written in the document.
    pub(in crate::app) fn target(&self, link: u32) -> Option<&str> {
        self.shown.as_ref()?.page.target(usize::try_from(link).ok()?)
    }

    /// The page as lines of 80 columns; none while its body is being read.
    pub(in crate::app) fn page_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(shown.page.text())
    }

    /// The same of the body alone.
    pub(in crate::app) fn body_text(&self) -> Option<String> {
        let shown = self.shown.as_ref().filter(|shown| shown.text != Text::Awaited)?;
        Some(page::text(shown.page.document(Part::Body)))
    }

    /// Turns to an article; true when its body has to be fetched.
    pub(in crate::app) fn show(&mut self, id: Id, frame: Frame) -> bool {
        self.leave();
        self.slots.clear();
        let text = if frame.has_body { Text::Awaited } else { Text::None };
        let (above, awaited, page) = (frame.above, self.places.of(id), Page::default());
        self.let_go();
        self.shown = Some(Shown { id, above, text, awaited, page });
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

    /// The same article, read again: what was on the screen stays until the new
    /// body comes.
    pub(in crate::app) fn renew(&mut self, id: Id, frame: Frame) -> bool {
        let Some(shown) = &mut self.shown else {
            return self.show(id, frame);
        };
        shown.id = id;
        let has_body = frame.has_body;
        if !has_body && shown.text != Text::None {
            shown.text = Text::None;
            self.change(|shown, paper| shown.set_body(Document::default(), paper));
        }
        self.reframe(frame);
        has_body
    }

    /// The same article, of which more is known.
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

    /// A long article is dropped elsewhere: that may take longer than a frame.
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

    pub(in crate::app) fn body(&mut self, id: Id, body: Result<Document, Problem>) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.id == id) else {
            return;
        };
        shown.text = Text::Here;
        let body = body.unwrap_or_else(|problem| sentence(&problem.to_string(), Tone::Warning));
        let body = without_title(body, &shown.above);
        self.change(|shown, paper| shown.set_body(body, paper));
        self.turn_to_awaited();
    }

    /// Lays the page out for a width; the line at the top stays the one it was.
    pub(in crate::app) fn fit(&mut self, width: u16, height: usize) {
        if self.width != width {
            self.width = width;
            self.lay_again(Page::lay_all);
        }
        self.scroll = self.scroll.min(self.last(height));
    }

    /// Makes lines anew; what stands at the top stays there.
    fn lay_again(&mut self, lay: impl FnOnce(&mut Page, Paper<'_>)) {
        let place = self.anchor.or_else(|| self.place_of(self.scroll));
        let found = self.found.and_then(|line| self.place_of(line));
        self.change(|shown, paper| lay(&mut shown.page, paper));
        self.found = found.map(|place| self.line_at(place));
        if let Some(place) = place {
            self.scroll = self.line_at(place);
            self.anchor = Some(place);
        }
    }

    /// Changes the page of the article that is shown.
    fn change(&mut self, change: impl FnOnce(&mut Shown, Paper<'_>)) {
        let measure = Measure { width: self.width.max(1), wrap_code: self.wrap_code };
        self.made = self.made.wrapping_add(1);
        if let Some(shown) = &mut self.shown {
            change(shown, Paper { measure, slots: &self.slots });
        }
    }
}

impl Shown {
    /// Takes a body, and below it where its links lead.
    fn set_body(&mut self, body: Document, paper: Paper<'_>) {
        let links = says::targets(&body.links);
        self.page.set(Part::Body, body, paper);
        self.page.set(Part::Links, links, paper);
        self.set_above(paper);
    }

    /// Takes what stands above the body, which depends on the body.
    fn set_above(&mut self, paper: Paper<'_>) {
        let head = self.head();
        if *self.page.document(Part::Above) != head {
            self.page.set(Part::Above, head, paper);
        }
    }
}

/// Many bodies begin with their title as a heading, which stands on the page already.
fn without_title(mut body: Document, above: &Document) -> Document {
    let words = |text: &[Inline]| text.iter().map(|part| part.text.as_str()).collect::<String>();
    if let (Some(Block::Paragraph(title)), Some(Block::Heading { text, .. })) =
        (above.blocks.first(), body.blocks.first())
        && words(title) == words(text)
    {
        body.blocks.remove(0);
    }
    body
}

fn sentence(words: &str, tone: Tone) -> Document {
    let words = Inline::new(words, tone.style());
    Document { blocks: vec![Block::Paragraph(vec![words])], links: Vec::new() }
}
