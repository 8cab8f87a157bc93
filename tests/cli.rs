//! The command line as seen by the user: the real program, its output, diagnostics and exit codes.

#[path = "support/said.rs"]
mod said;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;
use tempfile::TempDir;

use said::{Said, said};

const PROGRAM: &str = env!("CARGO_BIN_EXE_newswire");

/// A home folder with the fixtures in `news` and no configuration.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli");
        for name in ["storm.md", "bridge.md", "archive.md"] {
            let text = fs::read(fixtures.join(name)).expect("a fixture");
            home.write(&format!("news/{name}"), text);
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        path
    }

    fn environment(&self) -> [(&'static str, PathBuf); 4] {
        [
            ("HOME", self.path("")),
            ("XDG_CONFIG_HOME", self.path("config")),
            ("XDG_STATE_HOME", self.path("state")),
            ("XDG_CACHE_HOME", self.path("cache")),
        ]
    }

    fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.0.path()).envs(self.environment());
        command.env_remove("NO_COLOR");
        command
    }

    fn run<S: AsRef<OsStr>>(&self, words: &[S]) -> Said {
        said(self.command().args(words))
    }

    fn feed(&self, words: &[&str], input: &str) -> Said {
        said(self.command().args(words).write_stdin(input))
    }

    /// Returns both streams as received by a terminal of this width.
    fn on_terminal(&self, columns: u16, words: &[&str], more: &[(&str, &str)]) -> String {
        let size = PtySize { rows: 24, cols: columns, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(words);
        command.cwd(self.0.path());
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        for (name, value) in more {
            command.env(name, value);
        }
        let mut child = pty.slave.spawn_command(command).expect("started");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let mut screen = Vec::new();
        // On Linux, the end of a terminal is reported as an error after all bytes are read.
        let _ = reader.read_to_end(&mut screen);
        child.wait().expect("ended");
        String::from_utf8(screen).expect("text").replace('\r', "")
    }
}

const STORM: &str = "Storm closes the harbour – ferries stay in port";
const BRIDGE: &str = "A bridge opens";
const ARCHIVE: &str = "apples in the archive";

