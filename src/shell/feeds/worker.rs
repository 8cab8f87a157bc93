//! The thread that watches the file of feeds, reports the states of feeds, and syncs them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::Message;
use crate::config::SyncWhen;
use crate::library::FeedStatus;
use crate::library::Subscription;
use crate::library::Subscriptions;
use crate::library::SubscriptionsFile;
use crate::library::SyncControl;
use crate::library::SyncEvent;
use crate::library::SyncScope;
use crate::library::SyncSummary;
use crate::problem::Problem;

use super::super::Event;
use super::Command;
use super::library_handle::LibraryHandle;

/// Quiet time after a change of the file: by then it has been written completely.
const QUIET: Duration = Duration::from_millis(100);
/// Least time between two background syncs.
const PAUSE: Duration = Duration::from_secs(60);
/// The same after a sync that reached no server.
const OFFLINE_PAUSE: Duration = Duration::from_secs(300);

/// Watches the folder, not the file: most editors replace the file.
pub(super) fn watch(path: &Path, commands: Sender<Command>) -> Option<RecommendedWatcher> {
    let folder = std::path::absolute(path).ok()?.parent()?.to_owned();
    let name = path.file_name()?.to_owned();
    let on_event = move |result: notify::Result<notify::Event>| {
        let Ok(event) = result else { return };
        let is_meant = event.paths.iter().any(|path| path.file_name() == Some(&name));
        if is_meant && !matches!(event.kind, EventKind::Access(_)) {
            // If the receiver is gone, the program is ending.
            let _ = commands.send(Command::CheckFile);
        }
    };
    let mut watcher = notify::recommended_watcher(on_event).ok()?;
    // If watching fails, the file is still checked on every reload.
    watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}

/// State of the thread.
pub(super) struct FeedWorker {
    file: SubscriptionsFile,
    library: Arc<LibraryHandle>,
    when: SyncWhen,
    stop: Arc<AtomicBool>,
    outbox: Sender<Event>,
    list: Subscriptions,
    problems: Vec<Problem>,
    /// The last states and problems that were sent to the app.
    reported: Option<(Vec<FeedStatus>, Vec<Problem>)>,
    /// Earliest time of the next background sync.
    earliest_sync: Instant,
    /// A sync that was interrupted by another one.
    interrupted: Option<SyncScope>,
}

impl FeedWorker {
    pub(super) fn new(
        file: SubscriptionsFile,
        library: Arc<LibraryHandle>,
        when: SyncWhen,
        stop: Arc<AtomicBool>,
        outbox: Sender<Event>,
    ) -> Self {
        Self {
            file,
            library,
            when,
            stop,
            outbox,
            list: Subscriptions::default(),
            problems: Vec::new(),
            reported: None,
            earliest_sync: Instant::now(),
            interrupted: None,
        }
    }

