//! Files and folders that are followed after they were loaded: what comes, changes and goes
//! is told as it happens, in batches that take back what was said before.

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
use super::walk;

use changes::Changes;
use watcher::FolderWatcher;

/// Where the system tells nothing of changes, the files are looked at so often, and
/// then never for more than a twentieth of the time.
const POLL: Duration = Duration::from_secs(1);
const SHARE: u32 = 20;
/// A folder that has gone is waited for so long between two looks.
const ABSENCE: Duration = Duration::from_secs(1);

const WRITING: Duration = Duration::from_secs(2);

/// What a watcher listens to.
#[derive(Debug)]
pub(super) enum Nudge {
    /// The system tells of a change.
    Told(notify::Result<notify::Event>),
    /// Something that nobody tells of may have changed.
    Look,
    /// Everything is to be looked at, and the end of that told.
    Rescan,
    /// Changes are noticed in another way from now on.
    Use(Watch),
    /// To be followed no longer.
    End,
}

/// Reaches a watcher from elsewhere.
#[derive(Clone, Debug)]
pub struct WatchHandle(Outbox<Nudge>);

impl WatchHandle {
    /// Now is a good moment to look for what the system tells nobody of, as it does of what is
    /// behind links; costs nothing where there is nothing of that kind.
    pub fn look(&self) {
        // Where the watcher has ended, nobody has to look.
        let _ = self.0.send(Nudge::Look);
    }

    /// Has everything looked at, whatever the system told; the batch with the last of it says that
    /// it is finished. Returns whether anybody does.
    #[must_use]
    pub fn rescan(&self) -> bool {
        self.0.send(Nudge::Rescan).is_ok()
    }

    /// Changes are noticed like that from now on.
    pub fn watch(&self, watch: Watch) {
        // Where the watcher has ended, nobody has to notice any.
        let _ = self.0.send(Nudge::Use(watch));
    }

    /// Ends it.
    pub fn end(&self) {
        let _ = self.0.send(Nudge::End);
    }
}

/// What a watcher hears with.
#[derive(Debug)]
pub struct WatchEvents {
    nudges: Receiver<Nudge>,
    /// For the watcher.
    own: Outbox<Nudge>,
}

/// A new ear, and what reaches it.
#[must_use]
pub fn ear() -> (WatchHandle, WatchEvents) {
    let (own, nudges) = mpsc::channel();
    (WatchHandle(own.clone()), WatchEvents { nudges, own })
}

/// Files and folders that have been loaded and can be followed.
pub struct Watcher<'a> {
    given: Vec<PathBuf>,
    roots: Roots,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    batches: Sender<'a>,
    inventory: Inventory,
    /// Whoever writes a file does not pause for longer than this in the middle of it.
    writing: Duration,
}

/// What follows from what was heard.
enum Heard {
    /// It is time to look.
    Due,
    /// As [`Nudge::Use`].
    Use(Watch),
    End,
}

impl<'a> Watcher<'a> {
    pub(super) fn new(
        paths: &[PathBuf],
        inventory: Inventory,
        pool: &'a Pool,
        stop: &'a AtomicBool,
        batches: Sender<'a>,
    ) -> Self {
        let given = walk::roots(paths);
        let roots = Roots::new(&given);
        Self { given, roots, pool, stop, batches, inventory, writing: WRITING }
    }

    /// Follows until it is nudged to end, or told by `stop`; with [`Watch::Off`] it only looks
    /// where it is asked to. `note` is called where it has to do without the help of the system.
    pub fn follow(mut self, watch: Watch, ear: &WatchEvents, note: &dyn Fn(String)) {
        let mut next = Some(watch);
        while let Some(watch) = next {
            // What is no file cannot change.
            let watch = if self.given.is_empty() { Watch::Off } else { watch };
            next = self.follow_by(&FolderWatcher::new(watch, &ear.own), ear, note);
        }
    }

    /// Follows with this help until another is asked for, which it returns, or the end.
    fn follow_by(
        &mut self,
        watcher: &FolderWatcher,
        ear: &WatchEvents,
        note: &dyn Fn(String),
    ) -> Option<Watch> {
        let mut changes = Changes::default();
        if !watcher.is_off() {
            // Once everything, as nobody listened while it was loaded.
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

    /// Gathers changes until a look at them is due.
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
