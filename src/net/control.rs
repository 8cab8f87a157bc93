//! Decisions of the caller while a request is running.

use super::message::Redirect;

/// Decisions of the caller while a request is running.
pub struct Control<'a> {
    /// Called before each request and each read of the body; false ends the request with
    /// [`Error::Cancelled`](super::Error::Cancelled).
    pub is_wanted: &'a dyn Fn() -> bool,
    /// Called for each redirect; false returns the redirect itself as the response.
    pub may_follow: &'a dyn Fn(&Redirect) -> bool,
}

impl Default for Control<'_> {
    fn default() -> Self {
        Self { is_wanted: &|| true, may_follow: &|_| true }
    }
}
