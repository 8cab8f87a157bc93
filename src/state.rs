//! State kept between sessions: marks, mutes, stories split and joined, resume points, preferences, and the state of feeds.
//! The only module that depends on `SQLite`. The meaning of marks for articles is decided in
//! `store`.

mod assignments;
mod database;
mod error;
mod feed_record;
mod feed_rows;
mod feed_state;
mod files;
mod inspect;
mod migrations;
mod open;
mod peek;
mod record;
mod records;
mod remembered;
mod seen_pages;
mod theme_file;
mod update;

pub use database::Database;
pub use error::StateError;
pub(crate) use feed_record::{
    EntryRecord, FailureRecord, FeedChange, FeedRecord, HostRecord, MovedRecord, Validators,
};
pub(crate) use feed_state::FeedState;
pub use open::OpenOutcome;
pub use peek::remembered_theme;
pub use record::{Assigned, Assignment, Mark, Marking, Muting, Record, ResumePoint, Timestamped};
pub use seen_pages::SeenPages;
