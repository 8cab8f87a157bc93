//! A rescan of what may have changed, and the batches that result.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::article::Origin;
use crate::document::Parsed;
use crate::load::cache::{Stamp, nanoseconds};
use crate::load::walk::Walk;
use crate::load::{guarded, ignored, on_all_cores, read_file, walk};
use crate::problem::Problem;
use crate::problem::Severity;

use super::Watcher;
use super::changes::Changes;
use super::watcher::FolderWatcher;

/// Files that seem to be still being written, with the delay until they are checked again.
pub(super) type Unfinished = Vec<(PathBuf, Duration)>;

/// The outcome of reading a document.
enum Outcome {
    /// Sent, as read with this stamp; `began` is the time reading began, in nanoseconds since 1970.
    Told {
        stamp: Option<Stamp>,
        began: i64,
    },
    /// Probably incomplete; to be read again after this delay.
    Unfinished(Duration),
    Gone,
}

/// The result of a scan.
#[derive(Default)]
struct Found {
    /// Documents that exist.
    files: Vec<PathBuf>,
    problems: Vec<Problem>,
    /// Folders that were read.
    folders: FxHashSet<PathBuf>,
    /// Paths that do not exist.
    missing: FxHashSet<PathBuf>,
    has_links: bool,
}

impl Found {
    fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
        let new = |problem: &Problem| !self.problems.contains(problem);
        let problems: Vec<Problem> = other.problems.into_iter().filter(new).collect();
        self.problems.extend(problems);
        self.folders.extend(other.folders);
        self.missing.extend(other.missing);
        self.has_links |= other.has_links;
    }
}

