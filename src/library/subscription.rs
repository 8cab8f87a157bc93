//! A subscription: one line of the file of feeds.

use std::time::Duration;

/// A line of the file of feeds, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The address as written, with a user and a password if the line has them; mask it before it
    /// is shown. Identifies the subscription.
    pub address: String,
    /// Title of the user's own, which replaces that of the feed.
    pub title: Option<String>,
    /// Tags in the line's order.
    pub tags: Vec<String>,
    /// How often to fetch, in place of the feed's own pace.
    pub every: Option<Duration>,
    /// Whether to fetch the full text of each new entry; `None` follows the settings.
    pub full_text: Option<bool>,
    /// How many documents to keep in the folder; `None` follows the settings.
    pub keep: Option<usize>,
    /// Whether fetching is paused.
    pub paused: bool,
    /// Line number in the file, from 1.
    pub line: usize,
}
