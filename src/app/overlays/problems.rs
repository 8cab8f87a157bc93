//! The list of problems; the file of the selected one can be previewed.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::problem::Problem;

use crate::app::action::Action;
use crate::app::overlays::layer::{Answer, Context, Layer, rows_of};
use crate::app::overlays::request::Request;
use crate::app::panes::cursor::Cursor;
use crate::app::panes::layout;

/// Screen rows per problem.
pub(crate) const PROBLEM_ROWS: usize = 4;

/// The list of problems.
#[derive(Debug, Default)]
pub struct Problems {
    /// The selected row.
    pub cursor: Cursor,
    /// The selected problem: it stays selected while others come and go.
    selected: Option<Arc<Problem>>,
}

impl Problems {
    fn show_file(&self, context: &Context<'_>) -> Answer {
        let problem = context.diagnostics.get(self.cursor.at).cloned();
        problem.map_or(Answer::Stay, |problem| Answer::Do(Request::ShowFile(problem)))
    }
}

impl Layer for Problems {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Answer {
        match action {
            Action::Problems => Answer::Close,
            Action::Forward | Action::Follow => self.show_file(context),
            _ => Answer::Pass,
        }
    }

    fn step(&mut self, rows: isize, context: &Context<'_>) {
        self.cursor.step(rows, context.diagnostics.len());
        self.selected = context.diagnostics.get(self.cursor.at).cloned();
    }

    fn page(&self, screen: Rect) -> usize {
        rows_of(screen) / PROBLEM_ROWS
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        let area = layout::overlay(context.screen);
        if !area.contains(at) {
            return Answer::Close;
        }
        let count = context.diagnostics.len();
        let line = at.y.checked_sub(layout::inner(area).y).map(usize::from);
        let row = line.map(|line| self.cursor.top + line / PROBLEM_ROWS);
        let Some(row) = row.filter(|row| *row < count) else { return Answer::Stay };
        if row == self.cursor.at {
            return self.show_file(context);
        }
        self.cursor.point(row, count);
        self.selected = context.diagnostics.get(row).cloned();
        Answer::Stay
    }

    fn wheel(&self) -> isize {
        1
    }

    fn settle(&mut self, context: &Context<'_>) {
        let diagnostics = context.diagnostics;
        let is_there = |selected: &Arc<Problem>| {
            diagnostics.get(self.cursor.at).is_some_and(|here| Arc::ptr_eq(here, selected))
        };
        let moved = self.selected.as_ref().filter(|selected| !is_there(selected));
        if let Some(row) = moved.and_then(|selected| diagnostics.row(selected)) {
            self.cursor.moved_to(row);
        }
        self.cursor.settle(diagnostics.len(), self.page(context.screen).max(1));
        self.selected = diagnostics.get(self.cursor.at).cloned();
    }
}
