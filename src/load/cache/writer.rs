//! Writing a cache file: beside the old one during the load, replacing it at the end. A failure
//! only makes the next start slower.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use crate::article::Pool;
use crate::document::Parsed;
use crate::problem::cause;

use super::Cache;
use super::file::{self, CachedFile, Head, Kept, MARK, MOST_BYTES, MOST_OF_PART, Part};
use super::record::Record;
use super::roots::{RelativePath, Roots, Stamp};
use super::table::Table;

/// Documents per part: few enough that the first part is available at once and the cores share the
/// work evenly, enough that sharing strings pays off.
const PART: usize = 512;
/// Size in bytes at which a part is full even with fewer documents.
const FULL: usize = 4 * 1024 * 1024;
/// Loads of more documents are not cached.
pub(crate) const MOST_DOCUMENTS: usize = 2_000_000;

/// A part being built.
#[derive(Default)]
pub(crate) struct Draft {
    table: Table,
    records: Vec<u8>,
    files: Vec<Noted>,
}

/// A file, as in [`CachedFile`] but with an owned path.
struct Noted {
    root: u32,
    path: Box<[u8]>,
    stamp: Stamp,
}

/// A part that has been written.
struct Written {
    at: u64,
    length: u32,
    sum: u32,
    files: Vec<Noted>,
}

/// Writes the cache file of a load.
pub(crate) struct Writer<'a> {
    cache: &'a Cache,
    roots: &'a Roots,
    /// Start of the load, in nanoseconds since 1970.
    began: i64,
    out: Mutex<Out>,
}

#[derive(Default)]
struct Out {
    file: Option<NamedTempFile>,
    at: u64,
    parts: Vec<Written>,
    /// Writing failed, or the file would be too long.
    given_up: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(cache: &'a Cache, roots: &'a Roots, began: i64) -> Self {
        Self { cache, roots, began, out: Mutex::default() }
    }

    /// Records a document read from `path`, if its file can be recognized again.
    pub(crate) fn note(&self, draft: &mut Draft, path: &Path, stamp: Stamp, loaded: &Parsed) {
        if let Some(place) = self.roots.place(path).filter(|_| stamp.is_sure(self.began)) {
            draft.add(place, stamp, loaded);
            if draft.files.len() >= PART || draft.size() >= FULL {
                self.put(draft);
            }
        }
    }

    /// Writes a part and starts another.
    pub(crate) fn put(&self, draft: &mut Draft) {
        let Draft { table, records, files } = std::mem::take(draft);
        if files.is_empty() {
            return;
        }
        let Ok(mut all) = postcard::to_stdvec(&table.written()) else { return };
        all.extend(records);
        let sum = crc32fast::hash(&all);
        self.try_to(|out| {
            out.file(self.cache, self.roots)?.write_all(&all)?;
            out.add(all.len() as u64, sum, files)
        });
    }

    /// Whether anything was recorded.
    pub(crate) fn has_any(&self) -> bool {
        !self.lock().parts.is_empty()
    }

    /// Takes over a part of the old file, unchanged or reduced to the documents that are `still`
    /// current. Merges many small parts into few.
    pub(crate) fn take_over(
        &self,
        old: &Kept,
        part: &Part<'_>,
        draft: &mut Draft,
        still: &[Option<Box<Path>>],
    ) {
        if still.iter().all(Option::is_some) && still.len() >= PART / 2 {
            self.try_to(|out| {
                let copied = old.copy(part, out.file(self.cache, self.roots)?)?;
                out.add(copied, part.sum, part.files.iter().map(Noted::of).collect())
            });
            return;
        }
        let path = |number: usize| still.get(number).cloned().flatten();
        let all = old.read(part, &Pool::default(), &mut Vec::new(), path).unwrap_or_default();
        for (number, loaded) in all {
            if let Some(known) = part.files.get(number) {
                draft.add(known.place(), known.stamp, &loaded);
            }
            if draft.files.len() >= PART {
                self.put(draft);
            }
        }
    }

