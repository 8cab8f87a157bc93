//! Damaged and hostile feeds.

use std::time::{Duration, Instant};

use url::Url;

use super::{fixtures, read_from};

/// A generator of numbers that gives the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).expect("fits")).expect("fits")
    }
}

/// Pieces that parsers stumble over.
const PIECES: [&[u8]; 24] = [
    b"<item>",
    b"</item>",
    b"<entry>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"&",
    b"&#x0;",
    b"&#99999999999;",
    b"<",
    b">",
    b"\"",
    b"'",
    b"\0",
    b"\xFF",
    b"\xF0\x9F",
    b"<!DOCTYPE x [",
    b"<!ENTITY a \"&a;&a;\">&a;",
    b"<?",
    b"xml:base=\"::\"",
    b"{",
    b"[",
    b"\\u0000",
];

fn mutated(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(6) {
            0 => {
                bytes.drain(at..end);
            }
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            2 => bytes.truncate(at.max(1)),
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(numbers.below(256)).expect("a byte");
                }
            }
            _ => {
                let piece = PIECES[numbers.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

#[test]
fn mutated_feeds_never_panic_and_their_text_is_clean() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let fixtures = fixtures();
    let mut count = 0;
    for round in 0..400 {
        for (name, bytes) in &fixtures {
            let bytes = mutated(bytes, &mut numbers);
            let Ok(feed) = read_from(&bytes, "https://feeds.example/feed") else { continue };
            for entry in &feed.entries {
                count += 1;
                let clean = newswire::line(&entry.title);
                assert_eq!(clean, entry.title, "{name}, round {round}");
                assert_eq!(newswire::line(&entry.excerpt), entry.excerpt, "{name}, round {round}");
                if let Some(link) = &entry.link {
                    assert!(Url::parse(link).is_ok(), "{name}, round {round}: {link}");
                }
            }
        }
    }
    assert!(count > 2_000, "{count} entries were read");
}

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
