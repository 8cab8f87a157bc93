//! One row of the list: its marks, the headline, the facts at the end of its last line.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::App;
use crate::app::Focus;
use crate::app::headline_area;
use crate::article::Article;
use crate::store::Id;
use crate::store::Reading;
use crate::text;

use super::super::Theme;
use super::super::ground;
use super::super::links;
use super::super::pane;
use super::facts::{Columns, Facts};

/// Blank columns between a headline and the facts after it.
const GAP: usize = 2;
/// A narrower row of one line has room for the headline only.
const ONE_LINE_FACTS: usize = 24;

/// A visible row.
pub(super) struct Row<'a> {
    /// Its number in the list.
    pub(super) index: usize,
    pub(super) area: Rect,
    pub(super) facts: Facts<'a>,
    id: Id,
    article: &'a Article,
    app: &'a App,
}

impl<'a> Row<'a> {
    /// The row of an article, or of the story that it leads.
    pub(super) fn new(app: &'a App, id: Id, index: usize, area: Rect) -> Option<Self> {
        let article = app.store.get(app.list.face(id, &app.store))?;
        let text = headline_area(area, app.is_member(id));
        let facts = Facts::new(app, id, article, usize::from(text.width));
        Some(Self { index, area, facts, id, article, app })
    }

    fn is_selected(&self) -> bool {
        self.index == self.app.list.cursor.at
    }

    fn is_picked(&self) -> bool {
        let range = self.app.picked_range();
        self.app.picks.contains(self.id) || range.is_some_and(|range| range.contains(&self.index))
    }

    fn headline_style(&self, theme: &Theme) -> Style {
        match self.app.store.reading(self.id) {
            Reading::Unread => theme.bold(),
            _ if self.is_selected() => Style::new(),
            Reading::Seen | Reading::Read => theme.dim(),
        }
    }

    /// Writes a line of the headline, with search matches highlighted, as part of the article's
    /// link.
    fn write(&self, line: &str, area: Rect, theme: &Theme, buffer: &mut Buffer) {
        let mut spans = vec![Span::styled(line.to_owned(), self.headline_style(theme))];
        if let Some(searched) = &self.app.searched {
            spans = pane::highlighted(spans, &searched.highlights.ranges(line), theme.found());
        }
        pane::write(spans, area, 0, buffer);
        if theme.is_linked()
            && let Ok(url) = self.article.link()
        {
            links::mark(url.as_str(), pane::part(line, area, 0), buffer);
        }
    }
}

pub(super) fn draw_row(row: &Row<'_>, columns: &Columns, theme: &Theme, buffer: &mut Buffer) {
    let focused = row.app.focus == Focus::List;
    draw_margin(row, focused, theme, buffer);
    let area = headline_area(row.area, row.app.is_member(row.id));
    let width = usize::from(area.width);
    let title = &*row.article.title;
    let (first, rest) = if area.height > 1 { split(title, width) } else { ("", title) };
    let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    if area.height > 1 {
        row.write(first, Rect { height: 1, ..area }, theme, buffer);
    }
    let (rest, room) = match area.height {
        1 => on_one_line(rest, width, row.facts.whole(columns)),
        _ => on_two_lines(rest, width, &row.facts),
    };
    row.write(&rest, last, theme, buffer);
    pane::write_right(row.facts.fitted(room, columns, theme), last, 0, buffer);
    if row.is_selected() {
        ground::select(row.area, focused, theme, buffer);
    }
}

/// Draws the bar of the selected row, and the tick of a picked one or else the dot of an unread
/// one: a blank stays before the headline, whose weight shows whether it is unread.
fn draw_margin(row: &Row<'_>, focused: bool, theme: &Theme, buffer: &mut Buffer) {
    let bar = if focused { theme.selection() } else { theme.dim() };
    for line in 0..usize::from(row.area.height) {
        let sign = if row.is_selected() { "▌" } else { " " };
        pane::write(vec![Span::styled(sign, bar)], row.area, line, buffer);
    }
    let is_unread = row.app.store.reading(row.id) == Reading::Unread;
    let mark = match (row.is_picked(), is_unread) {
        (true, _) => Span::styled("✓", theme.accent()),
        (false, true) => Span::styled("●", theme.dim()),
        (false, false) => Span::raw(" "),
    };
    let beside = Rect { x: row.area.x + 1, width: row.area.width.saturating_sub(1), ..row.area };
    pane::write(vec![mark], beside, 0, buffer);
}

/// Splits a headline after what fits on its first line.
fn split(title: &str, width: usize) -> (&str, &str) {
    // Only what can be visible is wrapped: titles may be very long.
    let start = text::clip(title, width.saturating_mul(3));
    let mut lines = text::wrap(start, width).into_iter();
    let first = lines.next().and_then(|range| title.get(range)).unwrap_or_default();
    let rest = lines.next().and_then(|range| title.get(range.start..)).unwrap_or_default();
    (first, rest)
}

/// Divides a row of one line: what is shown of the headline, and the columns left for the facts,
/// which keep a third if they need as much.
fn on_one_line(title: &str, width: usize, facts: usize) -> (Cow<'_, str>, usize) {
    let least = if width < ONE_LINE_FACTS { 0 } else { facts.min(width / 3) };
    beside(title, width, least).unwrap_or_else(|| cut(title, width, least))
}

/// Divides the last of two lines: what is shown of the headline's rest, and the columns left for
/// the facts. They give way first, but a headline that is cut anyway leaves the date and the weight.
fn on_two_lines<'a>(rest: &'a str, width: usize, facts: &Facts<'_>) -> (Cow<'a, str>, usize) {
    beside(rest, width, facts.least().min(width / 2))
        .unwrap_or_else(|| cut(rest, width, facts.enough().min(width / 2)))
}

/// The whole text and the columns left beside it, if they are at least that many.
fn beside(text: &str, width: usize, least: usize) -> Option<(Cow<'_, str>, usize)> {
    let taken = text::width(text::clip(text, width + 1));
    let left = width.saturating_sub(taken + if taken > 0 { GAP } else { 0 });
    (left >= least).then_some((Cow::Borrowed(text), left))
}

/// The start of a text that leaves so many columns, and these.
fn cut(text: &str, width: usize, left: usize) -> (Cow<'_, str>, usize) {
    (text::fit(text, width.saturating_sub(left + GAP)), left)
}
