//! Lists of feeds: files as people share them are read without losing a feed.

#![expect(clippy::print_stdout, reason = "says what is skipped")]

use std::fs;
use std::path::Path;

use newswire::{NoOpml, parse_opml, write_opml};

const LISTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/opml");

#[test]
fn every_shared_list_is_read_with_every_feed() {
    if !Path::new(LISTS).exists() {
        println!("skipped: no lists in {LISTS}");
        return;
    }
    let mut count = 0;
    for entry in fs::read_dir(LISTS).expect("the lists") {
        let path = entry.expect("a list").path();
        let bytes = fs::read(&path).expect("a list");
        let opml = parse_opml(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let named = text.matches("xmlurl=").count();
        assert_eq!(opml.feeds.len() + opml.repeated, named, "{}", path.display());
        let again = parse_opml(write_opml(&opml.feeds).as_bytes()).expect("a list");
        // Feeds of one folder stand together in an export.
        let sorted = |mut feeds: Vec<newswire::OpmlFeed>| {
            feeds.sort_by(|a, b| a.url.cmp(&b.url));
            feeds
        };
        assert_eq!(sorted(again.feeds), sorted(opml.feeds), "{}", path.display());
        count += 1;
    }
    assert!(count > 50, "{count} lists");
}

#[test]
fn what_is_no_list_is_refused() {
    for bytes in [&b""[..], b"<html><body>no</body></html>", b"https://e.example/feed news\n"] {
        assert_eq!(parse_opml(bytes), Err(NoOpml));
    }
}
