//! Computes every width and height on the screen. Each pane receives its rectangle from here and
//! treats it as the whole screen.

mod boxes;

use ratatui::layout::{Position, Rect};

use crate::config::RowLines;

pub(crate) use boxes::{dialog, help, help_text, overlay, overlay_text, palette, popup};

/// Narrower screens show one pane at a time: two would cut most headlines. The sidebar then stands
/// in place of the list, and only while it has the focus.
const TWO_PANES: u16 = 100;
/// From this width on a related link takes one line when the pane shares the screen: there the
/// article needs the rows more.
const ONE_LINE: u16 = 64;
/// A narrower list or article would be unusable.
const MIN_LIST: u16 = 24;
const MIN_ARTICLE: u16 = 36;
/// The article gets this much at most, enough for lines of 80 columns; the list takes the rest.
const MAX_ARTICLE: u16 = 84;
/// A wider list separates headlines from their facts too far.
const MAX_LIST: u16 = 100;
/// On lower screens a row takes one line, so that more than a few of them are visible.
const TWO_LINES: u16 = 16;

/// The pane that has the keyboard focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Focus {
    Sidebar,
    #[default]
    List,
    Article,
    Related,
}

/// The inputs that determine how the screen is divided.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// The pane that has the keyboard focus.
    pub focus: Focus,
    /// Whether the article is shown alone.
    pub zen: bool,
    /// Number of related links.
    pub related: usize,
    /// Width of the list in thousandths of that of list and article, if the user has set it.
    pub split: Option<u16>,
    /// Whether the sidebar is to be shown.
    pub sidebar: bool,
    /// How many lines a row of the list takes.
    pub rows: RowLines,
}

/// The areas of the screen. Pane rectangles include their borders; an empty rectangle means that
/// the pane is hidden. Panes beside each other share one column, in which their borders meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole screen.
    pub screen: Rect,
    /// The top line.
    pub header: Rect,
    /// The sidebar.
    pub sidebar: Rect,
    /// The list.
    pub list: Rect,
    /// The article.
    pub article: Rect,
    /// The related links of the article.
    pub related: Rect,
    /// The bottom line.
    pub footer: Rect,
    /// Screen rows per article in the list, 1 or 2.
    pub row_height: u16,
    /// Screen rows per related link, 1 or 2.
    pub related_height: u16,
    /// Maximum text width of the article, in columns.
    pub longest: u16,
}

impl Layout {
    /// Divides a screen of `width` × `height`.
    #[must_use]
    pub fn new(width: u16, height: u16, shape: Shape) -> Self {
        let screen = Rect::new(0, 0, width, height);
        // On so low a screen every row goes to text.
        let bars = u16::from(height >= 5);
        let header = Rect::new(0, 0, width, bars);
        let footer = Rect::new(0, height - bars.min(height), width, bars);
        let middle = Rect::new(0, bars, width, height.saturating_sub(2 * bars));
        let mut layout = Self {
            screen,
            header,
            footer,
            row_height: row_height(shape.rows, middle),
            related_height: 1,
            longest: u16::MAX,
            ..Self::default()
        };
        if shape.zen {
            layout.article = middle;
        } else if width < TWO_PANES {
            match shape.focus {
                Focus::Sidebar => layout.sidebar = middle,
                Focus::List => layout.list = middle,
                Focus::Article => layout.article = middle,
                Focus::Related => {
                    layout.related = middle;
                    layout.related_height = related_height(middle, TWO_PANES);
                }
            }
        } else {
            layout.panes(middle, shape);
        }
        layout
    }

    /// Puts the sidebar to the left of the other panes, or in place of the list.
    fn panes(&mut self, middle: Rect, shape: Shape) {
        if !shape.sidebar {
            return self.two_panes(middle, shape);
        }
        self.sidebar = Rect { width: (middle.width / 6).clamp(24, 36), ..middle };
        self.two_panes(beside(self.sidebar, middle), shape);
    }

    fn two_panes(&mut self, middle: Rect, shape: Shape) {
        let Shape { focus, related, .. } = shape;
        // The column that the two share counts for both.
        let columns = middle.width + 1;
        let left = match shape.split {
            None => columns.div_ceil(2).max(columns.saturating_sub(MAX_ARTICLE)).min(MAX_LIST),
            Some(split) => in_columns(split, columns).clamp(MIN_LIST, columns - MIN_ARTICLE),
        };
        self.list = Rect { width: left, ..middle };
        let right = beside(self.list, middle);
        self.related_height = related_height(right, ONE_LINE);
        let wanted = u16::try_from(related)
            .unwrap_or(u16::MAX)
            .saturating_mul(self.related_height)
            .saturating_add(2);
        let below =
            if related == 0 || right.height < 8 { 0 } else { wanted.min(right.height * 2 / 5) };
        if below == 0 && focus == Focus::Related {
            // Too low for both: only the focused one is shown.
            self.related = right;
            return;
        }
        self.article = Rect { height: right.height - below, ..right };
        self.related = Rect { y: right.bottom() - below, height: below, ..right };
    }

    /// Area of a list row, counted from the first visible one.
    #[must_use]
    pub(crate) fn list_row(&self, line: usize) -> Option<Rect> {
        row(self.list, self.row_height, line)
    }

