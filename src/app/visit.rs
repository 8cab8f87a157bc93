//! How long an article has been open: after a while it counts as read. An article is open where
//! it or its related links have the keys, or it was paged; one that only stands beside the list
//! is not.

use std::time::Duration;

use crate::store::Id;
use crate::store::Reading;

use super::App;
use super::layout::Focus;
use super::message::Effect;

/// An article that is open.
#[derive(Debug, Default)]
pub(super) struct Visit {
    open: Option<Id>,
    /// The article that was paged from the list.
    paged: Option<Id>,
    /// Rises with every article that is opened.
    number: u32,
}

impl App {
    /// The article is being read, though the list has the keys.
    pub(super) fn note_paged(&mut self) {
        self.visit.paged = self.reader.id();
    }

    /// Notices which article is open; asks to be woken when it has been for long enough.
    pub(super) fn visit(&mut self) -> Vec<Effect> {
        let shown = self.reader.id();
        self.visit.paged = self.visit.paged.filter(|id| Some(*id) == shown);
        let open = shown.filter(|_| self.focus != Focus::List || self.visit.paged.is_some());
        if open == self.visit.open {
            return Vec::new();
        }
        self.visit.open = open;
        self.visit.number = self.visit.number.wrapping_add(1);
        match (open, self.read_after) {
            (Some(id), Some(after)) if self.store.reading(id) != Reading::Read => {
                if after == Duration::ZERO {
                    return self.mark_read(&[id]);
                }
                vec![Effect::Wake { visit: self.visit.number, after }]
            }
            _ => Vec::new(),
        }
    }

    /// It has been open for long enough, unless another has been opened since.
    pub(super) fn rested(&mut self, visit: u32) -> Vec<Effect> {
        match self.visit.open {
            Some(id) if visit == self.visit.number => {
                let undone = self.steps.take_undone();
                let effects = self.mark_read(&[id]);
                self.steps.put_undone(undone);
                effects
            }
            _ => Vec::new(),
        }
    }

    /// The reader has decided about the article that is open: the time it was open does not.
    pub(super) fn end_visit(&mut self) {
        self.visit.number = self.visit.number.wrapping_add(1);
    }
}
