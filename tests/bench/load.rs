//! Documents a second: a folder read into articles, beside the YAML crate alone over
//! the same headers, in memory, on as many threads. The first should take no
//! more than 1.3 × the second.

mod document;

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use newswire::{Article, Batch, Origin, Pool, Source};
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
    let documents = documents(count);
    let folder = TempDir::new().expect("a folder");
    for (name, text) in &documents {
        fs::write(folder.path().join(name), text).expect("a document is written");
    }
    let (items, bytes) = size(&documents);
    let origin = Origin::Paths(vec![folder.path().to_path_buf()]);
    let load = || {
        let articles = Mutex::new(Vec::<Article>::new());
        let take = |batch: Batch| {
            let mut articles = articles.lock().expect("nobody panics");
            articles.append(&mut batch.take().articles);
        };
        newswire::load(&origin, None, &Pool::default(), &AtomicBool::new(false), &take);
        articles
    };
    assert_eq!(load().lock().expect("nobody panics").len(), documents.len());
    bencher.counter(items).counter(bytes).bench_local(load);
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

/// What is left of the first when the files need not be found and read.
#[divan::bench(args = COUNTS, sample_count = 20, sample_size = 1)]
fn newswire_in_memory(bencher: Bencher, count: u32) {
    let documents = documents(count);
    let (items, bytes) = size(&documents);
    bencher.counter(items).counter(bytes).bench_local(|| {
        let pool = Pool::default();
        on_all_cores(&documents, |(name, text)| {
            let source = Source::File(Path::new(name).into());
            divan::black_box_drop(newswire::document(&source, text.as_bytes(), false, &pool));
        });
    });
}

/// As many threads as [`newswire::load`] takes.
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
