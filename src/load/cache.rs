//! Parsed documents kept between runs, in one file per set of opened folders. Parsing and comparing
//! are left to the load. Nothing here is trusted unless its checksum matches, and any failure only
//! makes the start slower.
//!
//! Only the owner can read the folder, because articles may be private. Sealed data never gets
//! here: no article contains it.
//!
//! It is not a table of `SQLite` because that is slower and larger. To read 100,000 documents into
//! articles, the table took 550 ms of processor time with a record a row, and 490 ms with 512
//! records a row; this cache takes 270 ms. The last article was there after 1.8 and 1.7 times as
//! long. The table had 186 MB and 151 MB; this cache has 60 MB, because the documents of a part
//! share their texts and related reports.

mod file;
mod record;
mod roots;
mod table;
mod writer;

pub(super) use file::{CachedFile, Head, Kept, Part};
pub(super) use roots::{RelativePath, Roots, Stamp, nanoseconds};
pub(super) use writer::{Draft, MOST_DOCUMENTS, Writer};

use std::fs::{self, DirBuilder, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Cache files unused for this long are deleted.
const UNUSED: Duration = DAY.saturating_mul(90);
/// Extension of a cache file; its stem starts with 16 hexadecimal digits.
const ENDING: &str = ".articles";
/// Extension of a file that is still being written.
const UNFINISHED: &str = ".unfinished";
/// Marker file whose modification time is that of the last sweep for unused files.
const SWEPT: &str = "swept";

/// A folder of parsed documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    folder: PathBuf,
}

/// One file of a cache.
#[derive(Debug, PartialEq, Eq)]
pub struct CacheFile {
    /// Path of the file.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last read or write.
    pub used: SystemTime,
    /// The opened paths and the number of cached documents; `None` if the file is damaged or of
    /// another version, and so will be rewritten.
    pub holds: Option<(Vec<PathBuf>, usize)>,
}

impl Cache {
    /// Creates a cache in `folder`, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns the folder of the cache files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lists all cache files by name.
    ///
    /// # Errors
    /// If the folder exists but cannot be read.
    pub fn files(&self) -> io::Result<Vec<CacheFile>> {
        let mut all: Vec<CacheFile> = self
            .entries()?
            .iter()
            .filter(|entry| is_finished(&name(entry)))
            .filter_map(describe)
            .collect();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(all)
    }

    /// Deletes the cache files and nothing else. Returns their number and total bytes.
    ///
    /// # Errors
    /// If a file cannot be deleted; others may already be gone.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        let (mut count, mut bytes) = (0, 0);
        for entry in self.entries()? {
            let data = entry.metadata()?;
            fs::remove_file(entry.path())?;
            count += 1;
            bytes += data.len();
        }
        // A missing marker is as good as a deleted one.
        let _ = fs::remove_file(self.folder.join(SWEPT));
        Ok((count, bytes))
    }

    /// Opens the cache file of these roots.
    pub(super) fn open(&self, roots: &Roots) -> Option<Kept> {
        Kept::open(&self.file(roots))
    }

    /// Cleans up after a load: marks the file as used and deletes files that no longer are.
    pub(super) fn tidy(&self, used: Option<&Kept>) {
        if let Some(used) = used {
            used.touch();
        }
        let marker = self.folder.join(SWEPT);
        if self.folder.is_dir() && age(&marker).is_none_or(|age| age > DAY) {
            // Without the marker, the next run sweeps again.
            let _ = File::create(marker);
            self.sweep();
        }
    }

    fn sweep(&self) {
        for entry in self.entries().unwrap_or_default() {
            let path = entry.path();
            let limit = if is_finished(&name(&entry)) { UNUSED } else { DAY };
            if age(&path).is_some_and(|age| age > limit) && fs::remove_file(&path).is_ok() {
                tracing::info!("deleted from the cache, long unused: {}", path.display());
            }
        }
    }

    fn file(&self, roots: &Roots) -> PathBuf {
        self.folder.join(roots.name() + ENDING)
    }

    /// Creates a temporary file, readable by the owner alone, to replace the file of the roots.
    fn new_file(&self, roots: &Roots) -> io::Result<NamedTempFile> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        let name = roots.name() + ".";
        tempfile::Builder::new().prefix(&name).suffix(UNFINISHED).tempfile_in(&self.folder)
    }

    /// Lists the files that are ours by name, finished or not.
    fn entries(&self) -> io::Result<Vec<DirEntry>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let entries: Vec<DirEntry> = entries.collect::<io::Result<_>>()?;
        let is_file = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
        Ok(entries.into_iter().filter(|entry| is_ours(&name(entry)) && is_file(entry)).collect())
    }
}

fn describe(entry: &DirEntry) -> Option<CacheFile> {
    let data = entry.metadata().ok()?;
    let (path, used) = (entry.path(), data.modified().ok()?);
    let kept = Kept::open(&path);
    let head = kept.as_ref().and_then(Kept::head);
    let holds = head.map(|head| (file::spelled(&head), head.documents()));
    Some(CacheFile { path, size: data.len(), used, holds })
}

fn name(entry: &DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

fn is_finished(name: &str) -> bool {
    name.ends_with(ENDING)
}

fn is_ours(name: &str) -> bool {
    let Some((digits, rest)) = name.split_at_checked(16) else { return false };
    let ending = rest == ENDING || rest.starts_with('.') && rest.ends_with(UNFINISHED);
    ending && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Time since a file was last written or touched.
fn age(path: &Path) -> Option<Duration> {
    fs::symlink_metadata(path).ok()?.modified().ok()?.elapsed().ok()
}
