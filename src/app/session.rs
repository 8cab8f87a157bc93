//! The running session: arriving articles, resuming where the last session ended, and the read
//! timer.

pub(super) mod ages;
pub(super) mod arrive;
pub(super) mod read_timer;
pub(super) mod rename;
pub(super) mod resume;
