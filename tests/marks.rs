//! Marks are never lost: what a file of marks goes through, and what is left of it then.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use newswire::{Database, Mark, Marking, Muting, Opening, Place, Record, Since};
use proptest::prelude::*;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("state/newswire/marks.db")
}

/// A database about which there is nothing to say.
#[track_caller]
fn open(path: &Path) -> Database {
    let Opening { database, warning } = Database::open(path);
    assert_eq!(warning, None);
    database.expect("a database")
}

/// A database that had to be begun anew, and what was said about it.
#[track_caller]
fn reopen(path: &Path) -> (Database, String) {
    let Opening { database, warning } = Database::open(path);
    (database.expect("a database"), warning.expect("a warning"))
}

fn since(at: Option<i64>, decided: i64) -> Since {
    Since { at, decided }
}

/// A mark of an article that was read at a moment.
fn read(key: &str, at: i64) -> Record {
    let mark = Mark { read: since(Some(at), at), ..Mark::default() };
    Record::Mark(Marking { key: key.into(), mark })
}

fn starred(key: &str, at: Option<i64>, decided: i64) -> Record {
    let mark = Mark { starred: since(at, decided), ..Mark::default() };
    Record::Mark(Marking { key: key.into(), mark })
}

fn mute(query: &str, at: Option<i64>, decided: i64) -> Record {
    Record::Mute(Muting { query: query.into(), muted: since(at, decided) })
}

fn place(opened: &str, line: usize) -> Place {
    let article = Some("example.org/a".into());
    Place { opened: opened.into(), view: "Top".into(), article, place: line }
}

/// All marks, as another reader finds them.
fn marks(path: &Path) -> BTreeMap<String, Mark> {
    let mark = |record| match record {
        Record::Mark(marking) => Some((marking.key.to_string(), marking.mark)),
        _ => None,
    };
    open(path).news().expect("read").into_iter().filter_map(mark).collect()
}

/// What stands beside the file under a name for what was set aside, by name.
fn set_aside(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let aside = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy();
        name.starts_with("marks.db.unreadable-")
            && !name.ends_with("-wal")
            && !name.ends_with("-shm")
    };
    let mut found: Vec<PathBuf> = paths.filter(aside).collect();
    found.sort();
    found
}

#[test]
fn what_is_kept_comes_back() {
    let folder = folder();
    let records = vec![
        read("example.org/a", 7),
        starred("example.org/ü \u{0}b", Some(9), 9),
        starred("example.org/z", None, 11),
        mute("provider=\"Daily Star\"", Some(3), 3),
    ];
    assert_eq!(open(&file(&folder)).keep(&records).expect("kept"), 4);
    assert_eq!(sorted(open(&file(&folder)).news().expect("read")), sorted(records));
}

#[test]
#[cfg(unix)]
fn nobody_else_may_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    open(&file(&folder));
    for made in ["state", "state/newswire"] {
        let mode = fs::metadata(folder.path().join(made)).expect("made").permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{made}");
    }
}

#[test]
fn two_readers_see_what_the_other_one_keeps_and_only_that() {
    let folder = folder();
    let (mut first, mut second) = (open(&file(&folder)), open(&file(&folder)));
    assert_eq!((first.news(), second.news()), (Ok(vec![]), Ok(vec![])));
    first.keep(&[read("a", 1), mute("x", Some(1), 1)]).expect("kept");
    assert_eq!(first.news(), Ok(vec![]), "its own are no news");
    assert_eq!(second.news(), Ok(vec![read("a", 1), mute("x", Some(1), 1)]));
    assert_eq!(second.news(), Ok(vec![]), "only once");
    second.keep(&[read("b", 2)]).expect("kept");
    assert_eq!(first.news(), Ok(vec![read("b", 2)]));
    // What changes nothing is no news either.
    second.keep(&[read("b", 1), read("a", 1)]).expect("kept");
    assert_eq!(first.news(), Ok(vec![]));
}

