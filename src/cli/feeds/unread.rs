//! Counts the unread articles of each feed, by the folders of the feeds.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;

use jiff::Timestamp;

use crate::library::FeedStatus;
use crate::library::library_folder;

use super::super::Arguments;
use super::super::failure::Failure;
use super::super::fill::{Asked, prepared};
use super::super::output::Output;
use super::super::read::read;

/// Returns the number of unread articles of each feed; `None` for feeds without a folder.
pub(super) fn unread(
    feeds: &[FeedStatus],
    arguments: &Arguments,
    output: &mut Output<'_>,
) -> Result<Vec<Option<usize>>, Failure> {
    let library = library_folder().filter(|folder| folder.is_dir());
    let Some(library) = library.filter(|_| feeds.iter().any(|feed| feed.folder.is_some())) else {
        return Ok(vec![None; feeds.len()]);
    };
    let asked = Asked::new(std::slice::from_ref(&library), arguments)?;
    let now = Timestamp::now();
    let (articles, _) = read(&asked.opened, output.watched);
    let store = asked.store(articles, asked.marks(output)?, false, now);
    let query = asked.query(Some("is:unread"), None)?;
    let search = prepared(query.as_ref(), store, now, output.err)?;
    let ids = search.map(|search| search.filter(store, store.ids())).unwrap_or_default();
    let mut counts: HashMap<OsString, usize> = HashMap::new();
    for article in ids.into_iter().filter_map(|id| store.get(id)) {
        if let Some(name) = folder_name(article.origin.path(), &library) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let count = |folder: &Path| folder.file_name().and_then(|name| counts.get(name)).copied();
    let of = |feed: &FeedStatus| feed.folder.as_deref().map(|it| count(it).unwrap_or(0));
    Ok(feeds.iter().map(of).collect())
}

/// Returns the name of the feed's folder that holds a document.
fn folder_name(path: &Path, library: &Path) -> Option<OsString> {
    let inside = path.strip_prefix(library).ok()?;
    inside.iter().next().map(OsString::from)
}
