//! Measures documents per second for loading a folder, compared with the YAML crate alone on the
//! same headers, in memory, with as many threads. Loading should take at most 1.3 times as long.
//! Also measures loading with an empty and a full cache.

mod document;

use std::fs::{self, File};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use newswire::{Article, Batch, Cache, Input, Origin, Pool, Statistics};
use serde::de::{DeserializeOwned, IgnoredAny};
use tempfile::TempDir;

const COUNTS: [u32; 2] = [2_000, 10_000];

fn main() {
    divan::main();
}

fn size(documents: &[(String, String)]) -> (ItemsCount, BytesCount) {
    let bytes: usize = documents.iter().map(|(_, text)| text.len()).sum();
    (ItemsCount::new(documents.len()), BytesCount::new(bytes))
}

fn documents(count: u32) -> Vec<(String, String)> {
    (0..count).map(document::document).collect()
}

#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn newswire(bencher: Bencher, count: u32) {
    let (folder, items, bytes) = folder(count);
    bencher.counter(items).counter(bytes).bench_local(|| load(folder.path(), None));
}

/// Like the first, but writes a new cache each time.
#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn newswire_filling_its_cache(bencher: Bencher, count: u32) {
    let (folder, items, bytes) = folder(count);
    let cache_folder = TempDir::new().expect("a folder");
    let cache = Cache::new(cache_folder.path().to_path_buf());
    let bencher = bencher.counter(items).counter(bytes);
    bencher
        .with_inputs(|| cache.clear().expect("cleared"))
        .bench_local_values(|_| load(folder.path(), Some(&cache)));
}

/// Every article comes from the cache; of the files, only the metadata is read.
#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn newswire_from_its_cache(bencher: Bencher, count: u32) {
    let (folder, items, bytes) = folder(count);
    let cache_folder = TempDir::new().expect("a folder");
    let cache = Cache::new(cache_folder.path().to_path_buf());
    load(folder.path(), Some(&cache));
    assert_eq!(load(folder.path(), Some(&cache)).1.parsed, 0);
    let bencher = bencher.counter(items).counter(bytes);
    bencher.bench_local(|| load(folder.path(), Some(&cache)));
}

/// Creates a folder of documents with old modification times.
fn folder(count: u32) -> (TempDir, ItemsCount, BytesCount) {
    let documents = documents(count);
    let folder = TempDir::new().expect("a folder");
    let long_ago = SystemTime::now() - Duration::from_secs(3_600);
    for (name, text) in &documents {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a document is written");
        let file = File::open(path).expect("a document");
        file.set_modified(long_ago).expect("its time is set");
    }
    let (items, bytes) = size(&documents);
    (folder, items, bytes)
}

fn load(folder: &Path, cache: Option<&Cache>) -> (Vec<Article>, Statistics) {
    let input = Input::Paths(vec![folder.to_path_buf()].into());
    let articles = Mutex::new(Vec::<Article>::new());
    let take = |batch: Batch| {
        let mut articles = articles.lock().expect("nobody panics");
        articles.append(&mut batch.take().articles);
    };
    let statistics =
        newswire::load(&input, cache, &Pool::default(), &AtomicBool::new(false), &take);
    (articles.into_inner().expect("nobody panics"), statistics)
}

#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn yaml_alone_into_values(bencher: Bencher, count: u32) {
    yaml_alone::<serde_yaml::Value>(bencher, count);
}

#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn yaml_alone_into_nothing(bencher: Bencher, count: u32) {
    yaml_alone::<IgnoredAny>(bencher, count);
}

fn yaml_alone<T: DeserializeOwned>(bencher: Bencher, count: u32) {
    let documents = documents(count);
    let (items, bytes) = size(&documents);
    let headers: Vec<&str> = documents.iter().map(|(_, text)| header(text)).collect();
    bencher.counter(items).counter(bytes).bench_local(|| {
        on_all_cores(&headers, |header| {
            let parsed: T = serde_yaml::from_str(header).expect("it is YAML");
            divan::black_box_drop(parsed);
        });
    });
}

/// Like the first, without finding and reading files.
#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn newswire_in_memory(bencher: Bencher, count: u32) {
    let documents = documents(count);
    let (items, bytes) = size(&documents);
    bencher.counter(items).counter(bytes).bench_local(|| {
        let pool = Pool::default();
        on_all_cores(&documents, |(name, text)| {
            let source = Origin::File(Path::new(name).into());
            divan::black_box_drop(newswire::parse_document(&source, text.as_bytes(), false, &pool));
        });
    });
}

/// Uses as many threads as [`newswire::load`].
fn on_all_cores<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

fn header(text: &str) -> &str {
    let after = text.strip_prefix("---\n").expect("it begins with a header");
    after.split("\n---\n").next().expect("a split has a first part")
}
