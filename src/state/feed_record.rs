//! What is known of a feed between two requests, as plain data. Times are those of the computer's
//! clock; addresses carry no password.

use std::time::Duration;

use jiff::Timestamp;

/// A feed as it was left by the last request.
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
    /// Time of the last answer of the server that could be used.
    pub(crate) fetched: Option<Timestamp>,
    /// Time of the last answer that carried the feed itself, not only "unchanged".
    pub(crate) changed: Option<Timestamp>,
    /// Time from which the feed may be requested again; `None` if it never was.
    pub(crate) next: Option<Timestamp>,
    /// How long the last answer may be kept, as told by the server.
    pub(crate) freshness: Duration,
    /// How long the feed may be kept, as told by itself.
    pub(crate) ttl: Duration,
    /// When nothing is published: bits 0 to 23 are hours in UTC, bits 24 to 30 Monday to Sunday.
    pub(crate) skips: u32,
    /// Median time between two entries; `None` if it is not known.
    pub(crate) gap: Option<Duration>,
    /// Requests so far.
    pub(crate) requests: u64,
    /// Why requests fail at present.
    pub(crate) failure: Option<FailureRecord>,
    /// A permanent redirect that is not trusted yet.
    pub(crate) moved: Option<MovedRecord>,
    /// Address that has replaced that of the subscription by a permanent redirect.
    pub(crate) adopted: Option<String>,
    /// Whether it is no longer requested, because the server says that it is gone.
    pub(crate) suspended: bool,
}

/// Failures without a success in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FailureRecord {
    /// Name of the kind of failure.
    pub(crate) kind: String,
    /// Time of the first one.
    pub(crate) since: Timestamp,
    /// How many there were.
    pub(crate) count: u32,
    /// The last reason, as a sentence.
    pub(crate) why: String,
    /// What can be done about it.
    pub(crate) hint: Option<String>,
}

/// Evidence of a permanent redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedRecord {
    /// Where it leads.
    pub(crate) to: String,
    /// When it was first seen.
    pub(crate) since: Timestamp,
    /// How many requests have followed it to a feed that has a known entry.
    pub(crate) count: u32,
}

/// What a server wants to get back with the next request, exactly as received.
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
    /// Whether the document is not to be written again, because the user has deleted it.
    pub(crate) gone: bool,
    /// Day of the last rewrite, counted from 1970.
    pub(crate) rewritten: i64,
    /// Rewrites on that day.
    pub(crate) rewrites: u32,
}

/// A server that wants to be left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostRecord {
    /// Its name.
    pub(crate) host: String,
    /// Until when.
    pub(crate) until: Timestamp,
    /// How often it has said so without a success in between.
    pub(crate) holds: u32,
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
    /// Servers to leave alone; one with a time that is over counts as answering again.
    pub(crate) hosts: Vec<HostRecord>,
}
