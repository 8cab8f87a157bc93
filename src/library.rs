//! The library: subscriptions, what is due, fetching, the identity of entries, writing them as
//! documents, and retention. The documents reach the screen through `load`, like any other file.

mod event;
mod found;
mod status;
mod subscription;

pub use event::{FeedOutcome, SyncEvent, SyncSummary};
pub use found::Found;
pub use status::FeedStatus;
pub use subscription::Subscription;
