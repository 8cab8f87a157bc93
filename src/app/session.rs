//! What arrives while the reader runs, and what it remembers from one session to the next.

pub(super) mod arrivals;
pub(super) mod arrive;
pub(super) mod complaints;
pub(super) mod desktop;
pub(super) mod loading;
pub(super) mod rename;
pub(super) mod resume;
pub(super) mod visit;
