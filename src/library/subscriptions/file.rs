//! The file of feeds on disk: read and replaced as a whole, so that a reader sees either version.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::base_strategy::{BaseStrategy, Xdg};
use thiserror::Error;

use super::list::{ChangeError, Subscriptions};
use crate::file;
use crate::problem::{Problem, cause};
use crate::text;

/// Size limit in bytes; 100,000 lines have less.
const MOST: u64 = 16 << 20;
/// How often a change is made again to a file that others keep changing.
const TRIES: usize = 20;
/// Beginning of the name of a file that is not complete yet; random characters follow.
const UNFINISHED: &str = ".feeds.";
/// How many of them.
const RANDOM: usize = 6;
/// Age from which such a file is left over from a program that was killed.
const LEFT_OVER: Duration = Duration::from_secs(60);

/// The place of a file of feeds, which may not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionsFile {
    path: PathBuf,
}

/// Why the file was not changed.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The change itself is refused.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The file cannot be read or written.
    #[error("cannot {doing} {}: {}", text::line(&.path.to_string_lossy()), cause(.error))]
    File {
        /// `read` or `write`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// Another program changes the file all the time.
    #[error("another program keeps changing {}", text::line(&.0.to_string_lossy()))]
    Busy(PathBuf),
}

impl SubscriptionsFile {
    /// Uses this file.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Uses `feeds` in the XDG config folder, on every system; `None` without a home folder.
    #[must_use]
    pub fn usual() -> Option<Self> {
        let folders = Xdg::new().ok()?;
        Some(Self::new(folders.config_dir().join("newswire").join("feeds")))
    }

    /// The path, as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file; a missing one is empty.
    ///
    /// # Errors
    /// If it cannot be read, or is too large.
    pub fn read(&self) -> Result<(Subscriptions, Vec<Problem>), SaveError> {
        let content = self.content().map_err(|error| self.failed("read", error))?;
        Ok(Subscriptions::parse(content, &self.path))
    }

    /// Replaces the file by the result of `change`, and returns its other result. `change` runs
    /// again if another program has changed the file meanwhile.
    ///
    /// # Errors
    /// If the change is refused, or the file cannot be read or written.
    pub fn change<T>(
        &self,
        change: impl Fn(&Subscriptions) -> Result<(Vec<u8>, T), ChangeError>,
    ) -> Result<T, SaveError> {
        let write = |error| self.failed("write", error);
        let target = target(&self.path).map_err(write)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(write)?;
        // Excludes other newswire processes; an editor's change is detected by the file's content.
        let _lock = File::open(folder).ok().filter(|folder| folder.lock().is_ok());
        for _ in 0..TRIES {
            let (list, _) = self.read()?;
            let (new, result) = change(&list)?;
            if new == list.content() || self.replace(&target, &list, &new).map_err(write)? {
                return Ok(result);
            }
        }
        Err(SaveError::Busy(self.path.clone()))
    }

