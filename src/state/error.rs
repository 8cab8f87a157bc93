//! Why state cannot be saved or read, in words for the reader.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

use crate::problem;
use crate::text;

/// Why a database cannot be used, displayed as `what: path (hint: …)`.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{} (hint: {})", self.what(), self.hint())]
pub struct StateError {
    path: PathBuf,
    reason: Reason,
}

/// What is wrong with a database.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(super) enum Reason {
    #[error("the marks file is from a newer newswire (version {0})")]
    Newer(i64),
    #[error("the marks file is damaged: {0}")]
    Damaged(String),
    #[error("the marks file belongs to another program")]
    Foreign,
    #[error("the marks file cannot be read: {0}")]
    Unreadable(String),
    #[error("the marks file cannot be written")]
    ReadOnly,
    #[error("the disk is full")]
    Full,
    #[error("writing the marks file failed, the disk may be full")]
    Unwritten,
    #[error("another program has locked the marks file")]
    Busy,
    #[error("the marks file was moved or deleted")]
    Moved,
    #[error("{0}")]
    Other(String),
}

impl StateError {
    pub(super) fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }

    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        Self::new(path, Reason::of(error))
    }

    /// Returns the problem and the path, without the hint.
    #[must_use]
    pub fn what(&self) -> String {
        format!("{}: {}", self.reason, text::line(&self.path.to_string_lossy()))
    }

    /// Returns the hint: what can be done about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.reason {
            Reason::Newer(_) => "update newswire; the file was left as it is",
            Reason::Damaged(_) | Reason::Foreign | Reason::Unreadable(_) => {
                "move the file away; the reader does so itself"
            }
            Reason::ReadOnly => "check the permissions of the file and its folder",
            Reason::Full | Reason::Unwritten => "free some space on the disk",
            Reason::Busy => "close the program that uses it",
            Reason::Moved => "put it back, or continue with a new one",
            Reason::Other(_) => "check the folder, or set XDG_STATE_HOME",
        }
    }

    /// Whether the database has to be reopened to continue.
    #[must_use]
    pub fn needs_opening(&self) -> bool {
        matches!(self.reason, Reason::Damaged(_) | Reason::Moved)
    }
}

impl Reason {
    pub(super) fn of(error: &rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error() else {
            return Self::Damaged(said(error));
        };
        match (code.code, code.extended_code) {
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _)
            | (_, ffi::SQLITE_IOERR_SHORT_READ) => Self::Damaged(said(error)),
            (ErrorCode::DiskFull, _) => Self::Full,
            // Includes file size limits and disk quotas.
            (
                _,
                ffi::SQLITE_IOERR_WRITE
                | ffi::SQLITE_IOERR_FSYNC
                | ffi::SQLITE_IOERR_TRUNCATE
                | ffi::SQLITE_IOERR_SHMSIZE,
            ) => Self::Unwritten,
            (_, ffi::SQLITE_READONLY_DBMOVED) => Self::Moved,
            (ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied, _) => {
                Self::ReadOnly
            }
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy,
            _ => Self::Other(format!("the marks file cannot be used: {}", said(error))),
        }
    }

    /// Whether reading may still be possible.
    pub(super) fn forbids_writing(&self) -> bool {
        matches!(self, Self::ReadOnly | Self::Full | Self::Unwritten)
    }

    /// Whether the file should be set aside.
    pub(super) fn is_hopeless(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Foreign | Self::Unreadable(_))
    }

    pub(super) fn system(what: &str, error: &io::Error) -> Self {
        Self::Other(format!("{what}: {}", problem::cause(error)))
    }
}

/// The message of the database, cleaned because it may quote the file.
fn said(error: &rusqlite::Error) -> String {
    text::line(&error.to_string()).into_owned()
}
