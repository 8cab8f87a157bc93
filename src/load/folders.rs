//! Loading files and folders: compares the cache with the file system and parses only what differs.
//! Every start checks all files; the cache only saves opening and parsing them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::article::Origin;
use crate::article::Pool;
use crate::document::Parsed;
use crate::problem::Problem;

use super::batch::Sender;
use super::cache::{
    Cache, CachedFile, Draft, Head, Kept, MOST_DOCUMENTS, Part, RelativePath, Roots, Stamp, Writer,
    nanoseconds,
};
use super::live::Inventory;
use super::walk::Walk;
use super::{Paths, Statistics, guarded, on_all_cores, read_file, walk};

/// Files parsed in a row by one thread. Neighbouring files often belong to one story and share
/// links, and shared values are stored once per part of the cache.
const RUN: usize = 32;

/// One load.
pub(super) struct Folders<'a> {
    pub(super) cache: Option<&'a Cache>,
    pub(super) pool: &'a Pool,
    pub(super) stop: &'a AtomicBool,
    pub(super) batches: &'a Sender<'a>,
    /// Sends the cached documents before any file is checked, and corrects them afterwards.
    pub(super) show_first: bool,
    /// Records what was sent, for a watcher to follow.
    pub(super) told: Option<&'a Mutex<Inventory>>,
}

/// The contents of the cache. Documents are numbered across all parts.
struct Old<'a> {
    kept: &'a Kept,
    head: Head<'a>,
    /// The number of the first document of each part.
    starts: Vec<usize>,
    /// Parts that could not be read and whose documents were therefore not sent.
    torn: Mutex<Vec<usize>>,
}

/// What was known before a file is read.
#[derive(Clone, Copy)]
struct Earlier<'a> {
    old: Option<&'a Old<'a>>,
    roots: &'a Roots,
}

/// The result of comparing the files with the cache.
#[derive(Default)]
struct Found {
    /// For each cached document its file, if that is unchanged.
    still: Vec<Option<Box<Path>>>,
    /// Files to parse.
    rest: Vec<Wanted>,
}

/// A file to parse.
struct Wanted {
    path: PathBuf,
    /// The cached document of its previous version.
    was: Option<usize>,
}

/// How a file compares with the cache.
enum Look {
    Same(usize),
    Other(usize),
    Unknown,
}

