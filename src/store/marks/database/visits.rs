//! What was there at the end of visits. The table came later than the others: it is made when
//! there is something to keep, and where it is missing nothing was kept.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Known;

/// Of all visits together; of those that were not used for longest nothing is kept beyond.
const MOST_BYTES: i64 = 16 * 1024 * 1024;

const TABLE: &str = "
CREATE TABLE IF NOT EXISTS visit (
    opened TEXT NOT NULL PRIMARY KEY,
    hash INTEGER NOT NULL,
    pages BLOB NOT NULL
) STRICT";

/// What was there at the last visit to what is opened. None where the pages have other numbers
/// today, and where they are damaged.
pub(super) fn known(connection: &Connection, opened: &str) -> rusqlite::Result<Option<Known>> {
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'visit'";
    if !connection.prepare(table)?.exists([])? {
        return Ok(None);
    }
    let question = "SELECT pages FROM visit WHERE opened = ?1 AND hash = ?2";
    let known = connection.query_row(question, params![opened, Known::hash()], |row| {
        Ok(Known::of_bytes(row.get_ref(0)?.as_bytes()?))
    });
    Ok(known.optional()?.flatten())
}

/// Keeps what is there, and forgets it of places that are forgotten.
pub(super) fn keep(
    transaction: &Transaction<'_>,
    opened: &str,
    known: &Known,
) -> rusqlite::Result<()> {
    let Some(pages) = known.bytes() else { return Ok(()) };
    transaction.execute_batch(TABLE)?;
    transaction.execute(
        "INSERT INTO visit (opened, hash, pages) VALUES (?1, ?2, ?3) ON CONFLICT (opened) DO \
         UPDATE SET hash = excluded.hash, pages = excluded.pages \
         WHERE hash <> excluded.hash OR pages <> excluded.pages",
        params![opened, Known::hash(), pages],
    )?;
    transaction.execute(
        "DELETE FROM visit WHERE opened NOT IN (SELECT opened FROM (\
         SELECT opened, sum(length(pages)) OVER (ORDER BY used DESC) AS bytes \
         FROM visit JOIN place USING (opened)) WHERE bytes <= ?1)",
        [MOST_BYTES],
    )?;
    Ok(())
}
