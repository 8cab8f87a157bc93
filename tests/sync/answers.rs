//! One answer of a server each: what is said, what is kept, and when it is asked again.

use std::time::Duration;

use newswire::{FeedOutcome, SyncScope};

use crate::library::Shelf;
use crate::server::{Asked, Servers, conditional, feed, redirect, reply};

/// A server with one feed at `/feed`, and a library that is subscribed to it.
fn one(answer: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> (Servers, Shelf) {
    let servers = Servers::start(2, answer);
    let shelf = Shelf::new([servers.url(1, "/feed")]);
    (servers, shelf)
}

#[test]
fn a_feed_becomes_documents() {
    let (_servers, shelf) = one(|_| reply(200, "", feed("A Blog", 0..3)));
    let summary = shelf.due();
    assert_eq!((summary.asked, summary.new, summary.failed), (1, 3, 0));
    assert_eq!(shelf.outcomes(), [(1, FeedOutcome::Changed { new: 3, updated: 0 })]);
    let documents = shelf.documents();
    let names: Vec<_> = documents.keys().map(|name| name.to_string_lossy()).collect();
    assert!(names[0].starts_with("a-blog-"), "{names:?}");
    assert!(names[0].contains("/2026-06-01-entry-0-"), "{names:?}");
    let text = documents.values().next().expect("a document");
    assert!(text.starts_with("---\ntitle: \"Entry 0\"\n"), "{text}");
    assert!(text.contains("publishedDateTime: \"2026-06-01T00:00:00Z\"\n"), "{text}");
    assert!(text.contains("webUrl: \"http://example.org/0\"\n"), "{text}");
    assert!(text.contains("<p>Words 0</p>"), "{text}");
    let status = shelf.statuses().remove(0);
    assert_eq!(status.title, "A Blog");
    assert_eq!((status.fetched, status.error), (Some(shelf.now()), None));
}

#[test]
fn validators_are_sent_back_exactly_and_an_unchanged_feed_is_left_alone() {
    let (etag, modified) = ("W/\"a, \u{e9} b\"", "Tue, 30  Jun 2026 1:00:00 +0000 (odd)");
    let (servers, shelf) = one(move |asked| conditional(asked, etag, modified, &feed("A", 0..1)));
    shelf.due();
    assert!(!servers.asked()[0].is_conditional());
    let before = shelf.documents();
    for _ in 0..3 {
        shelf.outcomes();
        shelf.pass_hours(30);
        shelf.due();
        let asked = servers.asked();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].header("if-none-match"), Some(etag));
        assert_eq!(asked[0].header("if-modified-since"), Some(modified));
        assert_eq!(shelf.outcomes(), [(1, FeedOutcome::Unchanged)]);
    }
    assert_eq!(shelf.documents(), before);
}

#[test]
fn each_validator_is_renewed_for_itself_even_if_the_feed_stays() {
    let (servers, shelf) = one(|_| reply(200, "etag: \"1\"\r\n", feed("A", 0..1)));
    shelf.due();
    servers.answer(|_| reply(200, "etag: \"2\"\r\nlast-modified: x\r\n", feed("A", 0..1)));
    shelf.pass_hours(30);
    shelf.due();
    servers.answer(|_| reply(304, "etag: \"3\"\r\n", ""));
    shelf.pass_hours(30);
    shelf.due();
    shelf.pass_hours(30);
    shelf.due();
    let sent: Vec<_> = servers
        .asked()
        .iter()
        .map(|it| {
            let header = |name| it.header(name).map(str::to_owned);
            (header("if-none-match"), header("if-modified-since"))
        })
        .collect();
    let pair = |a: &str, b: Option<&str>| (Some(a.to_owned()), b.map(str::to_owned));
    let expected =
        [(None, None), pair("\"1\"", None), pair("\"2\"", Some("x")), pair("\"3\"", Some("x"))];
    assert_eq!(sent, expected);
}

