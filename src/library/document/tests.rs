//! A written document is read back unchanged, whatever its texts contain.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::*;
use crate::article::Article;
use crate::article::Origin;
use crate::article::Pool;
use crate::document::parse;
use crate::feed::EntrySource;
use crate::text;

/// Seeds of earlier failures, tried first on every run.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/library-documents.txt");

fn read(document: &str) -> Article {
    let origin = Origin::File(Path::new("/library/a-1a2b/2026-01-02-x-00000000.html").into());
    let parsed = parse(&origin, document.as_bytes(), false, &Pool::default());
    assert_eq!(parsed.problems, []);
    parsed.article
}

fn entry() -> Entry {
    let at = Timestamp::constant(1_781_956_800, 0);
    let date = Date { at, offset: Offset::UTC, has_time: true };
    Entry {
        id: Some("tag:example.org,2026:\"1\"".to_owned()),
        title: "A \"title\": with # and \\ 中国 {x} [y]".to_owned(),
        link: Some("https://example.org/1?a=b#c".to_owned()),
        author: Some("- O'Neil".to_owned()),
        published: Some(date),
        categories: vec!["null".to_owned(), "rust".to_owned(), "3".to_owned()],
        excerpt: "yes".to_owned(),
        body: "<p>---</p>\n---\n<p>More</p>".to_owned(),
        enclosures: vec![Enclosure {
            url: "https://example.org/a.mp3".into(),
            media_type: Some("audio/mpeg".into()),
            length: Some(1_234),
            duration: Some(Duration::from_secs(61)),
        }],
        ..Entry::default()
    }
}

fn about() -> About {
    About {
        provider: "A: Blog".to_owned(),
        domain: Some("example.org".to_owned()),
        tags: vec!["rust".to_owned(), "long reads".to_owned()],
        feed: "https://me:***@example.org/feed".to_owned(),
    }
}

#[test]
fn a_document_has_a_fixed_form() {
    let fixed = Fixed { key: Some("feed:1#2".to_owned()), published: None };
    let document = document(&entry(), &about(), &fixed);
    let expected = "---
title: \"A \\\"title\\\": with # and \\\\ 中国 {x} [y]\"
excerpt: \"yes\"
publishedDateTime: \"2026-06-20T12:00:00Z\"
webUrl: \"https://example.org/1?a=b#c\"
type: \"article\"
author: \"- O'Neil\"
provider:
  name: \"A: Blog\"
  domain: \"example.org\"
topics:
  - \"rust\"
  - \"long reads\"
  - \"null\"
  - \"3\"
enclosures:
  - url: \"https://example.org/a.mp3\"
    type: \"audio/mpeg\"
    length: 1234
    duration: 61
id: \"tag:example.org,2026:\\\"1\\\"\"
feed: \"https://me:***@example.org/feed\"
key: \"feed:1#2\"
---
<p>---</p>
---
<p>More</p>
";
    assert_eq!(document, expected);
}

#[test]
fn what_is_written_is_read_back() {
    let entry = entry();
    let article = read(&document(&entry, &about(), &Fixed::default()));
    assert_eq!(&*article.title, entry.title);
    assert_eq!(article.date, entry.published);
    assert_eq!(article.web_url.as_deref(), entry.link.as_deref());
    assert_eq!(&*article.provider.name, "A: Blog");
    assert_eq!(article.provider.domain.as_deref(), Some("example.org"));
    let topics: Vec<&str> = article.topics.iter().map(|topic| &**topic).collect();
    assert_eq!(topics, ["rust", "long reads", "null", "3"]);
    assert!(article.has_text());
    assert_eq!(article.feed.as_deref(), Some("https://me:***@example.org/feed"));
    assert_eq!(*article.enclosures, *entry.enclosures);
    assert_eq!(&*article.key, "example.org/1?a=b");
    let fixed = Fixed { key: Some("feed:1#2".to_owned()), published: None };
    let updated =
        entry.published.map(|date| Date { at: date.at + Duration::from_secs(60), ..date });
    let comments = Some("https://talk.example/1".to_owned());
    let entry = Entry { comments, updated, ..entry };
    let article = read(&document(&entry, &about(), &fixed));
    assert_eq!(&*article.key, "feed:1#2");
    assert_eq!(article.updated, entry.updated);
    assert_eq!(article.comments, entry.comments.map(Into::into));
}

