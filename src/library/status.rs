//! What is known of a subscription beyond its line.

use std::path::PathBuf;

use jiff::Timestamp;

/// State of a subscription, for lists and the sidebar. Text is clean and secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedStatus {
    /// The address, which identifies the subscription, with any password masked.
    pub address: String,
    /// The user's title, else that of the feed, else the host.
    pub title: String,
    /// Tags of the line.
    pub tags: Vec<String>,
    /// Folder of its documents, if anything was fetched.
    pub folder: Option<PathBuf>,
    /// Time of the last answer of the server.
    pub fetched: Option<Timestamp>,
    /// Time of the next request; `None` if fetching is paused or suspended.
    pub next: Option<Timestamp>,
    /// Why the last request brought nothing, as a sentence.
    pub error: Option<String>,
    /// Whether fetching is paused by the user.
    pub paused: bool,
    /// Line number in the file of feeds, from 1.
    pub line: usize,
}
