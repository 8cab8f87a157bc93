//! Opening the database: whatever is found at its path, articles can be read and marked. Nothing
//! found there is ever deleted or overwritten.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::problem::cause;
use crate::text;

use super::error::{Reason, StateError};
use super::inspect::{Found, adopt, connect, inspect, quick_check};
use super::migrations::{self, MIGRATIONS};
use super::update::update;
use super::{Database, files, theme_file};

/// The result of opening.
#[derive(Debug)]
pub struct OpenOutcome {
    /// The database, read-only unless [`Database::is_writable`].
    pub database: Option<Database>,
    /// A warning for the reader, in one sentence.
    pub warning: Option<String>,
}

impl OpenOutcome {
    fn of(database: Database) -> Self {
        let fault = database.refused.clone().map(|why| StateError::new(&database.path, why));
        Self { database: Some(database), warning: fault.as_ref().map(session_only) }
    }

    fn failed(fault: &StateError) -> Self {
        Self { database: None, warning: Some(session_only(fault)) }
    }
}

fn session_only(fault: &StateError) -> String {
    format!("marks last only this session: {fault}")
}

impl Database {
    /// Opens the database. A missing file is created along with its folders; a damaged file or one
    /// of another program is set aside under a new name, and a new one is created.
    #[must_use]
    pub fn open(path: &Path) -> OpenOutcome {
        let mut outcome = open_or_begin(&files::real(path));
        if let Some(database) = outcome.database.as_mut().filter(|it| it.is_writable()) {
            theme_file::take_over(path, database);
        }
        outcome
    }

    /// Opens an existing database, migrating it to the current version and otherwise leaving it
    /// unchanged; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn existing(path: &Path) -> Result<Option<Self>, StateError> {
        let path = &files::real(path);
        ready(path, false).map_err(|why| StateError::new(path, why))
    }

    /// Opens the database, or creates it if it does not exist. Nothing is set aside.
    ///
    /// # Errors
    /// If it cannot be read and written.
    pub fn to_write(path: &Path) -> Result<Self, StateError> {
        let path = &files::real(path);
        let database = match ready(path, false) {
            Ok(Some(database)) => Ok(database),
            Ok(None) => under_lock(path, || begin(path, false)).map(|(database, _)| database),
            Err(why) => Err(why),
        };
        let database = database.map_err(|why| StateError::new(path, why))?;
        match database.refused {
            None => Ok(database),
            Some(why) => Err(StateError::new(path, why)),
        }
    }
}

fn open_or_begin(path: &Path) -> OpenOutcome {
    if let Ok(Some(database)) = ready(path, true) {
        return OpenOutcome::of(database);
    }
    match under_lock(path, || begin(path, true)) {
        Ok((database, None)) => OpenOutcome::of(database),
        Ok((database, Some(warning))) => {
            OpenOutcome { database: Some(database), warning: Some(warning) }
        }
        Err(why) => OpenOutcome::failed(&StateError::new(path, why)),
    }
}

/// Lets only one process at a time create or rename files; otherwise two could set aside each
/// other's new files.
fn under_lock<T>(path: &Path, work: impl FnOnce() -> Result<T, Reason>) -> Result<T, Reason> {
    let folder = path.parent().unwrap_or(Path::new("."));
    files::make_folder(folder)
        .map_err(|error| Reason::system("cannot create the folder of marks", &error))?;
    let _held = files::hold(folder);
    work()
}

/// Opens or creates the database; with `heal`, sets aside an unusable file and returns a warning.
fn begin(path: &Path, heal: bool) -> Result<(Database, Option<String>), Reason> {
    let why = match ready_under_lock(path, heal) {
        Ok(Some(database)) => return Ok((database, None)),
        Ok(None) => return Ok((create(path)?, None)),
        Err(why) if heal && why.is_hopeless() => why,
        Err(why) => return Err(why),
    };
    let aside = files::set_aside(path).map_err(|error| {
        Reason::Other(format!("{why}, and cannot be renamed: {}", cause(&error)))
    })?;
    let aside = text::line(&aside.to_string_lossy()).into_owned();
    let warning = format!("starting with new marks: {why}; it was set aside as {aside}");
    tracing::warn!("{warning}");
    Ok((create(path)?, Some(warning)))
}

/// Opens and migrates the database at `path`; `None` if nothing exists yet.
fn ready(path: &Path, check: bool) -> Result<Option<Database>, Reason> {
    match inspect(path, check)? {
        Found::Nothing => Ok(None),
        Found::Current(database) => {
            if database.is_writable() {
                files::make_private(path);
                remove_old_copies(&database, check);
            }
            Ok(Some(database))
        }
        // The connection is closed first, so that only one process has the file open while it is
        // changed.
        Found::Outdated(connection) => {
            drop(connection);
            under_lock(path, || ready_under_lock(path, check))
        }
    }
}

fn ready_under_lock(path: &Path, check: bool) -> Result<Option<Database>, Reason> {
    match inspect(path, check)? {
        Found::Nothing => Ok(None),
        Found::Current(database) => Ok(Some(database)),
        Found::Outdated(connection) => update(path, connection, &MIGRATIONS).map(Some),
    }
}

/// Removes the copies of older versions once the changed file has been reopened and checked.
fn remove_old_copies(database: &Database, is_checked: bool) {
    let copies = (1..migrations::VERSION).map(|version| files::old_copy(&database.path, version));
    let copies: Vec<_> = copies.filter(|copy| copy.exists()).collect();
    if copies.is_empty() || !is_checked && quick_check(&database.connection).is_err() {
        return;
    }
    for copy in copies {
        if let Err(error) = std::fs::remove_file(&copy) {
            tracing::warn!("cannot remove {}: {error}", copy.display());
        }
    }
}

fn create(path: &Path) -> Result<Database, Reason> {
    files::create(path).map_err(|error| Reason::system("cannot create the marks file", &error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    lay_out(&mut connection).map_err(|error| Reason::of(&error))?;
    match adopt(path, connection, false)? {
        Found::Current(database) => Ok(database),
        Found::Nothing | Found::Outdated(_) => Err(Reason::Moved),
    }
}

fn lay_out(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    migrations::apply(&transaction, 0, &MIGRATIONS)?;
    transaction.commit()
}
