//! Days of fetching with a clock that is set by the test.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::library::Shelf;
use crate::server::{Servers, conditional, feed};

/// Three days with a sync each quarter of an hour, from a new process each time.
#[test]
fn three_days_of_fetching_are_polite() {
    let servers = Servers::start(8, |asked| {
        let etag = format!("\"{}\"", asked.host);
        conditional(asked, &etag, "Wed, 01 Jul 2026 00:00:00 GMT", &feed("A", 0..20))
    });
    let shelf = Shelf::new((1..=8).map(|server| servers.url(server, "/feed")));
    let mut times: HashMap<String, Vec<(Timestamp, bool)>> = HashMap::new();
    for _ in 0..3 * 24 * 4 {
        shelf.due();
        for asked in servers.asked() {
            let etag = format!("\"{}\"", asked.host);
            if asked.is_conditional() {
                assert_eq!(asked.header("if-none-match"), Some(etag.as_str()));
                assert_eq!(
                    asked.header("if-modified-since"),
                    Some("Wed, 01 Jul 2026 00:00:00 GMT")
                );
            }
            assert_eq!(asked.header("cookie"), None);
            assert_eq!(asked.header("referer"), None);
            assert!(asked.header("user-agent").is_some_and(|it| it.starts_with("newswire/")));
            times
                .entry(asked.host.clone())
                .or_default()
                .push((shelf.now(), asked.is_conditional()));
        }
        shelf.pass(Duration::from_secs(15 * 60));
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
    assert_eq!(shelf.count(), 160);
}

#[test]
fn max_age_and_the_wish_of_the_line_are_obeyed() {
    let servers = Servers::start(2, |asked| {
        let body = feed("A", 0..20);
        let headers = "etag: \"1\"\r\ncache-control: max-age=10800\r\n";
        crate::server::reply(
            200,
            if asked.host == "127.0.0.1" { headers } else { "etag: \"1\"\r\n" },
            body,
        )
    });
    let mut shelf = Shelf::new([servers.url(1, "/feed"), servers.url(2, "/feed")]);
    shelf.feeds[1].every = Some(Duration::from_secs(6 * 3_600));
    let mut count = HashMap::new();
    for _ in 0..48 * 4 {
        shelf.due();
        for asked in servers.asked() {
            *count.entry(asked.host).or_insert(0) += 1;
        }
        shelf.pass(Duration::from_secs(15 * 60));
    }
    assert!((14..=16).contains(&count["127.0.0.1"]), "{count:?}");
    assert!((7..=8).contains(&count["127.0.0.2"]), "{count:?}");
}

#[test]
fn one_server_gets_one_request_a_second() {
    let servers = Servers::start(1, |_| crate::server::reply(200, "", feed("A", 0..1)));
    let shelf = Shelf::new((0..10).map(|number| servers.url(1, &format!("/{number}"))));
    let before = shelf.now();
    assert_eq!(shelf.due().asked, 10);
    assert!(before.duration_until(shelf.now()).as_secs() >= 9);
}

/// An answer "unchanged" need not repeat how long it may be kept.
#[test]
fn freshness_stays_in_force_when_nothing_has_changed() {
    let servers = Servers::start(1, |asked| {
        let body = feed("A", 0..20);
        let first = "etag: \"1\"\r\ncache-control: max-age=36000\r\n";
        if asked.is_conditional() {
            crate::server::reply(304, "", "")
        } else {
            crate::server::reply(200, first, body)
        }
    });
    let shelf = Shelf::new([servers.url(1, "/feed")]);
    for _ in 0..50 {
        shelf.due();
        shelf.pass_hours(1);
    }
    assert_eq!(servers.asked().len(), 5);
}

/// Some servers answer "unchanged" for ever: once in eight days they are asked for the whole.
#[test]
fn a_server_that_never_changes_its_answer_is_doubted() {
    let servers = Servers::start(1, |asked| conditional(asked, "\"1\"", "x", &feed("A", 0..20)));
    let shelf = Shelf::new([servers.url(1, "/feed")]);
    for _ in 0..20 * 8 {
        shelf.due();
        shelf.pass_hours(3);
    }
    let whole = servers.asked().iter().filter(|asked| !asked.is_conditional()).count();
    assert_eq!(whole, 3, "at first, and after 8 and 16 days");
}

/// Feeds were fetched although nothing of it could be kept, and again with each sync.
#[test]
fn nobody_is_asked_if_the_state_cannot_be_written() {
    let servers = Servers::start(1, |_| crate::server::reply(200, "", feed("A", 0..1)));
    let shelf = Shelf::new([servers.url(1, "/feed")]);
    let library = shelf.library();
    std::fs::remove_dir_all(shelf.marks().parent().expect("a folder")).expect("deleted");
    let error = shelf.refused(&library);
    assert!(error.contains("the marks file was moved or deleted"), "{error}");
    assert_eq!((servers.asked().len(), shelf.count()), (0, 0));
}
