//! What is read of each dialect.

use std::time::Duration;

use newswire::FeedError;

use super::{date, read, read_from};

#[test]
fn rss_2_is_read_whole() {
    let feed = read("rss20.xml");
    assert_eq!(feed.title, "Harbour Weekly");
    assert_eq!(feed.site.as_deref(), Some("https://harbour.example/"));
    assert_eq!(feed.description, "Notes from the quay & the sea");
    assert_eq!(feed.language.as_deref(), Some("en-GB"));
    assert_eq!(feed.icon.as_deref(), Some("https://harbour.example/logo.png"));
    assert_eq!(feed.ttl, Some(Duration::from_secs(5_400)));
    assert_eq!((feed.skip_hours, feed.skip_days), (vec![0, 3], vec![6, 7]));
    let [crane, tides] = feed.entries.as_slice() else { panic!("two entries") };
    assert_eq!(crane.id.as_deref(), Some("https://harbour.example/?p=101"));
    assert_eq!(crane.link.as_deref(), Some("https://harbour.example/2026/crane/"));
    assert_eq!(crane.comments.as_deref(), Some("https://harbour.example/2026/crane/#comments"));
    assert_eq!(crane.author.as_deref(), Some("Mara Quell"));
    assert_eq!(date(crane).as_deref(), Some("2026-11-02T07:15:00Z"));
    assert_eq!(crane.categories, ["Port", "Machines"]);
    assert_eq!(crane.excerpt, "It took three tugs …");
    assert!(crane.body.contains("<a href=\"https://harbour.example/pilots\">pilot</a>"));
    assert!(crane.body.contains("src=\"https://harbour.example/2026/crane/crane.jpg\""));
    assert_eq!(tides.title, "Tide tables & moon");
    assert_eq!(tides.excerpt, "High water at six.");
    assert_eq!(tides.body, "<p>High water at <b>six</b>.</p>");
}

#[test]
fn older_dialects_are_read() {
    for (name, title, entries) in [
        (
            "rss091.xml",
            "Orchard News",
            [
                ("Frost in May", "http://orchard.example/frost.html", None),
                ("A new press", "http://orchard.example/press.html", None),
            ],
        ),
        (
            "rss090.xml",
            "Mill Road",
            [
                ("The sluice is open", "http://mill.example/sluice", None),
                ("Flour for the fair", "http://mill.example/flour", None),
            ],
        ),
        (
            "rss10.xml",
            "Observatory Log",
            [
                ("Saturn at dusk", "https://observatory.example/1", Some("2026-10-30T17:40:00Z")),
                ("Clouds again", "https://observatory.example/2", Some("2026-10-29T00:00:00Z")),
            ],
        ),
        (
            "atom03.xml",
            "Lantern Street",
            [
                (
                    "The last lamplighter",
                    "http://lantern.example/2004/06/lamplighter",
                    Some("2004-06-01T01:00:00Z"),
                ),
                (
                    "Gas to electric",
                    "http://lantern.example/2004/05/gas",
                    Some("2004-05-20T08:00:00Z"),
                ),
            ],
        ),
    ] {
        let feed = read(name);
        assert_eq!(feed.title, title);
        let found: Vec<_> = feed
            .entries
            .iter()
            .map(|own| (own.title.as_str(), own.link.as_deref().unwrap_or("-"), date(own)))
            .collect();
        let expected: Vec<_> =
            entries.map(|(title, link, date)| (title, link, date.map(str::to_owned))).into();
        assert_eq!(found, expected, "{name}");
    }
    let rdf = read("rss10.xml");
    assert_eq!(rdf.ttl, Some(Duration::from_secs(43_200)));
    assert_eq!(rdf.entries[0].author.as_deref(), Some("Ines Falk"));
    assert!(rdf.entries[0].body.contains("stand in a row"));
    let old = read("atom03.xml");
    assert_eq!(old.entries[0].body, "<p>He retires on Friday, after forty years.</p>");
    assert_eq!(old.entries[0].excerpt, "He retires on Friday.");
    assert_eq!(old.entries[1].body.trim(), "<p>It is done.</p>");
    assert_eq!(read("rss090.xml").icon.as_deref(), Some("http://mill.example/wheel.gif"));
}

#[test]
fn atom_has_bases_authors_and_links_of_many_kinds() {
    let feed = read("atom10.xml");
    assert_eq!(feed.title, "Foundry & Sons");
    assert_eq!(feed.icon.as_deref(), Some("https://foundry.example/icon.png"));
    assert_eq!(feed.next.as_deref(), Some("https://foundry.example/blog/feed.atom?page=2"));
    assert_eq!(feed.language.as_deref(), Some("en"));
    let [bell, sand] = feed.entries.as_slice() else { panic!("two entries") };
    assert_eq!(bell.title, "Pouring the great bell");
    assert_eq!(bell.link.as_deref(), Some("https://foundry.example/blog/bell"));
    assert_eq!(bell.comments.as_deref(), Some("https://foundry.example/blog/bell#talk"));
    assert_eq!(bell.author.as_deref(), Some("Otto Brandt"));
    assert_eq!(bell.categories, ["Bells"]);
    assert_eq!(&*bell.enclosures[0].url, "https://foundry.example/blog/bell.mp3");
    assert_eq!(bell.enclosures[0].length, Some(123_456));
    assert_eq!(
        bell.body,
        "<p>Nine tons of bronze, &amp; a night of \
         <a href=\"https://foundry.example/blog/waiting\">waiting</a>.</p>"
    );
    assert_eq!(bell.excerpt, "Nine tons of bronze.");
    assert_eq!(bell.updated.map(|date| date.rfc3339()).as_deref(), Some("2026-11-05T12:00:00Z"));
    assert_eq!(sand.title, "Sand < clay");
    assert_eq!(sand.author.as_deref(), Some("Lena Voss, Otto Brandt"));
}

