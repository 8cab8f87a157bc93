//! `newswire feeds`: the real program, what it writes into the file of feeds, what it says.

#[path = "support/said.rs"]
mod said;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use said::{Said, said};

/// A home folder with a file of feeds, or none.
struct Home(TempDir);

impl Home {
    fn new(feeds: &str) -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        if !feeds.is_empty() {
            fs::create_dir_all(home.path("config/newswire")).expect("made");
            fs::write(home.feeds(), feeds).expect("written");
        }
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn feeds(&self) -> PathBuf {
        self.path("config/newswire/feeds")
    }

    fn content(&self) -> String {
        fs::read_to_string(self.feeds()).expect("a file of feeds")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
        command.current_dir(self.0.path()).args(words).env_remove("NO_COLOR");
        let folders = ["", "config", "state", "cache", "data"].map(|name| self.path(name));
        let names =
            ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"];
        command.envs(names.into_iter().zip(folders));
        command
    }

    fn run(&self, words: &[&str]) -> Said {
        said(&mut self.command(words))
    }
}

const FEEDS: &str = "# mine\nhttps://one.example/feed news \"long reads\" ~\"The One\"\n\n\
    https://ada:secret@two.example/rss?token=abc   # private\n\"exec:~/bin/feed.sh rust\" tech\n";

