//! Batches of documents that have not been passed on. One that still grows is given time: each
//! costs an update and a frame however little is in it, and while documents are read, the
//! processors are needed for that.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::app::Message;

/// After a batch that still grew, the next such is waited for so many times as long as the one
/// before took,
const SHARE: u32 = 12;
/// but never for longer than this.
const LONGEST: Duration = Duration::from_millis(150);

/// Batches in the order in which they came.
#[derive(Debug)]
pub(super) struct Waiting {
    batches: VecDeque<Message>,
    /// When one that still grows is passed on.
    due: Instant,
}

impl Waiting {
    pub(super) fn new() -> Self {
        Self { batches: VecDeque::new(), due: Instant::now() }
    }

    pub(super) fn push(&mut self, batch: Message) {
        self.batches.push_back(batch);
    }

    /// In how long there is one to be passed on; none where nothing waits.
    pub(super) fn due(&self) -> Option<Duration> {
        let first = self.batches.front()?;
        // One that another follows grows no more.
        let grows = self.batches.len() == 1 && !is_full(first);
        let rest = self.due.saturating_duration_since(Instant::now());
        Some(if grows { rest } else { Duration::ZERO })
    }

    /// The next one that is to be passed on now.
    pub(super) fn take(&mut self) -> Option<Message> {
        self.due().filter(Duration::is_zero).and_then(|_| self.batches.pop_front())
    }

    /// Batches and the frame after them took so long.
    pub(super) fn spent(&mut self, time: Duration) {
        self.due = Instant::now() + LONGEST.min(time * SHARE);
    }
}

fn is_full(message: &Message) -> bool {
    matches!(message, Message::Loaded { batch, .. } if batch.is_full())
}
