//! Marks are never lost, whatever the state of the database, other processes that write to it, or
//! the way the process ends.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use newswire::{
    Assigned, Assignment, Database, Mark, Marking, Muting, OpenOutcome, Page, Record, ResumePoint,
    SeenPages, Timestamped,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use tempfile::TempDir;

/// Environment variables that tell a child process its role and its file.
const PART: &str = "NEWSWIRE_TEST_PART";
const FILE: &str = "NEWSWIRE_TEST_FILE";

struct Shelf(TempDir);

impl Shelf {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("newswire").join("marks.db")
    }

    /// Creates a file with this content in place of the database.
    fn holding(content: &[u8]) -> Self {
        let shelf = Self::new();
        fs::create_dir_all(shelf.path().parent().expect("a folder")).expect("made");
        fs::write(shelf.path(), content).expect("written");
        shelf
    }

    /// Returns names and contents of all files in the folder, except for reader registrations.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = self.path().parent().expect("a folder").to_owned();
        let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("it"));
        let named = entries.map(|entry| {
            let content = fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), content)
        });
        named.filter(|(name, _)| !name.ends_with("-shm")).collect()
    }

    /// Returns the content of the only file that was set aside.
    #[track_caller]
    fn set_aside(&self) -> Vec<u8> {
        let mut files = self.files();
        files.retain(|name, _| name.contains(".unreadable-") && !name.ends_with("-wal"));
        assert_eq!(files.len(), 1, "{:?}", files.keys());
        files.into_values().next().expect("one")
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

/// Opens a file with a problem and returns the warning.
#[track_caller]
fn mended(path: &Path) -> (Database, String) {
    let OpenOutcome { database, warning } = Database::open(path);
    let warning = warning.expect("a warning");
    let mut database = database.unwrap_or_else(|| panic!("a database: {warning}"));
    assert!(database.is_writable(), "{warning}");
    database.keep(&[read("new", 1)]).expect("kept");
    (database, warning)
}

fn marked(key: &str, mark: Mark) -> Record {
    Record::Mark(Marking { key: key.into(), mark })
}

fn read(key: &str, at: i64) -> Record {
    marked(key, Mark { read: Timestamped { at: Some(at), decided: at }, ..Mark::default() })
}

fn muted(query: &str, at: Option<i64>, decided: i64) -> Record {
    Record::Mute(Muting { query: query.into(), muted: Timestamped { at, decided } })
}

fn place(opened: &str, line: usize) -> ResumePoint {
    ResumePoint {
        opened: opened.into(),
        view: "Latest".into(),
        article: Some("a".into()),
        position: line,
        seen: None,
    }
}

/// Returns all marks in the file, by key.
fn all(path: &Path) -> BTreeMap<String, Mark> {
    let records = opened(path).changes().expect("readable");
    let marks = records.into_iter().filter_map(|record| match record {
        Record::Mark(Marking { key, mark }) => Some((key.into(), mark)),
        _ => None,
    });
    marks.collect()
}

// ---------------------------------------------------------------- keeping

#[test]
fn what_is_kept_comes_back() {
    let shelf = Shelf::new();
    let starred = Timestamped { at: Some(7), decided: 8 };
    let records = [
        marked("example.org/ä\n", Mark { read: Timestamped { at: None, decided: 9 }, starred }),
        read("z", 5),
        muted("provider=\"a b\"", Some(3), 4),
    ];
    let mut database = opened(&shelf.path());
    assert_eq!(database.changes().expect("readable"), []);
    assert_eq!(database.keep(&records).expect("kept"), 3);
    assert_eq!(database.keep(&records).expect("kept"), 0, "nothing is new");
    assert_eq!(database.changes().expect("readable"), [], "one's own marks are no news");
    drop(database);
    assert_eq!(opened(&shelf.path()).changes().expect("readable"), records);
    let folder = shelf.path().parent().expect("a folder").metadata().expect("it");
    assert_eq!(folder.permissions().mode() & 0o777, 0o700, "marks are nobody else's business");
}

#[test]
fn two_readers_see_each_others_marks() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (opened(&shelf.path()), opened(&shelf.path()));
    assert_eq!((one.changes(), other.changes()), (Ok(vec![]), Ok(vec![])));
    one.keep(&[read("a", 1)]).expect("kept");
    other.keep(&[read("b", 2), muted("x", Some(1), 1)]).expect("kept");
    one.keep(&[read("c", 3)]).expect("kept");
    // Changes may include the process's own marks.
    let seen = one.changes().expect("readable");
    assert!(seen.contains(&read("b", 2)) && seen.contains(&muted("x", Some(1), 1)), "{seen:?}");
    let seen = other.changes().expect("readable");
    assert!(seen.contains(&read("a", 1)) && seen.contains(&read("c", 3)), "{seen:?}");
    assert_eq!((one.changes(), other.changes()), (Ok(vec![]), Ok(vec![])));
    other.checkpoint().expect("settled");
    one.keep(&[read("d", 4)]).expect("kept");
    assert_eq!(other.changes().expect("readable"), [read("d", 4)]);
}

