//! Marks on the command line: the real program, its output, its diagnostics, its exit code.

#[path = "support/said.rs"]
mod said;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use newswire::{
    Assigned, Assignment, Database, Mark, Marking, Muting, Page, Record, ResumePoint, SeenPages,
    Timestamped,
};
use serde_json::Value;
use tempfile::TempDir;

use said::{Said, said};

/// A home folder with two reports of one story and two of others.
struct Home(TempDir);

const STORY: &str = "related:\n  - title: Alpha\n    webUrl: https://example.org/alpha\n  \
                     - title: Beta\n    webUrl: https://example.org/beta\n";

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(home.path("news")).expect("made");
        for (name, date, more) in
            [("alpha", 4, STORY), ("beta", 3, "heat: -1\n"), ("gamma", 2, ""), ("delta", 1, "")]
        {
            let text = format!(
                "---\ntitle: {name}\nwebUrl: https://example.org/{name}\n\
                 publishedDateTime: 2024-01-0{date}T00:00:00Z\nprovider:\n  name: P {name}\n\
                 {more}---\n"
            );
            fs::write(home.path("news").join(format!("{name}.md")), text).expect("written");
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("state/newswire/marks.db")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
        command.current_dir(self.0.path()).args(words).env_remove("NO_COLOR");
        let folders = ["", "config", "state", "cache"].map(|name| self.path(name));
        let names = ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"];
        command.envs(names.into_iter().zip(folders));
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        said(&mut self.command(words))
    }

    fn feed(&self, words: &[&str], input: &str) -> Said {
        said(self.command(words).write_stdin(input))
    }

    /// Returns the titles that a query finds.
    #[track_caller]
    fn found(&self, query: &str) -> Vec<String> {
        let said = self.run(&["list", "--jsonl", "-q", query, "news"]);
        assert_eq!(said.err, "");
        let count = self.run(&["count", "-q", query, "news"]);
        assert_eq!(count.out, format!("{}\n", said.records().len()), "{query}");
        said.titles()
    }

    fn keep(&self, records: &[Record]) {
        Database::to_write(&self.database()).expect("opened").keep(records).expect("kept");
    }
}

fn read_at(key: &str, at: i64) -> Record {
    let read = Timestamped { at: Some(at), decided: at };
    Record::Mark(Marking { key: key.into(), mark: Mark { read, ..Mark::default() } })
}

