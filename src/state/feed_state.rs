//! The state of feeds, in the database of marks: read before a request, and changed in one
//! transaction after it. Several processes may read at the same time; a lock lets only one of them
//! fetch.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::TransactionBehavior;

use super::feed_record::{EntryRecord, FeedChange, FeedRecord, HostRecord, Validators};
use super::{Database, Mark, StateError, feed_rows, files, records};

/// Attempts to get a lock, and the pause between them: a program that is just being started holds
/// the locks of this process until it runs.
const MAX_ATTEMPTS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(10);

/// The state of all feeds.
#[derive(Debug)]
pub(crate) struct FeedState {
    database: Database,
}

/// Permission to fetch, which one process at a time has. It ends with the process, however that
/// ends.
#[derive(Debug)]
pub(crate) struct Lease {
    _locked: Option<File>,
}

impl FeedState {
    /// Opens the state in the file of marks, and creates the file if there is none.
    ///
    /// # Errors
    /// If it cannot be read and written.
    pub(crate) fn open(path: &Path) -> Result<Self, StateError> {
        Ok(Self { database: Database::to_write(path)? })
    }

    /// All feeds that were ever requested.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn feeds(&self) -> Result<Vec<FeedRecord>, StateError> {
        self.told(feed_rows::feeds(&self.database.connection))
    }

    /// All known entries of a feed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn entries(&self, feed: u64) -> Result<Vec<EntryRecord>, StateError> {
        self.told(feed_rows::entries(&self.database.connection, feed))
    }

    /// The validators of each address that was fetched for a feed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn validators(&self, feed: u64) -> Result<Vec<(String, Validators)>, StateError> {
        self.told(feed_rows::validators(&self.database.connection, feed))
    }

    /// The servers that have ever rate limited requests.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn hosts(&self) -> Result<Vec<HostRecord>, StateError> {
        self.told(feed_rows::hosts(&self.database.connection))
    }

    /// The marks of an article.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn mark(&self, key: &str) -> Result<Mark, StateError> {
        self.told(records::mark(&self.database.connection, key))
    }

    /// Checks with a small change that something can be stored.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn check_writable(&mut self) -> Result<(), StateError> {
        self.database.check_identity()?;
        let written = feed_rows::write_probe(&self.database.connection);
        self.told(written)?;
        self.database.check_identity()
    }

    /// Stores everything that a request has changed, or nothing of it.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn keep(&mut self, change: &FeedChange) -> Result<(), StateError> {
        self.database.check_identity()?;
        let kept = self
            .database
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                feed_rows::keep(&transaction, change)?;
                transaction.commit()
            });
        self.told(kept)?;
        self.database.check_identity()
    }

    /// Stores that a server wants to be left alone.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(crate) fn hold(&mut self, host: &HostRecord) -> Result<(), StateError> {
        self.database.check_identity()?;
        let kept = feed_rows::keep_host(&self.database.connection, host);
        self.told(kept)?;
        self.database.check_identity()
    }

    /// Takes the permission to fetch; `None` if another process has it. A lock of the system and
    /// not a row with a time, because it ends when a process is killed and needs no right clock.
    /// Where the system has no such locks, nobody is kept from fetching.
    #[must_use]
    pub(crate) fn lease(&self) -> Option<Lease> {
        let path = self.lock_file();
        let opened = files::create(&path).and_then(|()| OpenOptions::new().write(true).open(path));
        let Ok(file) = opened else {
            return Some(Lease { _locked: None });
        };
        for _ in 0..MAX_ATTEMPTS {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Ok(()) => return Some(Lease { _locked: Some(file) }),
                Err(TryLockError::Error(_)) => return Some(Lease { _locked: None }),
            }
        }
        None
    }

    fn lock_file(&self) -> PathBuf {
        self.database.path.with_extension("sync-lock")
    }

    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, StateError> {
        result.map_err(|error| StateError::of(&self.database.path, &error))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::state::{FailureRecord, MovedRecord};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn change() -> FeedChange {
        let feed = FeedRecord {
            identity: u64::MAX - 3,
            address: "https://example.org/feed".to_owned(),
            folder: "example-1a2b".to_owned(),
            title: "Example".to_owned(),
            fetched: Some(at(1_000)),
            changed: Some(at(900)),
            next: Some(at(5_000)),
            freshness: std::time::Duration::from_secs(3_600),
            ttl: std::time::Duration::ZERO,
            skips: 1 << 30,
            gap: None,
            requests: 3,
            failure: Some(FailureRecord {
                kind: "dns".to_owned(),
                since: at(800),
                count: 2,
                why: "the server cannot be found".to_owned(),
                hint: None,
            }),
            moved: Some(MovedRecord { to: "https://b.org/".to_owned(), since: at(1), count: 1 }),
            adopted: None,
            suspended: true,
        };
        let entry = EntryRecord {
            identity: u64::MAX,
            link: Some(7),
            title: 8,
            content: 9,
            name: "2026-01-02-a-00000000.html".to_owned(),
            published: None,
            first: at(10),
            last: at(20),
            gone: false,
            rewritten: 20_000,
            rewrites: 2,
        };
        let validators = Validators { etag: Some(b"W/\"\xff\"".to_vec()), modified: None };
        FeedChange {
            feed,
            validators: vec![("https://example.org/feed".to_owned(), validators)],
            entries: vec![entry],
            dropped: Vec::new(),
            hosts: vec![HostRecord {
                host: "example.org".to_owned(),
                until: at(9),
                rate_limits: 1,
            }],
        }
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("marks.db");
        let change = change();
        FeedState::open(&path).expect("opens").keep(&change).expect("kept");
        let state = FeedState::open(&path).expect("opens");
        let identity = change.feed.identity;
        assert_eq!(state.feeds().expect("feeds"), [change.feed]);
        assert_eq!(state.entries(identity).expect("entries"), change.entries);
        assert_eq!(state.validators(identity).expect("validators"), change.validators);
        assert_eq!(state.hosts().expect("hosts"), change.hosts);
        assert_eq!(state.entries(1).expect("entries"), []);
    }

    /// With a full disk all feeds were fetched in vain, and again at the next sync.
    #[test]
    fn a_file_that_cannot_be_written_is_noticed_before_anybody_is_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("marks.db");
        let mut state = FeedState::open(&path).expect("opens");
        state.check_writable().expect("writable");
        assert_eq!(state.hosts().expect("hosts"), [], "it leaves nothing");
        let pages = |count: i64| {
            let set = state.database.connection.pragma_update_and_check(
                None,
                "max_page_count",
                count,
                |row| row.get::<_, i64>(0),
            );
            set.expect("a number")
        };
        let vacuumed = state.database.connection.execute_batch("VACUUM");
        vacuumed.expect("smaller");
        assert!(pages(1) > 1, "no page more than there are");
        let error = state.check_writable().expect_err("it is full");
        assert!(error.what().starts_with("the disk is full"), "{}", error.what());
    }

    #[test]
    fn one_at_a_time_may_fetch() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("marks.db");
        let (one, two) = (FeedState::open(&path).expect("opens"), FeedState::open(&path));
        let two = two.expect("opens");
        let lease = one.lease().expect("free");
        assert!(two.lease().is_none());
        drop(lease);
        assert!(two.lease().is_some());
    }
}
