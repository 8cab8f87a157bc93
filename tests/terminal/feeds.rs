//! Feeds in the reader: from an address that is typed to articles on the screen, and what arrives
//! later.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::pty::{Folder, Setup, Terminal};
use crate::server::{HttpRequest, Servers, feed, reply};

fn page(request: &HttpRequest) -> Option<Vec<u8>> {
    let page = "<html><head><link rel=alternate type='application/rss+xml' href='/all.xml'>\
                </head><body>A blog</body></html>";
    (request.path == "/").then(|| reply(200, "", page))
}

fn blog(request: &HttpRequest) -> Vec<u8> {
    page(request).unwrap_or_else(|| match request.path.as_str() {
        "/all.xml" => reply(200, "etag: \"1\"\r\n", feed("A Blog", 0..9)),
        _ => reply(404, "", "<html>no</html>"),
    })
}

/// Starts the reader with these lines in the file of feeds.
fn reader(size: (u16, u16), lines: &str) -> (Folder, Terminal) {
    let config = Folder::new();
    config.write("newswire/feeds", lines);
    let place = config.path().to_string_lossy().into_owned();
    let terminal = Setup::new(size.0, size.1).variable("XDG_CONFIG_HOME", place).start();
    (config, terminal)
}

#[test]
fn from_an_address_that_is_typed_to_its_first_article() {
    let servers = Servers::start(1, blog);
    let (config, mut terminal) = reader((120, 40), "");
    terminal.wait_for_text("a adds a site");
    terminal.type_keys("a");
    terminal.wait_for_text("Add a feed");
    terminal.type_keys(&format!("127.0.0.1:{}\r", servers.port));
    terminal.wait_for_text("Entry 8");
    terminal.type_keys("\r");
    terminal.wait_for_text("tags:");
    terminal.type_keys("rust\r");
    terminal.wait_for("the articles", |screen| {
        let contents = screen.contents();
        let parts = ["9 articles", "Entry 8", "your feeds"];
        parts.iter().all(|part| contents.contains(part))
    });
    let lines = fs::read_to_string(config.path().join("newswire/feeds")).expect("a file");
    assert_eq!(lines, format!("{} rust\n", servers.url(1, "/all.xml")));
    terminal.type_keys("b");
    terminal.wait_for_text("▾ rust");
    terminal.type_keys("\x1bq");
    terminal.wait_for_text("9 articles");
}

#[test]
fn a_sync_without_anything_to_fetch_says_so() {
    let config = Folder::new();
    config.write("newswire/feeds", "https://a.example/feed pause\n");
    let place = config.path().to_string_lossy().into_owned();
    let sync = || Setup::new(100, 20).path("sync").variable("XDG_CONFIG_HOME", place.clone());
    for (mut terminal, words) in [
        (sync().start(), "nothing is due; --all fetches all"),
        (sync().path("--all").start(), "all feeds are paused"),
    ] {
        terminal.wait_for_text(words);
        assert_eq!(terminal.wait_exit(), 0);
    }
}

#[test]
fn feeds_that_are_due_are_fetched_and_errors_are_told() {
    let servers = Servers::start(2, |asked: &HttpRequest| match asked.host.as_str() {
        "127.0.0.1" => blog(asked),
        _ => reply(404, "", "<html>no</html>"),
    });
    let lines = format!("{} a\n{} b\n", servers.url(1, "/all.xml"), servers.url(2, "/gone"));
    let (_config, mut terminal) = reader((200, 50), &lines);
    terminal.wait_for("the sidebar and the articles", |screen| {
        let contents = screen.contents();
        contents.contains("▾ a") && contents.contains("9 articles")
    });
    terminal.wait_for_text("1 warning");
    terminal.type_keys("!");
    terminal.wait_for_text("there is no feed at this address (404)");
    terminal.wait_for_text("newswire/feeds:2:1");
}

#[test]
fn new_articles_are_announced_while_reading_and_reload_fetches() {
    let more = Arc::new(AtomicBool::new(false));
    let is_more = Arc::clone(&more);
    let servers = Servers::start(1, move |_: &HttpRequest| {
        let end = if is_more.load(Ordering::Relaxed) { 40 } else { 30 };
        reply(200, "", feed("A Blog", 0..end))
    });
    let (config, mut terminal) = reader((120, 24), &format!("{}\n", servers.url(1, "/all.xml")));
    terminal.wait_for_text("30 articles");
    terminal.type_keys("G");
    terminal.wait_for_text("30/30");
    more.store(true, Ordering::Relaxed);
    // An hour must pass before the same feed is requested again, so that another line is added.
    let lines = format!("{}\n{}\n", servers.url(1, "/all.xml"), servers.url(1, "/other.xml"));
    config.write("newswire/feeds", &lines);
    terminal.type_keys("R");
    terminal.wait_for_text("10 new · g");
}

#[test]
fn an_episode_is_downloaded_and_goes_on_after_a_restart() {
    let bytes: Vec<u8> = (0..60_000_u32).flat_map(u32::to_le_bytes).collect();
    let (body, is_whole) = (bytes.clone(), Arc::new(AtomicBool::new(false)));
    let sends_whole = Arc::clone(&is_whole);
    let servers = Servers::start(1, move |asked: &HttpRequest| {
        if asked.path == "/all.xml" {
            let host = asked.header("host").expect("a host");
            let item = format!(
                "<item><title>Cast</title>\
                 <enclosure url='http://{host}/e.mp3' type='audio/mpeg'/></item></channel>"
            );
            return reply(200, "", feed("A Cast", []).replace("</channel>", &item));
        }
        let whole = reply(200, "etag: \"1\"\r\n", &body);
        if !sends_whole.load(Ordering::Relaxed) {
            return whole.get(..whole.len() / 2).expect("a half").to_vec();
        }
        let start = asked.header("range").and_then(|it| it.strip_prefix("bytes="));
        let start: usize = start.and_then(|it| it.strip_suffix('-')?.parse().ok()).unwrap_or(0);
        let range = format!("etag: \"1\"\r\ncontent-range: bytes {start}-239999/240000\r\n");
        reply(206, &range, body.get(start..).expect("a rest"))
    });
    let folder = Folder::new();
    let downloads = folder.path().join("media");
    folder.write("newswire/feeds", &format!("{}\n", servers.url(1, "/all.xml")));
    folder.write("newswire/config.yaml", &format!("downloads: {}\n", downloads.display()));
    let reader = || {
        let place = folder.path().to_string_lossy().into_owned();
        Setup::new(120, 40).variable("XDG_CONFIG_HOME", place).start()
    };
    let mut terminal = reader();
    terminal.wait_for_text("e.mp3  audio/mpeg");
    terminal.type_keys("E");
    terminal.wait_for_text("the server closed the connection too early (hint: E continues it)");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    is_whole.store(true, Ordering::Relaxed);
    let mut terminal = reader();
    terminal.wait_for_text("e.mp3  audio/mpeg");
    terminal.type_keys("E");
    terminal.wait_for_text("saved to");
    assert_eq!(fs::read(downloads.join("e.mp3")).expect("the file"), bytes);
    assert!(servers.requests().iter().any(|it| it.header("if-range") == Some("\"1\"")));
}
