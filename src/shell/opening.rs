//! Opens links outside the terminal.

use std::sync::mpsc::{Receiver, Sender};

use crate::app::Message;

use super::{Event, browser};

/// A link to open, and the command if it differs from the usual one.
pub(super) struct Link {
    pub(super) url: String,
    pub(super) browser: Option<String>,
}

/// Opens links one after the other in the order of the requests: several instances of a browser
/// started at once would compete for its profile.
pub(super) fn open_links(asked: &Receiver<Link>, outbox: &Sender<Event>) {
    let mut next = asked.recv().ok();
    while let Some(Link { url, browser }) = next {
        let after = asked.try_recv().ok();
        let patience = browser::patience(after.is_some());
        let outcome = browser::open(browser.as_deref(), &url, patience);
        if outbox.send(Event::Message(Message::Opened { url, outcome })).is_err() {
            return;
        }
        next = after.or_else(|| asked.recv().ok());
    }
}
