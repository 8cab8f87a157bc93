//! The cache of parsed documents: it returns exactly what parsing would, and changes to its files
//! affect only the time of a start.

mod support;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, SystemTime};

use assert_cmd::Command;
use newswire::{Article, Cache, Input, Pool, Problem, Severity, Statistics, all};

use support::fixtures;

/// Well before any test starts loading.
const OLD: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Articles and problems of a load, by path.
type Everything = (Vec<Article>, Vec<Problem>);

/// A folder of documents and a cache beside it.
struct Desk {
    home: tempfile::TempDir,
    cache: Cache,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("news")).expect("a folder");
        let cache = Cache::new(home.path().join("cache/newswire"));
        Self { home, cache }
    }

    /// Creates some documents, one of them with problems.
    fn with_news() -> Self {
        let desk = Self::new();
        for name in ["2024-01-01-storm.md", "2024-01-02-bridge.md", "deep/2024-01-03-mars.md"] {
            desk.write(name, &format!("---\ntitle: Of {name}\ntopics: [Space, 日报]\n---\nbody\n"));
        }
        desk.write("odd.md", "---\ntitle: Odd\nquality: high\nfeed: https://a.example/feed\nkey: a.example/x#1\ndate: 2024-01-01\nupdated: 2024-01-02\ncomments: https://a.example/talk\nenclosures: [{url: \"https://a.example/1.mp3\", type: audio/mpeg, length: 7, duration: 61}]\nrelated: [{title: A, webUrl: \"https://a.example/x\"}]\n---\n");
        desk
    }

    fn news(&self) -> PathBuf {
        self.home.path().join("news")
    }

    /// Writes a document with an old modification time.
    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.news().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        set_age(&path, OLD);
        path
    }

    fn load(&self) -> (Everything, Statistics) {
        load(&[self.news()], Some(&self.cache))
    }

    /// Checks that loading gives the same result as parsing; returns how many documents were parsed
    /// and how many came from the cache.
    #[track_caller]
    fn check(&self) -> (usize, usize) {
        let (found, statistics) = self.load();
        assert_eq!(found, fresh(&[self.news()]));
        (statistics.parsed, statistics.cached)
    }

    /// The only file in the cache.
    fn file(&self) -> PathBuf {
        let files = self.cache.files().expect("a folder");
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].path.clone()
    }
}

fn set_age(path: &Path, age: Duration) {
    let file = File::open(path).expect("a file");
    file.set_modified(SystemTime::now() - age).expect("its time is set");
}

