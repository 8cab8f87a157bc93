//! Watching files and folders after the load: additions, changes and deletions are sent as they
//! happen, in batches that take back the articles sent before.

mod changes;
mod inventory;
mod rescan;
mod watcher;

#[cfg(test)]
mod tests;

pub(super) use inventory::Inventory;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender as Outbox};
use std::time::{Duration, Instant};

use crate::article::Pool;
use crate::config::Watch;

use super::batch::Sender;
use super::cache::Roots;
use super::{Paths, walk};

use changes::Changes;
use watcher::FolderWatcher;

/// Polling interval where the system does not report changes. Polling never uses more than a
/// twentieth of the time.
const POLL: Duration = Duration::from_secs(1);
const SHARE: u32 = 20;
/// Interval between checks for a folder that has disappeared.
const ABSENCE: Duration = Duration::from_secs(1);

const WRITING: Duration = Duration::from_secs(2);

/// Messages to a watcher.
#[derive(Debug)]
pub(super) enum Nudge {
    /// The system reported a change.
    Told(notify::Result<notify::Event>),
    /// Something that the system does not report may have changed.
    Look,
    /// Rescan everything and report when that is complete.
    Rescan,
    /// Switch to another way of noticing changes.
    Use(Watch),
    /// Stop watching.
    End,
}

/// Controls a watcher from elsewhere.
#[derive(Clone, Debug)]
pub struct WatchHandle(Outbox<Nudge>);

impl WatchHandle {
    /// Suggests a good moment to check what the system does not report, such as the targets of
    /// links. Costs nothing if there are none.
    pub fn look(&self) {
        // If the watcher has ended, there is nothing to check.
        let _ = self.0.send(Nudge::Look);
    }

    /// Requests a rescan of everything, whatever the system has reported; its last batch is marked
    /// as finished. Returns whether the watcher is still running.
    #[must_use]
    pub fn rescan(&self) -> bool {
        self.0.send(Nudge::Rescan).is_ok()
    }

    /// Switches to another way of noticing changes.
    pub fn watch(&self, watch: Watch) {
        // If the watcher has ended, there is nothing to switch.
        let _ = self.0.send(Nudge::Use(watch));
    }

    /// Stops the watcher.
    pub fn end(&self) {
        let _ = self.0.send(Nudge::End);
    }
}

/// The receiving end of a watcher's messages.
#[derive(Debug)]
pub struct WatchEvents {
    nudges: Receiver<Nudge>,
    /// The watcher's own sender.
    own: Outbox<Nudge>,
}

/// Creates the receiving end and a handle that reaches it.
#[must_use]
pub fn ear() -> (WatchHandle, WatchEvents) {
    let (own, nudges) = mpsc::channel();
    (WatchHandle(own.clone()), WatchEvents { nudges, own })
}

/// Files and folders that have been loaded and can be watched.
pub struct Watcher<'a> {
    given: Vec<PathBuf>,
    /// Patterns of what is left out.
    ignore: Vec<String>,
    roots: Roots,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    batches: Sender<'a>,
    inventory: Inventory,
    /// The longest pause expected while a program is writing a file.
    writing: Duration,
}

/// The outcome of waiting for messages.
enum Heard {
    /// A rescan is due.
    Due,
    /// Like [`Nudge::Use`].
    Use(Watch),
    End,
}

impl<'a> Watcher<'a> {
    pub(super) fn new(
        paths: Paths,
        inventory: Inventory,
        pool: &'a Pool,
        stop: &'a AtomicBool,
        batches: Sender<'a>,
    ) -> Self {
        let given = walk::roots(&paths.roots);
        let roots = Roots::new(&given);
        let ignore = paths.ignore;
        Self { given, ignore, roots, pool, stop, batches, inventory, writing: WRITING }
    }

    /// Watches until a message or `stop` ends it; with [`Watch::Off`] it only checks on request.
    /// `note` is called when the system's notifications are unavailable.
    pub fn follow(mut self, watch: Watch, ear: &WatchEvents, note: &dyn Fn(String)) {
        let mut next = Some(watch);
        while let Some(watch) = next {
            // Input other than files cannot change.
            let watch = if self.given.is_empty() { Watch::Off } else { watch };
            next = self.follow_by(&FolderWatcher::new(watch, &ear.own), ear, note);
        }
    }

    /// Watches in this way until another one is requested, which it returns, or until the end.
    fn follow_by(
        &mut self,
        watcher: &FolderWatcher,
        ear: &WatchEvents,
        note: &dyn Fn(String),
    ) -> Option<Watch> {
        let mut changes = Changes::default();
        if !watcher.is_off() {
            // Rescan once, since nothing was watched during the load.
            changes.expect_everything(Instant::now());
        }
        loop {
            match self.listen(ear, &mut changes) {
                Heard::Due => {}
                Heard::Use(watch) => return Some(watch),
                Heard::End => return None,
            }
            let due = changes.take_due();
            let (began, asked) = (Instant::now(), due.asked);
            let unfinished = self.look(due, watcher);
            let took = began.elapsed();
            if let Some(cause) = watcher.give_up() {
                note(cause);
            }
            for (path, after) in unfinished {
                changes.expect(path, Instant::now() + after);
            }
            if self.inventory.lacks_root && !watcher.is_off() {
                changes.expect_everything(Instant::now() + ABSENCE);
            } else if watcher.polls() {
                changes.expect_everything(Instant::now() + POLL.max(took * SHARE));
            }
            if asked && !self.stop.load(Ordering::Relaxed) {
                self.batches.finish();
            }
        }
    }

    /// Collects changes until a rescan is due.
    fn listen(&self, ear: &WatchEvents, changes: &mut Changes) -> Heard {
        while !self.stop.load(Ordering::Relaxed) {
            let heard = match changes.due() {
                Some(due) => ear.nudges.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => ear.nudges.recv().map_err(RecvTimeoutError::from),
            };
            match heard {
                Ok(Nudge::Told(told)) => changes.hear(told, &self.roots),
                Ok(Nudge::Look) if self.inventory.has_links => changes.add_everything(),
                Ok(Nudge::Look) => {}
                Ok(Nudge::Rescan) => {
                    changes.ask();
                    return Heard::Due;
                }
                Ok(Nudge::Use(watch)) => return Heard::Use(watch),
                Err(RecvTimeoutError::Timeout) => return Heard::Due,
                Ok(Nudge::End) | Err(RecvTimeoutError::Disconnected) => return Heard::End,
            }
        }
        Heard::End
    }
}
