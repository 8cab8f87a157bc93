//! The state of a feed between two requests, as plain data. Times are those of the computer's
//! clock; addresses carry no password.

use std::time::Duration;

use jiff::Timestamp;

/// The state of a feed after its last request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FeedRecord {
    /// Hash of the address, without scheme and password; identifies the feed.
    pub(crate) identity: u64,
    /// The address, masked.
    pub(crate) address: String,
    /// Name of its folder in the library.
    pub(crate) folder: String,
    /// The feed's own title, clean; may be empty.
    pub(crate) title: String,
    /// Time of the last successful response.
    pub(crate) fetched: Option<Timestamp>,
    /// Time of the last response with the feed itself, not only "unchanged".
    pub(crate) changed: Option<Timestamp>,
    /// Time from which the feed may be requested again; `None` if it never was.
    pub(crate) next: Option<Timestamp>,
    /// Time for which the last response is fresh, as given by the server.
    pub(crate) freshness: Duration,
    /// Time for which the feed is fresh, as given by itself.
    pub(crate) ttl: Duration,
    /// Hours and days without publications: bits 0 to 23 are hours in UTC, bits 24 to 30 Monday to
    /// Sunday.
    pub(crate) skips: u32,
    /// Median time between two entries; `None` if it is not known.
    pub(crate) gap: Option<Duration>,
    /// Requests so far.
    pub(crate) requests: u64,
    /// The current failures.
    pub(crate) failure: Option<FailureRecord>,
    /// A permanent redirect that is not adopted yet.
    pub(crate) moved: Option<MovedRecord>,
    /// Address that has replaced that of the subscription by a permanent redirect.
    pub(crate) adopted: Option<String>,
    /// Whether it is no longer requested, because the server says that it is gone.
    pub(crate) suspended: bool,
}

/// Failures in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FailureRecord {
    /// Name of the kind of failure.
    pub(crate) kind: String,
    /// Time of the first one.
    pub(crate) since: Timestamp,
    /// Number of failures.
    pub(crate) count: u32,
    /// The last reason, as a sentence.
    pub(crate) why: String,
    /// A hint for the user.
    pub(crate) hint: Option<String>,
}

/// Evidence of a permanent redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedRecord {
    /// Its target.
    pub(crate) to: String,
    /// When it was first seen.
    pub(crate) since: Timestamp,
    /// Number of requests that followed it to a feed with a known entry.
    pub(crate) count: u32,
}

/// Validators of a response, sent with the next request exactly as received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    /// `ETag`.
    pub(crate) etag: Option<Vec<u8>>,
    /// `Last-Modified`.
    pub(crate) modified: Option<Vec<u8>>,
}

/// An entry that was seen in a feed. It outlives its document, so that the entry never comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryRecord {
    /// Hash of the entry's identity within the feed.
    pub(crate) identity: u64,
    /// Hash of the canonical link.
    pub(crate) link: Option<u64>,
    /// Hash of the title.
    pub(crate) title: u64,
    /// Hash of the words.
    pub(crate) content: u64,
    /// File name of the document.
    pub(crate) name: String,
    /// Date of publication.
    pub(crate) published: Option<Timestamp>,
    /// When it was first seen.
    pub(crate) first: Timestamp,
    /// When it was last listed by the feed.
    pub(crate) last: Timestamp,
    /// Whether the user has deleted the document, so that it is not written again.
    pub(crate) gone: bool,
    /// Day of the last rewrite, counted from 1970.
    pub(crate) rewritten: i64,
    /// Rewrites on that day.
    pub(crate) rewrites: u32,
}

/// The rate limit of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostRecord {
    /// Its name.
    pub(crate) host: String,
    /// End of the rate limit.
    pub(crate) until: Timestamp,
    /// Number of rate limits in a row.
    pub(crate) rate_limits: u32,
}

/// Everything that one request of a feed changes; stored completely or not at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct FeedChange {
    /// The feed.
    pub(crate) feed: FeedRecord,
    /// Validators of addresses that have answered; empty ones are forgotten.
    pub(crate) validators: Vec<(String, Validators)>,
    /// Entries that are new or have changed.
    pub(crate) entries: Vec<EntryRecord>,
    /// Identities that entries no longer have.
    pub(crate) dropped: Vec<u64>,
    /// Rate limits of servers; one whose time is over is lifted.
    pub(crate) hosts: Vec<HostRecord>,
}
