//! The mouse: what a click means where it lands, and the wheel, which scrolls what is under it and
//! chooses nothing.

use ratatui::layout::Position;

use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::overlays::overlay::{Overlay, PROBLEM_ROWS, menu_area};
use crate::app::panes::layout::{Focus, inner, overlay as overlay_area};
use crate::app::{App, Status};

/// What the mouse did, and on which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub motion: Motion,
    /// From 0, from the left.
    pub column: u16,
    /// From 0, from the top.
    pub row: u16,
}

/// What a mouse can do. Other buttons than the left one do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// Lines that the wheel scrolls at a time.
const WHEEL: isize = 3;

impl App {
    pub(in crate::app) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.motion {
            Motion::WheelUp => self.wheel(at, -WHEEL),
            Motion::WheelDown => self.wheel(at, WHEEL),
            Motion::Drag if self.dragging => self.put_divider(at.x.saturating_add(1)),
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

    /// Selects a row; the selected one is opened beside the list.
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

    /// As Enter does there.
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

    /// A click while something lies over the panes: on a choice it takes it, beside the box it
    /// closes it. Where one types, nothing is lost by a click.
    fn click_in_front(&mut self, at: Position) -> Vec<Effect> {
        let screen = self.layout.screen;
        match self.overlays.last() {
            Some(Overlay::Menu(menu)) if menu_area(menu, screen).contains(at) => {
                return self.click_choice(at);
            }
            Some(Overlay::Problems(_)) if overlay_area(screen).contains(at) => {
                return self.click_problem(at);
            }
            Some(Overlay::Help(_) | Overlay::File(_) | Overlay::Said(_))
                if overlay_area(screen).contains(at) => {}
            Some(Overlay::Prompt(_) | Overlay::Phrase(_) | Overlay::Palette(_)) | None => {}
            Some(Overlay::Confirm(_)) => self.status = Status::warning("press y or n"),
            Some(_) => {
                self.overlays.pop();
            }
        }
        Vec::new()
    }

    fn click_choice(&mut self, at: Position) -> Vec<Effect> {
        let screen = self.layout.screen;
        let Some(Overlay::Menu(menu)) = self.overlays.last_mut() else { return Vec::new() };
        let first = inner(menu_area(menu, screen)).y + u16::from(menu.typed.is_some());
        let line = at.y.checked_sub(first).map(|line| menu.cursor.top + usize::from(line));
        let Some(line) = line.filter(|line| *line < menu.shown.len()) else { return Vec::new() };
        menu.cursor.point(line, menu.shown.len());
        let choice = menu.selected().map(|item| item.choice.clone());
        choice.map(|choice| self.take_choice(choice)).unwrap_or_default()
    }

    /// Selects a problem; of the selected one the file is shown.
    fn click_problem(&mut self, at: Position) -> Vec<Effect> {
        let first = inner(overlay_area(self.layout.screen)).y;
        let count = self.complaints.len();
        let Some(Overlay::Problems(cursor)) = self.overlays.last_mut() else { return Vec::new() };
        let line = at.y.checked_sub(first).map(|line| usize::from(line) / PROBLEM_ROWS);
        let Some(row) = line.map(|line| cursor.top + line).filter(|row| *row < count) else {
            return Vec::new();
        };
        if row == cursor.at {
            return self.show_file();
        }
        cursor.point(row, count);
        Vec::new()
    }

    fn wheel(&mut self, at: Position, lines: isize) {
        let layout = self.layout;
        let (down, screen, problems) = (lines > 0, layout.screen, self.complaints.len());
        if let Some(front) = self.overlays.last_mut() {
            let action = if down { Action::Down } else { Action::Up };
            let steps =
                if matches!(front, Overlay::Problems(_)) { 1 } else { lines.unsigned_abs() };
            front.step(action, steps, screen, problems, &self.keymap);
        } else if layout.list.contains(at) {
            // As many screen rows whatever a row takes.
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
