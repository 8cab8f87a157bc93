//! Why a feed could not be fetched, as a sentence for the user, and which back-off follows.

use std::io;

use jiff::Timestamp;

use crate::net;
use crate::net::Response;
use crate::problem::cause;
use crate::text;

use super::schedule::{Backoff, retry_after};

/// The kind of a failure; its name is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// The server was not reached.
    Unreached,
    /// The connection broke, a limit was exceeded, or the response is not valid HTTP.
    Transfer,
    /// The server responded with an error.
    Refused,
    /// The server does not let this user in.
    Denied,
    /// The server does not know the address.
    Missing,
    /// The server says that the feed is gone for good.
    Gone,
    /// The server is rate limiting (429, 503).
    RateLimited,
    /// The response is not a feed.
    Content,
    /// A program failed.
    Program,
    /// The documents could not be written.
    Disk,
    /// The user has ended the sync.
    Stopped,
}

impl FailureKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unreached => "unreached",
            Self::Transfer => "transfer",
            Self::Refused => "refused",
            Self::Denied => "denied",
            Self::Missing => "missing",
            Self::Gone => "gone",
            Self::RateLimited => "rate-limited",
            Self::Content => "content",
            Self::Program => "program",
            Self::Disk => "disk",
            Self::Stopped => "stopped",
        }
    }

    pub(super) fn backoff(self) -> Backoff {
        match self {
            Self::Missing => Backoff::Missing,
            Self::Gone => Backoff::Gone,
            _ => Backoff::Doubling,
        }
    }
}

/// Why a request gave no feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    /// A sentence without an address.
    pub(super) why: String,
    /// A hint for the user.
    pub(super) hint: Option<String>,
    /// The time of `Retry-After`, if the server sent one.
    pub(super) until: Option<Timestamp>,
}

impl Failure {
    pub(super) fn new(kind: FailureKind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into(), hint: None, until: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The failure of a request without a complete response.
    pub(super) fn of_request(error: &net::Error) -> Self {
        let kind = match error {
            net::Error::Dns
            | net::Error::Unreachable
            | net::Error::Timeout { wait: net::Wait::Connect, .. } => FailureKind::Unreached,
            net::Error::Cancelled => FailureKind::Stopped,
            net::Error::PrivateAddress | net::Error::Downgrade => FailureKind::Refused,
            _ => FailureKind::Transfer,
        };
        let why = match error {
            net::Error::PrivateAddress => {
                "the server redirects to an address in a private network".to_owned()
            }
            other => other.to_string(),
        };
        match error {
            net::Error::Dns => Self::new(kind, why).hint("check the spelling of the address"),
            net::Error::Tls(_) => Self::new(kind, why)
                .hint("open the site in a browser; its certificate may have expired"),
            net::Error::PrivateAddress => Self::new(kind, why)
                .hint("write the private address itself into the file of feeds, if it is yours"),
            net::Error::Downgrade => {
                Self::new(kind, why).hint("write the address with http:// if that is what you want")
            }
            _ => Self::new(kind, why),
        }
    }

    /// The failure of a response with an error status.
    pub(super) fn of_status(response: &Response, now: Timestamp) -> Self {
        let status = response.status;
        if response.headers.text("cf-mitigated").is_some_and(|it| it == "challenge") {
            return Self::new(FailureKind::Refused, "the site lets only browsers in (Cloudflare)")
                .hint("ask the site to allow feed readers, or look for another address");
        }
        let until = response.headers.text("retry-after").and_then(|it| retry_after(&it, now));
        let limited = |why: &str| Self { until, ..Self::new(FailureKind::RateLimited, why) };
        match status {
            401 | 407 => {
                Self::new(FailureKind::Denied, format!("the server asks for a password ({status})"))
                    .hint("write user and password into the line of the feed")
            }
            403 => Self::new(FailureKind::Denied, "the server refuses access (403)"),
            404 => Self::new(FailureKind::Missing, "there is no feed at this address (404)")
                .hint("look for the new address on the site, or remove the feed"),
            410 => Self::new(FailureKind::Gone, "the feed is gone for good (410)")
                .hint("look for the new address on the site, or remove the feed"),
            429 => limited("the server asked for fewer requests (429)"),
            503 => limited("the server is busy (503)"),
            500.. => {
                Self::new(FailureKind::Refused, format!("the server reports an error ({status})"))
            }
            _ => Self::new(
                FailureKind::Refused,
                format!("the server responded with status {status}"),
            ),
        }
    }

    pub(super) fn of_disk(error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "free some space on the disk"
            }
            _ => "check the permissions of the library's folder",
        };
        let why = format!("the articles cannot be written: {}", cause(error));
        Self::new(FailureKind::Disk, text::line(&why)).hint(hint)
    }
}
