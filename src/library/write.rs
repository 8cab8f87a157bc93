//! Writing documents so that a kill or a power cut leaves each of them whole or absent: hidden
//! files first, one flush for all of them, then their names. Documents that have these bytes
//! already are not written again.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Ending of a file that is not complete yet. The loader skips hidden files.
const UNFINISHED: &str = ".unfinished";

/// A document to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// File name.
    pub(super) name: String,
    /// The whole document.
    pub(super) text: String,
}

/// Writes documents into `folder`, and creates it if needed. All of them are safe when this
/// returns. Returns for each of them whether it was written or unchanged.
pub(super) fn write(folder: &Path, drafts: &[Draft]) -> io::Result<Vec<bool>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    make_folder(folder)?;
    remove_unfinished(folder);
    let done = write_all(folder, drafts);
    if done.is_err() {
        remove_unfinished(folder);
    }
    done
}

fn write_all(folder: &Path, drafts: &[Draft]) -> io::Result<Vec<bool>> {
    let mut written = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let differs = !has(&folder.join(&draft.name), draft.text.as_bytes());
        if differs {
            let mut file = File::create(unfinished(folder, &draft.name))?;
            file.write_all(draft.text.as_bytes())?;
            flush_one(&file)?;
        }
        written.push(differs);
    }
    if written.contains(&true) {
        // Names must not become visible before their contents are safe.
        flush_all(folder)?;
        for (draft, _) in drafts.iter().zip(&written).filter(|(_, written)| **written) {
            fs::rename(unfinished(folder, &draft.name), folder.join(&draft.name))?;
        }
    }
    flush_folder(folder)?;
    Ok(written)
}

/// Whether a file has this content.
fn has(path: &Path, content: &[u8]) -> bool {
    let Ok(file) = crate::file::open(path) else { return false };
    let most = u64::try_from(content.len()).unwrap_or(u64::MAX).saturating_add(1);
    let mut old = Vec::with_capacity(content.len() + 1);
    file.take(most).read_to_end(&mut old).is_ok() && old == content
}

fn unfinished(folder: &Path, name: &str) -> PathBuf {
    // The ending would make a long name too long.
    let hash = crate::text::fingerprint([name.as_bytes()]);
    folder.join(format!(".{hash:016x}{UNFINISHED}"))
}

fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    folder.parent().map_or(Ok(()), flush_folder)
}

/// Removes the temporary files of a killed process; only one process at a time writes.
fn remove_unfinished(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && name.ends_with(UNFINISHED) {
            // The file does no harm; the next attempt overwrites it.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(target_os = "linux")]
fn flush_all(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from)
}

#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn flush_one(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn flush_all(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn flush_one(file: &File) -> io::Result<()> {
    file.sync_data()
}

#[cfg(unix)]
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, text: &str) -> Draft {
        Draft { name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn documents_are_written_once_and_leave_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("deep/er");
        let drafts = [draft("a.html", "one"), draft("b.html", "two")];
        assert_eq!(write(&folder, &drafts).expect("written"), [true, true]);
        fs::write(folder.join(".0.unfinished"), "half").expect("written");
        let again = [draft("a.html", "one"), draft("b.html", "three")];
        assert_eq!(write(&folder, &again).expect("written"), [false, true]);
        let mut names: Vec<_> = fs::read_dir(&folder).expect("read").flatten().collect();
        names.sort_by_key(fs::DirEntry::file_name);
        let names: Vec<_> = names.iter().map(fs::DirEntry::file_name).collect();
        assert_eq!(names, ["a.html", "b.html"]);
        assert_eq!(fs::read(folder.join("b.html")).expect("read"), b"three");
    }

    #[test]
    fn a_failure_leaves_the_old_documents() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[draft("a.html", "one")]).expect("written");
        let bad = [draft("a.html", "two"), draft("no/such/folder.html", "x")];
        assert!(write(folder.path(), &bad).is_err());
        let names = fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(names, 1);
    }
}
