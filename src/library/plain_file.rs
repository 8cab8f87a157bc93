//! Opening files that may be something else: a pipe or a device would keep the reader waiting for
//! ever.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens a file to read it.
///
/// # Errors
/// If it cannot be opened, or is no regular file.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        // The bits are those of the system, whatever their type.
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("it is no regular file"))
    }
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
            assert_eq!(error, "it is no regular file", "{}", path.display());
        }
        std::fs::write(folder.path().join("a"), "a").expect("written");
        assert!(open(&folder.path().join("a")).is_ok());
    }
}
