//! Feeds as data: bytes of RSS, Atom and JSON Feed → entries; OPML; feeds that a page names. Pure:
//! nothing here reads the disk, the network or the clock. `library` decides what is fetched and
//! kept.

mod model;

pub use model::{Entry, EntrySource, Feed};
