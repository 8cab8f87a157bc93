//! The library: subscriptions, what is due, fetching, the identity of entries, writing them as
//! documents, and retention. The documents reach the screen through `load`, like any other file.

mod event;
mod masked;
mod status;
mod subscription;
mod subscriptions;

pub use event::{FeedOutcome, SyncEvent, SyncSummary};
pub use masked::Masked;
pub(crate) use masked::{has_secret, without_password};
pub use status::FeedStatus;
pub use subscription::{Source, Subscription};
pub(crate) use subscriptions::complete_address;
pub use subscriptions::{
    Change, ChangeError, SaveError, SavedQuery, Subscriptions, SubscriptionsFile,
};
