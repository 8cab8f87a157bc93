//! Feeds as data: bytes of RSS, Atom and JSON Feed → entries; OPML; feeds that a page names. Pure:
//! nothing here reads the disk, the network or the clock. `library` decides what is fetched and
//! kept.

mod discovery;
mod encoding;
mod model;
mod opml;
mod xml;

pub use discovery::{Candidate, Reason, SiteRule, feeds_of, site_rule, usual_addresses};
pub use model::{Entry, EntrySource, Feed};
pub use opml::{NoOpml, Opml, OpmlFeed, parse_opml, write_opml};
