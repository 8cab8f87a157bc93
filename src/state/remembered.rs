//! Resume points, seen pages, theme and divider. None of these is worth losing a mark for.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::text;

use super::{Record, ResumePoint, SeenPages, records};

/// Maximum number of resume points; the least recently used are deleted first.
const POINTS: i64 = 1000;
/// Maximum bytes of seen pages over all visits; the least recently used are deleted first.
const MOST_BYTES: i64 = 16 * 1024 * 1024;
/// Longer theme names do not exist.
const LONGEST_NAME: usize = 1024;

const DIVIDER: &str = "divider";
const THEME: &str = "theme";

/// Reads where the last visit to `opened` ended, without its pages.
pub(super) fn resume_point(
    connection: &Connection,
    opened: &str,
) -> rusqlite::Result<Option<ResumePoint>> {
    let question = "SELECT opened, view, article, place FROM place WHERE opened = ?1";
    let point = connection.query_row(question, [opened], |row| {
        let article = row.get_ref(2)?.as_bytes_or_null()?;
        Ok(ResumePoint {
            opened: records::text(row, 0)?,
            view: records::text(row, 1)?,
            article: article.map(|bytes| String::from_utf8_lossy(bytes).into()),
            position: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
            seen: None,
        })
    });
    point.optional()
}

/// Reads the pages that existed at the last visit; empty if they are damaged.
pub(super) fn seen_pages(
    connection: &Connection,
    opened: &str,
) -> rusqlite::Result<Option<SeenPages>> {
    let question = "SELECT pages FROM seen_pages WHERE opened = ?1";
    let seen = connection
        .query_row(question, [opened], |row| Ok(SeenPages::of_bytes(row.get_ref(0)?.as_bytes()?)));
    Ok(seen.optional()?.flatten())
}

/// Reads theme and divider; rows of newer versions are ignored.
pub(super) fn preferences(connection: &Connection) -> rusqlite::Result<Vec<Record>> {
    let mut statement = connection.prepare("SELECT name, value FROM preference")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name = records::text(row, 0)?;
        found.extend(match (&*name, row.get_ref(1)?) {
            (DIVIDER, ValueRef::Integer(at)) => u16::try_from(at).ok().map(Record::Divider),
            (THEME, value) => Some(Record::Theme(theme_name(value))),
            _ => None,
        });
    }
    Ok(found)
}

/// Reads the chosen theme; `None` if none was ever chosen.
pub(super) fn theme(connection: &Connection) -> rusqlite::Result<Option<Record>> {
    let question = "SELECT value FROM preference WHERE name = ?1";
    let theme = connection
        .query_row(question, [THEME], |row| Ok(Record::Theme(theme_name(row.get_ref(0)?))));
    theme.optional()
}

/// The name, if it is safe to display.
fn theme_name(value: ValueRef<'_>) -> Option<String> {
    let ValueRef::Text(name) = value else { return None };
    let name = String::from_utf8_lossy(name.get(..LONGEST_NAME).unwrap_or(name));
    Some(text::line(&name).into_owned()).filter(|name| !name.is_empty())
}

/// Saves the last record of each kind. Returns how many were saved.
pub(super) fn keep(transaction: &Transaction<'_>, records: &[Record]) -> rusqlite::Result<usize> {
    let (mut point, mut divider, mut theme) = (None, None, None);
    for record in records {
        match record {
            Record::Mark(_) | Record::Mute(_) | Record::Assignment(_) => {}
            Record::ResumePoint(it) => point = Some(it),
            Record::Divider(at) => divider = Some(at),
            Record::Theme(name) => theme = Some(name),
        }
    }
    if let Some(point) = point {
        keep_resume_point(transaction, point)?;
    }
    let put = "INSERT OR REPLACE INTO preference (name, value) VALUES (?1, ?2)";
    if let Some(at) = divider {
        transaction.execute(put, params![DIVIDER, at])?;
    }
    if let Some(name) = theme {
        transaction.execute(put, params![THEME, name])?;
    }
    let kept = [point.is_some(), divider.is_some(), theme.is_some()];
    Ok(kept.into_iter().map(usize::from).sum())
}

fn keep_resume_point(transaction: &Transaction<'_>, point: &ResumePoint) -> rusqlite::Result<()> {
    let position = i64::try_from(point.position).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT OR REPLACE INTO place (opened, view, article, place, used) \
         SELECT ?1, ?2, ?3, ?4, ifnull(max(used), 0) + 1 FROM place",
        params![point.opened, point.view, point.article, position],
    )?;
    transaction.execute(
        "DELETE FROM place WHERE used < \
         (SELECT used FROM place ORDER BY used DESC LIMIT 1 OFFSET ?1)",
        [POINTS - 1],
    )?;
    match point.seen.as_ref().and_then(SeenPages::bytes) {
        Some(pages) => keep_seen_pages(transaction, &point.opened, &pages),
        None => Ok(()),
    }
}

/// Saves the seen pages and deletes those without a resume point.
fn keep_seen_pages(
    transaction: &Transaction<'_>,
    opened: &str,
    pages: &[u8],
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO seen_pages (opened, pages) VALUES (?1, ?2) ON CONFLICT (opened) DO \
         UPDATE SET pages = excluded.pages WHERE pages <> excluded.pages",
        params![opened, pages],
    )?;
    transaction.execute(
        "DELETE FROM seen_pages WHERE opened NOT IN (SELECT opened FROM (\
         SELECT opened, sum(length(pages)) OVER (ORDER BY used DESC) AS bytes \
         FROM seen_pages JOIN place USING (opened)) WHERE bytes <= ?1)",
        [MOST_BYTES],
    )?;
    Ok(())
}
