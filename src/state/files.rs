//! The files of a database on the disk: their names, what they are, who may read them, setting
//! them aside. Nothing here deletes or overwrites any but copies of what is still there.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// What belongs to a database. The file itself last: a new one must never find the log of the old.
const PARTS: [&str; 4] = ["-wal", "-shm", "-journal", ""];
/// The folder that is newswire's own.
#[cfg(unix)]
const FOLDER: &str = "newswire";

/// The file that is meant where a link leads to it: what stands beside it has its name.
pub(super) fn real(path: &Path) -> PathBuf {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        _ => path.to_owned(),
    }
}

/// Creates a folder and those above it, for nobody else to read.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Holds a folder for this process alone, until what is returned is dropped. Where the system
/// knows no such locks it is not held; two processes hardly ever meet.
pub(super) fn hold(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// A log that belongs to no database is deleted by `SQLite`, and with it what was kept last.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(log(path)).is_ok_and(|found| found.len() > 0)
}

/// What was kept last stands there first.
pub(super) fn log(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The name of the copy of a file of an older version.
pub(super) fn old_copy(path: &Path, version: u32) -> PathBuf {
    beside(path, &format!(".v{version}"))
}

/// The name of a copy that is not whole yet.
pub(super) fn unfinished(copy: &Path) -> PathBuf {
    beside(copy, ".unfinished")
}

/// Creates an empty file for nobody else to read, where there is none.
pub(super) fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)?;
    make_private(path);
    Ok(())
}

/// Takes the files and their folder away from everybody but the owner; older versions let others
/// read them. Where that is not allowed all stays as it is.
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

/// Gives the file and what belongs to it a new name, and returns that.
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

/// What tells one file from another of the same name.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}
