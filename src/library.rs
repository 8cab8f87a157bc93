//! The library: subscriptions, what is due, fetching, the identity of entries, writing them as
//! documents, and retention. The documents reach the screen through `load`, like any other file.

mod address;
mod command;
mod control;
mod document;
mod drafts;
mod event;
mod failure;
mod feed_sync;
mod fetch;
mod folder;
mod found;
mod header;
mod identity;
mod inventory;
mod job;
mod masked;
mod merge;
mod name;
mod naming;
mod offline;
mod opened;
mod paths;
mod probe;
mod queue;
mod recorder;
mod redirect;
mod request;
mod retention;
mod schedule;
mod spacing;
mod status;
mod subscription;
mod subscriptions;
mod sync;
mod write;

pub(crate) use address::with_user_of;
pub(crate) use command::end_programs;
pub use control::{SyncControl, SyncScope};
pub use document::{About, Fixed, document};
pub use event::{FeedOutcome, SyncEvent, SyncSummary};
pub use found::FoundFeed;
pub use masked::Masked;
pub(crate) use masked::{has_secret, without_password};
pub(crate) use offline::OFFLINE;
pub use opened::Library;
pub(crate) use paths::library_folder;
pub use retention::Retention;
pub use status::FeedStatus;
pub use subscription::{Source, Subscription};
pub(crate) use subscriptions::complete_address;
pub use subscriptions::{
    ChangeError, LineChange, SaveError, SavedQuery, Subscriptions, SubscriptionsFile,
};
