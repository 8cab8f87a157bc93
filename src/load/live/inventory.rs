//! What was told of each file, so that a later look knows what has changed.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::cache::Stamp;
use crate::problem::Problem;

/// What is known of a file when it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Nothing where the system does not say.
    pub(super) stamp: Option<Stamp>,
    /// Any change since has changed the stamp.
    pub(super) sure: bool,
}

/// Everything that consumers were told of, and what else has to be known to follow it.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    pub(super) files: FxHashMap<Box<Path>, Seen>,
    /// What was said of files and folders that are no documents.
    pub(super) diagnostics: Vec<Problem>,
    /// Folders that were looked into.
    pub(super) folders: FxHashSet<PathBuf>,
    /// What is behind a link may change without anybody being told.
    pub(super) has_links: bool,
    /// Something that was opened is not there.
    pub(super) lacks_root: bool,
}

impl Inventory {
    /// A file was read when it had this stamp; `began` is when reading began, in nanoseconds
    /// since 1970.
    pub(crate) fn note(&mut self, path: &Path, stamp: Option<Stamp>, began: i64) {
        let sure = stamp.is_some_and(|stamp| stamp.is_sure(began));
        self.files.insert(path.into(), Seen { stamp, sure });
    }

    /// These were said of what is no document.
    pub(crate) fn complain(&mut self, problems: &[Problem]) {
        self.diagnostics.extend_from_slice(problems);
    }

    /// Takes the problems of a new look in place of those that `is_meant` tells to be of the same
    /// places; returns the places of which something else is said now, and that.
    pub(super) fn renew_complaints(
        &mut self,
        problems: Vec<Problem>,
        is_meant: impl Fn(&Path) -> bool,
    ) -> (Vec<Box<Path>>, Vec<Problem>) {
        let old: Vec<Problem> =
            self.diagnostics.extract_if(.., |problem| is_meant(&problem.path)).collect();
        let settled = old.iter().filter(|problem| !problems.contains(problem));
        let gone: Vec<Box<Path>> = settled.map(|problem| problem.path.as_path().into()).collect();
        self.diagnostics.extend_from_slice(&problems);
        let is_new = |it: &Problem| !old.contains(it) || gone.iter().any(|path| **path == *it.path);
        let new = problems.into_iter().filter(is_new).collect();
        (gone, new)
    }
}
