//! Results on their way to a consumer. A batch keeps growing until the consumer takes it, so an
//! idle consumer gets the first article at once and a busy one is not flooded with messages. If
//! nothing is taken for a while, the results are split into several batches, each of which is
//! processed quickly.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::article::Article;
use crate::article::Origin;
use crate::problem::Problem;

use crate::document::Parsed;

use super::ignored::LeftOut;

/// Documents, or gone origins, at which a batch is full: taking this many blocks the keyboard for a
/// few milliseconds.
const FULL: usize = 1_500;

/// Everything read since the last batch was taken.
#[derive(Debug, Default)]
pub struct Contents {
    /// New articles, in no particular order.
    pub articles: Vec<Article>,
    /// New problems.
    pub problems: Vec<Problem>,
    /// Files and folders that were found and are no articles.
    pub left_out: LeftOut,
    /// Origins whose earlier articles and problems are obsolete: the file was deleted, or it has
    /// changed and its new contents are in this batch. Process these before the articles and
    /// problems.
    pub gone: Vec<Origin>,
    /// Files read so far in this load.
    pub done: usize,
    /// Files to read, once they have been found.
    pub total: Option<usize>,
    /// The load, or the requested rescan, is complete.
    pub finished: bool,
}

impl Contents {
    /// Whether the batch must be taken before more is added. A finished batch counts as full.
    fn is_full(&self) -> bool {
        self.finished || self.articles.len().max(self.gone.len()) >= FULL
    }

    /// Adds the result of reading one document; `done` is the new count.
    pub(super) fn add(&mut self, done: usize, read: Result<Parsed, Problem>) {
        self.done = self.done.max(done);
        match read {
            Ok(loaded) => {
                self.articles.push(loaded.article);
                self.problems.extend(loaded.problems);
            }
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// A batch handed to the consumer, which grows until it is taken.
#[derive(Clone, Debug, Default)]
pub struct Batch(Arc<Mutex<Option<Contents>>>);

impl Batch {
    /// Whether the batch is complete.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.lock().as_ref().is_none_or(Contents::is_full)
    }

    /// Creates a complete batch, for tests and other sources.
    #[must_use]
    pub fn of(contents: Contents) -> Self {
        Self(Arc::new(Mutex::new(Some(contents))))
    }

    /// Takes the contents; empty when taken a second time.
    #[must_use]
    pub fn take(&self) -> Contents {
        self.lock().take().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Contents>> {
        // A panic elsewhere cannot leave the contents half written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The producers' end.
pub(crate) struct Sender<'a> {
    send: &'a (dyn Fn(Batch) + Sync),
    current: Mutex<Batch>,
}

impl<'a> Sender<'a> {
    pub(crate) fn new(send: &'a (dyn Fn(Batch) + Sync)) -> Self {
        Self { send, current: Mutex::default() }
    }

    /// Starts a new batch for whatever follows: an origin taken back must not share a batch with
    /// the articles sent for it earlier.
    pub(crate) fn cut(&self) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Batch::default();
    }

    /// Takes back everything sent for these origins, of which there may be many.
    pub(crate) fn take_back(&self, gone: impl IntoIterator<Item = Origin>) {
        let mut gone = gone.into_iter().peekable();
        while gone.peek().is_some() {
            self.add(|contents| contents.gone.extend(gone.by_ref().take(FULL)));
        }
    }

    /// Marks the end in a batch of its own, so that a consumer that lets the previous batch grow
    /// learns of it at once.
    pub(crate) fn finish(&self) {
        self.cut();
        self.add(|contents| contents.finished = true);
    }

    /// Adds to the current batch, or starts a new one and sends it.
    pub(crate) fn add(&self, grow: impl FnOnce(&mut Contents)) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(contents) = current.lock().as_mut().filter(|contents| !contents.is_full()) {
            grow(contents);
            return;
        }
        let mut contents = Contents::default();
        grow(&mut contents);
        *current = Batch::of(contents);
        (self.send)(current.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_batch_grows_until_it_is_taken() {
        let (sender, inbox) = mpsc::channel();
        let send = |batch| sender.send(batch).expect("the inbox is open");
        let batches = Sender::new(&send);
        (1..=3).for_each(|done| batches.add(|contents| contents.done = done));
        let first = inbox.try_recv().expect("a batch");
        assert_eq!(first.take().done, 3);
        assert!(inbox.try_recv().is_err(), "three results made one message");
        batches.add(|contents| contents.done = 4);
        let second = inbox.try_recv().expect("a second batch");
        batches.cut();
        batches.add(|contents| contents.done = 5);
        assert_eq!((second.take().done, inbox.try_recv().expect("a third").take().done), (4, 5));
    }
}
