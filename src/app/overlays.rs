//! What may lie over the panes.

pub(super) mod complete;
pub(super) mod front;
pub(super) mod help;
pub(super) mod hints;
pub(super) mod menu;
pub(super) mod overlay;
pub(super) mod palette;
pub(super) mod prompt;
