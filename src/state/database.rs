//! An open database. Every change is a transaction, so what was kept survives the end of the
//! process, however it comes. Several readers may keep in one file.

use std::path::PathBuf;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Reason, StateError};
use super::{Record, ResumePoint, files, records, remembered};

/// An open file of marks.
#[derive(Debug)]
pub struct Database {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    /// Why it is read-only, where it is.
    pub(super) refused: Option<Reason>,
    /// What the file was when it was opened: another may take its name.
    pub(super) identity: Option<(u64, u64)>,
    /// Changes with each change that another connection makes.
    pub(super) data_version: i64,
    /// The last change that [`Database::changes`] returned.
    pub(super) last_change: Option<i64>,
}

impl Database {
    /// Whether anything can be kept, as far as is known.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.refused.is_none()
    }

    /// All marks and mutes the first time, then those that other connections have changed since.
    /// Changes of one's own may be among them.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn changes(&mut self) -> Result<Vec<Record>, StateError> {
        self.check_identity()?;
        self.read_changes().map_err(|error| StateError::of(&self.path, &error))
    }

    /// Keeps all of it or, where that fails, none. Returns how many records changed anything.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(&mut self, records: &[Record]) -> Result<usize, StateError> {
        if let Some(reason) = &self.refused {
            return Err(StateError::new(&self.path, reason.clone()));
        }
        self.check_identity()?;
        let kept = self.write(records).map_err(|error| StateError::of(&self.path, &error));
        // Only now is it known that what was written will be found.
        self.check_identity()?;
        kept
    }

    /// Everything but resume points, or as much as can be read of a file that was lost meanwhile.
    #[must_use]
    pub fn rescue(&self) -> Vec<Record> {
        let mut all = Vec::new();
        // What cannot be read ends it; what came before counts.
        let _ = records::read_marks(&self.connection, None, &mut all);
        let _ = records::read_mutes(&self.connection, None, &mut all);
        all.extend(self.preferences());
        all
    }

    /// Where the last visit to what is `opened` ended, and the pages that were there.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn resume_point(&self, opened: &str) -> Result<Option<ResumePoint>, StateError> {
        let point = remembered::resume_point(&self.connection, opened)
            .map_err(|error| StateError::of(&self.path, &error))?;
        // The article is found again also where it cannot be told what is new.
        let seen = remembered::seen_pages(&self.connection, opened).unwrap_or_else(|error| {
            tracing::warn!("the pages of the last visit cannot be read: {error}");
            None
        });
        Ok(point.map(|point| ResumePoint { seen, ..point }))
    }

    /// Theme and divider, where the reader has chosen them; nothing where that cannot be read.
    #[must_use]
    pub fn preferences(&self) -> Vec<Record> {
        remembered::preferences(&self.connection).unwrap_or_else(|error| {
            tracing::warn!("theme and divider cannot be read: {error}");
            Vec::new()
        })
    }

    /// Brings what was kept to its final place, as far as nobody has to wait for it. Nothing is
    /// lost where this is never called.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn checkpoint(&mut self) -> Result<(), StateError> {
        self.check_identity()?;
        let done = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        done.map_err(|error| StateError::of(&self.path, &error))
    }

    /// Fails where the file has lost its name: what is written there is lost, or worse, gets into
    /// the log of the file that has the name now.
    fn check_identity(&self) -> Result<(), StateError> {
        if self.identity == files::identity(&self.path) {
            return Ok(());
        }
        Err(StateError::new(&self.path, Reason::Moved))
    }

    fn read_changes(&mut self) -> rusqlite::Result<Vec<Record>> {
        let version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.last_change.is_some() && version == self.data_version {
            return Ok(Vec::new());
        }
        // One state of the file: what comes between two questions would be missed for ever.
        let transaction = self.connection.transaction()?;
        let mut changed = Vec::new();
        records::read_marks(&transaction, self.last_change, &mut changed)?;
        records::read_mutes(&transaction, self.last_change, &mut changed)?;
        let latest = records::latest(&transaction)?;
        drop(transaction);
        self.last_change = Some(latest);
        self.data_version = version;
        Ok(changed)
    }

    fn write(&mut self, records: &[Record]) -> rusqlite::Result<usize> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = records::latest(&transaction)?;
        let changed = keep_all(&transaction, records, before + 1)?;
        let after = records::latest(&transaction)?;
        transaction.commit()?;
        if self.last_change == Some(before) {
            self.last_change = Some(after);
        }
        Ok(changed)
    }
}

/// Returns how many of the records changed anything.
fn keep_all(
    transaction: &Transaction<'_>,
    records: &[Record],
    change: i64,
) -> rusqlite::Result<usize> {
    let marks = records.iter().filter_map(|record| match record {
        Record::Mark(marking) => Some(marking),
        _ => None,
    });
    let mutes = records.iter().filter_map(|record| match record {
        Record::Mute(muting) => Some(muting),
        _ => None,
    });
    let changed = records::keep_marks(transaction, marks, change)?
        + records::keep_mutes(transaction, mutes, change)?;
    Ok(changed + remembered::keep(transaction, records)?)
}
