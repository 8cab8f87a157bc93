//! An open library: the folder of the documents, the state of the feeds, and the fetcher.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::state::FeedRecord;
use crate::state::FeedState;
use crate::state::StateError;
use crate::text;

use super::address::identity;
use super::fetch::Fetcher;
use super::retention::Retention;
use super::schedule::has_come;
use super::status::FeedStatus;
use super::subscription::Subscription;

/// A library of documents that feeds fill.
#[derive(Debug)]
pub struct Library {
    pub(super) folder: PathBuf,
    pub(super) fetcher: Fetcher,
    pub(super) retention: Retention,
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
        let status = |subscription: &Subscription| {
            let identity = identity(&subscription.address);
            status(subscription, find(&records, identity), &self.folder)
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
        let active = subscriptions.iter().filter(|subscription| !subscription.paused);
        let due = active.filter_map(|subscription| {
            let record = find(&records, identity(&subscription.address));
            match record {
                Some(record) if record.suspended => None,
                Some(record) => record.next.filter(|next| !has_come(*next, now)).or(past),
                None => past,
            }
        });
        Ok(due.min())
    }

    pub(super) fn state(&self) -> MutexGuard<'_, FeedState> {
        // Each change is a transaction, so that a panic leaves no partial change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the record of a feed.
pub(super) fn find(records: &[FeedRecord], identity: u64) -> Option<&FeedRecord> {
    records.iter().find(|record| record.identity == identity)
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
