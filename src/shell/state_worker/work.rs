//! The worker thread: opens the database, writes records, sends changes by other readers, and holds
//! records that cannot be written.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::app::Message;
use crate::state::Database;
use crate::state::Record;
use crate::state::StateError;

use super::{Event, Task};

/// Time without writes after which the file is maintained.
const PAUSE: Duration = Duration::from_secs(1);
/// How long after a failed attempt a new mark tries to open the database again.
const RETRY: Duration = Duration::from_secs(5);

/// Works until all senders are gone; returns whether all records are on the disk, or the reader has
/// been told long ago that none will be.
pub(super) fn work(
    path: Option<&Path>,
    opened: Option<String>,
    outbox: Sender<Event>,
    tasks: &Receiver<Task>,
) -> bool {
    let Ok(first) = tasks.recv() else { return true };
    let Some(path) = path else {
        let what = "marks last only this session: there is no folder for them \
                    (hint: set XDG_STATE_HOME)";
        let _ = outbox.send(Event::Message(Message::Recalled(Vec::new())));
        let _ = outbox.send(Event::Message(Message::Unkept(what.to_owned())));
        return true;
    };
    let mut work = Work {
        path: path.to_owned(),
        outbox,
        database: None,
        pending: Vec::new(),
        unkept: false,
        retry: Instant::now(),
    };
    work.begin(opened);
    work.serve(first, tasks);
    work.end()
}

/// State of the thread.
struct Work {
    path: PathBuf,
    outbox: Sender<Event>,
    database: Option<Database>,
    /// Records that could not be written yet.
    pending: Vec<Record>,
    /// Whether the screen shows that marks are not saved.
    unkept: bool,
    /// Earliest time of the next attempt to open the database.
    retry: Instant,
}

impl Work {
    /// Sends the records of earlier sessions, and last the position where the previous one ended.
    fn begin(&mut self, opened: Option<String>) {
        let mut records = self.open();
        records.extend(self.database.iter().flat_map(Database::preferences));
        let point = opened.zip(self.database.as_ref());
        match point.map(|(opened, database)| database.resume_point(&opened)) {
            Some(Ok(point)) => records.extend(point.map(Record::ResumePoint)),
            Some(Err(error)) => tracing::warn!("{error}"),
            None => {}
        }
        self.send(Message::Recalled(records));
    }

    fn serve(&mut self, first: Task, tasks: &Receiver<Task>) {
        let mut next = Some(first);
        let mut unsettled = false;
        loop {
            let pause = if unsettled { PAUSE } else { Duration::MAX };
            let task = match next.take() {
                Some(task) => Ok(task),
                None => tasks.recv_timeout(pause),
            };
            match task {
                Ok(task) => unsettled |= self.perform(task, tasks),
                Err(RecvTimeoutError::Timeout) => unsettled = self.settle(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    /// Tries one last time to write pending records; returns whether none is left.
    fn end(&mut self) -> bool {
        self.retry = Instant::now();
        self.keep();
        self.pending.is_empty()
    }

    /// Performs all queued tasks, with all marks in one write. Returns whether marks were to be
    /// written.
    fn perform(&mut self, first: Task, tasks: &Receiver<Task>) -> bool {
        let (mut recall, mut keep) = (false, false);
        for task in std::iter::once(first).chain(tasks.try_iter()) {
            match task {
                Task::Recall => recall = true,
                Task::Keep(records) => {
                    self.pending.extend(records);
                    keep = true;
                }
            }
        }
        if keep {
            self.keep();
        }
        if recall {
            self.recall();
        }
        keep
    }

    /// Opens the database and returns all its records.
    fn open(&mut self) -> Vec<Record> {
        self.retry = Instant::now() + RETRY;
        let outcome = Database::open(&self.path);
        self.database = outcome.database;
        let working = self.database.as_ref().is_some_and(Database::is_writable);
        match outcome.warning {
            Some(warning) if working => self.send(Message::Done(Err(warning))),
            Some(warning) => self.complain(warning),
            None => {}
        }
        match self.database.as_mut().map(Database::changes) {
            Some(Ok(records)) => records,
            Some(Err(error)) => {
                self.database = None;
                self.complain(format!("marks last only this session: {error}"));
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn open_again(&mut self) {
        let records = self.open();
        if !records.is_empty() {
            self.send(Message::Recalled(records));
        }
    }

    /// Replaces a lost file, and rescues the known records into the new one.
    fn replace_lost(&mut self, error: &StateError) {
        tracing::warn!("{error}");
        if let Some(lost) = self.database.take() {
            // Rescued records go first: of preferences the last one counts.
            let rescued = lost.rescue();
            self.pending.splice(..0, rescued);
        }
        self.open_again();
    }

    fn keep(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        if !self.is_working() && Instant::now() >= self.retry {
            self.open_again();
        }
        let mut outcome = self.write();
        if let Err(error) = &outcome
            && error.needs_opening()
        {
            self.replace_lost(error);
            outcome = self.write();
        }
        match outcome {
            Ok(true) if mem::take(&mut self.unkept) => self.send(Message::KeptAgain),
            Ok(_) => {}
            Err(error) => self.complain(format!("marks are not kept: {error}")),
        }
    }

    fn is_working(&self) -> bool {
        self.database.as_ref().is_some_and(Database::is_writable)
    }

    /// Returns false if there is no database to write to.
    fn write(&mut self) -> Result<bool, StateError> {
        let Some(database) = &mut self.database else { return Ok(false) };
        database.keep(&self.pending)?;
        self.pending.clear();
        Ok(true)
    }

    fn recall(&mut self) {
        let Some(database) = &mut self.database else { return };
        match database.changes() {
            Ok(records) if records.is_empty() => {}
            Ok(records) => self.send(Message::Recalled(records)),
            Err(error) if error.needs_opening() => {
                self.replace_lost(&error);
                self.keep();
            }
            Err(error) => tracing::warn!("{error}"),
        }
    }

    /// Maintains the file. Always returns false, nothing left to do: a failure is retried after the
    /// next marks.
    fn settle(&mut self) -> bool {
        if let Some(Err(error)) = self.database.as_mut().map(Database::checkpoint) {
            tracing::warn!("{error}");
        }
        false
    }

    /// Reports a failure once, until a write succeeds again.
    fn complain(&mut self, what: String) {
        tracing::warn!("{what}");
        if !mem::replace(&mut self.unkept, true) {
            self.send(Message::Unkept(what));
        }
    }

    fn send(&self, message: Message) {
        // If the inbox is gone, the reader has ended.
        let _ = self.outbox.send(Event::Message(message));
    }
}
