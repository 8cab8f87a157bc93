//! Opening the file of marks: whatever is found at its place, articles can be read and marked.
//! Nothing that is found is ever deleted or overwritten.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags, TransactionBehavior};
use url::Url;

use crate::problem::cause;
use crate::text;

use super::Database;
use super::fault::{Fault, Why};
use super::files;

/// `nwsm`, by which the file can be told from those of other programs.
const APPLICATION: i64 = 0x6e77_736d;
/// Of the tables below.
const VERSION: i64 = 1;
/// Bytes of the smallest page that a database can have.
const SMALLEST: u64 = 512;
/// Others hold the file for milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// `seq` counts changes: what is higher than a number seen before has changed since.
const TABLES: &str = "
CREATE TABLE mark (
    key TEXT NOT NULL PRIMARY KEY,
    read INTEGER,
    read_decided INTEGER NOT NULL,
    starred INTEGER,
    starred_decided INTEGER NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_seq ON mark (seq);
CREATE TABLE mute (
    query TEXT NOT NULL PRIMARY KEY,
    since INTEGER,
    decided INTEGER NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mute_seq ON mute (seq);
CREATE TABLE place (
    opened TEXT NOT NULL PRIMARY KEY,
    view TEXT NOT NULL,
    article TEXT,
    place INTEGER NOT NULL,
    used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX place_used ON place (used);
";

/// Fails where a table is not as it should be.
const SHAPE: [&str; 3] = [
    "SELECT key, read, read_decided, starred, starred_decided, seq FROM mark LIMIT 0",
    "SELECT query, since, decided, seq FROM mute LIMIT 0",
    "SELECT opened, view, article, place, used FROM place LIMIT 0",
];

/// How opening ended.
#[derive(Debug)]
pub struct Opening {
    /// What can be used; only to read where not [`Database::is_writable`].
    pub database: Option<Database>,
    /// What the reader should know, as one sentence.
    pub warning: Option<String>,
}

impl Opening {
    fn of(database: Database) -> Self {
        let fault = database.refused.clone().map(|why| Fault::new(&database.path, why));
        Self { database: Some(database), warning: fault.as_ref().map(session_only) }
    }

    fn failed(fault: &Fault) -> Self {
        Self { database: None, warning: Some(session_only(fault)) }
    }
}

fn session_only(fault: &Fault) -> String {
    format!("marks last only this session: {fault}")
}

impl Database {
    /// Opens the file of marks. Where there is none it is created, with its folders; where it is
    /// damaged or of another program it is set aside under a new name, and a new one is begun.
    #[must_use]
    pub fn open(path: &Path) -> Opening {
        let path = &files::real(path);
        if let Ok(Some(database)) = ready(path, true) {
            return Opening::of(database);
        }
        match under_lock(path, || begin(path, true)) {
            Ok((database, None)) => Opening::of(database),
            Ok((database, Some(warning))) => {
                Opening { database: Some(database), warning: Some(warning) }
            }
            Err(why) => Opening::failed(&Fault::new(path, why)),
        }
    }

    /// Opens the file of marks where there is one, and changes nothing.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn existing(path: &Path) -> Result<Option<Self>, Fault> {
        let path = &files::real(path);
        ready(path, false).map_err(|why| Fault::new(path, why))
    }

    /// Opens the file of marks, and creates it where there is none. Nothing is set aside.
    ///
    /// # Errors
    /// Where it cannot be read and written.
    pub fn to_write(path: &Path) -> Result<Self, Fault> {
        let path = &files::real(path);
        let database = match ready(path, false) {
            Ok(Some(database)) => Ok(database),
            Ok(None) => under_lock(path, || begin(path, false)).map(|(database, _)| database),
            Err(why) => Err(why),
        };
        let database = database.map_err(|why| Fault::new(path, why))?;
        match database.refused {
            None => Ok(database),
            Some(why) => Err(Fault::new(path, why)),
        }
    }
}

/// What is created or renamed is so by one process at a time; else two could set aside each
/// other's new files.
fn under_lock<T>(path: &Path, work: impl FnOnce() -> Result<T, Why>) -> Result<T, Why> {
    let folder = path.parent().unwrap_or(Path::new("."));
    files::make_folder(folder)
        .map_err(|error| Why::system("cannot create the folder of marks", &error))?;
    let _held = files::hold(folder);
    work()
}

/// Opens or creates; where `heal` sets aside what is hopeless, and says so.
fn begin(path: &Path, heal: bool) -> Result<(Database, Option<String>), Why> {
    let why = match ready(path, heal) {
        Ok(Some(database)) => return Ok((database, None)),
        Ok(None) => return Ok((create(path)?, None)),
        Err(why) if heal && why.is_hopeless() => why,
        Err(why) => return Err(why),
    };
    let aside = files::set_aside(path)
        .map_err(|error| Why::Other(format!("{why}, and cannot be renamed: {}", cause(&error))))?;
    let aside = text::line(&aside.to_string_lossy()).into_owned();
    let warning = format!("marks begin anew: {why}; it was set aside as {aside}");
    tracing::warn!("{warning}");
    Ok((create(path)?, Some(warning)))
}

/// The database at `path`; `None` where there is nothing yet.
fn ready(path: &Path, check: bool) -> Result<Option<Database>, Why> {
    match look(path, check) {
        // Another process has set it aside just now.
        Err(Why::Moved) => look(path, check),
        done => done,
    }
}

fn look(path: &Path, check: bool) -> Result<Option<Database>, Why> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return if files::has_log(path) { Err(beheaded()) } else { Ok(None) };
        }
        Err(error) => return Err(Why::system("the file of marks cannot be reached", &error)),
        Ok(found) if !found.is_file() => return Err(Why::Unreadable("it is no file".to_owned())),
        Ok(found) if found.len() == 0 && files::has_log(path) => return Err(beheaded()),
        // Else what is left of a header could be taken for nothing, and overwritten.
        Ok(found) if (1..SMALLEST).contains(&found.len()) => {
            return Err(Why::Damaged("it was cut".to_owned()));
        }
        Ok(_) => {}
    }
    let identity = files::identity(path);
    let usual = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = match connect(path, usual).and_then(|connection| adopt(path, connection, check)) {
        Err(why) if why.forbids_writing() => to_read(path, check, why),
        done => done,
    };
    // The file and its log are opened by name, one after the other: where another file took the
    // name in between, what was found is the old file with the log of the new one.
    if files::identity(path) == identity { found } else { Err(Why::Moved) }
}

