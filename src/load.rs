//! From disk to batches of articles: finds files, parses them on all cores and streams the results.
//! What a document says is decided in `document`; the caller stores the articles. Parsed documents
//! are kept in a cache for the next run.

mod batch;
mod cache;
mod edition;
mod folders;
mod ignored;
mod live;
mod walk;

pub use batch::{Batch, Contents};
pub use cache::{Cache, CacheFile};
pub use ignored::LeftOut;
pub use live::{WatchEvents, WatchHandle, Watcher, ear};
pub(crate) use walk::EXTENSIONS;

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::article::Article;
use crate::article::Body;
use crate::article::Origin;
use crate::article::Pool;
use crate::document;
use crate::document::{HEAD_BYTES, Parsed};
use crate::file;
use crate::problem::Problem;

use batch::Sender;
use cache::{Roots, Stamp};
use folders::Folders;

/// Upper bound on the displayed part of a body: laying out more takes seconds, and nobody reads it.
const BODY_BYTES: u64 = 8 * 1024 * 1024;

/// What the command line opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Files and folders.
    Paths(Paths),
    /// One document on standard input, read once and kept.
    Stdin(Arc<OnceLock<StdinBytes>>),
    /// The built-in documents.
    Edition,
}

/// Files and folders to read, and what to leave out of the folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// The files and folders.
    pub roots: Vec<PathBuf>,
    /// Patterns as in `.gitignore`, relative to each folder.
    pub ignore: Vec<String>,
}

impl From<Vec<PathBuf>> for Paths {
    fn from(roots: Vec<PathBuf>) -> Self {
        Self { roots, ignore: Vec::new() }
    }
}

/// The bytes read from standard input, with sealed data masked.
#[derive(Debug, PartialEq, Eq)]
pub struct StdinBytes {
    bytes: Vec<u8>,
    /// The input was longer than the limit.
    cut: bool,
}

/// Counters of one load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Files opened and parsed, including those that failed.
    pub parsed: usize,
    /// Documents taken from the cache.
    pub cached: usize,
    /// Whether the cache was written.
    pub written: bool,
}

/// Reads everything in `input` on all cores and delivers it in growing batches; the last one is
/// marked as finished. Cached documents come first and are taken back where the files have changed.
/// Afterwards writes the changes to the `cache`. Returns early, without the last batch and without
/// writing, when `stop` is set.
pub fn run(
    input: &Input,
    cache: Option<&Cache>,
    pool: &Pool,
    stop: &AtomicBool,
    send: &(dyn Fn(Batch) + Sync),
) -> Statistics {
    let batches = Sender::new(send);
    let folders = Folders { cache, pool, stop, batches: &batches, show_first: true, told: None };
    load(input, &folders)
}

/// Like [`run`], then returns a watcher for the files and folders; any other input never changes.
pub fn begin<'a>(
    input: &Input,
    cache: Option<&Cache>,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    send: &'a (dyn Fn(Batch) + Sync),
) -> (Statistics, Watcher<'a>) {
    let (batches, told) = (Sender::new(send), Mutex::default());
    let folders =
        Folders { cache, pool, stop, batches: &batches, show_first: true, told: Some(&told) };
    let statistics = load(input, &folders);
    let paths = if let Input::Paths(paths) = input { paths.clone() } else { Paths::default() };
    let inventory = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    (statistics, Watcher::new(paths, inventory, pool, stop, batches))
}

fn load(input: &Input, folders: &Folders<'_>) -> Statistics {
    let Folders { pool, stop, batches, .. } = folders;
    let end = || {
        if !stop.load(Ordering::Relaxed) {
            batches.finish();
        }
    };
    let mut parsed = 0;
    match input {
        Input::Paths(roots) => return folders.run(roots, end),
        Input::Stdin(kept) => {
            let read = guarded(Origin::Stdin.path(), || read_stdin(kept, pool));
            parsed = 1;
            batches.add(|contents| contents.add(parsed, read));
        }
        Input::Edition => {
            for (name, bytes) in edition::documents() {
                let read = guarded(Path::new(name), || {
                    Ok(document::parse(&Origin::Edition(name), bytes, false, pool))
                });
                parsed += 1;
                batches.add(|contents| contents.add(parsed, read));
            }
        }
    }
    end();
    Statistics { parsed, ..Statistics::default() }
}

/// Loads everything at once, for callers that wait: articles by path, and problems by path.
/// `progress` receives the number of files done and the number found.
pub fn all(
    input: &Input,
    cache: Option<&Cache>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Article>, Vec<Problem>) {
    let contents = gather(input, cache, progress);
    (contents.articles, contents.problems)
}

