//! `newswire feeds add`: the feed of a site is found, subscribed to and fetched.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::server::{HttpRequest, Servers, feed, reply};

fn site(request: &HttpRequest) -> Vec<u8> {
    let page = "<link rel=alternate type='application/rss+xml' href='/all.xml'>\
        <link rel=alternate type='application/rss+xml' href='/other.xml'>";
    match request.path.as_str() {
        "/" => reply(200, "", page),
        "/all.xml" => reply(200, "etag: \"1\"\r\n", feed("A Blog", 0..9)),
        "/other.xml" => reply(200, "", feed("Another", 20..22)),
        _ => reply(404, "", "no"),
    }
}

fn newswire(home: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    for (name, folder) in
        [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")]
    {
        command.env(format!("XDG_{name}_HOME"), home.join(folder));
    }
    command.args(words).env("HOME", home).current_dir(home).output().expect("it runs")
}

#[test]
fn the_feed_of_a_site_is_added_with_the_password_that_was_typed() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    let url = servers.url(1, "/").replace("http://", "http://ada:secret@");
    let said = newswire(home.path(), &["feeds", "add", "--tag", "blogs", &url]);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(0), "{errors}");
    assert!(!errors.contains("secret"), "{errors}");
    assert!(errors.contains("A Blog: 9 new"), "{errors}");
    assert!(errors.contains("/other.xml Another"), "{errors}");
    let feeds = fs::read_to_string(home.path().join("config/newswire/feeds")).expect("feeds");
    assert_eq!(feeds, format!("{url}all.xml blogs\n"));
    let list = newswire(home.path(), &["feeds", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&list.stdout).expect("JSON");
    assert_eq!(rows[0]["title"], "A Blog");
    assert_eq!(rows[0]["unread"], 9);
    let read = ["mark", "--read", "-q", "title:5", "data/newswire/feeds"];
    assert_eq!(newswire(home.path(), &read).status.code(), Some(0));
    let list = newswire(home.path(), &["feeds", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&list.stdout).expect("JSON");
    assert_eq!(rows[0]["unread"], 8);
    assert!(rows[0]["fetched"].is_string() && rows[0]["folder"].is_string(), "{rows}");
}

#[test]
fn what_was_found_is_not_requested_again() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    let said = newswire(home.path(), &["feeds", "add", &servers.url(1, "/all.xml")]);
    assert_eq!(said.status.code(), Some(0), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(servers.requests().len(), 1);
    let again = newswire(home.path(), &["feeds", "add", &servers.url(1, "/all.xml")]);
    assert_eq!((again.status.code(), servers.requests().len()), (Some(1), 0));
}

#[test]
fn an_address_without_a_feed_is_added_only_as_is() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    let url = servers.url(1, "/none");
    let said = newswire(home.path(), &["feeds", "add", &url]);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(1));
    assert!(errors.contains("there is no feed at this address (404)"), "{errors}");
    assert!(errors.contains("hint: --as-is"), "{errors}");
    assert!(!home.path().join("config/newswire/feeds").exists());
    let said = newswire(home.path(), &["feeds", "add", "--as-is", &url]);
    assert_eq!(said.status.code(), Some(0));
    assert!(home.path().join("config/newswire/feeds").exists());
}
