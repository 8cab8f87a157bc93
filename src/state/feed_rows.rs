//! Rows of feeds, entries, validators and servers ↔ plain data.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Row, RowIndex, Transaction, params};

use super::feed_record::{
    EntryRecord, FailureRecord, FeedChange, FeedRecord, HostRecord, MovedRecord, Validators,
};

/// Size of what is written to see whether anything can be, in bytes.
const PROBE: usize = 64 * 1024;

pub(super) fn feeds(connection: &Connection) -> rusqlite::Result<Vec<FeedRecord>> {
    let mut statement = connection.prepare(
        "SELECT identity, address, folder, title, fetched, changed, next, freshness, ttl, \
         skips, gap, requests, failure, failed_since, failures, why, hint, moved_to, moved_since, moves, \
         adopted, suspended FROM feed ORDER BY identity",
    )?;
    let rows = statement.query_map([], feed)?;
    rows.collect()
}

fn feed(row: &Row<'_>) -> rusqlite::Result<FeedRecord> {
    Ok(FeedRecord {
        identity: row.get::<_, i64>("identity")?.cast_unsigned(),
        address: row.get("address")?,
        folder: row.get("folder")?,
        title: row.get("title")?,
        fetched: moment(row, "fetched")?,
        changed: moment(row, "changed")?,
        next: moment(row, "next")?,
        freshness: span(row.get("freshness")?),
        ttl: span(row.get("ttl")?),
        skips: row.get("skips")?,
        gap: row.get::<_, Option<i64>>("gap")?.map(span),
        requests: row.get::<_, i64>("requests")?.cast_unsigned(),
        failure: failure(row)?,
        moved: moved(row)?,
        adopted: row.get("adopted")?,
        suspended: row.get("suspended")?,
    })
}

fn failure(row: &Row<'_>) -> rusqlite::Result<Option<FailureRecord>> {
    let (Some(kind), Some(since)) = (row.get("failure")?, moment(row, "failed_since")?) else {
        return Ok(None);
    };
    let why = row.get::<_, Option<String>>("why")?.unwrap_or_default();
    let (count, hint) = (row.get("failures")?, row.get("hint")?);
    Ok(Some(FailureRecord { kind, since, count, why, hint }))
}

fn moved(row: &Row<'_>) -> rusqlite::Result<Option<MovedRecord>> {
    let (Some(to), Some(since)) = (row.get("moved_to")?, moment(row, "moved_since")?) else {
        return Ok(None);
    };
    Ok(Some(MovedRecord { to, since, count: row.get("moves")? }))
}

/// Reads a time. One that does not exist counts as unknown.
fn moment(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Option<Timestamp>> {
    let seconds = row.get::<_, Option<i64>>(column)?;
    Ok(seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()))
}

fn span(seconds: i64) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

fn seconds(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX)
}

fn at(moment: Option<Timestamp>) -> Option<i64> {
    moment.map(Timestamp::as_second)
}

pub(super) fn entries(connection: &Connection, feed: u64) -> rusqlite::Result<Vec<EntryRecord>> {
    let mut statement = connection.prepare(
        "SELECT identity, link, title, content, name, published, first, last, gone, rewritten, \
         rewrites FROM entry WHERE feed = ?1",
    )?;
    let rows = statement.query_map([feed.cast_signed()], |row| {
        Ok(EntryRecord {
            identity: row.get::<_, i64>(0)?.cast_unsigned(),
            link: row.get::<_, Option<i64>>(1)?.map(i64::cast_unsigned),
            title: row.get::<_, i64>(2)?.cast_unsigned(),
            content: row.get::<_, i64>(3)?.cast_unsigned(),
            name: row.get(4)?,
            published: moment(row, 5)?,
            first: moment(row, 6)?.unwrap_or_default(),
            last: moment(row, 7)?.unwrap_or_default(),
            gone: row.get(8)?,
            rewritten: row.get(9)?,
            rewrites: row.get(10)?,
        })
    })?;
    rows.collect()
}

pub(super) fn validators(
    connection: &Connection,
    feed: u64,
) -> rusqlite::Result<Vec<(String, Validators)>> {
    let mut statement =
        connection.prepare("SELECT url, etag, modified FROM validator WHERE feed = ?1")?;
    let rows = statement.query_map([feed.cast_signed()], |row| {
        Ok((row.get(0)?, Validators { etag: row.get(1)?, modified: row.get(2)? }))
    })?;
    rows.collect()
}