/// A reader that kept something itself missed what the other had kept just before.
#[test]
fn what_the_other_one_kept_just_before_is_not_missed() {
    let folder = folder();
    let (mut first, mut second) = (open(&file(&folder)), open(&file(&folder)));
    first.news().expect("read");
    second.keep(&[starred("a", Some(5), 5), read("b", 5)]).expect("kept");
    first.keep(&[read("a", 6)]).expect("kept");
    let news = first.news().expect("read");
    let mark = Mark { read: since(Some(6), 6), starred: since(Some(5), 5) };
    assert!(news.contains(&Record::Mark(Marking { key: "a".into(), mark })), "{news:?}");
    assert!(news.contains(&read("b", 5)), "{news:?}");
}

#[test]
fn the_later_decision_counts_whatever_comes_first_and_wherever_the_clock_stands() {
    let folder = folder();
    let path = file(&folder);
    let read_then_unread = since(Some(2000), 2000).decide(None, 1000);
    let unread = Mark { read: read_then_unread, starred: since(Some(1), 1) };
    let unread = Record::Mark(Marking { key: "a".into(), mark: unread });
    let mut database = open(&path);
    assert_eq!(database.keep(&[unread.clone(), read("a", 2000)]).expect("kept"), 1);
    assert_eq!(database.keep(&[read("a", 1999)]).expect("kept"), 0);
    assert_eq!(database.news(), Ok(vec![unread]));
    // At one moment it is the same whoever comes first.
    for order in [[Some(4), None], [None, Some(4)]] {
        let key = format!("{order:?}");
        for at in order {
            database.keep(&[starred(&key, at, 8)]).expect("kept");
        }
        assert_eq!(marks(&path)[&key].starred, since(Some(4), 8));
    }
}

#[test]
fn places_come_back_and_only_the_last_thousand_of_them() {
    let folder = folder();
    let path = file(&folder);
    let mut database = open(&path);
    assert_eq!(database.place("/news"), Ok(None));
    let record = |opened: &str, line| [Record::Place(place(opened, line))];
    database.keep(&record("/news", 3)).expect("kept");
    database.keep(&record("/old", 1)).expect("kept");
    for number in 0..999 {
        database.keep(&record(&format!("/{number}"), number)).expect("kept");
        database.keep(&record("/news", number)).expect("kept");
    }
    assert_eq!(open(&path).place("/news"), Ok(Some(place("/news", 998))));
    assert_eq!(open(&path).place("/0"), Ok(Some(place("/0", 0))));
    assert_eq!(open(&path).place("/old"), Ok(None));
    assert_eq!(database.news(), Ok(vec![]), "places are no marks");
}

/// A file of marks of several pages, closed.
fn many(path: &Path) -> BTreeMap<String, Mark> {
    let records: Vec<Record> =
        (0..400).map(|number| read(&format!("example.org/articles/{number}"), 1)).collect();
    open(path).keep(&records).expect("kept");
    marks(path)
}

#[test]
fn what_is_no_file_of_marks_is_set_aside_as_it_is() {
    let noise: Vec<u8> =
        (0..9000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, content) in [
        ("noise", noise),
        ("short", b"not a database".to_vec()),
        ("zeros", vec![0; 8192]),
        ("head", b"SQLite format 3\0".to_vec()),
    ] {
        let folder = folder();
        let path = file(&folder);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, &content).expect("written");
        let (mut database, warning) = reopen(&path);
        let aside = set_aside(&path);
        assert_eq!(aside.len(), 1, "{name}");
        assert!(warning.contains(aside[0].to_str().expect("text")), "{name}: {warning}");
        assert_eq!(fs::read(&aside[0]).expect("there"), content, "{name}");
        database.keep(&[read("a", 1)]).expect("kept");
        drop(database);
        assert_eq!(marks(&path).len(), 1, "{name}");
    }
}

