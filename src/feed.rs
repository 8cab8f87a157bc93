//! Feeds as data: bytes of RSS, Atom and JSON Feed → entries; OPML; feeds that a page names. Pure:
//! nothing here reads the disk, the network or the clock. `library` decides what is fetched and
//! kept.

mod channel;
mod content;
mod discovery;
mod encoding;
mod entry;
mod entry_builder;
mod entry_context;
mod json;
mod links;
mod media;
mod model;
mod opml;
mod parse;
mod parse_error;
mod person;
mod services;
mod walk;
mod words;
mod xml;

pub use discovery::{Candidate, Reason, SiteRule, feeds_of, site_rule, usual_addresses};
pub use model::{Entry, EntrySource, Feed};
pub use opml::{NoOpml, Opml, OpmlFeed, parse_opml, write_opml};
pub use parse::{Context, parse};
pub use parse_error::ParseError;

#[cfg(test)]
mod tests;
