//! An open library: the folder of the documents, the state of the feeds, and the fetcher.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::state::FeedRecord;
use crate::state::FeedState;
use crate::state::StateError;
use crate::text;

use super::address::identity;
use super::fetch::Fetcher;
use super::folder::Reserved;
use super::retention::Retention;
use super::spacing::is_due;
use super::status::FeedStatus;
use super::subscription::Subscription;

/// A library of documents that feeds fill.
#[derive(Debug)]
pub struct Library {
    pub(super) folder: PathBuf,
    pub(super) fetcher: Fetcher,
    pub(super) retention: Retention,
    /// Folders that were chosen meanwhile.
    pub(super) reserved: Reserved,
    state: Mutex<FeedState>,
}

impl Library {
    /// Opens the library in `folder`, whose state is in the file of marks. The folder is created
    /// with the first document, the file immediately.
    ///
    /// # Errors
    /// If the file cannot be read and written.
    pub fn open(folder: &Path, marks: &Path) -> Result<Self, StateError> {
        Ok(Self {
            folder: folder.to_owned(),
            fetcher: Fetcher::new(),
            retention: Retention::default(),
            reserved: Reserved::default(),
            state: Mutex::new(FeedState::open(marks)?),
        })
    }

    /// Uses `retention` for each feed.
    #[must_use]
    pub fn with_retention(self, retention: Retention) -> Self {
        Self { retention, ..self }
    }

    /// The folder of the documents.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The state of each subscription, in the same order.
    ///
    /// # Errors
    /// If the state cannot be read.
    pub fn statuses(&self, subscriptions: &[Subscription]) -> Result<Vec<FeedStatus>, StateError> {
        let records = self.state().feeds()?;
        let records = by_identity(&records);
        let status = |subscription: &Subscription| {
            let record = records.get(&identity(&subscription.address));
            status(subscription, record.copied(), &self.folder)
        };
        Ok(subscriptions.iter().map(status).collect())
    }

    /// Time when the next of the subscriptions is due; `None` if there is none to request, and a
    /// time in the past if one is due.
    ///
    /// # Errors
    /// If the state cannot be read.
    pub fn next_due(
        &self,
        subscriptions: &[Subscription],
    ) -> Result<Option<Timestamp>, StateError> {
        let (now, past) = (Timestamp::now(), Some(Timestamp::MIN));
        let records = self.state().feeds()?;
        let records = by_identity(&records);
        let active = subscriptions.iter().filter(|subscription| !subscription.paused);
        let due =
            active.filter_map(|subscription| match records.get(&identity(&subscription.address)) {
                Some(record) if record.suspended => None,
                Some(record) if is_due(record, subscription.every, now) => past,
                Some(record) => record.next,
                None => past,
            });
        Ok(due.min())
    }

    pub(super) fn state(&self) -> MutexGuard<'_, FeedState> {
        // Each change is a transaction, so that a panic leaves no partial change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the records of feeds by their identities.
pub(super) fn by_identity(records: &[FeedRecord]) -> FxHashMap<u64, &FeedRecord> {
    records.iter().map(|record| (record.identity, record)).collect()
}

fn status(subscription: &Subscription, record: Option<&FeedRecord>, library: &Path) -> FeedStatus {
    let status = FeedStatus::unfetched(subscription);
    let Some(record) = record else { return status };
    let title = match subscription.title {
        None if !record.title.is_empty() => text::line(&record.title).into_owned(),
        _ => status.title,
    };
    let folder = Some(library.join(&record.folder)).filter(|_| !record.folder.is_empty());
    FeedStatus {
        title,
        folder: folder.filter(|folder| folder.is_dir()),
        fetched: record.fetched,
        next: record.next.filter(|_| !subscription.paused),
        error: error(record),
        ..status
    }
}

/// The failure as a sentence, with the day of the first one.
fn error(record: &FeedRecord) -> Option<String> {
    let failure = record.failure.as_ref()?;
    let day = failure.since.strftime("%-d %B");
    let end = if record.suspended { "; it is no longer fetched" } else { "" };
    Some(format!("{}, since {day}{end}", failure.why))
}
