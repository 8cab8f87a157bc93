//! An open database. Every change is a transaction, so saved data survives however the process
//! ends. Several processes may use one file at the same time.

use std::path::PathBuf;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Reason, StateError};
use super::{Record, ResumePoint, assignments, files, records, remembered};

/// An open database file.
#[derive(Debug)]
pub struct Database {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
    /// Why it is read-only; `None` if it is writable.
    pub(super) refused: Option<Reason>,
    /// Identity of the file when it was opened: another file may take its name.
    pub(super) identity: Option<(u64, u64)>,
    /// `SQLite`'s data version, which changes with each change by another connection.
    pub(super) data_version: i64,
    /// The last change returned by [`Database::changes`].
    pub(super) last_change: Option<i64>,
}

impl Database {
    /// Whether anything can be saved: the file was opened for writing.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.refused.is_none()
    }

    /// Returns all marks, mutes and assignments on the first call, then those changed since the last one.
    /// Changes made through this connection may be among them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn changes(&mut self) -> Result<Vec<Record>, StateError> {
        self.check_identity()?;
        self.read_changes().map_err(|error| StateError::of(&self.path, &error))
    }

    /// Saves all of the records or, if that fails, none. Returns how many records changed anything.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep(&mut self, records: &[Record]) -> Result<usize, StateError> {
        if let Some(reason) = &self.refused {
            return Err(StateError::new(&self.path, reason.clone()));
        }
        self.check_identity()?;
        let kept = self.write(records).map_err(|error| StateError::of(&self.path, &error));
        // Only now is it certain that the data went to the file at this path.
        self.check_identity()?;
        kept
    }

    /// Reads everything except resume points, or as much as possible of a file that was lost
    /// meanwhile.
    #[must_use]
    pub fn rescue(&self) -> Vec<Record> {
        let mut all = Vec::new();
        // A read error ends this; what was read before counts.
        let _ = records::read_marks(&self.connection, None, &mut all);
        let _ = records::read_mutes(&self.connection, None, &mut all);
        let _ = assignments::read(&self.connection, None, &mut all);
        all.extend(self.preferences());
        all
    }

    /// Returns where the last visit to `opened` ended, and the pages that existed then.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn resume_point(&self, opened: &str) -> Result<Option<ResumePoint>, StateError> {
        let point = remembered::resume_point(&self.connection, opened)
            .map_err(|error| StateError::of(&self.path, &error))?;
        // Restores the position even if the seen pages cannot be read.
        let seen = remembered::seen_pages(&self.connection, opened).unwrap_or_else(|error| {
            tracing::warn!("the pages of the last visit cannot be read: {error}");
            None
        });
        Ok(point.map(|point| ResumePoint { seen, ..point }))
    }

    /// Returns the chosen theme and divider position; empty if they cannot be read.
    #[must_use]
    pub fn preferences(&self) -> Vec<Record> {
        remembered::preferences(&self.connection).unwrap_or_else(|error| {
            tracing::warn!("theme and divider cannot be read: {error}");
            Vec::new()
        })
    }

    /// Moves the log into the database file, as far as that needs no waiting. Nothing is lost if
    /// this is never called.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn checkpoint(&mut self) -> Result<(), StateError> {
        self.check_identity()?;
        let done = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        done.map_err(|error| StateError::of(&self.path, &error))
    }

    /// Fails if the path now names another file: anything written would be lost, or worse, end up
    /// in the log of the new file.
    pub(super) fn check_identity(&self) -> Result<(), StateError> {
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
        // Reads from one snapshot: a change between two queries would be missed for good.
        let transaction = self.connection.transaction()?;
        let mut changed = Vec::new();
        records::read_marks(&transaction, self.last_change, &mut changed)?;
        records::read_mutes(&transaction, self.last_change, &mut changed)?;
        assignments::read(&transaction, self.last_change, &mut changed)?;
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
    let assigned = records.iter().filter_map(|record| match record {
        Record::Assignment(assignment) => Some(assignment),
        _ => None,
    });
    let changed = records::keep_marks(transaction, marks, change)?
        + records::keep_mutes(transaction, mutes, change)?
        + assignments::keep(transaction, assigned, change)?;
    Ok(changed + remembered::keep(transaction, records)?)
}