fn load(roots: &[PathBuf], cache: Option<&Cache>) -> (Everything, Statistics) {
    let found = Mutex::new((Vec::new(), Vec::new(), false));
    let statistics = newswire::load(
        &Input::Paths(roots.to_vec().into()),
        cache,
        &Pool::default(),
        &AtomicBool::new(false),
        &|batch| {
            // Like a busy consumer, which takes everything that has accumulated.
            let contents = batch.take();
            let mut found = found.lock().expect("no panic");
            // Removes old items before their replacements are added.
            found.0.retain(|article: &Article| !contents.gone.contains(&article.origin));
            let is_gone = |path: &Path| contents.gone.iter().any(|gone| gone.path() == path);
            found.1.retain(|problem: &Problem| !is_gone(&problem.path));
            found.0.extend(contents.articles);
            found.1.extend(contents.problems);
            found.2 |= contents.finished;
        },
    );
    let (mut articles, mut problems, finished) = found.into_inner().expect("no panic");
    assert!(finished);
    articles.sort_by(|a: &Article, b| a.origin.cmp(&b.origin));
    problems
        .sort_by(|a: &Problem, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    ((articles, problems), statistics)
}

fn fresh(roots: &[PathBuf]) -> Everything {
    load(roots, None).0
}

#[test]
fn what_has_not_changed_is_not_parsed_again() {
    let desk = Desk::with_news();
    let (first, statistics) = desk.load();
    assert_eq!((statistics.parsed, statistics.cached, statistics.written), (4, 0, true));
    let (second, statistics) = desk.load();
    assert_eq!((statistics.parsed, statistics.cached, statistics.written), (0, 4, false));
    assert_eq!(first, second);
    assert_eq!(first, fresh(&[desk.news()]));
    let by_all = all(&Input::Paths(vec![desk.news()].into()), Some(&desk.cache), &|_, _| {});
    assert_eq!(first, by_all);
}

#[test]
fn problems_come_from_the_cache_with_their_lines() {
    let desk = Desk::with_news();
    desk.load();
    let ((_, problems), statistics) = desk.load();
    assert_eq!(statistics.parsed, 0);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let shown = problems[0].to_string();
    assert!(shown.contains("odd.md:3:1: warning: `quality` is text"), "{shown}");
    assert_eq!(problems[0].severity, Severity::Warning);
}

#[test]
fn every_change_of_a_folder_is_seen() {
    let desk = Desk::with_news();
    desk.load();
    desk.write("2024-01-01-storm.md", "---\ntitle: Another storm\n---\n");
    assert_eq!(desk.check(), (1, 3), "changed");
    assert_eq!(desk.check(), (0, 4));
    desk.write("2024-02-01-new.md", "# New\n");
    assert_eq!(desk.check(), (1, 4), "new");
    assert_eq!(desk.check(), (0, 5));
    fs::remove_file(desk.news().join("odd.md")).expect("deleted");
    assert_eq!(desk.check(), (0, 4), "deleted");
    assert_eq!(desk.check(), (0, 4));
    let new = desk.news().join("deep/renamed.md");
    fs::rename(desk.news().join("2024-01-02-bridge.md"), new).expect("renamed");
    assert_eq!(desk.check(), (1, 3), "renamed");
    assert_eq!(desk.check(), (0, 4));
    set_age(&desk.news().join("deep/renamed.md"), OLD * 2);
    assert_eq!(desk.check(), (1, 3), "touched");
    assert_eq!(desk.check(), (0, 4));
    fs::remove_dir_all(desk.news().join("deep")).expect("deleted");
    assert_eq!(desk.check(), (0, 2));
}

/// Two writes in quick succession may leave the same modification time.
#[test]
fn what_was_written_just_now_is_parsed_again() {
    let desk = Desk::with_news();
    let path = desk.write("a.md", "---\ntitle: One\n---\n");
    let now = SystemTime::now();
    let write = |text: &str| {
        fs::write(&path, text).expect("written");
        File::open(&path).and_then(|file| file.set_modified(now)).expect("its time is set");
    };
    write("---\ntitle: One\n---\n");
    assert_eq!(desk.check(), (5, 0));
    write("---\ntitle: Two\n---\n");
    assert_eq!(desk.check(), (1, 4));
    let ((articles, _), _) = desk.load();
    assert!(articles.iter().any(|article| &*article.title == "Two"));
    // Once it is old enough, it is cached.
    set_age(&path, OLD);
    assert_eq!(desk.check(), (1, 4));
    assert_eq!(desk.check(), (0, 5));
}

/// Otherwise a time in the future would make every start rewrite the cache.
#[test]
fn a_file_of_tomorrow_is_parsed_each_time_and_nothing_written() {
    let desk = Desk::with_news();
    let path = desk.write("a.md", "# A\n");
    let tomorrow = SystemTime::now() + DAY;
    File::open(path).and_then(|file| file.set_modified(tomorrow)).expect("its time is set");
    desk.load();
    let (_, statistics) = desk.load();
    assert_eq!((statistics.parsed, statistics.cached, statistics.written), (1, 4, false));
}

#[test]
fn a_cache_that_is_cut_off_anywhere_is_none() {
    let desk = Desk::with_news();
    let (expected, _) = desk.load();
    let file = desk.file();
    let whole = fs::read(&file).expect("the cache");
    for length in 0..whole.len() {
        fs::write(&file, &whole[..length]).expect("written");
        let (found, statistics) = desk.load();
        assert_eq!(found, expected, "cut at {length}");
        assert!(statistics.written, "cut at {length}");
    }
}

#[test]
fn a_cache_with_any_byte_changed_gives_the_same_articles() {
    let desk = Desk::with_news();
    let (expected, _) = desk.load();
    let file = desk.file();
    let whole = fs::read(&file).expect("the cache");
    for at in 0..whole.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            fs::write(&file, &bytes).expect("written");
            let (found, statistics) = desk.load();
            assert_eq!(found, expected, "byte {at} ^ {flip:x}");
            assert!(statistics.parsed > 0, "byte {at} ^ {flip:x} was believed");
        }
    }
    assert_eq!(desk.check(), (0, 4), "it was made again");
}

#[test]
fn a_foreign_file_in_the_place_of_the_cache_is_replaced() {
    let desk = Desk::with_news();
    desk.load();
    let file = desk.file();
    for foreign in [&b""[..], b"newswire cache\n", b"hello", &[0; 4096], &[0xff; 4096]] {
        fs::write(&file, foreign).expect("written");
        assert_eq!(desk.check(), (4, 0));
        assert_eq!(desk.check(), (0, 4));
    }
    fs::remove_file(&file).expect("deleted");
    fs::create_dir(&file).expect("a folder in its place");
    assert_eq!(desk.check(), (4, 0));
    assert_eq!(desk.check(), (4, 0));
}

