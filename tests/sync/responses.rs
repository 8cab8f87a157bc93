//! One response of a server each: what is reported, what is stored, and when the next request is
//! due.

use std::time::Duration;

use newswire::{FeedOutcome, SyncScope};

use crate::library::TestLibrary;
use crate::server::{HttpRequest, Servers, conditional, feed, redirect, reply};

/// A server with one feed at `/feed`, and a library that is subscribed to it.
fn one(
    respond: impl Fn(&HttpRequest) -> Vec<u8> + Send + Sync + 'static,
) -> (Servers, TestLibrary) {
    let servers = Servers::start(2, respond);
    let library = TestLibrary::new([servers.url(1, "/feed")]);
    (servers, library)
}

#[test]
fn a_feed_becomes_documents() {
    let (_servers, library) = one(|_| reply(200, "", feed("A Blog", 0..3)));
    let summary = library.due();
    assert_eq!((summary.requested, summary.new, summary.failed), (1, 3, 0));
    assert_eq!(library.outcomes(), [(1, FeedOutcome::Changed { new: 3, updated: 0 })]);
    let documents = library.documents();
    let names: Vec<_> = documents.keys().map(|name| name.to_string_lossy()).collect();
    assert!(names[0].starts_with("a-blog-"), "{names:?}");
    assert!(names[0].contains("/2026-06-01-entry-0-"), "{names:?}");
    let text = documents.values().next().expect("a document");
    assert!(text.starts_with("---\ntitle: \"Entry 0\"\n"), "{text}");
    assert!(text.contains("publishedDateTime: \"2026-06-01T00:00:00Z\"\n"), "{text}");
    assert!(text.contains("webUrl: \"http://example.org/0\"\n"), "{text}");
    assert!(text.contains("<p>Words 0</p>"), "{text}");
    let status = library.statuses().remove(0);
    assert_eq!(status.title, "A Blog");
    assert_eq!((status.fetched, status.error), (Some(library.now()), None));
}

#[test]
fn validators_are_sent_back_exactly_and_an_unchanged_feed_stays_as_it_is() {
    let (etag, modified) = ("W/\"a, \u{e9} b\"", "Tue, 30  Jun 2026 1:00:00 +0000 (odd)");
    let (servers, library) =
        one(move |request| conditional(request, etag, modified, &feed("A", 0..1)));
    library.due();
    assert!(!servers.requests()[0].is_conditional());
    let before = library.documents();
    for _ in 0..3 {
        library.outcomes();
        library.pass_hours(30);
        library.due();
        let requests = servers.requests();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].header("if-none-match"), Some(etag));
        assert_eq!(requests[0].header("if-modified-since"), Some(modified));
        assert_eq!(library.outcomes(), [(1, FeedOutcome::Unchanged)]);
    }
    assert_eq!(library.documents(), before);
}

#[test]
fn each_validator_is_renewed_for_itself_even_if_the_feed_stays() {
    let (servers, library) = one(|_| reply(200, "etag: \"1\"\r\n", feed("A", 0..1)));
    library.due();
    servers.respond(|_| reply(200, "etag: \"2\"\r\nlast-modified: x\r\n", feed("A", 0..1)));
    library.pass_hours(30);
    library.due();
    servers.respond(|_| reply(304, "etag: \"3\"\r\n", ""));
    library.pass_hours(30);
    library.due();
    library.pass_hours(30);
    library.due();
    let sent: Vec<_> = servers
        .requests()
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
    let (servers, library) = one(|request| conditional(request, "\"1\"", "x", &feed("A", 0..2)));
    library.due();
    let before = library.documents();
    let pages: [(&str, &str); 4] = [
        ("", "the response is empty"),
        ("<!doctype html><html><body>Log in</body></html>", "the address leads to a web page"),
        ("hello", "the response is not a feed"),
        ("{\"a\": 1}", "the response is not a feed"),
    ];
    for (page, why) in pages {
        servers.respond(move |_| reply(200, "etag: \"bad\"\r\n", page));
        library.outcomes();
        library.sync(&SyncScope::All);
        let failure = library.failure();
        assert!(failure.starts_with(why), "{page}: {failure}");
        assert_eq!(library.documents(), before);
    }
    servers.respond(|request| conditional(request, "\"1\"", "x", &feed("A", 0..2)));
    servers.requests();
    library.sync(&SyncScope::All);
    assert_eq!(servers.requests()[0].header("if-none-match"), Some("\"1\""));
    assert_eq!(library.outcomes(), [(1, FeedOutcome::Unchanged)]);
    assert_eq!(library.statuses()[0].error, None);
}