#[test]
fn a_file_that_was_cut_off_is_set_aside_or_has_all_marks() {
    let folder = folder();
    let path = file(&folder);
    let whole = many(&path);
    let content = fs::read(&path).expect("there");
    assert!(content.len() > 20_000);
    // A file of one byte is an empty one for `SQLite`.
    let lengths = (2..content.len()).step_by(1777).chain((0..content.len()).step_by(4096));
    for length in lengths.chain([99, 100, 101, 511, 512, content.len() - 1]) {
        fs::write(&path, &content[..length]).expect("written");
        let Opening { database, warning } = Database::open(&path);
        let mut database = database.expect("a database");
        database.keep(&[read("new", 1)]).expect("kept");
        drop(database);
        let found = marks(&path);
        match warning {
            Some(_) => assert_eq!(found.len(), 1, "{length}"),
            None if length == 0 => assert_eq!(found.len(), 1),
            None => {
                let lost = whole.iter().filter(|(key, mark)| found.get(*key) != Some(mark)).count();
                assert_eq!(lost, 0, "of {} bytes {length}", content.len());
            }
        }
        for aside in set_aside(&path) {
            assert_eq!(fs::read(&aside).expect("there"), content[..length], "{length}");
            fs::remove_file(aside).expect("removed");
        }
    }
}

/// As after a power cut: the end of the log is missing.
#[test]
fn a_log_that_was_cut_off_costs_only_its_end() {
    let folder = folder();
    let path = file(&folder);
    let mut database = open(&path);
    let mut ends = vec![];
    let log = folder.path().join("state/newswire/marks.db-wal");
    for number in 0..8 {
        database.keep(&[read(&number.to_string(), 1)]).expect("kept");
        ends.push(usize::try_from(fs::metadata(&log).expect("a log").len()).expect("small"));
    }
    let (content, log) = (fs::read(&path).expect("there"), fs::read(&log).expect("there"));
    let other = folder.path().join("other.db");
    for length in (0..log.len()).step_by(1009) {
        fs::write(&other, &content).expect("written");
        fs::write(folder.path().join("other.db-wal"), &log[..length]).expect("written");
        let kept = ends.iter().filter(|end| **end <= length).count();
        if length < ends[0] && Database::open(&other).warning.is_some() {
            continue;
        }
        assert!(marks(&other).len() >= kept, "{length}");
    }
}

#[test]
fn a_log_without_its_database_is_set_aside_too() {
    let folder = folder();
    let path = file(&folder);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let log = path.with_file_name("marks.db-wal");
    for empty in [false, true] {
        fs::write(&log, "what was kept last").expect("written");
        if empty {
            fs::write(&path, "").expect("written");
        }
        let (_, warning) = reopen(&path);
        assert!(warning.contains("only its log is left"), "{warning}");
        let entries = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
        let logs = entries.filter(|entry| {
            let path = entry.as_ref().expect("an entry").path();
            fs::read(path).is_ok_and(|content| content == b"what was kept last")
        });
        assert_eq!(logs.count(), 1 + usize::from(empty));
        fs::remove_file(&path).expect("removed");
    }
}

/// What another program would do with a file.
fn sql(path: &Path, orders: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    rusqlite::Connection::open(path).expect("opened").execute_batch(orders).expect("done");
}

#[test]
fn a_database_of_another_program_is_set_aside() {
    for orders in [
        "CREATE TABLE cookies (name TEXT)",
        "PRAGMA application_id = 1234",
        "PRAGMA application_id = 1853322093; PRAGMA user_version = 1",
    ] {
        let folder = folder();
        let path = file(&folder);
        sql(&path, orders);
        let content = fs::read(&path).expect("there");
        let (mut database, _) = reopen(&path);
        database.keep(&[read("a", 1)]).expect("kept");
        assert_eq!(fs::read(&set_aside(&path)[0]).expect("there"), content, "{orders}");
    }
}

#[test]
fn a_newer_file_is_left_alone() {
    let folder = folder();
    let path = file(&folder);
    many(&path);
    sql(&path, "PRAGMA user_version = 2; PRAGMA wal_checkpoint(TRUNCATE)");
    let content = fs::read(&path).expect("there");
    let Opening { database, warning } = Database::open(&path);
    assert!(database.is_none());
    let warning = warning.expect("a warning");
    assert!(warning.starts_with("marks last only this session: "), "{warning}");
    assert!(warning.contains("newer newswire (version 2)"), "{warning}");
    assert!(warning.contains("hint: update newswire"), "{warning}");
    assert_eq!(fs::read(&path).expect("there"), content);
    assert_eq!(set_aside(&path), [PathBuf::new(); 0]);
}

