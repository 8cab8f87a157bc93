//! The library of feeds: a thread that follows the file of feeds and fetches what is due. Changes
//! of the file and looking for feeds run beside it.

mod change;
mod follow;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::app::Message;
use crate::app::NewFeed;
use crate::config::SyncWhen;
use crate::config::Watch;
use crate::library::Scope;
use crate::library::SubscriptionsFile;
use crate::library::probe;

use super::{Event, Session};
use change::Outcome;
use follow::Follower;

/// What the thread is asked for.
#[derive(Debug)]
enum Ask {
    /// The file of feeds may have changed.
    Look,
    Sync(Scope),
    UseSync(SyncWhen),
    /// The reader ends.
    End,
}

/// Controls the thread.
pub(super) struct Feeds {
    asks: Sender<Ask>,
    outbox: Sender<Event>,
    file: Option<SubscriptionsFile>,
    /// Ends the sync that is running.
    stop: Arc<AtomicBool>,
    /// Whether the reader shows the documents of the library.
    is_shown: bool,
}

impl Feeds {
    /// Starts the thread, if the library is open in this session.
    pub(super) fn start(session: &Session, outbox: Sender<Event>) -> Self {
        let (asks, asked) = mpsc::channel();
        let (file, stop) = (SubscriptionsFile::usual(), Arc::<AtomicBool>::default());
        let place = session.library.clone().zip(session.marks.clone());
        let is_shown = place.is_some() && file.is_some();
        if let (Some((folder, marks)), Some(file)) = (place, file.clone()) {
            let watcher = match session.config.watch {
                Watch::On => follow::watch(file.path(), asks.clone()),
                Watch::Poll | Watch::Off => None,
            };
            let (when, stop, outbox) = (session.config.sync, Arc::clone(&stop), outbox.clone());
            thread::spawn(move || {
                Follower::new(file, (folder, marks), when, stop, outbox).run(&asked);
                drop(watcher);
            });
        }
        Self { asks, outbox, file, stop, is_shown }
    }

    /// Whether new documents appear on the screen.
    pub(super) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Fetches feeds. Those that were named do not wait for a sync that is running.
    pub(super) fn sync(&self, scope: Scope) {
        if matches!(scope, Scope::Only(_)) {
            self.stop.store(true, Ordering::Relaxed);
        }
        self.ask(Ask::Sync(scope));
    }

    pub(super) fn use_sync(&self, when: SyncWhen) {
        self.ask(Ask::UseSync(when));
    }

    /// Checks for changes of the file that the system may not have reported.
    pub(super) fn look(&self) {
        self.ask(Ask::Look);
    }

    fn ask(&self, ask: Ask) {
        // Without a library nobody listens.
        let _ = self.asks.send(ask);
    }

    /// Looks for feeds at an address.
    pub(super) fn probe(&self, address: String) {
        self.beside(move |_| {
            Outcome::of(Message::Probed { found: probe(&address), address: address.clone() })
        });
    }

    pub(super) fn subscribe(&self, feed: NewFeed) {
        let is_shown = self.is_shown;
        self.beside(move |file| change::subscribe(file, &feed, is_shown));
    }

    pub(super) fn unsubscribe(&self, address: String) {
        self.beside(move |file| change::unsubscribe(file, &address));
    }

    pub(super) fn read_line(&self, address: String) {
        self.beside(move |file| change::read_line(file, address));
    }

    pub(super) fn write_line(&self, address: String, words: String) {
        self.beside(move |file| change::write_line(file, &address, &words));
    }

    /// Does something with the file of feeds on a thread of its own.
    fn beside(&self, work: impl FnOnce(&SubscriptionsFile) -> Outcome + Send + 'static) {
        let (asks, outbox, file) = (self.asks.clone(), self.outbox.clone(), self.file.clone());
        let stop = Arc::clone(&self.stop);
        thread::spawn(move || {
            let outcome = match &file {
                Some(file) => super::jobs::caught(|| work(file)),
                None => Some(Outcome::failed("there is no folder for the file of feeds")),
            };
            let Outcome { message, ask } =
                outcome.unwrap_or_else(|| Outcome::failed("internal error; --log shows more"));
            if let Some(ask) = ask {
                if matches!(ask, Ask::Sync(_)) {
                    stop.store(true, Ordering::Relaxed);
                }
                let _ = asks.send(ask);
            }
            // If the inbox is gone, the reader has ended.
            let _ = outbox.send(Event::Message(message));
        });
    }
}

impl Drop for Feeds {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.ask(Ask::End);
    }
}

/// The library's folder and the file of its state.
type Place = (PathBuf, PathBuf);