#[test]
fn each_status_has_a_sentence() {
    let statuses = [
        (401, "the server asks for a password (401)"),
        (403, "the server refuses access (403)"),
        (404, "there is no feed at this address (404)"),
        (410, "the feed is gone for good (410)"),
        (500, "the server reports an error (500)"),
        (418, "the server responded with status 418"),
    ];
    for (status, why) in statuses {
        let (_servers, library) = one(move |_| reply(status, "", "x"));
        assert_eq!(library.due().failed, 1);
        assert_eq!(library.failure(), why);
        let error = library.statuses().remove(0).error;
        assert_eq!(error, Some(format!("{why}, since 1 July")));
        assert_eq!(library.due().requested, 0, "{status} is not requested again immediately");
    }
    let (_servers, library) = one(|_| reply(403, "cf-mitigated: challenge\r\n", ""));
    library.due();
    assert_eq!(library.failure(), "the site lets only browsers in (Cloudflare)");
}

#[test]
fn failures_are_repeated_less_and_less() {
    let (servers, library) = one(|_| reply(500, "", ""));
    let mut hours = Vec::new();
    for hour in 0..200 {
        library.due();
        if !servers.requests().is_empty() {
            hours.push(hour);
        }
        library.pass_hours(1);
    }
    let gaps: Vec<_> = hours.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[0] <= 2 && gaps[1] <= 3 && gaps[2] <= 5, "{gaps:?}");
    assert!(gaps[5..].iter().all(|gap| (22..=24).contains(gap)), "{gaps:?}");
    servers.respond(|_| reply(200, "", feed("A", 0..1)));
    library.pass_hours(24);
    assert_eq!(library.due().new, 1, "it is back");
}

#[test]
fn a_feed_that_is_gone_is_suspended_after_three_days() {
    let (servers, library) = one(|_| reply(410, "", ""));
    for _ in 0..24 * 10 {
        library.due();
        library.pass_hours(1);
    }
    assert_eq!(servers.requests().len(), 3);
    let status = library.statuses().remove(0);
    assert_eq!(status.next, None);
    assert!(status.error.expect("an error").ends_with("it is no longer fetched"));
    servers.respond(|_| reply(200, "", feed("A", 0..1)));
    assert_eq!(library.sync(&SyncScope::All).new, 1, "by hand it can be tried again");
    assert!(library.statuses()[0].next.is_some());
}

#[test]
fn a_rate_limit_covers_all_feeds_of_the_server() {
    for (status, header) in [(429, "120"), (503, "Wed, 01 Jul 2026 12:02:00 GMT")] {
        let respond =
            move |_: &HttpRequest| reply(status, &format!("retry-after: {header}\r\n"), "");
        let servers = Servers::start(2, respond);
        let urls = [servers.url(1, "/a"), servers.url(1, "/b"), servers.url(2, "/c")];
        let library = TestLibrary::new(urls);
        library.due();
        assert_eq!(servers.requests().len(), 2, "one for each server");
        servers.respond(|_| reply(200, "", feed("A", 0..1)));
        library.pass(Duration::from_secs(100));
        let summary = library.sync(&SyncScope::All);
        assert_eq!((summary.requested, summary.skipped), (0, 3), "not even by hand");
        library.pass(Duration::from_secs(30));
        assert_eq!(library.due().requested, 3);
    }
}

#[test]
fn redirects_are_followed_up_to_a_limit() {
    let (servers, library) = one(|request| match request.path.as_str() {
        "/feed" => redirect(302, "/other"),
        _ => conditional(request, "\"1\"", "x", &feed("A", 0..1)),
    });
    library.due();
    library.pass_hours(30);
    library.due();
    let requests = servers.requests();
    let paths: Vec<_> = requests.iter().map(|it| (it.path.as_str(), it.is_conditional())).collect();
    let expected = [("/feed", false), ("/other", false), ("/feed", false), ("/other", true)];
    assert_eq!(paths, expected, "validators belong to the address that gave them");
    servers.respond(|_| redirect(301, "/feed"));
    library.outcomes();
    library.sync(&SyncScope::All);
    assert_eq!(library.failure(), "more than 5 redirects");
    assert_eq!(servers.requests().len(), 6);
}

#[test]
fn a_permanent_redirect_is_adopted_after_a_week_of_evidence() {
    let (servers, library) = one(|request| match request.path.as_str() {
        "/feed" => redirect(301, "/new"),
        _ => reply(200, "etag: \"1\"\r\n", feed("A", 0..2)),
    });
    for day in 0..10 {
        servers.requests();
        library.sync(&SyncScope::All);
        let first = servers.requests().remove(0).path;
        // The first request knows no entry yet.
        assert_eq!(first, if day <= 8 { "/feed" } else { "/new" }, "day {day}");
        library.pass_hours(24);
    }
    assert_eq!(library.count(), 2);
}

