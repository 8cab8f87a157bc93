//! The library of feeds: a thread that watches the file of feeds and fetches due feeds. Changes of
//! the file and probes of addresses run on other threads.

mod change;
mod library_handle;
mod worker;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::app::Message;
use crate::app::NewFeed;
use crate::config::SyncWhen;
use crate::config::Watch;
use crate::library::SubscriptionsFile;
use crate::library::SyncScope;
use crate::library::library_folder;

use super::{Event, Session};
use change::Outcome;
use library_handle::LibraryHandle;
use worker::FeedWorker;

/// A command for the thread.
#[derive(Debug)]
enum Command {
    /// The file of feeds may have changed.
    CheckFile,
    Sync(SyncScope),
    UseSync(SyncWhen),
    /// The program ends.
    End,
}

/// Controls the thread.
pub(super) struct Feeds {
    commands: Sender<Command>,
    outbox: Sender<Event>,
    file: Option<SubscriptionsFile>,
    library: Option<Arc<LibraryHandle>>,
    /// Ends the sync that is running.
    stop: Arc<AtomicBool>,
    /// Whether the search for feeds that is running is still wanted.
    probe_is_wanted: Arc<AtomicBool>,
    /// Whether the reader shows the documents of the library.
    is_shown: bool,
}

impl Feeds {
    /// Starts the thread, if the library is open in this session.
    pub(super) fn start(session: &Session, outbox: Sender<Event>) -> Self {
        let (commands, requests) = mpsc::channel();
        let (file, stop) = (SubscriptionsFile::usual(), Arc::<AtomicBool>::default());
        let place = session.library.clone().or_else(library_folder).zip(session.marks.clone());
        let retention = session.config.retain.into();
        let library =
            place.map(|(folder, marks)| Arc::new(LibraryHandle::new(folder, marks, retention)));
        let is_shown = session.library.is_some() && library.is_some() && file.is_some();
        let followed = file.clone().zip(library.clone()).filter(|_| is_shown);
        if let Some((file, library)) = followed {
            let watcher = match session.config.watch {
                Watch::On => worker::watch(file.path(), commands.clone()),
                Watch::Poll | Watch::Off => None,
            };
            let (when, stop, outbox) = (session.config.sync, Arc::clone(&stop), outbox.clone());
            thread::spawn(move || {
                FeedWorker::new(file, library, when, stop, outbox).run(&requests);
                drop(watcher);
            });
        }
        if !is_shown && let Some(file) = file.clone() {
            let outbox = outbox.clone();
            thread::spawn(move || tell_of_others(&file, &outbox));
        }
        let probe_is_wanted = Arc::default();
        Self { commands, outbox, file, library, stop, probe_is_wanted, is_shown }
    }

    /// Whether new documents appear on the screen.
    pub(super) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Fetches feeds. Those that were named do not wait for a sync that is running.
    pub(super) fn sync(&self, scope: SyncScope) {
        if matches!(scope, SyncScope::Only(_) | SyncScope::StaleOf(_)) {
            self.stop.store(true, Ordering::Relaxed);
        }
        self.send(Command::Sync(scope));
    }

    pub(super) fn use_sync(&self, when: SyncWhen) {
        self.send(Command::UseSync(when));
    }

    /// Checks for changes of the file that the system may not have reported.
    pub(super) fn check_file(&self) {
        self.send(Command::CheckFile);
    }

    fn send(&self, command: Command) {
        // Without a library there is no receiver.
        let _ = self.commands.send(command);
    }

    /// Looks for feeds at an address, instead of at the one before it.
    pub(super) fn probe(&mut self, address: String) {
        self.stop_probe();
        let is_wanted = Arc::new(AtomicBool::new(true));
        self.probe_is_wanted = Arc::clone(&is_wanted);
        let place = self.library.clone();
        self.spawn(move |_| {
            let found = match &place {
                Some(place) => {
                    let is_wanted = || is_wanted.load(Ordering::Relaxed);
                    place.open().and_then(|it| it.probe(&address, &is_wanted))
                }
                None => Err("there is no folder for articles".to_owned()),
            };
            Outcome::of(Message::Probed { address, found })
        });
    }

    /// Stops looking for feeds.
    pub(super) fn stop_probe(&self) {
        self.probe_is_wanted.store(false, Ordering::Relaxed);
    }

    pub(super) fn subscribe(&self, feed: NewFeed) {
        let is_shown = self.is_shown;
        self.spawn(move |file| change::subscribe(file, &feed, is_shown));
    }

    pub(super) fn unsubscribe(&self, address: String) {
        self.spawn(move |file| change::unsubscribe(file, &address));
    }

    pub(super) fn read_line(&self, address: String) {
        self.spawn(move |file| change::read_line(file, address));
    }

    pub(super) fn write_line(&self, address: String, words: String) {
        self.spawn(move |file| change::write_line(file, &address, &words));
    }

    /// Runs some work on the file of feeds in another thread.
    fn spawn(&self, work: impl FnOnce(&SubscriptionsFile) -> Outcome + Send + 'static) {
        let (commands, outbox, file) =
            (self.commands.clone(), self.outbox.clone(), self.file.clone());
        let (stop, is_shown) = (Arc::clone(&self.stop), self.is_shown);
        thread::spawn(move || {
            let outcome = match &file {
                Some(file) => super::jobs::caught(|| work(file)),
                None => Some(Outcome::failed("there is no folder for the file of feeds")),
            };
            let Outcome { message, command } =
                outcome.unwrap_or_else(|| Outcome::failed("internal error; --log shows more"));
            if let Some(command) = command {
                if matches!(command, Command::Sync(_)) {
                    stop.store(true, Ordering::Relaxed);
                }
                let _ = commands.send(command);
            }
            // If the inbox is gone, the program is ending.
            let _ = outbox.send(Event::Message(message));
            if let Some(file) = file.filter(|_| !is_shown) {
                tell_of_others(&file, &outbox);
            }
        });
    }
}

/// Tells whether there are subscriptions, where their articles are not shown.
fn tell_of_others(file: &SubscriptionsFile, outbox: &Sender<Event>) {
    let has_feeds = file.read().is_ok_and(|(list, _)| !list.feeds().is_empty());
    // If the inbox is gone, the reader has ended.
    let _ = outbox.send(Event::Message(Message::OtherFeeds(has_feeds)));
}

impl Drop for Feeds {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.stop_probe();
        self.send(Command::End);
        // The process ends before the thread does.
        crate::library::end_programs();
    }
}
