//! Reads article bodies on a separate thread, and lays them out there. Work that nobody waits for
//! any more is given up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::app::BodyRequest;
use crate::app::Message;
use crate::load;
use crate::markup::{self, Laid};
use crate::problem::Problem;

use super::Event;

/// Sends requests to the thread; dropping it ends the thread.
pub(super) struct Bodies {
    wanted: Sender<(u64, BodyRequest)>,
    /// The number of requests so far.
    requested: Arc<AtomicU64>,
}

impl Bodies {
    pub(super) fn new(outbox: Sender<Event>) -> Self {
        let (wanted, requests) = mpsc::channel();
        let requested = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&requested);
        thread::spawn(move || read_bodies(&requests, &count, &outbox));
        Self { wanted, requested }
    }

    pub(super) fn read(&self, request: BodyRequest) {
        let number = self.requested.fetch_add(1, Ordering::Relaxed) + 1;
        // The thread runs for as long as this sender exists.
        let _ = self.wanted.send((number, request));
    }
}

/// The requests, each with its number.
type Requests = Receiver<(u64, BodyRequest)>;

/// Reads the requested bodies. Of several requests only the last one counts: the articles of the
/// others are no longer on the screen.
fn read_bodies(wanted: &Requests, requested: &AtomicU64, outbox: &Sender<Event>) {
    while let Ok(first) = wanted.recv() {
        let (number, request) = wanted.try_iter().last().unwrap_or(first);
        let is_wanted = || requested.load(Ordering::Relaxed) == number;
        let (load, id) = (request.load, request.id);
        let path = request.origin.path().to_owned();
        let read = catch_unwind(AssertUnwindSafe(|| read(request, &is_wanted)));
        let body = read.unwrap_or_else(|_| {
            Some(Err(Problem::error(&path, "internal error while laying out the text")))
        });
        if let Some(body) = body
            && outbox.send(Event::Message(Message::Body { load, id, body })).is_err()
        {
            return;
        }
    }
}

/// Reads, parses and lays out a body; `None` if another one is wanted meanwhile.
fn read(request: BodyRequest, is_wanted: &impl Fn() -> bool) -> Option<Result<Laid, Problem>> {
    let BodyRequest { origin, body, featured, title, measure, slots, .. } = request;
    let text = match load::body(&origin, &body) {
        Ok(text) => text,
        Err(problem) => return Some(Err(problem)),
    };
    if !is_wanted() {
        return None;
    }
    let extension = origin.extension();
    let document = markup::page(&title, featured.as_deref(), extension.as_deref(), &text);
    drop(text);
    is_wanted().then(|| Ok(Laid::new(document, measure, slots)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::article::{Body, Origin, Pool};
    use crate::document;
    use crate::markup::{Measure, Slots};
    use crate::store::Store;

    use super::*;

    fn request(text: &str) -> BodyRequest {
        let article = document::parse(&Origin::Stdin, b"a", false, &Pool::default()).article;
        let new = Store::default().insert(vec![article]).new;
        BodyRequest {
            load: 1,
            id: *new.first().expect("one article"),
            origin: Origin::Stdin,
            body: Body::Kept(Arc::from(text)),
            featured: None,
            title: Arc::from("A title"),
            measure: Measure { width: 80, wrap_code: false },
            slots: Slots::default(),
        }
    }

    /// A huge text once held up all that came after it, also for whoever only passed by.
    #[test]
    fn the_last_body_comes_and_those_passed_by_are_given_up() {
        let (outbox, inbox) = mpsc::channel();
        let bodies = Bodies::new(outbox);
        let huge = "word <b>*a* b</b>\n\n".repeat(4_000);
        for round in 0..5 {
            for _ in 0..10 {
                bodies.read(request(&huge));
            }
            let last = format!("the end of {round}");
            bodies.read(request(&last));
            let mut others = 0;
            loop {
                let event = inbox.recv_timeout(Duration::from_secs(60)).expect("the last body");
                let Event::Message(Message::Body { body: Ok(body), .. }) = event else {
                    panic!("something else came")
                };
                if format!("{:?}", body.document.blocks.last()).contains(&last) {
                    break;
                }
                others += 1;
            }
            assert!(others < 3, "{others} bodies were made for nobody");
        }
    }
}
