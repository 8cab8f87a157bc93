//! The fields of documents made from feeds, and the same names in other documents.

use std::time::Duration;

use super::*;

const ENTRY: &str = r#"---
title: "An episode"
publishedDateTime: 2026-06-01T08:00:00Z
updated: 2026-06-02T09:00:00Z
webUrl: "https://cast.example/#7"
provider: {name: "A cast", domain: cast.example}
comments: "https://talk.example/7"
enclosures:
  - url: "https://cast.example/7.mp3"
    type: audio/mpeg
    length: 5000000000
    duration: 3723
  - "https://cast.example/7.pdf"
id: "tag:cast.example,2026:7"
feed: "https://ada:***@cast.example/feed"
key: "cast.example#7"
---
<p>Text</p>
"#;

#[test]
fn a_document_of_a_feed_says_where_it_comes_from() {
    let Parsed { article, problems } = read("cast/7.html", ENTRY);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(article.feed.as_deref(), Some("https://ada:***@cast.example/feed"));
    assert_eq!(&*article.key, "cast.example#7");
    assert_eq!(article.date.expect("a date").rfc3339(), "2026-06-01T08:00:00Z");
    assert_eq!(article.updated.expect("a date").rfc3339(), "2026-06-02T09:00:00Z");
    assert_eq!(article.comments.as_deref(), Some("https://talk.example/7"));
    let [sound, paper] = &*article.enclosures else { panic!("{:?}", article.enclosures) };
    assert_eq!(&*sound.url, "https://cast.example/7.mp3");
    assert_eq!(sound.media_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(sound.length, Some(5_000_000_000));
    assert_eq!(sound.duration, Some(Duration::from_secs(3_723)));
    assert_eq!((&*paper.url, paper.length), ("https://cast.example/7.pdf", None));
}

#[test]
fn elsewhere_these_names_may_mean_anything() {
    let post = "---\ntitle: A\nid: 7\nkey: value\nfeed: true\ncomments: false\nurl: https://a.example/x\n---\n";
    let Parsed { article, problems } = read("a.md", post);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(&*article.key, "a.example/x");
    assert_eq!((article.feed, article.comments), (None, None));
    for header in ["feed: [a]\nkey: [b]\ncomments: {a: b}\nid:", "feed:\nkey:\ncomments:"] {
        let loaded = read("a.md", &format!("---\ntitle: A\n{header}\n---\n"));
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    }
}

#[test]
fn a_key_is_no_path_and_no_burden() {
    let key = |key: &str| {
        let text = format!("---\nfeed: https://a.example/f\nkey: \"{key}\"\n---\n");
        read("a.md", &text).article.key.to_string()
    };
    assert_eq!(key("a.example/x#1"), "a.example/x#1");
    assert_eq!(key("/etc/passwd"), key(""));
    assert_eq!(key(&"x".repeat(3_000)), key(""));
    assert!(!key("\u{1b}[31mred").contains('\u{1b}'));
}

#[test]
fn a_change_dates_only_what_has_no_date() {
    let date = |header: &str| {
        let article = read("a.md", &format!("---\n{header}\n---\n")).article;
        let day = |date: Date| date.rfc3339().chars().take(10).collect::<String>();
        (article.date.map(day), article.updated.map(day))
    };
    let (first, second) = (Some("2026-01-02".to_owned()), Some("2026-01-03".to_owned()));
    assert_eq!(date("date: 2026-01-02\nupdated: 2026-01-03"), (first.clone(), second.clone()));
    assert_eq!(date("lastmod: 2026-01-03"), (second, None));
    assert_eq!(date("date: 2026-01-02\nlastmod: 2026-01-02"), (first, None));
}

#[test]
fn a_media_file_without_a_complete_link_is_told() {
    let files = "enclosures:\n  - url: a.mp3\n  - {url: \"javascript:x\"}\n  - {length: 3}\n  - https://a.example/b.mp3";
    let loaded = read("a.md", &format!("---\ntitle: x\n{files}\n---\n"));
    assert_eq!(loaded.article.enclosures.len(), 1);
    let found = problems(&loaded);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("`enclosures` has 3 items without a complete link"), "{found:#?}");
}
