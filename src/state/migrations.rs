//! The tables of the file, by version: each migration leads from one version to the next, and a new
//! file runs all of them. A released migration is never edited.

use rusqlite::Transaction;

/// `nwsm`, the `SQLite` application id that distinguishes the file from those of other programs.
pub(super) const APPLICATION: i64 = 0x6e77_736d;
/// The version that this build reads and writes.
pub(super) const VERSION: u32 = 4;

pub(super) type Migration = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// Entry 0 leads from an empty file to version 1, and so on.
pub(super) const MIGRATIONS: [Migration; VERSION as usize] =
    [create_marks, create_remembered, create_feeds, create_assignments];

/// Queries that fail if a table does not have the expected columns.
pub(super) const SHAPES: [&str; 4] = [
    "SELECT key, read, read_decided, starred, starred_decided, seq FROM mark LIMIT 0",
    "SELECT query, since, decided, seq FROM mute LIMIT 0",
    "SELECT opened, view, article, place, used FROM place LIMIT 0",
    "SELECT key, kind, story, decided, seq FROM assignment LIMIT 0",
];

/// A table that can be lost without losing a mark or an article: preferences, resume points and the
/// state of feeds, which is restored from the documents. It is rebuilt if it does not have the
/// expected columns; the marks are not given up for that.
pub(super) struct Table {
    name: &'static str,
    columns: &'static str,
    create: &'static str,
}

pub(super) const REMEMBERED: [Table; 6] = [
    Table {
        name: "seen_pages",
        columns: "opened, pages",
        create: "CREATE TABLE seen_pages (
                     opened TEXT NOT NULL PRIMARY KEY,
                     pages BLOB NOT NULL
                 ) STRICT",
    },
    // A row without a value means that the theme of the settings was chosen.
    Table {
        name: "preference",
        columns: "name, value",
        create: "CREATE TABLE preference (
                     name TEXT NOT NULL PRIMARY KEY,
                     value ANY
                 ) STRICT, WITHOUT ROWID",
    },
    Table {
        name: "feed",
        columns: "identity, address, folder, title, fetched, changed, next, freshness, ttl, skips, \
                  gap, requests, failure, failed_since, failures, why, hint, moved_to, moved_since, \
                  moves, adopted, suspended",
        create: "CREATE TABLE feed (
                     identity INTEGER NOT NULL PRIMARY KEY,
                     address TEXT NOT NULL,
                     folder TEXT NOT NULL,
                     title TEXT NOT NULL,
                     fetched INTEGER,
                     changed INTEGER,
                     next INTEGER,
                     freshness INTEGER NOT NULL,
                     ttl INTEGER NOT NULL,
                     skips INTEGER NOT NULL,
                     gap INTEGER,
                     requests INTEGER NOT NULL,
                     failure TEXT,
                     failed_since INTEGER,
                     failures INTEGER NOT NULL,
                     why TEXT,
                     hint TEXT,
                     moved_to TEXT,
                     moved_since INTEGER,
                     moves INTEGER NOT NULL,
                     adopted TEXT,
                     suspended INTEGER NOT NULL
                 ) STRICT",
    },
    Table {
        name: "validator",
        columns: "feed, url, etag, modified",
        create: "CREATE TABLE validator (
                     feed INTEGER NOT NULL,
                     url TEXT NOT NULL,
                     etag BLOB,
                     modified BLOB,
                     PRIMARY KEY (feed, url)
                 ) STRICT, WITHOUT ROWID",
    },
    Table {
        name: "entry",
        columns: "feed, identity, link, title, content, name, published, first, last, gone, \
                  rewritten, rewrites",
        create: "CREATE TABLE entry (
                     feed INTEGER NOT NULL,
                     identity INTEGER NOT NULL,
                     link INTEGER,
                     title INTEGER NOT NULL,
                     content INTEGER NOT NULL,
                     name TEXT NOT NULL,
                     published INTEGER,
                     first INTEGER NOT NULL,
                     last INTEGER NOT NULL,
                     gone INTEGER NOT NULL,
                     rewritten INTEGER NOT NULL,
                     rewrites INTEGER NOT NULL,
                     PRIMARY KEY (feed, identity)
                 ) STRICT, WITHOUT ROWID",
    },
    Table {
        name: "host",
        columns: "host, until, rate_limits",
        create: "CREATE TABLE host (
                     host TEXT NOT NULL PRIMARY KEY,
                     until INTEGER NOT NULL,
                     rate_limits INTEGER NOT NULL
                 ) STRICT, WITHOUT ROWID",
    },
];

/// The first tables of [`REMEMBERED`] are of version 2, the others of version 3.
const OF_VERSION_2: usize = 2;

impl Table {
    pub(super) fn is_sound(&self, connection: &rusqlite::Connection) -> bool {
        has_columns(connection, self.name, self.columns)
    }

    pub(super) fn make_anew(&self, connection: &rusqlite::Connection) -> rusqlite::Result<()> {
        let (name, create) = (self.name, self.create);
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {name}; {create}"))
    }
}

/// Migrates from version `from` to that of the last of `migrations`.
pub(super) fn apply(
    transaction: &Transaction<'_>,
    from: u32,
    migrations: &[Migration],
) -> rusqlite::Result<()> {
    for (migration, version) in migrations.iter().zip(1_u32..) {
        if version > from {
            migration(transaction)?;
            transaction.pragma_update(None, "user_version", version)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION)
}

/// `seq` counts changes: a row with a higher number than one seen before has changed since.
fn create_marks(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "CREATE TABLE mark (
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
         CREATE INDEX place_used ON place (used);",
    )
}

/// Version 1 created two tables on demand: `visit`, which stored a page number that identified the
/// pages of other builds, and `divider`.
fn create_remembered(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in REMEMBERED.iter().take(OF_VERSION_2) {
        transaction.execute_batch(table.create)?;
    }
    if has_columns(transaction, "visit", "opened, hash, pages") {
        transaction.execute_batch(
            "INSERT INTO seen_pages (opened, pages) SELECT opened, pages FROM visit \
             WHERE hash = -1009917544118580952 AND opened IN (SELECT opened FROM place)",
        )?;
    }
    if has_columns(transaction, "divider", "at") {
        transaction.execute_batch(
            "INSERT INTO preference (name, value) SELECT 'divider', at FROM divider LIMIT 1",
        )?;
    }
    transaction.execute_batch("DROP TABLE IF EXISTS visit; DROP TABLE IF EXISTS divider")
}

/// The state of feeds, their entries and their servers.
fn create_feeds(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in REMEMBERED.iter().skip(OF_VERSION_2) {
        transaction.execute_batch(table.create)?;
    }
    Ok(())
}

/// Stories that the reader split and joined. `story` is a name where `kind` is 2.
fn create_assignments(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "CREATE TABLE assignment (
             key TEXT NOT NULL PRIMARY KEY,
             kind INTEGER NOT NULL,
             story TEXT,
             decided INTEGER NOT NULL,
             seq INTEGER NOT NULL
         ) STRICT, WITHOUT ROWID;
         CREATE INDEX assignment_seq ON assignment (seq);",
    )
}

fn has_columns(connection: &rusqlite::Connection, table: &str, columns: &str) -> bool {
    connection.prepare(&format!("SELECT {columns} FROM {table} LIMIT 0")).is_ok()
}
