//! The feeds at an address that the user types.

use newswire::FoundFeed;

use crate::library::TestLibrary;
use crate::server::{HttpRequest, Servers, conditional, feed, redirect, reply};

fn site(request: &HttpRequest) -> Vec<u8> {
    let page = "<html><head><link rel=alternate type='application/rss+xml' href='/all.xml'>\
                <link rel=alternate type='application/atom+xml' href='/dead.xml'></head></html>";
    match request.path.as_str() {
        "/" => reply(200, "", page),
        "/bare/" => reply(200, "", "<html><body>Nothing</body></html>"),
        "/all.xml" | "/bare/atom.xml" => reply(200, "etag: \"1\"\r\n", feed("A Blog", 0..9)),
        "/old" => redirect(301, "/all.xml"),
        _ => reply(404, "", "<html>no</html>"),
    }
}

fn urls(found: &[FoundFeed]) -> Vec<&str> {
    found.iter().map(|found| found.url.as_str()).collect()
}

#[test]
fn the_feeds_of_a_site_are_found_with_their_newest_headlines() {
    let servers = Servers::start(1, site);
    let mut library = TestLibrary::new([]);
    let opened = library.open();
    let probe = |path: &str| opened.probe(&servers.url(1, path), &|| true);
    let found = probe("/").expect("feeds");
    assert_eq!(urls(&found), [servers.url(1, "/all.xml")]);
    assert_eq!(found[0].title, "A Blog");
    assert_eq!(found[0].headlines, ["Entry 8", "Entry 7", "Entry 6", "Entry 5", "Entry 4"]);
    assert_eq!(urls(&probe("/old").expect("feeds")), [servers.url(1, "/all.xml")]);
    assert_eq!(urls(&probe("/bare/").expect("feeds")), [servers.url(1, "/bare/atom.xml")]);
    let none = probe("/nothing").expect_err("no feed");
    assert_eq!(none, "there is no feed at this address (404)");
    let bare = opened.probe(&format!("127.0.0.1:{}/all.xml", servers.port), &|| true);
    assert_eq!(urls(&bare.expect("http is tried, too")), [servers.url(1, "/all.xml")]);
    // The first sync uses the response of the probe.
    servers.requests();
    library.feeds = vec![newswire::Subscription::new(servers.url(1, "/all.xml"))];
    assert_eq!(library.sync_with(&opened, &newswire::SyncScope::Due).new, 9);
    assert_eq!(servers.requests().len(), 0);
    library.pass_hours(30);
    library.due();
    assert!(servers.requests()[0].is_conditional());
}

/// Regression: a page could have the reader send a user and a password of the page's choice, and a
/// password that was typed did not reach the feeds of its own server.
#[test]
fn a_password_is_sent_to_the_server_that_it_was_typed_for_and_no_other() {
    let servers = Servers::start(2, |_| reply(404, "", ""));
    let foreign = servers.url(2, "/feed").replace("http://", "http://other:word@");
    servers.respond(move |asked| match asked.path.as_str() {
        "/" => {
            let link = "<link rel=alternate type=application/rss+xml href=";
            reply(200, "", format!("{link}'/all.xml'>{link}'{foreign}'>"))
        }
        _ => reply(200, "", feed("A Blog", 0..9)),
    });
    let shelf = TestLibrary::new([]);
    let typed = servers.url(1, "/").replace("http://", "http://me:s3cret@");
    let found = shelf.open().probe(&typed, &|| true).expect("feeds");
    assert_eq!(urls(&found), [servers.url(1, "/all.xml"), servers.url(2, "/feed")]);
    let asked = servers.requests();
    let sent: Vec<_> = asked.iter().map(|it| it.header("authorization")).collect();
    assert_eq!(sent, [Some("Basic bWU6czNjcmV0"), Some("Basic bWU6czNjcmV0"), None]);
}

/// Regression: dozens of requests were sent for a single address.
#[test]
fn few_requests_are_sent_for_an_address() {
    let servers = Servers::start(1, |asked| match asked.path.as_str() {
        "/" => {
            let link =
                |at: u32| format!("<link rel=alternate type=application/rss+xml href='/{at}.xml'>");
            reply(200, "", (0..30).map(link).collect::<String>())
        }
        _ => reply(404, "", ""),
    });
    let shelf = TestLibrary::new([]);
    let none = shelf.open().probe(&servers.url(1, "/"), &|| true).expect_err("no feed");
    assert!(none.starts_with("no feed was found"), "{none}");
    assert_eq!(servers.requests().len(), 8);
}

/// Regression: a search that nobody waited for any more sent all of its requests.
#[test]
fn a_search_that_is_stopped_sends_nothing_more() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let wanted = Arc::new(AtomicBool::new(true));
    let servers = Servers::start(1, site);
    let seen = Arc::clone(&wanted);
    servers.respond(move |_| {
        seen.store(false, Ordering::SeqCst);
        reply(200, "", "<html><body>Nothing</body></html>")
    });
    let shelf = TestLibrary::new([]);
    let is_wanted = || wanted.load(Ordering::SeqCst);
    shelf.open().probe(&servers.url(1, "/"), &is_wanted).expect_err("it was stopped");
    assert_eq!(servers.requests().len(), 1);
}

/// Regression: a server that asked to be left alone got the rest of the requests, and more with the
/// next search.
#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let servers = Servers::start(1, |asked| match asked.path.as_str() {
        "/" => reply(200, "", "<html><body>Nothing</body></html>"),
        _ => reply(429, "retry-after: 900\r\n", ""),
    });
    let shelf = TestLibrary::new([]);
    let probe = || shelf.open().probe(&servers.url(1, "/"), &|| true);
    probe().expect_err("no feed");
    assert_eq!(servers.requests().len(), 2);
    let held = probe().expect_err("no feed");
    assert_eq!(held, "its server wants to be left alone for a while");
    assert!(servers.requests().is_empty());
}

/// Regression: a feed that was added with a password was requested twice, and one that had been
/// removed was requested as a whole, though what was needed to ask for changes was still known.
#[test]
fn a_feed_is_requested_as_a_whole_only_once() {
    let feed = feed("A Blog", 0..9);
    let servers = Servers::start(1, move |asked| conditional(asked, "\"1\"", "x", &feed));
    let mut shelf = TestLibrary::new([]);
    let url = servers.url(1, "/all.xml").replace("http://", "http://me:s3cret@");
    let library = shelf.open();
    library.probe(&url, &|| true).expect("a feed");
    shelf.feeds = vec![newswire::Subscription::new(&*url)];
    assert_eq!(shelf.sync_with(&library, &newswire::SyncScope::All).new, 9);
    assert_eq!(servers.requests().len(), 1);
    let library = shelf.open();
    let found = library.probe(&url, &|| true).expect("a feed");
    assert_eq!((urls(&found), &*found[0].title), (vec![&*servers.url(1, "/all.xml")], "A Blog"));
    let again = shelf.sync_with(&library, &newswire::SyncScope::All);
    assert_eq!((again.requested, again.failed), (1, 0));
    let asked = servers.requests();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].is_conditional());
}
