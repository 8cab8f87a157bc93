//! The last reported state of each file, so that a rescan knows what has changed.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::cache::Stamp;
use crate::problem::Problem;

/// The state of a file when it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// `None` where the system provides no modification time.
    pub(super) stamp: Option<Stamp>,
    /// Any later change is certain to change the stamp.
    pub(super) sure: bool,
}

/// Everything that was sent to the consumer, and what else is needed to watch it.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    pub(super) files: FxHashMap<Box<Path>, Seen>,
    /// Problems of files and folders that are not documents.
    pub(super) diagnostics: Vec<Problem>,
    /// Folders that were read.
    pub(super) folders: FxHashSet<PathBuf>,
    /// Links were found: their targets may change without a notification.
    pub(super) has_links: bool,
    /// An opened path does not exist.
    pub(super) lacks_root: bool,
}

impl Inventory {
    /// Records that a file was read with this stamp; `began` is the time reading began, in
    /// nanoseconds since 1970.
    pub(crate) fn note(&mut self, path: &Path, stamp: Option<Stamp>, began: i64) {
        let sure = stamp.is_some_and(|stamp| stamp.is_sure(began));
        self.files.insert(path.into(), Seen { stamp, sure });
    }

    /// Records problems of paths that are not documents.
    pub(crate) fn complain(&mut self, problems: &[Problem]) {
        self.diagnostics.extend_from_slice(problems);
    }

    /// Replaces the problems of the paths selected by `is_meant` with those of a rescan. Returns
    /// the paths whose problems changed, and the new problems.
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
