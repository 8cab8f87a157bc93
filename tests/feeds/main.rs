//! Feeds as they are found: the dialects, what is broken in them, and a corpus of test cases of a
//! feed validator with what a lenient reader finds in each.

mod comparison;
mod corpus;
mod dialects;
mod harm;

use std::fs;
use std::path::Path;

use newswire::{Feed, FeedContext, FeedEntry, FeedError, parse_feed};
use url::Url;

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds");
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").file_name().to_string_lossy().into_owned())
        .map(|name| (name.clone(), fixture(&name)))
        .collect();
    found.sort();
    found
}

fn read_from(bytes: &[u8], url: &str) -> Result<Feed, FeedError> {
    let url = Url::parse(url).expect("an address");
    parse_feed(bytes, &FeedContext { url: &url, charset: None })
}

fn read(name: &str) -> Feed {
    read_from(&fixture(name), "https://feeds.example/any/feed").expect(name)
}

fn date(entry: &FeedEntry) -> Option<String> {
    entry.published.or(entry.updated).map(|date| date.rfc3339())
}
