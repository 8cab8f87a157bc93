//! Progress of the load, and the result of a rescan that the user asked for.

use crate::text;

/// Progress of the current or last load.
#[derive(Debug, Default)]
pub struct Loading {
    /// The load's number; it rises only when a load has failed.
    pub number: u32,
    /// Files read so far.
    pub done: usize,
    /// Files found; `None` until the search for files is complete.
    pub total: Option<usize>,
    /// The load has ended.
    pub finished: bool,
    /// Results so far of a rescan that the user asked for.
    asked: Option<Seen>,
    /// A rescan was requested before the load had ended.
    requested: bool,
}

/// The result of a rescan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Seen {
    new: usize,
    changed: usize,
    gone: usize,
}

impl Seen {
    /// Describes the result, where `articles` is the current number of articles.
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
    /// Begins a load.
    pub(in crate::app) fn begin(&mut self, number: u32) {
        *self = Self { number, ..Self::default() };
    }

    pub(in crate::app) fn add(&mut self, done: usize, total: Option<usize>, finished: bool) {
        self.done = self.done.max(done);
        self.total = total.or(self.total);
        self.finished |= finished;
    }

    /// Begins a rescan.
    pub(in crate::app) fn look_again(&mut self) {
        *self = Self { number: self.number, asked: Some(Seen::default()), ..Self::default() };
    }

    /// Requests a rescan for when the load has ended.
    pub(in crate::app) fn request(&mut self) {
        self.requested = true;
    }

    /// Takes the request; returns whether there was one.
    pub(in crate::app) fn take_request(&mut self) -> bool {
        std::mem::take(&mut self.requested)
    }

    /// Records changes. `new` and `gone` both include the changed articles: each is replaced by a
    /// new one.
    pub(in crate::app) fn note(&mut self, new: usize, changed: usize, gone: usize) {
        if let Some(seen) = &mut self.asked {
            seen.new += new.saturating_sub(changed);
            seen.changed += changed;
            seen.gone += gone.saturating_sub(changed);
        }
    }

    /// Ends the rescan and returns its result, if one was running.
    pub(in crate::app) fn end_look(&mut self) -> Option<Seen> {
        self.asked.take()
    }

    /// Whether all files have been loaded at least once.
    pub(in crate::app) fn is_whole(&self) -> bool {
        self.finished || self.asked.is_some()
    }
}
