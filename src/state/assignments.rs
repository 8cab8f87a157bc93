//! Assignments of articles to stories in the database: the later decision wins, as in memory.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::records::{after, text};
use super::{Assigned, Assignment, Record};

const COLUMNS: &str = "SELECT key, kind, story, decided FROM assignment";

/// Reads all assignments, or those changed after `seen`.
pub(super) fn read(
    connection: &Connection,
    seen: Option<i64>,
    records: &mut Vec<Record>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&after(COLUMNS, seen))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        records.push(Record::Assignment(assignment(row)?));
    }
    Ok(())
}

fn assignment(row: &Row<'_>) -> rusqlite::Result<Assignment> {
    let story = match row.get::<_, i64>(1)? {
        1 => Assigned::Apart,
        2 => Assigned::With((&*text(row, 2)?).into()),
        _ => Assigned::Found,
    };
    Ok(Assignment { key: text(row, 0)?, story, decided: row.get(3)? })
}

/// Keeps the assignments that were decided later than those in the database; returns how many.
pub(super) fn keep<'a>(
    transaction: &Transaction<'_>,
    assignments: impl Iterator<Item = &'a Assignment>,
    change: i64,
) -> rusqlite::Result<usize> {
    let mut find = transaction.prepare(&format!("{COLUMNS} WHERE key = ?1"))?;
    let mut put = transaction.prepare(
        "INSERT OR REPLACE INTO assignment (key, kind, story, decided, seq) \
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut changed = 0;
    for given in assignments {
        let known = find.query_row([&given.key], assignment).optional()?.unwrap_or_default();
        if given.overrides(&known) {
            let (kind, story) = match &given.story {
                Assigned::Found => (0, None),
                Assigned::Apart => (1, None),
                Assigned::With(story) => (2, Some(&**story)),
            };
            put.execute(params![given.key, kind, story, given.decided, change])?;
            changed += 1;
        }
    }
    Ok(changed)
}