/// Regression of others: what is no feed was taken for one, and its validators hid the feed.
#[test]
fn what_is_no_feed_changes_nothing() {
    let (servers, shelf) = one(|asked| conditional(asked, "\"1\"", "x", &feed("A", 0..2)));
    shelf.due();
    let before = shelf.documents();
    let pages: [(&str, &str); 4] = [
        ("", "the answer is empty"),
        ("<!doctype html><html><body>Log in</body></html>", "the address leads to a page"),
        ("hello", "the answer is no feed"),
        ("{\"a\": 1}", "the answer is no feed"),
    ];
    for (page, why) in pages {
        servers.answer(move |_| reply(200, "etag: \"bad\"\r\n", page));
        shelf.outcomes();
        shelf.sync(&SyncScope::All);
        let failure = shelf.failure();
        assert!(failure.starts_with(why), "{page}: {failure}");
        assert_eq!(shelf.documents(), before);
    }
    servers.answer(|asked| conditional(asked, "\"1\"", "x", &feed("A", 0..2)));
    servers.asked();
    shelf.sync(&SyncScope::All);
    assert_eq!(servers.asked()[0].header("if-none-match"), Some("\"1\""));
    assert_eq!(shelf.outcomes(), [(1, FeedOutcome::Unchanged)]);
    assert_eq!(shelf.statuses()[0].error, None);
}

#[test]
fn each_status_is_told_in_words() {
    let statuses = [
        (401, "the server asks for a password (401)"),
        (403, "the server refuses access (403)"),
        (404, "there is no feed at this address (404)"),
        (410, "the feed has ceased for good (410)"),
        (500, "the server has an error (500)"),
        (418, "the server answers with status 418"),
    ];
    for (status, why) in statuses {
        let (_servers, shelf) = one(move |_| reply(status, "", "x"));
        assert_eq!(shelf.due().failed, 1);
        assert_eq!(shelf.failure(), why);
        let error = shelf.statuses().remove(0).error;
        assert_eq!(error, Some(format!("{why}, since 1 July")));
        assert_eq!(shelf.due().asked, 0, "{status} is not asked again at once");
    }
    let (_servers, shelf) = one(|_| reply(403, "cf-mitigated: challenge\r\n", ""));
    shelf.due();
    assert_eq!(shelf.failure(), "the site lets only browsers in (Cloudflare)");
}

#[test]
fn failures_are_repeated_less_and_less() {
    let (servers, shelf) = one(|_| reply(500, "", ""));
    let mut hours = Vec::new();
    for hour in 0..200 {
        shelf.due();
        if !servers.asked().is_empty() {
            hours.push(hour);
        }
        shelf.pass_hours(1);
    }
    let gaps: Vec<_> = hours.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[0] <= 2 && gaps[1] <= 3 && gaps[2] <= 5, "{gaps:?}");
    assert!(gaps[5..].iter().all(|gap| (22..=24).contains(gap)), "{gaps:?}");
    servers.answer(|_| reply(200, "", feed("A", 0..1)));
    shelf.pass_hours(24);
    assert_eq!(shelf.due().new, 1, "it is back");
}

#[test]
fn a_feed_that_has_ceased_is_given_up_after_three_days() {
    let (servers, shelf) = one(|_| reply(410, "", ""));
    for _ in 0..24 * 10 {
        shelf.due();
        shelf.pass_hours(1);
    }
    assert_eq!(servers.asked().len(), 3);
    let status = shelf.statuses().remove(0);
    assert_eq!(status.next, None);
    assert!(status.error.expect("told").ends_with("it is no longer fetched"));
    servers.answer(|_| reply(200, "", feed("A", 0..1)));
    assert_eq!(shelf.sync(&SyncScope::All).new, 1, "by hand it can be tried again");
    assert!(shelf.statuses()[0].next.is_some());
}

