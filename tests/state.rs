//! Compatibility of stored state: files of older versions open with all their content, files of
//! newer versions are left alone, and other users can read none of them. The file in
//! `tests/fixtures/state/version-1` was written by the first release.
#![cfg(unix)]

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use newswire::{
    Database, Mark, Marking, Muting, OpenOutcome, Page, Record, ResumePoint, SeenPages,
    Timestamped, remembered_theme,
};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

const FILE: &str = "NEWSWIRE_TEST_STATE_FILE";

/// A state folder.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(TempDir::new().expect("a folder"));
        fs::create_dir(home.folder()).expect("made");
        home
    }

    /// Creates the state left by the first release.
    fn of_version_1() -> Self {
        let home = Self::new();
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/state/version-1");
        for name in ["marks.db", "theme"] {
            fs::copy(fixture.join(name), home.folder().join(name)).expect("copied");
        }
        home
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("newswire")
    }

    fn path(&self) -> PathBuf {
        self.folder().join("marks.db")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder()).expect("a folder");
        let name = |entry: io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    fn change(&self, sql: &str) {
        Connection::open(self.path()).expect("opened").execute_batch(sql).expect("changed");
    }
}

#[track_caller]
fn opened(path: &Path) -> Database {
    let OpenOutcome { database, warning } = Database::open(path);
    assert_eq!(warning, None);
    let database = database.expect("a database");
    assert!(database.is_writable());
    database
}

fn version(path: &Path) -> i64 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(path, flags).expect("opened");
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version")
}

fn mark(number: u32, read: (Option<i64>, i64), starred: (Option<i64>, i64)) -> Record {
    let [read, starred] = [read, starred].map(|(at, decided)| Timestamped { at, decided });
    let host = if number < 10 { "news.example" } else { "blog.example" };
    let key = format!("{host}/{}", number % 10).into();
    Record::Mark(Marking { key, mark: Mark { read, starred } })
}

fn mute(query: &str, at: Option<i64>, decided: i64) -> Record {
    Record::Mute(Muting { query: query.into(), muted: Timestamped { at, decided } })
}

fn at(moment: i64) -> (Option<i64>, i64) {
    (Some(moment), moment)
}

/// Returns all marks and mutes in the file of version 1.
fn kept() -> Vec<Record> {
    vec![
        mark(12, (None, 0), at(1_795_855_042_475)),
        mark(4, (None, 1_795_855_030_812), (None, 0)),
        mark(5, at(1_795_855_029_599), (None, 0)),
        mark(6, (None, 0), at(1_795_855_028_794)),
        mark(7, at(1_795_855_027_977), (None, 0)),
        mark(8, (None, 0), (None, 1_795_855_037_646)),
        mute("provider=\"Noise\"", Some(1_795_855_033_662), 1_795_855_033_662),
        mute("topic=\"Space\"", None, 1_795_855_038_895),
    ]
}

fn resume_point(opened: &str, article: &str, host: &str, count: u32) -> ResumePoint {
    let page = |number: u32| Page::of_key(&format!("{host}/{number}"));
    ResumePoint {
        opened: opened.into(),
        view: "Latest".into(),
        article: Some(article.into()),
        position: 0,
        seen: Some(SeenPages::of((1..=count).map(page).collect())),
    }
}

#[track_caller]
fn assert_all_is_there(database: &mut Database, theme: Option<&str>) {
    assert_eq!(database.changes().expect("readable"), kept());
    let news = resume_point("/tmp/news", "news.example/8", "news.example", 8);
    assert_eq!(database.resume_point("/tmp/news").expect("readable"), Some(news));
    let blog = resume_point("/tmp/blog", "blog.example/2", "blog.example", 3);
    assert_eq!(database.resume_point("/tmp/blog").expect("readable"), Some(blog));
    let mut preferences = vec![Record::Divider(450)];
    preferences.extend(theme.map(|name| Record::Theme(Some(name.to_owned()))));
    assert_eq!(database.preferences(), preferences);
}

// ---------------------------------------------------------------- older versions

