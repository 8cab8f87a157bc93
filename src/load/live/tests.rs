//! Files changed on disk in every way that programs do it, and the batches that result.

use std::fs;
use std::path::Path;
use std::sync::mpsc::Sender as Bell;
use std::thread;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use tempfile::TempDir;

use super::*;
use crate::article::Article;
use crate::article::Origin;
use crate::load::{Batch, Cache, Contents, Input, all, begin};
use crate::problem::Problem;

/// Longest wait before a test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The state of a consumer.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    articles: Vec<Article>,
    problems: Vec<Problem>,
}

impl Shown {
    fn take(&mut self, contents: Contents) {
        for origin in contents.gone {
            self.articles.retain(|article| article.origin != origin);
            self.problems.retain(|problem| problem.path != origin.path());
        }
        self.articles.extend(contents.articles);
        self.problems.extend(contents.problems);
    }

    /// Sorted, for comparison.
    fn sorted(&self) -> Self {
        let (mut articles, mut problems) = (self.articles.clone(), self.problems.clone());
        articles.sort_by(|a, b| a.origin.cmp(&b.origin));
        problems.sort_by(|a, b| (&a.path, a.line, &a.what).cmp(&(&b.path, b.line, &b.what)));
        Self { articles, problems }
    }

    fn told(&self) -> String {
        let articles =
            self.articles.iter().map(|it| format!("{}: {}", it.origin.label(), it.title));
        let problems = self.problems.iter().map(ToString::to_string);
        articles.chain(problems).collect::<Vec<_>>().join("\n")
    }

    fn titles(&self) -> Vec<&str> {
        self.articles.iter().map(|article| &*article.title).collect()
    }
}

/// A folder and a watcher of it.
struct Desk {
    home: TempDir,
    roots: Vec<PathBuf>,
    shown: Shown,
    batches: Receiver<Batch>,
    watch_handle: WatchHandle,
    notes: Receiver<String>,
    watcher: Option<thread::JoinHandle<()>>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.watch_handle.end();
        let ended = self.watcher.take().map(thread::JoinHandle::join);
        assert!(thread::panicking() || ended.is_some_and(|ended| ended.is_ok()));
    }
}

impl Desk {
    fn new(watch: Watch) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("news/world")).expect("a folder");
        for name in ["a.md", "b.md", "world/c.md", "world/d.md"] {
            let path = home.path().join("news").join(name);
            fs::write(&path, document(name)).expect("written");
        }
        Self::open(home, watch, &["news"])
    }

    fn open(home: TempDir, watch: Watch, roots: &[&str]) -> Self {
        let (out, batches) = mpsc::channel();
        let (note, notes) = mpsc::channel();
        let (watch_handle, ear) = ear();
        let roots: Vec<PathBuf> = roots.iter().map(|root| home.path().join(root)).collect();
        let input = Input::Paths(roots.clone().into());
        let cache = Cache::new(home.path().join("cache"));
        let watcher = thread::spawn(move || follow(&input, &cache, watch, &ear, &out, &note));
        let (shown, watcher) = (Shown::default(), Some(watcher));
        let mut desk = Self { home, roots, shown, batches, watch_handle, notes, watcher };
        desk.agrees();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("news").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
    }

    /// Waits until the consumer has what is expected.
    #[track_caller]
    fn until(&mut self, what: impl Fn(&Shown) -> bool) {
        let due = Instant::now() + PATIENCE;
        while !what(&self.shown) {
            let left = due.saturating_duration_since(Instant::now());
            match self.batches.recv_timeout(left) {
                Ok(batch) => self.shown.take(batch.take()),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("still {}, not {}", self.shown.told(), self.fresh().told())
                }
            }
        }
    }

    /// Waits until the consumer has what a fresh start would load.
    #[track_caller]
    fn agrees(&mut self) {
        let fresh = self.fresh();
        self.until(|shown| shown.sorted() == fresh);
    }

    fn fresh(&self) -> Shown {
        let input = Input::Paths(self.roots.clone().into());
        let (articles, problems) = all(&input, None, &|_, _| ());
        Shown { articles, problems }.sorted()
    }
}

