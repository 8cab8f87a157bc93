//! The thread that follows the file of feeds, says what is known of them, and fetches them.

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
use crate::library::Scope;
use crate::library::Subscription;
use crate::library::Subscriptions;
use crate::library::SubscriptionsFile;
use crate::library::SyncControl;
use crate::library::SyncEvent;
use crate::library::SyncSummary;
use crate::problem::Problem;

use super::super::Event;
use super::Command;
use super::library_handle::LibraryHandle;

/// Quiet time after a change of the file: by then it has been written completely.
const QUIET: Duration = Duration::from_millis(100);
/// Time between two syncs that nobody asked for.
const PAUSE: Duration = Duration::from_secs(60);
/// The same after one that reached no server.
const OFFLINE_PAUSE: Duration = Duration::from_secs(300);

/// Watches the folder, not the file: most editors replace the file.
pub(super) fn watch(path: &Path, commands: Sender<Command>) -> Option<RecommendedWatcher> {
    let folder = std::path::absolute(path).ok()?.parent()?.to_owned();
    let name = path.file_name()?.to_owned();
    let tell = move |told: notify::Result<notify::Event>| {
        let Ok(event) = told else { return };
        let is_meant = event.paths.iter().any(|path| path.file_name() == Some(&name));
        if is_meant && !matches!(event.kind, EventKind::Access(_)) {
            // If the receiver is gone, nobody needs the event.
            let _ = commands.send(Command::Look);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // If watching fails, the file is still checked now and then.
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
    /// What the app knows.
    told: Option<(Vec<FeedStatus>, Vec<Problem>)>,
    /// No sync begins by itself before.
    rests: Instant,
    /// A sync that gave way to another one.
    unfinished: Option<Scope>,
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
            told: None,
            rests: Instant::now(),
            unfinished: None,
        }
    }

    /// Runs until the reader ends.
    pub(super) fn run(mut self, asked: &Receiver<Command>) {
        self.look();
        loop {
            let unfinished = self.unfinished.take();
            let ask = match (&unfinished, self.wait()) {
                (Some(_), _) => asked.recv_timeout(QUIET),
                (None, None) => asked.recv().map_err(RecvTimeoutError::from),
                (None, Some(time)) => asked.recv_timeout(time),
            };
            if ask.is_ok() {
                self.unfinished.clone_from(&unfinished);
            }
            match ask {
                Ok(Command::Look) => {
                    // One look serves all that were asked for meanwhile, but syncs stay.
                    let mut others = Vec::new();
                    while let Ok(ask) = asked.recv_timeout(QUIET) {
                        others.extend(Some(ask).filter(|ask| !matches!(ask, Command::Look)));
                    }
                    self.look();
                    if others.into_iter().any(|ask| self.follow(ask)) {
                        return;
                    }
                }
                Ok(ask) => {
                    if self.follow(ask) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.sync(&unfinished.unwrap_or(Scope::Due)),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Does what is asked; returns whether the reader ends.
    fn follow(&mut self, ask: Command) -> bool {
        match ask {
            Command::Look => self.look(),
            Command::Sync(scope) => {
                self.look();
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
        Some(until.max(self.rests.saturating_duration_since(Instant::now())))
    }

    /// Reads the file, and tells what has changed.
    fn look(&mut self) {
        match self.file.read() {
            Ok((list, problems)) => (self.list, self.problems) = (list, problems),
            // What was read before stays in force.
            Err(error) => {
                self.problems = vec![Problem::error(self.file.path(), error.to_string())];
            }
        }
        self.tell();
    }

    /// Tells the app what is known of the feeds, if it does not know that yet.
    fn tell(&mut self) {
        if self.list.feeds().is_empty() && self.told.is_none() {
            return;
        }
        let library = match self.library.open() {
            Ok(library) => library,
            Err(why) => return self.say(Message::Done(Err(why))),
        };
        match library.statuses(self.list.feeds()) {
            Err(error) => self.say(Message::Done(Err(error.to_string()))),
            Ok(feeds) => {
                let known = (feeds, self.problems.clone());
                if self.told.as_ref() != Some(&known) {
                    self.told = Some(known.clone());
                    let (feeds, problems) = known;
                    let file = self.file.path().to_owned();
                    self.say(Message::Feeds { file, feeds, problems });
                }
            }
        }
    }

    fn sync(&mut self, scope: &Scope) {
        let Some(library) = self.library.opened() else { return };
        let scope = self.named(scope);
        self.stop.store(false, Ordering::Relaxed);
        let outbox = self.outbox.clone();
        let report = move |event: SyncEvent| {
            // If the inbox is gone, the reader has ended.
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
        self.rests = Instant::now() + if is_offline { OFFLINE_PAUSE } else { PAUSE };
        if self.stop.load(Ordering::Relaxed) {
            // What was fetched until now is fresh.
            self.unfinished = Some(if scope == Scope::All { Scope::Stale } else { scope });
        }
        if let Err(error) = result {
            // The progress would stay on the screen.
            self.say(Message::Sync(SyncEvent::Finished(SyncSummary::default())));
            self.say(Message::Done(Err(error.to_string())));
        }
        self.tell();
    }

    /// Replaces masked addresses by those of the file.
    fn named(&self, scope: &Scope) -> Scope {
        let (Scope::Only(names) | Scope::StaleOf(names)) = scope else { return scope.clone() };
        let own = |name: &String| -> Vec<String> {
            let found: Vec<&Subscription> = self.list.named(name);
            found.into_iter().map(|feed| feed.address.clone()).collect()
        };
        let addresses = names.iter().flat_map(own).collect();
        match scope {
            Scope::StaleOf(_) => Scope::StaleOf(addresses),
            _ => Scope::Only(addresses),
        }
    }

    fn say(&self, message: Message) {
        // If the inbox is gone, the reader has ended.
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
        worker.look();
        assert_eq!(worker.list.feeds().len(), 1, "{:?}", worker.problems);
        for round in 0..2 {
            worker.sync(&Scope::Stale);
            let messages = inbox.try_iter().filter_map(|event| match event {
                Event::Message(Message::Sync(SyncEvent::Finished(sums))) => Some(sums),
                _ => None,
            });
            let asked: Vec<_> = messages.map(|sums| (sums.asked, sums.failed)).collect();
            assert_eq!(asked, [(1, 0)], "round {round}");
            assert!(path("state/marks.db").exists(), "round {round}");
            fs::remove_dir_all(path("state")).expect("deleted");
        }
    }
}
