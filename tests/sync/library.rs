//! A library in a temporary folder, with a clock that a test sets.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use newswire::{
    FeedLibrary, FeedOutcome, FeedStatus, StateError, Subscription, SyncControl, SyncEvent,
    SyncScope, SyncSummary,
};
use tempfile::TempDir;

/// 1 July 2026, noon UTC, in milliseconds.
const START: i64 = 1_782_907_200_000;

/// A library, its subscriptions and its clock.
pub(crate) struct TestLibrary {
    folder: TempDir,
    pub(crate) feeds: Vec<Subscription>,
    clock: AtomicI64,
    events: Mutex<Vec<SyncEvent>>,
}

impl TestLibrary {
    pub(crate) fn new(addresses: impl IntoIterator<Item = String>) -> Self {
        let feeds = addresses
            .into_iter()
            .zip(1..)
            .map(|(address, line)| Subscription { line, ..Subscription::new(address) });
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            feeds: feeds.collect(),
            clock: AtomicI64::new(START),
            events: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        let now = self.clock.load(Ordering::SeqCst);
        Timestamp::from_millisecond(now).expect("a time")
    }

    pub(crate) fn pass(&self, time: Duration) {
        let milliseconds = i64::try_from(time.as_millis()).expect("short");
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    pub(crate) fn pass_hours(&self, hours: u64) {
        self.pass(Duration::from_secs(hours * 3_600));
    }

    /// Sets the clock back.
    pub(crate) fn turn_back_hours(&self, hours: i64) {
        self.clock.fetch_sub(hours * 3_600_000, Ordering::SeqCst);
    }

    pub(crate) fn articles(&self) -> PathBuf {
        self.folder.path().join("articles")
    }

    pub(crate) fn marks(&self) -> PathBuf {
        self.folder.path().join("state").join("marks.db")
    }

    pub(crate) fn open(&self) -> FeedLibrary {
        FeedLibrary::open(&self.articles(), &self.marks()).expect("opens")
    }

    pub(crate) fn sync(&self, scope: &SyncScope) -> SyncSummary {
        self.sync_with(&self.open(), scope)
    }

    pub(crate) fn sync_with(&self, library: &FeedLibrary, scope: &SyncScope) -> SyncSummary {
        self.tried(library, scope).expect("the state is sound")
    }

    /// Returns why nothing was fetched.
    pub(crate) fn refused(&self, library: &FeedLibrary) -> String {
        self.tried(library, &SyncScope::All).expect_err("refused").to_string()
    }

    fn tried(&self, library: &FeedLibrary, scope: &SyncScope) -> Result<SyncSummary, StateError> {
        let stop = AtomicBool::new(false);
        let control = SyncControl {
            now: &|| self.now(),
            wait: &|time| self.pass(time),
            stop: &stop,
            report: &|event| self.events.lock().expect("unharmed").push(event),
        };
        library.sync(&self.feeds, scope, &control)
    }

    /// Fetches what is due.
    pub(crate) fn due(&self) -> SyncSummary {
        self.sync(&SyncScope::Due)
    }

    /// Returns the outcome of each feed since the last call, by line.
    pub(crate) fn outcomes(&self) -> Vec<(usize, FeedOutcome)> {
        let events = std::mem::take(&mut *self.events.lock().expect("unharmed"));
        let mut outcomes: Vec<_> = events
            .into_iter()
            .filter_map(|event| match event {
                SyncEvent::Feed { line, outcome, .. } => Some((line, outcome)),
                _ => None,
            })
            .collect();
        outcomes.sort_by_key(|(line, _)| *line);
        outcomes
    }

    /// The reason why the only feed failed.
    #[track_caller]
    pub(crate) fn failure(&self) -> String {
        match self.outcomes().pop() {
            Some((_, FeedOutcome::Failed { why, .. })) => why,
            other => panic!("no failure: {other:?}"),
        }
    }

    pub(crate) fn statuses(&self) -> Vec<FeedStatus> {
        self.open().statuses(&self.feeds).expect("the state is sound")
    }

    /// Returns all documents: path below the library → content.
    pub(crate) fn documents(&self) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        collect(&self.articles(), &self.articles(), &mut found);
        found
    }

    pub(crate) fn count(&self) -> usize {
        self.documents().len()
    }
}

fn collect(folder: &Path, root: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, root, found);
        } else {
            let name = path.strip_prefix(root).expect("below the root").to_owned();
            found.insert(name, fs::read_to_string(&path).expect("a text"));
        }
    }
}
