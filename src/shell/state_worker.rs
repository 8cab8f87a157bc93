//! Stores marks and other state beyond the session, on a separate thread: a slow disk delays
//! neither keys nor frames. A record is handed over before the frame that shows it, and is on the
//! disk a moment later. Records that cannot be written are held until they can. Sleeps while there
//! is nothing to do.

mod work;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Message;
use crate::state::Record;

use super::{Event, Session};
use work::work;

/// Shortest time between checks for other readers' changes that keys trigger.
const FRESH: Duration = Duration::from_secs(1);
/// How long the exit waits for the last write.
const END_PATIENCE: Duration = Duration::from_secs(5);

enum Task {
    Keep(Vec<Record>),
    Recall,
}

/// Sends tasks to the thread. Dropping it waits until everything has been written.
pub(super) struct StateWorker {
    tasks: Option<Sender<Task>>,
    /// Says whether everything was written once the thread has ended.
    ended: Receiver<bool>,
    recalled: Instant,
}

impl StateWorker {
    /// Starts the thread. The database is opened with the first task.
    pub(super) fn start(session: &Session, outbox: Sender<Event>) -> Self {
        let (path, opened) = (session.marks.clone(), session.opened.clone());
        let (tasks, inbox) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        thread::spawn(move || {
            let failed = outbox.clone();
            let work = AssertUnwindSafe(|| work(path.as_deref(), opened, outbox, &inbox));
            let is_kept = catch_unwind(work).unwrap_or_else(|_| {
                let what = "internal error while keeping marks; --log shows more".to_owned();
                let _ = failed.send(Event::Message(Message::Unkept(what)));
                false
            });
            // If the receiver is gone, the time to wait is over.
            let _ = ending.send(is_kept);
        });
        Self { tasks: Some(tasks), ended, recalled: Instant::now() }
    }

    pub(super) fn keep(&self, records: Vec<Record>) {
        self.send(Task::Keep(records));
    }

    /// Loads changes by other readers.
    pub(super) fn recall(&mut self) {
        self.recalled = Instant::now();
        self.send(Task::Recall);
    }

    /// Like `recall`, unless that was done a moment ago.
    pub(super) fn recall_sometimes(&mut self) {
        if self.recalled.elapsed() > FRESH {
            self.recall();
        }
    }

    fn send(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // If the thread has failed, it has reported that.
            let _ = tasks.send(task);
        }
    }
}

impl Drop for StateWorker {
    fn drop(&mut self) {
        self.tasks = None;
        if self.ended.recv_timeout(END_PATIENCE) != Ok(true) {
            // The terminal has been restored by now.
            let what = "newswire: the last marks could not be written; another program may have \
                        locked them, or the disk may be full";
            let _ = writeln!(io::stderr(), "{what}");
        }
    }
}
