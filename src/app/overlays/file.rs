//! The start of a file with a problem in it, turned to the place of the problem.

use std::path::Path;

use ratatui::layout::Position;

use crate::problem::Problem;

use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::panes::layout;

/// The start of a file.
#[derive(Debug)]
pub struct FileHead {
    /// What is wrong with it.
    pub problem: Problem,
    /// Clean lines, or why there are none; `None` until it has been read.
    pub lines: Option<Result<Vec<String>, Problem>>,
    /// The first line in sight.
    pub scroll: usize,
}

impl FileHead {
    /// That of the file of a problem, which has still to be read.
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
