//! The real program in a real terminal (a pty): what the user sees and types, how the browser is
//! started, and that the terminal is always restored. Tests without a terminal cover the details of
//! the screens.
#![cfg(unix)]

mod around;
mod colours;
mod ends;
mod feeds;
mod kept;
mod links;
mod mouse;
mod pictures;
mod programs;
#[path = "../support/pty/mod.rs"]
mod pty;
mod screen;
#[path = "../sync/server.rs"]
#[expect(dead_code, reason = "the tests of syncs use the rest")]
mod server;
mod told;
