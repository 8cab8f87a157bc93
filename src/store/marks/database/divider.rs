//! Where the reader has put the line between list and article. As with visits, the table is made
//! when there is something to keep.

use rusqlite::{Connection, OptionalExtension, Transaction};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS divider (at INTEGER NOT NULL) STRICT";

/// Thousandths of the screen that are the list's; `None` where nobody has moved it.
pub(super) fn known(connection: &Connection) -> rusqlite::Result<Option<u16>> {
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'divider'";
    if !connection.prepare(table)?.exists([])? {
        return Ok(None);
    }
    connection.query_row("SELECT at FROM divider", [], |row| row.get(0)).optional()
}

pub(super) fn keep(transaction: &Transaction<'_>, at: u16) -> rusqlite::Result<()> {
    transaction.execute_batch(TABLE)?;
    transaction.execute("DELETE FROM divider", [])?;
    transaction.execute("INSERT INTO divider (at) VALUES (?1)", [at])?;
    Ok(())
}