/// Like [`all`], with all that a load tells.
pub(crate) fn gather(
    input: &Input,
    cache: Option<&Cache>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Contents {
    let gathered = Mutex::new(Contents::default());
    let gather = |batch: Batch| {
        let contents = batch.take();
        let mut all = gathered.lock().unwrap_or_else(PoisonError::into_inner);
        all.articles.extend(contents.articles);
        all.problems.extend(contents.problems);
        all.left_out.append(&contents.left_out);
        all.total = contents.total.or(all.total);
        progress(contents.done, all.total.unwrap_or_default());
    };
    let (pool, stop, batches) = (Pool::default(), AtomicBool::new(false), Sender::new(&gather));
    // Printed output cannot be taken back.
    let folders = Folders {
        cache,
        pool: &pool,
        stop: &stop,
        batches: &batches,
        show_first: false,
        told: None,
    };
    load(input, &folders);
    let mut all = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.articles.sort_by_cached_key(|article: &Article| walk::parts(article.origin.path()));
    let place = |problem: &Problem| (problem.path.clone(), problem.line, problem.column);
    all.problems.sort_by_cached_key(place);
    all
}

/// The threads that read files. They last, because memory that a thread frees after another one
/// has allocated it is reused late; and they are not those of other parallel work, because the
/// thread that draws waits for that.
static READERS: LazyLock<ThreadPool> = LazyLock::new(|| {
    let named = ThreadPoolBuilder::new().thread_name(|number| format!("reader {number}"));
    named.build().expect("a program that cannot start threads cannot run at all")
});

/// Runs `work` on as many threads as there are cores, or `pieces` if that is fewer.
fn on_all_cores(pieces: usize, work: impl Fn() + Sync) {
    READERS.scope(|scope| {
        for _ in 0..READERS.current_num_threads().min(pieces) {
            scope.spawn(|_| work());
        }
    });
}

/// Reads standard input on the first call; later calls return the same bytes.
fn read_stdin(kept: &OnceLock<StdinBytes>, pool: &Pool) -> Result<Parsed, Problem> {
    let path = Origin::Stdin.path();
    if kept.get().is_none() {
        let read = input(io::stdin().lock()).map_err(|error| walk::unreadable(path, &error))?;
        kept.get_or_init(|| read);
    }
    let Some(input) = kept.get().filter(|input| !input.bytes.is_empty()) else {
        return Err(Problem::error(path, "nothing on standard input")
            .hint("pipe a document in: newswire list - < article.md"));
    };
    let mut loaded = document::parse(&Origin::Stdin, &input.bytes, false, pool);
    if input.cut {
        let what = format!("only its first {} MiB were read", BODY_BYTES / 1024 / 1024);
        loaded.problems.push(Problem::warning(path, what).hint("split the document"));
    }
    Ok(loaded)
}

fn input(from: impl Read) -> io::Result<StdinBytes> {
    let mut bytes = Vec::new();
    from.take(BODY_BYTES + 1).read_to_end(&mut bytes)?;
    let cut = bytes.len() as u64 > BODY_BYTES;
    if cut {
        bytes.pop();
        drop_partial_character(&mut bytes);
    }
    Ok(StdinBytes { bytes: document::mask_bytes(bytes), cut })
}

/// Reads a document and its stamp from the same open file: a stamp taken later could belong to
/// newer contents.
fn read_file(path: &Path, roots: &Roots, pool: &Pool) -> Result<(Parsed, Option<Stamp>), Problem> {
    let read = || {
        let file = file::open(path)?;
        let data = file.metadata()?;
        let (bytes, cut) = read_start(file, data.len(), HEAD_BYTES)?;
        let origin = Origin::File(path.into());
        let parsed = document::parse_below(roots.opened(path), &origin, &bytes, cut, pool);
        Ok((parsed, Stamp::of(&data)))
    };
    read().map_err(|error| walk::unreadable(path, &error))
}

/// Reads the first `limit` bytes of a file of the given `length`; the flag says whether there are
/// more.
fn read_start(file: File, length: u64, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    // Without preallocation, the bytes would arrive in a dozen small reads.
    let room = usize::try_from(length.min(limit)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(room + 64);
    file::read(file, limit, &mut bytes)?;
    let cut = length > limit;
    if cut {
        drop_partial_character(&mut bytes);
    }
    Ok((bytes, cut))
}

/// Drops a character that the limit cut in two, so that it is not reported as invalid UTF-8.
fn drop_partial_character(bytes: &mut Vec<u8>) {
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
}

/// Confines a read error or a parser panic to a problem of the one file.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let cause = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "unknown cause".to_owned());
        Err(Problem::error(path, format!("reading it failed inside newswire: {cause}"))
            .hint("please report this together with the file"))
    })
}

/// Reads an article's body again from its origin.
///
/// # Errors
/// A problem if the file can no longer be read.
pub fn body(article_origin: &Origin, body: &Body) -> Result<String, Problem> {
    match (body, article_origin) {
        (Body::Empty, _) => Ok(String::new()),
        (Body::Kept(text), _) => Ok(text.to_string()),
        (Body::OnDisk, origin) => {
            let (bytes, cut) = head(origin, BODY_BYTES)?;
            let mut text = document::body_of(origin, &bytes);
            if cut {
                text.push_str("\n\n[the rest of this file is too long to show]\n");
            }
            Ok(text)
        }
    }
}

/// Returns the first `limit` bytes, as text, of the file that a problem of this `input` names.
///
/// # Errors
/// A problem if the file can no longer be read.
pub(crate) fn head_of(input: &Input, path: &Path, limit: u64) -> Result<String, Problem> {
    let origin = Origin::File(path.into());
    let bytes = match input {
        Input::Stdin(kept) if path == Origin::Stdin.path() => {
            kept.get().map(|input| input.bytes.clone()).unwrap_or_default()
        }
        Input::Edition if path.is_relative() => {
            edition::document(path.to_str().unwrap_or_default()).unwrap_or_default().to_vec()
        }
        // Includes files that are not documents, such as the settings file.
        _ => head(&origin, limit)?.0,
    };
    Ok(document::text_of(&origin, &bytes).into_owned())
}

/// Reads the first `limit` bytes of an origin; the flag says whether there are more.
///
/// # Errors
/// A problem if the file can no longer be read.
fn head(origin: &Origin, limit: u64) -> Result<(Vec<u8>, bool), Problem> {
    match origin {
        Origin::Stdin => Ok((Vec::new(), false)),
        Origin::Edition(name) => Ok((edition::document(name).unwrap_or_default().to_vec(), false)),
        Origin::File(path) => {
            let read = || {
                let file = file::open(path)?;
                let length = file.metadata()?.len();
                read_start(file, length, limit)
            };
            read().map_err(|error| walk::unreadable(path, &error))
        }
    }
}

#[cfg(test)]
mod tests;
