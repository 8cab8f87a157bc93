//! Reasons why a download did not end with a file, each with a sentence for the user.

use std::io;

use thiserror::Error;

use crate::net;
use crate::problem::cause;

/// Why a download did not end with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DownloadError {
    /// The request failed, or was cancelled.
    #[error("{0}")]
    Request(#[from] net::Error),
    /// The server answered with this status code in place of the file.
    #[error("{}", refused(*.0))]
    Status(u16),
    /// The server sent a web page where a media file was expected.
    #[error("the server sent a web page in place of the file")]
    Page,
    /// The file cannot be written: the cause.
    #[error("cannot write to the folder: {0}")]
    Folder(String),
    /// The disk has no room.
    #[error("the disk is full")]
    Full,
    /// Another process downloads this file.
    #[error("another newswire is downloading it")]
    Busy,
    /// The program has a mistake.
    #[error("internal error; --log shows more")]
    Internal,
}

impl DownloadError {
    /// Whether the caller ended the download.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *self == Self::Request(net::Error::Cancelled)
    }

    /// What to do about it before trying again; `None` if trying again is all there is to do.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::Full => "free some space",
            Self::Folder(_) => "set another folder with `downloads:`",
            Self::Request(net::Error::PrivateAddress) => {
                "`images.private: on` allows servers of your own network"
            }
            Self::Page | Self::Status(401 | 403) => {
                "open it in the browser, which may be logged in"
            }
            _ => return None,
        })
    }

    /// Whether another attempt may succeed without a change.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        use net::Error::{Connect, Cut, Dns, Proxy, Timeout, Unreachable};
        match self {
            Self::Request(error) => {
                matches!(error, Connect(_) | Cut | Dns | Proxy | Timeout { .. } | Unreachable)
            }
            Self::Status(status) => matches!(status, 408 | 425 | 429 | 500..),
            Self::Full => true,
            _ => false,
        }
    }
}

impl From<io::Error> for DownloadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge
            | io::ErrorKind::WriteZero => Self::Full,
            _ => Self::Folder(cause(&error)),
        }
    }
}

fn refused(status: u16) -> String {
    match status {
        404 | 410 => format!("the server no longer has the file ({status})"),
        401 | 403 => format!("the server refuses the file ({status})"),
        429 => "the server was asked too often (429)".to_owned(),
        500.. => format!("the server cannot send the file now ({status})"),
        _ => format!("the server does not send the file ({status})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_a_sentence_and_says_what_to_do() {
        let full = DownloadError::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(
            (full.to_string().as_str(), full.advice()),
            ("the disk is full", Some("free some space"),)
        );
        let denied = DownloadError::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(denied.to_string(), "cannot write to the folder: permission denied");
        assert!(!denied.may_pass() && DownloadError::Status(503).may_pass());
        assert_eq!(
            DownloadError::Status(404).to_string(),
            "the server no longer has the file (404)"
        );
        assert!(DownloadError::from(net::Error::Cancelled).is_cancelled());
    }
}
