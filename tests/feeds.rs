//! Feeds as they are met: the dialects, what is broken in them, and a corpus of test cases of a
//! feed validator with what a lenient reader finds in each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use newswire::{Feed, FeedContext, FeedEntry, FeedError, parse_feed};
use serde::Deserialize;
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
fn what_is_no_feed_is_said() {
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

/// The second opinion: another reader finds the same in what is well-formed.
#[test]
fn another_reader_finds_the_same() {
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

#[derive(Deserialize)]
struct Expected {
    file: String,
    entries: Vec<ExpectedEntry>,
}

#[derive(Deserialize)]
struct ExpectedEntry {
    title: Option<String>,
    link: Option<String>,
    date: Option<String>,
}

/// The corpus, if it is there.
fn corpus() -> Option<(PathBuf, Vec<Expected>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let lines = fs::read_to_string(folder.join("feeds_expected.jsonl")).ok();
    let Some(lines) = lines else {
        println!("skipped: {} is absent", folder.display());
        return None;
    };
    let expected = lines.lines().map(|line| serde_json::from_str(line).expect("an expectation"));
    Some((folder.join("feeds"), expected.collect()))
}

/// Right answers of all, by what is compared.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn count(&mut self, what: &'static str, is_right: bool, difference: impl FnOnce() -> String) {
        let (right, all) = self.0.entry(what).or_default();
        *right += usize::from(is_right);
        *all += 1;
        if !is_right {
            println!("{what}: {}", difference());
        }
    }

    fn share(&self, what: &str) -> f64 {
        let (right, all) = self.0[what];
        f64::from(u32::try_from(right).expect("few")) / f64::from(u32::try_from(all).expect("few"))
    }
}

fn same_link(own: &FeedEntry, expected: &ExpectedEntry) -> bool {
    let base = Url::parse("http://corpus.example/feed").expect("an address");
    let absolute = |link: &str| base.join(link.trim()).map(String::from).unwrap_or_default();
    let id = own.id.as_deref().filter(|id| id.starts_with("http")).map(absolute);
    match expected.link.as_deref().filter(|link| !link.is_empty()) {
        Some(link) => {
            let link = absolute(link);
            own.link.as_deref() == Some(&link) || id.as_deref() == Some(&link)
        }
        None => own.link.is_none() || own.link == id,
    }
}

#[test]
fn the_corpus_is_read_as_by_a_lenient_reader() {
    let Some((folder, files)) = corpus() else { return };
    let mut tally = Tally::default();
    for expected in &files {
        let bytes = fs::read(folder.join(&expected.file)).expect("a file of the corpus");
        let file = &expected.file;
        let found = read_from(&bytes, "http://corpus.example/feed");
        tally.count("read", found.is_ok(), || format!("{file}: {found:?}"));
        let Ok(feed) = &found else { continue };
        let (own, other) = (feed.entries.len(), expected.entries.len());
        tally.count("entries", own == other, || format!("{file}: {own} and {other}"));
        if own != other {
            continue;
        }
        for (own, other) in feed.entries.iter().zip(&expected.entries) {
            if let Some(title) = other.title.as_deref().filter(|title| !title.trim().is_empty()) {
                let same = own.title == newswire::line(title);
                tally.count("title", same, || format!("{file}: {:?} and {title:?}", own.title));
            }
            let same = same_link(own, other);
            tally.count("link", same, || format!("{file}: {:?} and {:?}", own.link, other.link));
            let date = date(own);
            let same = date == other.date;
            tally.count("date", same, || format!("{file}: {date:?} and {:?}", other.date));
        }
    }
    for (what, (right, all)) in &tally.0 {
        println!("{what}: {right} of {all}");
    }
    for (what, floor) in
        [("read", 0.995), ("entries", 0.99), ("title", 0.985), ("link", 0.99), ("date", 0.995)]
    {
        assert!(tally.share(what) >= floor, "{what}: {}", tally.share(what));
    }
}
