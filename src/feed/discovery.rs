//! Finds the feeds of a site: those that a page names, the usual addresses, and the rules of large
//! sites. Fetches nothing: what is found must be tried.

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
    /// What the page calls it, clean.
    pub title: Option<String>,
    /// Why it may be one.
    pub reason: Reason,
}

/// Why an address may be a feed; the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The page declares it.
    Declared,
    /// The site has its feeds at such addresses.
    Rule,
    /// The page links to it, and the link looks like that to a feed.
    Linked,
    /// It is a feed of comments.
    Comments,
}