#[test]
fn a_folder_in_its_place_is_set_aside() {
    let folder = folder();
    let path = file(&folder);
    fs::create_dir_all(path.join("inside")).expect("made");
    let (mut database, warning) = reopen(&path);
    assert!(warning.contains("it is no file"), "{warning}");
    database.keep(&[read("a", 1)]).expect("kept");
    assert!(set_aside(&path)[0].join("inside").is_dir());
}

#[test]
fn nothing_that_was_set_aside_is_overwritten() {
    let folder = folder();
    let path = file(&folder);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    for number in 0..5 {
        fs::write(&path, format!("number {number}")).expect("written");
        reopen(&path);
        // All within one second, or not: the contents are all there.
        let mut contents: Vec<String> =
            set_aside(&path).iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
        contents.sort();
        let expected: Vec<String> = (0..=number).map(|number| format!("number {number}")).collect();
        assert_eq!(contents, expected);
        fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn a_file_that_was_moved_away_is_noticed_before_anything_is_lost() {
    let folder = folder();
    let path = file(&folder);
    let mut database = open(&path);
    database.keep(&[read("a", 1)]).expect("kept");
    fs::rename(&path, folder.path().join("elsewhere")).expect("moved");
    let fault = database.keep(&[read("b", 1)]).expect_err("moved");
    assert!(fault.needs_opening(), "{fault}");
    assert!(fault.to_string().contains("moved or deleted"), "{fault}");
}

#[test]
#[cfg(unix)]
fn a_link_to_the_file_is_followed() {
    let folder = folder();
    let path = file(&folder);
    let link = folder.path().join("link.db");
    open(&path).keep(&[read("a", 1)]).expect("kept");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    assert_eq!(marks(&link).len(), 1);
    fs::write(&path, "damaged").expect("written");
    reopen(&link);
    assert_eq!(set_aside(&path).len(), 1, "beside the file, not beside the link");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
}

// ------------------------------------------------------ what takes another process

/// This program again, to do what a test asks for with a file. With as few rights as any user
/// has; `None` where those of the superuser cannot be given up.
fn other(role: &str, path: &Path) -> Option<Command> {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(&program);
    if is_superuser(path) {
        let give_up = ["--bounding-set=-all", "--inh-caps=-all"];
        let can = Command::new("setpriv").args(give_up).arg("true").output();
        if !can.is_ok_and(|output| output.status.success()) {
            return None;
        }
        command = Command::new("setpriv");
        command.args(give_up).arg(&program);
    }
    command.args(["in_another_process", "--exact", "--nocapture"]);
    command.env("MARKS_ROLE", role).env("MARKS_FILE", path);
    Some(command)
}

#[cfg(unix)]
fn is_superuser(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let there = path.ancestors().find_map(|path| fs::metadata(path).ok());
    there.is_some_and(|found| found.uid() == 0)
}

#[cfg(not(unix))]
fn is_superuser(_: &Path) -> bool {
    false
}

/// Its lines that begin with a word, without that.
fn lines(output: &Output, word: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter_map(|line| line.strip_prefix(word));
    lines.map(|line| line.trim().to_owned()).collect()
}

fn say(word: &str, what: &str) {
    writeln!(io::stdout(), "{word} {what}").expect("told");
}

/// Not a test by itself: what [`other`] starts.
#[test]
fn in_another_process() {
    let Some(role) = std::env::var_os("MARKS_ROLE") else { return };
    let path = PathBuf::from(std::env::var_os("MARKS_FILE").expect("a file"));
    let name = std::env::var("MARKS_NAME").unwrap_or_default();
    let Opening { database, warning } = Database::open(&path);
    say("\nwarning", warning.as_deref().unwrap_or("none"));
    let Some(mut database) = database else { return };
    match role.to_str().expect("text") {
        "keep" => {
            for number in 0..1000 {
                database.keep(&[read(&format!("{name}{number}"), 1)]).expect("kept");
                say("kept", &number.to_string());
            }
        }
        "look" => {
            say("marks", &database.news().expect("read").len().to_string());
            match database.keep(&[read("new", 1)]) {
                Ok(changed) => say("kept", &changed.to_string()),
                Err(fault) => say("fault", &fault.to_string()),
            }
        }
        "fill" => {
            for number in 0..100_000 {
                let record = read(&format!("{number} {}", "x".repeat(1000)), 1);
                if let Err(fault) = database.keep(&[record]) {
                    say("fault", &fault.to_string());
                    say("marks", &database.news().expect("read").len().to_string());
                    return;
                }
                say("kept", &number.to_string());
            }
        }
        other => panic!("no such role: {other}"),
    }
}

#[test]
#[cfg(unix)]
fn where_nothing_can_be_written_marks_are_shown_and_the_reason_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let rights = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
    };
    for (of_folder, of_file) in [(0o500, 0o600), (0o500, 0o400), (0o700, 0o400)] {
        let folder = folder();
        let path = file(&folder);
        many(&path);
        rights(&path, of_file);
        rights(path.parent().expect("a folder"), of_folder);
        let Some(mut command) = other("look", &path) else {
            return say("skipped", "the superuser may write everywhere");
        };
        let output = command.output().expect("it runs");
        rights(path.parent().expect("a folder"), 0o700);
        let warning = &lines(&output, "warning")[0];
        assert!(warning.starts_with("marks last only this session: "), "{warning}");
        assert!(warning.contains("cannot be written"), "{warning}");
        assert_eq!(lines(&output, "marks"), ["400"], "{output:?}");
        assert!(lines(&output, "fault")[0].contains("hint: check the permissions"), "{output:?}");
        assert_eq!(set_aside(&path), [PathBuf::new(); 0]);
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read_is_set_aside() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = file(&folder);
    many(&path);
    fs::set_permissions(&path, fs::Permissions::from_mode(0)).expect("set");
    let Some(mut command) = other("look", &path) else {
        return say("skipped", "the superuser may read everything");
    };
    let output = command.output().expect("it runs");
    let warning = &lines(&output, "warning")[0];
    assert!(warning.contains("cannot be read: permission denied; it was set aside"), "{warning}");
    assert_eq!(lines(&output, "kept"), ["1"], "{output:?}");
    assert_eq!(set_aside(&path).len(), 1);
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = folder();
    fs::write(folder.path().join("state"), "a file").expect("written");
    let Opening { database, warning } = Database::open(&file(&folder));
    assert!(database.is_none());
    let warning = warning.expect("a warning");
    assert!(warning.starts_with("marks last only this session: "), "{warning}");
}

/// A limit for the size of files stands for the end of the disk.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_costs_nothing_that_was_kept() {
    let folder = folder();
    let path = file(&folder);
    open(&path);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$0\" \"$@\""]);
    command.arg(std::env::current_exe().expect("this program"));
    command.args(["in_another_process", "--exact", "--nocapture"]);
    let output = command.env("MARKS_ROLE", "fill").env("MARKS_FILE", &path).output();
    let output = output.expect("it runs");
    let kept = lines(&output, "kept").len();
    assert!(kept > 10, "{output:?}");
    assert!(lines(&output, "fault")[0].contains("the disk may be full"), "{output:?}");
    assert_eq!(lines(&output, "marks"), [kept.to_string()], "{output:?}");
    assert_eq!(marks(&path).len(), kept);
}

