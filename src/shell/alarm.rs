//! Says when something has been so for long enough: an article has been open, a sequence of keys has
//! not gone on, a question has not been answered. Sleeps where nothing is asked for.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;

/// Which one is to be reported, and after how long.
pub(super) type Asked = (u32, Duration);

/// Takes requests for as long as the reader runs; each replaces the one before.
pub(super) fn listen(outbox: Sender<Event>, report: fn(u32) -> Event) -> Sender<Asked> {
    let (ask, asked) = mpsc::channel();
    thread::spawn(move || serve(&asked, &outbox, report));
    ask
}

fn serve(asked: &Receiver<Asked>, outbox: &Sender<Event>, report: fn(u32) -> Event) {
    while let Ok((mut number, after)) = asked.recv() {
        let mut due = Instant::now() + after;
        loop {
            match asked.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok((newer, after)) => (number, due) = (newer, Instant::now() + after),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if outbox.send(report(number)).is_err() {
            return;
        }
    }
}
