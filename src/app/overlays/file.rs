//! Preview of the start of a file that has a problem, scrolled to the place of the problem.

use std::path::Path;

use ratatui::layout::Position;

use crate::problem::Problem;

use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::panes::layout;

/// A file preview.
#[derive(Debug)]
pub struct FileHead {
    /// The problem in the file.
    pub problem: Problem,
    /// Sanitized lines, or why the file cannot be read; `None` until it has been read.
    pub lines: Option<Result<Vec<String>, Problem>>,
    /// The first visible line.
    pub scroll: usize,
}

impl FileHead {
    /// Previews the file of a problem; the file is yet to be read.
    pub(in crate::app) fn of(problem: Problem) -> Self {
        Self { problem, lines: None, scroll: 0 }
    }
}

impl Layer for FileHead {
    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.scroll = self.scroll.saturating_add_signed(rows);
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        if layout::overlay(context.screen).contains(at) { Answer::Stay } else { Answer::Close }
    }

    fn receive_head(&mut self, path: &Path, lines: &Result<Vec<String>, Problem>) {
        if path == self.problem.path {
            let line = self.problem.line.map_or(0, |line| line as usize);
            self.lines = Some(lines.clone());
            self.scroll = line.saturating_sub(5);
        }
    }

    fn settle(&mut self, _: &Context<'_>) {
        let lines = self.lines.as_ref().and_then(|lines| lines.as_ref().ok());
        let last = lines.map_or(0, |lines| lines.len().saturating_sub(1));
        self.scroll = self.scroll.min(last);
    }
}