#[test]
#[cfg(unix)]
fn a_reader_that_is_killed_has_kept_what_it_said_it_had() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    for moment in [1, 60, 333, 700] {
        let folder = folder();
        let path = file(&folder);
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["in_another_process", "--exact", "--nocapture"]);
        command.env("MARKS_ROLE", "keep").env("MARKS_FILE", &path);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("started");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let kept = |line: io::Result<String>| line.ok()?.strip_prefix("kept ")?.parse::<u32>().ok();
        let mut last = said.by_ref().filter_map(kept).find(|number| *number == moment);
        assert!(last.is_some(), "it got so far");
        // SIGKILL.
        child.kill().expect("killed");
        last = said.filter_map(kept).last().or(last);
        assert!(!child.wait().expect("ended").success());
        let found = marks(&path);
        for number in 0..=last.expect("a number") {
            assert!(found.contains_key(&number.to_string()), "{number} of {last:?}");
        }
    }
}

/// Starts so many at once, each with its own names.
fn race(path: &Path, count: usize) -> Vec<Output> {
    use std::process::Stdio;
    let start = |number: usize| {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["in_another_process", "--exact", "--nocapture"]);
        command.env("MARKS_ROLE", "keep").env("MARKS_FILE", path);
        command.env("MARKS_NAME", format!("{number}-"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started")
    };
    let children: Vec<_> = (0..count).map(start).collect();
    let output = |child: std::process::Child| child.wait_with_output().expect("ended");
    let outputs: Vec<Output> = children.into_iter().map(output).collect();
    for output in &outputs {
        assert_eq!(lines(output, "kept").len(), 1000, "{output:?}");
    }
    outputs
}

#[test]
fn two_that_keep_at_once_lose_nothing() {
    let folder = folder();
    let path = file(&folder);
    // They also create it at once.
    race(&path, 2);
    assert_eq!(marks(&path).len(), 2000);
    assert_eq!(set_aside(&path), [PathBuf::new(); 0]);
}

/// The second one set aside what the first had just begun.
#[test]
fn several_that_find_a_damaged_file_set_it_aside_once() {
    let folder = folder();
    let path = file(&folder);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, "damaged").expect("written");
    let outputs = race(&path, 4);
    let quiet = |output: &&Output| lines(output, "warning") == ["none"];
    assert_eq!(outputs.iter().filter(quiet).count(), 3, "one of them says it");
    assert_eq!(set_aside(&path).len(), 1);
    assert_eq!(marks(&path).len(), 4000);
}

