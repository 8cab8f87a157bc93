//! Events of a running sync.

/// Progress of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncEvent {
    /// The sync has begun with this many feeds.
    Started {
        /// Feeds to fetch.
        feeds: usize,
    },
    /// A feed is done.
    Feed {
        /// Its address, masked.
        address: String,
        /// Its title, clean.
        title: String,
        /// Line number in the file of feeds, from 1.
        line: usize,
        /// The outcome.
        outcome: FeedOutcome,
    },
    /// The sync is over.
    Finished(SyncSummary),
}

/// The outcome of a feed in a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedOutcome {
    /// The server says that nothing has changed, or nothing in the feed is new.
    Unchanged,
    /// Documents were written.
    Changed {
        /// New entries.
        new: usize,
        /// Known entries whose text has changed.
        updated: usize,
    },
    /// The request failed.
    Failed {
        /// The reason as a sentence.
        why: String,
        /// A hint for the user, if there is one.
        hint: Option<String>,
    },
    /// The feed was not requested, for example because its server is rate limiting.
    Skipped {
        /// The reason as a sentence.
        why: String,
    },
}

/// Sums of a sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncSummary {
    /// Feeds that were requested.
    pub requested: usize,
    /// New documents.
    pub new: usize,
    /// Rewritten documents.
    pub updated: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Feeds that were skipped.
    pub skipped: usize,
    /// Whether no server could be reached at all, so that no failure was recorded.
    pub offline: bool,
    /// Whether another process has the lease, so that nothing was requested.
    pub locked: bool,
}
