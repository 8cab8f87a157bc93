//! Subscriptions as lines, as a table and as JSON.

use std::io;

use serde::Serialize;

use crate::article;
use crate::library::Subscription;
use crate::text;

use super::super::json;
use super::super::output::{DIM, Output};
use super::super::table::spaces;

/// Widest title of the table.
const WIDEST_TITLE: usize = 32;

/// A subscription as a JSON object. Field names are a stable interface; times are RFC 3339 in UTC.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    /// The address, masked.
    url: String,
    title: String,
    tags: &'a [String],
    /// The folder of its articles, once there are some.
    folder: Option<String>,
    unread: Option<usize>,
    fetched: Option<String>,
    next: Option<String>,
    error: Option<String>,
}

impl<'a> Row<'a> {
    pub(super) fn of(feed: &'a Subscription) -> Self {
        Self {
            url: feed.masked().to_string(),
            title: title(feed),
            tags: &feed.tags,
            folder: None,
            unread: None,
            fetched: None,
            next: None,
            error: None,
        }
    }
}

/// Returns the user's title, else the host.
fn title(feed: &Subscription) -> String {
    let host = || host(&feed.address).unwrap_or_else(|| feed.masked().to_string());
    feed.title.clone().unwrap_or_else(host)
}

/// Returns the host of an address without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    article::host(address)
}

/// Prints feeds as JSON, as a table on a terminal, or as tab-separated lines in a pipe.
pub(super) fn print(feeds: &[Subscription], json: bool, output: &mut Output<'_>) -> io::Result<()> {
    if json {
        return json::array(feeds.iter().map(Row::of), output.out);
    }
    let Some(columns) = output.columns else {
        for feed in feeds {
            let tags = if feed.tags.is_empty() { "-".to_owned() } else { feed.tags.join(",") };
            writeln!(output.out, "{}\t{}\t{tags}\t-", feed.masked(), title(feed))?;
        }
        return Ok(());
    };
    let titles: Vec<String> = feeds.iter().map(title).collect();
    let widest = titles.iter().map(|title| text::width(title)).max().unwrap_or(0);
    let widest = widest.min(WIDEST_TITLE).min(columns / 3);
    for (feed, title) in feeds.iter().zip(&titles) {
        let title = text::fit(title, widest);
        let gap = spaces(widest + 2, &title);
        let mut more = String::new();
        for tag in &feed.tags {
            more.extend(["  #", tag]);
        }
        if feed.paused {
            more.push_str("  paused");
        }
        let left = columns.saturating_sub(widest + 2 + text::width(&more));
        let address = feed.masked().to_string();
        let address = text::fit(&address, left.max(columns / 3));
        writeln!(output.out, "{title}{gap}{address}{}", output.paint(DIM, &more))?;
    }
    Ok(())
}