#[test]
fn what_is_marked_is_found_as_such() {
    let home = Home::new();
    assert_eq!(home.found("is:unread").len(), 4);
    let said = home.run(&["mark", "--read", "-q", "gamma or delta", "news"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "2 articles marked read\n");
    assert_eq!(home.found("is:read"), ["gamma", "delta"]);
    assert_eq!(home.found("is:unread"), ["alpha", "beta"]);
    let said = home.run(&["mark", "--read", "-q", "not alpha not beta", "news"]);
    assert_eq!(said.err, "0 articles marked read (2 already were)\n");
    let said = home.run(&["mark", "--unread", "-q", "gamma or beta", "news"]);
    assert_eq!(said.err, "1 article marked unread (1 already were)\n");
    assert_eq!(home.found("is:read"), ["delta"]);
    assert_eq!(home.run(&["mark", "--star", "-q", "gamma", "news"]).err, "1 article starred\n");
    assert_eq!(home.found("is:starred"), ["gamma"]);
    assert_eq!(home.run(&["mark", "--unstar", "-q", "", "news"]).code, 0);
    assert_eq!(home.found("is:starred"), [""; 0]);
}

#[test]
fn a_view_is_what_the_reader_shows_under_its_name() {
    let home = Home::new();
    fs::create_dir_all(home.path("config/newswire")).expect("made");
    let views = "views: [{name: Old ones, query: 'gamma or delta sort:title', key: a}]\n";
    fs::write(home.path("config/newswire/config.yaml"), views).expect("written");
    home.run(&["mark", "--read", "-q", "delta", "news"]);
    let of = |words: &[&str]| home.run(&[&["list", "--jsonl"], words, &["news"]].concat()).titles();
    assert_eq!(of(&["--view", "unread"]), ["alpha", "beta", "gamma"]);
    assert_eq!(of(&["--view", "History"]), ["delta"]);
    assert_eq!(of(&["--view", "old ones"]), ["delta", "gamma"], "in the order of the view");
    assert_eq!(of(&["--view", "old ones", "-q", "is:unread"]), ["gamma"]);
    assert_eq!(of(&["--view", "old ones", "-q", "sort:-title"]), ["gamma", "delta"]);
    assert_eq!(of(&["--view", "old ones", "--sort", "latest"]), ["gamma", "delta"]);
    assert_eq!(home.run(&["count", "--view", "unread", "news"]).out, "3\n");
    assert_eq!(home.run(&["count", "--view", "latest", "news"]).out, "4\n");
    assert_eq!(home.run(&["count", "news"]).out, "4\n");
    let said = home.run(&["mark", "--star", "--view", "Old ones", "news"]);
    assert_eq!(said.err, "2 articles starred\n");
    assert_eq!(of(&["--view", "Starred"]), ["gamma", "delta"]);
    let wrong = home.run(&["list", "--view", "Old one", "news"]);
    wrong.refuses("there is no view `Old one`", "did you mean `Old ones`?");
    let wrong = home.run(&["mark", "--read", "--view", "x\u{1b}[m", "news"]);
    wrong.refuses("there is no view `x`", "there are Latest, Top, Unread, Starred, History, Old");
}

#[test]
fn a_record_tells_its_marks() {
    let home = Home::new();
    home.run(&["mark", "--read", "-q", "delta", "news"]);
    home.run(&["mark", "--star", "-q", "gamma", "news"]);
    let flags = |words: &[&str]| -> Vec<(String, Value, Value)> {
        let said = home.run(&[&["list", "--jsonl"], words].concat());
        let records = said.records();
        let flags = records.iter().zip(said.titles());
        flags.map(|(it, title)| (title, it["unread"].clone(), it["starred"].clone())).collect()
    };
    let (yes, no) = (Value::Bool(true), Value::Bool(false));
    let expected = [
        ("alpha".to_owned(), yes.clone(), no.clone()),
        ("beta".to_owned(), yes.clone(), no.clone()),
        ("gamma".to_owned(), yes.clone(), yes.clone()),
        ("delta".to_owned(), no.clone(), no.clone()),
    ];
    assert_eq!(flags(&["news"]), expected);
}

/// Reading one report marks its story as read; without stories, each report is read separately.
#[test]
fn of_a_story_one_report_is_enough() {
    let home = Home::new();
    home.run(&["mark", "--read", "-q", "title:beta", "news"]);
    home.run(&["mark", "--star", "-q", "title:beta", "news"]);
    assert_eq!(home.found("is:unread"), ["gamma", "delta"]);
    let said = home.run(&["count", "--no-stories", "-q", "is:unread", "news"]);
    assert_eq!(said.out, "3\n");
    let stories = |query| home.run(&["list", "--stories", "--jsonl", "-q", query, "news"]);
    assert_eq!(stories("is:starred").titles(), ["alpha"], "any of its reports is meant");
    let record = &stories("title:beta").records()[0];
    assert_eq!(record["title"], "alpha");
    assert_eq!((&record["unread"], &record["starred"]), (&false.into(), &true.into()));
}

#[test]
fn what_is_hidden_is_listed_and_can_be_asked_for() {
    let home = Home::new();
    let muted = Timestamped { at: Some(1), decided: 1 };
    home.keep(&[
        Record::Mute(Muting { query: "gamma".into(), muted }),
        Record::Mute(Muting { query: "delta".into(), muted: Timestamped { at: None, decided: 2 } }),
        Record::Mute(Muting { query: "\"not understood".into(), muted }),
    ]);
    assert_eq!(home.found("is:muted"), ["gamma"]);
    assert_eq!(home.run(&["list", "--jsonl", "news"]).records().len(), 4);
}

#[test]
fn a_dry_run_lists_what_would_change_and_changes_nothing() {
    let home = Home::new();
    home.run(&["mark", "--read", "-q", "gamma", "news"]);
    let words = ["mark", "--read", "--dry-run", "-q", "gamma or delta", "news"];
    let said = home.run(&words);
    assert_eq!(said.code, 0);
    assert_eq!(said.out, home.run(&["list", "-q", "delta", "news"]).out);
    assert_eq!(said.err, "1 article would be marked read (1 already were)\n");
    assert_eq!(home.run(&words).err, said.err);
}

#[test]
fn nothing_meant_is_code_1() {
    let home = Home::new();
    let said = home.run(&["mark", "--read", "-q", "nowhere", "news"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert_eq!(said.err, "no article matches, none was marked\n");
    assert!(!home.database().exists());
}

#[test]
fn wrong_words_are_refused_with_a_hint() {
    let home = Home::new();
    let example = "newswire mark --read -q";
    home.run(&["mark", "-q", "x"]).refuses("--read|--unread|--star|--unstar", example);
    home.run(&["mark", "--read"]).refuses("--query", example);
    home.run(&["mark", "--read", "--star", "-q", "x"]).refuses("cannot be used with", "--help");
    home.run(&["marks"]).refuses("requires a subcommand", "`newswire marks export`");
    home.run(&["marks", "exprot"]).refuses("unrecognized", "export");
    home.run(&["completions"]).refuses("<SHELL>", "name a shell: bash");
    let said = home.run(&["mark", "--read", "-q", "(a", "news"]);
    assert_eq!(said.code, 2, "{}", said.err);
}

/// Only the reader ends a visit.
#[test]
fn what_came_since_the_reader_was_left_is_new() {
    let home = Home::new();
    assert_eq!(home.found("is:new"), [""; 0], "no reader was there yet");
    let opened = home.path("news").canonicalize().expect("a folder");
    let pages = ["alpha", "gamma"].map(|name| Page::of_key(&format!("example.org/{name}")));
    let seen = Some(SeenPages::of(pages.to_vec()));
    let opened = opened.to_string_lossy().into();
    home.keep(&[Record::ResumePoint(ResumePoint { opened, seen, ..ResumePoint::default() })]);
    for _ in 0..2 {
        assert_eq!(home.found("is:new"), ["beta", "delta"]);
        assert_eq!(home.found("-is:new"), ["alpha", "gamma"]);
    }
    let stories = home.run(&["list", "--stories", "--jsonl", "-q", "is:new", "news"]);
    assert_eq!(stories.titles(), ["alpha", "delta"], "of a story one report is enough");
    let said = home.run(&["--no-stories", "count", "-q", "is:new", "news"]);
    assert_eq!(said.out, "2\n");
    let elsewhere = home.run(&["count", "-q", "is:new", "news/beta.md"]);
    assert_eq!(elsewhere.out, "0\n", "this was never opened");
    let said = home.run(&["mark", "--star", "-q", "is:new", "news"]);
    assert_eq!(said.err, "2 articles starred\n");
    assert_eq!(home.run(&["marks", "export"]).records().len(), 2);
    fs::write(home.path("mute.yaml"), "mute: ['is:new']\n").expect("written");
    let said = home.run(&["--config", "mute.yaml", "list", "news"]);
    assert!(said.code == 2 && said.err.contains("or is new"), "{}", said.err);
}

#[test]
fn marks_travel_as_lines() {
    let (home, other) = (Home::new(), Home::new());
    let key = "example.org/alpha";
    let starred = Timestamped { at: None, decided: 1_700_000_000_500 };
    let read = Timestamped { at: Some(1_700_000_000_001), decided: 1_700_000_000_002 };
    home.keep(&[
        read_at("b", 1_000),
        Record::Mark(Marking { key: key.into(), mark: Mark { read, starred } }),
        Record::Mute(Muting {
            query: "a b".into(),
            muted: Timestamped { at: Some(0), decided: 7 },
        }),
        Record::Assignment(Assignment { key: "b".into(), story: Assigned::Apart, decided: 8 }),
        Record::Assignment(Assignment {
            key: key.into(),
            story: Assigned::With("c".into()),
            decided: 9,
        }),
    ]);
    let exported = home.run(&["marks", "export"]);
    assert_eq!((exported.code, exported.err.as_str()), (0, ""));
    let expected = concat!(
        r#"{"id":"b","read":"1970-01-01T00:00:01.000Z","readDecided":"1970-01-01T00:00:01.000Z","#,
        r#""starred":null,"starredDecided":null}"#,
        "\n",
        r#"{"id":"example.org/alpha","read":"2023-11-14T22:13:20.001Z","#,
        r#""readDecided":"2023-11-14T22:13:20.002Z","#,
        r#""starred":null,"starredDecided":"2023-11-14T22:13:20.500Z"}"#,
        "\n",
        r#"{"mute":"a b","since":"1970-01-01T00:00:00.000Z","decided":"1970-01-01T00:00:00.007Z"}"#,
        "\n",
        r#"{"assign":"b","story":"apart","decided":"1970-01-01T00:00:00.008Z"}"#,
        "\n",
        r#"{"assign":"example.org/alpha","story":"joined","with":"c","#,
        r#""decided":"1970-01-01T00:00:00.009Z"}"#,
        "\n"
    );
    assert_eq!(exported.out, expected);
    let said = other.feed(&["marks", "import"], &exported.out);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "5 marks read, 5 changed\n");
    assert_eq!(other.run(&["marks", "export"]).out, exported.out);
    let said = other.feed(&["marks", "import", "-"], &exported.out);
    assert_eq!(said.err, "5 marks read, 0 changed\n");
    assert_eq!(other.found("is:read"), ["alpha", "beta"]);
}

/// A mark that has since been removed must not come back with an old copy.
#[test]
fn the_later_decision_counts_in_an_import() {
    let home = Home::new();
    let line = |at: &str, decided: &str| {
        format!("{{\"id\":\"example.org/gamma\",\"read\":{at},\"readDecided\":\"{decided}\"}}\n")
    };
    let newer = line("null", "2024-05-01T00:00:00Z");
    home.feed(&["marks", "import"], &newer);
    let older = line("\"2024-01-01T00:00:00Z\"", "2024-01-01T00:00:00Z");
    let said = home.feed(&["marks", "import"], &older);
    assert_eq!(said.err, "1 mark read, 0 changed\n");
    assert_eq!(home.found("is:read"), [""; 0]);
    // A file named on the command line, as other programs may write it: no milliseconds, a time
    // zone, CRLF, a byte order mark, and no time of decision.
    let text =
        "\u{feff}\r\n{\"id\": \"example.org/gamma\", \"read\": \"2024-06-01T02:00:00+02:00\"}\r\n";
    fs::write(home.path("marks.jsonl"), text).expect("written");
    assert_eq!(home.run(&["marks", "import", "marks.jsonl"]).err, "1 mark read, 1 changed\n");
    assert_eq!(home.found("is:read"), ["gamma"]);
}

#[test]
fn a_wrong_line_is_named_and_nothing_imported() {
    let home = Home::new();
    let good = "{\"id\":\"a\",\"read\":\"2024-01-01T00:00:00Z\"}\n\n";
    for (wrong, what) in [
        ("{\"id\":\"b\",}", "standard input:3:11: "),
        ("nothing", "standard input:3:2: "),
        ("[]", "standard input:3:"),
        ("{\"id\":\"b\",\"raed\":null}", "unknown field `raed`"),
        ("{\"read\":null}", "standard input:3: neither `id` nor `mute`"),
        ("{\"id\":\"b\",\"mute\":\"c\"}", "both `id` and `mute`"),
        ("{\"id\":\"\"}", "`id` is empty"),
        ("{\"id\":\"b\",\"with\":\"c\"}", "`story` or `with` without `assign`"),
        ("{\"assign\":\"b\",\"story\":\"apart\"}", "`decided` is missing"),
        ("{\"assign\":\"b\",\"story\":\"joined\"}", "`story` is not found, apart, or joined"),
        ("{\"id\":\"b\",\"since\":\"2024-01-01T00:00:00Z\"}", "of an article and of a mute"),
        ("{\"id\":\"b\",\"read\":\"today\u{1b}[31m\"}", "standard input:3:"),
        ("{\"id\":\"b\",\"read\":\"today\"}", "`read` is not an RFC 3339 time: today"),
    ] {
        let said = home.feed(&["marks", "import"], &format!("{good}{wrong}\n{good}"));
        said.refuses(what, "nothing was imported");
        assert!(!said.err.contains('\u{1b}'));
    }
    assert!(!home.database().exists());
    home.run(&["marks", "import", "gone.jsonl"]).refuses("cannot read gone.jsonl: no such", "name");
}

#[test]
fn marks_that_cannot_be_read_cost_no_list() {
    let home = Home::new();
    fs::create_dir_all(home.database().parent().expect("a folder")).expect("made");
    fs::write(home.database(), [7; 4096]).expect("written");
    let said = home.run(&["list", "--jsonl", "news"]);
    assert_eq!((said.code, said.records().len()), (0, 4));
    assert!(said.err.starts_with("newswire: marks are left out: the marks file "), "{}", said.err);
    assert!(said.err.contains("\nhint: "), "{}", said.err);
    assert_eq!(home.run(&["count", "news"]).out, "4\n");
    assert_eq!(home.run(&["list", "news"]).err, "", "a plain list needs no marks");
    for words in [&["mark", "--read", "-q", "alpha", "news"][..], &["marks", "export"]] {
        home.run(words).refuses("damaged", "move the file away");
    }
    let line = "{\"id\":\"a\",\"read\":\"2024-01-01T00:00:00Z\"}\n";
    home.feed(&["marks", "import"], line).refuses("damaged", "move the file away");
    assert_eq!(fs::read(home.database()).expect("the file"), [7; 4096]);
}

#[test]
fn nothing_is_written_where_nothing_is_kept() {
    let home = Home::new();
    let said = home.run(&["marks", "export"]);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
    home.found("is:unread");
    home.feed(&["marks", "import"], "\n");
    assert!(!Path::new(&home.path("state")).exists());
}
