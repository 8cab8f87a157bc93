//! What happens while the reader runs: what arrives, where it was the last time, how long an
//! article has been open.

pub(super) mod arrive;
pub(super) mod read_timer;
pub(super) mod rename;
pub(super) mod resume;
