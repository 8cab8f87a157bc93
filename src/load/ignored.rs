//! Decides what below a root is no article: what ignore files and the settings name, what programs
//! put there, and what is hidden. `walk` asks, and counts what is left out.

mod kinds;
mod level;
mod reason;

pub use reason::LeftOut;
pub(super) use reason::Reason;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

use crate::problem::Problem;

use level::Level;

/// The rules of one root. Those of its folders are read when the walk comes there.
pub(super) struct Rules {
    root: PathBuf,
    /// Patterns of the settings, which count before all files.
    settings: Gitignore,
    /// The rules of each folder that has any, or lies below one that has.
    folders: RwLock<FxHashMap<PathBuf, Arc<Level>>>,
    /// Whether there is any such folder.
    has_levels: AtomicBool,
    /// How many patterns of files there is still room for.
    left: AtomicUsize,
    /// Files of patterns that were left out.
    problems: Mutex<Vec<Problem>>,
}

/// Whether a change of a file may change the rules.
pub(super) fn is_rule(path: &Path) -> bool {
    path.file_name().is_some_and(|name| level::FILES.iter().any(|(file, _)| name == *file))
}

impl Rules {
    /// Creates the rules of a root, with patterns as in `.gitignore`. Patterns that cannot be read
    /// are ignored: the settings have been checked.
    pub(super) fn new(root: &Path, patterns: &[String]) -> Self {
        let mut settings = GitignoreBuilder::new(root);
        for pattern in patterns {
            let _ = settings.add_line(None, pattern);
        }
        let settings = settings.build().unwrap_or_else(|_| Gitignore::empty());
        let rules = Self {
            root: root.to_owned(),
            settings,
            folders: RwLock::default(),
            has_levels: AtomicBool::new(false),
            left: AtomicUsize::new(level::MAX_PATTERNS),
            problems: Mutex::default(),
        };
        rules.enter(&rules.root);
        rules
    }

    /// Reads the rules of a folder, whose parent has been entered before.
    pub(super) fn enter(&self, folder: &Path) {
        let above = folder.parent().filter(|_| folder != self.root).and_then(|it| self.level(it));
        let mut problems = Vec::new();
        let level = Level::of(folder, above, &self.left, &mut problems);
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).append(&mut problems);
        if let Some(level) = level {
            let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned(), Arc::new(level));
            self.has_levels.store(true, Ordering::Relaxed);
        }
    }

    /// The files of patterns below a folder that were left out.
    pub(super) fn problems(self, folder: &Path) -> Vec<Problem> {
        let mut problems = self.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        problems.retain(|problem| problem.path.starts_with(folder));
        problems
    }

    fn level(&self, folder: &Path) -> Option<Arc<Level>> {
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        folders.get(folder).cloned()
    }

    /// Why an entry is left out, if it is; its folder has been entered.
    pub(super) fn reason(&self, path: &Path, is_folder: bool) -> Option<Reason> {
        if is_hidden(path) {
            return Some(Reason::Hidden);
        }
        // Most folders have no rules, and there are many files.
        if !self.settings.is_empty() {
            match self.settings.matched(path, is_folder) {
                Match::Ignore(_) => return Some(Reason::Setting),
                Match::Whitelist(_) => return None,
                Match::None => {}
            }
        }
        if self.has_levels.load(Ordering::Relaxed)
            && let Some(level) = path.parent().and_then(|folder| self.level(folder))
        {
            match level.matched(path, is_folder) {
                Match::Ignore(reason) => return Some(reason),
                Match::Whitelist(_) => return None,
                Match::None => {}
            }
        }
        kinds::reason(path, is_folder)
    }

    /// Why the entry of an error is left out, if it is.
    pub(super) fn reason_of_error(&self, error: &ignore::Error) -> Option<Reason> {
        match error {
            ignore::Error::WithPath { path, .. } => self.reason(path, false),
            ignore::Error::WithDepth { err, .. } => self.reason_of_error(err),
            ignore::Error::Loop { child, .. } => self.reason(child, true),
            _ => None,
        }
    }

    /// Why an entry or a folder above it is left out, if one is. Enters those folders.
    pub(super) fn reason_of_any(&self, path: &Path, is_folder: bool) -> Option<Reason> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let mut at = self.root.clone();
        let mut parts = inside.iter().peekable();
        while let Some(part) = parts.next() {
            at.push(part);
            let is_last = parts.peek().is_none();
            if let Some(reason) = self.reason(&at, is_folder || !is_last) {
                return Some(reason);
            }
            if !is_last {
                self.enter(&at);
            }
        }
        None
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests;
