//! Migrates a file of an older version to the current one in a single transaction, so that a killed
//! process or a full disk leaves the old file intact. A copy of the old file stays beside the new
//! one until that has been opened once. If the file cannot be changed, a copy in memory is migrated
//! instead, from which everything can be read.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::problem::cause;

use super::error::Reason;
use super::inspect::{Found, adopt, connect, quick_check};
use super::migrations::{self, MIGRATIONS, Migration};
use super::{Database, files};

/// Migrates the file and opens it. Only one process at a time may call this.
pub(super) fn update(
    path: &Path,
    mut connection: Connection,
    migrations: &[Migration],
) -> Result<Database, Reason> {
    files::make_private(path);
    quick_check(&connection)?;
    if let Err(reason) = migrate(path, &mut connection, migrations) {
        tracing::warn!("the marks file was not updated: {reason}");
        return read_copy(path, &connection, reason);
    }
    match adopt(path, connection, false)? {
        Found::Current(database) => Ok(database),
        Found::Nothing | Found::Outdated(_) => Err(Reason::Moved),
    }
}

fn migrate(
    path: &Path,
    connection: &mut Connection,
    migrations: &[Migration],
) -> Result<(), Reason> {
    // A file that has just been found sound must not be set aside because a migration fails.
    let failed = |error: rusqlite::Error| match Reason::of(&error) {
        Reason::Damaged(said) => Reason::Other(format!("the marks file cannot be updated: {said}")),
        reason => reason,
    };
    // Nobody else writes from here on, so the copy matches what is migrated.
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let version = version_of_old(&transaction)?;
    let copy = files::old_copy(path, version);
    let outcome = keep_copy(path, &copy).and_then(|()| {
        migrations::apply(&transaction, version, migrations).map_err(failed)?;
        transaction.commit().map_err(failed)
    });
    if outcome.is_err() {
        // The old file is unchanged, and a copy of it takes space that may be scarce.
        let _ = fs::remove_file(&copy);
    }
    outcome
}

fn version_of_old(connection: &Connection) -> Result<u32, Reason> {
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0));
    version.map_err(|error| Reason::of(&error))
}

/// Copies the file including its log, completely or not at all.
fn keep_copy(path: &Path, copy: &Path) -> Result<(), Reason> {
    let system = |error| Reason::Other(format!("cannot copy the marks file: {}", cause(&error)));
    let unfinished = files::unfinished(copy);
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(system)?;
    }
    files::create(&unfinished).map_err(system)?;
    let from = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copied = connect(&unfinished, flags).and_then(|mut to| copy_all(&from, &mut to));
    let named = copied.and_then(|()| fs::rename(&unfinished, copy).map_err(system));
    if named.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    named
}

fn copy_all(from: &Connection, to: &mut Connection) -> Result<(), Reason> {
    let copy = |to: &mut Connection| {
        Backup::new(from, to)?.run_to_completion(i32::MAX, Duration::ZERO, None)
    };
    copy(to).map_err(|error| Reason::of(&error))
}

/// Opens a migrated copy in memory, read-only.
pub(super) fn read_copy(
    path: &Path,
    connection: &Connection,
    refused: Reason,
) -> Result<Database, Reason> {
    let failed = |error| Reason::of(&error);
    let mut copy = Connection::open_in_memory().map_err(failed)?;
    copy_all(connection, &mut copy)?;
    let version = version_of_old(&copy)?;
    let transaction = copy.transaction().map_err(failed)?;
    let changed = migrations::apply(&transaction, version, &MIGRATIONS);
    // If the copy cannot be migrated either, report why the file could not be.
    changed.and_then(|()| transaction.commit()).map_err(|_error| refused.clone())?;
    match adopt(path, copy, false)? {
        Found::Current(database) => Ok(Database { refused: Some(refused), ..database }),
        Found::Nothing | Found::Outdated(_) => Err(Reason::Moved),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use rusqlite::Transaction;
    use tempfile::TempDir;

    use super::*;

    const FILE: &str = "NEWSWIRE_TEST_MIGRATION_FILE";
    const CHANGE: &str = "CREATE TABLE half (it); DELETE FROM mark; DROP TABLE mute";

    /// The file as the first release left it.
    fn old_file() -> (TempDir, PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("marks.db");
        let fixture = "tests/fixtures/state/version-1/marks.db";
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture);
        let content = fs::read(fixture).expect("the file");
        fs::write(&path, &content).expect("written");
        (folder, path, content)
    }

    fn outdated(path: &Path) -> Connection {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        connect(path, flags).expect("opened")
    }

    fn fail(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        transaction.execute_batch(CHANGE)?;
        transaction.execute_batch("this is no SQL")
    }

    fn die(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        transaction.execute_batch(CHANGE)?;
        std::process::abort()
    }

    #[track_caller]
    fn assert_usable(path: &Path) {
        let outcome = Database::open(path);
        assert_eq!(outcome.warning, None);
        let mut database = outcome.database.expect("a database");
        assert!(database.is_writable());
        assert_eq!(database.changes().expect("readable").len(), 8);
    }

    #[test]
    fn a_migration_that_fails_leaves_the_old_file_as_it_was() {
        let (_folder, path, content) = old_file();
        let migrations = [MIGRATIONS[0], MIGRATIONS[1], fail];
        let mut database = update(&path, outdated(&path), &migrations).expect("to read");
        assert!(!database.is_writable());
        assert_eq!(database.changes().expect("readable").len(), 8, "all of it is shown");
        drop(database);
        assert!(fs::read(&path).expect("the file") == content);
        assert!(!files::old_copy(&path, 1).exists());
        assert_usable(&path);
    }

    #[test]
    fn a_migration_that_is_killed_leaves_the_old_file_as_it_was() {
        let (_folder, path, _) = old_file();
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "state::update::tests::dies_halfway"]).env(FILE, &path);
        assert!(!command.output().expect("it runs").status.success());
        assert!(files::old_copy(&path, 1).exists(), "it was killed after the copy");
        assert_usable(&path);
    }

    /// Not a test by itself: the test above runs it in a child process.
    #[test]
    fn dies_halfway() {
        let Some(file) = std::env::var_os(FILE) else { return };
        let path = Path::new(&file);
        let _ = update(path, outdated(path), &[MIGRATIONS[0], die]);
    }
}
