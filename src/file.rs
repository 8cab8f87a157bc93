//! Opening and reading files that may be something else: a pipe or a device would keep the reader
//! waiting for ever, and a settings file may be as large as its disk.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

/// The largest file of settings in bytes.
pub(crate) const MAX_SETTINGS: u64 = 1024 * 1024;

/// A file that gives its bytes more slowly is given up.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes that are read at a time.
const PIECE: u64 = 256 * 1024;

/// Opens a file to read it.
///
/// # Errors
/// If it cannot be opened, or is no regular file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = at_once(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a regular file")) }
}

/// Opens anything without waiting for another program.
fn at_once(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        // The bits are those of the system, whatever their type.
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// Appends at most `most` bytes of a file to `bytes`.
///
/// # Errors
/// If it cannot be read, or takes too long.
pub(crate) fn read(mut file: File, most: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
    let began = Instant::now();
    let mut left = most;
    while left > 0 {
        let read = file.by_ref().take(left.min(PIECE)).read_to_end(bytes)? as u64;
        if read == 0 {
            return Ok(());
        }
        left = left.saturating_sub(read);
        if began.elapsed() > PATIENCE {
            let what = format!("it took longer than {} seconds", PATIENCE.as_secs());
            return Err(io::Error::other(what));
        }
    }
    Ok(())
}

/// Reads a file of settings, which may be `/dev/null`.
///
/// # Errors
/// If it cannot be read, is a pipe, is larger than [`MAX_SETTINGS`], or is not UTF-8.
pub(crate) fn settings(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let file = at_once(path)?;
    // Nobody may write to it, or only later: it would count as empty.
    if is_pipe(&file)? {
        return Err(io::Error::other("not a regular file"));
    }
    read(file, MAX_SETTINGS + 1, &mut bytes)?;
    if bytes.len() as u64 > MAX_SETTINGS {
        return Err(io::Error::other("it is larger than 1 MB"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::other(format!("it is not UTF-8 text after {at} bytes"))
    })
}

#[cfg(unix)]
fn is_pipe(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::FileTypeExt;
    Ok(file.metadata()?.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &File) -> io::Result<bool> {
    Ok(false)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A pipe in place of a file kept the program waiting for ever.
    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs");
        assert!(made.success());
        for path in [pipe.as_path(), folder.path(), Path::new("/dev/zero")] {
            let error = open(path).expect_err("it is no file").to_string();
            assert_eq!(error, "not a regular file", "{}", path.display());
        }
        assert!(settings(Path::new("/dev/zero")).is_err() && settings(folder.path()).is_err());
        assert_eq!(settings(Path::new("/dev/null")).expect("it is read"), "");
        let error = settings(&pipe).expect_err("settings in a pipe were none, without a word");
        assert_eq!(error.to_string(), "not a regular file");
        std::fs::write(folder.path().join("a"), "a").expect("written");
        assert_eq!(settings(&folder.path().join("a")).expect("it is read"), "a");
    }

    #[test]
    fn settings_are_bounded() {
        let folder = tempfile::tempdir().expect("a folder");
        let large = folder.path().join("large");
        std::fs::write(&large, " ".repeat(1024 * 1024 + 1)).expect("written");
        let error = settings(&large).expect_err("it is too large").to_string();
        assert_eq!(error, "it is larger than 1 MB");
        let mut bytes = Vec::new();
        read(open(&large).expect("a file"), 10, &mut bytes).expect("it is read");
        assert_eq!(bytes.len(), 10);
    }
}
