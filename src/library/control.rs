//! The caller's part of a sync: the clock, waiting, cancellation, and progress reports.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::event::SyncEvent;

/// The caller's hooks of a running sync; called from several threads.
#[derive(Clone, Copy)]
pub struct SyncControl<'a> {
    /// The clock.
    pub now: &'a (dyn Fn() -> Timestamp + Sync),
    /// Waits, for at most a tenth of a second at a time.
    pub wait: &'a (dyn Fn(Duration) + Sync),
    /// Ends the sync once it is set. Feeds that were fetched until then are stored.
    pub stop: &'a AtomicBool,
    /// Receives progress, one event at a time.
    pub report: &'a (dyn Fn(SyncEvent) + Sync),
}

impl<'a> SyncControl<'a> {
    /// Uses the clock of the computer.
    #[must_use]
    pub fn new(stop: &'a AtomicBool, report: &'a (dyn Fn(SyncEvent) + Sync)) -> Self {
        Self { now: &Timestamp::now, wait: &thread::sleep, stop, report }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Which feeds a sync requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncScope {
    /// Those that are due.
    Due,
    /// Those whose last response may be stale: nothing is requested again within an hour, or as
    /// long as its server says that the response is fresh.
    Stale,
    /// Those of them that have these addresses, as written or masked.
    StaleOf(Vec<String>),
    /// All that are not paused, except those that were just fetched, which are held back.
    All,
    /// Those with these addresses, as written or masked, even if they are paused or failing; what was
    /// just fetched is held back.
    Only(Vec<String>),
}

impl SyncScope {
    /// Whether feeds that were fetched a short time ago are left out without a word.
    pub(super) fn is_stale(&self) -> bool {
        matches!(self, Self::Stale | Self::StaleOf(_))
    }
}
