//! The files of a database on disk: their names, identity and permissions, and setting them aside.
//! Deletes and overwrites only copies whose original still exists.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// Suffixes of the files of a database. The main file is last: a new database must never find the
/// log of the old one.
const PARTS: [&str; 4] = ["-wal", "-shm", "-journal", ""];
/// The folder that belongs to newswire alone.
#[cfg(unix)]
const FOLDER: &str = "newswire";

/// Resolves a link, because the companion files are named after its target.
pub(super) fn real(path: &Path) -> PathBuf {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        _ => path.to_owned(),
    }
}

/// Creates a folder and its parents, accessible to the owner only.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Locks a folder for this process until the result is dropped. Where the system has no such locks
/// it stays unlocked; two processes rarely collide.
pub(super) fn hold(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Whether a log exists. `SQLite` deletes a log that belongs to no database, and with it the latest
/// changes.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(log(path)).is_ok_and(|found| found.len() > 0)
}

/// The path of the log, which receives every change first.
pub(super) fn log(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The path of the copy of a file of an older version.
pub(super) fn old_copy(path: &Path, version: u32) -> PathBuf {
    beside(path, &format!(".v{version}"))
}

/// The path of a copy that is not complete yet.
pub(super) fn unfinished(copy: &Path) -> PathBuf {
    beside(copy, ".unfinished")
}

/// Creates an empty file for the owner only, unless the file exists.
pub(super) fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)?;
    make_private(path);
    Ok(())
}

/// Restricts the files and their folder to the owner, because older versions let others read them.
/// Where that is not permitted, nothing changes.
#[cfg(unix)]
pub(super) fn make_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let folder = path.parent().filter(|folder| folder.file_name() == Some(FOLDER.as_ref()));
    let parts = PARTS.iter().map(|part| beside(path, part));
    for path in folder.map(Path::to_owned).into_iter().chain(parts) {
        let Ok(found) = fs::metadata(&path) else { continue };
        let mode = found.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            let private = fs::Permissions::from_mode(mode & !0o077);
            if let Err(error) = fs::set_permissions(&path, private) {
                tracing::warn!("others may read {}: {error}", path.display());
            }
        }
    }
}

#[cfg(not(unix))]
pub(super) fn make_private(_: &Path) {}

/// Renames the database and its companion files, and returns the new path.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let moment = Timestamp::now().strftime("%Y%m%d-%H%M%S");
    let free =
        |name: &PathBuf| PARTS.iter().all(|part| fs::symlink_metadata(beside(name, part)).is_err());
    let names = (1..).map(|number: u32| match number {
        1 => beside(path, &format!(".unreadable-{moment}")),
        _ => beside(path, &format!(".unreadable-{moment}-{number}")),
    });
    let name = names.into_iter().find(free).expect("the numbers do not end");
    for part in PARTS {
        let from = beside(path, part);
        if fs::symlink_metadata(&from).is_ok() {
            fs::rename(from, beside(&name, part))?;
        }
    }
    if name.is_file() {
        make_private(&name);
    }
    Ok(name)
}

fn beside(path: &Path, part: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(part);
    name.into()
}

/// Distinguishes files that have had the same name.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}
