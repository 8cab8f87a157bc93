//! Feeds of XML.

use newswire::{Feed, FeedContext, FeedEntry, parse_feed};
use url::Url;

use super::mutator::{Material, Numbers};
use super::{Target, assert_clean, fixtures};

/// Parts of feeds.
pub(super) const PIECES: &[&str] = &[
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "<channel>",
    "<title>",
    "</title>",
    "<title type='html'>",
    "<link>",
    "<link href='",
    "<guid>",
    "<guid isPermaLink='true'>",
    "<pubDate>",
    "<description>",
    "</description>",
    "<content type='xhtml'>",
    "<content src='x'/>",
    "<category term='a' label='b'/>",
    "<source url='x'>y</source>",
    "<enclosure url='a.mp3' type='audio/mpeg' length='-1'/>",
    "<media:group>",
    "<media:content url='mailto:x' medium='image'>",
    "<itunes:duration>1:2:3:4</itunes:duration>",
    "<feedburner:origLink>",
    "<ttl>99999999999999</ttl>",
    "<skipHours><hour>24</hour></skipHours>",
    "<sy:updatePeriod>hourly</sy:updatePeriod>",
    "<comments>mailto:a@b</comments>",
    "<author><name>",
    "<x:y xmlns:x='z'>",
    " xml:base='::'",
    " xml:base='https://b.example/c/'",
    " href='ftp://f.example/x'",
    " rel='replies'",
    " rel='enclosure'",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE x [",
    "<!ENTITY a \"&a;&a;\">&a;",
    "<?xml encoding='iso-2022-jp'?>",
    "<?",
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&lt;b&gt;",
    "&amp;lt;",
    "\"",
    "'",
    "<a href='x",
    "<img src='p.png' srcset='a, b,,c 2x'>",
    "javascript:alert(1)",
    "data:text/html,x",
    "//",
    "http://[::1",
    "https://e.example/%",
    "2003-13-32T25:61:61",
    "Thu, 01 Jan 1970 00:00:00 GMT",
];

const CHARSETS: [Option<&str>; 6] =
    [None, None, Some("utf-8"), Some("iso-2022-jp"), Some("gbk"), Some("no such")];

#[test]
fn feeds_are_read_with_clean_texts_and_absolute_links() {
    let material = Material { seeds: fixtures(&["feeds"]), pieces: PIECES };
    Target { name: "feed", material, inputs: 1_500, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    if let Some(feed) = read(bytes, numbers) {
        assert_kept(&feed);
    }
}

/// Reads a feed, in an encoding that some server may name.
pub(super) fn read(bytes: &[u8], numbers: &mut Numbers) -> Option<Feed> {
    let url = Url::parse("https://feeds.example/site/feed?a=b").expect("an address");
    match parse_feed(bytes, &FeedContext { url: &url, charset: numbers.one(&CHARSETS) }) {
        Ok(feed) => Some(feed),
        Err(error) => {
            assert_clean("the reason of a refusal", &error.to_string());
            None
        }
    }
}

/// Panics unless a feed is as its documentation says.
pub(super) fn assert_kept(feed: &Feed) {
    assert_clean("the title of the feed", &feed.title);
    assert_clean("the description", &feed.description);
    for link in [&feed.site, &feed.icon, &feed.next].into_iter().flatten() {
        assert_absolute(link);
    }
    if let Some(language) = &feed.language {
        assert_clean("the language", language);
    }
    assert!(feed.skip_hours.iter().all(|hour| *hour < 24), "{:?}", feed.skip_hours);
    assert!(feed.skip_days.iter().all(|day| (1..=7).contains(day)), "{:?}", feed.skip_days);
    assert!(feed.entries.len() <= 2_000, "{} entries", feed.entries.len());
    feed.entries.iter().for_each(assert_entry_kept);
}

fn assert_entry_kept(entry: &FeedEntry) {
    assert_clean("a title", &entry.title);
    assert_clean("an excerpt", &entry.excerpt);
    assert!(entry.excerpt.chars().count() <= 302, "{}", entry.excerpt);
    for text in entry.id.iter().chain(&entry.author).chain(&entry.categories) {
        assert_clean("an id, author or category", text);
        assert!(!text.is_empty(), "{entry:?}");
    }
    let source = entry.source.as_ref();
    assert_clean("the title of a source", source.map_or("", |source| &source.title));
    let links = [&entry.link, &entry.comments, &entry.original_link].into_iter().flatten();
    for link in links.chain(source.and_then(|source| source.url.as_ref())) {
        assert_absolute(link);
    }
    let files = entry.enclosures.iter().map(|file| &file.url);
    for address in entry.images.iter().map(|image| &image.url).chain(files) {
        assert_absolute(address);
    }
    for title in entry.images.iter().filter_map(|image| image.title.as_ref()) {
        assert_clean("a caption", title);
    }
    for date in [entry.published, entry.updated].into_iter().flatten() {
        assert!(!date.rfc3339().is_empty());
    }
}

fn assert_absolute(link: &str) {
    let url = Url::parse(link).unwrap_or_else(|error| panic!("{link}: {error}"));
    assert!(!matches!(url.scheme(), "javascript" | "vbscript" | "data"), "{link}");
    // Links of other programs may hold spaces.
    assert!(link.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '), "{link}");
}