#[test]
fn the_later_decision_counts_in_whatever_order_they_are_kept() {
    let shelf = Shelf::new();
    let mut database = opened(&shelf.path());
    let unread = Timestamped { at: None, decided: 20 };
    let starred = Timestamped { at: Some(5), decided: 5 };
    database.keep(&[marked("a", Mark { read: unread, ..Mark::default() })]).expect("kept");
    // A clock that goes backwards, or an import of old marks.
    database.keep(&[read("a", 10)]).expect("kept");
    database.keep(&[marked("a", Mark { starred, ..Mark::default() })]).expect("kept");
    database.keep(&[muted("q", None, 9), muted("q", Some(8), 8)]).expect("kept");
    drop(database);
    let records = opened(&shelf.path()).changes().expect("readable");
    assert_eq!(records, [marked("a", Mark { read: unread, starred }), muted("q", None, 9)]);
}

#[test]
fn places_are_kept_and_bounded() {
    let shelf = Shelf::new();
    let mut database = opened(&shelf.path());
    database
        .keep(&[Record::ResumePoint(place("/old", 1)), Record::ResumePoint(place("/news", 2))])
        .expect("kept");
    for number in 0..999 {
        database.keep(&[Record::ResumePoint(place(&format!("/{number}"), number))]).expect("kept");
    }
    database.keep(&[Record::ResumePoint(place("/news", 3))]).expect("kept");
    database.keep(&[Record::ResumePoint(place("/last", 4))]).expect("kept");
    assert_eq!(database.resume_point("/news").expect("readable"), Some(place("/news", 3)));
    assert_eq!(database.resume_point("/0").expect("readable"), None, "the oldest was forgotten");
    assert_eq!(database.resume_point("/1").expect("readable"), Some(place("/1", 1)));
    assert_eq!(database.resume_point("/nowhere").expect("readable"), None);
}

fn seen(keys: &[&str]) -> SeenPages {
    SeenPages::of(keys.iter().map(|key| Page::of_key(key)).collect())
}

fn visit(opened: &str, seen: Option<SeenPages>) -> Record {
    Record::ResumePoint(ResumePoint { seen, ..place(opened, 1) })
}

#[track_caller]
fn seen_at(database: &Database, opened: &str) -> Option<SeenPages> {
    database.resume_point(opened).expect("readable").expect("a point").seen
}

fn table(path: &Path, change: &str) {
    rusqlite::Connection::open(path).expect("opened").execute_batch(change).expect("changed");
}

#[test]
fn what_was_there_is_kept_with_the_place_of_each_reader() {
    let shelf = Shelf::new();
    let (mut one, mut other) = (opened(&shelf.path()), opened(&shelf.path()));
    one.keep(&[Record::ResumePoint(place("/news", 1))]).expect("kept");
    assert_eq!(seen_at(&other, "/news"), None, "nothing was ever kept");
    one.keep(&[visit("/news", Some(seen(&["a", "b"])))]).expect("kept");
    one.keep(&[visit("/blog", Some(seen(&["z"])))]).expect("kept");
    assert_eq!(seen_at(&other, "/news"), Some(seen(&["b", "a"])));
    one.keep(&[visit("/news", None)]).expect("kept");
    assert_eq!(seen_at(&one, "/news"), Some(seen(&["a", "b"])), "what was not said stays");
    other.keep(&[visit("/news", Some(seen(&["b", "c"])))]).expect("kept");
    assert_eq!(seen_at(&one, "/news"), Some(seen(&["b", "c"])), "the last one counts");
    assert_eq!(seen_at(&one, "/blog"), Some(seen(&["z"])));
    assert_eq!((one.changes(), other.changes()), (Ok(vec![]), Ok(vec![])), "it is no mark");
}

