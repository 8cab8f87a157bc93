//! Several processes on one library, and processes that are killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::server::{Servers, feed, reply};

/// A home folder with a file of feeds, for the program itself.
struct Home(tempfile::TempDir);

impl Home {
    fn new(addresses: &[String]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("config/newswire");
        fs::create_dir_all(&config).expect("made");
        fs::write(config.join("feeds"), addresses.join("\n")).expect("written");
        Self(folder)
    }

    fn start(&self, options: &[&str]) -> Child {
        self.command(options).spawn().expect("it starts")
    }

    fn command(&self, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
        command
            .arg("sync")
            .args(options)
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("XDG_DATA_HOME", self.0.path().join("data"))
            .env("XDG_STATE_HOME", self.0.path().join("state"))
            .env("XDG_CACHE_HOME", self.0.path().join("cache"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn sync(&self, options: &[&str]) -> (String, String, Option<i32>) {
        let output = self.start(options).wait_with_output().expect("it ends");
        let text = |bytes| String::from_utf8(bytes).expect("a text");
        (text(output.stdout), text(output.stderr), output.status.code())
    }

    fn documents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.0.path().join("data"), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn the_command_reports_what_is_new_and_is_silent_otherwise() {
    let servers = Servers::start(2, |request| match request.host.as_str() {
        "127.0.0.1" => reply(200, "etag: \"1\"\r\n", feed("A Blog", 0..3)),
        _ => reply(404, "", ""),
    });
    let home = Home::new(&[servers.url(1, "/feed"), servers.url(2, "/feed")]);
    let (out, err, code) = home.sync(&[]);
    assert_eq!(out, "A Blog: 3 new\n2 feeds, 3 new, 1 failed\n");
    assert!(err.contains("there is no feed at this address (404)"), "{err}");
    assert_eq!(code, Some(1));
    assert_eq!(home.sync(&[]), (String::new(), String::new(), Some(0)), "nothing is due");
    let (out, _, code) = home.sync(&["--jsonl", &servers.url(1, "/feed")]);
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0]["new"].as_u64(), lines[1]["requested"].as_u64()), (Some(0), Some(1)));
    assert_eq!(code, Some(0));
    let (_, err, code) = home.sync(&["nonsense"]);
    assert!(err.contains("there is no feed nonsense"), "{err}");
    assert_eq!(code, Some(2));
}

#[test]
fn two_processes_fetch_each_feed_once() {
    let servers = Servers::start(30, |_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        reply(200, "etag: \"1\"\r\n", feed("A", 0..10))
    });
    let addresses: Vec<_> = (1..=30).map(|server| servers.url(server, "/feed")).collect();
    let home = Home::new(&addresses);
    let running: Vec<_> = (0..4).map(|_| home.start(&[])).collect();
    let codes: Vec<_> = running
        .into_iter()
        .map(|child| child.wait_with_output().expect("it ends").status.code())
        .collect();
    assert_eq!(codes, [Some(0); 4]);
    assert_eq!(servers.requests().len(), 30);
    let ended = |name: &PathBuf| name.extension().is_some_and(|it| it == "html");
    assert_eq!(home.documents().keys().filter(|name| ended(name)).count(), 300);
}

/// Kills a sync at many different moments; the last one finishes the work.
#[test]
fn a_sync_that_is_killed_loses_and_doubles_nothing() {
    let servers = Servers::start(20, |_| reply(200, "etag: \"1\"\r\n", feed("A", 0..50)));
    let addresses: Vec<_> = (1..=20).map(|server| servers.url(server, "/feed")).collect();
    let home = Home::new(&addresses);
    for round in 0..50_u64 {
        let mut child = home.start(&["--all"]);
        // The moment of death is what differs between the rounds.
        std::thread::sleep(std::time::Duration::from_millis(round * 3));
        let _ = child.kill();
        child.wait().expect("it ends");
    }
    let (_, err, code) = home.sync(&["--all"]);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    let documents = home.documents();
    assert_eq!(documents.len(), 20 * 50, "{:?}", documents.keys().next_back());
    assert!(documents.values().all(|text| text.starts_with(b"---\n") && text.ends_with(b"</p>\n")));
    let (out, _, _) = home.sync(&["--all"]);
    assert_eq!(out, "", "there is nothing new");
}

/// Running the command again and again asked the servers as often. The proxy stands for servers of
/// others, since one's own may be asked at any time.
#[test]
fn a_feed_is_not_asked_twice_within_an_hour_by_hand_either() {
    let servers = Servers::start(1, |asked| match asked.path.as_str() {
        "blog.example:80" => b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
        "/none" => reply(404, "", ""),
        _ => reply(200, "etag: \"1\"\r\n", feed("A Blog", 0..3)),
    });
    let home =
        Home::new(&["blog.example/feed", "blog.example/none"].map(|it| format!("http://{it}")));
    let sync = |options: &[&str]| {
        let mut command = home.command(options);
        for name in ["HTTP_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] {
            command.env_remove(name);
        }
        let output = command.env("http_proxy", servers.url(1, "")).output().expect("it runs");
        let asked = servers.requests().into_iter().filter(|asked| asked.path.starts_with('/'));
        let paths: Vec<_> = asked.map(|asked| asked.path).collect();
        (String::from_utf8_lossy(&output.stdout).into_owned(), paths)
    };
    assert_eq!(sync(&[]).1, ["/feed", "/none"]);
    let (out, asked) = sync(&["--all", "--jsonl"]);
    assert!(asked.is_empty(), "{asked:?}");
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["skipped"], "it was fetched less than a minute ago");
    assert_eq!(lines[1]["skipped"], "it failed, and is tried again later");
    assert_eq!(lines[2]["skipped"], 2);
    assert!(sync(&["http://blog.example/feed"]).1.is_empty(), "by its name");
    assert_eq!(sync(&["http://blog.example/none"]).1, ["/none"], "it may be mended");
}
