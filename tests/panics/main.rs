//! The state of the terminal after a panic: this program runs itself in a terminal (a pty), where
//! it shows articles and panics during a frame or in another thread.

#[cfg(unix)]
#[path = "../support/pty/mod.rs"]
mod pty;
#[cfg(unix)]
mod unix;

fn main() {
    #[cfg(unix)]
    unix::run();
}
