//! Reading a cache file. It consists of a magic number, parts of a few hundred documents each, a
//! head that says where the parts are and which files they were made from, and finally the length
//! and checksum of the head. Only data whose checksum matches is trusted.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::article::Pool;
use crate::document::Parsed;

use super::record::{Record, SHAPE};
use super::roots::{RelativePath, Roots, Stamp, path_of};
use super::table::{Shared, Written};

/// Magic number at the start of every cache file.
pub(super) const MARK: &[u8] = b"newswire cache\n";
/// Size of the length and checksum of the head, little-endian, at the end of the file.
const TAIL: u64 = 12;
/// Larger files are neither written nor read.
pub(super) const MOST_BYTES: u64 = 1024 * 1024 * 1024;
/// Larger parts were not written by newswire.
pub(super) const MOST_OF_PART: u32 = 64 * 1024 * 1024;

/// Identifies the writer of a file: the format of its records and the version.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Writer<'a> {
    shape: u32,
    version: &'a str,
}

impl Writer<'_> {
    pub(super) fn this() -> Writer<'static> {
        Writer { shape: SHAPE, version: env!("CARGO_PKG_VERSION") }
    }
}

/// Table of contents of a file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head<'a> {
    /// Start of the load that produced the file, in nanoseconds since 1970.
    pub(super) began: i64,
    /// The names of the roots, as returned by [`Roots::names`].
    #[serde(borrow)]
    pub(super) roots: Vec<(&'a [u8], &'a [u8])>,
    /// The parts, newest documents first.
    #[serde(borrow)]
    pub(crate) parts: Vec<Part<'a>>,
}

/// Documents that are read together.
#[derive(Serialize, Deserialize)]
pub(crate) struct Part<'a> {
    pub(super) at: u64,
    pub(super) length: u32,
    pub(super) sum: u32,
    /// One entry per document, in the same order.
    #[serde(borrow)]
    pub(crate) files: Vec<CachedFile<'a>>,
}

/// A file as it was when it was parsed.
#[derive(Serialize, Deserialize)]
pub(crate) struct CachedFile<'a> {
    pub(super) root: u32,
    pub(super) path: &'a [u8],
    pub(super) stamp: Stamp,
}

impl<'a> CachedFile<'a> {
    pub(crate) fn stamp(&self) -> Stamp {
        self.stamp
    }

    pub(crate) fn place(&self) -> RelativePath<'a> {
        RelativePath { root: self.root, path: self.path }
    }
}

impl Head<'_> {
    pub(super) fn documents(&self) -> usize {
        self.parts.iter().map(|part| part.files.len()).sum()
    }

    /// Whether `known` describes the file that now has this stamp.
    pub(crate) fn is_same(&self, known: &CachedFile<'_>, now: Stamp) -> bool {
        known.stamp == now && now.is_sure(self.began)
    }
}

/// An open cache file.
pub(crate) struct Kept {
    file: Mutex<File>,
    head: Vec<u8>,
    /// Offset at which the parts end.
    end: u64,
}

impl Kept {
    /// Opens a file; `None` if it is not a cache file or is damaged.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let data = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
        let length = Some(data.len()).filter(|length| *length <= MOST_BYTES)?;
        let mut mark = [0; MARK.len()];
        file.read_exact(&mut mark).ok().filter(|()| mark == MARK)?;
        let tail = length.checked_sub(TAIL)?;
        let (mut size, mut sum) = ([0; 8], [0; 4]);
        file.seek(SeekFrom::Start(tail)).ok()?;
        file.read_exact(&mut size).ok()?;
        file.read_exact(&mut sum).ok()?;
        let end = tail.checked_sub(u64::from_le_bytes(size))?;
        let mut head = Vec::new();
        // Never allocates more than the file holds.
        read_at(&mut file, end, usize::try_from(tail - end).ok()?, &mut head).ok()?;
        (end >= MARK.len() as u64 && crc32fast::hash(&head) == u32::from_le_bytes(sum))
            .then_some(Self { file: Mutex::new(file), head, end })
    }

    /// Parses the head; `None` if another version wrote it.
    pub(crate) fn head(&self) -> Option<Head<'_>> {
        let (writer, rest) = postcard::take_from_bytes::<Writer<'_>>(&self.head).ok()?;
        let head: Head<'_> = Some(rest)
            .filter(|_| writer == Writer::this())
            .and_then(|rest| postcard::from_bytes(rest).ok())?;
        head.parts.iter().all(|part| self.has(part)).then_some(head)
    }

    /// Parses the head if it is for these roots: another set may have a file of the same name.
    pub(crate) fn head_for(&self, roots: &Roots) -> Option<Head<'_>> {
        self.head().filter(|head| head.roots == roots.names())
    }

    fn has(&self, part: &Part<'_>) -> bool {
        let ends = part.at.checked_add(u64::from(part.length));
        part.length <= MOST_OF_PART
            && part.at >= MARK.len() as u64
            && ends.is_some_and(|ends| ends <= self.end)
            && !part.files.is_empty()
    }

    /// Reads the documents of a part for whose indexes `path` returns a path. Returns `None` if any
    /// of them is damaged. `buffer` is reused between calls.
    pub(crate) fn read(
        &self,
        part: &Part<'_>,
        pool: &Pool,
        buffer: &mut Vec<u8>,
        path: impl Fn(usize) -> Option<Box<Path>>,
    ) -> Option<Vec<(usize, Parsed)>> {
        let length = usize::try_from(part.length).ok()?;
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            read_at(&mut file, part.at, length, buffer).ok()?;
        }
        if crc32fast::hash(buffer) != part.sum {
            return None;
        }
        let (table, mut rest) = postcard::take_from_bytes::<Written<'_>>(buffer).ok()?;
        let table = Shared::new(&table, pool).ok()?;
        let mut all = Vec::with_capacity(part.files.len());
        for number in 0..part.files.len() {
            let (record, after) = postcard::take_from_bytes::<Record<'_>>(rest).ok()?;
            rest = after;
            if let Some(path) = path(number) {
                all.push((number, record.loaded(path, &table).ok()?));
            }
        }
        rest.is_empty().then_some(all)
    }

    /// Copies a part unchanged.
    pub(super) fn copy(&self, part: &Part<'_>, to: &mut File) -> io::Result<u64> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(part.at))?;
        io::copy(&mut (&*file).take(u64::from(part.length)), to)
    }

    /// Marks the file as used. If that fails, it is eventually deleted and built again.
    pub(super) fn touch(&self) {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.set_modified(SystemTime::now());
    }
}

fn read_at(file: &mut File, at: u64, length: usize, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.resize(length, 0);
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(buffer)
}

/// The roots of a file, as they were spelled.
pub(super) fn spelled(head: &Head<'_>) -> Vec<std::path::PathBuf> {
    head.roots.iter().filter_map(|(name, _)| path_of(name)).map(Path::to_path_buf).collect()
}