/// A valid checksum does not make another version's file usable.
#[test]
fn the_cache_of_another_version_is_replaced() {
    let desk = Desk::with_news();
    desk.load();
    let file = desk.file();
    let mut bytes = fs::read(&file).expect("the cache");
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let tail = bytes.len() - 12;
    let size = u64::from_le_bytes(bytes[tail..tail + 8].try_into().expect("eight bytes"));
    let head = tail - usize::try_from(size).expect("a size");
    let at = head + bytes[head..].windows(version.len()).position(|w| w == version).expect("there");
    bytes[at] = b'9';
    let sum = crc32fast::hash(&bytes[head..tail]);
    bytes[tail + 8..].copy_from_slice(&sum.to_le_bytes());
    fs::write(&file, &bytes).expect("written");
    assert_eq!(desk.cache.files().expect("a folder")[0].holds, None);
    assert_eq!(desk.check(), (4, 0));
    assert_eq!(desk.check(), (0, 4));
    assert!(desk.cache.files().expect("a folder")[0].holds.is_some());
}

#[test]
fn one_folder_has_one_cache_however_it_is_named() {
    let desk = Desk::with_news();
    desk.load();
    for spelled in [desk.news().join("."), desk.home.path().join("./news/")] {
        let (found, statistics) = load(std::slice::from_ref(&spelled), Some(&desk.cache));
        assert_eq!(statistics.parsed, 0, "{spelled:?}");
        assert_eq!(found, fresh(&[spelled]));
    }
    desk.file();
    // A different set of folders has its own cache.
    let both = [desk.news(), desk.news().join("deep")];
    assert_eq!(load(&both, Some(&desk.cache)).0, fresh(&both));
    assert_eq!(desk.cache.files().expect("a folder").len(), 2);
    assert_eq!(load(&both, Some(&desk.cache)).1.parsed, 0);
}

#[test]
fn two_loads_at_once_do_not_meet() {
    let desk = Desk::with_news();
    let expected = fresh(&[desk.news()]);
    for _ in 0..20 {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(desk.load().0, expected));
            }
        });
        assert_eq!(desk.check(), (0, 4));
        desk.cache.clear().expect("cleared");
    }
    let left: Vec<_> = fs::read_dir(desk.cache.folder()).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_load_that_is_stopped_writes_nothing() {
    let desk = Desk::with_news();
    let stop = AtomicBool::new(true);
    let input = Input::Paths(vec![desk.news()].into());
    let statistics = newswire::load(&input, Some(&desk.cache), &Pool::default(), &stop, &|_| {});
    assert!(!statistics.written);
    assert!(desk.cache.files().expect("no folder is no files").is_empty());
}

#[test]
fn many_documents_come_back_whole_and_stay_in_few_parts() {
    let desk = Desk::new();
    let name = |number: usize| format!("2024-{:02}/{number:04}.md", 1 + number % 12);
    for number in 0..1_500 {
        desk.write(&name(number), &format!("---\ntitle: {number}\nquality: {number}\n---\n"));
    }
    desk.load();
    assert_eq!(desk.check(), (0, 1_500));
    let size = fs::metadata(desk.file()).expect("the cache").len();
    for number in (0..1_500).step_by(97) {
        desk.write(&name(number), &format!("---\ntitle: new {number}\n---\n"));
        assert_eq!(desk.check(), (1, 1_499));
    }
    assert_eq!(desk.check(), (0, 1_500));
    let after = fs::metadata(desk.file()).expect("the cache").len();
    assert!(after < size + size / 4, "{size} bytes grew to {after}");
}

#[test]
fn files_that_nobody_used_for_long_are_deleted() {
    let desk = Desk::with_news();
    desk.load();
    let folder = desk.cache.folder().to_owned();
    let put = |name: &str, age: Duration| {
        fs::write(folder.join(name), "x").expect("written");
        set_age(&folder.join(name), age);
    };
    put("0123456789abcdef.articles", DAY * 91);
    put("0123456789abcde0.articles", DAY * 89);
    put("0123456789abcdef.x1y2.unfinished", DAY * 2);
    put("0123456789abcdef.x1y3.unfinished", DAY / 2);
    put("notes.articles", DAY * 400);
    let names = || -> BTreeSet<String> {
        let entries = fs::read_dir(&folder).expect("a folder");
        entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    };
    let before = names();
    desk.load();
    assert_eq!(names(), before, "only once a day");
    set_age(&folder.join("swept"), DAY * 2);
    desk.load();
    let deleted: Vec<_> = before.difference(&names()).cloned().collect();
    assert_eq!(deleted, ["0123456789abcdef.articles", "0123456789abcdef.x1y2.unfinished"]);
    assert_eq!(desk.check(), (0, 4));
}