fn follow(
    input: &Input,
    cache: &Cache,
    watch: Watch,
    ear: &WatchEvents,
    out: &Bell<Batch>,
    note: &Bell<String>,
) {
    let (pool, stop) = (Pool::default(), AtomicBool::new(false));
    let out = std::sync::Mutex::new(out.clone());
    let send = |batch| {
        let _ = out.lock().expect("no panic").send(batch);
    };
    let note = |what| {
        let _ = note.send(what);
    };
    let (_, watcher) = begin(input, Some(cache), &pool, &stop, &send);
    Watcher { writing: Duration::from_millis(300), ..watcher }.follow(watch, ear, &note);
}

fn document(title: &str) -> String {
    format!("---\ntitle: {title}\n---\nSome words.\n")
}

#[test]
fn what_comes_changes_and_goes_is_told() {
    let mut desk = Desk::new(Watch::On);
    desk.write("new.md", &document("Just in"));
    desk.until(|shown| shown.titles().contains(&"Just in"));
    desk.write("new.md", &document("Corrected"));
    desk.until(|shown| shown.titles().contains(&"Corrected"));
    assert!(!desk.shown.titles().contains(&"Just in"));
    fs::rename(desk.path("new.md"), desk.path("world/old.md")).expect("moved");
    let moved = Origin::File(desk.path("world/old.md").into());
    desk.until(|shown| shown.articles.iter().any(|article| article.origin == moved));
    fs::remove_file(desk.path("world/old.md")).expect("deleted");
    desk.until(|shown| shown.articles.len() == 4);
    desk.agrees();
}

#[test]
fn files_that_are_no_documents_or_hidden_are_not_told() {
    let mut desk = Desk::new(Watch::On);
    desk.write("notes.pdf", "no document");
    desk.write(".draft.md", &document("Hidden"));
    fs::create_dir(desk.path(".git")).expect("a folder");
    desk.write(".git/x.md", &document("Hidden"));
    desk.write("new.md", &document("Seen"));
    desk.until(|shown| shown.titles().contains(&"Seen"));
    assert_eq!(desk.shown.articles.len(), 5);
}

/// Patterns counted only at the start.
#[test]
fn what_patterns_name_goes_and_comes_back() {
    let mut desk = Desk::new(Watch::On);
    desk.write(".newswireignore", "world/c.md\n");
    desk.until(|shown| shown.articles.len() == 3);
    assert!(!desk.shown.titles().contains(&"world/c.md"));
    desk.write("world/c.md", "---\ntitle: changed\n---\n");
    desk.write("world/e.md", "---\ntitle: e\n---\n");
    desk.until(|shown| shown.articles.len() == 4);
    desk.agrees();
    fs::remove_file(desk.path(".newswireignore")).expect("removed");
    desk.until(|shown| shown.articles.len() == 5);
    desk.agrees();
}

#[test]
fn folders_that_come_move_and_go_take_their_files_along() {
    let mut desk = Desk::new(Watch::On);
    fs::create_dir_all(desk.home.path().join("made/deep")).expect("a folder");
    fs::write(desk.home.path().join("made/deep/e.md"), document("Deep")).expect("written");
    fs::rename(desk.home.path().join("made"), desk.path("made")).expect("moved in");
    desk.until(|shown| shown.titles().contains(&"Deep"));
    desk.write("made/deep/f.md", &document("Deeper"));
    desk.until(|shown| shown.titles().contains(&"Deeper"));
    fs::rename(desk.path("made"), desk.path("moved")).expect("moved");
    desk.agrees();
    desk.write("moved/deep/f.md", &document("Deepest"));
    desk.until(|shown| shown.titles().contains(&"Deepest"));
    fs::rename(desk.path("moved/deep"), desk.home.path().join("out")).expect("moved out");
    fs::remove_dir_all(desk.path("world")).expect("deleted");
    desk.agrees();
    assert_eq!(desk.shown.articles.len(), 2);
}

