//! A media file of an article, such as an episode of a podcast.

use std::sync::Arc;
use std::time::Duration;

/// A media file of an article. newswire opens it, but does not load it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Absolute address.
    pub url: Arc<str>,
    /// Media type such as `audio/mpeg`, as written.
    pub media_type: Option<Arc<str>>,
    /// Size in bytes, if it is known and not 0.
    pub length: Option<u64>,
    /// Running time.
    pub duration: Option<Duration>,
}
