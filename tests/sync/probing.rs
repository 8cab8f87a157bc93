//! The feeds at an address that the user types.

use newswire::FoundFeed;

use crate::library::TestLibrary;
use crate::server::{HttpRequest, Servers, feed, redirect, reply};

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
