//! How far the load has come.

/// Progress of the load under way or finished.
#[derive(Debug, Default)]
pub struct Loading {
    /// Which load; rises with every reload.
    pub number: u32,
    /// Files read.
    pub done: usize,
    /// Files found, once all have been.
    pub total: Option<usize>,
    /// Nothing more will come.
    pub finished: bool,
}

impl Loading {
    pub(in crate::app) fn begin(&mut self) -> u32 {
        *self = Self { number: self.number + 1, ..Self::default() };
        self.number
    }

    pub(in crate::app) fn add(&mut self, done: usize, total: Option<usize>, finished: bool) {
        self.done = self.done.max(done);
        self.total = total.or(self.total);
        self.finished |= finished;
    }
}