impl Folders<'_> {
    /// Sends all documents, calls `end`, then writes the cache, which nobody has to wait for.
    pub(super) fn run(&self, paths: &Paths, end: impl FnOnce()) -> Statistics {
        let began = now();
        let given = walk::roots(&paths.roots);
        let roots = Roots::new(&given);
        let kept = self.cache.and_then(|cache| cache.open(&roots));
        let old = kept.as_ref().and_then(|kept| Old::of(kept, &roots));
        let mut statistics = Statistics::default();
        if let Some(old) = old.as_ref().filter(|_| self.show_first) {
            self.show(old, &|number| old.path(number, &roots));
            self.batches.cut();
        }
        let walk = Walk { ignore: &paths.ignore, stop: self.stop, meet: &|_| {} };
        let walk::Found { paths: files, problems, left_out } = walk.roots(&given);
        let total = files.len();
        if let Some(told) = self.told {
            told.lock().unwrap_or_else(PoisonError::into_inner).complain(&problems);
        }
        self.batches.add(|contents| {
            contents.problems.extend(problems);
            contents.left_out.append(&left_out);
            contents.total = Some(total);
        });
        let mut found = match &old {
            Some(old) => old.compare(files, &roots, self.stop),
            None => Found::all_new(files),
        };
        if let Some(old) = &old {
            if self.show_first {
                self.take_back(old, &found, &roots);
            } else {
                let still = &found.still;
                self.show(old, &|number| still.get(number).cloned().flatten());
            }
            old.give_up_torn(&mut found);
            statistics.cached = found.still.iter().flatten().count();
        }
        let writer = self.cache.filter(|_| total <= MOST_DOCUMENTS);
        let writer = writer.map(|cache| Writer::new(cache, &roots, began));
        let earlier = Earlier { old: old.as_ref(), roots: &roots };
        statistics.parsed = self.parse(&mut found, earlier, writer.as_ref());
        end();
        self.note(old.as_ref(), &found);
        if let (Some(cache), Some(writer)) = (self.cache, writer)
            && !self.is_stopped()
        {
            let changed = writer.has_any() || found.still.iter().any(Option::is_none);
            statistics.written = changed && write(writer, old.as_ref(), &found);
            cache.tidy(kept.as_ref());
        }
        statistics
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Sends the cached documents for which `path` returns a path.
    fn show(&self, old: &Old<'_>, path: &(dyn Fn(usize) -> Option<Box<Path>> + Sync)) {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        on_all_cores(old.head.parts.len(), || {
            let mut buffer = Vec::new();
            while !self.is_stopped()
                && let at = next.fetch_add(1, Ordering::Relaxed)
                && let Some((part, start)) = old.part(at)
            {
                let path = |number: usize| path(start + number);
                let Some(all) = old.kept.read(part, self.pool, &mut buffer, path) else {
                    old.torn.lock().unwrap_or_else(PoisonError::into_inner).push(at);
                    continue;
                };
                let done = done.fetch_add(all.len(), Ordering::Relaxed) + all.len();
                self.batches.add(|contents| {
                    contents.done = contents.done.max(done);
                    for (_, loaded) in all {
                        contents.articles.push(loaded.article);
                        contents.problems.extend(loaded.problems);
                    }
                });
            }
        });
    }

    /// Takes back the cached documents whose files are gone. Changed files are taken back together
    /// with their new contents.
    fn take_back(&self, old: &Old<'_>, found: &Found, roots: &Roots) {
        let mut gone: Vec<bool> = found.still.iter().map(Option::is_none).collect();
        for number in found.rest.iter().filter_map(|wanted| wanted.was) {
            gone.get_mut(number).into_iter().for_each(|gone| *gone = false);
        }
        let still = found.still.iter().flatten().count();
        self.batches.add(|contents| contents.done = still);
        let gone = gone.iter().enumerate();
        let gone = gone.filter(|(number, gone)| **gone && old.was_shown(*number));
        let paths = gone.filter_map(|(number, _)| old.path(number, roots));
        self.batches.take_back(paths.map(Origin::File));
    }

    /// Parses the remaining files and returns how many there were. Uses its own threads although
    /// rayon is available: files must be taken in order, newest first, which rayon's splitting does
    /// not preserve.
    fn parse(&self, found: &mut Found, earlier: Earlier<'_>, writer: Option<&Writer<'_>>) -> usize {
        walk::newest_first(&mut found.rest, |wanted| &wanted.path);
        let before = found.still.iter().flatten().count();
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(before));
        on_all_cores(found.rest.len().div_ceil(RUN), || {
            let mut draft = Draft::default();
            let take_run = || found.rest.chunks(RUN).nth(next.fetch_add(1, Ordering::Relaxed));
            while let Some(run) = take_run() {
                for wanted in run.iter().take_while(|_| !self.is_stopped()) {
                    let writer = writer.map(|writer| (writer, &mut draft));
                    self.parse_one(wanted, earlier, writer, &done);
                }
            }
            if let Some(writer) = writer.filter(|_| !self.is_stopped()) {
                writer.put(&mut draft);
            }
        });
        done.into_inner() - before
    }

    fn parse_one(
        &self,
        wanted: &Wanted,
        Earlier { old, roots }: Earlier<'_>,
        writer: Option<(&Writer<'_>, &mut Draft)>,
        done: &AtomicUsize,
    ) {
        let Wanted { path, was } = wanted;
        let began = now();
        let read = guarded(path, || read_file(path, roots, self.pool));
        self.note_one(path, read.as_ref().ok().and_then(|(_, stamp)| *stamp), began);
        if let (Some((writer, draft)), Ok((loaded, Some(stamp)))) = (writer, &read) {
            writer.note(draft, path, *stamp, loaded);
        }
        let shown = was.filter(|_| self.show_first);
        let shown = shown.is_some_and(|was| old.is_some_and(|old| old.was_shown(was)));
        let replaced = shown.then(|| Origin::File(path.as_path().into()));
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        self.send(done, read.map(|(loaded, _)| loaded), replaced);
    }

    /// Records the files that match the cache.
    fn note(&self, old: Option<&Old<'_>>, found: &Found) {
        for (number, path) in found.still.iter().enumerate() {
            let known = old.and_then(|old| old.known(number));
            if let (Some(path), Some(known)) = (path, known) {
                // It was compared with the file as it is now.
                self.note_one(path, Some(known.stamp()), i64::MAX);
            }
        }
    }

    fn note_one(&self, path: &Path, stamp: Option<Stamp>, began: i64) {
        if let Some(told) = self.told {
            told.lock().unwrap_or_else(PoisonError::into_inner).note(path, stamp, began);
        }
    }

    fn send(&self, done: usize, read: Result<Parsed, Problem>, replaced: Option<Origin>) {
        self.batches.add(|contents| {
            contents.gone.extend(replaced);
            contents.add(done, read);
        });
    }
}

