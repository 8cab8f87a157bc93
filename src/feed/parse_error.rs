//! Why a document is not a feed.

use thiserror::Error;

/// Why a document is not read as a feed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ParseError {
    /// There are no bytes, or only white space.
    #[error("the response is empty")]
    Empty,
    /// It is a page of HTML, which may name feeds.
    #[error("this is a web page, not a feed")]
    Page,
    /// It is something else.
    #[error("this is not a feed: {why}")]
    NotFeed {
        /// What it is instead, such as `it is a list of subscriptions (OPML)`.
        why: String,
    },
}
