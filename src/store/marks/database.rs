//! Where marks are kept between sessions: the only module that names `SQLite`. Every change is a
//! transaction, so what was kept survives the end of the process, however it comes. Several
//! readers may keep in one file; of each mark the later decision counts, as in memory.

mod divider;
mod fault;
mod files;
mod open;
mod visits;

pub use fault::Fault;
pub use open::Opening;

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::{Known, Mark, Marking, Muting, Place, Record, Since};

use fault::Why;

/// More places than this are forgotten, those first that were not used for longest.
const PLACES: i64 = 1000;

/// An open file of marks.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    connection: Connection,
    /// Why it is only to read, where that is so.
    refused: Option<Why>,
    /// What the file was when it was opened: another may take its name.
    identity: Option<(u64, u64)>,
    /// Changes with each change that another connection makes.
    version: i64,
    /// The last change that [`Database::news`] told of.
    seen: Option<i64>,
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
    pub fn news(&mut self) -> Result<Vec<Record>, Fault> {
        self.stay()?;
        self.changes().map_err(|error| Fault::of(&self.path, &error))
    }

    /// Keeps all of it or, where that fails, none. Returns how many records changed anything.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep(&mut self, records: &[Record]) -> Result<usize, Fault> {
        if let Some(why) = &self.refused {
            return Err(Fault::new(&self.path, why.clone()));
        }
        self.stay()?;
        let kept = self.write(records).map_err(|error| Fault::of(&self.path, &error));
        // Only now is it known that what was written will be found.
        self.stay()?;
        kept
    }

    /// All marks and mutes, or as much as can be read of a file that was lost meanwhile.
    #[must_use]
    pub fn rescue(&self) -> Vec<Record> {
        let mut records = Vec::new();
        // What cannot be read ends it; what came before counts.
        let _ = read_marks(&self.connection, None, &mut records);
        let _ = read_mutes(&self.connection, None, &mut records);
        records
    }

    /// Where a reader has been when the same was open, and what was there.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn place(&self, opened: &str) -> Result<Option<Place>, Fault> {
        let place = self.placed(opened).map_err(|error| Fault::of(&self.path, &error))?;
        // One finds back to the place also where it cannot be told what was there.
        let known = visits::known(&self.connection, opened).unwrap_or_else(|error| {
            tracing::warn!("what was new is not known: {error}");
            None
        });
        Ok(place.map(|place| Place { known, ..place }))
    }

    /// Where the line between list and article was left; nothing where that cannot be read.
    #[must_use]
    pub fn divider(&self) -> Option<Record> {
        let known = divider::known(&self.connection).unwrap_or_else(|error| {
            tracing::warn!("where the line between the panes was is not known: {error}");
            None
        });
        known.map(Record::Divider)
    }

    /// Brings what was kept to its final place, as far as nobody has to wait for it. Nothing is
    /// lost where this is never called.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn settle(&mut self) -> Result<(), Fault> {
        self.stay()?;
        let settled = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        settled.map_err(|error| Fault::of(&self.path, &error))
    }

    /// Fails where the file has lost its name: what is written there is lost, or worse, gets into
    /// the log of the file that has the name now.
    fn stay(&self) -> Result<(), Fault> {
        if self.identity == files::identity(&self.path) {
            return Ok(());
        }
        Err(Fault::new(&self.path, Why::Moved))
    }

    fn changes(&mut self) -> rusqlite::Result<Vec<Record>> {
        let version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if self.seen.is_some() && version == self.version {
            return Ok(Vec::new());
        }
        // One state of the file: what comes between two questions would be missed for ever.
        let transaction = self.connection.transaction()?;
        let mut records = Vec::new();
        read_marks(&transaction, self.seen, &mut records)?;
        read_mutes(&transaction, self.seen, &mut records)?;
        let latest = latest(&transaction)?;
        drop(transaction);
        self.seen = Some(latest);
        self.version = version;
        Ok(records)
    }

    fn write(&mut self, records: &[Record]) -> rusqlite::Result<usize> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = latest(&transaction)?;
        let changed = keep_all(&transaction, records, before + 1)?;
        let after = latest(&transaction)?;
        transaction.commit()?;
        if self.seen == Some(before) {
            self.seen = Some(after);
        }
        Ok(changed)
    }

    fn placed(&self, opened: &str) -> rusqlite::Result<Option<Place>> {
        let question = "SELECT opened, view, article, place FROM place WHERE opened = ?1";
        let place = self.connection.query_row(question, [opened], |row| {
            let article = row.get_ref(2)?.as_bytes_or_null()?;
            Ok(Place {
                opened: text(row, 0)?,
                view: text(row, 1)?,
                article: article.map(|bytes| String::from_utf8_lossy(bytes).into()),
                place: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                known: None,
            })
        });
        place.optional()
    }
}

