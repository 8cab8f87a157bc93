//! Says when an article has been open for long enough. Sleeps where nothing is asked for.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Message;

use super::Event;

/// Which visit is to be reported, and after how long.
pub(super) type Asked = (u32, Duration);

/// Takes requests for as long as the reader runs; each replaces the one before.
pub(super) fn listen(outbox: Sender<Event>) -> Sender<Asked> {
    let (ask, asked) = mpsc::channel();
    thread::spawn(move || serve(&asked, &outbox));
    ask
}

fn serve(asked: &Receiver<Asked>, outbox: &Sender<Event>) {
    while let Ok((mut visit, after)) = asked.recv() {
        let mut due = Instant::now() + after;
        loop {
            match asked.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok((newer, after)) => (visit, due) = (newer, Instant::now() + after),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if outbox.send(Event::Message(Message::Rested(visit))).is_err() {
            return;
        }
    }
}
