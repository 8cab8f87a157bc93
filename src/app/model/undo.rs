//! What was done to marks and rules, step by step, to be taken back and done again.

use std::sync::Arc;

use crate::state::Mark;
use crate::state::Timestamped;

/// So many steps can be taken back.
const STEPS: usize = 1000;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Kind {
    Read,
    Starred,
}

impl Kind {
    pub(in crate::app) fn of(self, mark: &mut Mark) -> &mut Timestamped {
        match self {
            Self::Read => &mut mark.read,
            Self::Starred => &mut mark.starred,
        }
    }
}

/// One thing that changed: a mark of a key, or since when a query hides.
#[derive(Clone, Debug)]
pub(in crate::app) struct Change {
    pub(in crate::app) what: Changed,
    pub(in crate::app) before: Option<i64>,
    pub(in crate::app) after: Option<i64>,
}

#[derive(Clone, Debug)]
pub(in crate::app) enum Changed {
    Mark(Arc<str>, Kind),
    Mute(Box<str>),
}

/// What one key did, to be taken back as one.
#[derive(Clone, Debug)]
pub(in crate::app) struct Step {
    /// What happened, as the last line says it.
    pub(in crate::app) what: String,
    pub(in crate::app) changes: Vec<Change>,
}

/// What was done, and what was taken back.
#[derive(Debug, Default)]
pub(in crate::app) struct Steps {
    pub(in crate::app) done: Vec<Step>,
    pub(in crate::app) undone: Vec<Step>,
}

impl Steps {
    /// Takes a new step; what was taken back is gone then.
    pub(in crate::app) fn add(&mut self, step: Step) {
        self.undone.clear();
        if self.done.len() >= STEPS {
            self.done.remove(0);
        }
        self.done.push(step);
    }

    /// What could be done again; it can be put back after a step that nobody asked for.
    pub(in crate::app) fn take_undone(&mut self) -> Vec<Step> {
        std::mem::take(&mut self.undone)
    }

    pub(in crate::app) fn put_undone(&mut self, undone: Vec<Step>) {
        self.undone = undone;
    }
}
