//! How far the load has come, and what a look at the files that was asked for has found.

use crate::text;

/// Progress of the load under way or finished.
#[derive(Debug, Default)]
pub struct Loading {
    /// Which load; another one begins only where one has failed.
    pub number: u32,
    /// Files read.
    pub done: usize,
    /// Files found, once all have been.
    pub total: Option<usize>,
    /// Nothing more will come.
    pub finished: bool,
    /// The files are looked at once more because somebody asked for it.
    asked: Option<Seen>,
    /// Somebody asked for that before the load was finished.
    requested: bool,
}

/// What came of looking at the files once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Seen {
    new: usize,
    changed: usize,
    gone: usize,
}

impl Seen {
    /// In words; so many articles are here now.
    pub(in crate::app) fn said(self, articles: usize) -> String {
        let Self { new, changed, gone } = self;
        let all = text::counted(articles, "article");
        if self == Self::default() {
            return format!("{all}, nothing has changed");
        }
        let parts = [(new, "new"), (changed, "changed"), (gone, "gone")].into_iter();
        let parts = parts.filter(|(count, _)| *count > 0);
        let parts: Vec<String> =
            parts.map(|(count, what)| format!("{} {what}", text::thousands(count))).collect();
        format!("{all}: {}", parts.join(", "))
    }
}

impl Loading {
    /// A load begins.
    pub(in crate::app) fn begin(&mut self, number: u32) {
        *self = Self { number, ..Self::default() };
    }

    pub(in crate::app) fn add(&mut self, done: usize, total: Option<usize>, finished: bool) {
        self.done = self.done.max(done);
        self.total = total.or(self.total);
        self.finished |= finished;
    }

    /// The files are to be looked at once more.
    pub(in crate::app) fn look_again(&mut self) {
        *self = Self { number: self.number, asked: Some(Seen::default()), ..Self::default() };
    }

    /// As [`Self::look_again`], once the load is finished.
    pub(in crate::app) fn request(&mut self) {
        self.requested = true;
    }

    /// Whether that is to be done now.
    pub(in crate::app) fn take_request(&mut self) -> bool {
        std::mem::take(&mut self.requested)
    }

    /// So many articles are new, among them those that have changed and are gone as they were.
    pub(in crate::app) fn note(&mut self, new: usize, changed: usize, gone: usize) {
        if let Some(seen) = &mut self.asked {
            seen.new += new.saturating_sub(changed);
            seen.changed += changed;
            seen.gone += gone.saturating_sub(changed);
        }
    }

    /// What a look that was asked for has found, when it is finished.
    pub(in crate::app) fn end_look(&mut self) -> Option<Seen> {
        self.asked.take()
    }

    /// Whether all that there is was loaded once.
    pub(in crate::app) fn is_whole(&self) -> bool {
        self.finished || self.asked.is_some()
    }
}
