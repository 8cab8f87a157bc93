//! A feed found at an address that the user typed.

/// A feed that can be subscribed to. Text is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundFeed {
    /// Its address.
    pub url: String,
    /// Its title; may be empty.
    pub title: String,
    /// A few of its headlines, the newest first.
    pub headlines: Vec<String>,
}
