//! A feed found at an address that the user named.

/// A feed that can be subscribed to. Text is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Its address.
    pub url: String,
    /// Its title; may be empty.
    pub title: String,
    /// Its newest headlines, the newest first; a few.
    pub headlines: Vec<String>,
}
