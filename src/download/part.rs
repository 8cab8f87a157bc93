//! The file that a download arrives in until it is complete: `episode.mp3.part`, and beside it the
//! hidden `.episode.mp3.resume`, which says where it comes from. An unfinished file survives the end
//! of the program and is continued by the next download from the same address.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::text;

use super::error::DownloadError;
use super::file_name::numbered;

/// Files of one name in a folder at most.
const MOST: usize = 10_000;

/// An unfinished file, locked against other processes.
#[derive(Debug)]
pub(super) struct Part {
    file: File,
    folder: PathBuf,
    /// The name without a number.
    name: String,
    paths: Paths,
    /// Identifies the address.
    origin: String,
    /// Bytes that are here.
    pub(super) length: u64,
    /// What the server called this version of the file.
    pub(super) validator: Option<Vec<u8>>,
}

/// The files of one unfinished download.
#[derive(Debug)]
struct Paths {
    whole: PathBuf,
    part: PathBuf,
    note: PathBuf,
}

impl Paths {
    fn of(folder: &Path, name: &str) -> Self {
        Self {
            whole: folder.join(name),
            part: folder.join(format!("{name}.part")),
            note: folder.join(format!(".{name}.resume")),
        }
    }
}

/// Whether there is anything at a path, even a broken link.
fn is_taken(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

impl Part {
    /// Opens the unfinished file of an earlier download from this address, or a new one under a
    /// name that is free.
    ///
    /// # Errors
    /// If the folder cannot be written to, or another process downloads the file.
    pub(super) fn open(folder: &Path, name: &str, url: &str) -> Result<Self, DownloadError> {
        fs::create_dir_all(folder)?;
        let origin = format!("{:016x}", text::fingerprint([url.as_bytes()]));
        let mut free = None;
        for number in 1..=MOST {
            let paths = Paths::of(folder, &numbered(name, number));
            let has_part = is_taken(&paths.part);
            if has_part && origin_of(&paths).as_deref() == Some(origin.as_str()) {
                return Self::resume(folder, name, paths, origin);
            }
            let is_free = !has_part && !is_taken(&paths.whole);
            if is_free {
                free = Some(paths);
                break;
            }
        }
        let none = || DownloadError::Folder("it has too many files of this name".to_owned());
        Self::begin(folder, name, free.ok_or_else(none)?, origin)
    }

    fn begin(
        folder: &Path,
        name: &str,
        paths: Paths,
        origin: String,
    ) -> Result<Self, DownloadError> {
        let file = OpenOptions::new().append(true).create_new(true).open(&paths.part)?;
        lock(&file)?;
        let part = Self {
            file,
            folder: folder.to_owned(),
            name: name.to_owned(),
            paths,
            origin,
            length: 0,
            validator: None,
        };
        part.note()?;
        Ok(part)
    }

    fn resume(
        folder: &Path,
        name: &str,
        paths: Paths,
        origin: String,
    ) -> Result<Self, DownloadError> {
        let file = OpenOptions::new().append(true).open(&paths.part)?;
        lock(&file)?;
        let length = file.metadata()?.len();
        let note = fs::read(&paths.note)?;
        let validator = note.splitn(2, |byte| *byte == b'\n').nth(1);
        let validator = validator.filter(|it| !it.is_empty()).map(<[u8]>::to_vec);
        let (folder, name) = (folder.to_owned(), name.to_owned());
        let mut part = Self { file, folder, name, paths, origin, length, validator };
        if part.validator.is_none() {
            // Nobody could say whether the rest belongs to the same file.
            part.start_over(None)?;
        }
        Ok(part)
    }

    /// Drops what is here, for a version of the file with this validator.
    pub(super) fn start_over(&mut self, validator: Option<&[u8]>) -> Result<(), DownloadError> {
        if self.length > 0 {
            self.file.set_len(0)?;
        }
        self.length = 0;
        self.validator = validator.map(<[u8]>::to_vec);
        Ok(self.note()?)
    }

    fn note(&self) -> io::Result<()> {
        let mut note = format!("{}\n", self.origin).into_bytes();
        note.extend(self.validator.iter().flatten());
        fs::write(&self.paths.note, note)
    }

    /// Appends bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), DownloadError> {
        self.file.write_all(bytes)?;
        self.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    /// Removes the file if nothing has arrived.
    pub(super) fn leave(self) {
        if self.length == 0 {
            // A file that is left behind is empty and is used by the next attempt.
            let _ = fs::remove_file(&self.paths.part);
            let _ = fs::remove_file(&self.paths.note);
        }
    }

    /// Gives the complete file its name, or one with a number if that was taken meanwhile.
    ///
    /// # Errors
    /// If it cannot be written to the disk or renamed; then it stays as it is.
    pub(super) fn finish(self) -> Result<PathBuf, DownloadError> {
        self.file.sync_all()?;
        let numbers = (1..=MOST).map(|number| self.folder.join(numbered(&self.name, number)));
        for path in std::iter::once(self.paths.whole.clone()).chain(numbers) {
            match rename(&self.paths.part, &path) {
                Ok(()) => {
                    // Without its part the note means nothing.
                    let _ = fs::remove_file(&self.paths.note);
                    return Ok(path);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DownloadError::Folder("it has too many files of this name".to_owned()))
    }
}

/// Renames a file, but never over another one.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut temporary = TempPath::try_from_path(from)?;
    temporary.disable_cleanup(true);
    let error = match temporary.persist_noclobber(to) {
        Ok(()) => return Ok(()),
        Err(failed) => failed.error,
    };
    if error.kind() == ErrorKind::AlreadyExists || is_taken(to) {
        return Err(ErrorKind::AlreadyExists.into());
    }
    // Some file systems cannot refuse to replace a file; there is none.
    fs::rename(from, to)
}

/// Keeps other processes away from a file until it is closed. Some file systems have no locks.
fn lock(file: &File) -> Result<(), DownloadError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(DownloadError::Busy),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// The origin that a note names.
fn origin_of(paths: &Paths) -> Option<String> {
    let note = fs::read(&paths.note).ok()?;
    let first = note.split(|byte| *byte == b'\n').next()?;
    Some(String::from_utf8_lossy(first).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://a.example/e.mp3";

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> =
            entries.map(|it| name(it).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_part_is_found_again_by_its_address() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut part = Part::open(folder.path(), "e.mp3", URL).expect("a part");
        part.start_over(Some(b"\"1\"")).expect("noted");
        part.add(b"abc").expect("written");
        assert_eq!(Part::open(folder.path(), "e.mp3", URL).err(), Some(DownloadError::Busy));
        drop(part);
        let other = Part::open(folder.path(), "e.mp3", "https://b.example/e.mp3").expect("a part");
        assert_eq!((other.length, names(folder.path()).len()), (0, 4));
        other.leave();
        let part = Part::open(folder.path(), "e.mp3", URL).expect("the part");
        assert_eq!((part.length, part.validator.as_deref()), (3, Some(&b"\"1\""[..])));
        assert_eq!(part.finish(), Ok(folder.path().join("e.mp3")));
        assert_eq!(names(folder.path()), ["e.mp3"]);
    }

    #[test]
    fn a_file_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let part = Part::open(folder.path(), "e.mp3", URL).expect("a part");
        for name in ["e.mp3", "e-2.mp3"] {
            fs::write(folder.path().join(name), "mine").expect("written");
        }
        assert_eq!(part.finish(), Ok(folder.path().join("e-3.mp3")));
        let part = Part::open(folder.path(), "e.mp3", URL).expect("a part");
        assert_eq!(part.finish(), Ok(folder.path().join("e-4.mp3")));
        let kept = fs::read_to_string(folder.path().join("e.mp3"));
        assert_eq!(kept.expect("the file"), "mine");
    }

    #[test]
    fn without_a_validator_nothing_is_continued() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut part = Part::open(folder.path(), "e.mp3", URL).expect("a part");
        part.add(b"abc").expect("written");
        drop(part);
        let part = Part::open(folder.path(), "e.mp3", URL).expect("the part");
        assert_eq!(part.length, 0);
    }
}
