//! What is known of a feed between two requests, as plain data. Times are those of the computer's
//! clock; addresses carry no password.

use std::time::Duration;

use jiff::Timestamp;

/// A feed as it was left by the last request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedRecord {
    /// Hash of the address, without scheme and password; identifies the feed.
    pub identity: u64,
    /// The address, masked.
    pub address: String,
    /// Name of its folder in the library.
    pub folder: String,
    /// The feed's own title, clean; may be empty.
    pub title: String,
    /// Time of the last answer of the server that could be used.
    pub fetched: Option<Timestamp>,
    /// Time of the last answer that carried the feed itself, not only "unchanged".
    pub changed: Option<Timestamp>,
    /// Time from which the feed may be requested again; `None` if it never was.
    pub next: Option<Timestamp>,
    /// How long the last answer may be kept, as told by the server.
    pub freshness: Duration,
    /// How long the feed may be kept, as told by itself.
    pub ttl: Duration,
    /// When nothing is published: bits 0 to 23 are hours in UTC, bits 24 to 30 Monday to Sunday.
    pub skips: u32,
    /// Median time between two entries; `None` if it is not known.
    pub gap: Option<Duration>,
    /// Requests so far.
    pub requests: u64,
    /// Why requests fail at present.
    pub failure: Option<FailureRecord>,
    /// A permanent redirect that is not trusted yet.
    pub moved: Option<MovedRecord>,
    /// Address that has replaced that of the subscription by a permanent redirect.
    pub adopted: Option<String>,
    /// Whether it is no longer requested, because the server says that it is gone.
    pub suspended: bool,
}

/// Failures without a success in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRecord {
    /// Name of the kind of failure.
    pub kind: String,
    /// Time of the first one.
    pub since: Timestamp,
    /// How many there were.
    pub count: u32,
    /// The last reason, as a sentence.
    pub why: String,
    /// What can be done about it.
    pub hint: Option<String>,
}

/// Evidence of a permanent redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRecord {
    /// Where it leads.
    pub to: String,
    /// When it was first seen.
    pub since: Timestamp,
    /// How many requests have followed it to a feed that has a known entry.
    pub count: u32,
}

/// What a server wants to get back with the next request, exactly as received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<Vec<u8>>,
    /// `Last-Modified`.
    pub modified: Option<Vec<u8>>,
}

/// An entry that was seen in a feed. It outlives its document, so that the entry never comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRecord {
    /// Hash of the entry's identity within the feed.
    pub identity: u64,
    /// Hash of the canonical link.
    pub link: Option<u64>,
    /// Hash of the title.
    pub title: u64,
    /// Hash of the words.
    pub content: u64,
    /// File name of the document.
    pub name: String,
    /// Date of publication.
    pub published: Option<Timestamp>,
    /// When it was first seen.
    pub first: Timestamp,
    /// When it was last listed by the feed.
    pub last: Timestamp,
    /// Whether the document is not to be written again, because the user has deleted it.
    pub gone: bool,
    /// Day of the last rewrite, counted from 1970.
    pub rewritten: i64,
    /// Rewrites on that day.
    pub rewrites: u32,
}

/// A server that wants to be left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRecord {
    /// Its name.
    pub host: String,
    /// Until when.
    pub until: Timestamp,
    /// How often it has said so without a success in between.
    pub holds: u32,
}

/// Everything that one request of a feed changes; stored completely or not at all.
#[derive(Clone, Debug, Default)]
pub struct FeedChange {
    /// The feed.
    pub feed: FeedRecord,
    /// Validators of addresses that have answered; empty ones are forgotten.
    pub validators: Vec<(String, Validators)>,
    /// Entries that are new or have changed.
    pub entries: Vec<EntryRecord>,
    /// Identities that entries no longer have.
    pub dropped: Vec<u64>,
    /// Servers to leave alone; one with a time that is over counts as answering again.
    pub hosts: Vec<HostRecord>,
}