#[test]
fn json_feeds_of_both_versions_are_read() {
    let feed = read("feed11.json");
    assert_eq!((feed.title.as_str(), feed.entries.len()), ("Signal Box", 2));
    assert_eq!(feed.next.as_deref(), Some("https://signal.example/feed.json?page=2"));
    let [points, night] = feed.entries.as_slice() else { panic!("two entries") };
    assert_eq!(points.author.as_deref(), Some("Ruth Vale"));
    assert!(points.body.contains("href=\"https://signal.example/heaters\""));
    assert_eq!(points.enclosures[0].duration, Some(Duration::from_secs(61)));
    assert_eq!(&*points.images[0].url, "https://signal.example/points.jpg");
    assert_eq!(night.body, "<p>One lamp.</p>\n<p>No trains &amp; no &lt;talk&gt;.</p>\n");
    assert_eq!(night.author.as_deref(), Some("Jon Ames"));
    let old = read("feed10.json");
    let [bridge, fog] = old.entries.as_slice() else { panic!("two entries") };
    assert_eq!(bridge.id.as_deref(), Some("17"));
    assert_eq!(bridge.link.as_deref(), Some("https://elsewhere.example/bridge"));
    assert_eq!(bridge.categories, ["bridges", "spring"]);
    assert_eq!(fog.title, "Fog until noon.");
    assert_eq!(fog.link.as_deref(), Some("https://ferry.example/fog"));
    assert_eq!(fog.author.as_deref(), Some("Nils Holm"));
}

#[test]
fn podcasts_videos_and_planets_are_read() {
    let [shortwave, still] = read("podcast.xml").entries.try_into().expect("two episodes");
    assert_eq!(shortwave.enclosures[0].duration, Some(Duration::from_secs(3_723)));
    assert_eq!(shortwave.enclosures[0].media_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(&*shortwave.images[0].url, "https://nightsignals.example/12.jpg");
    assert_eq!(shortwave.author.as_deref(), Some("Ada Bell"));
    assert!(shortwave.body.starts_with("Voices from"));
    assert_eq!(date(&shortwave).as_deref(), Some("2026-11-14T03:00:00Z"));
    assert_eq!((still.link, still.enclosures[0].length), (None, None));
    let [video] = read("video.xml").entries.try_into().expect("a video");
    assert!(video.is_video && video.enclosures.is_empty());
    assert_eq!(&*video.images[0].url, "https://i1.ytimg.com/vi/abc123/hqdefault.jpg");
    assert!(video.body.starts_with("<p>From 1710.</p>"), "{}", video.body);
    assert_eq!(video.excerpt, "From 1710. Tools: https://tools.example/");
    let [rye] = read("planet.xml").entries.try_into().expect("an entry");
    let source = rye.source.expect("a source");
    assert_eq!(
        (source.title.as_str(), source.url.as_deref()),
        ("Crumb", Some("https://crumb.example/"))
    );
    assert_eq!(rye.author, None, "the planet wrote nothing");
}

#[test]
fn a_broken_feed_gives_what_is_in_it() {
    let feed = read("broken.xml");
    assert_eq!(feed.title, "Rope & Sail");
    assert_eq!(feed.site.as_deref(), Some("https://rope.example/"));
    assert_eq!(feed.description, "Knots — and how to undo them");
    let [bowline, splicing, whipping] = feed.entries.as_slice() else {
        panic!("{:#?}", feed.entries)
    };
    assert_eq!(bowline.title, "A bowline in three moves");
    assert_eq!(bowline.link.as_deref(), Some("https://rope.example/bowline?a=1&b=2"));
    assert_eq!(date(bowline).as_deref(), Some("2026-11-03T10:00:00Z"));
    assert_eq!(bowline.excerpt, "Around the tree and back again");
    assert_eq!(bowline.author.as_deref(), Some("Finn"));
    assert_eq!(splicing.link.as_deref(), Some("https://rope.example/splicing"));
    assert_eq!(splicing.excerpt, "Cut, and weave");
    assert_eq!(whipping.title, "Whipp");
}

#[test]
fn other_documents_are_refused() {
    let error = |text: &str| read_from(text.as_bytes(), "https://e.example/").expect_err(text);
    assert_eq!(error(" \n"), FeedError::Empty);
    assert_eq!(error("<!DOCTYPE html><html><body><item>x</item></body></html>"), FeedError::Page);
    assert_eq!(error("<p>Not found</p>"), FeedError::Page);
    for (text, why) in [
        ("not found", "this is not a feed: it is plain text"),
        ("<opml><body/></opml>", "this is not a feed: it is a list of subscriptions (OPML)"),
        ("<urlset></urlset>", "this is not a feed: it is a sitemap"),
        ("<foo/>", "this is not a feed: its first element is <foo>"),
        ("{\"error\": 1}", "this is not a feed: it is JSON without items"),
    ] {
        assert_eq!(error(text).to_string(), why);
    }
    assert!(read_from(b"<rss><channel></channel></rss>", "https://e.example/").is_ok());
}
