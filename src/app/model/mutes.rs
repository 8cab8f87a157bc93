//! The rules by which articles are hidden.

use crate::query::Query;
use crate::state::Muting;

/// Rules by which articles are hidden.
#[derive(Debug, Default)]
pub(in crate::app) struct Mutes {
    /// Those of the settings.
    pub(in crate::app) fixed: Vec<Query>,
    /// Those made with a key.
    pub(in crate::app) made: Vec<Muting>,
}
