//! Cached documents are shown before any file is checked, and corrected afterwards.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use super::*;

/// A consumer that takes every batch as it arrives.
#[derive(Default)]
struct Shown {
    articles: Vec<Article>,
    problems: Vec<Problem>,
    /// The origins taken back.
    gone: Vec<Origin>,
    batches: usize,
    finished: bool,
}

impl Shown {
    fn take(&mut self, contents: Contents) {
        assert!(!self.finished, "nothing follows the end");
        self.batches += 1;
        for origin in contents.gone {
            let before = self.articles.len();
            self.articles.retain(|article| article.origin != origin);
            assert_eq!(self.articles.len() + 1, before, "{origin:?} was shown");
            self.problems.retain(|problem| problem.path != origin.path());
            self.gone.push(origin);
        }
        self.articles.extend(contents.articles);
        self.problems.extend(contents.problems);
        self.finished = contents.finished;
    }
}

struct Desk {
    home: tempfile::TempDir,
    cache: Cache,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("news")).expect("a folder");
        let cache = Cache::new(home.path().join("cache"));
        let desk = Self { home, cache };
        for name in ["a.md", "b.md", "c.md", "d.md"] {
            desk.write(name, &format!("---\ntitle: {name}\nquality: high\n---\n"));
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("news").join(name)
    }

    /// Writes a document with an old modification time.
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
        let time = SystemTime::now() - Duration::from_secs(3_600);
        let file = File::open(self.path(name)).expect("a file");
        file.set_modified(time).expect("its time is set");
    }

    fn load(&self, cache: Option<&Cache>, show_first: bool) -> (Shown, Statistics) {
        let shown = Mutex::new(Shown::default());
        let send = |batch: Batch| shown.lock().expect("no panic").take(batch.take());
        let (pool, stop, batches) = (Pool::default(), AtomicBool::new(false), Sender::new(&send));
        let folders =
            Folders { cache, pool: &pool, stop: &stop, batches: &batches, show_first, told: None };
        let statistics = load(&Input::Paths(vec![self.home.path().join("news")].into()), &folders);
        let mut shown = shown.into_inner().expect("no panic");
        assert!(shown.finished);
        shown.articles.sort_by(|a, b| a.origin.cmp(&b.origin));
        shown.problems.sort_by(|a, b| a.path.cmp(&b.path));
        (shown, statistics)
    }

    /// Asserts that the final state equals a fresh parse, and what was parsed and taken back.
    #[track_caller]
    fn check(&self, show_first: bool) -> (usize, Vec<String>) {
        let (found, statistics) = self.load(Some(&self.cache), show_first);
        let (fresh, _) = self.load(None, show_first);
        assert_eq!(found.articles, fresh.articles);
        assert_eq!(found.problems, fresh.problems);
        let name = |origin: &Origin| {
            let name = origin.path().file_name().expect("a name");
            name.to_string_lossy().into_owned()
        };
        let mut gone: Vec<String> = found.gone.iter().map(name).collect();
        gone.sort();
        (statistics.parsed, gone)
    }
}

/// A consumer that takes nothing until everything has been sent: origins taken back are in a later
/// batch than their articles.
#[test]
fn a_screen_that_is_slow_sees_the_same() {
    let desk = Desk::new();
    desk.check(true);
    desk.write("a.md", "# Another\n");
    let waiting = Mutex::new(Vec::new());
    let send = |batch: Batch| waiting.lock().expect("no panic").push(batch);
    let (pool, stop, batches) = (Pool::default(), AtomicBool::new(false), Sender::new(&send));
    let cache = Some(&desk.cache);
    let folders = Folders {
        cache,
        pool: &pool,
        stop: &stop,
        batches: &batches,
        show_first: true,
        told: None,
    };
    load(&Input::Paths(vec![desk.home.path().join("news")].into()), &folders);
    let mut shown = Shown::default();
    for batch in waiting.into_inner().expect("no panic") {
        shown.take(batch.take());
    }
    shown.articles.sort_by(|a, b| a.origin.cmp(&b.origin));
    let (fresh, _) = desk.load(None, true);
    assert_eq!(shown.articles, fresh.articles);
    assert_eq!(shown.gone.len(), 1);
}

#[test]
fn what_was_shown_and_is_no_longer_true_is_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.check(true), (4, vec![]));
    assert_eq!(desk.check(true), (0, vec![]));
    desk.write("a.md", "# Another\n");
    fs::remove_file(desk.path("b.md")).expect("deleted");
    fs::rename(desk.path("c.md"), desk.path("e.md")).expect("renamed");
    desk.write("f.md", "# New\n");
    assert_eq!(desk.check(true), (3, vec!["a.md".into(), "b.md".into(), "c.md".into()]));
    assert_eq!(desk.check(true), (0, vec![]));
}

#[test]
fn what_was_never_shown_is_never_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.check(false), (4, vec![]));
    desk.write("a.md", "# Another\n");
    fs::remove_file(desk.path("b.md")).expect("deleted");
    assert_eq!(desk.check(false), (1, vec![]));
    assert_eq!(desk.check(false), (0, vec![]));
}

#[test]
fn a_folder_that_is_gone_takes_all_back() {
    let desk = Desk::new();
    desk.check(true);
    fs::remove_dir_all(desk.home.path().join("news")).expect("deleted");
    assert_eq!(desk.check(true).1.len(), 4);
}

/// Damage within a part may be found only after some of its documents have been sent.
#[test]
fn a_damaged_part_is_parsed_and_nothing_of_it_taken_back() {
    let desk = Desk::new();
    desk.check(true);
    let file = desk.cache.files().expect("a folder").remove(0).path;
    let whole = fs::read(&file).expect("the cache");
    desk.write("a.md", "# Another\n");
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&file, bytes).expect("written");
        let (parsed, gone) = desk.check(true);
        assert!(parsed > 0 && gone.len() < 2, "byte {at}: {parsed} parsed, {gone:?} gone");
    }
}