/// The current time, in nanoseconds since 1970.
fn now() -> i64 {
    nanoseconds(SystemTime::now()).unwrap_or(i64::MIN)
}

/// Writes the parsed documents and those of the old file that are still current.
fn write(writer: Writer<'_>, old: Option<&Old<'_>>, found: &Found) -> bool {
    let mut draft = Draft::default();
    for (part, start) in old.iter().flat_map(|old| (0..).map_while(|at| old.part(at))) {
        let still = found.still.get(start..start + part.files.len());
        if let (Some(old), Some(still)) = (old, still) {
            writer.take_over(old.kept, part, &mut draft, still);
        }
    }
    writer.put(&mut draft);
    writer.finish()
}

impl<'a> Old<'a> {
    fn of(kept: &'a Kept, roots: &Roots) -> Option<Self> {
        let head = kept.head_for(roots)?;
        let mut count = 0;
        let start = |part: &Part<'_>| {
            let start = count;
            count += part.files.len();
            start
        };
        let starts = head.parts.iter().map(start).collect();
        Some(Self { kept, head, starts, torn: Mutex::default() })
    }

    fn part(&self, at: usize) -> Option<(&Part<'a>, usize)> {
        Some((self.head.parts.get(at)?, *self.starts.get(at)?))
    }

    fn files(&self) -> impl Iterator<Item = &CachedFile<'a>> {
        self.head.parts.iter().flat_map(|part| &part.files)
    }

    /// The part that holds a document.
    fn part_of(&self, number: usize) -> usize {
        self.starts.partition_point(|start| *start <= number).saturating_sub(1)
    }

    fn known(&self, number: usize) -> Option<&CachedFile<'a>> {
        let (part, start) = self.part(self.part_of(number))?;
        part.files.get(number.checked_sub(start)?)
    }

    fn path(&self, number: usize, roots: &Roots) -> Option<Box<Path>> {
        roots.path(self.known(number)?.place()).map(Into::into)
    }

    fn was_shown(&self, number: usize) -> bool {
        !self.torn().contains(&self.part_of(number))
    }

    fn torn(&self) -> std::sync::MutexGuard<'_, Vec<usize>> {
        self.torn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compares every cached file with the file system.
    fn compare(&self, files: Vec<PathBuf>, roots: &Roots, stop: &AtomicBool) -> Found {
        let numbers: FxHashMap<RelativePath<'_>, usize> =
            self.files().enumerate().map(|(number, known)| (known.place(), number)).collect();
        let look = |path: &PathBuf| {
            let number = roots.place(path).and_then(|place| numbers.get(&place).copied());
            let Some((number, known)) = number.and_then(|n| Some((n, self.known(n)?))) else {
                return Look::Unknown;
            };
            if stop.load(Ordering::Relaxed) {
                return Look::Other(number);
            }
            let now = std::fs::metadata(path).ok().and_then(|data| Stamp::of(&data));
            if now.is_some_and(|now| self.head.is_same(known, now)) {
                Look::Same(number)
            } else {
                Look::Other(number)
            }
        };
        let looks: Vec<Look> = files.par_iter().map(look).collect();
        let mut found = Found::default();
        found.still.resize_with(self.files().count(), || None);
        for (path, look) in files.into_iter().zip(looks) {
            match look {
                Look::Same(number) => found.still[number] = Some(path.into()),
                Look::Other(number) => found.rest.push(Wanted { path, was: Some(number) }),
                Look::Unknown => found.rest.push(Wanted { path, was: None }),
            }
        }
        found
    }

    /// Unchanged documents that could not be read from the cache have to be parsed after all.
    fn give_up_torn(&self, found: &mut Found) {
        for at in self.torn().iter() {
            let Some((part, start)) = self.part(*at) else { continue };
            for number in start..start + part.files.len() {
                let path = found.still.get_mut(number).and_then(Option::take);
                let wanted = path.map(|path| Wanted { path: path.into(), was: Some(number) });
                found.rest.extend(wanted);
            }
        }
    }
}

impl Found {
    fn all_new(files: Vec<PathBuf>) -> Self {
        let rest = files.into_iter().map(|path| Wanted { path, was: None }).collect();
        Self { still: Vec::new(), rest }
    }
}
