//! What a panic leaves behind: this program runs itself in a terminal (a pty), where it reads news
//! and panics amid a frame, or in another thread.

#[cfg(unix)]
#[path = "../support/pty/mod.rs"]
mod pty;
#[cfg(unix)]
mod unix;

fn main() {
    #[cfg(unix)]
    unix::run();
}
