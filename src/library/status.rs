//! The state of a subscription.

use std::path::PathBuf;

use jiff::Timestamp;
use url::Url;

use crate::article::host;
use crate::text;

use super::subscription::Subscription;

/// State of a subscription, for lists and the sidebar. Text is clean and secrets are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedStatus {
    /// The address, which identifies the subscription, with any password masked.
    pub address: String,
    /// The user's title, else that of the feed, else host and path.
    pub title: String,
    /// Tags of the line.
    pub tags: Vec<String>,
    /// Folder of its documents, if anything was fetched.
    pub folder: Option<PathBuf>,
    /// Time of the last successful response.
    pub fetched: Option<Timestamp>,
    /// Time of the next request; `None` if fetching is paused or suspended.
    pub next: Option<Timestamp>,
    /// Why the last request failed, as a sentence.
    pub error: Option<String>,
    /// Whether fetching is paused by the user.
    pub paused: bool,
    /// Line number in the file of feeds, from 1.
    pub line: usize,
}

impl FeedStatus {
    /// The state of a subscription that was never fetched.
    #[must_use]
    pub fn unfetched(subscription: &Subscription) -> Self {
        let address = subscription.masked().to_string();
        let place = || place(&subscription.address, &address);
        Self {
            title: text::line(&subscription.title.clone().unwrap_or_else(place)).into_owned(),
            tags: subscription.tags.clone(),
            folder: None,
            fetched: None,
            next: None,
            error: None,
            paused: subscription.paused,
            line: subscription.line,
            address,
        }
    }
}

/// Returns host and path of an address, which tell feeds of one server apart; `masked` is the same
/// address without secrets.
fn place(address: &str, masked: &str) -> String {
    let Some(host) = host(address) else { return masked.to_owned() };
    let path = Url::parse(masked).map(|url| url.path().to_owned()).unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path.trim_end_matches('/'));
    format!("{host}{}", path.decode_utf8_lossy())
}
