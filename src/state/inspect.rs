//! Determines what exists at the path of the database: nothing, a database of this or an older
//! version, or something unusable. Changes nothing except to rebuild a table that holds no marks.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use url::Url;

use crate::problem::cause;
use crate::text;

use super::error::Reason;
use super::migrations::{APPLICATION, REMEMBERED, SHAPES, VERSION};
use super::update::read_copy;
use super::{Database, files};

/// Size in bytes of the smallest possible database page.
const SMALLEST: u64 = 512;
/// How long to wait for a lock; other processes hold it for milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was found at the path.
pub(super) enum Found {
    /// No file, or one that was never written to.
    Nothing,
    /// A database of the current version.
    Current(Database),
    /// A writable database of an older version.
    Outdated(Connection),
}

/// Inspects the file; `check` includes its whole contents.
pub(super) fn inspect(path: &Path, check: bool) -> Result<Found, Reason> {
    match inspect_once(path, check) {
        // Another process has just set it aside.
        Err(Reason::Moved) => inspect_once(path, check),
        done => done,
    }
}

fn inspect_once(path: &Path, check: bool) -> Result<Found, Reason> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return if files::has_log(path) { Err(beheaded()) } else { Ok(Found::Nothing) };
        }
        Err(error) => return Err(Reason::system("the marks file cannot be reached", &error)),
        Ok(found) if !found.is_file() => {
            return Err(Reason::Unreadable("it is not a file".to_owned()));
        }
        Ok(found) if found.len() == 0 && files::has_log(path) => return Err(beheaded()),
        // The remains of a header could otherwise be taken for an empty file and overwritten.
        Ok(found) if (1..SMALLEST).contains(&found.len()) => {
            return Err(Reason::Damaged("it was truncated".to_owned()));
        }
        Ok(_) => {}
    }
    let identity = files::identity(path);
    let usual = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = match connect(path, usual).and_then(|connection| adopt(path, connection, check)) {
        Err(reason) if reason.forbids_writing() => inspect_to_read(path, check, reason),
        done => done,
    };
    // The file and its log are opened by name, one after the other: if another file took the name
    // in between, the result combines the old file with the log of the new one.
    if files::identity(path) == identity { found } else { Err(Reason::Moved) }
}

/// Inspects the database at `path` read-only; `refused` is why it cannot be written.
fn inspect_to_read(path: &Path, check: bool, refused: Reason) -> Result<Found, Reason> {
    // Not earlier: closing a file releases the locks that this process holds on it.
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(Reason::Unreadable(cause(&error)));
        }
        Err(error) => return Err(Reason::system("the marks file cannot be opened", &error)),
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |path_or_address: &Path, flags| {
        connect(path_or_address, flags).and_then(|connection| adopt(path, connection, check))
    };
    let found = match open(path, flags) {
        Err(reason) if reason.forbids_writing() => {
            // If no companion file can be written, only a file that nobody changes can be read.
            let address = Url::from_file_path(path).map_err(|()| reason)?;
            let address = PathBuf::from(format!("{address}?immutable=1"));
            open(&address, flags | OpenFlags::SQLITE_OPEN_URI)
        }
        done => done,
    };
    Ok(match found? {
        Found::Nothing => Found::Nothing,
        Found::Current(database) => Found::Current(Database { refused: Some(refused), ..database }),
        Found::Outdated(connection) => Found::Current(read_copy(path, &connection, refused)?),
    })
}

fn beheaded() -> Reason {
    Reason::Damaged("only its log is left".to_owned())
}

pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Reason> {
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| Reason::of(&error))?;
    connection.busy_timeout(PATIENCE).map_err(|error| Reason::of(&error))?;
    Ok(connection)
}

/// Accepts a connection if it leads to a database of marks.
pub(super) fn adopt(path: &Path, connection: Connection, check: bool) -> Result<Found, Reason> {
    let sound = |error| Reason::of(&error);
    match version_of(&connection)? {
        None => return Ok(Found::Nothing),
        Some(version) if version < VERSION => return Ok(Found::Outdated(connection)),
        Some(_) => {}
    }
    if check {
        quick_check(&connection)?;
    }
    for question in SHAPES {
        connection.prepare(question).map_err(|error| match Reason::of(&error) {
            Reason::Other(said) => Reason::Damaged(said),
            reason => reason,
        })?;
    }
    let read_only = connection.is_readonly(MAIN_DB).map_err(sound)?;
    if !read_only {
        mend_remembered(&connection).map_err(sound)?;
    }
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(sound)?;
    Ok(Found::Current(Database {
        path: path.to_owned(),
        connection,
        refused: read_only.then_some(Reason::ReadOnly),
        identity: files::identity(path),
        data_version: 0,
        last_change: None,
    }))
}

/// Checks the integrity of the whole file.
pub(super) fn quick_check(connection: &Connection) -> Result<(), Reason> {
    let verdict: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| Reason::of(&error))?;
    match verdict.as_str() {
        "ok" => Ok(()),
        _ => Err(Reason::Damaged(text::line(&verdict).into_owned())),
    }
}

fn mend_remembered(connection: &Connection) -> rusqlite::Result<()> {
    if REMEMBERED.iter().all(|table| table.is_sound(connection)) {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    for table in REMEMBERED.iter().filter(|table| !table.is_sound(&transaction)) {
        table.make_anew(&transaction)?;
    }
    transaction.commit()
}

/// Reads the version; `None` if nothing was ever written. Rejects files of other programs and of
/// newer versions.
fn version_of(connection: &Connection) -> Result<Option<u32>, Reason> {
    // Reads from one snapshot: another process may be about to create the tables.
    let transaction = connection.unchecked_transaction().map_err(|error| Reason::of(&error))?;
    let number = |question: &str| {
        transaction
            .query_row(question, [], |row| row.get::<_, i64>(0))
            .map_err(|error| Reason::of(&error))
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    match (application, version, u32::try_from(version)) {
        (APPLICATION, newer, _) if newer > i64::from(VERSION) => {
            // Otherwise the last connection to close would write out the log.
            let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            Err(Reason::Newer(newer))
        }
        (APPLICATION, _, Ok(version @ 1..)) => Ok(Some(version)),
        (APPLICATION, ..) => Err(Reason::Damaged("it has no version".to_owned())),
        (0, 0, _) if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(None),
        _ => Err(Reason::Foreign),
    }
}
