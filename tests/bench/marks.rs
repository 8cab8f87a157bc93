//! Measures storing marks with 100,000 of them: opening the database, reading all, and adding one.

use std::path::{Path, PathBuf};

use divan::Bencher;
use newswire::{Database, Mark, Marking, Record, Timestamped};
use tempfile::TempDir;

const COUNT: i64 = 100_000;

fn main() {
    divan::main();
}

fn record(number: i64, at: i64) -> Record {
    let key = format!("www.example.org/2026/11/24/a-title-of-the-usual-length-{number}");
    let read = Timestamped { at: Some(at), decided: at };
    Record::Mark(Marking { key: key.into(), mark: Mark { read, ..Mark::default() } })
}

fn open(path: &Path) -> Database {
    Database::open(path).database.expect("a database")
}

/// Creates a database with all marks; it is deleted when the folder is dropped.
fn shelf() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("marks.db");
    // Keys of articles are not inserted in sorted order.
    let records: Vec<Record> = (0..COUNT).map(|n| record(n * 7919 % COUNT, n + 1)).collect();
    open(&path).keep(&records).expect("kept");
    (folder, path)
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn open_and_check(bencher: Bencher) {
    let (_folder, path) = shelf();
    bencher.bench_local(|| open(&path));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn read_all(bencher: Bencher) {
    let (_folder, path) = shelf();
    let database = || open(&path);
    bencher.with_inputs(database).bench_local_values(|mut database| {
        assert_eq!(database.changes().expect("read").len(), 100_000);
    });
}

#[divan::bench(sample_count = 100)]
fn keep_one(bencher: Bencher) {
    let (_folder, path) = shelf();
    let mut database = open(&path);
    let mut at = 2 * COUNT;
    bencher.bench_local(|| {
        at += 1;
        database.keep(&[record(at % COUNT, at)]).expect("kept")
    });
}

#[divan::bench(sample_count = 100)]
fn no_news(bencher: Bencher) {
    let (_folder, path) = shelf();
    let mut database = open(&path);
    database.changes().expect("read");
    bencher.bench_local(|| assert!(database.changes().expect("read").is_empty()));
}
