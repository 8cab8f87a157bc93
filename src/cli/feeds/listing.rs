//! Subscriptions as lines, as a table and as JSON.

use std::io;

use jiff::Timestamp;
use serde::Serialize;

use crate::library::{FeedStatus, Subscription};
use crate::text;

use super::super::output::{BAD, DIM, Output};
use super::super::table::spaces;

/// Widest title of the table, in columns.
const MAX_TITLE_WIDTH: usize = 32;

/// A subscription as a JSON object. Field names are a stable interface; times are RFC 3339 in UTC.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    /// The address, masked.
    url: &'a str,
    title: &'a str,
    tags: &'a [String],
    /// The folder of its articles, once there are some.
    folder: Option<String>,
    /// Unread articles in the folder, if they were counted.
    unread: Option<usize>,
    fetched: Option<String>,
    next: Option<String>,
    error: Option<&'a str>,
    /// Whether nothing is fetched for now.
    paused: bool,
    /// Whether the line has `!`.
    hidden: bool,
}

impl<'a> Row<'a> {
    pub(super) fn of(feed: &'a FeedStatus, line: &Subscription, unread: Option<usize>) -> Self {
        let time = |time: Timestamp| time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self {
            url: &feed.address,
            title: &feed.title,
            tags: &feed.tags,
            folder: feed.folder.as_ref().map(|folder| folder.to_string_lossy().into_owned()),
            unread,
            fetched: feed.fetched.map(time),
            next: feed.next.map(time),
            error: feed.error.as_deref(),
            paused: feed.paused,
            hidden: line.hidden,
        }
    }
}

/// Prints feeds as a table on a terminal, or as tab-separated lines in a pipe.
pub(super) fn print(
    feeds: &[FeedStatus],
    lines: &[Subscription],
    output: &mut Output<'_>,
) -> io::Result<()> {
    if let Some(columns) = output.columns {
        return table(feeds, lines, columns, output);
    }
    for (feed, line) in feeds.iter().zip(lines) {
        let tags = if feed.tags.is_empty() { "-".to_owned() } else { feed.tags.join(",") };
        let error = feed.error.as_deref().unwrap_or("-");
        let signs = signs(line).collect::<Vec<_>>().join(",");
        let signs = if signs.is_empty() { "-" } else { &signs };
        writeln!(output.out, "{}\t{}\t{tags}\t{error}\t{signs}", feed.address, feed.title)?;
    }
    Ok(())
}

/// Returns what a line says of its feed besides title and tags, in the words of the file.
fn signs(line: &Subscription) -> impl Iterator<Item = &'static str> {
    [line.paused.then_some("pause"), line.hidden.then_some("!")].into_iter().flatten()
}

fn table(
    feeds: &[FeedStatus],
    lines: &[Subscription],
    columns: usize,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let widest = feeds.iter().map(|feed| text::width(&feed.title)).max().unwrap_or(0);
    let widest = widest.min(MAX_TITLE_WIDTH).min(columns / 3);
    let indent = spaces(widest + 2, "");
    for (feed, line) in feeds.iter().zip(lines) {
        let title = text::fit(&feed.title, widest);
        let gap = spaces(widest + 2, &title);
        let mut more = String::new();
        for tag in &feed.tags {
            more.extend(["  #", tag]);
        }
        for sign in signs(line) {
            more.extend(["  ", sign]);
        }
        let left = columns.saturating_sub(widest + 2 + text::width(&more));
        let address = text::fit(&feed.address, left.max(columns / 3));
        writeln!(output.out, "{title}{gap}{address}{}", output.paint(DIM, &more))?;
        if let Some(error) = &feed.error {
            let error = text::fit(error, columns.saturating_sub(widest + 2));
            writeln!(output.out, "{indent}{}", output.paint(BAD, &error))?;
        }
    }
    Ok(())
}