/// Regression of others: a hotel's portal rewrote the address of every feed.
#[test]
fn a_portal_that_responds_for_all_servers_changes_nothing() {
    let servers = Servers::start(3, |_| reply(200, "", feed("A", 0..2)));
    let library = TestLibrary::new([servers.url(1, "/feed"), servers.url(2, "/feed")]);
    library.due();
    let before = library.documents();
    let portal = servers.url(3, "/login");
    servers.respond(move |request| match request.host.as_str() {
        "127.0.0.3" => reply(200, "", "<html><form>Room number</form></html>"),
        _ => redirect(301, &portal),
    });
    for _ in 0..20 {
        library.sync(&SyncScope::All);
        library.pass_hours(24);
    }
    assert_eq!(library.documents(), before);
    servers.requests();
    servers.respond(|_| reply(200, "", feed("A", 0..3)));
    assert_eq!(library.sync(&SyncScope::All).new, 2);
    assert!(servers.requests().iter().all(|request| request.path == "/feed"));
}

#[test]
fn a_password_goes_to_its_own_server_only_and_is_shown_nowhere() {
    let servers = Servers::start(2, |_| reply(401, "", ""));
    let address = servers.url(1, "/feed").replace("http://", "http://me:s3cret@");
    let library = TestLibrary::new([address]);
    let other = servers.url(2, "/feed");
    servers.respond(move |request| match request.host.as_str() {
        "127.0.0.1" => redirect(302, &other),
        _ => reply(200, "", feed("A", 0..1)),
    });
    assert_eq!(library.due().new, 1);
    let sent: Vec<_> =
        servers.requests().iter().map(|it| it.header("authorization").map(str::to_owned)).collect();
    assert_eq!(sent, [Some("Basic bWU6czNjcmV0".to_owned()), None]);
    let shown = format!("{:?} {:?}", library.statuses(), library.documents());
    assert!(!shown.contains("s3cret"), "{shown}");
    let kept = std::fs::read(library.marks()).expect("the state");
    assert!(!String::from_utf8_lossy(&kept).contains("s3cret"));
}

#[test]
fn a_compressed_bomb_and_a_huge_response_are_refused() {
    let (servers, library) = one(|_| reply(200, "content-encoding: gzip\r\n", bomb()));
    library.due();
    assert_eq!(library.failure(), "the response is larger than 20 MB");
    servers.respond(|_| {
        let head = "HTTP/1.1 200 x\r\nconnection: close\r\ncontent-length: 99000000000\r\n\r\n<rss";
        head.as_bytes().to_vec()
    });
    library.sync(&SyncScope::All);
    assert_eq!(library.failure(), "the response is larger than 20 MB");
    servers.respond(|_| {
        b"HTTP/1.1 200 x\r\ncontent-length: 9000\r\nconnection: close\r\n\r\n<rss".to_vec()
    });
    library.sync(&SyncScope::All);
    assert_eq!(library.failure(), "the server closed the connection too early");
    servers.respond(|_| b"SSH-2.0-x\r\n".to_vec());
    library.sync(&SyncScope::All);
    assert_eq!(library.failure(), "the response is not valid HTTP");
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
    let library = TestLibrary::new((0..40).map(|host| format!("http://host-{host}.invalid/feed")));
    let summary = library.due();
    assert!(summary.offline, "{summary:?}");
    assert_eq!((summary.requested, summary.failed), (0, 0));
    assert_eq!(library.outcomes(), []);
    assert!(library.statuses().iter().all(|it| it.error.is_none() && it.next.is_none()));
}

#[test]
fn one_dead_server_among_others_is_its_own_fault() {
    let servers = Servers::start(1, |_| reply(200, "", feed("A", 0..1)));
    let library =
        TestLibrary::new(["http://gone.invalid/feed".to_owned(), servers.url(1, "/feed")]);
    let summary = library.due();
    assert_eq!((summary.failed, summary.new, summary.offline), (1, 1, false));
    let outcomes = library.outcomes();
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
    let library = TestLibrary::new(dead.chain([servers.url(1, "/feed")]));
    let summary = library.due();
    assert_eq!((summary.requested, summary.failed, summary.skipped), (2, 1, 4), "{summary:?}");
    assert_eq!(library.due().skipped, 3, "the next time it is another feed");
}

#[cfg(unix)]
#[test]
fn programs_make_and_filter_feeds() {
    use newswire::Source;
    let servers = Servers::start(1, |_| reply(200, "", feed("Upstream", 0..2)));
    let mut library = TestLibrary::new(["exec:printf".to_owned(), "filter:sed".to_owned()]);
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let xml = feed("Made", 0..1).replace('%', "%%");
    library.feeds[0].source = Source::Exec { argv: words(&["printf", &xml]) };
    library.feeds[1].source = Source::Filter {
        argv: words(&["sed", "s/Upstream/Filtered/"]),
        address: servers.url(1, "/feed"),
    };
    assert_eq!(library.due().new, 3);
    let titles: Vec<_> = library.statuses().into_iter().map(|it| it.title).collect();
    assert_eq!(titles, ["Made", "Filtered"]);
}