impl Watcher<'_> {
    /// Checks what changed and sends the differences.
    pub(super) fn look(&mut self, changes: Changes, watcher: &FolderWatcher) -> Unfinished {
        let part = if changes.everything { None } else { self.look_at(changes.paths, watcher) };
        let is_part = part.is_some();
        let found = part.unwrap_or_else(|| self.look_at_everything(watcher));
        if self.is_stopped() {
            // An interrupted scan would report half of the files as deleted.
            return Unfinished::new();
        }
        self.batches.cut();
        let files = self.take_back(found, is_part);
        self.read(files)
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Scans some paths; `None` if only a full rescan would be complete.
    fn look_at(&self, paths: FxHashSet<PathBuf>, watcher: &FolderWatcher) -> Option<Found> {
        if self.inventory.has_links || self.inventory.lacks_root || self.roots.overlap() {
            return None;
        }
        let mut found = Found::default();
        for path in paths {
            let root = self.given.iter().find(|root| path.starts_with(root))?;
            if path == *root || ignored::is_rule(&path) {
                return None;
            }
            if walk::is_left_out(&path, root, &self.ignore) {
                continue;
            }
            match fs::symlink_metadata(&path) {
                Ok(data) if data.is_file() && walk::is_document(&path) => found.files.push(path),
                Ok(data) if data.is_file() => {}
                Ok(data) if data.is_dir() => {
                    // A folder found below another one has already been scanned.
                    if !found.folders.contains(&path) {
                        self.walk(Some((root, &path)), watcher, &mut found);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound && !self.knows(&path) => {
                    found.missing.insert(path);
                }
                // A link or a special file; or a folder that was deleted or moved, so that others
                // may have lost their watches.
                _ => return None,
            }
        }
        // Some also lie in folders that were scanned.
        found.files.sort_unstable();
        found.files.dedup();
        Some(found)
    }

    fn knows(&self, folder: &Path) -> bool {
        self.inventory.folders.contains(folder)
    }

    fn look_at_everything(&mut self, watcher: &FolderWatcher) -> Found {
        // Unwatch first: to the system, a moved folder still has its old name.
        for gone in self.inventory.folders.iter().filter(|folder| !folder.is_dir()) {
            watcher.unwatch(gone);
        }
        for root in &self.given {
            match fs::metadata(root) {
                Ok(data) if data.is_dir() => watcher.watch(root, true),
                // Many programs replace a file instead of changing it.
                Ok(_) => watcher.watch(&folder_of(root), true),
                Err(_) => {}
            }
        }
        let mut found = Found::default();
        self.walk(None, watcher, &mut found);
        found
    }

    /// Scans one folder of a root, or everything. A folder must be watched before it is listed, or changes in between would be
    /// missed; so it walks twice, and again for folders that appear meanwhile.
    fn walk(&self, one: Option<(&Path, &Path)>, watcher: &FolderWatcher, found: &mut Found) {
        let mut known = FxHashSet::default();
        loop {
            let walked = self.walk_once(one, watcher);
            let is_whole = watcher.is_deaf() || walked.folders.is_subset(&known);
            if is_whole || self.is_stopped() {
                return found.extend(walked);
            }
            known.extend(walked.folders);
        }
    }

    fn walk_once(&self, one: Option<(&Path, &Path)>, watcher: &FolderWatcher) -> Found {
        let met = Mutex::new((FxHashSet::default(), false));
        let note = |one: walk::Met<'_>| {
            let mut seen = met.lock().unwrap_or_else(PoisonError::into_inner);
            match one {
                walk::Met::Folder(folder) => {
                    watcher.watch(folder, false);
                    seen.0.insert(folder.to_path_buf());
                }
                walk::Met::Link => seen.1 = true,
            }
        };
        let walk = Walk { ignore: &self.ignore, stop: self.stop, meet: &note };
        let walk::Found { paths: files, problems, .. } = match one {
            Some((root, folder)) => walk.below(root, folder),
            None => walk.roots(&self.given),
        };
        let (folders, has_links) = met.into_inner().unwrap_or_else(PoisonError::into_inner);
        Found { files, problems, folders, missing: FxHashSet::default(), has_links }
    }

    /// Takes back files that no longer exist; returns those that do.
    fn take_back(&mut self, found: Found, is_part: bool) -> Vec<PathBuf> {
        let Found { files, problems, folders, missing, has_links } = found;
        let here: FxHashSet<&Path> = files.iter().map(PathBuf::as_path).collect();
        let is_meant = |path: &Path| {
            !is_part || missing.contains(path) || path.ancestors().any(|it| folders.contains(it))
        };
        let inventory = &mut self.inventory;
        let mut gone: Vec<Box<Path>> = if is_part && folders.is_empty() {
            let known = missing.iter().filter(|path| inventory.files.contains_key(&***path));
            known.map(|path| path.as_path().into()).collect()
        } else {
            let known = inventory.files.keys();
            known.filter(|path| is_meant(path) && !here.contains(&***path)).cloned().collect()
        };
        for path in &gone {
            inventory.files.remove(path);
        }
        let (settled, problems) =
            inventory.renew_complaints(problems, |path| is_meant(path) || here.contains(path));
        gone.extend(settled);
        if is_part {
            inventory.has_links |= has_links;
            inventory.folders.extend(folders);
        } else {
            inventory.lacks_root = self.given.iter().any(|root| !root.exists());
            (inventory.has_links, inventory.folders) = (has_links, folders);
        }
        self.batches.take_back(gone.into_iter().map(Origin::File));
        if !problems.is_empty() {
            self.batches.add(|contents| contents.problems.extend(problems));
        }
        files
    }

    /// Reads and sends those of `files` that have changed.
    fn read(&mut self, files: Vec<PathBuf>) -> Unfinished {
        let has_changed = |path: &PathBuf| {
            let seen = self.inventory.files.get(&**path);
            !seen.is_some_and(|seen| seen.sure && seen.stamp.is_some() && seen.stamp == stamp(path))
        };
        let mut files: Vec<PathBuf> = files.into_par_iter().filter(has_changed).collect();
        walk::newest_first(&mut files, |path| path);
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(Vec::with_capacity(files.len()));
        on_all_cores(files.len(), || {
            while !self.is_stopped()
                && let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed))
            {
                let outcome = self.read_one(path);
                outcomes.lock().unwrap_or_else(PoisonError::into_inner).push((path, outcome));
            }
        });
        let mut unfinished = Unfinished::new();
        for (path, outcome) in outcomes.into_inner().unwrap_or_else(PoisonError::into_inner) {
            match outcome {
                Outcome::Told { stamp, began } => self.inventory.note(path, stamp, began),
                Outcome::Unfinished(after) => unfinished.push((path.clone(), after)),
                Outcome::Gone => {
                    self.inventory.files.remove(&**path);
                }
            }
        }
        unfinished
    }

    fn read_one(&self, path: &Path) -> Outcome {
        let began = nanoseconds(SystemTime::now()).unwrap_or(i64::MIN);
        let before = stamp(path);
        let read = guarded(path, || read_file(path, &self.roots, self.pool));
        let origin = Origin::File(path.into());
        let known = self.inventory.files.contains_key(path).then_some(origin);
        if read.is_err() && is_missing(path) {
            self.batches.add(|contents| contents.gone.extend(known));
            return Outcome::Gone;
        }
        if let Some(after) = self.writing_ends(path, &read) {
            return Outcome::Unfinished(after);
        }
        let stamp = read.as_ref().map_or(before, |(_, stamp)| *stamp);
        self.batches.add(|contents| {
            contents.gone.extend(known);
            contents.add(0, read.map(|(loaded, _)| loaded));
        });
        Outcome::Told { stamp, began }
    }

    /// The delay until a malformed document can be assumed to be complete. `None` if it is
    /// well-formed or has not been modified for long enough.
    fn writing_ends(
        &self,
        path: &Path,
        read: &Result<(Parsed, Option<Stamp>), Problem>,
    ) -> Option<Duration> {
        let is_sound = |loaded: &Parsed| {
            !loaded.problems.iter().any(|problem| problem.severity == Severity::Error)
        };
        let data = fs::metadata(path).ok()?;
        if data.len() > 0 && read.as_ref().is_ok_and(|(loaded, _)| is_sound(loaded)) {
            return None;
        }
        // A modification time in the future says nothing.
        let age = data.modified().ok()?.elapsed().ok()?;
        self.writing.checked_sub(age).filter(|rest| !rest.is_zero())
    }
}

fn is_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn stamp(path: &Path) -> Option<Stamp> {
    fs::metadata(path).ok().and_then(|data| Stamp::of(&data))
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}