    /// Area of a row of the sidebar, counted from the first visible one.
    #[must_use]
    pub(crate) fn sidebar_row(&self, line: usize) -> Option<Rect> {
        row(self.sidebar, 1, line)
    }

    /// Area of a related link, counted from the first visible one.
    #[must_use]
    pub(crate) fn related_row(&self, line: usize) -> Option<Rect> {
        row(self.related, self.related_height, line)
    }

    /// The column that list and article share, if both are shown.
    pub(in crate::app) fn divider(&self) -> Option<u16> {
        let beside = !(self.article.is_empty() && self.related.is_empty());
        (beside && !self.list.is_empty()).then(|| self.list.right() - 1)
    }

    /// Whether a cell belongs to the divider between list and article.
    pub(in crate::app) fn is_divider(&self, at: Position) -> bool {
        let middle = self.list.top()..self.list.bottom();
        self.divider() == Some(at.x) && middle.contains(&at.y)
    }

    /// The share, in thousandths of list and article, of a list whose divider is column `divider`.
    pub(in crate::app) fn share_of(&self, divider: u16) -> u16 {
        let columns = (self.screen.width + 1).saturating_sub(self.list.x).max(1);
        let width = (divider + 1).saturating_sub(self.list.x);
        let most = columns.saturating_sub(MIN_ARTICLE).max(MIN_LIST);
        let share = u32::from(width.clamp(MIN_LIST, most)) * 1000 / u32::from(columns);
        u16::try_from(share).unwrap_or(1000)
    }

    /// Number of articles that fit in the list.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        usize::from(rows_in(self.list) / self.row_height.max(1))
    }

    /// Number of rows that fit in the sidebar.
    #[must_use]
    pub fn sidebar_rows(&self) -> usize {
        usize::from(rows_in(self.sidebar))
    }

    /// Number of article lines that fit.
    #[must_use]
    pub fn article_rows(&self) -> usize {
        usize::from(rows_in(self.article))
    }

    /// Number of related links that fit.
    #[must_use]
    pub fn related_rows(&self) -> usize {
        usize::from(rows_in(self.related) / self.related_height.max(1))
    }

    /// Text width of the article; at least 1, even if it is hidden.
    #[must_use]
    pub fn text_width(&self) -> u16 {
        let hidden = self.article.is_empty();
        let pane = if hidden { self.screen } else { self.article };
        text_area(pane, self.longest).width.max(1)
    }

    /// Area of the article's text.
    #[must_use]
    pub fn text(&self) -> Rect {
        text_area(self.article, self.longest)
    }
}

/// The rest of `middle` to the right of a pane, from the column that both share.
fn beside(pane: Rect, middle: Rect) -> Rect {
    let x = pane.right().saturating_sub(1);
    Rect { x, width: middle.right() - x, ..middle }
}

/// Converts thousandths of a width to columns. Inverse of [`Layout::share_of`].
fn in_columns(split: u16, width: u16) -> u16 {
    let columns = (u32::from(split) * u32::from(width)).div_ceil(1000);
    u16::try_from(columns).unwrap_or(width)
}

/// Puts provider, age and quality on a second line where a single line would leave no room for the
/// title.
fn related_height(pane: Rect, one_line: u16) -> u16 {
    if pane.width < one_line && pane.height >= 8 { 2 } else { 1 }
}

fn rows_in(pane: Rect) -> u16 {
    if pane.is_empty() { 0 } else { inner(pane).height }
}

fn row_height(rows: RowLines, middle: Rect) -> u16 {
    match rows {
        RowLines::One => 1,
        RowLines::Auto if middle.height < TWO_LINES => 1,
        RowLines::Auto | RowLines::Two => 2,
    }
}

/// Rectangle of row `line`, `height` screen rows high; `None` below the pane.
fn row(pane: Rect, height: u16, line: usize) -> Option<Rect> {
    let inside = inner(pane);
    let y = u16::try_from(line).ok()?.checked_mul(height)?.checked_add(inside.y)?;
    let row = Rect { y, height, ..inside }.intersection(inside);
    (!row.is_empty()).then_some(row)
}

/// Text area of a list row: right of the marks, and indented further below the lead of its story.
#[must_use]
pub(crate) fn headline_area(row: Rect, is_member: bool) -> Rect {
    let margin = (if is_member { 5 } else { 3 }).min(row.width);
    let padding = u16::from(row.width >= 10);
    Rect { x: row.x + margin, width: row.width - margin - padding, ..row }
}

/// Area inside the border; tiny panes have no border.
#[must_use]
pub(crate) fn inner(pane: Rect) -> Rect {
    if pane.width < 8 || pane.height < 3 {
        return pane;
    }
    Rect { x: pane.x + 1, y: pane.y + 1, width: pane.width - 2, height: pane.height - 2 }
}

/// Text area of a pane: a blank column on each side, at most `longest` columns, centred.
fn text_area(pane: Rect, longest: u16) -> Rect {
    let inside = inner(pane);
    let padding = u16::from(inside.width >= 10);
    let room = inside.width - 2 * padding;
    let width = room.min(longest);
    Rect { x: inside.x + padding + (room - width) / 2, width, ..inside }
}

#[cfg(test)]
mod tests;