#[test]
fn what_was_there_is_kept_for_as_long_as_the_place_and_while_there_is_room() {
    let shelf = Shelf::new();
    let mut database = opened(&shelf.path());
    let many = |from: u64| {
        let numbers = from..from + 900_000;
        SeenPages::of(numbers.map(|number| Page::of_key(&number.to_string())).collect())
    };
    database.keep(&[visit("/small", Some(seen(&["a"])))]).expect("kept");
    for (name, from) in [("/one", 0), ("/two", 1_000_000), ("/three", 2_000_000)] {
        database.keep(&[visit(name, Some(many(from)))]).expect("kept");
    }
    let has = |opened| seen_at(&database, opened).is_some();
    assert_eq!(["/three", "/two", "/one", "/small"].map(has), [true, true, false, false]);
    for number in 0..1000 {
        database.keep(&[Record::ResumePoint(place(&format!("/{number}"), 1))]).expect("kept");
    }
    database.keep(&[visit("/999", Some(seen(&["a"])))]).expect("kept");
    drop(database);
    let connection = rusqlite::Connection::open(shelf.path()).expect("opened");
    let count =
        connection.query_row("SELECT count(*) FROM seen_pages", [], |row| row.get::<_, i64>(0));
    assert_eq!(count, Ok(1));
}

#[test]
fn what_was_there_is_not_believed_where_it_is_damaged() {
    for change in [
        "UPDATE seen_pages SET pages = x'00112233'",
        "UPDATE seen_pages SET pages = x'02000000000000000100000000000000'",
        "DROP TABLE seen_pages",
        "DROP TABLE seen_pages; CREATE TABLE seen_pages (other TEXT)",
    ] {
        let shelf = Shelf::new();
        let mut database = opened(&shelf.path());
        database.keep(&[visit("/news", Some(seen(&["a"]))), read("a", 5)]).expect("kept");
        table(&shelf.path(), change);
        assert_eq!(seen_at(&database, "/news"), None, "{change}");
        drop(database);
        let mut database = opened(&shelf.path());
        assert_eq!(seen_at(&database, "/news"), None, "{change}");
        assert_eq!(database.changes().expect("readable"), [read("a", 5)], "{change}");
        database.keep(&[visit("/news", Some(seen(&["b"])))]).expect("kept");
        assert_eq!(seen_at(&database, "/news"), Some(seen(&["b"])), "{change}");
    }
}

// ---------------------------------------------------------------- existing files

