//! An incomplete key sequence.

use crate::app::input::key::Key;

/// The keys of a sequence that is not complete yet.
#[derive(Debug, Default)]
pub(in crate::app) struct PendingKeys {
    pub(in crate::app) keys: Vec<Key>,
    /// Rises whenever a sequence begins, continues or ends.
    pub(in crate::app) number: u32,
    /// Whether the possible continuations are shown.
    pub(in crate::app) is_shown: bool,
}
