//! Selects which files are documents, without opening any.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::{DirEntry, WalkBuilder, WalkState};
use rayon::prelude::*;

use crate::article::Origin;
use crate::problem::Problem;
use crate::problem::cause;

use super::ignored::{LeftOut, Rules};

/// Extensions of documents within folders.
pub(crate) const EXTENSIONS: [&str; 7] = ["md", "markdown", "mdx", "html", "txt", "yaml", "yml"];

/// Other entries that a walk encounters.
pub(super) enum Met<'a> {
    /// A folder that is about to be read.
    Folder(&'a Path),
    /// A link, followed if its target exists.
    Link,
}

/// The roots to walk, without duplicates: `./news` and `news` are one folder.
pub(super) fn roots(given: &[PathBuf]) -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = given.iter().map(|root| plain(root)).collect();
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// Finds documents.
pub(super) struct Walk<'a> {
    /// Patterns of what is left out, as in `.gitignore`.
    pub(super) ignore: &'a [String],
    pub(super) stop: &'a AtomicBool,
    /// Called for other entries.
    pub(super) meet: &'a (dyn Fn(Met<'_>) + Sync),
}

/// What a walk found, in no particular order.
#[derive(Default)]
pub(super) struct Found {
    /// The documents.
    pub(super) paths: Vec<PathBuf>,
    /// The paths that could not be read.
    pub(super) problems: Vec<Problem>,
    /// What is no article.
    pub(super) left_out: LeftOut,
}

impl Walk<'_> {
    /// Finds the documents below `roots`. A root that is a file counts whatever its name.
    pub(super) fn roots(&self, roots: &[PathBuf]) -> Found {
        let mut found = Found::default();
        for root in roots {
            match std::fs::metadata(root) {
                Ok(data) if data.is_file() => found.paths.push(root.clone()),
                Ok(data) if data.is_dir() => found.append(self.below(root, root)),
                Ok(_) => found.problems.push(
                    Problem::error(root, "cannot read: not a regular file or folder")
                        .hint("pipe it in with `newswire -`"),
                ),
                Err(error) => found.problems.push(unreadable(root, &error)),
            }
        }
        // A walk of a single root visits each path once.
        if roots.len() > 1 {
            let length = |path: &Path| path.as_os_str().len();
            once_each(&mut found.paths, |path| Origin::from_root(path), |path| length(path));
            let key = |problem: &Problem| (Origin::from_root(&problem.path), problem.what.clone());
            once_each(&mut found.problems, key, |problem| length(&problem.path));
        }
        found
    }

    /// Finds the documents in one folder of a root.
    pub(super) fn below(&self, root: &Path, folder: &Path) -> Found {
        let rules = Rules::new(root, self.ignore);
        if folder != root {
            if rules.reason_of_any(folder, true).is_some() {
                return Found::default();
            }
            rules.enter(folder);
        }
        let all = Mutex::new(Found::default());
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(false)
            .follow_links(true)
            .build_parallel();
        walk.run(|| {
            let mut share = Share { own: Found::default(), all: &all };
            let rules = &rules;
            Box::new(move |entry| {
                if self.stop.load(Ordering::Relaxed) {
                    return WalkState::Quit;
                }
                match entry {
                    Ok(entry) => self.visit(entry, rules, &mut share.own),
                    Err(error) if rules.reason_of_error(&error).is_some() => WalkState::Continue,
                    Err(error) => {
                        if is_of_link(&error) {
                            (self.meet)(Met::Link);
                        }
                        share.own.problems.push(walk_problem(root, &error));
                        WalkState::Continue
                    }
                }
            })
        });
        let mut found = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.problems.append(&mut rules.problems(folder));
        found
    }

    /// Whether an entry belongs to the articles; counts what does not.
    fn belongs(&self, entry: &DirEntry, is_folder: bool, rules: &Rules, found: &mut Found) -> bool {
        let path = entry.path();
        // The rules of a name cost more than asking for its ending.
        let is_counted = is_folder || is_document(path);
        if !is_counted && !entry.path_is_symlink() {
            return false;
        }
        if let Some(reason) = rules.reason(path, is_folder) {
            if is_counted {
                found.left_out.add(reason);
            }
            return false;
        }
        if entry.path_is_symlink() {
            (self.meet)(Met::Link);
        }
        true
    }

    fn visit(&self, entry: DirEntry, rules: &Rules, found: &mut Found) -> WalkState {
        let kind = entry.file_type();
        let is_folder = kind.is_some_and(|kind| kind.is_dir());
        let path = entry.path();
        if entry.depth() > 0 && !self.belongs(&entry, is_folder, rules, found) {
            return WalkState::Skip;
        }
        if is_folder {
            if entry.depth() > 0 {
                rules.enter(path);
            }
            (self.meet)(Met::Folder(path));
        } else if kind.is_some_and(|kind| kind.is_file()) {
            if is_document(path) {
                found.paths.push(entry.into_path());
            }
        } else if kind.is_some() && is_document(path) {
            // Opening a pipe would block until its other end is opened.
            let problem = Problem::warning(path, "not a regular file, skipped");
            found.problems.push(problem.hint("pipe it in with `newswire -`"));
        }
        WalkState::Continue
    }
}

