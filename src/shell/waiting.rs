//! Batches of documents that have not been passed on. A batch that still grows is held back: each
//! costs an update and a frame however small it is, and while documents are read, the processors
//! are needed for that.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::app::Message;

/// A growing batch waits this many times as long as the previous batch took,
const SHARE: u32 = 12;
/// but never longer than this.
const LONGEST: Duration = Duration::from_millis(150);

/// Pending batches in order of arrival.
#[derive(Debug)]
pub(super) struct Waiting {
    batches: VecDeque<Message>,
    /// When a batch that still grows is passed on.
    due: Instant,
}

impl Waiting {
    pub(super) fn new() -> Self {
        Self { batches: VecDeque::new(), due: Instant::now() }
    }

    pub(super) fn push(&mut self, batch: Message) {
        self.batches.push_back(batch);
    }

    /// Time until the next batch is due; `None` if there are none.
    pub(super) fn due(&self) -> Option<Duration> {
        let first = self.batches.front()?;
        // A batch that another one follows no longer grows.
        let grows = self.batches.len() == 1 && !is_full(first);
        let rest = self.due.saturating_duration_since(Instant::now());
        Some(if grows { rest } else { Duration::ZERO })
    }

    /// Returns the next batch that is due.
    pub(super) fn take(&mut self) -> Option<Message> {
        self.due().filter(Duration::is_zero).and_then(|_| self.batches.pop_front())
    }

    /// Records the time that batches and the frame after them took.
    pub(super) fn spent(&mut self, time: Duration) {
        self.due = Instant::now() + LONGEST.min(time * SHARE);
    }
}

fn is_full(message: &Message) -> bool {
    matches!(message, Message::Loaded { batch, .. } if batch.is_full())
}
