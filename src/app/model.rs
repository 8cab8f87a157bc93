//! State of the app besides its panes and overlays.

pub(super) mod arrivals;
pub(super) mod desktop;
pub(super) mod downloads;
pub(super) mod grouping;
pub(super) mod loading;
pub(super) mod mutes;
pub(super) mod openers;
pub(super) mod opening;
pub(super) mod settings;
pub(super) mod sync;
pub(super) mod theming;
pub(super) mod undo;
pub(super) mod visit;
