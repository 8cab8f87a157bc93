//! Reads the theme before the first frame, which must not wait: a single query, abandoned at once
//! if another process is busy with the database or anything looks unusual. The theme is read again
//! with everything else.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::migrations::{APPLICATION, VERSION};
use super::{Record, files, remembered, theme_file};

/// Reading a longer log would take too long.
const LONGEST_LOG: u64 = 8 * 1024 * 1024;

/// Returns the theme chosen in an earlier session.
#[must_use]
pub fn remembered_theme(path: &Path) -> Option<String> {
    match peek(&files::real(path)) {
        Some(Record::Theme(chosen)) => chosen,
        _ => theme_file::read(path),
    }
}

/// `None` if it is unknown whether a theme was chosen.
fn peek(path: &Path) -> Option<Record> {
    let is_short = fs::metadata(files::log(path)).map_or(true, |found| found.len() <= LONGEST_LOG);
    if !is_short || fs::metadata(path).ok()?.len() == 0 {
        return None;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).ok()?;
    connection.busy_timeout(Duration::ZERO).ok()?;
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).ok();
    let is_ours = number("application_id")? == APPLICATION;
    if !is_ours || number("user_version")? != i64::from(VERSION) {
        return None;
    }
    remembered::theme(&connection).ok()?
}
