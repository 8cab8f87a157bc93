//! Reports when a condition has held long enough: an article is open, a key sequence has not
//! continued, a question was not answered. Sleeps while no timer runs.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;

/// A timer that runs for one number at a time. Its thread ends when it is dropped.
pub(super) struct Timer(Sender<(u32, Duration)>);

impl Timer {
    /// Creates a timer that sends `report` of the number when it expires.
    pub(super) fn new(outbox: Sender<Event>, report: fn(u32) -> Event) -> Self {
        let (start, started) = mpsc::channel();
        thread::spawn(move || serve(&started, &outbox, report));
        Self(start)
    }

    /// Starts the timer for `number`, in place of the one that runs.
    pub(super) fn start(&self, number: u32, after: Duration) {
        // The thread runs for as long as this sender exists.
        let _ = self.0.send((number, after));
    }
}

fn serve(started: &Receiver<(u32, Duration)>, outbox: &Sender<Event>, report: fn(u32) -> Event) {
    while let Ok((mut number, after)) = started.recv() {
        let mut due = Instant::now() + after;
        loop {
            match started.recv_timeout(due.saturating_duration_since(Instant::now())) {
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