#[test]
fn a_record_has_the_promised_fields_in_the_promised_order() {
    let home = Home::new();
    let said = home.run(&["list", "--jsonl", "news/storm.md"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let expected = concat!(
        r#"{"id":"news.example.org/2023/storm","path":"news/storm.md","#,
        r#""title":"Storm closes the harbour – ferries stay in port","#,
        r#""excerpt":"Waves of six metres were measured off the coast.","#,
        r#""publishedDateTime":"2023-06-15T02:32:00Z","#,
        r#""url":"https://news.example.org/2023/storm","#,
        r#""webUrl":"https://news.example.org/2023/storm","#,
        r#""originalUrl":"https://harbour.example.com/notices/17","#,
        r#""type":"article","category":"news","quality":40,"heat":60,"published":false,"#,
        r#""provider":{"name":"港口日报","domain":"example.org"},"#,
        r#""topics":["Weather","Shipping"],"#,
        r#""images":[{"url":"https://news.example.org/waves.jpg","title":"Waves at the mole","#,
        r#""width":640,"height":480}],"#,
        r#""related":[{"title":"Ferries cancelled","url":"https://coast.example.net/ferries","#,
        r#""provider":{"name":"Coast News","domain":"example.net"},"#,
        r#""publishedDateTime":"2023-06-15T01:00:00Z","quality":31},"#,
        r#"{"title":"Harbour master warns","url":"https://radio.example.org/warning","#,
        r#""provider":{"name":"Radio Harbour","domain":null},"#,
        r#""publishedDateTime":"2023-06-14T22:00:00Z","quality":35}],"#,
        r#""story":{"id":"news.example.org/2023/storm","lead":"news.example.org/2023/storm","#,
        r#""sources":3},"unread":true,"starred":false,"feed":null,"updated":null,"comments":null,"enclosures":[]}"#,
        "\n"
    );
    assert_eq!(said.out, expected);
}

/// Packages, the site's own files and what its generator had made were listed as articles.
#[test]
fn of_the_root_of_a_site_the_articles_are_listed() {
    let home = Home::new();
    home.write("site/_config.yml", "title: My site\n");
    home.write("site/.gitignore", "drafts/\n");
    home.write("site/robots.txt", "User-agent: *\n");
    home.write("site/requirements.txt", "jekyll\n");
    home.write("site/content/kelp.md", "---\ntitle: Growing kelp\n---\nx\n");
    home.write("site/content/notes/own.md", "---\ntitle: My own\n---\nx\n");
    for made in ["node_modules/a/readme.md", "_site/kelp.html", "drafts/a.md", ".cache/a.md"] {
        home.write(&format!("site/{made}"), "<h1>No article</h1>\n");
    }
    let titles = |words: &[&str]| -> Vec<String> {
        let said = home.run(words);
        said.records().iter().map(|it| it["title"].as_str().expect("a title").into()).collect()
    };
    assert_eq!(titles(&["list", "--jsonl", "site"]), ["Growing kelp", "My own"]);
    let said = home.run(&["check", "site"]);
    let expected = "2 documents, 0 errors, 0 warnings\n\
        7 files and folders left out: 1 named by .gitignore, 1 folder of installed packages, \
        1 made by a site generator, 1 used by a site generator, 2 written for programs, \
        1 hidden\n";
    assert_eq!((said.code, said.err.as_str()), (0, expected));
    home.write("config/newswire/config.yaml", "ignore: [notes/, \"!_site/\"]\n");
    assert_eq!(titles(&["list", "--jsonl", "site"]), ["No article", "Growing kelp"]);
    let path = home.write("mine.yaml", "ignore: [\"a{b\"]\n");
    let said = home.run(&["--config", path.to_str().expect("text"), "list", "site"]);
    said.refuses(":1:10: ignore[0]: wrong pattern: ", "write patterns as in .gitignore");
}

#[test]
fn what_is_missing_is_null_or_empty() {
    let home = Home::new();
    let said = home.run(&["list", "--jsonl", "news/archive.md"]);
    let record = &said.records()[0];
    for field in ["publishedDateTime", "url", "webUrl", "type", "quality", "heat", "published"] {
        assert_eq!(record[field], Value::Null, "{field}");
    }
    for field in ["topics", "images", "related"] {
        assert_eq!(record[field], Value::Array(vec![]), "{field}");
    }
    assert_eq!(record["path"], "news/archive.md");
    let folder = fs::canonicalize(home.path("news")).expect("a folder");
    assert_eq!(record["id"], folder.join("archive.md").to_str().expect("text"));
    assert_eq!(record["provider"]["name"], "news");
    assert_eq!(record["provider"]["domain"], Value::Null);
}

/// Regression: `list . news` listed every file of `news` twice, as `./news/a.md` and as
/// `news/a.md`, and the key of a file without a link depended on the working folder.
#[test]
fn a_file_is_read_once_however_its_folders_are_named() {
    let home = Home::new();
    let absolute = home.path("news");
    let absolute = absolute.to_str().expect("text");
    for paths in
        [&[".", "news"][..], &["news", absolute], &[absolute, "./news/../news", "news/archive.md"]]
    {
        let said = home.run(&[&["list", "--jsonl"], paths].concat());
        let records = said.records();
        assert_eq!(records.len(), 3, "{paths:?}");
        let record = records.iter().find(|record| record["title"] == ARCHIVE).expect("listed");
        assert_eq!(record["path"], "news/archive.md", "{paths:?}");
    }
    let ids = |said: Said| -> Vec<Value> {
        said.records().iter().map(|record| record["id"].clone()).collect()
    };
    let inside = said(home.command().current_dir(absolute).args(["list", "--jsonl"]).arg("."));
    assert_eq!(ids(inside), ids(home.run(&["list", "--jsonl", "news"])));
}

#[test]
fn a_link_that_cannot_be_opened_is_told_but_is_no_url() {
    let home = Home::new();
    let path = home.write("a.md", "---\ntitle: a\nurl: \"javascript:alert(1)\"\n---\n");
    let record = &home.run(&[OsStr::new("list"), OsStr::new("--jsonl"), path.as_os_str()]);
    let record = &record.records()[0];
    assert_eq!(record["url"], Value::Null);
    assert_eq!(record["webUrl"], "javascript:alert(1)");
}

#[test]
fn an_array_holds_the_same_records() {
    let home = Home::new();
    let array = home.run(&["list", "--json", "news"]);
    let parsed: Vec<Value> = serde_json::from_str(&array.out).expect("one array");
    assert_eq!(parsed, home.run(&["list", "--jsonl", "news"]).records());
    assert_eq!(parsed.len(), 3);
}

#[test]
fn a_pipe_gets_tabs() {
    let home = Home::new();
    let said = home.run(&["list", "news"]);
    assert_eq!(said.code, 0);
    let expected = format!(
        "2024-01-02T03:04:05Z\tRoads Weekly\t{BRIDGE}\thttps://roads.example.org/bridge\n\
         2023-06-15T02:32:00Z\t港口日报\t{STORM}\thttps://news.example.org/2023/storm\n\
         -\tnews\t{ARCHIVE}\t-\n"
    );
    assert_eq!(said.out, expected);
}

#[test]
fn every_order_and_its_reverse() {
    let home = Home::new();
    let titles = |words: &[&str]| {
        let all = [&["list", "--jsonl", "news"], words].concat();
        home.run(&all).titles()
    };
    // Documents without a value come last in either direction.
    for key in ["latest", "quality"] {
        assert_eq!(titles(&["--sort", key]), [BRIDGE, STORM, ARCHIVE], "{key}");
        assert_eq!(titles(&["--sort", key, "--reverse"]), [STORM, BRIDGE, ARCHIVE], "{key}");
    }
    assert_eq!(titles(&[]), [BRIDGE, STORM, ARCHIVE]);
    assert_eq!(titles(&["--sort", "heat"]), [STORM, BRIDGE, ARCHIVE]);
    assert_eq!(titles(&["--sort", "title"]), [BRIDGE, ARCHIVE, STORM]);
    assert_eq!(titles(&["--sort=provider"]), [ARCHIVE, BRIDGE, STORM]);
    assert_eq!(titles(&["--sort=provider", "--reverse"]), [STORM, BRIDGE, ARCHIVE]);
    assert_eq!(titles(&["--limit", "2"]), [BRIDGE, STORM]);
    assert_eq!(titles(&["--sort", "heat", "--limit", "1"]), [STORM]);
}

#[test]
fn nothing_listed_is_code_1_and_says_so() {
    let home = Home::new();
    fs::create_dir(home.path("empty")).expect("made");
    let said = home.run(&["list", "empty"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(said.err.starts_with("newswire: nothing to list: no documents in empty\nhint: "));
    // Regression: the hint omitted an extension that is read.
    assert!(said.err.ends_with(".html, .txt, .yaml or .yml\n"), "{}", said.err);
    let said = home.run(&["list", "--json", "empty"]);
    assert_eq!((said.code, said.out.as_str()), (1, "[]\n"));
    assert_eq!(home.run(&["list", "--limit", "0", "news"]).code, 1);
}

#[test]
fn one_document_comes_from_standard_input() {
    let home = Home::new();
    let document = "---\ntitle: From afar\nurl: https://example.org/afar\n---\nText.\n";
    let said = home.feed(&["list", "--jsonl", "-"], document);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(said.records()[0]["path"], "-");
    assert_eq!(said.titles(), ["From afar"]);
    let said = home.feed(&["check", "-"], "---\ntitle: [\n---\n");
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("standard input:"), "{}", said.out);
    let said = home.feed(&["list", "-", "news"], document);
    said.refuses("standard input is one document", "either - or paths");
}

#[test]
fn a_missing_path_is_a_problem_and_all_missing_a_refusal() {
    let home = Home::new();
    let said = home.run(&["list", "--jsonl", "news", "gone"]);
    assert_eq!((said.code, said.titles().len()), (0, 3));
    // Regression: the problem was counted without naming the path.
    let hint = "check the path; it may have been moved or deleted";
    let named = format!("newswire: gone: cannot read: no such file or folder\nhint: {hint}\n");
    assert_eq!(said.err, named);
    home.write("news/bad.md", "---\ntitle: [\n---\n");
    let said = home.run(&["list", "--jsonl", "news", "gone"]);
    let counted = "2 problems: run newswire check news gone to see them\n";
    assert_eq!(said.err, format!("{named}{counted}"));
    let said = home.run(&["check", "news", "gone"]);
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("gone: error: cannot read: "), "{}", said.out);
    for words in [&["list", "gone"][..], &["check", "gone"], &["gone"]] {
        home.run(words).refuses("cannot open gone: no such file or folder", "check the path");
    }
    home.run(&["list", "gone", "lost"]).refuses("cannot open gone, lost: no such", "check");
    home.run(&["lisst"]).refuses("cannot open lisst", "`newswire list`");
}

#[test]
fn a_folder_named_like_a_command_opens_with_its_path() {
    let home = Home::new();
    home.write("list/a.md", "---\ntitle: Inside\n---\n");
    assert_eq!(home.run(&["list", "--jsonl", "./list"]).titles(), ["Inside"]);
    assert_eq!(home.run(&["list", "--jsonl", "list"]).titles(), ["Inside"]);
}

fn troubled(home: &Home) {
    home.write("bad/b.md", "---\ntitle: a: b\n---\n");
    home.write("bad/a.md", "---\ntitle: fine\nquality: very\n---\n");
}

#[test]
fn check_prints_every_problem_by_path_and_counts_beside() {
    let home = Home::new();
    troubled(&home);
    let said = home.run(&["check", "bad", "news"]);
    assert_eq!(said.code, 1);
    let lines: Vec<&str> = said.out.lines().collect();
    let [a, b] = lines.as_slice() else {
        panic!("two problems, not:\n{}", said.out);
    };
    assert!(a.starts_with("bad/a.md:3:1: warning: "), "{a}");
    assert!(b.starts_with("bad/b.md:2:9: error: cannot parse the header: "), "{b}");
    assert!(b.contains(" (hint: put the value in quotes"), "{b}");
    assert_eq!(said.err, "5 documents, 1 error, 1 warning\n");
}

#[test]
fn check_passes_where_there_are_only_warnings_and_says_so() {
    let home = Home::new();
    troubled(&home);
    let said = home.run(&["check", "bad/a.md"]);
    assert_eq!(said.code, 0);
    let expected = "1 document, 0 errors, 1 warning (warnings alone do not fail a check)\n";
    assert_eq!(said.err, expected);
    let said = home.run(&["check", "news"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "3 documents, 0 errors, 0 warnings\n");
}

#[test]
fn check_speaks_json_too() {
    let home = Home::new();
    troubled(&home);
    let said = home.run(&["check", "--json", "bad"]);
    assert_eq!(said.code, 1);
    let records = said.records();
    assert_eq!(records.len(), 2);
    assert_eq!(records[1]["path"], "bad/b.md");
    assert_eq!(records[1]["line"], 2);
    assert_eq!(records[1]["column"], 9);
    assert_eq!(records[1]["severity"], "error");
    assert!(said.out.starts_with(r#"{"path":"bad/a.md","line":3,"#), "{}", said.out);
    let names: Vec<_> = records[0].as_object().expect("an object").keys().collect();
    assert_eq!(names.len(), 6);
}

#[test]
#[cfg(unix)]
fn check_fails_where_a_file_cannot_be_read() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    // Root can read every file, so a device serves as the unreadable one.
    symlink("/dev/null", home.path("news/null.md")).expect("linked");
    let null = home.run(&["check", "/dev/null", "news"]);
    assert_eq!(null.code, 1);
    assert!(null.out.contains("/dev/null: error: cannot read: "), "{}", null.out);
}

/// Regression: the hint on document names was given for a pipe, which has none.
#[test]
#[cfg(unix)]
fn list_tells_why_nothing_could_be_read() {
    let home = Home::new();
    let said = home.run(&["list", "/dev/null"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    let refused = "cannot read: not a regular file or folder\nhint: pipe it in with `newswire -`\n";
    assert_eq!(said.err, format!("newswire: /dev/null: {refused}"));
    // Three are named, but all are counted.
    let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/tty"];
    let said = home.run(&[&["list"][..], &devices].concat());
    assert_eq!(said.code, 1);
    assert_eq!(said.err.matches(refused).count(), 3, "{}", said.err);
    assert!(said.err.ends_with("\n4 problems: run newswire check … to see them\n"), "{}", said.err);
}

#[test]
fn list_counts_problems_beside_the_data() {
    let home = Home::new();
    troubled(&home);
    let said = home.run(&["list", "--jsonl", "bad"]);
    assert_eq!((said.code, said.records().len()), (0, 2));
    assert_eq!(said.err, "2 problems: run newswire check bad to see them\n");
}

#[test]
fn wrong_words_are_refused_with_the_nearest_right_one() {
    let home = Home::new();
    home.run(&["list", "--jsn"]).refuses("unexpected argument '--jsn'", "'--json'");
    home.run(&["--colour", "never"]).refuses("unexpected argument '--colour'", "'--color'");
    home.run(&["list", "--sort", "heet"]).refuses("invalid value 'heet'", "'heat'");
    home.run(&["list", "--json=1"]).refuses("unexpected value '1'", "`newswire list --help`");
    home.run(&["list", "--json", "--jsonl"]).refuses("cannot be used with", "--help");
    home.run(&["completions", "tcsh"]).refuses("invalid value 'tcsh'", "'zsh'");
}

#[test]
fn hints_name_what_helps() {
    let home = Home::new();
    // Regression: the hint was to name files or folders.
    home.run(&["completions"]).refuses("<SHELL>", "name a shell: bash, elvish, fish, powershell");
    // Regression: the hint was to write `-- --foo`, which would make it a path.
    home.run(&["--foo"]).refuses("unexpected argument '--foo'", "`newswire --help` lists");
    home.run(&["list", "-x"]).refuses("unexpected argument '-x'", "`newswire list --help` lists");
    home.run(&["--limit", "3"]).refuses("'--limit'", "`newswire list` takes --limit");
    home.run(&["check", "--sort=top"]).refuses("'--sort'", "`newswire list` takes --sort");
    // Regression: the hint was that the path may have been moved or deleted.
    home.run(&["list", "help"]).refuses("cannot open help", "`newswire --help`");
    home.run(&["help", "lst"]).refuses("invalid value 'lst' for '[TOPIC]'", "'list'");
}

#[test]
fn a_limit_that_is_no_number_is_told_in_plain_words() {
    let home = Home::new();
    let limit = |value| home.run(&["list", "--limit", value]);
    limit("many").refuses("'many' for '--limit <N>': not a number", "`newswire list --help`");
    for value in ["-1", "1.5"] {
        limit(value).refuses("neither 0 nor a positive whole number", "`newswire list --help`");
    }
    limit("99999999999999999999999").refuses("too large a number", "`newswire list --help`");
}

#[test]
fn without_paths_the_folders_of_the_config_are_read() {
    let home = Home::new();
    home.write("other/a.md", "---\ntitle: Elsewhere\n---\n");
    home.write("config/newswire/config.yaml", "folders: [~/news]\n");
    assert_eq!(home.run(&["list", "--jsonl"]).titles().len(), 3);
    let path = home.write("mine.yaml", "folders:\n  - other\nbrowser: \"firefox --new-tab %s\"\n");
    let words = ["list", "--jsonl", "--config", path.to_str().expect("text")];
    assert_eq!(home.run(&words).titles(), ["Elsewhere"]);
    let said = home.run(&["check"]);
    assert_eq!((said.code, said.err.as_str()), (0, "3 documents, 0 errors, 0 warnings\n"));
    // Paths on the command line take precedence over configured ones.
    assert_eq!(home.run(&["list", "--jsonl", "other"]).titles(), ["Elsewhere"]);
    home.write("config/newswire/config.yaml", "folders: [~/moved]\n");
    for command in ["list", "check"] {
        home.run(&[command]).refuses("cannot open ~/moved: no such", "`folders:` in the config");
    }
}

#[test]
fn a_wrong_config_is_refused_with_its_place() {
    let home = Home::new();
    let wrong = |text: &str| {
        let path = home.write("config/newswire/config.yaml", text);
        (home.run(&["list"]), path.to_str().expect("text").to_owned())
    };
    let (said, path) = wrong("# mine\nfolder: [a]\n");
    said.refuses(&format!("{path}:2:1: unknown key `folder`"), "did you mean `folders`?");
    let (said, path) = wrong("folders: 3\n");
    said.refuses(&format!("{path}:1:10: folders: wrong type"), "folders: [~/news]");
    let (said, path) = wrong("browser: [firefox]\n");
    said.refuses(&format!("{path}:1:10: browser: wrong type"), "firefox --new-tab %s");
    let (said, path) = wrong("browser: x\nfolders: [\n");
    said.refuses(&format!("{path}:"), "check the quotes");
    // Commands that need no settings ignore errors in them.
    assert_eq!(home.run(&["man"]).code, 0);
    assert_eq!(home.run(&["completions", "bash"]).code, 0);
    home.run(&["list", "--config", "none.yaml", "news"])
        .refuses("none.yaml: cannot read the config: no such file", "check the path");
}

#[test]
fn the_settings_in_force_are_shown_with_who_says_so() {
    let home = Home::new();
    let said = home.run(&["config"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("read_after: 2") && said.out.contains("# default"), "{}", said.out);
    let content = "# mine\nfolders: [~/news]\nwatch: poll\nkeys: {zen: Z, top: [g g, Home]}\n";
    let path = home.write("config/newswire/config.yaml", content);
    let path = path.to_str().expect("text");
    let said = home.run(&["config", "--no-stories"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for (value, origin) in [
        ("folders: [\"~/news\"]", format!("# {path}:2")),
        ("stories: off", "# command line, --no-stories".to_owned()),
        ("watch: poll", format!("# {path}:3")),
        ("keys: {top: [g g, Home], zen: Z}", format!("# {path}:4")),
        ("read_after: 2", "# default".to_owned()),
    ] {
        let line = said.out.lines().find(|line| line.starts_with(value));
        let line = line.unwrap_or_else(|| panic!("{value}: {}", said.out));
        assert!(line.ends_with(&origin), "{line}");
    }
    // The output is a valid settings file.
    let printed = home.write("printed.yaml", &said.out);
    let printed = printed.to_str().expect("text");
    assert_eq!(home.run(&["config", "check", "--config", printed]).code, 0);
    let defaults = home.run(&["config", "--default"]);
    assert_eq!(defaults.out, newswire::DEFAULTS);
}

#[test]
fn the_config_is_checked_whole() {
    let home = Home::new();
    let said = home.run(&["config", "check"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    let content = "folder: [a]\nstories: off\nmute: [golf]\nkeys:\n  zen: x\n  dwon: j\n  \
                   pick: x g\nviews:\n  - {name: A, query: (}\n  - {name: B, query: b}\n";
    let path = home.write("config/newswire/config.yaml", content);
    let path = path.to_str().expect("text");
    let said = home.run(&["config", "check"]);
    assert_eq!(said.code, 2);
    let expected = [
        ":1:1: error: unknown key `folder` (hint: did you mean `folders`?)",
        ":6:3: error: there is no action `dwon` (hint: did you mean `down`?)",
        ":7:3: error: `xg` for `pick` begins with `x`, which is bound to `zen` on line 5 \
         (hint: give one of the two another key)",
        ":9:22: error: views[0].query: this parenthesis is not closed (hint: close it with ))",
    ];
    assert_eq!(said.out, expected.map(|line| format!("{path}{line}\n")).concat());
    assert_eq!(said.err, "4 errors\n");
    let said = home.run(&["config"]);
    assert_eq!(said.code, 2);
    assert!(said.out.contains("stories: off"), "what is right holds: {}", said.out);
    assert!(said.err.contains("unknown key `folder`"), "{}", said.err);
    let said = home.run(&["keys"]);
    said.refuses(&format!("{path}:1:1: unknown key `folder`"), "did you mean");
    home.write("config/newswire/config.yaml", "keys: {dwon: x}\n");
    home.run(&["keys"]).refuses("there is no action `dwon`", "did you mean `down`?");
}

#[test]
fn the_keys_in_force_are_printed() {
    let home = Home::new();
    home.write("config/newswire/config.yaml", "keys: {preset: vim, zen: Z}\n");
    let said = home.run(&["keys"]);
    let line = |name: &str| said.out.lines().find(|line| line.ends_with(name)).unwrap_or_default();
    assert!(line(" zen").starts_with("Z  "), "{}", said.out);
    assert!(line(" top").starts_with("gg Home "), "{}", said.out);
    assert!(line(" view").starts_with(":view "), "{}", said.out);
}

#[test]
fn the_doctor_tells_what_there_is() {
    let home = Home::new();
    let said = home.run(&["doctor"]);
    let names = [
        "terminal",
        "width",
        "colour",
        "text",
        "order",
        "pictures",
        "links",
        "title",
        "progress",
        "clipboard",
        "browser",
        "config",
        "feeds",
        "marks",
        "cache",
    ];
    let lines = said.out.lines().filter(|line| !line.starts_with(' '));
    let found: Vec<&str> = lines.filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(found, names, "{}", said.out);
    let path = home.write("config/newswire/config.yaml", "folder: x\nbrowser: /none/such\n");
    let said = home.run(&["doctor", "--json"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let records = said.records();
    assert_eq!(records.len(), names.len());
    let of = |name: &str| {
        let record = records.iter().find(|record| record["check"] == name).expect(name);
        (record["state"].as_str().expect("text"), record["what"].as_str().expect("text"))
    };
    assert_eq!(of("browser").0, "FAIL");
    assert!(of("browser").1.contains("/none/such"), "{}", said.out);
    let (state, what) = of("config");
    assert_eq!(state, "FAIL");
    assert!(what.starts_with(&format!("{}:1:1: unknown key", path.display())), "{what}");
    assert_eq!(of("marks").0, "PASS");
}

/// Regression: the doctor had its own list for links and pictures, and ignored the settings.
#[test]
fn the_doctor_misses_folders_of_the_settings() {
    let home = Home::new();
    home.write("there/a.md", "x");
    home.write("config/newswire/config.yaml", "folders: [../../there, /none/such]\n");
    let said = home.run(&["doctor", "--json"]);
    let records = said.records();
    let folders: Vec<_> = records.iter().filter(|it| it["check"] == "folders").collect();
    assert_eq!(folders.len(), 1, "{}", said.out);
    assert_eq!(folders[0]["what"], "there is no /none/such");
    assert_eq!((folders[0]["state"].as_str(), said.code), (Some("FAIL"), 1));
}

#[test]
fn the_doctor_says_what_the_reader_will_do() {
    let home = Home::new();
    let of = |settings: &str, variables: &[(&str, &str)], name: &str| {
        home.write("config/newswire/config.yaml", settings);
        let mut command = home.command();
        for other in ["TERM_PROGRAM", "TERM_PROGRAM_VERSION", "VTE_VERSION", "TMUX", "ZELLIJ"] {
            command.env_remove(other);
        }
        command.env("TERM", "xterm-256color").envs(variables.iter().copied());
        let said = said(command.args(["doctor", "--json"]));
        let record = said.records().into_iter().find(|record| record["check"] == name);
        let record = record.unwrap_or_else(|| panic!("{name}: {}", said.out));
        format!(
            "{} {}",
            record["state"].as_str().expect("text"),
            record["what"].as_str().expect("text")
        )
    };
    let kitty = [("TERM", "xterm-kitty")];
    assert_eq!(of("", &kitty, "links"), "PASS kitty makes them clickable (OSC 8)");
    assert_eq!(
        of("", &kitty, "order"),
        "PASS kitty turns the letters of Arabic and Hebrew words, newswire orders the words"
    );
    assert!(of("bidi: on\n", &kitty, "order").contains("because of `bidi: on`"));
    assert_eq!(of("links: off\n", &kitty, "links"), "PASS not marked, because of `links: off`");
    assert_eq!(of("", &kitty, "progress"), "WARN not known whether kitty shows it");
    assert!(of("progress: on\n", &kitty, "progress").starts_with("PASS reported (OSC 9;4)"));
    assert!(of("", &[("TERM", "linux")], "title").starts_with("WARN"));
    let tmux = [("TERM", "tmux-256color"), ("TMUX", "/tmp/x"), ("KITTY_WINDOW_ID", "1")];
    assert_eq!(of("", &tmux, "links"), "WARN not known whether tmux shows links");
    assert!(of("", &tmux, "terminal").contains("kitty (tmux-256color), inside tmux"));
    let rule = "openers: [{host: a.org, run: sh -c x}, {host: b.org, run: /none/such %s}]\n";
    assert_eq!(of(rule, &[], "openers"), "FAIL 2 rules; not found: /none/such");
    let open_quote = [("BROWSER", "firefox 'x")];
    assert_eq!(
        of("", &open_quote, "browser"),
        "FAIL a quote is not closed in $BROWSER: firefox 'x"
    );
}

#[test]
fn the_edition_is_what_a_newcomer_sees() {
    let home = Home::new();
    let said = home.run(&["list", "--jsonl"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/edition");
    let count = fs::read_dir(built_in).expect("a folder").count();
    assert_eq!(said.records().len(), count);
    let said = home.run(&["check"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, format!("{count} documents, 0 errors, 0 warnings\n"));
}

#[test]
fn the_reader_refuses_a_pipe() {
    let home = Home::new();
    home.run::<&str>(&[]).refuses("newswire: the reader needs a terminal", "`newswire list`");
    home.run(&["news"]).refuses("the reader needs a terminal", "prints to a pipe");
    // Fails at once, without reading all of standard input first.
    home.feed(&["-"], "text").refuses("the reader needs a terminal", "prints to a pipe");
}

#[test]
fn a_reader_of_the_output_may_leave_early() {
    let home = Home::new();
    for number in 0..2_000 {
        home.write(&format!("many/{number}.md"), "---\ntitle: [\n---\n");
    }
    let started = |words: &[&str]| {
        let mut command = std::process::Command::new(PROGRAM);
        command.args(words).current_dir(home.0.path()).envs(home.environment());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("started")
    };
    let help = [&["--help"][..], &["help"], &["help", "speed"]];
    let data = [&["list", "--jsonl", "many"][..], &["check", "many"], &["man"]];
    for words in data.into_iter().chain(help) {
        let mut child = started(words);
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let home = Home::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("opens");
    let mut command = std::process::Command::new(PROGRAM);
    command.args(["list", "news"]).current_dir(home.0.path()).envs(home.environment());
    let output = command.stdout(full).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with("newswire: cannot write to standard output: "), "{err}");
}

#[test]
fn help_version_keys_and_completions_are_there() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = home.run(&["completions", shell]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{shell}");
        // The last two scripts contain the options; the others ask the program.
        let asks = format!("command newswire complete {shell} ");
        let knows = ["powershell", "elvish"].contains(&shell);
        assert!(said.out.contains(if knows { "jsonl" } else { &asks }), "{shell}");
    }
    let keys = home.run(&["keys"]);
    assert!(keys.out.lines().count() > 3 && keys.out.contains("open in the browser"));
    let version = home.run(&["-V"]);
    assert_eq!(version.out, concat!("newswire ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!((version.code, version.err.as_str()), (0, ""));
    assert!(home.run(&["-h"]).out.contains("check"));
}

#[test]
fn help_is_the_same_by_either_name() {
    let home = Home::new();
    let fine = |words: &[&str]| {
        let said = home.run(words);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{words:?}");
        said.out
    };
    for command in ["list", "count", "check", "config", "doctor", "completions", "man", "help"] {
        assert_eq!(fine(&["help", command]), fine(&[command, "--help"]), "{command}");
    }
    let topics = fine(&["complete", "fish", "newswire", "help", ""]);
    for topic in ["completions", "man", "help", "query", "start", "reading"] {
        assert!(topics.lines().any(|line| line.starts_with(&format!("{topic}\t"))), "{topics}");
    }
}

#[test]
fn help_lists_the_topics_and_the_commands() {
    let home = Home::new();
    let said = home.run(&["help"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for page in newswire::MANUAL {
        let has = |line: &str| {
            line.starts_with(&format!("{} ", page.topic)) && line.ends_with(page.sentence())
        };
        assert!(said.out.lines().any(has), "{}: {}", page.topic, said.out);
    }
    for command in ["list", "check", "marks", "query"] {
        assert!(said.out.lines().any(|line| line.starts_with(&format!("{command} "))), "{command}");
    }
    assert!(said.out.lines().all(|line| wide(line) <= 80) && !said.out.contains('\u{1b}'));
}

#[test]
fn a_page_of_the_manual_is_plain_in_a_pipe_and_painted_where_that_is_asked_for() {
    let home = Home::new();
    for page in newswire::MANUAL {
        let said = home.run(&["help", page.topic]);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", page.topic);
        assert!(said.out.starts_with(&format!("{}\n\n", page.title())), "{}", said.out);
        assert!(said.out.lines().all(|line| wide(line) <= 80) && !said.out.contains('\u{1b}'));
    }
    let painted = home.run(&["help", "stories", "--color", "always"]).out;
    assert!(painted.starts_with("\u{1b}[1mStories\u{1b}[0m\n"), "{painted:?}");
    // Keys are code; without colours, they are printed in backticks.
    assert!(home.run(&["help", "stories"]).out.contains("`c` unfolds"));
    assert!(painted.contains("\u{1b}[36mc\u{1b}[0m unfolds"), "{painted:?}");
    // Commands with a help topic of the same name document their options themselves.
    assert!(home.run(&["help", "marks"]).out.contains("newswire marks export > marks.jsonl"));
    let keys = home.run(&["help", "keys"]).out;
    assert!(keys.contains("open in the browser") && keys.contains("open-numbered"), "{keys}");
}

#[test]
fn an_unknown_topic_is_refused_with_the_nearest_one() {
    let home = Home::new();
    home.run(&["help", "serching"]).refuses("invalid value 'serching'", "'searching'");
    home.run(&["help", "storys"]).refuses("invalid value 'storys'", "'stories'");
    home.run(&["help", "zzz"]).refuses("invalid value 'zzz'", "`newswire help` lists");
}

#[test]
#[cfg(unix)]
fn on_a_terminal_a_page_goes_through_the_pager_and_is_never_lost() {
    let home = Home::new();
    let page = |pager: &str, more: &[(&str, &str)]| {
        let environment = [&[("PAGER", pager)], more].concat();
        home.on_terminal(60, &["help", "mouse"], &environment)
    };
    let upper = page("tr a-z A-Z", &[("NO_COLOR", "1")]);
    assert!(upper.contains("WHAT CLICKS, THE WHEEL AND DRAGGING DO."), "{upper}");
    assert!(upper.lines().all(|line| wide(line) <= 60), "{upper}");
    let through = page("cat", &[]);
    assert!(through.starts_with("\u{1b}[1mThe mouse\u{1b}[0m\n"), "{through:?}");
    // Missing, failing, killed by a signal, exiting early, or no command at all.
    for pager in [
        "/nonexistent/pager",
        "false",
        "sh -c 'kill -9 $$'",
        "sh -c 'exec 0<&-; exit 3'",
        "'open",
        " ",
    ] {
        let more = [("TERM", "dumb")];
        let shown = page(pager, &more);
        assert!(shown.contains("in the settings leaves the mouse"), "{pager}: {shown}");
        assert_eq!(shown.matches("The mouse").count(), 1, "{pager}: {shown}");
    }
    let early = page("head -n 1", &[("NO_COLOR", "1")]);
    assert_eq!(early.trim_end(), "The mouse");
    assert!(
        home.on_terminal(60, &["help"], &[("PAGER", "tr a-z A-Z")]).contains("TROUBLESHOOTING")
    );
}

#[test]
fn the_help_on_queries_has_the_grammar_and_a_sentence_on_each_form() {
    let home = Home::new();
    let help = home.run(&["help", "query"]).out;
    assert!(help.contains("  query   = [ or ] ;\n"), "{help}");
    let mut forms = 0;
    for (form, sentence) in newswire::query_help() {
        let has = |line: &str| line.starts_with(&format!("  {form} ")) && line.ends_with(&sentence);
        assert!(help.lines().any(has), "{form}: {sentence}");
        forms += 1;
    }
    assert!(forms > 40);
    assert!(help.lines().all(|line| line.chars().count() < 82), "{help}");
    let page = manual(&home).join("\n");
    assert!(
        page.contains("\nnewer:12h\nPublished less than this long ago: m, h, d or w\n"),
        "{page}"
    );
}

/// Returns the manual page without font changes, one line of text per source line.
fn manual(home: &Home) -> Vec<String> {
    let man = home.run(&["man"]);
    assert_eq!((man.code, man.err.as_str()), (0, ""));
    assert!(man.out.is_ascii(), "what other bytes mean depends on the typesetter");
    let plain = |line: &str| {
        let marks = [
            ("\\fB", ""),
            ("\\fI", ""),
            ("\\fR", ""),
            ("\\-", "-"),
            ("\\*(Aq", "'"),
            ("\\(rs", "\\"),
            ("\\&", ""),
        ];
        let line = marks.iter().fold(line.to_owned(), |line, (from, to)| line.replace(from, to));
        let mut parts = line.split("\\[u");
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(']').expect("a letter by its number");
            let number = u32::from_str_radix(number, 16).expect("a number");
            plain.extend(char::from_u32(number));
            plain.push_str(rest);
        }
        plain
    };
    man.out.lines().map(plain).collect()
}

#[test]
fn the_manual_has_the_usual_sections_in_the_usual_order() {
    let home = Home::new();
    let page = manual(&home);
    let version = env!("CARGO_PKG_VERSION");
    assert!(page[2] == format!(".TH NEWSWIRE 1 \"\" \"newswire {version}\" \"User Commands\""));
    let headings: Vec<&str> = page.iter().filter_map(|line| line.strip_prefix(".SH ")).collect();
    let quoted = |title: &str| {
        let title = title.to_uppercase();
        if title.contains(' ') { format!("\"{title}\"") } else { title }
    };
    let pages = newswire::MANUAL.iter().map(|page| quoted(page.title()));
    let before = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS"].map(str::to_owned);
    let after = ["FILES", "ENVIRONMENT", "EXIT STATUS", "EXAMPLES", "SEE ALSO"].map(quoted);
    let expected: Vec<String> = before.into_iter().chain(pages).chain(after).collect();
    assert_eq!(headings, expected);
    for manual in newswire::MANUAL {
        assert!(page.iter().any(|line| line == manual.sentence()), "{}", manual.sentence());
    }
    for line in ["newswire [OPTIONS] [PATH]...", "newswire completions [OPTIONS] <SHELL>"] {
        assert!(page.iter().any(|found| found == line), "{line}");
    }
    for name in ["BROWSER", "NO_COLOR", "XDG_CONFIG_HOME", "$XDG_CONFIG_HOME/newswire/config.yaml"]
    {
        assert!(page.iter().any(|found| found == name), "{name}");
    }
}

/// Regression: it referred to pages that do not exist, such as newswire-list(1), and omitted the
/// options of commands.
#[test]
fn the_manual_tells_all_that_the_help_of_each_command_tells() {
    let home = Home::new();
    let page = manual(&home).join("\n");
    assert!(!page.contains("newswire-"), "no pages of their own");
    for command in ["list", "count", "check", "keys", "completions", "man"] {
        let (_, section) = page.split_once(&format!("\n.SS {command}\n")).expect("a command");
        let section = section.split("\n.S").next().expect("a section").to_owned() + "\n";
        let help = home.run(&[command, "-h"]).out;
        for line in help.lines().filter(|line| line.starts_with("      --")) {
            let (words, help) = line.trim().split_once("  ").expect("an option and its help");
            let words = words.replace(['<', '>'], "");
            let help = help.split(" [").next().expect("a sentence").trim();
            let everywhere =
                ["--config", "--log", "--no-cache", "--no-watch", "--no-stories", "--color"];
            let own = !everywhere.iter().any(|name| words.starts_with(name));
            let place = if own { &section } else { &page };
            assert!(place.contains(&format!("\n.TP\n{words}\n{help}\n")), "{command} {words}");
        }
    }
    for value in ["heat\nHottest first", "latest\nNewest first"] {
        assert!(page.contains(value), "{value}");
    }
    assert!(page.contains("(bash, elvish, fish, powershell, zsh)"));
    assert!(page.contains("two more fields"));
}

#[test]
fn the_manual_has_the_keys_that_the_reader_has() {
    let home = Home::new();
    let page = manual(&home).join("\n");
    let mut seen = 0;
    for row in home.run(&["keys"]).out.lines() {
        let (keys, rest) = row.split_once("  ").expect("keys");
        let (sentence, name) = rest.trim().split_once("  ").expect("a sentence");
        let said = format!("\n{keys}\n{sentence}\n({})\n", name.trim()).replace('…', "...");
        assert!(page.contains(&said), "{said}");
        seen += 1;
    }
    assert!(seen > 30);
    // Otherwise the caret of ^d is typeset as an accent.
    assert!(page.contains("\n.tr ^\\(ha"));
}

/// Regression: it documented no settings.
#[test]
fn the_manual_has_all_settings_and_the_grammar() {
    let home = Home::new();
    let page = manual(&home).join("\n");
    let (_, settings) = page.split_once("\n.SH SETTINGS\n").expect("a section");
    for option in newswire::options() {
        let default = format!("\n.TP\n{}: {}", option.name, option.default);
        assert!(settings.contains(default.trim_end()), "{}", option.name);
        for line in option.about.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let line = line.replace('…', "...");
            assert!(settings.lines().any(|set| set.trim() == line), "{}: {line}", option.name);
        }
    }
    assert!(
        page.contains("\n.nf\nquery   = [ or ] ;\nor      = and"),
        "the grammar keeps its lines"
    );
}

#[test]
fn the_examples_of_the_manual_are_not_broken() {
    let home = Home::new();
    let page = manual(&home);
    let heading = page.iter().position(|line| line == ".SH EXAMPLES").expect("a heading");
    let page = &page[heading..];
    let start = page.iter().position(|line| line == ".nf").expect("a start");
    let end = page.iter().position(|line| line == ".fi").expect("an end");
    let help = home.run(&["--help"]).out;
    let (_, examples) = help.split_once("Examples:\n").expect("examples");
    let examples: Vec<&str> = examples.lines().map(str::trim).collect();
    assert_eq!(page[start + 1..end], examples);
    // Width left by the margins of a page in 80 columns.
    assert!(examples.iter().all(|line| line.len() <= 71), "{examples:?}");
}

#[test]
#[cfg(unix)]
fn the_examples_of_the_help_work() {
    let home = Home::new();
    home.write("article.md", fs::read(home.path("news/storm.md")).expect("a fixture"));
    let help = home.run(&["--help"]).out;
    let folder = Path::new(PROGRAM).parent().expect("a folder").to_owned();
    let examples = help.lines().filter_map(|line| line.strip_prefix("  newswire "));
    let mut tried = 0;
    for example in examples.filter(|line| line.starts_with("list") || line.starts_with("check")) {
        let (words, _) = example.split_once("  ").expect("words and what they do");
        let mut shell = Command::new("sh");
        shell.current_dir(home.0.path()).envs(home.environment());
        shell.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
        let said = said(shell.args(["-c", &format!("newswire {words}")]));
        assert_eq!((said.code, said.err.is_empty() || words == "check ."), (0, true), "{words}");
        tried += 1;
    }
    assert!(tried > 3, "the examples were found");
}

#[test]
#[cfg(unix)]
fn nothing_in_a_document_or_its_name_steers_the_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let evil = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}31m\u{202e}";
    // YAML rejects raw control characters and has these escapes for them.
    let named = r"\e]0;owned\a\e[31m\x9b31m\u202e";
    let text = format!(
        "---\ntitle: \"Red {named}alert\"\nexcerpt: \"a{named}\"\nquality: \"x{named}\"\nurl: \"https://x.y/{named}\"\n---\n"
    );
    home.write(&format!("evil/{evil}\n.md"), text);
    home.write(&format!("evil/{evil}b.md"), format!("---\n{evil}: [\n---\n"));
    let odd = home.path("evil").join(OsStr::from_bytes(b"c\xff\x1b[2J.md"));
    fs::write(odd, "no header").expect("written");
    let gone = format!("gone{evil}");
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || c == '\u{202e}';
    for words in [
        &["list", "evil"][..],
        &["list", "--json", "evil"],
        &["list", "--jsonl", "evil"],
        &["check", "evil"],
        &["check", "--json", "evil"],
        &["check", &gone],
        &["list", "--sort", &gone],
        &["list", "--config", &gone],
        &["list", "--log", &format!("{gone}/x")],
    ] {
        let said = home.run(words);
        assert!(!said.out.contains(steers), "{words:?}: {:?}", said.out);
        assert!(!said.err.contains(steers), "{words:?}: {:?}", said.err);
    }
    let said = home.run(&["list", "--jsonl", "evil"]);
    assert!(said.out.contains("Red alert"), "{}", said.out);
    assert_eq!(said.records().len(), 3, "one line each, also where a name holds a line end");
}

#[test]
fn a_terminal_gets_a_table_that_fits() {
    let home = Home::new();
    for columns in [30, 60, 100] {
        let screen = home.on_terminal(columns, &["list", "--color", "never", "news"], &[]);
        let lines: Vec<&str> = screen.lines().collect();
        assert_eq!(lines.len(), 3, "{screen}");
        for line in &lines {
            assert!(wide(line) <= usize::from(columns), "{columns}: {line}");
        }
        // Dates are right-aligned, and headlines start in the same column.
        assert!(lines[0].starts_with(" 2 Jan 2024  "), "{screen}");
        assert!(lines[1].starts_with("15 Jun 2023  "), "{screen}");
        assert!(lines[2].starts_with("    no date  "), "{screen}");
        let start = |line: &str, word: &str| wide(line.split(word).next().expect("a start"));
        assert_eq!(start(lines[0], "A bridge"), start(lines[1], "Storm"), "{screen}");
        assert_eq!(lines[1].ends_with('…'), columns < 70, "{screen}");
    }
}

/// Width in columns, assuming that every character is either narrow or Chinese.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum()
}

#[test]
fn colour_is_for_terminals_and_can_be_refused() {
    let home = Home::new();
    troubled(&home);
    let words = ["list", "news"];
    assert!(home.on_terminal(80, &words, &[]).contains("\u{1b}[2m"));
    assert!(!home.on_terminal(80, &words, &[("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!home.on_terminal(80, &words, &[("TERM", "dumb")]).contains('\u{1b}'));
    let never = ["list", "news", "--color", "never"];
    assert!(!home.on_terminal(80, &never, &[]).contains('\u{1b}'));
    assert!(!home.on_terminal(80, &["--help"], &[("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!home.on_terminal(80, &["--color=never", "--help"], &[]).contains('\u{1b}'));
    assert!(home.on_terminal(80, &["--help"], &[]).contains('\u{1b}'));
    assert!(!home.run(&["check", "bad"]).out.contains('\u{1b}'));
    let always = home.run(&["check", "bad", "--color", "always"]);
    assert!(always.out.contains("\u{1b}[1m\u{1b}[31merror"), "{:?}", always.out);
    // Only severity and position are coloured.
    let plain = home.run(&["check", "bad"]).out;
    let (_, after) = plain.rsplit_once("error").expect("an error");
    assert!(always.out.ends_with(after) && after.contains(" (hint: put"), "{:?}", always.out);
}

#[test]
fn colour_in_a_pipe_is_promised_only_where_it_comes() {
    let home = Home::new();
    let plain = home.run(&["list", "news"]).out;
    assert_eq!(home.run(&["list", "news", "--color", "always"]).out, plain);
    let help = home.run(&["list", "--help"]).out;
    assert!(help.contains("tab-separated lines and JSON stay plain"), "{help}");
    assert!(home.run(&["keys", "--color", "always"]).out.contains('\u{1b}'));
}

#[test]
fn the_log_tells_what_was_loaded() {
    let home = Home::new();
    troubled(&home);
    let words = ["list", "--jsonl", "bad", "--log", "nw.log"];
    assert_eq!(home.run(&words).code, 0);
    let log = fs::read_to_string(home.path("nw.log")).expect("a log");
    assert!(log.contains("documents=2 problems=2 milliseconds="), "{log}");
    assert!(log.contains("bad/b.md:2:9: error"), "{log}");
    home.run(&words);
    let both = fs::read_to_string(home.path("nw.log")).expect("a log");
    assert!(both.starts_with(&log), "a second run writes below the first");
    home.run(&["list", "--log", "no/such/nw.log"])
        .refuses("cannot open the log no/such/nw.log: no such file", "a folder that exists");
}

#[test]
fn a_path_may_begin_with_a_dash() {
    let home = Home::new();
    let mut file = fs::File::create(home.path("-x.md")).expect("made");
    file.write_all(b"# Dashing\n").expect("written");
    assert_eq!(home.run(&["list", "--jsonl", "--", "-x.md"]).titles(), ["Dashing"]);
}

/// Three reports of one event, one of them folded, and one report of another.
fn covered(home: &Home) {
    let report = |name: &str, facts: &str| {
        let text = format!(
            "---\ntitle: {name}\nwebUrl: https://{name}.example/\nprovider: {{name: {name}}}\n{facts}---\n"
        );
        home.write(&format!("covered/{name}.md"), text);
    };
    let listing = "related:\n  - {title: x, webUrl: \"https://harbour.example/\"}\n  \
                   - {title: y, webUrl: \"https://far.example/\", provider: {name: Far}}\n";
    report("star", &format!("date: 2026-06-02\nheat: 90\nquality: 50\n{listing}"));
    report("harbour", "date: 2026-06-01\nheat: -1\nquality: 30\n");
    report("rain", "date: 2026-06-03\nheat: 20\nquality: 20\n");
}

#[test]
fn stories_are_listed_by_their_leads() {
    let home = Home::new();
    covered(&home);
    let said = home.run(&["list", "--stories", "covered"]);
    let rows: Vec<Vec<&str>> = said.out.lines().map(|line| line.split('\t').collect()).collect();
    let [rain, star] = rows.as_slice() else { panic!("{}", said.out) };
    assert_eq!((rain[2], &rain[4..]), ("rain", &["1", "1"][..]));
    assert_eq!((star[2], &star[4..]), ("star", &["3", "2"][..]), "sources and documents");
    assert_eq!(home.run(&["list", "covered"]).out.lines().count(), 3, "plain: every document");
}

#[test]
fn a_story_has_its_members_and_every_document_its_story() {
    let home = Home::new();
    covered(&home);
    let records =
        home.run(&["list", "--stories", "--sort", "sources", "--jsonl", "covered"]).records();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["sources"], 3);
    assert_eq!(records[0]["members"], serde_json::json!(["star.example", "harbour.example"]));
    let story = serde_json::json!({"id": "harbour.example", "lead": "star.example", "sources": 3});
    for record in home.run(&["list", "--jsonl", "covered"]).records() {
        if record["id"] != "rain.example" {
            assert_eq!(record["story"], story);
        }
        assert_eq!(record["members"], Value::Null, "that is of stories");
    }
}

#[test]
fn stories_are_ordered_by_what_matters() {
    let home = Home::new();
    covered(&home);
    let titles = |arguments: &[&str]| -> Vec<String> {
        let mut words = vec!["list", "--stories", "covered"];
        words.extend(arguments);
        let out = home.run(&words).out;
        out.lines().filter_map(|line| line.split('\t').nth(2)).map(str::to_owned).collect()
    };
    // A heat of 90 decays to 57 in the 24 hours before the newest report, which is more than 20.
    assert_eq!(titles(&["--sort", "top"]), ["star", "rain"]);
    assert_eq!(titles(&["--sort", "top", "--reverse"]), ["rain", "star"]);
    assert_eq!(titles(&["--sort", "sources", "--limit", "1"]), ["star"]);
    assert_eq!(titles(&["--sort", "latest"]), ["rain", "star"]);
    home.run(&["list", "--stories", "--no-stories", "covered"]).refuses("--no-stories", "--help");
}

#[test]
fn a_query_says_what_is_listed_and_counted() {
    let home = Home::new();
    let titles = |query: &str| -> Vec<String> {
        let out = home.run(&["list", "-q", query, "news"]).out;
        out.lines().filter_map(|line| line.split('\t').nth(2)).map(str::to_owned).collect()
    };
    assert_eq!(titles("harbour -bridge"), [STORM]);
    assert_eq!(titles("sort:title"), [BRIDGE, ARCHIVE, STORM]);
    assert_eq!(titles("sort:-title"), [STORM, ARCHIVE, BRIDGE]);
    assert_eq!(home.run(&["count", "-q", "quality=40", "news"]).out, "1\n");
    assert_eq!(home.run(&["count", "news"]).out, "3\n");
    let none = home.run(&["list", "-q", "zebra", "news"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
}

/// Regression: `today` and `newer:7d` found nothing in a folder that had not grown for a week.
#[test]
fn ages_in_an_archive_count_from_its_newest_article_and_that_is_said() {
    let home = Home::new();
    let today = home.run(&["list", "-q", "today", "news"]);
    assert!(today.out.contains(BRIDGE) && !today.out.contains(STORM), "{}", today.out);
    let note = "newswire: ages count from 2 Jan 2024, the date of the newest article\n";
    assert_eq!((today.code, today.err.as_str()), (0, note));
    let old = home.run(&["count", "-q", "older:4w", "news"]);
    assert_eq!((old.out.as_str(), old.err.as_str()), ("1\n", note));
    let before = home.run(&["count", "-q", "before:2024", "news"]);
    assert_eq!((before.out.as_str(), before.err.as_str()), ("1\n", ""), "a day is not an age");
    let now = jiff::Timestamp::now();
    home.write("news/now.md", format!("---\ntitle: Now\ndate: {now}\n---\n"));
    let now = home.run(&["count", "-q", "newer:1d", "news"]);
    assert_eq!((now.out.as_str(), now.err.as_str()), ("1\n", ""), "no archive any more");
}

#[test]
fn the_provider_of_a_bare_post_is_its_site() {
    let home = Home::new();
    for path in ["sites/kernel/_posts/2026/a.md", "sites/content/garden/2026-01/a-page/index.md"] {
        home.write(path, "---\ntitle: Post\ndate: 2026-01-02\n---\nText.\n");
    }
    let name = |record: &Value| record["provider"]["name"].as_str().expect("a name").to_owned();
    let names = |arguments: &[&str]| -> Vec<String> {
        let mut names: Vec<String> = home.run(arguments).records().iter().map(name).collect();
        names.sort_unstable();
        names
    };
    assert_eq!(names(&["list", "--jsonl", "sites"]), ["garden", "kernel"]);
    assert_eq!(names(&["list", "--jsonl", "sites"]), ["garden", "kernel"], "from the cache");
    assert_eq!(names(&["list", "--jsonl", "sites/kernel"]), ["kernel"]);
    assert_eq!(names(&["list", "--jsonl", "sites/kernel/_posts/2026/a.md"]), ["kernel"]);
}

#[test]
fn a_wrong_query_is_shown_with_a_mark_under_the_mistake() {
    let home = Home::new();
    let said = home.run(&["list", "-q", "港口 tilte:mars", "news"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(
        lines[..3],
        ["newswire: there is no field `tilte`", "  港口 tilte:mars", "       ^^^^^^"]
    );
    assert!(lines[3].starts_with("hint: did you mean title:?"), "{}", lines[3]);
    assert_eq!(home.run(&["count", "-q", "(", "news"]).code, 2);
}
