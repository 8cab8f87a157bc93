//! Mouse handling: what a click does depends on its position; the wheel scrolls what is under it
//! without changing the selection.

use ratatui::layout::Position;

use crate::app::effect::Effect;
use crate::app::input::mouse::{Motion, Mouse};
use crate::app::panes::layout::{Focus, inner};
use crate::app::panes::sidebar::SidebarRow;
use crate::app::{App, Status};

/// Lines scrolled per wheel step.
const WHEEL: isize = 3;
/// Width of the fold sign at the start of a topic's row.
const SIGN: u16 = 3;

impl App {
    pub(in crate::app) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.motion {
            Motion::WheelUp => self.wheel(at, -WHEEL),
            Motion::WheelDown => self.wheel(at, WHEEL),
            Motion::Drag if self.dragging => self.put_divider(at.x),
            Motion::Release if std::mem::take(&mut self.dragging) => return self.keep_divider(),
            Motion::Drag | Motion::Release => {}
            Motion::Press => return self.click(at),
        }
        Vec::new()
    }

    fn click(&mut self, at: Position) -> Vec<Effect> {
        self.status = Status::Quiet;
        self.count = None;
        self.dragging = false;
        if !self.overlays.is_empty() {
            return self.click_in_front(at);
        }
        let layout = self.layout;
        if layout.is_divider(at) {
            self.dragging = true;
        } else if layout.header.contains(at) {
            self.click_tab(at);
        } else if layout.sidebar.contains(at) {
            self.click_sidebar(at);
        } else if layout.list.contains(at) {
            self.click_row(at);
        } else if layout.related.contains(at) {
            return self.click_related(at);
        } else if layout.article.contains(at) {
            return self.click_page(at);
        }
        Vec::new()
    }

    fn click_tab(&mut self, at: Position) {
        let tab = self.header().tabs.into_iter().find(|tab| tab.place.contains(at));
        if let Some(tab) = tab {
            self.turn_to(tab.view);
        }
    }

    /// Selects a row; a click on the selected row opens its article.
    fn click_row(&mut self, at: Position) {
        let inside = inner(self.layout.list);
        let line = usize::from(at.y.saturating_sub(inside.y) / self.layout.row_height.max(1));
        let row = self.list.cursor.top + line;
        let hit = inside.contains(at) && self.layout.list_row(line).is_some();
        if hit && row < self.list.rows().len() {
            if self.focus == Focus::List && row == self.list.cursor.at {
                return self.forward();
            }
            self.focus = Focus::List;
            self.list.point(row, &self.store);
        }
        self.focus = Focus::List;
        self.choose();
    }

    /// Shows the view, topic or feed of the row; a click on the sign of a topic folds it.
    fn click_sidebar(&mut self, at: Position) {
        let inside = inner(self.layout.sidebar);
        self.focus = Focus::Sidebar;
        let row = self.sidebar.cursor.top + usize::from(at.y.saturating_sub(inside.y));
        if !inside.contains(at) || !self.sidebar.point(row) {
            return;
        }
        let is_topic = matches!(self.sidebar.selected(), Some(SidebarRow::Topic(_)));
        if is_topic && at.x < inside.x + SIGN {
            self.sidebar.toggle_topic();
        } else {
            self.enter();
        }
    }

    /// Follows the link, as Enter does in the related pane.
    fn click_related(&mut self, at: Position) -> Vec<Effect> {
        let inside = inner(self.layout.related);
        let line = usize::from(at.y.saturating_sub(inside.y) / self.layout.related_height.max(1));
        let row = self.related.cursor.top + line;
        self.focus = Focus::Related;
        if !inside.contains(at) || row >= self.related.items.len() {
            self.choose();
            return Vec::new();
        }
        self.related.cursor.point(row, self.related.items.len());
        self.follow()
    }

    fn click_page(&mut self, at: Position) -> Vec<Effect> {
        if self.reader.id().is_none() {
            return Vec::new();
        }
        self.focus = Focus::Article;
        self.choose();
        match self.page_anchor_at(at) {
            Some(anchor) => self.open_anchor(anchor),
            None => Vec::new(),
        }
    }

    fn wheel(&mut self, at: Position, lines: isize) {
        let layout = self.layout;
        if !self.overlays.is_empty() {
            self.wheel_in_front(lines > 0);
        } else if layout.sidebar.contains(at) {
            let rows = self.sidebar.rows().len();
            self.sidebar.cursor.scroll(lines, rows, layout.sidebar_rows());
        } else if layout.list.contains(at) {
            // Scrolls the same number of screen lines, whatever the height of a row.
            let rows = lines / isize::try_from(layout.row_height.max(1)).unwrap_or(1);
            let rows = if rows == 0 { lines.signum() } else { rows };
            self.list.cursor.scroll(rows, self.list.rows().len(), layout.list_rows());
        } else if layout.related.contains(at) {
            let rows = if layout.related_height > 1 { lines.signum() } else { lines };
            let items = self.related.items.len();
            self.related.cursor.scroll(rows, items, layout.related_rows());
        } else if layout.article.contains(at) {
            self.reader.step(lines, layout.article_rows());
        }
    }
}
