//! Says when something has been so for long enough: an article has been open, a sequence of keys has
//! not gone on, a question has not been answered. Sleeps where nothing is asked for.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::Event;

/// A timer of which one number runs at a time. The thread lives as long as this does.
pub(super) struct Timer(Sender<(u32, Duration)>);

impl Timer {
    /// A timer whose end is reported so.
    pub(super) fn new(outbox: Sender<Event>, report: fn(u32) -> Event) -> Self {
        let (start, started) = mpsc::channel();
        thread::spawn(move || serve(&started, &outbox, report));
        Self(start)
    }

    /// Starts it, in place of the number that runs.
    pub(super) fn start(&self, number: u32, after: Duration) {
        // Its thread ends only with this end of the channel.
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
