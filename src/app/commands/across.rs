//! Ways across an article that is open: from heading to heading, and sideways where something
//! is too wide.

use crate::app::{App, Status};

/// Columns that one key moves.
const STEP: usize = 8;

impl App {
    pub(in crate::app) fn step_heading(&mut self, forward: bool, count: usize) {
        if !self.is_open() {
            return;
        }
        let height = self.layout.article_rows();
        for _ in 0..count {
            if !self.reader.step_heading(forward, height) {
                let side = if forward { "below" } else { "above" };
                self.status = Status::info(format!("there is no heading {side}"));
                return;
            }
        }
        self.note_paged();
    }

    pub(in crate::app) fn move_sideways(&mut self, right: bool, count: usize) {
        if !self.is_open() {
            return;
        }
        let height = self.layout.article_rows();
        if self.reader.reach(height) == 0 {
            self.status = Status::info("nothing in sight is wider than the pane");
        }
        self.reader.move_sideways(right, STEP.saturating_mul(count), height);
    }

    /// Whether anything in sight is too wide.
    pub(crate) fn is_cut(&self) -> bool {
        !self.layout.article.is_empty() && self.reader.reach(self.layout.article_rows()) > 0
    }

    /// Whether the article is in sight; says so where it is not.
    fn is_open(&mut self) -> bool {
        let is_open = !self.layout.article.is_empty() && self.reader.id().is_some();
        if !is_open {
            self.status = Status::info("no article is open; l opens the one in the list");
        }
        is_open
    }
}