#[test]
fn a_server_that_wants_fewer_requests_is_left_alone_with_all_its_feeds() {
    for (status, header) in [(429, "120"), (503, "Wed, 01 Jul 2026 12:02:00 GMT")] {
        let answer = move |_: &Asked| reply(status, &format!("retry-after: {header}\r\n"), "");
        let servers = Servers::start(2, answer);
        let urls = [servers.url(1, "/a"), servers.url(1, "/b"), servers.url(2, "/c")];
        let shelf = Shelf::new(urls);
        shelf.due();
        assert_eq!(servers.asked().len(), 2, "one for each server");
        servers.answer(|_| reply(200, "", feed("A", 0..1)));
        shelf.pass(Duration::from_secs(100));
        let summary = shelf.sync(&SyncScope::All);
        assert_eq!((summary.asked, summary.held), (0, 3), "not even by hand");
        shelf.pass(Duration::from_secs(30));
        assert_eq!(shelf.due().asked, 3);
    }
}

#[test]
fn redirects_are_followed_and_told_if_they_are_endless() {
    let (servers, shelf) = one(|asked| match asked.path.as_str() {
        "/feed" => redirect(302, "/other"),
        _ => conditional(asked, "\"1\"", "x", &feed("A", 0..1)),
    });
    shelf.due();
    shelf.pass_hours(30);
    shelf.due();
    let asked = servers.asked();
    let paths: Vec<_> = asked.iter().map(|it| (it.path.as_str(), it.is_conditional())).collect();
    let expected = [("/feed", false), ("/other", false), ("/feed", false), ("/other", true)];
    assert_eq!(paths, expected, "validators belong to the address that gave them");
    servers.answer(|_| redirect(301, "/feed"));
    shelf.outcomes();
    shelf.sync(&SyncScope::All);
    assert_eq!(shelf.failure(), "more than 5 redirects");
    assert_eq!(servers.asked().len(), 6);
}

#[test]
fn a_permanent_redirect_is_adopted_after_a_week_of_evidence() {
    let (servers, shelf) = one(|asked| match asked.path.as_str() {
        "/feed" => redirect(301, "/new"),
        _ => reply(200, "etag: \"1\"\r\n", feed("A", 0..2)),
    });
    for day in 0..10 {
        servers.asked();
        shelf.sync(&SyncScope::All);
        let first = servers.asked().remove(0).path;
        // The first request knows no entry yet.
        assert_eq!(first, if day <= 8 { "/feed" } else { "/new" }, "day {day}");
        shelf.pass_hours(24);
    }
    assert_eq!(shelf.count(), 2);
}

/// Regression of others: a hotel's portal rewrote the address of every feed.
#[test]
fn a_portal_that_answers_for_all_servers_changes_nothing() {
    let servers = Servers::start(3, |_| reply(200, "", feed("A", 0..2)));
    let shelf = Shelf::new([servers.url(1, "/feed"), servers.url(2, "/feed")]);
    shelf.due();
    let before = shelf.documents();
    let portal = servers.url(3, "/login");
    servers.answer(move |asked| match asked.host.as_str() {
        "127.0.0.3" => reply(200, "", "<html><form>Room number</form></html>"),
        _ => redirect(301, &portal),
    });
    for _ in 0..20 {
        shelf.sync(&SyncScope::All);
        shelf.pass_hours(24);
    }
    assert_eq!(shelf.documents(), before);
    servers.asked();
    servers.answer(|_| reply(200, "", feed("A", 0..3)));
    assert_eq!(shelf.sync(&SyncScope::All).new, 2);
    assert!(servers.asked().iter().all(|asked| asked.path == "/feed"));
}

#[test]
fn a_password_goes_to_its_own_server_only_and_is_shown_nowhere() {
    let servers = Servers::start(2, |_| reply(401, "", ""));
    let address = servers.url(1, "/feed").replace("http://", "http://me:s3cret@");
    let shelf = Shelf::new([address]);
    let other = servers.url(2, "/feed");
    servers.answer(move |asked| match asked.host.as_str() {
        "127.0.0.1" => redirect(302, &other),
        _ => reply(200, "", feed("A", 0..1)),
    });
    assert_eq!(shelf.due().new, 1);
    let sent: Vec<_> =
        servers.asked().iter().map(|it| it.header("authorization").map(str::to_owned)).collect();
    assert_eq!(sent, [Some("Basic bWU6czNjcmV0".to_owned()), None]);
    let shown = format!("{:?} {:?}", shelf.statuses(), shelf.documents());
    assert!(!shown.contains("s3cret"), "{shown}");
    let kept = std::fs::read(shelf.marks()).expect("the state");
    assert!(!String::from_utf8_lossy(&kept).contains("s3cret"));
}