/// Regression: the first new format version would have set aside every mark as damaged.
#[test]
fn a_file_of_the_first_release_opens_with_everything_in_it() {
    let home = Home::of_version_1();
    assert_eq!(version(&home.path()), 1);
    assert_eq!(remembered_theme(&home.path()).as_deref(), Some("solarized-light"));
    let mut database = opened(&home.path());
    assert_all_is_there(&mut database, Some("solarized-light"));
    database.keep(&[mark(3, at(7), (None, 0))]).expect("kept");
    drop(database);
    assert_eq!(home.names(), ["marks.db", "marks.db.v1"], "the theme has moved in");
    assert_eq!(version(&home.path()), 4);
    assert_eq!(remembered_theme(&home.path()).as_deref(), Some("solarized-light"));
}

#[test]
fn the_old_file_stays_beside_until_the_new_one_was_opened_once() {
    let home = Home::of_version_1();
    drop(opened(&home.path()));
    let copy = home.folder().join("marks.db.v1");
    assert_eq!(version(&copy), 1);
    let kept = Connection::open(&copy).expect("opened");
    let count = |table| {
        let question = format!("SELECT count(*) FROM {table}");
        kept.query_row(&question, [], |row| row.get::<_, i64>(0)).expect("a count")
    };
    assert_eq!(["mark", "mute", "place", "visit", "divider"].map(count), [6, 2, 2, 2, 1]);
    drop(kept);
    let mut database = opened(&home.path());
    assert_all_is_there(&mut database, Some("solarized-light"));
    drop(database);
    assert_eq!(home.names(), ["marks.db"]);
}

#[test]
fn commands_that_only_read_find_everything_too() {
    let home = Home::of_version_1();
    let mut database = Database::existing(&home.path()).expect("readable").expect("a database");
    assert_all_is_there(&mut database, None);
    drop(database);
    let home = Home::of_version_1();
    let mut database = Database::to_write(&home.path()).expect("a database");
    assert_all_is_there(&mut database, None);
}

/// If the process was killed, the latest marks may exist only in the log.
#[test]
fn marks_in_the_log_of_an_old_file_come_along() {
    let (home, copied) = (Home::of_version_1(), Home::new());
    let old = Connection::open(home.path()).expect("opened");
    old.execute("INSERT INTO mark VALUES ('late', 1, 1, NULL, 0, 99)", []).expect("kept");
    for name in ["marks.db", "marks.db-wal"] {
        fs::copy(home.folder().join(name), copied.folder().join(name)).expect("copied");
    }
    let records = opened(&copied.path()).changes().expect("readable");
    assert_eq!(records.len(), 9);
    let copy = Connection::open(copied.folder().join("marks.db.v1")).expect("opened");
    let late = copy.query_row("SELECT count(*) FROM mark WHERE key = 'late'", [], |row| row.get(0));
    assert_eq!(late, Ok(1_i64), "the copy of the old file has it, too");
}

/// These tables were created only when needed and may come from another build.
#[test]
fn what_a_file_of_the_first_release_may_lack_costs_nothing_else() {
    for change in [
        "DROP TABLE visit; DROP TABLE divider",
        "DROP TABLE visit; CREATE TABLE visit (other TEXT); DROP TABLE divider; \
         CREATE TABLE divider (other TEXT)",
        "UPDATE visit SET hash = 7; DELETE FROM divider",
    ] {
        let home = Home::of_version_1();
        home.change(change);
        let mut database = opened(&home.path());
        assert_eq!(database.changes().expect("readable"), kept(), "{change}");
        let point = database.resume_point("/tmp/news").expect("readable").expect("a point");
        assert_eq!(point.seen, None, "{change}");
        assert_eq!(
            database.preferences(),
            [Record::Theme(Some("solarized-light".to_owned()))],
            "{change}"
        );
    }
}

/// Processes that start at the same time after an update.
#[test]
fn several_processes_may_find_an_old_file_at_once() {
    let home = Home::of_version_1();
    let start = |_| open_elsewhere(&home.path(), None).spawn().expect("started");
    let children: Vec<_> = (0..4).map(start).collect();
    for child in children {
        let output = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("found 8 records, writable: true"), "{said}");
    }
    assert_all_is_there(&mut opened(&home.path()), Some("solarized-light"));
}