pub(super) fn hosts(connection: &Connection) -> rusqlite::Result<Vec<HostRecord>> {
    let mut statement = connection.prepare("SELECT host, until, rate_limits FROM host")?;
    let rows = statement.query_map([], |row| {
        let until = moment(row, 1)?.unwrap_or_default();
        Ok(HostRecord { host: row.get(0)?, until, rate_limits: row.get(2)? })
    })?;
    rows.collect()
}

/// Writes a row and removes it again. The name is that of no server, and long enough that a full
/// disk has no room for it.
pub(super) fn write_probe(connection: &Connection) -> rusqlite::Result<()> {
    let name = " ".repeat(PROBE);
    let put = "INSERT OR REPLACE INTO host (host, until, rate_limits) VALUES (?1, 0, 0)";
    connection.execute(put, [&name])?;
    connection.execute("DELETE FROM host WHERE host = ?1", [&name])?;
    Ok(())
}

pub(super) fn keep(transaction: &Transaction<'_>, change: &FeedChange) -> rusqlite::Result<()> {
    keep_feed(transaction, &change.feed)?;
    let feed = change.feed.identity.cast_signed();
    keep_validators(transaction, feed, &change.validators)?;
    keep_entries(transaction, feed, change)?;
    keep_hosts(transaction, &change.hosts)
}

fn keep_entries(
    transaction: &Transaction<'_>,
    feed: i64,
    change: &FeedChange,
) -> rusqlite::Result<()> {
    let mut drop = transaction.prepare("DELETE FROM entry WHERE feed = ?1 AND identity = ?2")?;
    for identity in &change.dropped {
        drop.execute(params![feed, identity.cast_signed()])?;
    }
    let mut put = transaction.prepare(
        "INSERT OR REPLACE INTO entry (feed, identity, link, title, content, name, published, \
         first, last, gone, rewritten, rewrites) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for entry in &change.entries {
        put.execute(params![
            feed,
            entry.identity.cast_signed(),
            entry.link.map(u64::cast_signed),
            entry.title.cast_signed(),
            entry.content.cast_signed(),
            entry.name,
            at(entry.published),
            entry.first.as_second(),
            entry.last.as_second(),
            entry.gone,
            entry.rewritten,
            entry.rewrites,
        ])?;
    }
    Ok(())
}

/// One statement with a value for each column.
fn keep_feed(transaction: &Transaction<'_>, feed: &FeedRecord) -> rusqlite::Result<()> {
    let (failure, moved) = (feed.failure.as_ref(), feed.moved.as_ref());
    transaction.execute(
        "INSERT OR REPLACE INTO feed (identity, address, folder, title, fetched, changed, next, \
         freshness, ttl, skips, gap, requests, failure, failed_since, failures, why, hint, \
         moved_to, moved_since, moves, adopted, suspended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, \
         ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        params![
            feed.identity.cast_signed(),
            feed.address,
            feed.folder,
            feed.title,
            at(feed.fetched),
            at(feed.changed),
            at(feed.next),
            seconds(feed.freshness),
            seconds(feed.ttl),
            feed.skips,
            feed.gap.map(seconds),
            feed.requests.cast_signed(),
            failure.map(|it| &it.kind),
            failure.map(|it| it.since.as_second()),
            failure.map_or(0, |it| it.count),
            failure.map(|it| &it.why),
            failure.and_then(|it| it.hint.as_ref()),
            moved.map(|it| &it.to),
            moved.map(|it| it.since.as_second()),
            moved.map_or(0, |it| it.count),
            feed.adopted,
            feed.suspended,
        ],
    )?;
    Ok(())
}

fn keep_validators(
    transaction: &Transaction<'_>,
    feed: i64,
    validators: &[(String, Validators)],
) -> rusqlite::Result<()> {
    for (url, Validators { etag, modified }) in validators {
        if etag.is_none() && modified.is_none() {
            let forget = "DELETE FROM validator WHERE feed = ?1 AND url = ?2";
            transaction.execute(forget, params![feed, url])?;
        } else {
            transaction.execute(
                "INSERT OR REPLACE INTO validator (feed, url, etag, modified) \
                 VALUES (?1, ?2, ?3, ?4)",
                params![feed, url, etag, modified],
            )?;
        }
    }
    Ok(())
}

fn keep_hosts(transaction: &Transaction<'_>, hosts: &[HostRecord]) -> rusqlite::Result<()> {
    hosts.iter().try_for_each(|host| keep_host(transaction, host))
}

pub(super) fn keep_host(connection: &Connection, host: &HostRecord) -> rusqlite::Result<()> {
    let HostRecord { host, until, rate_limits } = host;
    connection.execute(
        "INSERT OR REPLACE INTO host (host, until, rate_limits) VALUES (?1, ?2, ?3)",
        params![host, until.as_second(), rate_limits],
    )?;
    Ok(())
}
