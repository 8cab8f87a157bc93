//! A feed to request in a sync.

use crate::state::FeedRecord;

use super::subscription::Subscription;

/// A feed to request.
#[derive(Clone, Debug)]
pub(super) struct Job<'a> {
    pub(super) subscription: &'a Subscription,
    /// The stored state of the feed.
    pub(super) record: FeedRecord,
    /// Name of the server; empty for a program.
    pub(super) host: String,
}