/// Whether a path below a root is left out; its folders may not have been walked.
pub(super) fn is_left_out(path: &Path, root: &Path, ignore: &[String]) -> bool {
    Rules::new(root, ignore).reason_of_any(path, path.is_dir()).is_some()
}

/// Sorts newest first where file names begin with a date, so that a consumer that shows batches as
/// they arrive shows recent articles first. Without dates, any fixed order will do.
pub(super) fn newest_first<T: Send>(files: &mut [T], path: impl Fn(&T) -> &Path + Sync) {
    files.par_sort_unstable_by(|a, b| {
        let (a, b) = (path(a), path(b));
        name(b).cmp(name(a)).then_with(|| a.cmp(b))
    });
}

/// Encodes a path so that comparing bytes gives the component-wise order of paths, but faster.
pub(super) fn parts(path: &Path) -> Vec<u8> {
    // File names contain no NUL byte.
    let part = |byte: &u8| if std::path::is_separator(char::from(*byte)) { 0 } else { *byte };
    path.as_os_str().as_encoded_bytes().iter().map(part).collect()
}

/// Returns the part after the last separator; parsing all components takes longer.
fn name(path: &Path) -> &[u8] {
    let bytes = path.as_os_str().as_encoded_bytes();
    let separator = |byte: &u8| std::path::is_separator(char::from(*byte));
    bytes.rsplit(separator).next().unwrap_or(bytes)
}

/// Keeps only the item with the shortest spelling for each key.
fn once_each<T, K: Ord>(all: &mut Vec<T>, key: impl Fn(&T) -> K, length: impl Fn(&T) -> usize) {
    all.sort_by_cached_key(|one| (key(one), length(one)));
    all.dedup_by(|a, b| key(a) == key(b));
}

/// Drops a leading `.` component, which the system ignores.
fn plain(root: &Path) -> PathBuf {
    match root.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => root.to_path_buf(),
    }
}

/// Creates the problem for a path that cannot be read.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let hint = match error.kind() {
        std::io::ErrorKind::NotFound => "check the path; it may have been moved or deleted",
        std::io::ErrorKind::PermissionDenied => "check the permissions of the path",
        _ => "check that the file system is readable",
    };
    Problem::error(path, format!("cannot read: {}", cause(error))).hint(hint)
}

impl Found {
    fn append(&mut self, mut other: Self) {
        self.paths.append(&mut other.paths);
        self.problems.append(&mut other.problems);
        self.left_out.append(&other.left_out);
    }
}

/// The results of one thread of the walk, merged when the thread ends.
struct Share<'a> {
    own: Found,
    all: &'a Mutex<Found>,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let own = std::mem::take(&mut self.own);
        self.all.lock().unwrap_or_else(PoisonError::into_inner).append(own);
    }
}

/// Whether a file below a root has the name of a document.
pub(super) fn is_document(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
        EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

/// Whether the error is about a link that could not be followed.
fn is_of_link(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::WithPath { path, .. } => path.is_symlink(),
        ignore::Error::WithDepth { err, .. } => is_of_link(err),
        ignore::Error::Loop { .. } => true,
        _ => false,
    }
}

fn walk_problem(root: &Path, error: &ignore::Error) -> Problem {
    match error {
        ignore::Error::WithPath { path, err } => match err.io_error() {
            Some(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                Problem::warning(path, "a link that leads nowhere was skipped")
            }
            Some(cause) => unreadable(path, cause),
            None => walk_problem(path, err),
        },
        ignore::Error::WithDepth { err, .. } => walk_problem(root, err),
        ignore::Error::Loop { child, .. } => {
            Problem::warning(child, "a link that leads back into its own folder was skipped")
        }
        other => Problem::error(root, format!("cannot look into the folder: {other}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_ordered_part_by_part() {
        let mut paths: Vec<&Path> =
            ["a-b/c", "a/c", "a/b.md", "a", "a b/c", "a/b/c", "日/a", "a.md"].map(Path::new).into();
        let mut quick = paths.clone();
        paths.sort_unstable();
        quick.sort_by_cached_key(|path| parts(path));
        assert_eq!(quick, paths);
    }
}
