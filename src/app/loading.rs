//! How far the load has come, and what went wrong in it.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::article::Source;
use crate::problem::Problem;
use crate::problem::Severity;

/// Progress and problems of the load under way or finished.
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
    /// In the order in which they were found; by path when finished.
    pub problems: Vec<Problem>,
    /// The worst that is wrong with each file that has problems, so that rows can be
    /// marked without a search.
    worst: HashMap<PathBuf, Severity>,
    errors: usize,
}

impl Loading {
    pub(super) fn begin(&mut self) -> u32 {
        *self = Self { number: self.number + 1, ..Self::default() };
        self.number
    }

    pub(super) fn add(
        &mut self,
        problems: Vec<Problem>,
        done: usize,
        total: Option<usize>,
        finished: bool,
    ) {
        for problem in &problems {
            let worst = self.worst.entry(problem.path.clone()).or_insert(problem.severity);
            *worst = (*worst).max(problem.severity);
            self.errors += usize::from(problem.severity == Severity::Error);
        }
        self.problems.extend(problems);
        self.done = self.done.max(done);
        self.total = total.or(self.total);
        self.finished |= finished;
        if finished {
            self.problems.sort_by(|a, b| {
                (b.severity, &a.path, a.line, a.column)
                    .cmp(&(a.severity, &b.path, b.line, b.column))
            });
        }
    }

    /// Whether the header of a document, or the whole of it, was lost.
    #[must_use]
    pub fn has_error(&self, source: &Source) -> bool {
        self.worst.get(source.path()) == Some(&Severity::Error)
    }

    /// What is wrong with a document.
    pub(super) fn problems_of(&self, source: &Source) -> Vec<&Problem> {
        let path = source.path();
        if !self.worst.contains_key(path) {
            return Vec::new();
        }
        self.problems.iter().filter(|problem| problem.path == path).collect()
    }

    /// Errors and warnings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.errors, self.problems.len() - self.errors)
    }
}
