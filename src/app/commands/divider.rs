//! The divider between list and article, moved by dragging or with keys.

use crate::state::Record;

use crate::app::effect::{Effect, Job};
use crate::app::{App, Status};

/// Columns the divider moves per key press.
const STEP: isize = 2;

impl App {
    /// Moves the divider to the right by a number of steps.
    pub(in crate::app) fn widen_list(&mut self, steps: isize) -> Vec<Effect> {
        let Some(column) = self.layout.divider() else {
            self.status = Status::info("only one pane is shown");
            return Vec::new();
        };
        let columns = steps.saturating_mul(STEP).clamp(-1000, 1000);
        let by = i16::try_from(columns).unwrap_or(0);
        self.put_divider(column.saturating_add_signed(by));
        self.keep_divider()
    }

    /// Moves the divider to a column, as far as both panes stay usable.
    pub(in crate::app) fn put_divider(&mut self, column: u16) {
        self.split = Some(self.layout.share_of(column));
    }

    /// Saves the divider's position for later sessions.
    pub(in crate::app) fn keep_divider(&self) -> Vec<Effect> {
        let record = self.split.map(Record::Divider);
        record.map(|record| Effect::Job(Job::Keep(vec![record]))).into_iter().collect()
    }
}