/// Opens the file in another process that may write files of up to this many blocks of 512 bytes.
fn open_elsewhere(file: &Path, blocks: Option<u32>) -> Command {
    let mut command = Command::new("sh");
    let limit = blocks.map_or(String::new(), |blocks| format!("ulimit -f {blocks};"));
    command.args(["-c", &format!("trap '' XFSZ; {limit} exec \"$0\" \"$@\"")]);
    command.arg(std::env::current_exe().expect("this program"));
    command.args(["--exact", "what_another_process_finds", "--nocapture"]);
    command.env(FILE, file).stdout(Stdio::piped());
    command
}

/// Does nothing by itself: the child processes of the tests here run it.
#[test]
fn what_another_process_finds() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let OpenOutcome { database, warning } = Database::open(Path::new(&file));
    let mut database = database.expect("a database");
    let count = database.changes().expect("readable").len();
    let writable = database.is_writable();
    let warning = warning.unwrap_or_default();
    // Printed immediately, even if test output is captured.
    writeln!(io::stdout(), "found {count} records, writable: {writable}, {warning}").expect("said");
}

#[test]
fn on_a_full_disk_the_old_file_stays_as_it_is_and_is_read() {
    let (home, content) = (Home::of_version_1(), fs::read(Home::of_version_1().path()));
    // Less than the copy of the old file needs.
    for blocks in [1, 20, 79] {
        let output = open_elsewhere(&home.path(), Some(blocks)).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("found 8 records, writable: false"), "{blocks}: {said}");
        assert!(said.contains("only this session"), "{blocks}: {said}");
        assert!(said.contains("disk"), "{blocks}: {said}");
        assert_eq!(version(&home.path()), 1, "{blocks}");
        let here = fs::read(home.path()).expect("the file");
        assert!(content.as_ref().is_ok_and(|it| *it == here), "{blocks}: it was changed");
        assert!(home.names().iter().all(|name| !name.contains("unreadable")), "{blocks}");
    }
    assert_all_is_there(&mut opened(&home.path()), Some("solarized-light"));
}

// ---------------------------------------------------------------- newer versions

#[test]
fn a_newer_file_and_its_log_are_left_as_they_are() {
    let (home, copied) = (Home::new(), Home::new());
    drop(opened(&home.path()));
    let newer = Connection::open(home.path()).expect("opened");
    newer.execute_batch("PRAGMA user_version = 7; CREATE TABLE more (it)").expect("changed");
    let names = ["marks.db", "marks.db-wal"];
    for name in names {
        fs::copy(home.folder().join(name), copied.folder().join(name)).expect("copied");
    }
    let contents = || names.map(|name| fs::read(copied.folder().join(name)).expect("a file"));
    let before = contents();
    assert!(before.iter().all(|content| !content.is_empty()), "some of it is in the log");
    let OpenOutcome { database, warning } = Database::open(&copied.path());
    assert!(database.is_none());
    let warning = warning.expect("a warning");
    assert!(warning.contains("from a newer newswire (version 7)"), "{warning}");
    assert!(warning.contains("hint: update newswire; the file was left as it is"), "{warning}");
    for error in
        [Database::existing(&copied.path()).err(), Database::to_write(&copied.path()).err()]
    {
        let said = error.expect("it is refused").to_string();
        assert!(said.contains("from a newer newswire (version 7)"), "{said}");
    }
    assert_eq!(remembered_theme(&copied.path()), None);
    assert!(before == contents(), "it was changed");
    assert!(copied.names().iter().all(|name| !name.contains(".v") && !name.contains("unread")));
}

// ---------------------------------------------------------------- permissions

/// Returns the permissions of the folder and everything in it.
fn modes(home: &Home) -> Vec<(String, u32)> {
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let mut modes = vec![("folder".to_owned(), mode(&home.folder()))];
    modes.extend(home.names().into_iter().map(|name| {
        let mode = mode(&home.folder().join(&name));
        (name, mode)
    }));
    modes
}

