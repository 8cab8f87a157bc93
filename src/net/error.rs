//! Reasons why a request got no complete response, each with a sentence for the user.

use std::io;
use std::time::Duration;

use thiserror::Error as ThisError;
use ureq::Timeout;

use crate::problem::cause;
use crate::text;

use super::limits::Limits;

/// The time limit that was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Looking up the name of the server, or connecting to it.
    Connect,
    /// Waiting for the next bytes.
    Idle,
    /// The whole request.
    Whole,
}

/// Why a request got no complete response.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum Error {
    /// The address is not a valid http or https address.
    #[error("not a valid http or https address")]
    Address,
    /// A header of the request has an invalid name or value, such as one with a line break.
    #[error("the request header `{0}` is not valid")]
    Header(String),
    /// The name of the server could not be resolved.
    #[error("the server cannot be found")]
    Dns,
    /// The connection was refused.
    #[error("cannot connect to the server: {0}")]
    Connect(String),
    /// There is no route to the server, for example because this computer is offline.
    #[error("the network cannot be reached")]
    Unreachable,
    /// The proxy refused to connect to the server.
    #[error("the proxy refused to connect to the server")]
    Proxy,
    /// The certificate is not valid, or the server does not speak TLS.
    #[error("cannot establish a secure connection: {0}")]
    Tls(String),
    /// A time limit was exceeded.
    #[error("{}", late(*.wait, *.limit))]
    Timeout {
        /// What took too long.
        wait: Wait,
        /// The limit.
        limit: Duration,
    },
    /// The body is larger than the limit in bytes.
    #[error("the response is larger than {}", megabytes(*.0))]
    TooLarge(usize),
    /// More redirects than the limit.
    #[error("more than {}", text::counted(*.0, "redirect"))]
    TooManyRedirects(usize),
    /// A redirect without a valid http or https address.
    #[error("the server redirects to an invalid address")]
    BadRedirect,
    /// The server is on this computer or in its network, and that is not allowed.
    #[error("the server is in a private network")]
    PrivateAddress,
    /// A redirect from https to http.
    #[error("the server redirects to an insecure address")]
    Downgrade,
    /// The connection was closed in the middle of the response.
    #[error("the server closed the connection too early")]
    Cut,
    /// The body has an unsupported content encoding, or is damaged.
    #[error("the response cannot be decompressed")]
    Compression,
    /// The server does not speak HTTP.
    #[error("the response is not valid HTTP")]
    Protocol,
    /// The caller no longer wants the response.
    #[error("the request was cancelled")]
    Cancelled,
}

impl Error {
    /// Converts the error of a request; `limits` are those of the agent.
    pub(super) fn of(error: ureq::Error, limits: &Limits) -> Self {
        match error {
            ureq::Error::Timeout(timeout) => Self::late(timeout, limits),
            ureq::Error::HostNotFound => Self::Dns,
            ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => Self::Proxy,
            ureq::Error::Rustls(error) => Self::Tls(error.to_string()),
            ureq::Error::Tls(error) => Self::Tls(error.to_owned()),
            ureq::Error::TlsRequired => Self::Tls("the server does not speak TLS".to_owned()),
            ureq::Error::ConnectionFailed => Self::Connect("unknown cause".to_owned()),
            ureq::Error::Decompress(_, error) if is_cut(&error) => Self::Cut,
            ureq::Error::Decompress(..) => Self::Compression,
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Self::Address,
            ureq::Error::Io(error) => Self::of_io(error, limits),
            ureq::Error::Other(error) if error.is::<super::guard::Refused>() => {
                Self::PrivateAddress
            }
            _ => Self::Protocol,
        }
    }

    /// Converts an error of the socket or of reading a body, which may wrap one of the library.
    pub(super) fn of_io(error: io::Error, limits: &Limits) -> Self {
        match error.downcast::<ureq::Error>() {
            Ok(error) => Self::of(error, limits),
            Err(error) => match error.kind() {
                io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkDown => Self::Unreachable,
                io::ErrorKind::TimedOut => Self::late(Timeout::PerRead, limits),
                _ if is_cut(&error) => Self::Cut,
                // Errors of the TLS library arrive in this form.
                io::ErrorKind::InvalidData => Self::Tls(error.to_string()),
                _ => Self::Connect(cause(&error)),
            },
        }
    }

    fn late(timeout: Timeout, limits: &Limits) -> Self {
        let (wait, limit) = match timeout {
            Timeout::Connect | Timeout::Resolve => (Wait::Connect, limits.connect),
            Timeout::PerRead | Timeout::PerWrite => (Wait::Idle, limits.idle),
            _ => (Wait::Whole, limits.whole),
        };
        Self::Timeout { wait, limit }
    }
}

fn is_cut(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe)
}

fn late(wait: Wait, limit: Duration) -> String {
    let seconds = limit.as_secs_f64();
    match wait {
        Wait::Connect => format!("no connection to the server within {seconds} s"),
        Wait::Idle => format!("the server sent nothing for {seconds} s"),
        Wait::Whole => format!("the server took longer than {seconds} s"),
    }
}

fn megabytes(bytes: usize) -> String {
    match bytes {
        0..1_000 => text::counted(bytes, "byte"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
