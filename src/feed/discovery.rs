//! Finds the feeds of a site: links of its pages, the usual addresses, and rules for large sites.
//! Fetches nothing: the caller must verify each candidate.

mod page;
mod sites;
mod usual;

use url::Url;

pub use page::feeds_of;
pub use sites::{SiteRule, site_rule};
pub use usual::usual_addresses;

/// An address that may be a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The address, http or https.
    pub url: Url,
    /// Its title on the page, clean.
    pub title: Option<String>,
    /// Why it is a candidate.
    pub reason: Reason,
}

/// Why an address is a candidate; the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The page declares it.
    Declared,
    /// The site has its feeds at such addresses.
    Rule,
    /// The page links to it, and the link looks like one to a feed.
    Linked,
    /// It is a feed of comments.
    Comments,
}
