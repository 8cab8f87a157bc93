//! The read timer: an article counts as read after it has been open for a while.

use std::time::Duration;

use crate::store::Reading;

use crate::app::App;
use crate::app::effect::{Effect, Job};

impl App {
    /// Updates which article is open, and starts its timer.
    pub(in crate::app) fn time_reading(&mut self) -> Vec<Effect> {
        let opened = self.visit.turn(self.reader.id(), self.is_reading());
        match (opened, self.read_after) {
            (Some((id, visit)), Some(after)) if self.store.reading(id) != Reading::Read => {
                if after == Duration::ZERO {
                    return self.mark_read(&[id]);
                }
                vec![Effect::Job(Job::StartReadTimer { visit, after })]
            }
            _ => Vec::new(),
        }
    }

    /// Marks the article of that visit as read, unless another has been opened since.
    pub(in crate::app) fn read_timer_elapsed(&mut self, visit: u32) -> Vec<Effect> {
        let Some(id) = self.visit.article(visit) else { return Vec::new() };
        let undone = self.steps.take_undone();
        let effects = self.mark_read(&[id]);
        self.steps.put_undone(undone);
        effects
    }
}
