//! Keys of a sequence that is not complete.

use crate::app::input::key::Key;

/// Keys that have been pressed and mean nothing yet.
#[derive(Debug, Default)]
pub(in crate::app) struct PendingKeys {
    pub(in crate::app) keys: Vec<Key>,
    /// Counts how often something was begun or went on.
    pub(in crate::app) number: u32,
    /// What may follow is shown.
    pub(in crate::app) is_shown: bool,
}
