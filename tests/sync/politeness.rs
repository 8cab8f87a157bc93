//! Days of fetching with a clock that is set by the test.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::library::TestLibrary;
use crate::server::{Servers, conditional, feed};

/// Three days with a sync each quarter of an hour, from a new process each time.
#[test]
fn three_days_of_fetching_are_polite() {
    let servers = Servers::start(8, |request| {
        let etag = format!("\"{}\"", request.host);
        conditional(request, &etag, "Wed, 01 Jul 2026 00:00:00 GMT", &feed("A", 0..20))
    });
    let library = TestLibrary::new((1..=8).map(|server| servers.url(server, "/feed")));
    let mut times: HashMap<String, Vec<(Timestamp, bool)>> = HashMap::new();
    for _ in 0..3 * 24 * 4 {
        library.due();
        for request in servers.requests() {
            let etag = format!("\"{}\"", request.host);
            if request.is_conditional() {
                assert_eq!(request.header("if-none-match"), Some(etag.as_str()));
                assert_eq!(
                    request.header("if-modified-since"),
                    Some("Wed, 01 Jul 2026 00:00:00 GMT")
                );
            }
            assert_eq!(request.header("cookie"), None);
            assert_eq!(request.header("referer"), None);
            assert!(request.header("user-agent").is_some_and(|it| it.starts_with("newswire/")));
            times
                .entry(request.host.clone())
                .or_default()
                .push((library.now(), request.is_conditional()));
        }
        library.pass(Duration::from_secs(15 * 60));
    }
    assert_eq!(times.len(), 8);
    for (host, times) in times {
        assert!(times.len() > 40, "{host}: {} requests", times.len());
        let unconditional = times.iter().filter(|(_, conditional)| !conditional).count();
        assert_eq!(unconditional, 1, "{host}");
        for pair in times.windows(2) {
            let gap = pair[0].0.duration_until(pair[1].0).as_secs();
            assert!(gap >= 3_600, "{host}: again after {gap} s");
        }
    }
    assert_eq!(library.count(), 160);
}

#[test]
fn max_age_and_every_are_obeyed() {
    let servers = Servers::start(2, |request| {
        let body = feed("A", 0..20);
        let headers = "etag: \"1\"\r\ncache-control: max-age=10800\r\n";
        crate::server::reply(
            200,
            if request.host == "127.0.0.1" { headers } else { "etag: \"1\"\r\n" },
            body,
        )
    });
    let mut library = TestLibrary::new([servers.url(1, "/feed"), servers.url(2, "/feed")]);
    library.feeds[1].every = Some(Duration::from_secs(6 * 3_600));
    let mut count = HashMap::new();
    for _ in 0..48 * 4 {
        library.due();
        for request in servers.requests() {
            *count.entry(request.host).or_insert(0) += 1;
        }
        library.pass(Duration::from_secs(15 * 60));
    }
    assert!((14..=16).contains(&count["127.0.0.1"]), "{count:?}");
    assert!((7..=8).contains(&count["127.0.0.2"]), "{count:?}");
}

#[test]
fn one_server_gets_one_request_a_second() {
    let servers = Servers::start(1, |_| crate::server::reply(200, "", feed("A", 0..1)));
    let library = TestLibrary::new((0..10).map(|number| servers.url(1, &format!("/{number}"))));
    let before = library.now();
    assert_eq!(library.due().requested, 10);
    assert!(before.duration_until(library.now()).as_secs() >= 9);
}

/// A response "unchanged" need not repeat for how long it is fresh.
#[test]
fn freshness_stays_in_force_when_nothing_has_changed() {
    let servers = Servers::start(1, |request| {
        let body = feed("A", 0..20);
        let first = "etag: \"1\"\r\ncache-control: max-age=36000\r\n";
        if request.is_conditional() {
            crate::server::reply(304, "", "")
        } else {
            crate::server::reply(200, first, body)
        }
    });
    let library = TestLibrary::new([servers.url(1, "/feed")]);
    for _ in 0..50 {
        library.due();
        library.pass_hours(1);
    }
    assert_eq!(servers.requests().len(), 5);
}

/// Some servers respond "unchanged" for ever: one request in eight days has no validators.
#[test]
fn a_server_that_always_responds_unchanged_is_requested_without_validators() {
    let servers =
        Servers::start(1, |request| conditional(request, "\"1\"", "x", &feed("A", 0..20)));
    let library = TestLibrary::new([servers.url(1, "/feed")]);
    for _ in 0..20 * 8 {
        library.due();
        library.pass_hours(3);
    }
    let whole = servers.requests().iter().filter(|request| !request.is_conditional()).count();
    assert_eq!(whole, 3, "at first, and after 8 and 16 days");
}

/// Feeds were fetched although nothing of it could be kept, and again with each sync.
#[test]
fn nobody_is_asked_if_the_state_cannot_be_written() {
    let servers = Servers::start(1, |_| crate::server::reply(200, "", feed("A", 0..1)));
    let shelf = TestLibrary::new([servers.url(1, "/feed")]);
    let library = shelf.open();
    std::fs::remove_dir_all(shelf.marks().parent().expect("a folder")).expect("deleted");
    let error = shelf.refused(&library);
    assert!(error.contains("the marks file was moved or deleted"), "{error}");
    assert_eq!((servers.requests().len(), shelf.count()), (0, 0));
}
