//! What the thread does that keeps marks: opens the database, writes, tells news, and holds on to
//! what cannot be written.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::app::Message;
use crate::store::Database;
use crate::store::Fault;
use crate::store::Record;

use super::{Event, Task};

/// Who writes nothing for so long has time for the upkeep of the file.
const PAUSE: Duration = Duration::from_secs(1);
/// Where opening failed, it is tried again with a mark that comes so much later.
const RETRY: Duration = Duration::from_secs(5);

/// Works until nobody can ask for anything any more.
pub(super) fn work(
    path: Option<&Path>,
    opened: Option<String>,
    outbox: Sender<Event>,
    tasks: &Receiver<Task>,
) {
    let Ok(first) = tasks.recv() else { return };
    let Some(path) = path else {
        let what = "marks last only this session: there is no folder for them \
                    (hint: set XDG_STATE_HOME)";
        let _ = outbox.send(Event::Message(Message::Recalled(Vec::new())));
        let _ = outbox.send(Event::Message(Message::Unkept(what.to_owned())));
        return;
    };
    let mut shelf = Shelf {
        path: path.to_owned(),
        outbox,
        database: None,
        pending: Vec::new(),
        unkept: false,
        retry: Instant::now(),
    };
    shelf.begin(opened);
    shelf.serve(first, tasks);
    shelf.end();
}

/// What the thread works with.
struct Shelf {
    path: PathBuf,
    outbox: Sender<Event>,
    database: Option<Database>,
    /// What could not be kept yet.
    pending: Vec<Record>,
    /// The screen says that marks are not kept.
    unkept: bool,
    /// When it is worth trying to open the database again.
    retry: Instant,
}

impl Shelf {
    /// What was kept in earlier sessions, and last where one was.
    fn begin(&mut self, opened: Option<String>) {
        let mut records = self.open();
        records.extend(self.database.as_ref().and_then(Database::divider));
        let place = opened.zip(self.database.as_ref());
        match place.map(|(opened, database)| database.place(&opened)) {
            Some(Ok(place)) => records.extend(place.map(Record::Place)),
            Some(Err(fault)) => tracing::warn!("{fault}"),
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

    /// The last chance of what could not be kept.
    fn end(&mut self) {
        self.retry = Instant::now();
        self.keep();
    }

    /// Does all that has been asked for by now, marks in one go. Returns whether anything was
    /// written.
    fn perform(&mut self, first: Task, tasks: &Receiver<Task>) -> bool {
        let (mut recall, mut waiting) = (false, Vec::new());
        for task in std::iter::once(first).chain(tasks.try_iter()) {
            match task {
                Task::Recall => recall = true,
                Task::Keep(records, done) => {
                    self.pending.extend(records);
                    waiting.push(done);
                }
            }
        }
        if !waiting.is_empty() {
            self.keep();
        }
        if recall {
            self.recall();
        }
        !waiting.is_empty()
    }

    /// Opens the database and returns all that is in it.
    fn open(&mut self) -> Vec<Record> {
        self.retry = Instant::now() + RETRY;
        let opening = Database::open(&self.path);
        self.database = opening.database;
        let working = self.database.as_ref().is_some_and(Database::is_writable);
        match opening.warning {
            Some(warning) if working => self.send(Message::Done(Err(warning))),
            Some(warning) => self.complain(warning),
            None => {}
        }
        match self.database.as_mut().map(Database::news) {
            Some(Ok(records)) => records,
            Some(Err(fault)) => {
                self.database = None;
                self.complain(format!("marks last only this session: {fault}"));
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

    /// Where the file was lost, what is known of it goes into the next one.
    fn replace_lost(&mut self, fault: &Fault) {
        tracing::warn!("{fault}");
        if let Some(lost) = self.database.take() {
            self.pending.extend(lost.rescue());
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
        if let Err(fault) = &outcome
            && fault.needs_opening()
        {
            self.replace_lost(fault);
            outcome = self.write();
        }
        match outcome {
            Ok(true) if mem::take(&mut self.unkept) => self.send(Message::KeptAgain),
            Ok(_) => {}
            Err(fault) => self.complain(format!("marks are not kept: {fault}")),
        }
    }

    fn is_working(&self) -> bool {
        self.database.as_ref().is_some_and(Database::is_writable)
    }

    /// False where there is no database to write to.
    fn write(&mut self) -> Result<bool, Fault> {
        let Some(database) = &mut self.database else { return Ok(false) };
        database.keep(&self.pending)?;
        self.pending.clear();
        Ok(true)
    }

    fn recall(&mut self) {
        let Some(database) = &mut self.database else { return };
        match database.news() {
            Ok(records) if records.is_empty() => {}
            Ok(records) => self.send(Message::Recalled(records)),
            Err(fault) if fault.needs_opening() => {
                self.replace_lost(&fault);
                self.keep();
            }
            Err(fault) => tracing::warn!("{fault}"),
        }
    }

    /// Returns whether there is still something to settle: never, for what fails now is done
    /// with the next marks.
    fn settle(&mut self) -> bool {
        if let Some(Err(fault)) = self.database.as_mut().map(Database::settle) {
            tracing::warn!("{fault}");
        }
        false
    }

    /// Once, until something could be kept again.
    fn complain(&mut self, what: String) {
        tracing::warn!("{what}");
        if !mem::replace(&mut self.unkept, true) {
            self.send(Message::Unkept(what));
        }
    }

    fn send(&self, message: Message) {
        // Where the inbox is gone, so is the reader.
        let _ = self.outbox.send(Event::Message(message));
    }
}
