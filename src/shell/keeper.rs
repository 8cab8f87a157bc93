//! Keeps marks beyond the session, in a thread of its own: keys and frames never wait for a slow
//! disk. What cannot be kept is held until it can. Sleeps where nothing is asked for.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Message;
use crate::store::Database;
use crate::store::Fault;
use crate::store::Record;

use super::Event;

/// Who writes nothing for so long has time for the upkeep of the file.
const PAUSE: Duration = Duration::from_secs(1);
/// Where opening failed, it is tried again with a mark that comes so much later.
const RETRY: Duration = Duration::from_secs(5);
/// Other readers are asked at most this often because of a key.
const FRESH: Duration = Duration::from_secs(1);
/// A frame waits this long for what it shows to be kept; usually that takes less than one
/// millisecond.
const FRAME_PATIENCE: Duration = Duration::from_millis(100);
/// The end waits this long.
const END_PATIENCE: Duration = Duration::from_secs(2);

enum Task {
    /// The second part is dropped when that is done, well or not.
    Keep(Vec<Record>, Sender<()>),
    Recall,
}

/// The way to the thread. Dropping it waits until everything has been written.
pub(super) struct Keeper {
    tasks: Option<Sender<Task>>,
    /// Disconnected once the thread has ended.
    ended: Receiver<()>,
    /// Disconnected once the last marks have been kept.
    keeping: Option<Receiver<()>>,
    recalled: Instant,
}

impl Keeper {
    /// Nothing is opened before the first task. `opened` names what is read.
    pub(super) fn start(
        path: Option<PathBuf>,
        opened: Option<String>,
        outbox: Sender<Event>,
    ) -> Self {
        let (tasks, inbox) = mpsc::channel();
        let (ending, ended) = mpsc::channel();
        thread::spawn(move || {
            let _ending: Sender<()> = ending;
            let failed = outbox.clone();
            let work = AssertUnwindSafe(|| work(path.as_deref(), opened, outbox, &inbox));
            if catch_unwind(work).is_err() {
                let what = "keeping marks failed inside newswire; --log tells more".to_owned();
                let _ = failed.send(Event::Message(Message::Unkept(what)));
            }
        });
        Self { tasks: Some(tasks), ended, keeping: None, recalled: Instant::now() }
    }

    pub(super) fn keep(&mut self, records: Vec<Record>) {
        let (done, keeping) = mpsc::channel();
        self.send(Task::Keep(records, done));
        self.keeping = Some(keeping);
    }

    /// Asks what other readers have kept.
    pub(super) fn recall(&mut self) {
        self.recalled = Instant::now();
        self.send(Task::Recall);
    }

    /// The same, unless it was done a moment ago.
    pub(super) fn recall_sometimes(&mut self) {
        if self.recalled.elapsed() > FRESH {
            self.recall();
        }
    }

    /// Waits a little, so that the screen shows no mark that the end of the process could undo.
    pub(super) fn catch_up(&mut self) {
        if let Some(keeping) = self.keeping.take() {
            let _ = keeping.recv_timeout(FRAME_PATIENCE);
        }
    }

    fn send(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // Where the thread has failed, it has said so.
            let _ = tasks.send(task);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.tasks = None;
        let _ = self.ended.recv_timeout(END_PATIENCE);
    }
}

fn work(
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
    let mut desk = Desk {
        path: path.to_owned(),
        outbox,
        database: None,
        pending: Vec::new(),
        unkept: false,
        retry: Instant::now(),
    };
    desk.begin(opened);
    desk.serve(first, tasks);
    desk.end();
}

/// What the thread works with.
struct Desk {
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

impl Desk {
    /// What was kept in earlier sessions, and last where one was.
    fn begin(&mut self, opened: Option<String>) {
        let mut records = self.open();
        let place = opened.zip(self.database.as_ref());
        match place.map(|(opened, database)| database.place(&opened)) {
            Some(Ok(place)) => records.extend(place.map(Record::Place)),
            Some(Err(fault)) => tracing::warn!("{fault}"),
            None => {}
        }
        self.send(Message::Recalled(records));
    }

    /// Works until nobody can ask for anything any more.
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
