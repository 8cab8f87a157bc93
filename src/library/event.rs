//! What a sync reports while it runs.

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
        /// What happened.
        outcome: FeedOutcome,
    },
    /// The sync is over.
    Finished(SyncSummary),
}

/// What fetching a feed has led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedOutcome {
    /// The server says that nothing has changed, or nothing in the feed is new.
    Unchanged,
    /// Documents were written.
    Changed {
        /// Entries that were not known.
        new: usize,
        /// Known entries whose words have changed.
        updated: usize,
    },
    /// Nothing was learned: the reason as a sentence, and what can be done about it.
    Failed {
        /// The reason.
        why: String,
        /// What to do, if anything can be done.
        hint: Option<String>,
    },
    /// The feed was not asked, for example because its server wants to be left alone for a while.
    Held {
        /// The reason.
        why: String,
    },
}

/// Sums of a sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncSummary {
    /// Feeds that were asked.
    pub asked: usize,
    /// New documents.
    pub new: usize,
    /// Rewritten documents.
    pub updated: usize,
    /// Feeds that failed.
    pub failed: usize,
    /// Feeds that were not asked.
    pub held: usize,
    /// Whether no server could be reached at all, so that nothing was counted as a failure.
    pub offline: bool,
    /// Whether another newswire is fetching, so that this one left it all alone.
    pub elsewhere: bool,
}