    /// Replaces the old file.
    pub(crate) fn finish(self) -> bool {
        self.try_to(|out| {
            out.file(self.cache, self.roots)?;
            // Newest first, as files are walked: names may begin with a date.
            out.parts.sort_by(|a, b| b.newest().cmp(a.newest()));
            let head = Head {
                began: self.began,
                roots: self.roots.names(),
                parts: out.parts.iter().map(Written::part).collect(),
            };
            let head =
                postcard::to_stdvec(&(file::Writer::this(), head)).map_err(io::Error::other)?;
            let (size, sum) = (head.len() as u64, crc32fast::hash(&head));
            out.at += size;
            if out.at >= MOST_BYTES {
                return Err(io::Error::other("it would be too long"));
            }
            let Some(mut file) = out.file.take() else { return Ok(()) };
            file.write_all(&head)?;
            file.write_all(&size.to_le_bytes())?;
            file.write_all(&sum.to_le_bytes())?;
            file.persist(self.cache.file(self.roots))?;
            Ok(())
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Out> {
        // A part is written completely or not at all, and every other step is atomic.
        self.out.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `step` unless an earlier step failed.
    fn try_to(&self, step: impl FnOnce(&mut Out) -> io::Result<()>) -> bool {
        let mut out = self.lock();
        if out.given_up {
            return false;
        }
        if let Err(error) = step(&mut out) {
            let folder = self.cache.folder().display();
            tracing::warn!("nothing is kept in the cache {folder}: {}", cause(&error));
            // Dropping the old value deletes the file.
            *out = Out { given_up: true, ..Out::default() };
        }
        !out.given_up
    }
}

impl Out {
    /// The file, created when it is first needed.
    fn file(&mut self, cache: &Cache, roots: &Roots) -> io::Result<&mut File> {
        let file = if let Some(file) = self.file.take() {
            file
        } else {
            let mut file = cache.new_file(roots)?;
            file.write_all(MARK)?;
            self.at = MARK.len() as u64;
            file
        };
        Ok(self.file.insert(file).as_file_mut())
    }

    fn add(&mut self, length: u64, sum: u32, files: Vec<Noted>) -> io::Result<()> {
        let at = self.at;
        self.at += length;
        let length = u32::try_from(length).ok().filter(|length| *length <= MOST_OF_PART);
        let Some(length) = length.filter(|_| self.at < MOST_BYTES) else {
            return Err(io::Error::other("it would be too long"));
        };
        self.parts.push(Written { at, length, sum, files });
        Ok(())
    }
}

impl Draft {
    fn size(&self) -> usize {
        self.table.size() + self.records.len()
    }

    fn add(&mut self, place: RelativePath<'_>, stamp: Stamp, loaded: &Parsed) {
        let Some(record) = Record::of(loaded, &mut self.table) else { return };
        let records = std::mem::take(&mut self.records);
        // Cannot fail: it writes to memory, and all lengths are known.
        if let Ok(records) = postcard::to_extend(&record, records) {
            self.records = records;
            let path = place.path.into();
            self.files.push(Noted { root: place.root, path, stamp });
        }
    }
}

impl Noted {
    fn of(known: &CachedFile<'_>) -> Self {
        Self { root: known.root, path: known.path.into(), stamp: known.stamp }
    }

    fn known(&self) -> CachedFile<'_> {
        CachedFile { root: self.root, path: &self.path, stamp: self.stamp }
    }
}

impl Written {
    fn part(&self) -> Part<'_> {
        Part {
            at: self.at,
            length: self.length,
            sum: self.sum,
            files: self.files.iter().map(Noted::known).collect(),
        }
    }

    /// The path of its newest file, which was recorded first.
    fn newest(&self) -> &[u8] {
        let path = self.files.first().map_or(&b""[..], |file| &file.path);
        path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
    }
}
