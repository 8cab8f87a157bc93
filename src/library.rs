//! The library: subscriptions, what is due, fetching, the identity of entries, writing them as
//! documents, and retention. The documents reach the screen through `load`, like any other file.

mod address;
mod bring;
mod command;
mod control;
mod document;
mod event;
mod fetch;
mod folder;
mod found;
mod head;
mod identity;
mod inventory;
mod job;
mod ledger;
mod masked;
mod merge;
mod moved;
mod name;
mod opened;
mod place;
mod probe;
mod queue;
mod retention;
mod schedule;
mod status;
mod subscription;
mod subscriptions;
mod sync;
mod trouble;
mod visit;
mod write;
mod writing;

pub use control::{Scope, SyncControl};
pub use document::{About, Fixed, document};
pub use event::{FeedOutcome, SyncEvent, SyncSummary};
pub use found::Found;
pub use masked::Masked;
pub(crate) use masked::{has_secret, without_password};
pub use opened::Library;
pub(crate) use place::library_folder;
pub use retention::Retention;
pub use status::FeedStatus;
pub use subscription::{Source, Subscription};
pub(crate) use subscriptions::complete_address;
pub use subscriptions::{
    Change, ChangeError, SaveError, SavedQuery, Subscriptions, SubscriptionsFile,
};
