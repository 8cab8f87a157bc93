//! Where user and password go, and where they do not.

use newswire::SyncScope;

use crate::library::TestLibrary;
use crate::server::{HttpRequest, Servers, feed, redirect, reply};

/// "me" and "s3cret".
const SENT: &str = "Basic bWU6czNjcmV0";

fn with_password(url: &str) -> String {
    url.replace("http://", "http://me:s3cret@")
}

/// Syncs for so long that a permanent redirect is adopted.
fn adopt(shelf: &TestLibrary) {
    for _ in 0..10 {
        shelf.due();
        shelf.pass_hours(30);
    }
}

fn sent(asked: &[HttpRequest]) -> Vec<(&str, Option<&str>)> {
    asked.iter().map(|it| (it.path.as_str(), it.header("authorization"))).collect()
}

/// Regression: once a permanent redirect to a foreign server had been adopted, that server got the
/// password of the line, because it was sent to the origin of whatever address was requested.
#[test]
fn an_adopted_foreign_server_gets_no_password() {
    let servers = Servers::start(2, |_| reply(200, "", ""));
    let foreign = servers.url(2, "/feed");
    servers.respond(move |asked| match asked.host.as_str() {
        "127.0.0.1" => redirect(301, &foreign),
        _ => reply(200, "", feed("A", 0..3)),
    });
    let mut shelf = TestLibrary::new([with_password(&servers.url(1, "/feed"))]);
    shelf.feeds[0].user = Some("me".to_owned());
    adopt(&shelf);
    let asked = servers.requests();
    assert_eq!(asked.last().map(|it| it.host.as_str()), Some("127.0.0.2"));
    let (own, foreign): (Vec<_>, Vec<_>) = asked.iter().partition(|it| it.host == "127.0.0.1");
    assert!(foreign.len() > own.len(), "the redirect was adopted");
    assert!(own.iter().all(|it| it.header("authorization") == Some(SENT)));
    assert!(foreign.iter().all(|it| it.header("authorization").is_none()));
}

/// Regression: after a redirect on the same server had been adopted, user and password of the line
/// were no longer sent, and the feed failed for ever.
#[test]
fn an_adopted_address_of_the_same_server_gets_the_password() {
    let servers = Servers::start(1, |asked| match asked.header("authorization") {
        Some(SENT) if asked.path == "/old" => redirect(301, "/new"),
        Some(SENT) => reply(200, "", feed("A", 0..3)),
        _ => reply(401, "", ""),
    });
    let shelf = TestLibrary::new([with_password(&servers.url(1, "/old"))]);
    adopt(&shelf);
    servers.requests();
    shelf.sync(&SyncScope::All);
    assert_eq!(sent(&servers.requests()), [("/new", Some(SENT))]);
    assert_eq!(shelf.statuses()[0].error, None);
}

/// Regression: an adopted address that let nobody in any more was kept all the same.
#[test]
fn an_adopted_address_that_refuses_access_is_given_up() {
    for status in [401, 403] {
        let servers = Servers::start(1, |asked| match asked.path.as_str() {
            "/old" => redirect(301, "/new"),
            _ => reply(200, "", feed("A", 0..3)),
        });
        let shelf = TestLibrary::new([servers.url(1, "/old")]);
        adopt(&shelf);
        servers.respond(move |asked| match asked.path.as_str() {
            "/new" => reply(status, "", ""),
            _ => reply(200, "", feed("A", 0..3)),
        });
        servers.requests();
        shelf.sync(&SyncScope::All);
        shelf.pass_hours(30);
        shelf.sync(&SyncScope::All);
        let asked = servers.requests();
        let paths: Vec<_> = asked.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["/new", "/old"], "{status}");
    }
}

/// A server that redirects cannot choose what is sent as user and password.
#[test]
fn a_redirect_brings_no_password_of_its_own() {
    let servers = Servers::start(2, |_| reply(200, "", ""));
    let foreign = servers.url(2, "/feed").replace("http://", "http://other:word@");
    servers.respond(move |asked| match asked.host.as_str() {
        "127.0.0.1" => redirect(302, &foreign),
        _ => reply(200, "", feed("A", 0..3)),
    });
    let shelf = TestLibrary::new([servers.url(1, "/feed")]);
    assert_eq!(shelf.due().new, 3);
    assert!(servers.requests().iter().all(|it| it.header("authorization").is_none()));
}

/// Regression: an empty validator was kept and sent, which some servers take for one that fits; one
/// of many kilobytes made each later request fail.
#[test]
fn an_empty_or_huge_validator_is_none() {
    for etag in [String::new(), format!("\"{}\"", "x".repeat(5_000))] {
        let servers = Servers::start(1, move |asked| {
            let status = if asked.is_conditional() { 400 } else { 200 };
            reply(status, &format!("etag: {etag}\r\n"), feed("A", 0..3))
        });
        let shelf = TestLibrary::new([servers.url(1, "/feed")]);
        shelf.due();
        shelf.pass_hours(30);
        shelf.due();
        let asked = servers.requests();
        assert_eq!(asked.len(), 2);
        assert!(asked.iter().all(|asked| !asked.is_conditional()));
    }
}

/// Regression: `password-run` followed by the password itself, by mistake, was repeated in the error.
#[test]
fn the_command_of_a_password_is_not_told() {
    let mut shelf = TestLibrary::new(["http://127.0.0.1:9/feed".to_owned()]);
    shelf.feeds[0].password_command = Some(vec!["s3cret".to_owned()]);
    shelf.due();
    let told = format!("{:?} {:?}", shelf.outcomes(), shelf.statuses());
    assert!(told.contains("password-run") && !told.contains("s3cret"), "{told}");
}