#[test]
fn a_folder_that_vanishes_and_comes_back_is_followed() {
    let mut desk = Desk::new(Watch::On);
    let away = desk.home.path().join("away");
    fs::rename(desk.path(""), &away).expect("moved");
    desk.until(|shown| shown.articles.is_empty() && !shown.problems.is_empty());
    fs::write(away.join("new.md"), document("While away")).expect("written");
    fs::rename(&away, desk.path("")).expect("moved back");
    desk.agrees();
    desk.write("again.md", &document("Back again"));
    desk.agrees();
    assert_eq!(desk.shown.articles.len(), 6);
}

/// A half-written file is not reported as malformed while it is being written.
#[test]
fn a_document_that_is_being_written_is_told_when_it_makes_sense() {
    let mut desk = Desk::new(Watch::On);
    desk.write("a.md", "---\ntitle: The first ha");
    desk.write("empty.md", "");
    desk.write("marker.md", &document("Looked at"));
    desk.until(|shown| shown.titles().contains(&"Looked at"));
    assert!(desk.shown.titles().contains(&"a.md"), "what it said before stays");
    assert!(desk.shown.problems.is_empty(), "{:?}", desk.shown.problems);
    desk.write("a.md", &document("The first half and the second"));
    desk.until(|shown| shown.titles().contains(&"The first half and the second"));
    desk.write("b.md", "---\ntitle: never closed");
    desk.agrees();
    assert!(!desk.shown.problems.is_empty(), "in the end it is told");
}

/// The target of a link may change without a notification from the system.
#[cfg(unix)]
#[test]
fn links_are_followed() {
    let mut desk = Desk::new(Watch::On);
    let outside = desk.home.path().join("outside.md");
    fs::write(&outside, document("Outside")).expect("written");
    std::os::unix::fs::symlink(&outside, desk.path("link.md")).expect("a link");
    std::os::unix::fs::symlink(desk.home.path().join("nowhere"), desk.path("dead.md"))
        .expect("a link");
    desk.agrees();
    assert_eq!((desk.shown.articles.len(), desk.shown.problems.len()), (5, 1));
    fs::write(&outside, document("Outside, corrected")).expect("written");
    desk.watch_handle.look();
    desk.agrees();
    fs::remove_file(desk.path("dead.md")).expect("deleted");
    desk.until(|shown| shown.problems.is_empty());
}

/// Only the document that appeared at the target was noticed.
#[cfg(unix)]
#[test]
fn a_link_is_read_when_it_leads_somewhere_at_last() {
    let mut desk = Desk::new(Watch::On);
    std::os::unix::fs::symlink(desk.path("late.md"), desk.path("early.md")).expect("a link");
    desk.until(|shown| !shown.problems.is_empty());
    desk.write("late.md", &document("At last"));
    desk.agrees();
    assert_eq!((desk.shown.articles.len(), desk.shown.problems.len()), (6, 0));
}

#[test]
fn single_files_are_followed_also_where_another_takes_their_place() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("news")).expect("a folder");
    fs::write(home.path().join("news/one"), document("One")).expect("written");
    let mut desk = Desk::open(home, Watch::On, &["news/one"]);
    desk.write("one.next", &document("Another"));
    fs::rename(desk.path("one.next"), desk.path("one")).expect("replaced");
    desk.until(|shown| shown.titles() == ["Another"]);
    desk.write("one", &document("Written over"));
    desk.until(|shown| shown.titles() == ["Written over"]);
}

#[test]
fn where_the_system_tells_nothing_files_are_looked_at() {
    let mut desk = Desk::new(Watch::Poll);
    desk.write("new.md", &document("Just in"));
    fs::remove_file(desk.path("a.md")).expect("deleted");
    desk.agrees();
    assert!(desk.notes.try_recv().is_err(), "it was asked for");
}

