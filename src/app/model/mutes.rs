//! Mute rules: queries whose articles are hidden.

use crate::query::Query;
use crate::state::Muting;

/// The mute rules in force.
#[derive(Debug, Default)]
pub(in crate::app) struct Mutes {
    /// Rules of the settings.
    pub(in crate::app) fixed: Vec<Query>,
    /// Rules made with a key.
    pub(in crate::app) made: Vec<Muting>,
}
