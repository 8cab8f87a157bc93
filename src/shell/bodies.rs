//! Reads article bodies on a separate thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::app::BodyRequest;
use crate::app::Message;
use crate::load;
use crate::markup;
use crate::problem::Problem;

use super::Event;

/// Sends requests to the thread; dropping it ends the thread.
pub(super) struct Bodies(Sender<BodyRequest>);

impl Bodies {
    pub(super) fn new(outbox: Sender<Event>) -> Self {
        let (wanted, requests) = mpsc::channel();
        thread::spawn(move || read_bodies(&requests, &outbox));
        Self(wanted)
    }

    pub(super) fn read(&self, request: BodyRequest) {
        // The thread runs for as long as this sender exists.
        let _ = self.0.send(request);
    }
}

/// Reads the requested bodies. Of several queued requests only the last one counts: the articles of
/// the others are no longer on the screen.
fn read_bodies(wanted: &Receiver<BodyRequest>, outbox: &Sender<Event>) {
    while let Ok(first) = wanted.recv() {
        let last = wanted.try_iter().last().unwrap_or(first);
        let BodyRequest { load, id, origin, body, featured } = last;
        let read = catch_unwind(AssertUnwindSafe(|| {
            let text = load::body(&origin, &body)?;
            Ok(markup::page(featured.as_deref(), origin.extension().as_deref(), &text))
        }));
        let body = read.unwrap_or_else(|_| {
            Err(Problem::error(origin.path(), "internal error while laying out the text"))
        });
        if outbox.send(Event::Message(Message::Body { load, id, body })).is_err() {
            return;
        }
    }
}