    /// Writes the file unless it has changed since it was read; returns whether it was written.
    fn replace(&self, target: &Path, read: &Subscriptions, new: &[u8]) -> io::Result<bool> {
        let folder = target.parent().unwrap_or(Path::new("."));
        remove_unfinished(folder);
        let mut temporary = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        temporary.write_all(new)?;
        match fs::metadata(target) {
            Ok(found) if found.permissions().readonly() => {
                return Err(io::Error::other("the file is read-only"));
            }
            Ok(found) => temporary.as_file().set_permissions(found.permissions())?,
            // Only the owner can read the temporary file, and so a new file.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        temporary.as_file().sync_all()?;
        if self.content()? != read.content() {
            return Ok(false);
        }
        temporary.persist(target).map_err(|error| error.error)?;
        Ok(true)
    }

    fn content(&self) -> io::Result<Vec<u8>> {
        let file = match file::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut content = Vec::new();
        file.take(MOST + 1).read_to_end(&mut content)?;
        if u64::try_from(content.len()).is_ok_and(|length| length > MOST) {
            return Err(io::Error::other("the file is too large"));
        }
        Ok(content)
    }

    fn failed(&self, doing: &'static str, error: io::Error) -> SaveError {
        SaveError::File { doing, path: self.path.clone(), error }
    }
}

/// Removes what a killed program has left behind.
fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|name| name.strip_prefix(UNFINISHED));
        let is_own = random.is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if !is_own {
            continue;
        }
        let data = entry.metadata().ok().filter(fs::Metadata::is_file);
        let age = data.and_then(|data| data.modified().ok()?.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_OVER) {
            // It is only in the way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Follows links, also to a file that does not exist yet: the link itself must stay.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(match fs::read_link(path) {
            Ok(named) => path.parent().unwrap_or(Path::new(".")).join(named),
            Err(_) => path.to_owned(),
        }),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::subscription::Subscription;
    use super::*;

    fn add(file: &SubscriptionsFile, address: &str) -> Result<(), SaveError> {
        file.change(|list| Ok((list.with(&[Subscription::new(address)])?, ())))
    }

    #[test]
    fn a_new_file_is_for_its_owner_and_an_old_one_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = SubscriptionsFile::new(folder.path().join("newswire/feeds"));
        let mode = || fs::metadata(file.path()).expect("a file").permissions().mode() & 0o777;
        add(&file, "https://a.org/").expect("written");
        assert_eq!(mode(), 0o600);
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o640)).expect("a mode");
        add(&file, "https://b.org/").expect("written");
        assert_eq!(mode(), 0o640);
        let names = fs::read_dir(folder.path().join("newswire")).expect("a folder").count();
        assert_eq!(names, 1, "no temporary file is left");
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let real = folder.path().join("dotfiles-feeds");
        fs::create_dir(folder.path().join("config")).expect("a folder");
        let link = folder.path().join("config/feeds");
        std::os::unix::fs::symlink("../dotfiles-feeds", &link).expect("a link");
        let file = SubscriptionsFile::new(&link);
        add(&file, "https://a.org/").expect("written");
        add(&file, "https://b.org/").expect("written");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert_eq!(fs::read(real).expect("a file"), b"https://a.org/\nhttps://b.org/\n");
    }

    #[test]
    fn a_change_is_made_again_to_a_file_that_has_changed_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = SubscriptionsFile::new(folder.path().join("feeds"));
        let first = std::cell::Cell::new(true);
        let result = file.change(|list| {
            if first.take() {
                fs::write(file.path(), "# by hand\n").expect("written");
            }
            Ok((list.with(&[Subscription::new("https://a.org/")])?, ()))
        });
        result.expect("written");
        let content = fs::read_to_string(file.path()).expect("a file");
        assert_eq!(content, "# by hand\nhttps://a.org/\n");
    }

    /// A program that was killed while it wrote left a file behind for good, with all addresses.
    #[test]
    fn what_a_killed_program_left_is_removed_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = SubscriptionsFile::new(folder.path().join("feeds"));
        let names = [".feeds.aB3dE6", ".feeds.zzzzzz", ".feeds.swp", ".feeds.my-own", ".feeds"];
        for name in names {
            let made = File::create(folder.path().join(name)).expect("made");
            if name != ".feeds.zzzzzz" {
                let hour = std::time::SystemTime::now() - Duration::from_secs(3_600);
                made.set_modified(hour).expect("a time");
            }
        }
        let is_there = |name: &&str| folder.path().join(name).exists();
        add(&file, "https://a.org/").expect("written");
        let left: Vec<_> = names.into_iter().filter(is_there).collect();
        assert_eq!(left, names[1..], "it may be in use, or belong to others");
    }

    /// The program waited for ever for a pipe in place of the file.
    #[test]
    fn a_file_that_is_none_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("feeds");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs");
        assert!(made.success());
        for path in [pipe.as_path(), folder.path()] {
            let file = SubscriptionsFile::new(path);
            let error = file.read().expect_err("it is no file").to_string();
            assert!(error.ends_with("not a regular file"), "{error}");
            assert!(add(&file, "https://a.org/").is_err());
        }
        assert!(!pipe.metadata().expect("there").is_file(), "it was not replaced");
    }

    #[test]
    fn two_writers_lose_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = SubscriptionsFile::new(folder.path().join("feeds"));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    for number in 0..10 {
                        add(file, &format!("https://e.org/{writer}/{number}")).expect("written");
                    }
                });
            }
        });
        assert_eq!(file.read().expect("a file").0.feeds().len(), 40);
    }
}