/// The database at `path`, of which it is known why it cannot be written.
fn to_read(path: &Path, check: bool, refused: Why) -> Result<Option<Database>, Why> {
    // Not before: closing a file gives up the locks that this process holds on it.
    match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(Why::Unreadable(cause(&error)));
        }
        Err(error) => return Err(Why::system("the file of marks cannot be opened", &error)),
        Ok(_) => {}
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |path_or_address: &Path, flags| {
        connect(path_or_address, flags).and_then(|connection| adopt(path, connection, check))
    };
    let opened = match open(path, flags) {
        Err(why) if why.forbids_writing() => {
            // Where nothing can be written beside it, only a file that nobody changes is read.
            let address = Url::from_file_path(path).map_err(|()| why)?;
            let address = PathBuf::from(format!("{address}?immutable=1"));
            open(&address, flags | OpenFlags::SQLITE_OPEN_URI)
        }
        done => done,
    };
    Ok(opened?.map(|database| Database { refused: Some(refused), ..database }))
}

fn beheaded() -> Why {
    Why::Damaged("only its log is left".to_owned())
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Why> {
    let connection = Connection::open_with_flags(path, flags).map_err(|error| Why::of(&error))?;
    connection.busy_timeout(PATIENCE).map_err(|error| Why::of(&error))?;
    Ok(connection)
}

/// Takes a connection where there are marks at its other end; `None` where there is nothing.
fn adopt(path: &Path, connection: Connection, check: bool) -> Result<Option<Database>, Why> {
    if is_blank(&connection)? {
        return Ok(None);
    }
    let sound = |error| Why::of(&error);
    if check {
        let verdict: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(sound)?;
        if verdict != "ok" {
            return Err(Why::Damaged(text::line(&verdict).into_owned()));
        }
    }
    for question in SHAPE {
        connection.prepare(question).map_err(|error| match Why::of(&error) {
            Why::Other(said) => Why::Damaged(said),
            why => why,
        })?;
    }
    connection.pragma_update(None, "synchronous", "NORMAL").map_err(sound)?;
    let read_only = connection.is_readonly(MAIN_DB).map_err(sound)?;
    Ok(Some(Database {
        path: path.to_owned(),
        connection,
        refused: read_only.then_some(Why::ReadOnly),
        identity: files::identity(path),
        version: 0,
        seen: None,
    }))
}

/// Whether nothing was ever written here; refuses what is not of this program or version.
fn is_blank(connection: &Connection) -> Result<bool, Why> {
    // One state of the file: another process may be about to lay it out.
    let transaction = connection.unchecked_transaction().map_err(|error| Why::of(&error))?;
    let number = |question: &str| {
        transaction
            .query_row(question, [], |row| row.get::<_, i64>(0))
            .map_err(|error| Why::of(&error))
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    match (application, version) {
        (APPLICATION, VERSION) => Ok(false),
        (APPLICATION, newer) if newer > VERSION => {
            // Else the last to close it would write what its log holds.
            let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
            Err(Why::Newer(newer))
        }
        (APPLICATION, _) => Err(Why::Damaged("it has no version".to_owned())),
        (0, 0) if number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(true),
        _ => Err(Why::Foreign),
    }
}

fn create(path: &Path) -> Result<Database, Why> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    lay_out(&mut connection).map_err(|error| Why::of(&error))?;
    adopt(path, connection, false)?.ok_or(Why::Moved)
}

fn lay_out(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}