#[test]
fn random_bytes_are_set_aside() {
    let content: Vec<u8> =
        (0..100_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    let shelf = Shelf::holding(&content);
    let (_, warning) = mended(&shelf.path());
    assert!(warning.contains("damaged"), "{warning}");
    assert!(warning.contains("set aside as"), "{warning}");
    assert!(warning.contains("marks.db.unreadable-"), "{warning}");
    assert_eq!(shelf.set_aside(), content);
    assert!(all(&shelf.path()).contains_key("new"));
}

/// Returns a database of some pages, with its log merged into it.
fn whole() -> Vec<u8> {
    let shelf = Shelf::new();
    let records: Vec<Record> = (0..500).map(|n| read(&format!("example.org/{n}"), n)).collect();
    opened(&shelf.path()).keep(&records).expect("kept");
    fs::read(shelf.path()).expect("the file")
}

#[test]
fn a_file_that_was_cut_is_set_aside() {
    let content = whole();
    let lengths = (1..content.len()).step_by(1531).chain([16, 99, 100, 4095, 4096, 8192]);
    for length in lengths {
        let shelf = Shelf::holding(&content[..length]);
        let (_, warning) = mended(&shelf.path());
        assert!(warning.contains("set aside as"), "{length}: {warning}");
        assert_eq!(shelf.set_aside(), &content[..length], "{length}");
    }
}

#[test]
fn an_empty_file_is_a_beginning() {
    let shelf = Shelf::holding(b"");
    opened(&shelf.path()).keep(&[read("a", 1)]).expect("kept");
    assert_eq!(all(&shelf.path()).len(), 1);
}

#[test]
fn damage_within_is_noticed() {
    let content = whole();
    let mut found = 0;
    for page in 1..content.len() / 4096 {
        let mut damaged = content.clone();
        damaged[page * 4096..page * 4096 + 64].fill(0xff);
        let shelf = Shelf::holding(&damaged);
        let (_, warning) = mended(&shelf.path());
        assert!(warning.contains("damaged"), "{warning}");
        assert_eq!(shelf.set_aside(), damaged);
        found += 1;
    }
    assert!(found > 5);
}

#[test]
fn nothing_is_set_aside_over_something() {
    let shelf = Shelf::new();
    for number in 0..3_u8 {
        fs::create_dir_all(shelf.path().parent().expect("a folder")).expect("made");
        fs::write(shelf.path(), vec![number + 1; 5000]).expect("written");
        mended(&shelf.path());
    }
    let mut files = shelf.files();
    files.retain(|name, _| name.contains(".unreadable-"));
    let mut firsts: Vec<u8> = files.values().map(|content| content[0]).collect();
    firsts.sort_unstable();
    assert_eq!(firsts, [1, 2, 3]);
}

#[test]
fn a_database_of_another_program_is_set_aside() {
    let shelf = Shelf::new();
    drop(opened(&shelf.path()));
    let mut content = fs::read(shelf.path()).expect("the file");
    // The application ID, at its offset in the SQLite file format.
    content[68..72].copy_from_slice(&7_u32.to_be_bytes());
    let shelf = Shelf::holding(&content);
    let (_, warning) = mended(&shelf.path());
    assert!(warning.contains("another program"), "{warning}");
    assert_eq!(shelf.set_aside(), content);
}

#[test]
fn a_newer_version_is_left_as_it_is() {
    let mut content = whole();
    content[60..64].copy_from_slice(&9_u32.to_be_bytes());
    let shelf = Shelf::holding(&content);
    let OpenOutcome { database, warning } = Database::open(&shelf.path());
    assert!(database.is_none());
    let warning = warning.expect("a warning");
    assert!(warning.contains("only this session"), "{warning}");
    assert!(warning.contains("newer newswire (version 9)"), "{warning}");
    assert!(warning.contains("hint: update"), "{warning}");
    assert_eq!(shelf.files()["marks.db"], content);
    assert!(shelf.files().keys().all(|name| !name.contains("unreadable")));
}

#[test]
fn a_folder_at_its_place_is_set_aside() {
    let shelf = Shelf::new();
    fs::create_dir_all(shelf.path().join("inside")).expect("made");
    let (_, warning) = mended(&shelf.path());
    assert!(warning.contains("it is not a file"), "{warning}");
    assert!(shelf.files().keys().any(|name| name.contains(".unreadable-")));
}

/// `SQLite` would have deleted it.
#[test]
fn a_log_without_its_database_is_set_aside() {
    let shelf = Shelf::holding(b"");
    let log = PathBuf::from(format!("{}-wal", shelf.path().display()));
    fs::write(&log, [7; 5000]).expect("written");
    fs::remove_file(shelf.path()).expect("removed");
    mended(&shelf.path());
    let files = shelf.files();
    let aside =
        files.iter().find(|(name, _)| name.contains("unreadable") && name.ends_with("-wal"));
    assert_eq!(aside.expect("the log").1, &[7; 5000]);
}

// ---------------------------------------------------------------- system errors

/// Prints immediately, even if test output is captured.
fn say(what: &str) {
    writeln!(io::stdout(), "{what}").expect("somebody listens");
}

/// The default user in most containers is root, who can read and write everything.
fn is_root(name: &str) -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    let root = output.stdout == b"0\n";
    if root {
        say(&format!("{name}: skipped, root is refused nothing"));
    }
    root
}

#[test]
fn a_file_that_may_not_be_read_is_set_aside() {
    if is_root("a_file_that_may_not_be_read_is_set_aside") {
        return;
    }
    let shelf = Shelf::holding(&whole());
    fs::set_permissions(shelf.path(), fs::Permissions::from_mode(0o000)).expect("done");
    let (_, warning) = mended(&shelf.path());
    assert!(warning.contains("cannot be read"), "{warning}");
}

/// Existing marks are shown, whether the folder or the medium is read-only.
#[test]
fn what_cannot_be_written_is_read() {
    if is_root("what_cannot_be_written_is_read") {
        return;
    }
    for (file, folder) in [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)] {
        let shelf = Shelf::holding(&whole());
        let parent = shelf.path().parent().expect("a folder").to_owned();
        fs::set_permissions(shelf.path(), fs::Permissions::from_mode(file)).expect("done");
        fs::set_permissions(&parent, fs::Permissions::from_mode(folder)).expect("done");
        let OpenOutcome { database, warning } = Database::open(&shelf.path());
        let warning = warning.expect("a warning");
        assert!(warning.contains("only this session"), "{warning}");
        let mut database = database.expect("to read");
        assert_eq!(database.changes().expect("readable").len(), 500);
        let fault = database.keep(&[read("a", 1)]).expect_err("it cannot be written");
        assert!(fault.to_string().contains("cannot be written"), "{fault}");
        assert!(fault.to_string().contains("hint: check the permissions"), "{fault}");
        fs::set_permissions(&parent, fs::Permissions::from_mode(0o700)).expect("done");
    }
}

