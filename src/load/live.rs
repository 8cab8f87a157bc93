//! Files and folders that are followed after they were loaded: what comes, changes and goes
//! is told as it happens, in batches that take back what was said before.

mod changes;
mod inventory;
mod look;
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
use watcher::Watcher;

/// Where the system tells nothing of changes, the files are looked at so often, and
/// then never for more than a twentieth of the time.
const POLL: Duration = Duration::from_secs(1);
const SHARE: u32 = 20;
/// A folder that has gone is waited for so long between two looks.
const ABSENCE: Duration = Duration::from_secs(1);

const WRITING: Duration = Duration::from_secs(2);

/// What a follower listens to.
#[derive(Debug)]
pub(super) enum Nudge {
    /// The system tells of a change.
    Told(notify::Result<notify::Event>),
    /// Something that nobody tells of may have changed.
    Look,
    /// To be followed no longer.
    End,
}

/// Reaches a follower from elsewhere.
#[derive(Clone, Debug)]
pub struct Nudger(Outbox<Nudge>);

impl Nudger {
    /// Now is a good moment to look for what the system tells nobody of, as it does of what is
    /// behind links; costs nothing where there is nothing of that kind.
    pub fn look(&self) {
        // Where the follower has ended, nobody has to look.
        let _ = self.0.send(Nudge::Look);
    }

    /// Ends it.
    pub fn end(&self) {
        let _ = self.0.send(Nudge::End);
    }
}

/// What a follower hears with.
#[derive(Debug)]
pub struct Ear {
    nudges: Receiver<Nudge>,
    /// For the watcher.
    own: Outbox<Nudge>,
}

/// A new ear, and what reaches it.
#[must_use]
pub fn ear() -> (Nudger, Ear) {
    let (own, nudges) = mpsc::channel();
    (Nudger(own.clone()), Ear { nudges, own })
}

/// Files and folders that have been loaded and can be followed.
pub struct Follower<'a> {
    given: Vec<PathBuf>,
    roots: Roots,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    batches: Sender<'a>,
    inventory: Inventory,
    /// Whoever writes a file does not pause for longer than this in the middle of it.
    writing: Duration,
}

impl<'a> Follower<'a> {
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

    /// Follows until it is nudged to end, or told by `stop`. `note` is called where it has to
    /// do without the help of the system.
    pub fn follow(mut self, watch: Watch, ear: &Ear, note: &dyn Fn(String)) {
        let watcher = Watcher::new(watch, &ear.own);
        let mut changes = Changes::default();
        // Once everything, as nobody listened while it was loaded.
        let mut due = Changes::everything();
        loop {
            let began = Instant::now();
            let unfinished = self.look(due, &watcher);
            let took = began.elapsed();
            if let Some(cause) = watcher.give_up() {
                note(cause);
            }
            for (path, after) in unfinished {
                changes.expect(path, Instant::now() + after);
            }
            if self.inventory.lacks_root {
                changes.expect_everything(Instant::now() + ABSENCE);
            } else if watcher.polls() {
                changes.expect_everything(Instant::now() + POLL.max(took * SHARE));
            }
            if !self.listen(ear, &mut changes) {
                return;
            }
            due = changes.take_due();
        }
    }

    /// Gathers changes until a look at them is due; `false` where there is to be none.
    fn listen(&self, ear: &Ear, changes: &mut Changes) -> bool {
        while !self.stop.load(Ordering::Relaxed) {
            let heard = match changes.due() {
                Some(due) => ear.nudges.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => ear.nudges.recv().map_err(RecvTimeoutError::from),
            };
            match heard {
                Ok(Nudge::Told(told)) => changes.hear(told, &self.roots),
                Ok(Nudge::Look) if self.inventory.has_links => changes.add_everything(),
                Ok(Nudge::Look) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Ok(Nudge::End) | Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        false
    }
}
