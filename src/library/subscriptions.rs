//! The file of feeds: one subscription a line, as in newsboat's `urls`, with options of our own.

mod address;
mod command;
mod edit;
mod file;
mod line;
mod list;
mod newsboat_query;
mod words;

pub(crate) use address::complete as complete_address;
pub use edit::LineChange;
pub use file::{SaveError, SubscriptionsFile};
pub use list::{ChangeError, Subscriptions};
pub use newsboat_query::SavedQuery;