#[test]
fn a_folder_that_cannot_be_made_costs_only_keeping() {
    let shelf = Shelf::new();
    fs::write(shelf.0.path().join("newswire"), "a file").expect("written");
    let OpenOutcome { database, warning } = Database::open(&shelf.path());
    assert!(database.is_none());
    let warning = warning.expect("a warning");
    assert!(warning.contains("only this session"), "{warning}");
    assert!(warning.contains("hint:"), "{warning}");
}

/// Another process deletes the file or sets it aside.
#[test]
fn a_file_that_was_moved_is_noticed_before_anything_is_lost() {
    let shelf = Shelf::new();
    let mut database = opened(&shelf.path());
    database.keep(&[read("a", 1)]).expect("kept");
    for part in ["-wal", "-shm", ""] {
        let name = |name: &str| shelf.path().with_file_name(format!("{name}{part}"));
        fs::rename(name("marks.db"), name("moved")).expect("moved");
    }
    let fault = database.keep(&[read("b", 2)]).expect_err("nobody would find it again");
    assert!(fault.needs_opening(), "{fault}");
    assert!(database.changes().is_err());
    assert!(database.rescue().contains(&read("a", 1)));
    let rescued = database.rescue();
    let mut next = opened(&shelf.path());
    next.keep(&rescued).expect("kept");
    next.keep(&[read("b", 2)]).expect("kept");
    // Closing the old database must not delete the log of the new one.
    drop(database);
    next.keep(&[read("c", 3)]).expect("kept");
    assert_eq!(all(&shelf.path()).into_keys().collect::<Vec<_>>(), ["a", "b", "c"]);
}

// ---------------------------------------------------------------- other processes

/// Runs this test binary again in a given role.
fn actor(part: &str, file: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    as_actor(&mut command, part, file);
    command
}

fn as_actor(command: &mut Command, part: &str, file: &Path) {
    command.args(["--exact", "a_part_that_is_played", "--nocapture"]);
    command.env(PART, part).env(FILE, file).stdout(Stdio::piped());
}

/// Does nothing by itself: the child processes of the tests above run it.
#[test]
fn a_part_that_is_played() {
    let (Some(part), Some(file)) = (std::env::var_os(PART), std::env::var_os(FILE)) else { return };
    let part = part.into_string().expect("text");
    let OpenOutcome { database, .. } = Database::open(Path::new(&file));
    let mut database = database.expect("a database");
    let (name, count) = part.split_once(' ').expect("a name and a number");
    for number in 0..count.parse().expect("a number") {
        match database.keep(&[read(&format!("{name}/{number}"), number + 1)]) {
            Ok(_) => say(&format!("\nkept {name}/{number}")),
            Err(fault) => say(&format!("\nrefused {fault}")),
        }
    }
}

/// Returns the key that a child process reports as stored.
fn kept(line: &str) -> Option<String> {
    line.strip_prefix("kept ").map(str::to_owned)
}

