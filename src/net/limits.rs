//! Limits of a request.

use std::time::Duration;

/// Limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time for resolving the name, and again for connecting.
    pub connect: Duration,
    /// Time without any bytes from the server.
    pub idle: Duration,
    /// Time for the whole request, redirects and body included.
    pub whole: Duration,
    /// Size of the body in bytes, after decompression.
    pub size: usize,
    /// Redirects that are followed.
    pub redirects: usize,
}
