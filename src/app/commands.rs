//! What actions do.

pub(super) mod across;
pub(super) mod filters;
pub(super) mod find;
pub(super) mod marks;
pub(super) mod mutes;
pub(super) mod open;
pub(super) mod perform;
pub(super) mod picks;
pub(super) mod pipe;
pub(super) mod settings;
pub(super) mod stories;
pub(super) mod theme;
