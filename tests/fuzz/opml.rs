//! Lists of feeds as OPML.

use newswire::{Opml, OpmlFeed, parse_opml, write_opml};

use super::mutator::{Material, Numbers};
use super::{Target, assert_clean, fixtures};

const PIECES: &[&str] = &[
    "<outline ",
    "<outline text='a'>",
    "<outline text=\"x\" xmlUrl=\"https://n.example/\"/>",
    "</outline>",
    "<opml>",
    "</body>",
    "<head>",
    "text=\"",
    " title='",
    " xmlUrl=",
    " XMLURL='y'",
    " url='z' type='rss'",
    " type=\"link\"",
    " category=\"/a/b,c%2C,%25\"",
    " htmlUrl=''",
    "<a href=\"x\">",
    "</a>",
    "&amp;amp;",
    "&quot;",
    "&#10;",
    "&#x1b;",
    "&",
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "/",
    "//",
    ",",
    "%",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml encoding='utf-16'?>",
    "exec:rm",
    "filter:x:https://y.example/",
];

#[test]
fn lists_are_read_and_an_export_is_read_back_as_it_was() {
    let material = Material { seeds: fixtures(&["opml"]), pieces: PIECES };
    Target { name: "opml", material, inputs: 2_000, check }.run();
}

fn check(bytes: &[u8], _: &mut Numbers) {
    let Ok(Opml { feeds, .. }) = parse_opml(bytes) else { return };
    for feed in &feeds {
        for text in feed.title.iter().chain(&feed.tags) {
            assert_clean("a title or a tag", text);
            assert!(!text.is_empty());
        }
        assert!(!feed.url.is_empty());
    }
    let export = write_opml(&feeds);
    let again = parse_opml(export.as_bytes()).expect("an export is a list");
    assert_eq!((again.repeated, again.without_address), (0, 0), "{export}");
    assert_eq!(sorted(again.feeds), sorted(feeds), "{export}");
}

/// Feeds of one folder stand together in an export.
fn sorted(mut feeds: Vec<OpmlFeed>) -> Vec<OpmlFeed> {
    feeds.sort_by(|a, b| a.url.cmp(&b.url));
    feeds
}