#[test]
fn clearing_deletes_nothing_but_the_cache() {
    let desk = Desk::with_news();
    desk.load();
    let size = fs::metadata(desk.file()).expect("the cache").len();
    let folder = desk.cache.folder();
    for foreign in ["notes.txt", "0123.articles", "0123456789abcdeg.articles", "x.unfinished"] {
        fs::write(folder.join(foreign), "mine").expect("written");
    }
    assert_eq!(desk.cache.clear().expect("cleared"), (1, size));
    assert_eq!(fs::read_dir(folder).expect("a folder").count(), 4);
    assert_eq!(desk.cache.clear().expect("cleared"), (0, 0));
    assert_eq!(desk.check(), (4, 0));
}

#[test]
fn use_is_noted_on_the_file() {
    let desk = Desk::with_news();
    desk.load();
    set_age(&desk.file(), DAY * 80);
    desk.load();
    let used = desk.cache.files().expect("a folder")[0].used;
    assert!(used.elapsed().expect("in the past") < DAY);
}

#[test]
fn every_fixture_and_every_broken_one_comes_back_as_it_was() {
    let desk = Desk::new();
    for folder in ["news", "broken", "cli"] {
        copy(&fixtures().join(folder), &desk.news().join(folder));
    }
    let (first, statistics) = desk.load();
    assert!(statistics.parsed > 0);
    assert_eq!(desk.check().0, 0);
    assert!(!first.1.is_empty());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).expect("copied");
            set_age(&to, OLD);
        }
    }
}

#[test]
fn sealed_data_is_never_in_the_cache() {
    let desk = Desk::new();
    desk.write("a.md", "---\ntitle: A\nsecured: U2VhbGVkRGF0YQ==;U2VhbGVk\n---\nbody\n");
    desk.load();
    let bytes = fs::read(desk.file()).expect("the cache");
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(!has(b"U2VhbGVk"));
    let ((articles, _), statistics) = desk.load();
    assert_eq!((statistics.parsed, &*articles[0].title), (0, "A"));
}

/// Generated and real news of many shapes, if available.
#[test]
fn a_corpus_comes_back_as_it_was() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.is_dir() {
        return; // not part of the repository
    }
    let home = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(home.path().join("cache"));
    let roots = [corpus];
    let (first, _) = load(&roots, Some(&cache));
    let (second, statistics) = load(&roots, Some(&cache));
    assert_eq!(statistics.parsed, second.1.iter().filter(|p| is_unread(p, &second.0)).count());
    assert_eq!(first.0.len(), second.0.len());
    for (first, second) in first.0.iter().zip(&second.0) {
        assert_eq!(first, second);
    }
    assert_eq!(first.1, second.1);
}

/// Whether a problem belongs to a file without an article.
fn is_unread(problem: &Problem, articles: &[Article]) -> bool {
    problem.severity == Severity::Error
        && problem.path.is_file()
        && !articles.iter().any(|article| article.origin.path() == problem.path)
}

/// Runs the program; returns its output, its errors and its exit code.
fn program(desk: &Desk, words: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    command.current_dir(desk.home.path()).args(words).env_remove("NO_COLOR");
    for (name, folder) in [
        ("HOME", "."),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        command.env(name, desk.home.path().join(folder));
    }
    let output = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr), output.status.code().expect("no signal"))
}

#[test]
fn every_command_prints_the_same_with_and_without_the_cache() {
    let desk = Desk::with_news();
    for words in [&["list", "--jsonl"][..], &["check"], &["count", "-q", "storm"]] {
        let plain = program(&desk, &[words, &["--no-cache", "news"]].concat());
        desk.cache.clear().expect("cleared");
        for _ in 0..2 {
            assert_eq!(program(&desk, &[words, &["news"]].concat()), plain);
            desk.file();
        }
    }
}

#[test]
fn no_cache_is_none() {
    let desk = Desk::with_news();
    program(&desk, &["list", "--no-cache", "news"]);
    assert!(!desk.cache.folder().exists());
    program(&desk, &["list"]);
    assert!(!desk.cache.folder().exists(), "what is built in is not kept");
}

