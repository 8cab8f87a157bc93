//! Undo and redo of changes to marks, mute rules and stories, step by step.

use std::sync::Arc;

use crate::state::Assigned;
use crate::state::Mark;
use crate::state::Timestamped;

/// Number of steps that can be undone.
const STEPS: usize = 1000;

/// The kind of a mark.
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

/// One change: of a mark, of the time since when a mute rule applies, or of the story that an
/// article is assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Change {
    Mark { key: Arc<str>, kind: Kind, value: Turn<Option<i64>> },
    Mute { query: Box<str>, value: Turn<Option<i64>> },
    Story { key: Arc<str>, value: Turn<Assigned> },
}

/// A value before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Turn<T> {
    pub(in crate::app) before: T,
    pub(in crate::app) after: T,
}

impl<T> Turn<T> {
    /// The value once the change is made or, if `back`, taken back.
    pub(in crate::app) fn value(&self, back: bool) -> &T {
        if back { &self.before } else { &self.after }
    }
}

/// All changes of one command, undone together.
#[derive(Clone, Debug)]
pub(in crate::app) struct Step {
    /// What was done, as shown in the status line.
    pub(in crate::app) what: String,
    pub(in crate::app) changes: Vec<Change>,
}

/// Steps that can be undone, and undone steps that can be redone.
#[derive(Debug, Default)]
pub(in crate::app) struct Steps {
    pub(in crate::app) done: Vec<Step>,
    pub(in crate::app) undone: Vec<Step>,
}

impl Steps {
    /// Adds a new step and drops the undone ones.
    pub(in crate::app) fn add(&mut self, step: Step) {
        self.undone.clear();
        if self.done.len() >= STEPS {
            self.done.remove(0);
        }
        self.done.push(step);
    }

    /// Drops the step of these changes, which were taken back otherwise.
    pub(in crate::app) fn drop_step(&mut self, changes: &[Change]) {
        self.done.retain(|step| step.changes != changes);
        self.undone.retain(|step| step.changes != changes);
    }

    /// Takes the undone steps out, so that they can be put back after a step the user did not ask
    /// for.
    pub(in crate::app) fn take_undone(&mut self) -> Vec<Step> {
        std::mem::take(&mut self.undone)
    }

    pub(in crate::app) fn put_undone(&mut self, undone: Vec<Step>) {
        self.undone = undone;
    }
}