    /// Runs until the program ends.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        self.check_file();
        loop {
            let interrupted = self.interrupted.take();
            let command = match (&interrupted, self.wait()) {
                (Some(_), _) => commands.recv_timeout(QUIET),
                (None, None) => commands.recv().map_err(RecvTimeoutError::from),
                (None, Some(time)) => commands.recv_timeout(time),
            };
            if command.is_ok() {
                self.interrupted.clone_from(&interrupted);
            }
            match command {
                Ok(Command::CheckFile) => {
                    // One check covers all checks that were requested meanwhile; other commands are
                    // kept.
                    let mut others = Vec::new();
                    while let Ok(command) = commands.recv_timeout(QUIET) {
                        others.extend(
                            Some(command).filter(|command| !matches!(command, Command::CheckFile)),
                        );
                    }
                    self.check_file();
                    if others.into_iter().any(|command| self.run_command(command)) {
                        return;
                    }
                }
                Ok(command) => {
                    if self.run_command(command) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.sync(&interrupted.unwrap_or(SyncScope::Due)),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Runs a command; returns whether the program ends.
    fn run_command(&mut self, command: Command) -> bool {
        match command {
            Command::CheckFile => self.check_file(),
            Command::Sync(scope) => {
                self.check_file();
                self.sync(&scope);
            }
            Command::UseSync(when) => self.when = when,
            Command::End => return true,
        }
        false
    }

    /// Returns the time until the next feed is due; `None` if none will be.
    fn wait(&self) -> Option<Duration> {
        let library = self.library.opened().filter(|_| self.when == SyncWhen::On)?;
        let due = library.next_due(self.list.feeds()).ok().flatten()?;
        let seconds = due.as_second().saturating_sub(Timestamp::now().as_second());
        let until = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
        Some(until.max(self.earliest_sync.saturating_duration_since(Instant::now())))
    }

    /// Reads the file, and reports changed states.
    fn check_file(&mut self) {
        match self.file.read() {
            Ok((list, problems)) => (self.list, self.problems) = (list, problems),
            // The last readable version stays in force.
            Err(error) => {
                self.problems = vec![Problem::error(self.file.path(), error.to_string())];
            }
        }
        self.report_statuses();
    }

    /// Sends the states of the feeds to the app, if they have changed.
    fn report_statuses(&mut self) {
        if self.list.feeds().is_empty() && self.reported.is_none() {
            return;
        }
        let library = match self.library.open() {
            Ok(library) => library,
            Err(why) => return self.send(Message::Done(Err(why))),
        };
        match library.statuses(self.list.feeds()) {
            Err(error) => self.send(Message::Done(Err(error.to_string()))),
            Ok(feeds) => {
                let known = (feeds, self.problems.clone());
                if self.reported.as_ref() != Some(&known) {
                    self.reported = Some(known.clone());
                    let (feeds, problems) = known;
                    let file = self.file.path().to_owned();
                    self.send(Message::Feeds { file, feeds, problems });
                }
            }
        }
    }

    fn sync(&mut self, scope: &SyncScope) {
        let Some(library) = self.library.opened() else { return };
        let scope = self.named(scope);
        self.stop.store(false, Ordering::Relaxed);
        let outbox = self.outbox.clone();
        let report = move |event: SyncEvent| {
            // If the inbox is gone, the program is ending.
            let _ = outbox.send(Event::Message(Message::Sync(event)));
        };
        let control = SyncControl::new(&self.stop, &report);
        let mut result = library.sync(self.list.feeds(), &scope, &control);
        if let Err(error) = &result
            && let Some(library) = self.library.reopened(error)
        {
            result = library.sync(self.list.feeds(), &scope, &control);
        }
        let is_offline = matches!(&result, Ok(summary) if summary.offline);
        self.earliest_sync = Instant::now() + if is_offline { OFFLINE_PAUSE } else { PAUSE };
        if self.stop.load(Ordering::Relaxed) {
            // The feeds fetched until now are fresh.
            self.interrupted = Some(if scope == SyncScope::All { SyncScope::Stale } else { scope });
        }
        if let Err(error) = result {
            // Removes the progress from the screen.
            self.send(Message::Sync(SyncEvent::Finished(SyncSummary::default())));
            self.send(Message::Done(Err(error.to_string())));
        }
        self.report_statuses();
    }

    /// Replaces masked addresses by those of the file.
    fn named(&self, scope: &SyncScope) -> SyncScope {
        let (SyncScope::Only(names) | SyncScope::StaleOf(names)) = scope else {
            return scope.clone();
        };
        let own = |name: &String| -> Vec<String> {
            let found: Vec<&Subscription> = self.list.named(name);
            found.into_iter().map(|feed| feed.address.clone()).collect()
        };
        let addresses = names.iter().flat_map(own).collect();
        match scope {
            SyncScope::StaleOf(_) => SyncScope::StaleOf(addresses),
            _ => SyncScope::Only(addresses),
        }
    }

    fn send(&self, message: Message) {
        // If the inbox is gone, the program is ending.
        let _ = self.outbox.send(Event::Message(message));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;
    use crate::library::Retention;

    /// Every sync failed from then on, until the reader was started anew.
    #[test]
    fn a_state_that_was_deleted_meanwhile_is_begun_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let feed = "<rss><channel><title>A</title><item><title>B</title></item></channel></rss>";
        fs::write(path("feed.xml"), feed).expect("written");
        let line = format!("\"exec:cat {}\"\n", path("feed.xml").display());
        fs::write(path("feeds"), line).expect("written");
        let file = SubscriptionsFile::new(path("feeds"));
        let place =
            LibraryHandle::new(path("articles"), path("state/marks.db"), Retention::default());
        let (outbox, inbox) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let mut worker = FeedWorker::new(file, Arc::new(place), SyncWhen::On, stop, outbox);
        worker.check_file();
        assert_eq!(worker.list.feeds().len(), 1, "{:?}", worker.problems);
        for round in 0..2 {
            worker.sync(&SyncScope::Stale);
            let messages = inbox.try_iter().filter_map(|event| match event {
                Event::Message(Message::Sync(SyncEvent::Finished(sums))) => Some(sums),
                _ => None,
            });
            let asked: Vec<_> = messages.map(|sums| (sums.requested, sums.failed)).collect();
            assert_eq!(asked, [(1, 0)], "round {round}");
            assert!(path("state/marks.db").exists(), "round {round}");
            fs::remove_dir_all(path("state")).expect("deleted");
        }
    }
}
