//! Results on their way to a consumer: a batch keeps growing until the consumer
//! takes it, so that an idle one sees the first article at once and a busy one
//! is not flooded with messages. What nobody takes for long comes in several, each of which
//! is soon dealt with.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::article::Article;
use crate::article::Origin;
use crate::problem::Problem;

use crate::document::Parsed;

/// A batch with so many documents, or so many that are gone, is full: they are taken in a few
/// milliseconds, in which no key is answered.
const FULL: usize = 1_500;

/// What has been read since the last batch was taken.
#[derive(Debug, Default)]
pub struct Contents {
    /// New articles, in no order.
    pub articles: Vec<Article>,
    /// New problems.
    pub problems: Vec<Problem>,
    /// What was sent before and is no longer true, with its problems: it was deleted, or it
    /// has changed, and then what it is now is among the articles or problems of this batch.
    /// To be taken before those.
    pub gone: Vec<Origin>,
    /// Files read so far in the whole load.
    pub done: usize,
    /// Files to read, once they have been found.
    pub total: Option<usize>,
    /// Nothing will follow of the load, or of the look that was asked for.
    pub finished: bool,
}

impl Contents {
    /// Whether it is to be taken before more is added: also where nothing will follow.
    fn is_full(&self) -> bool {
        self.finished || self.articles.len().max(self.gone.len()) >= FULL
    }

    /// Adds what was read of one document; so many are done.
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

/// A batch in the consumer's hands: still growing until it is taken.
#[derive(Clone, Debug, Default)]
pub struct Batch(Arc<Mutex<Option<Contents>>>);

impl Batch {
    /// Whether it grows no more.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.lock().as_ref().is_none_or(Contents::is_full)
    }

    /// A batch that is complete, as tests and other sources make it.
    #[must_use]
    pub fn of(contents: Contents) -> Self {
        Self(Arc::new(Mutex::new(Some(contents))))
    }

    /// What it holds; nothing when taken a second time.
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

    /// What comes from here on comes in another batch: it may take back what was sent before,
    /// which must not lie in the same one.
    pub(crate) fn cut(&self) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Batch::default();
    }

    /// Takes back what was told of these, which may be many.
    pub(crate) fn take_back(&self, gone: impl IntoIterator<Item = Origin>) {
        let mut gone = gone.into_iter().peekable();
        while gone.peek().is_some() {
            self.add(|contents| contents.gone.extend(gone.by_ref().take(FULL)));
        }
    }

    /// Says that nothing follows, in a batch of its own: so a consumer that leaves the one before
    /// to grow learns of it at once.
    pub(crate) fn finish(&self) {
        self.cut();
        self.add(|contents| contents.finished = true);
    }

    /// Adds to the batch under way, or begins a new one and sends it.
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
