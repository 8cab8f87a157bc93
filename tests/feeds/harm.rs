//! Hostile feeds. Damaged ones are read in `tests/fuzz`.

use std::time::{Duration, Instant};

use super::read_from;

/// Feeds that are made to take long.
#[test]
fn hostile_feeds_take_no_longer_than_others() {
    let repeated = |piece: &str| piece.repeat(400_000 / piece.len());
    let frames = [
        ("<rss><channel><item><description>", "</description></item></channel></rss>"),
        ("<rss><channel><item><title>", "</title></item></channel></rss>"),
        ("<rss><channel>", "</channel></rss>"),
        ("<feed><entry><content type='html'>", "</content></entry></feed>"),
        ("{\"items\": [{\"content_html\": \"", "\"}]}"),
        ("{\"items\": ", "}"),
    ];
    let pieces = [
        "<b>",
        "</b>",
        "<a b='",
        "<a b=c ",
        "&lt;b&gt;",
        "&lt;a href='x' ",
        "&amp;amp;",
        "&x",
        "<!--",
        "<![CDATA[",
        "<item>",
        "<item/>",
        "<x:y xmlns:x='z'>",
        "<title>",
        "&lt;!-- ",
        "[",
        "{",
        "&lt;script&gt;",
        "<media:group>",
        "<category>a</category>",
        "a ",
        "\u{301}",
    ];
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });
    for (before, after) in frames {
        for piece in pieces {
            let text = format!("{before}{}{after}", repeated(piece));
            let begun = Instant::now();
            let _ = read_from(text.as_bytes(), "https://feeds.example/feed");
            let took = begun.elapsed();
            assert!(took < limit, "{before}{piece}…: {took:?}");
        }
    }
}

#[test]
fn of_a_huge_feed_the_newest_entries_are_kept() {
    let item = |day: u32| {
        format!(
            "<item><title>{day}</title><pubDate>2020-01-01T{:02}:{:02}:{:02}Z</pubDate></item>",
            day / 3600,
            day / 60 % 60,
            day % 60
        )
    };
    let feed = |days: &mut dyn Iterator<Item = u32>| {
        let items: String = days.map(item).collect();
        read_from(
            format!("<rss><channel>{items}<title>x</title></channel></rss>").as_bytes(),
            "https://e.org",
        )
        .expect("a feed")
    };
    let newest_first = feed(&mut (0..5_000).rev());
    assert_eq!((newest_first.entries.len(), newest_first.title.as_str()), (2_000, "x"));
    assert_eq!(newest_first.entries[0].title, "4999");
    let oldest_first = feed(&mut (0..5_000));
    assert_eq!(oldest_first.entries.len(), 2_000);
    assert_eq!(oldest_first.entries[1_999].title, "4999");
}
