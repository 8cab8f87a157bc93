//! Positions of links on the screen, for drawing hints and resolving clicks. Includes only links
//! that a browser can open, and those that lead to a place in the reader.

use ratatui::layout::{Position, Rect};

use crate::article::Origin;
use crate::article::is_relative;
use crate::article::openable;
use crate::article::resolved;
use crate::markup::Line;
use crate::markup::Tone;
use crate::store::Id;
use crate::store::Store;
use crate::text;

use crate::app::panes::anchor::{Anchor, Of};
use crate::app::panes::layout::{Focus, Layout, headline_area};
use crate::app::panes::list::List;
use crate::app::panes::reader::Reader;
use crate::app::panes::related::{Item, RelatedPane};

/// The state that determines the positions of links.
#[derive(Clone, Copy)]
pub(in crate::app) struct Sight<'a> {
    pub(in crate::app) store: &'a Store,
    pub(in crate::app) list: &'a List,
    pub(in crate::app) reader: &'a Reader,
    pub(in crate::app) related: &'a RelatedPane,
    pub(in crate::app) layout: Layout,
    pub(in crate::app) focus: Focus,
    /// Whether right-to-left text is reordered for display.
    pub(in crate::app) bidi: bool,
}

impl Sight<'_> {
    /// Returns all links on the screen: the focused pane's first, each pane top to bottom.
    pub(in crate::app) fn anchors(&self) -> Vec<Anchor> {
        let panes = [Focus::List, Focus::Article, Focus::Related];
        let others = panes.into_iter().filter(|pane| *pane != self.focus);
        let panes = std::iter::once(self.focus).chain(others);
        panes
            .flat_map(|pane| match pane {
                Focus::Sidebar => Vec::new(),
                Focus::List => self.row_anchors(),
                Focus::Article => self.seen_anchors(),
                Focus::Related => self.related_anchors(),
            })
            .collect()
    }

    fn row_anchors(&self) -> Vec<Anchor> {
        let rows = self.list.rows().iter().skip(self.list.cursor.top);
        let anchor = |(line, row): (usize, &Id)| {
            let id = self.list.face(*row, self.store);
            let url = self.store.get(id)?.link().ok()?.into();
            let text = headline_area(self.layout.list_row(line)?, self.is_member(*row));
            (!text.is_empty()).then(|| Anchor {
                parts: vec![Rect { height: 1, ..text }],
                url,
                of: Of::Row(id),
            })
        };
        rows.take(self.layout.list_rows()).enumerate().filter_map(anchor).collect()
    }

    /// Whether a row is shown below the lead of its story.
    pub(in crate::app) fn is_member(&self, row: Id) -> bool {
        self.list.has_stories() && !self.store.is_lead(row)
    }

    fn related_anchors(&self) -> Vec<Anchor> {
        let items = self.related.items.iter().enumerate().skip(self.related.cursor.top);
        let anchor = |(line, (at, item)): (usize, (usize, &Item))| {
            let url = openable(item.related.url.as_deref()).ok()?.into();
            let row = self.layout.related_row(line)?;
            let indent = self.related.indent(item);
            let indent = u16::try_from(indent).unwrap_or(u16::MAX).min(row.width);
            let title = Rect { x: row.x + indent, width: row.width - indent, height: 1, ..row };
            (!title.is_empty()).then(|| Anchor { parts: vec![title], url, of: Of::Related(at) })
        };
        items.take(self.layout.related_rows()).enumerate().filter_map(anchor).collect()
    }

    /// Returns the title and the links of the text at their logical positions, before right-to-left
    /// text is reordered.
    pub(in crate::app) fn page_anchors(&self) -> Vec<Anchor> {
        let text = self.layout.text();
        let mut anchors: Vec<(Target, Vec<Rect>)> = Vec::new();
        let lines = self.reader.lines().iter().skip(self.reader.scroll());
        for (y, line) in (text.y..text.bottom()).zip(lines) {
            // A link that ends the previous line may continue on this one.
            let mut last = None;
            let line = line.window(self.reader.offset(), usize::from(text.width));
            let start = self.start_of(&line);
            for (target, x, width) in targets(&line) {
                let x = start.saturating_add(x);
                let part = Rect { x, y, width, height: 1 }.intersection(text);
                if part.is_empty() {
                    continue;
                }
                match anchors.last_mut() {
                    Some((known, parts)) if *known == target && goes_on(parts, part, last) => {
                        parts.push(part);
                    }
                    _ => anchors.push((target, vec![part])),
                }
                last = Some(part);
            }
        }
        anchors.into_iter().filter_map(|(target, parts)| self.anchor_of(target, parts)).collect()
    }

    /// Returns the column where a line starts.
    fn start_of(&self, line: &Line) -> u16 {
        let text = self.layout.text();
        if !(self.bidi && line.rtl) {
            return text.x;
        }
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(text.width);
        text.right() - width
    }

    /// Returns the same links at their displayed positions.
    fn seen_anchors(&self) -> Vec<Anchor> {
        let mut anchors = self.page_anchors();
        if self.bidi {
            for part in anchors.iter_mut().flat_map(|anchor| &mut anchor.parts) {
                *part = self.seen(*part);
            }
        }
        anchors
    }

    /// Maps the cells of a part of a line to the area where they are displayed.
    fn seen(&self, part: Rect) -> Rect {
        let text = self.layout.text();
        let at = self.reader.scroll() + usize::from(part.y.saturating_sub(text.y));
        let Some(line) = self.reader.lines().get(at) else { return part };
        let line = line.window(self.reader.offset(), usize::from(text.width));
        let places = text::seen(&line.text(), line.rtl);
        let start = self.start_of(&line);
        let within = |x: usize| {
            let x = start.saturating_add(u16::try_from(x).unwrap_or(u16::MAX));
            (part.left()..part.right()).contains(&x)
        };
        let seen =
            || places.iter().filter(|place| within(place.written)).map(|place| place.seen.clone());
        let column = |x: usize| start.saturating_add(u16::try_from(x).unwrap_or(u16::MAX));
        let (Some(first), Some(last)) =
            (seen().map(|it| it.start).min(), seen().map(|it| it.end).max())
        else {
            return part;
        };
        let (left, right) = (column(first), column(last).min(text.right()));
        Rect { x: left, width: right.saturating_sub(left), ..part }
    }

    fn anchor_of(&self, target: Target, parts: Vec<Rect>) -> Option<Anchor> {
        let article = self.store.get(self.reader.id()?)?;
        let page = article.link();
        let (url, of) = match target {
            Target::Title => (String::from(page.ok()?), Of::Title),
            Target::Link(link) => {
                let written = self.reader.target(link)?;
                let url = resolved(written, page.ok().as_ref()).map(String::from);
                // Whether such a document is here is looked up when the link is followed.
                let is_here = written.starts_with('#')
                    || (is_relative(written) && matches!(article.origin, Origin::File(_)));
                (
                    url.or_else(|error| if is_here { Ok(String::new()) } else { Err(error) })
                        .ok()?,
                    Of::Text(link),
                )
            }
        };
        Some(Anchor { parts, url, of })
    }

    /// Returns the link at a cell of the article.
    pub(in crate::app) fn page_anchor_at(&self, cell: Position) -> Option<Anchor> {
        let mut anchors = self.seen_anchors().into_iter();
        anchors.find(|anchor| anchor.parts.iter().any(|part| part.contains(cell)))
    }
}

/// The target of a part of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Title,
    Link(u32),
}

/// Whether `part` continues the link of the previous part: directly after it on the same line, or
/// as the first link of the next line.
fn goes_on(parts: &[Rect], part: Rect, last: Option<Rect>) -> bool {
    let Some(before) = parts.last() else { return false };
    match last {
        Some(last) => last == *before && last.right() == part.x,
        None => before.y + 1 == part.y,
    }
}

/// Returns the linked parts of a line with their columns.
fn targets(line: &Line) -> Vec<(Target, u16, u16)> {
    let mut x: u16 = 0;
    let mut found = Vec::new();
    for span in &line.spans {
        let width = u16::try_from(text::width(&span.text)).unwrap_or(u16::MAX);
        let target = match span.link {
            Some(number) => Some(Target::Link(number)),
            None => (span.style.tone == Tone::Title).then_some(Target::Title),
        };
        found.extend(target.map(|target| (target, x, width)));
        x = x.saturating_add(width);
    }
    found
}
