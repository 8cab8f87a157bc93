//! Compares memory after many file changes with memory after a fresh start on the final files. In a
//! folder of 10,000 documents, a tenth is rewritten, a tenth deleted and as many created, a hundred
//! times. Each measurement runs in its own process; fails if the changes leave more than 1.2 times
//! the memory of the fresh start, or a different screen.
//!
//! `cargo bench --bench churn -- [DOCUMENTS]`

// The program exists to print its measurements.
#![expect(clippy::print_stdout, reason = "numbers are printed")]

mod document;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use newswire::{
    App, Batch, Config, Effect, Input, Job, Message, Pool, Watch, WatchHandle, begin, ear,
    similarity,
};

/// The same allocator as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const COUNT: u32 = 10_000;
const ROUNDS: u32 = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(COUNT);
    match arguments.iter().position(|argument| argument == "--reader") {
        Some(at) => read(Path::new(&arguments[at + 1]), count, arguments[at + 2] == "churn"),
        None => compare(count),
    }
}

/// Runs both readers on the same folder.
fn compare(count: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    (0..count).for_each(|number| write(folder.path(), number, 0));
    let [(churned, shown), (fresh, wanted)] = ["churn", "fresh"].map(|mode| {
        let program = std::env::current_exe().expect("this program");
        let mut command = Command::new(program);
        command.arg("--reader").arg(folder.path()).arg(mode).arg(count.to_string());
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8(output.stdout).expect("text");
        let (memory, shown) = said.split_once('\n').expect("lines");
        (memory.parse::<u64>().expect("a number"), shown.to_owned())
    });
    println!("{count} documents, {ROUNDS} rounds of a tenth changed, a tenth gone and a tenth new");
    println!("{:>9} kB  resident after a fresh start", fresh / 1_000);
    println!("{:>9} kB  resident after the changes, {} %", churned / 1_000, churned * 100 / fresh);
    assert_eq!(shown, wanted, "the same is on the screen");
    assert!(churned * 10 <= fresh * 12, "more than 1.2 times as much");
}

fn write(folder: &Path, number: u32, round: u32) {
    let (name, text) = document::document(number);
    // Text and topics change each round, as if the document were edited.
    let text = text.replacen("\n---\n", &format!("\nauthor: round {round}\n---\n"), 1);
    fs::write(folder.join(name), text).expect("a document is written");
}

/// Applies one round of changes.
fn change(folder: &Path, count: u32, round: u32) {
    let tenth = count / 10;
    let first = (round - 1) * tenth;
    for number in first..first + tenth {
        let (name, _) = document::document(number);
        fs::remove_file(folder.join(name)).expect("a document is deleted");
        write(folder, number + count, round);
    }
    for number in first + tenth..first + 2 * tenth {
        write(folder, number, round);
    }
}

/// Runs a reader without a screen and prints its memory use and what it shows.
fn read(folder: &Path, count: u32, churns: bool) {
    let (out, batches) = mpsc::channel();
    let (watch_handle, ear) = ear();
    let input = Input::Paths(vec![folder.to_path_buf()].into());
    let watcher = thread::spawn(move || {
        let (pool, stop) = (Pool::default(), AtomicBool::new(false));
        let out = std::sync::Mutex::new(out);
        let send = |batch| {
            let _ = out.lock().expect("no panic").send(batch);
        };
        let (_, watcher) = begin(&input, None, &pool, &stop, &send);
        watcher.follow(Watch::Off, &ear, &|_| ());
    });
    let now = jiff::Timestamp::from_second(1_687_000_000).expect("a moment");
    let (mut app, _) = App::new("the bench", (120, 40), now, &Config::default());
    take(&mut app, &batches);
    for round in (1..=ROUNDS).filter(|_| churns) {
        change(folder, count, round);
        look_again(&mut app, &watch_handle, &batches);
    }
    let memory = resident();
    println!("{memory}");
    for id in app.list.rows() {
        let article = app.store.get(*id).expect("an article");
        let told = app.store.story(*id).len();
        println!("{} {told} {}", article.origin.label(), app.store.provider_count(*id));
    }
    watch_handle.end();
    watcher.join().expect("the watcher ends");
}

fn look_again(app: &mut App, watch_handle: &WatchHandle, batches: &Receiver<Batch>) {
    let key = newswire::Key::parse("R").expect("a key");
    let effects = app.update(Message::Key { key, at: app.now });
    assert!(effects.contains(&Effect::Job(Job::Rescan)), "{effects:?}");
    assert!(watch_handle.rescan(), "somebody looks");
    take(app, batches);
}

/// Processes batches until loading has finished and the stories are known.
fn take(app: &mut App, batches: &Receiver<Batch>) {
    while !app.loading.finished {
        let batch = batches.recv().expect("the load ends");
        let effects = app.update(Message::Loaded { load: 1, batch });
        for effect in effects {
            if let Effect::Job(Job::GroupStories { load, story_texts }) = effect {
                let groups = similarity(&story_texts);
                app.update(Message::StoriesGrouped { load, groups });
            }
        }
    }
}

/// Resident memory in bytes.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").expect("a system that tells");
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.expect("a number of pages") * 4096
}