#[test]
fn an_entry_of_a_planet_names_its_source() {
    let source = EntrySource { title: "Other".to_owned(), url: Some("https://b.org/".to_owned()) };
    let entry = Entry { source: Some(source), ..entry() };
    let article = read(&document(&entry, &about(), &Fixed::default()));
    assert_eq!(&*article.provider.name, "Other");
    assert_eq!(article.provider.domain.as_deref(), Some("b.org"));
}

/// Documents of feeds with links of other programs were all reported, and nobody could mend them.
#[test]
fn links_that_no_browser_opens_are_no_problem_of_the_document() {
    let at =
        |url: &str| Enclosure { url: url.into(), media_type: None, length: None, duration: None };
    let entry = Entry {
        link: Some("gemini://example.org/1".to_owned()),
        comments: Some("mailto:talk@example.org".to_owned()),
        enclosures: vec![at("magnet:?xt=urn:btih:1"), at("https://example.org/a.mp3")],
        ..entry()
    };
    let article = read(&document(&entry, &about(), &Fixed::default()));
    assert_eq!(article.web_url.as_deref(), Some("gemini://example.org/1"));
    assert_eq!((article.comments, article.enclosures.len()), (None, 1));
}

/// Every document of a command whose output has no title was reported for its empty provider.
#[test]
fn a_feed_without_any_name_has_no_provider_in_the_header() {
    let about = About { feed: "exec:list".to_owned(), ..About::default() };
    let article = read(&document(&entry(), &about, &Fixed::default()));
    assert_eq!(&*article.provider.name, "example.org");
}

/// Of an entry without a date, the file name tells the day.
#[test]
fn an_entry_without_a_date_has_none_in_the_header() {
    let entry = Entry { published: None, ..entry() };
    let document = document(&entry, &about(), &Fixed::default());
    assert!(!document.contains("Date"), "{document}");
    assert!(read(&document).date.is_some_and(|date| !date.has_time));
}

/// A header that is too large, or has too many brackets, would be refused as a whole.
#[test]
fn a_hostile_entry_is_still_read() {
    let huge = "[{é\u{85}".repeat(50_000);
    let link = |number: usize| format!("https://example.org/?{}{number}", "[".repeat(1_000));
    let image = |number| Image {
        url: link(number).into(),
        title: Some(huge.as_str().into()),
        width: Some(1),
        height: None,
    };
    let file = |number| Enclosure { url: link(number).into(), ..entry().enclosures.remove(0) };
    let entry = Entry {
        id: Some(huge.clone()),
        title: huge.clone(),
        link: Some(format!("https://example.org/{}", "{".repeat(4_000))),
        author: Some(huge.clone()),
        categories: (0..100).map(|number| format!("{number}{huge}")).collect(),
        excerpt: huge.clone(),
        images: (0..100).map(image).collect(),
        enclosures: (0..100).map(file).collect(),
        ..entry()
    };
    let article = read(&document(&entry, &about(), &Fixed::default()));
    assert!(article.title.starts_with("[{é"), "{}", article.title);
    assert!(article.images.len() > 5, "{}", article.images.len());
    assert!(article.web_url.is_some());
}

#[test]
fn an_excerpt_that_only_repeats_the_text_is_left_out() {
    let excerpt_of = |excerpt: &str, body: &str| {
        let entry = Entry { excerpt: excerpt.to_owned(), body: body.to_owned(), ..entry() };
        read(&document(&entry, &about(), &Fixed::default())).excerpt.to_string()
    };
    let body = "<figure><img src='a'><figcaption>Mars</figcaption></figure><p>It moved, &amp; it \
        <b>stopped</b> there.</p>";
    assert_eq!(excerpt_of("It moved, & it stopped…", body), "");
    assert_eq!(excerpt_of("The rover is stuck.", body), "The rover is stuck.");
    assert_eq!(excerpt_of("It moved, & it stopped…", ""), "It moved, & it stopped…");
    assert_eq!(excerpt_of("🚀", body), "🚀");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives(title in "\\PC{1,40}", excerpt in "\\PC{0,40}", name in "\\PC{0,20}", body in "\\PC{0,60}") {
        let clean = |text: &str| text::line(text).into_owned();
        let (title, excerpt) = (clean(&title), clean(&excerpt));
        prop_assume!(!text::is_blank(&title));
        let entry = Entry { title: title.clone(), author: Some(clean(&name)), body, ..entry() };
        let entry = Entry { excerpt, ..entry };
        let article = read(&document(&entry, &about(), &Fixed::default()));
        prop_assert_eq!(&*article.title, &*clean(&text::decode_entities(&title)));
    }
}