#[test]
fn the_cache_is_told_and_cleared() {
    let desk = Desk::with_news();
    let (out, err, code) = program(&desk, &["cache", "info"]);
    assert_eq!((out.as_str(), code), ("", 0));
    assert!(err.starts_with("0 files, 0 B in /"), "{err}");
    program(&desk, &["list", "news"]);
    let size = fs::metadata(desk.file()).expect("the cache").len();
    fs::write(desk.cache.folder().join("0123456789abcdef.articles"), "torn").expect("written");
    let (out, err, code) = program(&desk, &["cache", "info"]);
    assert_eq!(code, 0);
    let mut lines: Vec<&str> = out.lines().collect();
    lines.sort_unstable_by_key(|line| line.len());
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines.contains(&"4 B\t-\tnow\tdamaged, or from another version"), "{out}");
    let told = format!(" B\t4 documents\tnow\t{}", desk.news().display());
    assert!(out.contains(&told.replace(&desk.home.path().display().to_string(), "~")), "{out}");
    assert!(err.starts_with("2 files, ") && err.ends_with("/cache/newswire\n"), "{err}");
    let (out, err, code) = program(&desk, &["cache", "clear"]);
    assert_eq!((out.as_str(), code), ("", 0));
    assert_eq!(err, format!("2 files deleted, {} B\n", size + 4));
    assert!(desk.cache.files().expect("a folder").is_empty());
}

/// The reason is logged; the list is complete.
#[test]
fn a_cache_that_cannot_be_written_is_a_line_in_the_log() {
    let desk = Desk::with_news();
    fs::write(desk.home.path().join("cache"), "in the way").expect("written");
    let (out, err, code) = program(&desk, &["list", "--log", "log", "news"]);
    assert_eq!((out.lines().count(), code), (4, 0));
    assert_eq!(err, "1 problem: run newswire check news to see them\n");
    let log = fs::read_to_string(desk.home.path().join("log")).expect("a log");
    assert_eq!(log.matches("nothing is kept in the cache").count(), 1, "{log}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    #[test]
    fn only_the_owner_may_read_it() {
        let desk = Desk::with_news();
        desk.load();
        assert_eq!((mode(desk.cache.folder()), mode(&desk.file())), (0o700, 0o600));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_no_harm() {
        let desk = Desk::with_news();
        fs::write(desk.home.path().join("cache"), "in the way").expect("written");
        assert_eq!(desk.check(), (4, 0));
        let closed = Desk::with_news();
        closed.load();
        fs::set_permissions(closed.cache.folder(), PermissionsExt::from_mode(0o500)).expect("set");
        closed.write("new.md", "# New\n");
        assert_eq!(closed.check().1, 4);
        fs::set_permissions(closed.cache.folder(), PermissionsExt::from_mode(0o000)).expect("set");
        closed.check();
        fs::set_permissions(closed.cache.folder(), PermissionsExt::from_mode(0o700)).expect("set");
    }

    #[test]
    fn a_folder_that_may_no_longer_be_read_is_seen() {
        let desk = Desk::with_news();
        desk.load();
        let deep = desk.news().join("deep");
        fs::set_permissions(&deep, PermissionsExt::from_mode(0o000)).expect("set");
        desk.check();
        fs::set_permissions(&deep, PermissionsExt::from_mode(0o700)).expect("set");
        desk.check();
        let odd = desk.news().join("odd.md");
        fs::set_permissions(&odd, PermissionsExt::from_mode(0o000)).expect("set");
        desk.check();
    }

    /// The target of a link counts, not the link.
    #[test]
    fn what_a_link_leads_to_is_looked_at() {
        let desk = Desk::with_news();
        let outside = desk.home.path().join("outside.md");
        fs::write(&outside, "# One\n").expect("written");
        set_age(&outside, OLD);
        symlink(&outside, desk.news().join("link.md")).expect("a link");
        assert_eq!(desk.check(), (5, 0));
        assert_eq!(desk.check(), (0, 5));
        fs::write(&outside, "# Another\n").expect("written");
        set_age(&outside, OLD);
        assert_eq!(desk.check(), (1, 4));
    }

    #[test]
    fn a_name_that_is_no_text_is_kept_too() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let desk = Desk::new();
        let path = desk.news().join(OsStr::from_bytes(b"caf\xE9 \x1b[31m.md"));
        if fs::write(&path, "just text\n").is_err() {
            return; // some file systems refuse such names
        }
        set_age(&path, OLD);
        assert_eq!(desk.check(), (1, 0));
        assert_eq!(desk.check(), (0, 1));
    }
}
