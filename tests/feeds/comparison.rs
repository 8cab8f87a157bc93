//! A comparison with feed-rs.

use super::{fixtures, read_from};

/// Well-formed feeds only: feed-rs refuses others.
#[test]
fn feed_rs_reads_the_same_entries() {
    for (name, bytes) in fixtures() {
        if matches!(name.as_str(), "broken.xml" | "rss090.xml" | "atom03.xml" | "feed10.json") {
            continue;
        }
        let own = read_from(&bytes, "https://feeds.example/feed").expect("a feed");
        let parser = feed_rs::parser::Builder::new().base_uri(Some("https://feeds.example/feed"));
        let other = parser.build().parse(bytes.as_slice()).expect(&name);
        assert_eq!(own.entries.len(), other.entries.len(), "{name}");
        for (own, other) in own.entries.iter().zip(&other.entries) {
            let title = other.title.as_ref().map(|title| title.content.as_str());
            if !title.is_some_and(|title| title.contains(['&', '<'])) {
                assert_eq!(Some(own.title.as_str()), title, "{name}");
            }
            let links: Vec<&str> = other.links.iter().map(|link| link.href.as_str()).collect();
            assert!(own.link.as_deref().is_none_or(|link| links.contains(&link)), "{links:?}");
            let published = other.published.map(|date| date.timestamp());
            let own_date = own.published.map(|date| date.at.as_second());
            assert_eq!(own_date, published, "{name}: {}", own.title);
        }
    }
}