/// The number of the last change.
fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    let question = "SELECT max(ifnull((SELECT max(seq) FROM mark), 0), \
                    ifnull((SELECT max(seq) FROM mute), 0))";
    connection.query_row(question, [], |row| row.get(0))
}

/// All, in the order of the table, or those of the later changes.
fn after(all: &str, seen: Option<i64>) -> String {
    match seen {
        None => all.to_owned(),
        Some(seen) => format!("{all} WHERE seq > {seen} ORDER BY seq"),
    }
}

fn read_marks(
    connection: &Connection,
    seen: Option<i64>,
    records: &mut Vec<Record>,
) -> rusqlite::Result<()> {
    let all = "SELECT key, read, read_decided, starred, starred_decided FROM mark";
    let mut statement = connection.prepare(&after(all, seen))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mark = Mark { read: since(row, 1)?, starred: since(row, 3)? };
        records.push(Record::Mark(Marking { key: text(row, 0)?, mark }));
    }
    Ok(())
}

fn read_mutes(
    connection: &Connection,
    seen: Option<i64>,
    records: &mut Vec<Record>,
) -> rusqlite::Result<()> {
    let all = "SELECT query, since, decided FROM mute";
    let mut statement = connection.prepare(&after(all, seen))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        records.push(Record::Mute(Muting { query: text(row, 0)?, muted: since(row, 1)? }));
    }
    Ok(())
}

/// The moment at `column`, and in the next one when that was decided.
fn since(row: &Row<'_>, column: usize) -> rusqlite::Result<Since> {
    Ok(Since { at: row.get(column)?, decided: row.get(column + 1)? })
}

/// One damaged name must not hide all the others.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Box<str>> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into())
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
    // Of places the last one counts.
    let place = records.iter().rev().find_map(|record| match record {
        Record::Place(place) => Some(place),
        _ => None,
    });
    let changed = keep_marks(transaction, marks, change)? + keep_mutes(transaction, mutes, change)?;
    place.map_or(Ok(()), |place| keep_place(transaction, place))?;
    let line = records.iter().rev().find_map(|record| match record {
        Record::Divider(at) => Some(*at),
        _ => None,
    });
    line.map_or(Ok(()), |at| divider::keep(transaction, at))?;
    Ok(changed + usize::from(place.is_some()) + usize::from(line.is_some()))
}

fn keep_marks<'a>(
    transaction: &Transaction<'_>,
    markings: impl Iterator<Item = &'a Marking>,
    change: i64,
) -> rusqlite::Result<usize> {
    let mut find = transaction
        .prepare("SELECT read, read_decided, starred, starred_decided FROM mark WHERE key = ?1")?;
    let mut put = transaction.prepare(
        "INSERT OR REPLACE INTO mark (key, read, read_decided, starred, starred_decided, seq) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut changed = 0;
    for Marking { key, mark } in markings {
        let known = find
            .query_row([key], |row| Ok(Mark { read: since(row, 0)?, starred: since(row, 2)? }))
            .optional()?
            .unwrap_or_default();
        let later = known.later(*mark);
        if later != known {
            let Mark { read, starred } = later;
            put.execute(params![key, read.at, read.decided, starred.at, starred.decided, change])?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn keep_mutes<'a>(
    transaction: &Transaction<'_>,
    mutings: impl Iterator<Item = &'a Muting>,
    change: i64,
) -> rusqlite::Result<usize> {
    let mut find = transaction.prepare("SELECT since, decided FROM mute WHERE query = ?1")?;
    let mut put = transaction.prepare(
        "INSERT OR REPLACE INTO mute (query, since, decided, seq) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut changed = 0;
    for Muting { query, muted } in mutings {
        let known = find.query_row([query], |row| since(row, 0)).optional()?.unwrap_or_default();
        let later = known.later(*muted);
        if later != known {
            put.execute(params![query, later.at, later.decided, change])?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn keep_place(transaction: &Transaction<'_>, place: &Place) -> rusqlite::Result<()> {
    let line = i64::try_from(place.place).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT OR REPLACE INTO place (opened, view, article, place, used) \
         SELECT ?1, ?2, ?3, ?4, ifnull(max(used), 0) + 1 FROM place",
        params![place.opened, place.view, place.article, line],
    )?;
    transaction.execute(
        "DELETE FROM place WHERE used < \
         (SELECT used FROM place ORDER BY used DESC LIMIT 1 OFFSET ?1)",
        [PLACES - 1],
    )?;
    place.known.as_ref().map_or(Ok(()), |known| visits::keep(transaction, &place.opened, known))
}