#[test]
fn a_compressed_bomb_and_a_huge_answer_are_refused() {
    let (servers, shelf) = one(|_| reply(200, "content-encoding: gzip\r\n", bomb()));
    shelf.due();
    assert_eq!(shelf.failure(), "the response is larger than 20 MB");
    servers.answer(|_| {
        let head = "HTTP/1.1 200 x\r\nconnection: close\r\ncontent-length: 99000000000\r\n\r\n<rss";
        head.as_bytes().to_vec()
    });
    shelf.sync(&SyncScope::All);
    assert_eq!(shelf.failure(), "the response is larger than 20 MB");
    servers.answer(|_| {
        b"HTTP/1.1 200 x\r\ncontent-length: 9000\r\nconnection: close\r\n\r\n<rss".to_vec()
    });
    shelf.sync(&SyncScope::All);
    assert_eq!(shelf.failure(), "the server closed the connection too early");
    servers.answer(|_| b"SSH-2.0-x\r\n".to_vec());
    shelf.sync(&SyncScope::All);
    assert_eq!(shelf.failure(), "the response is not valid HTTP");
}

/// 40 MB of spaces.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..40 {
        bomb.write_all(" ".repeat(1_000_000).as_bytes()).expect("memory");
    }
    bomb.finish().expect("memory")
}

#[test]
fn a_computer_that_is_offline_counts_nothing() {
    let shelf = Shelf::new((0..40).map(|host| format!("http://host-{host}.invalid/feed")));
    let summary = shelf.due();
    assert!(summary.offline, "{summary:?}");
    assert_eq!((summary.asked, summary.failed), (0, 0));
    assert_eq!(shelf.outcomes(), []);
    assert!(shelf.statuses().iter().all(|it| it.error.is_none() && it.next.is_none()));
}

#[test]
fn one_dead_server_among_others_is_its_own_fault() {
    let servers = Servers::start(1, |_| reply(200, "", feed("A", 0..1)));
    let shelf = Shelf::new(["http://gone.invalid/feed".to_owned(), servers.url(1, "/feed")]);
    let summary = shelf.due();
    assert_eq!((summary.failed, summary.new, summary.offline), (1, 1, false));
    let outcomes = shelf.outcomes();
    assert!(
        matches!(&outcomes[0].1, FeedOutcome::Failed { why, .. }
        if why == "the server cannot be found"),
        "{outcomes:?}"
    );
}

/// Regression: each feed of a server that was down took ten seconds of its own.
#[test]
fn a_server_that_is_not_reached_is_tried_once() {
    let servers = Servers::start(1, |_| reply(200, "", feed("A", 0..1)));
    let dead = (0..5).map(|number| format!("http://gone.invalid/{number}"));
    let shelf = Shelf::new(dead.chain([servers.url(1, "/feed")]));
    let summary = shelf.due();
    assert_eq!((summary.asked, summary.failed, summary.held), (2, 1, 4), "{summary:?}");
    assert_eq!(shelf.due().held, 3, "the next time it is another feed");
}

#[cfg(unix)]
#[test]
fn programs_make_and_filter_feeds() {
    use newswire::Source;
    let servers = Servers::start(1, |_| reply(200, "", feed("Upstream", 0..2)));
    let mut shelf = Shelf::new(["exec:printf".to_owned(), "filter:sed".to_owned()]);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let xml = feed("Made", 0..1).replace('%', "%%");
    shelf.feeds[0].source = Source::Exec { argv: words(&["printf", &xml]) };
    shelf.feeds[1].source = Source::Filter {
        argv: words(&["sed", "s/Upstream/Filtered/"]),
        address: servers.url(1, "/feed"),
    };
    assert_eq!(shelf.due().new, 3);
    let titles: Vec<_> = shelf.statuses().into_iter().map(|it| it.title).collect();
    assert_eq!(titles, ["Made", "Filtered"]);
}