#[test]
fn what_was_kept_survives_being_killed() {
    let shelf = Shelf::new();
    let mut done = Vec::new();
    for (round, after) in [1, 7, 40, 160, 300, 493].into_iter().enumerate() {
        let mut child = actor(&format!("{round} 1000"), &shelf.path()).spawn().expect("started");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let told = lines.by_ref().map_while(Result::ok).filter_map(|line| kept(&line));
        done.extend(told.take(after));
        child.kill().expect("killed");
        // Everything it reported before it was killed is stored, too.
        done.extend(lines.map_while(Result::ok).filter_map(|line| kept(&line)));
        child.wait().expect("ended");
        let marks = all(&shelf.path());
        let lost: Vec<_> = done.iter().filter(|key| !marks.contains_key(*key)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
    assert!(done.len() >= 1001);
}

#[test]
fn two_processes_keep_at_once() {
    let shelf = Shelf::new();
    let start = |name| actor(&format!("{name} 300"), &shelf.path()).spawn().expect("started");
    let children = ["a", "b", "c"].map(start);
    for child in children {
        let output = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.lines().filter_map(kept).count(), 300, "{said}");
    }
    assert_eq!(all(&shelf.path()).len(), 900);
}

#[test]
fn processes_that_find_a_damaged_file_at_once_lose_nothing() {
    for _ in 0..5 {
        let shelf = Shelf::holding(&[9; 6000]);
        let start = |name| actor(&format!("{name} 20"), &shelf.path()).spawn().expect("started");
        let children = ["a", "b", "c", "d"].map(start);
        for child in children {
            let output = child.wait_with_output().expect("ended");
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(said.lines().filter_map(kept).count(), 20, "{said}");
        }
        assert_eq!(all(&shelf.path()).len(), 80);
        assert_eq!(shelf.set_aside(), [9; 6000]);
    }
}

#[test]
fn a_full_disk_is_named() {
    let shelf = Shelf::new();
    drop(opened(&shelf.path()));
    let mut command = Command::new("sh");
    // In blocks of 512 bytes: less than a thousand marks need.
    command.args(["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\""]);
    command.arg(std::env::current_exe().expect("this program"));
    as_actor(&mut command, "a 1000", &shelf.path());
    let output = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let refused = said.lines().find(|line| line.starts_with("refused"));
    let refused = refused.unwrap_or_else(|| panic!("the limit was not met: {said}"));
    assert!(refused.contains("disk"), "{refused}");
    assert!(refused.contains("hint: free some space"), "{refused}");
    let marks = all(&shelf.path());
    let done: Vec<String> = said.lines().filter_map(kept).collect();
    assert!(!done.is_empty());
    assert!(done.iter().all(|key| marks.contains_key(key)));
}

// ---------------------------------------------------------------- any order

fn decisions() -> impl Strategy<Value = Record> {
    let since = (prop::option::of(0..6_i64), 0..6_i64)
        .prop_map(|(at, decided)| Timestamped { at, decided });
    let mark = ("[ab]", since.clone(), since.clone())
        .prop_map(|(key, read, starred)| marked(&key, Mark { read, starred }));
    let mute = ("[xy]", since)
        .prop_map(|(query, muted)| Record::Mute(Muting { query: query.into(), muted }));
    let story = prop_oneof![
        Just(Assigned::Found),
        Just(Assigned::Apart),
        "[ab]".prop_map(|name| Assigned::With(name.as_str().into())),
    ];
    let assignment = ("[ab]", story, 0..6_i64).prop_map(|(key, story, decided)| {
        Record::Assignment(Assignment { key: key.into(), story, decided })
    });
    prop_oneof![3 => mark, 1 => mute, 1 => assignment]
}

/// Merges records as a reader does in memory.
fn merged<'a>(
    records: impl Iterator<Item = &'a Record>,
) -> (BTreeMap<String, Mark>, BTreeMap<Box<str>, Assignment>) {
    let mut marks: BTreeMap<String, Mark> = BTreeMap::new();
    let mut assignments: BTreeMap<Box<str>, Assignment> = BTreeMap::new();
    for record in records {
        let (key, mark) = match record {
            Record::Mark(Marking { key, mark }) => (format!("mark {key}"), *mark),
            Record::Mute(Muting { query, muted }) => {
                (format!("mute {query}"), Mark { read: *muted, ..Mark::default() })
            }
            Record::Assignment(assignment) => {
                let known = assignments.entry(assignment.key.clone()).or_default();
                if assignment.overrides(known) {
                    *known = assignment.clone();
                }
                continue;
            }
            Record::ResumePoint(_) | Record::Divider(_) | Record::Theme(_) => continue,
        };
        let known = marks.entry(key).or_default();
        *known = known.later(mark);
    }
    marks.retain(|_, mark| *mark != Mark::default());
    assignments.retain(|_, assignment| *assignment != Assignment::default());
    (marks, assignments)
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/marks.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn databases_that_exchange_marks_agree(
        decisions in prop::collection::vec((any::<bool>(), decisions()), 0..24),
    ) {
        let (one, other) = (Shelf::new(), Shelf::new());
        let mut databases = [opened(&one.path()), opened(&other.path())];
        for (which, record) in &decisions {
            databases[usize::from(*which)].keep(std::slice::from_ref(record)).expect("kept");
        }
        for (from, into) in [(0, 1), (1, 0)] {
            let records = databases[from].rescue();
            databases[into].keep(&records).expect("kept");
        }
        let expected = merged(decisions.iter().map(|(_, record)| record));
        for database in &databases {
            prop_assert_eq!(merged(database.rescue().iter()), expected.clone());
        }
    }
}
