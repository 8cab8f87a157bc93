//! Marks and mutes in the database: the later decision wins, as in memory.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Mark, Marking, Muting, Record, Timestamped};

/// The number of the last change.
pub(super) fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    let question = "SELECT max(ifnull((SELECT max(seq) FROM mark), 0), \
                    ifnull((SELECT max(seq) FROM mute), 0), \
                    ifnull((SELECT max(seq) FROM assignment), 0))";
    connection.query_row(question, [], |row| row.get(0))
}

/// Extends a query: all rows in table order, or only those changed later.
pub(super) fn after(all: &str, seen: Option<i64>) -> String {
    match seen {
        None => all.to_owned(),
        Some(seen) => format!("{all} WHERE seq > {seen} ORDER BY seq"),
    }
}

pub(super) fn read_marks(
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

pub(super) fn read_mutes(
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

/// Reads the time at `column`, and the time it was decided from the next column.
fn since(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamped> {
    Ok(Timestamped { at: row.get(column)?, decided: row.get(column + 1)? })
}

/// Reads text leniently: one damaged name must not hide all the others.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Box<str>> {
    Ok(String::from_utf8_lossy(row.get_ref(column)?.as_bytes()?).into())
}

/// The marks of one key.
pub(super) fn mark(connection: &Connection, key: &str) -> rusqlite::Result<Mark> {
    let question = "SELECT read, read_decided, starred, starred_decided FROM mark WHERE key = ?1";
    let mark = connection
        .query_row(question, [key], |row| {
            Ok(Mark { read: since(row, 0)?, starred: since(row, 2)? })
        })
        .optional()?;
    Ok(mark.unwrap_or_default())
}

pub(super) fn keep_marks<'a>(
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

pub(super) fn keep_mutes<'a>(
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
