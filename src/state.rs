//! What newswire keeps between sessions: marks, rules that hide, and what it remembers of itself.
//! The only module that names `SQLite`. What marks mean for articles is left to `store`.

mod database;
mod error;
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
pub use open::OpenOutcome;
pub use peek::remembered_theme;
pub use record::{Mark, Marking, Muting, Record, ResumePoint, Timestamped};
pub use seen_pages::SeenPages;