#[test]
fn feeds_are_listed_in_the_order_of_the_file_without_secrets() {
    let home = Home::new(FEEDS);
    let said = home.run(&["feeds"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(
        said.out,
        "https://one.example/feed\tThe One\tnews,long reads\t-\t-\n\
         https://ada:***@two.example/rss?token=***\ttwo.example/rss\t-\t-\t-\n\
         exec:~/bin/feed.sh rust\texec:~/bin/feed.sh rust\ttech\t-\t-\n"
    );
    let said = home.run(&["feeds", "list", "--json"]);
    let rows: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(rows[0]["title"], "The One");
    assert_eq!(rows[0]["tags"][1], "long reads");
    assert_eq!(rows[1]["url"], "https://ada:***@two.example/rss?token=***");
    let names = [
        "url", "title", "tags", "folder", "unread", "fetched", "next", "error", "paused", "hidden",
    ];
    let keys = rows[0].as_object().expect("an object");
    assert!(names.iter().all(|name| keys.contains_key(*name)) && keys.len() == names.len());
    assert_eq!(rows[0]["fetched"], Value::Null);
    assert_eq!(home.run(&["feeds", "--json"]).out, said.out);
}

#[test]
fn without_feeds_the_list_says_how_to_add_one() {
    let home = Home::new("");
    let said = home.run(&["feeds"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(said.err.contains("newswire feeds add URL"), "{}", said.err);
    assert_eq!(home.run(&["feeds", "list", "--json"]).out, "[]\n");
}

#[test]
fn a_feed_is_added_at_the_end_and_once() {
    let home = Home::new(FEEDS);
    let words =
        ["feeds", "add", "--as-is", "three.example/feed", "--tag", "a b", "--title", "Three"];
    let said = home.run(&words);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "added: https://three.example/feed\n");
    assert_eq!(home.content(), format!("{FEEDS}https://three.example/feed \"a b\" ~Three\n"));
    let again = home.run(&["feeds", "add", "http://www.three.example/feed/"]);
    assert_eq!(again.code, 1);
    assert!(
        again.err.contains("already subscribed: https://three.example/feed (line 6"),
        "{}",
        again.err
    );
    let both =
        home.run(&["feeds", "add", "--as-is", "four.example", "https://four.example/", "--json"]);
    let rows: Value = serde_json::from_str(&both.out).expect("JSON");
    assert_eq!(rows.as_array().expect("an array").len(), 1, "{}", both.out);
}

#[test]
fn what_is_no_address_is_refused_and_nothing_is_written() {
    let home = Home::new("");
    home.run(&["feeds", "add", "rust"]).refuses("this is not an address", "https://");
    home.run(&["feeds", "add", "file:///etc/passwd"])
        .refuses("file: is not an address", "https://");
    home.run(&["feeds", "add", "exec:rm x"]).refuses("not an address", "https://");
    home.run(&["feeds", "add"]).refuses("", "newswire feeds add --tag");
    home.run(&["feeds", "add", "a.example", "b.example", "--title", "x"])
        .refuses("several feeds cannot have one title", "one by one");
    assert!(!home.feeds().exists());
    let said = home.run(&["feeds", "add", "https://ada:secret@[x/"]);
    assert!(!said.err.contains("secret"), "{}", said.err);
}

#[test]
fn removing_a_feed_deletes_its_line_alone_and_no_article() {
    let home = Home::new(FEEDS);
    let said = home.run(&["feeds", "remove", "the one"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(said.err.starts_with("removed: https://one.example/feed\n"), "{}", said.err);
    assert!(said.err.contains("data/newswire/feeds"), "{}", said.err);
    let line = "https://one.example/feed news \"long reads\" ~\"The One\"\n";
    assert_eq!(home.content(), FEEDS.replace(line, ""));
    home.run(&["feeds", "remove", "the one"]).refuses("there is no feed the one", "feeds list");
    let masked = home.run(&["feeds", "remove", "https://ada:***@two.example/rss?token=***"]);
    assert_eq!(masked.code, 0, "{}", masked.err);
    assert_eq!(home.content(), "# mine\n\n\"exec:~/bin/feed.sh rust\" tech\n");
}

#[test]
fn a_list_that_is_exported_is_imported_as_it_was() {
    let lines = "https://a.example/feed?x=1&y=2 news/world ~\"A & <b>\"\n\
        https://b.example/ news/world other ~B\nhttps://c.example/ ~C\n";
    let home = Home::new(lines);
    let opml = home.run(&["feeds", "export"]).out;
    assert!(opml.contains("<outline text=\"news\"") && opml.contains("<outline text=\"world\""));
    let other = Home::new("");
    fs::write(other.path("feeds.opml"), &opml).expect("written");
    let said = other.run(&["feeds", "import", "feeds.opml"]);
    assert_eq!(said.code, 0);
    assert!(said.err.ends_with("3 feeds added, 0 there already, 0 left out\n"), "{}", said.err);
    assert_eq!(other.content(), lines);
    let again = other.run(&["feeds", "import", "feeds.opml"]);
    assert!(again.err.ends_with("0 feeds added, 3 there already, 0 left out\n"), "{}", again.err);
    assert_eq!(other.run(&["feeds", "export"]).out, opml);
}

#[test]
fn an_export_has_no_passwords_and_no_commands() {
    let said = Home::new(FEEDS).run(&["feeds", "export"]);
    assert!(!said.out.contains("secret") && !said.out.contains("exec:"), "{}", said.out);
    assert!(said.out.contains("https://two.example/rss?token=abc"), "{}", said.out);
    assert!(said.err.contains("left out: 1 command"), "{}", said.err);
    assert!(said.err.contains("1 address may contain a secret"), "{}", said.err);
}

#[test]
fn an_import_takes_what_is_safe_and_says_what_it_leaves_out() {
    let home = Home::new("https://a.example/ mine\n");
    let list = "<opml><body><outline text='A' xmlUrl='http://www.a.example'/>\
        <outline text='x' xmlUrl='exec:rm -rf /'/><outline text='y' xmlUrl='filter:x:http://y.example'/>\
        <outline type='rss' text='none'/><outline text='F'><outline text='B' xmlUrl='b.example'/>\
        </outline></body></opml>";
    let said = said(home.command(&["feeds", "import", "-"]).write_stdin(list));
    assert_eq!(home.content(), "https://a.example/ mine\nhttps://b.example F ~B\n");
    let place = "left out: standard input: error: ";
    assert!(
        said.err.contains(&format!("{place}exec:rm -rf /: exec: is not an address")),
        "{}",
        said.err
    );
    assert!(said.err.contains(&format!("{place}an entry without an address")), "{}", said.err);
    let kept = "already there: https://a.example/, its title and tags were kept as they are\n";
    assert!(said.err.contains(kept), "{}", said.err);
    assert!(said.err.ends_with("1 feed added, 1 there already, 3 left out\n"), "{}", said.err);
    fs::write(home.path("page.html"), "<html><body>no</body></html>").expect("written");
    home.run(&["feeds", "import", "page.html"]).refuses("not OPML", "newsboat");
    home.run(&["feeds", "import", "none.opml"]).refuses("no such file", "OPML");
}

/// Importing what holds no feed at all was called fine.
#[test]
fn an_import_of_garbage_fails() {
    let home = Home::new("");
    fs::write(home.path("garbage"), b"\xff\xfe\n%PDF:1\n\x00\x01\n").expect("written");
    let said = home.run(&["feeds", "import", "garbage"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("0 feeds added"), "{}", said.err);
    assert!(!home.feeds().exists());
}

#[test]
fn newsboats_urls_are_imported_and_searches_become_views() {
    let home = Home::new("");
    let urls = "# newsboat\nhttp://a.example/rss \"~A title\" news !\n\n\"exec:~/x.sh\"\n\
        \"query:Unread:unread = \\\"yes\\\" and tags # \\\"news\\\"\"\nfile:///home/x\n";
    fs::write(home.path("urls"), urls).expect("written");
    let said = home.run(&["feeds", "import", "urls"]);
    assert_eq!(home.content(), "http://a.example/rss news ! ~\"A title\"\n");
    assert!(said.err.contains("urls:6:1: error: file: is not an address"), "{}", said.err);
    assert!(said.err.contains("urls:4:1: error: exec:~/x.sh: a command is not"), "{}", said.err);
    let views = said.err.split_once("views:\n").expect("views").1;
    assert!(views.contains(r#"query: "is:unread topic=\"news\"""#), "{views}");
    assert!(said.err.ends_with("1 feed added, 0 there already, 2 left out\n"), "{}", said.err);
}

#[test]
fn check_and_doctor_name_what_is_wrong_in_the_file_of_feeds() {
    let home = Home::new("https://a.example/\nftp://b.example/\nhttps://c.example/ every=x\n");
    let said = home.run(&["check"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let place = home.feeds().display().to_string();
    assert!(
        said.out.contains(&format!("{place}:2:1: error: ftp: is not an address")),
        "{}",
        said.out
    );
    assert!(
        said.out.contains(&format!("{place}:3:20: warning: `every` needs a time")),
        "{}",
        said.out
    );
    let doctor = home.run(&["doctor"]);
    let line = doctor.out.lines().find(|line| line.contains("FAIL  feeds")).expect("a line");
    assert!(line.contains(":2:1: ftp: is not an address of a feed, and 1 more"), "{line}");
    let fine = Home::new(FEEDS).run(&["doctor"]);
    assert!(fine.out.lines().any(|it| it.contains("PASS  feeds") && it.ends_with("3 feeds")));
    let list = home.run(&["feeds"]);
    assert_eq!(list.out.lines().count(), 2);
    assert!(list.err.starts_with("2 problems in the file of feeds"), "{}", list.err);
}

#[test]
fn a_file_that_cannot_be_written_is_said_and_kept() {
    let home = Home::new("https://a.example/\n");
    let mut permissions = fs::metadata(home.feeds()).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(home.feeds(), permissions).expect("read-only");
    home.run(&["feeds", "add", "--as-is", "b.example"]).refuses("read-only", "permissions");
    assert_eq!(home.content(), "https://a.example/\n");
}

#[test]
fn addresses_are_completed_after_remove() {
    let home = Home::new(FEEDS);
    let said = home.run(&["complete", "zsh", "newswire", "feeds", "remove", "https://o"]);
    assert_eq!(said.out, "finished\nhttps://one.example/feed\tThe One\n", "{}", said.err);
}

#[test]
fn what_an_import_says_is_in_order_and_its_views_are_settings() {
    let home = Home::new("");
    let urls = "\"query:Unread:unread = \\\"yes\\\"\" spare\nexec:x.sh\n\
        \"query:Unread:title =~ \\\"a/b|\\\\\\\"c\\\"\"\nftp://b.example/\n\
        https://ada:secret@c.example/rss news\n\"query::age < 3\"\nd.example user=ada\n";
    fs::write(home.path("urls"), urls).expect("written");
    let said = home.run(&["feeds", "import", "urls"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.err.contains("secret"), "{}", said.err);
    let left_out = said.err.lines().filter_map(|line| line.strip_prefix("left out: urls:"));
    let lines: Vec<&str> = left_out.map(|line| line.split(':').next().expect("a line")).collect();
    assert_eq!(lines, ["1", "2", "4", "5", "7"], "{}", said.err);
    assert_eq!(home.content(), "https://c.example/rss news\nhttps://d.example\n");
    let views = said.err.split_once("\nviews:\n").expect("views").1;
    let end = views.lines().take_while(|line| line.starts_with("  ")).count();
    let views: Vec<&str> = views.lines().take(end).collect();
    assert!(views[0].contains("\"Unread 2\"") && views[2].contains("\"Unread 3\""), "{views:?}");
    let settings = format!("views:\n{}\n", views.join("\n"));
    fs::write(home.path("config/newswire/config.yaml"), settings).expect("written");
    let check = home.run(&["config", "check"]);
    assert_eq!((check.code, check.out.as_str()), (0, ""), "{}", check.err);
    let again = home.run(&["feeds", "import", "urls"]);
    assert!(again.err.contains("\"Unread 4\""), "{}", again.err);
}

#[test]
fn passwords_in_the_addresses_of_opml_are_left_out() {
    let home = Home::new("");
    let list = "<opml><outline xmlUrl='https://ada:secret@a.example/rss'/></opml>";
    let said = said(home.command(&["feeds", "import", "-"]).write_stdin(list));
    assert_eq!(home.content(), "https://a.example/rss\n");
    assert!(said.err.contains("user and password of https://a.example/rss"), "{}", said.err);
    assert!(!said.err.contains("secret"), "{}", said.err);
}

#[test]
fn feeds_of_one_host_are_told_apart_before_they_are_fetched() {
    let home = Home::new("https://a.example/one/\nhttps://a.example/two pause !\n");
    let said = home.run(&["feeds"]);
    let titles: Vec<&str> = said.out.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    assert_eq!(titles, ["a.example/one", "a.example/two"]);
    assert!(said.out.ends_with("\tpause,!\n"), "{}", said.out);
    let rows: Value = serde_json::from_str(&home.run(&["feeds", "--json"]).out).expect("JSON");
    assert_eq!((&rows[1]["paused"], &rows[1]["hidden"]), (&true.into(), &true.into()));
    let opml = home.run(&["feeds", "export"]).out;
    assert!(opml.contains("title=\"a.example/one\""), "{opml}");
    let other = Home::new("");
    said_of_import(&other, &opml);
    assert_eq!(other.content(), "https://a.example/one/\nhttps://a.example/two\n");
}

fn said_of_import(home: &Home, opml: &str) -> Said {
    said(home.command(&["feeds", "import", "-"]).write_stdin(opml))
}

#[test]
fn wrong_settings_and_missing_words_are_said() {
    let home = Home::new("https://a.example/one\n");
    home.run(&["sync", "nothing"]).refuses("there is no feed nothing", "feeds list");
    Home::new("").run(&["sync", "nothing"]).refuses("there is no feed nothing", "feeds list");
    home.run(&["feeds", "export", "--json"]).refuses("OPML", "feeds --json");
    for words in [
        vec!["feeds", "--json", "import"],
        vec!["feeds", "--json", "add"],
        vec!["feeds", "--json", "remove"],
        vec!["--no-cache", "mark", "--read"],
        vec!["mark", "--no-cache", "--read"],
    ] {
        let said = home.run(&words);
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(said.err.contains("were not provided: <"), "{}", said.err);
        assert!(!said.err.contains("shell"), "{words:?}: {}", said.err);
    }
    home.run(&["cache"]).refuses("`newswire cache` requires", "newswire cache --help");
    fs::write(home.path("config/newswire/config.yaml"), "retain.months: x\n").expect("written");
    home.run(&["sync"]).refuses("config.yaml:1:", "");
    home.run(&["feeds"]).refuses("config.yaml:1:", "");
}
