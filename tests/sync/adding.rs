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
    assert!(errors.contains("hint: check the address; ") && errors.contains("--as-is"), "{errors}");
    assert!(!home.path().join("config/newswire/feeds").exists());
    let said = newswire(home.path(), &["feeds", "add", "--as-is", &url]);
    assert_eq!(said.status.code(), Some(0));
    assert!(home.path().join("config/newswire/feeds").exists());
}

/// Regression: a feed that was added while another process fetched was said to be added, and nothing
/// told why no article came.
#[test]
fn a_feed_that_cannot_be_fetched_now_is_promised_for_the_next_sync() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    let state = home.path().join("state/newswire");
    fs::create_dir_all(&state).expect("made");
    let lock = fs::File::create(state.join("marks.sync-lock")).expect("made");
    lock.lock().expect("free");
    let said = newswire(home.path(), &["feeds", "add", &servers.url(1, "/all.xml")]);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(0), "{errors}");
    assert!(errors.contains("the next sync fetches"), "{errors}");
}

/// Regression: what a program of a feed had started ran on when the sync was ended.
#[cfg(unix)]
#[test]
fn a_sync_that_is_ended_leaves_no_program_behind() {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let home = tempfile::tempdir().expect("a folder");
    let config = home.path().join("config/newswire");
    fs::create_dir_all(&config).expect("made");
    let line = "\"exec:sh -c 'sleep 600 & echo $! > note; wait'\"\n";
    fs::write(config.join("feeds"), line).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state")] {
        command.env(format!("XDG_{name}_HOME"), home.path().join(folder));
    }
    let mut sync = command.arg("sync").current_dir(home.path()).spawn().expect("it runs");
    let note = home.path().join("note");
    let started = until(|| fs::read_to_string(&note).ok().filter(|it| it.ends_with('\n')));
    kill_process(Pid::from_child(&sync), Signal::TERM).expect("it runs");
    assert!(!sync.wait().expect("it ends").success());
    let process = Pid::from_raw(started.trim().parse().expect("a number")).expect("a process");
    let stat = format!("/proc/{}/stat", started.trim());
    until(|| {
        let is_zombie = fs::read_to_string(&stat).is_ok_and(|it| it.contains(") Z "));
        (is_zombie || test_kill_process(process).is_err()).then_some(())
    });
}

/// Waits until there is something, for at most 20 seconds.
#[cfg(unix)]
fn until<T>(look: impl Fn() -> Option<T>) -> T {
    let began = std::time::Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed().as_secs() < 20, "nothing came");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn without_a_scheme_the_one_that_works_is_added() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    let bare = |path: &str| format!("127.0.0.1:{}{path}", servers.port);
    let said = newswire(home.path(), &["feeds", "add", &bare("/all.xml")]);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(0), "{errors}");
    let feeds = fs::read_to_string(home.path().join("config/newswire/feeds")).expect("feeds");
    assert_eq!(feeds, format!("{}\n", servers.url(1, "/all.xml")));
    let said = newswire(home.path(), &["feeds", "add", &bare("/none")]);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(1));
    assert!(errors.contains("there is no feed at this address (404)"), "{errors}");
    assert!(!errors.contains("--as-is"), "https would be added, which cannot work: {errors}");
}

#[test]
fn a_feed_is_named_by_its_own_title() {
    let servers = Servers::start(1, site);
    let home = tempfile::tempdir().expect("a folder");
    for path in ["/all.xml", "/other.xml"] {
        newswire(home.path(), &["feeds", "add", "--title", "Mine", &servers.url(1, path)]);
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let several = newswire(home.path(), &["feeds", "remove", "mine"]);
    assert_eq!(several.status.code(), Some(2));
    let errors = text(&several.stderr);
    assert!(errors.contains("2 feeds are called mine: ") && errors.contains("/other.xml"));
    servers.requests();
    let sync = newswire(home.path(), &["sync", "another"]);
    assert_eq!(sync.status.code(), Some(0), "{}", text(&sync.stderr));
    let paths: Vec<String> = servers.requests().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths, ["/other.xml"]);
    let removed = newswire(home.path(), &["feeds", "remove", "a blog"]);
    assert_eq!(removed.status.code(), Some(0), "{}", text(&removed.stderr));
    let feeds = fs::read_to_string(home.path().join("config/newswire/feeds")).expect("feeds");
    assert_eq!(feeds, format!("{} ~Mine\n", servers.url(1, "/other.xml")));
    fs::write(home.path().join("config/newswire/feeds"), servers.url(1, "/other.xml"))
        .expect("written");
    let opml = text(&newswire(home.path(), &["feeds", "export"]).stdout);
    assert!(opml.contains("title=\"Another\""), "{opml}");
}