// ------------------------------------------------------------------- all orders

fn moments() -> impl Strategy<Value = Since> {
    (prop::option::of(0..4_i64), 0..4_i64).prop_map(|(at, decided)| since(at, decided))
}

fn records() -> impl Strategy<Value = Record> {
    let marking = (0..3_u8, moments(), moments()).prop_map(|(key, read, starred)| {
        Record::Mark(Marking { key: key.to_string().into(), mark: Mark { read, starred } })
    });
    let muting = (0..2_u8, moments())
        .prop_map(|(query, muted)| Record::Mute(Muting { query: query.to_string().into(), muted }));
    prop_oneof![3 => marking, 1 => muting]
}

/// In an order of their own.
fn sorted(mut records: Vec<Record>) -> Vec<String> {
    let mut lines: Vec<String> = records.drain(..).map(|record| format!("{record:?}")).collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whoever keeps what in which order, and whichever way it is brought together: the marks
    /// are those that one reader in memory would have.
    #[test]
    fn brought_together_the_marks_are_the_same(
        steps in prop::collection::vec((any::<bool>(), records()), 0..24)
    ) {
        let folder = folder();
        let mut here = open(&folder.path().join("here.db"));
        let mut there = open(&folder.path().join("there.db"));
        for (is_here, record) in &steps {
            let database = if *is_here { &mut here } else { &mut there };
            database.keep(std::slice::from_ref(record)).expect("kept");
        }
        let (of_here, of_there) = (here.news().expect("read"), there.news().expect("read"));
        here.keep(&of_there).expect("kept");
        there.keep(&of_here).expect("kept");
        let all = |name: &str| sorted(open(&folder.path().join(name)).news().expect("read"));
        prop_assert_eq!(all("here.db"), all("there.db"));
        let mut one = open(&folder.path().join("one.db"));
        let records: Vec<Record> = steps.into_iter().rev().map(|(_, record)| record).collect();
        one.keep(&records).expect("kept");
        prop_assert_eq!(all("one.db"), all("here.db"));
    }
}