/// As when switching branches: few batches with many articles each.
#[test]
fn many_changes_come_together() {
    let mut desk = Desk::new(Watch::On);
    for number in 0..3_000 {
        desk.write(&format!("world/{number}.md"), &document(&format!("Number {number}")));
    }
    desk.until(|shown| shown.articles.len() == 3_004);
    fs::remove_dir_all(desk.path("world")).expect("deleted");
    desk.until(|shown| shown.articles.len() == 2);
    desk.agrees();
}

/// A change to a folder.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, usize),
    /// Replace one file by renaming another.
    Replace(usize, usize),
    Break(usize),
    Delete(usize),
    Move(usize, usize),
    MoveFolder(usize, usize),
    DeleteFolder(usize),
    Link(usize, usize),
    /// Wait until all changes so far have been processed.
    Settle,
}

const FOLDERS: [&str; 4] = ["", "one", "two", "two/three"];

/// The name of one of twelve files.
fn name(number: usize) -> String {
    format!("{}/{}.md", FOLDERS[number % 4], number / 4)
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let (file, folder) = (|| 0..12_usize, || 1..4_usize);
    let one = prop_oneof![
        8 => (file(), 0..4_usize).prop_map(|(file, version)| Edit::Write(file, version)),
        3 => (file(), 0..4_usize).prop_map(|(file, version)| Edit::Replace(file, version)),
        2 => file().prop_map(Edit::Break),
        4 => file().prop_map(Edit::Delete),
        4 => (file(), file()).prop_map(|(from, to)| Edit::Move(from, to)),
        3 => (folder(), folder()).prop_map(|(from, to)| Edit::MoveFolder(from, to)),
        2 => folder().prop_map(Edit::DeleteFolder),
        1 => (file(), file()).prop_map(|(from, to)| Edit::Link(from, to)),
        3 => Just(Edit::Settle),
    ];
    prop::collection::vec(one, 0..30)
}

/// Applies the edit, or skips it if it is impossible.
fn apply(desk: &mut Desk, edit: &Edit) {
    let at = |number: usize| desk.path(name(number).trim_start_matches('/'));
    let folder = |number: usize| desk.path(FOLDERS[number]);
    let _ = match *edit {
        Edit::Write(file, version) => {
            let made = fs::create_dir_all(folder(file % 4));
            made.and_then(|()| fs::write(at(file), document(&format!("{file} {version}"))))
        }
        Edit::Replace(file, version) => {
            let other = desk.home.path().join("other");
            let written = fs::write(&other, document(&format!("{file} {version} replaced")));
            written.and_then(|()| fs::rename(other, at(file)))
        }
        Edit::Break(file) => fs::write(at(file), "---\ntitle: [\n---\n"),
        Edit::Delete(file) => fs::remove_file(at(file)),
        Edit::Move(from, to) => fs::rename(at(from), at(to)),
        Edit::MoveFolder(from, to) => fs::rename(folder(from), folder(to)),
        Edit::DeleteFolder(number) => fs::remove_dir_all(folder(number)),
        Edit::Link(from, to) => link(&at(from), &at(to)),
        Edit::Settle => {
            desk.agrees();
            Ok(())
        }
    };
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::copy(from, to).map(drop)
}

/// The files were sent twice, once for each of their folders.
#[test]
fn folders_that_are_made_anew_are_told_once() {
    let mut desk = Desk::new(Watch::On);
    for version in 0..3 {
        apply(&mut desk, &Edit::DeleteFolder(2));
        apply(&mut desk, &Edit::Write(3, version));
        apply(&mut desk, &Edit::Write(11, version));
        desk.agrees();
    }
}

/// Seeds of earlier failures, tried first on every run.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/watcher.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    /// Whatever happens to a folder, the final state equals that of a fresh start.
    #[test]
    fn edits_of_every_kind_end_in_what_a_fresh_start_reads(edits in edits()) {
        let mut desk = Desk::new(Watch::On);
        for edit in &edits {
            apply(&mut desk, edit);
        }
        desk.agrees();
    }
}
