//! The real program in a real terminal (a pty): what a person sees and types, how the
//! browser is started, and that the terminal is given back however it ends. What the
//! screen says in detail is for the tests that need no terminal.
#![cfg(unix)]

mod around;
mod colours;
mod ends;
mod kept;
mod links;
mod mouse;
mod pictures;
mod programs;
#[path = "../support/pty/mod.rs"]
mod pty;
mod screen;
mod told;