fn private(names: &[&str]) -> Vec<(String, u32)> {
    let files = names.iter().map(|name| ((*name).to_owned(), 0o600));
    std::iter::once(("folder".to_owned(), 0o700)).chain(files).collect()
}

fn open_to_others(home: &Home) {
    fs::set_permissions(home.folder(), fs::Permissions::from_mode(0o755)).expect("done");
    for name in home.names() {
        let path = home.folder().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("done");
    }
}

/// Reading habits are private; regression: the mode was 0644.
#[test]
fn nobody_else_may_read_what_is_kept() {
    let home = Home::new();
    fs::remove_dir(home.folder()).expect("removed");
    let mut database = opened(&home.path());
    database.keep(&[mark(1, at(1), (None, 0))]).expect("kept");
    assert_eq!(modes(&home), private(&["marks.db", "marks.db-shm", "marks.db-wal"]));
    open_to_others(&home);
    let other = opened(&home.path());
    assert_eq!(modes(&home), private(&["marks.db", "marks.db-shm", "marks.db-wal"]));
    drop((database, other));

    let home = Home::of_version_1();
    open_to_others(&home);
    let database = opened(&home.path());
    let names = ["marks.db", "marks.db-shm", "marks.db-wal", "marks.db.v1"];
    assert_eq!(modes(&home), private(&names));
    drop(database);

    let home = Home::new();
    fs::write(home.path(), [9; 6000]).expect("written");
    open_to_others(&home);
    let OpenOutcome { database, warning } = Database::open(&home.path());
    assert!(warning.is_some_and(|warning| warning.contains("set aside")));
    drop(database);
    let names = home.names();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(modes(&home), private(&[&names[0], &names[1]]));
}

// ---------------------------------------------------------------- what newswire remembers

fn theme(name: Option<&str>) -> Record {
    Record::Theme(name.map(str::to_owned))
}

#[test]
fn theme_and_divider_are_kept_and_of_each_the_last_counts() {
    let home = Home::new();
    let mut database = opened(&home.path());
    assert_eq!((database.preferences(), remembered_theme(&home.path())), (vec![], None));
    database.keep(&[theme(Some("nord")), Record::Divider(300), theme(Some("dark"))]).expect("kept");
    database.keep(&[Record::Divider(450)]).expect("kept");
    assert_eq!(database.preferences(), [Record::Divider(450), theme(Some("dark"))]);
    assert_eq!(remembered_theme(&home.path()).as_deref(), Some("dark"), "while another has it");
    database.keep(&[theme(None)]).expect("kept");
    assert_eq!(remembered_theme(&home.path()), None);
    drop(database);
    assert_eq!(opened(&home.path()).preferences(), [Record::Divider(450), theme(None)]);
}

/// An old version of newswire may write it again beside a file that it cannot open.
#[test]
fn the_theme_of_an_old_file_never_replaces_a_later_choice() {
    let home = Home::of_version_1();
    opened(&home.path()).keep(&[theme(None)]).expect("kept");
    fs::write(home.folder().join("theme"), "gruvbox\n").expect("written");
    assert_eq!(remembered_theme(&home.path()), None);
    let database = opened(&home.path());
    assert_eq!(database.preferences(), [Record::Divider(450), theme(None)]);
    assert!(!home.folder().join("theme").exists());
}

/// Otherwise the first frame would wait for the process that holds the lock.
#[test]
fn the_theme_is_given_up_at_once_where_another_process_locks_the_file() {
    let home = Home::new();
    opened(&home.path()).keep(&[theme(Some("nord"))]).expect("kept");
    let other = Connection::open(home.path()).expect("opened");
    other.pragma_update(None, "locking_mode", "EXCLUSIVE").expect("asked for");
    other.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    // With a busy timeout, this would wait for seconds until the lock is released.
    assert_eq!(remembered_theme(&home.path()), None);
    drop(other);
    assert_eq!(remembered_theme(&home.path()).as_deref(), Some("nord"));
    for odd in [&b""[..], b"x", &[9; 6000]] {
        fs::write(home.path(), odd).expect("written");
        assert_eq!(remembered_theme(&home.path()), None);
    }
}
