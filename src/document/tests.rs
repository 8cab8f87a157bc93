//! The parser on documents written for it: every field, every name, every kind of error.

mod feeds;
mod harm;
mod headers;

use super::*;
use crate::article::Date;
use crate::problem::Severity;

fn read(name: &str, text: &str) -> Parsed {
    parse(&Origin::File(Path::new(name).into()), text.as_bytes(), false, &Pool::default())
}

fn problems(loaded: &Parsed) -> Vec<String> {
    loaded.problems.iter().map(ToString::to_string).collect()
}

const FULL: &str = r#"---
category: news
title: "Rover&#8217;s first\nmetres"
excerpt: "It\tmoved &amp; stopped."
publishedDateTime: 2021-03-05T20:00:00Z
originalUrl: "https://example.org/original"
webUrl: "https://www.example.org/rover/?utm_source=a"
type: video
quality: 60
heat: -1
published: false
removed: true
provider:
  name: 中国日报网
  domain: example.org
topics:
  - Space
  -
  - Mars
images:
  - url: "https://example.org/a.jpg"
    width: 720
    height: 480
    isCached: true
    title: "The rover"
  - b.png
related:
  - title: "The same"
    webUrl: "http://example.org/rover"
    quality: 90
  - title: "Low"
    webUrl: "https://b.example/low"
    publishedDateTime: 2021-03-04T00:00:00Z
    quality: 3
    provider: {name: B, domain: b.example}
  - title: "High"
    webUrl: "https://c.example/high"
    quality: 70
  - title: "High again"
    webUrl: "https://www.c.example/high/"
    quality: 1
featuredContent: "<iframe src='https://v.example/1'></iframe>"
secured: "c2VhbGVk;c2VhbGVk"
---

Body text.
"#;

#[test]
fn every_field_of_the_shape() {
    let loaded = read("news/a.md", FULL);
    let article = &loaded.article;
    assert_eq!(&*article.title, "Rover’s first metres");
    assert_eq!(&*article.excerpt, "It moved & stopped.");
    assert_eq!(article.date.expect("a date").rfc3339(), "2021-03-05T20:00:00Z");
    assert_eq!(
        article.link().expect("a link").as_str(),
        "https://www.example.org/rover/?utm_source=a"
    );
    assert_eq!(article.original_url.as_deref(), Some("https://example.org/original"));
    assert_eq!(&*article.key, "example.org/rover");
    assert!(article.is_video() && article.removed);
    assert_eq!((article.quality, article.heat), (Some(60), Some(-1)));
    assert_eq!(article.published, Some(false));
    assert_eq!(&*article.provider.name, "中国日报网");
    assert_eq!(article.provider.domain.as_deref(), Some("example.org"));
    assert_eq!(article.topics.iter().map(|t| &**t).collect::<Vec<_>>(), ["Space", "Mars"]);
    assert_eq!(article.images.len(), 2);
    assert_eq!(article.images[0].title.as_deref(), Some("The rover"));
    assert_eq!((article.images[0].width, article.images[0].height), (Some(720), Some(480)));
    assert!(article.featured.is_some());
    assert_eq!(article.body, Body::OnDisk);
    let sources: Vec<&str> = article.related_items().iter().map(|item| &*item.title).collect();
    assert_eq!(sources, ["High", "Low"], "best first, without itself and duplicates");
    assert_eq!(
        problems(&loaded),
        [
            "news/a.md:16:1: warning: `topics` has 1 item without a name, left out (hint: remove empty items)"
        ]
    );
    assert!(!format!("{article:?}").contains("c2VhbGVk"), "sealed data was kept");
}

#[test]
fn names_of_other_posts() {
    let post = "---\nHead-Line: A\nDESCRIPTION: B\ndate: 2019-01-02 9:00:00 -0400\ntags: x, y\n\
        categories: [one, two]\npermalink: /2019/a\nsource_url: https://s.example/a\n\
        author: {name: Ada}\ncover: c.png\n---\nText\n";
    let Parsed { article, problems } = read("folder/a.md", post);
    assert_eq!((&*article.title, &*article.excerpt), ("A", "B"));
    assert_eq!(article.date.expect("a date").rfc3339(), "2019-01-02T13:00:00Z");
    assert_eq!(article.topics.len(), 2);
    assert_eq!(article.category.as_deref(), Some("one, two"));
    assert_eq!(article.link().expect("a link").as_str(), "https://s.example/a");
    assert_eq!(&*article.provider.name, "s.example");
    assert_eq!(article.author.as_deref(), Some("Ada"));
    assert_eq!(&*article.images[0].url, "c.png");
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn titles_and_dates_of_last_resort() {
    let heading = read("2019-01-02-slug.md", "Intro\n\n```\n# no\n```\n# The heading\n");
    assert_eq!(&*heading.article.title, "The heading");
    assert_eq!(heading.article.date.expect("a date").rfc3339(), "2019-01-02T00:00:00Z");
    let bare = read("folder/notes.txt", "just text");
    assert_eq!(&*bare.article.title, "notes");
    assert_eq!(&*bare.article.provider.name, "folder");
    assert_eq!(bare.article.date, None);
    assert_eq!(read("empty.md", "").article.body, Body::Empty);
}

/// A title of a single no-break space produced a row without a headline.
#[test]
fn a_title_that_cannot_be_seen_is_none() {
    let loaded = read("seen.md", "---\ntitle: \"\u{a0}\"\nname: \"&nbsp;\"\n---\n# \u{a0}\n");
    assert_eq!(&*loaded.article.title, "seen");
}

#[test]
fn published_may_be_a_date_and_a_key_may_stand_twice() {
    let loaded = read("a.md", "---\ntitle: one\ntitle: two\npublished: 2020-05-06\n---\n");
    assert_eq!(&*loaded.article.title, "two");
    assert_eq!(loaded.article.date.expect("a date").rfc3339(), "2020-05-06T00:00:00Z");
    assert_eq!(loaded.article.published, None);
}

#[test]
fn a_wrong_field_costs_that_field_only() {
    let loaded =
        read("a.md", "---\ntitle: [x]\nquality: high\nheat: 3\ndate: soon\ntags:\n---\n# Real\n");
    assert_eq!(&*loaded.article.title, "Real");
    assert_eq!((loaded.article.quality, loaded.article.heat), (None, Some(3)));
    let found = problems(&loaded);
    assert_eq!(found.len(), 3, "an empty field is none: {found:#?}");
    assert!(found.iter().all(|problem| problem.contains(": warning: ")), "{found:#?}");
    assert!(
        found
            .iter()
            .any(|p| p.starts_with("a.md:5:1: warning: `date` is not a readable date: soon"))
    );
}

#[test]
fn an_unquoted_colon_is_named_with_line_column_and_remedy() {
    let loaded = read("a.md", "\n---\nquality: 1\ntitle: Rust: a history\n---\n# Heading\nBody\n");
    assert_eq!(&*loaded.article.title, "Heading");
    assert_eq!(loaded.article.body, Body::OnDisk);
    assert_eq!(
        problems(&loaded),
        [
            "a.md:4:12: error: cannot parse the header: mapping values are not allowed in this context \
          (hint: put the value in quotes: an unquoted colon starts a new field)"
        ]
    );
}

#[test]
fn headers_that_are_none() {
    for (text, part) in [
        ("---\ntitle: x\n", "no closing ---"),
        ("---\njust words\n---\n", "no `name: value` lines"),
        ("---\n- a\n- b\n---\n", "no `name: value` lines"),
        ("---\ntitle: \"open\n---\n", "hint: "),
        ("---\n\ttitle: x\n---\n", "not tabs"),
        ("---\ntitle: @x\n---\n", "quote values that begin with @"),
        ("---\na: &a [x,x]\nb: *nope\n---\n", "begin with * in quotes"),
    ] {
        let loaded = read("a.md", text);
        assert_eq!(loaded.problems.len(), 1, "{text:?}");
        assert_eq!(loaded.problems[0].severity, Severity::Error, "{text:?}");
        assert!(loaded.problems[0].line.is_some(), "{text:?}");
        assert!(loaded.problems[0].to_string().contains(part), "{}", loaded.problems[0]);
        assert_eq!(&*loaded.article.title, "a");
    }
}

#[test]
fn what_cannot_be_read_of_a_related_item_is_told() {
    let header =
        "related:\n  - {title: A, quality: high, publishedDateTime: soon}\n  - {quality: 3}";
    let loaded = read("a.md", &format!("---\ntitle: x\n{header}\n---\n"));
    assert_eq!(loaded.article.related.len(), 1);
    let found = problems(&loaded);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("a.md:3:1: warning: `related` has 1 item without a title"));
    assert!(found[1].starts_with("a.md:3:1: warning: `related` has 2 values that cannot be read"));
}

/// A title of blanks and signs without width was told to be text that should be text.
#[test]
fn a_text_that_shows_nothing_is_empty() {
    for title in
        ["", "  ", "\u{200b}\u{feff} \u{2060}", " \u{200b}\u{ad}", "&nbsp;", "\u{3164}\u{200d}"]
    {
        let loaded = read("a.md", &format!("---\ntitle: \"{title}\"\n---\n"));
        assert_eq!(problems(&loaded), Vec::<String>::new(), "{title:?}");
        assert_eq!(&*loaded.article.title, "a", "{title:?}");
    }
}

/// For topics, providers and pictures, an empty value hid that of the next name.
#[test]
fn what_says_nothing_leaves_the_word_to_the_next_name() {
    let said = "topics:\ntags: [x, y]\nprovider:\nsource: BBC\nimages: []\nimage: https://i.example/a.png\ndate: \"\"\ncreated: 2023-06-15";
    let loaded = read("a.md", &format!("---\ntitle: x\n{said}\n---\n"));
    let article = &loaded.article;
    assert_eq!(article.topics.iter().map(|topic| &**topic).collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(&*article.provider.name, "BBC");
    assert_eq!(&*article.images[0].url, "https://i.example/a.png");
    assert!(article.date.is_some());
    assert_eq!(problems(&loaded), Vec::<String>::new(), "an empty field is no mistake");
    let item = "related: [{title: , name: A, url: , link: \"https://a.example\", provider: {name: , title: B}}]";
    let loaded = read("a.md", &format!("---\n{item}\n---\n"));
    assert_eq!(&*loaded.article.related[0].title, "A");
    assert_eq!(loaded.article.related[0].url.as_deref(), Some("https://a.example"));
}

/// One bad item made the whole list "a list, left out", and 3 became a picture named 3.
#[test]
fn a_picture_is_text_or_a_map_with_text() {
    let told = |header: &str| {
        let loaded = read("a.md", &format!("---\n{header}\n---\n"));
        (loaded.article.images.len(), problems(&loaded).concat())
    };
    let (count, problem) = told("images: [a.png, 3, {width: 3}, {url: 4, src: b.png}]");
    assert_eq!(count, 2);
    assert!(problem.contains("`images` has 2 items without a picture, left out"), "{problem}");
    for (header, kind) in [("images: 3", "a number"), ("cover: {url: [a]}", "a map")] {
        let (count, problem) = told(header);
        assert_eq!(count, 0);
        assert!(problem.contains(&format!("is {kind}, left out")), "{problem}");
    }
}

/// A map beside a good link was dropped silently, and a number was taken for a link.
#[test]
fn every_link_that_is_none_is_told() {
    let links = "webUrl: {a: 1}\nurl: 3\nlink: https://a.example/x\npermalink: /x\ncanonical: ftp://a.example/x";
    let loaded = read("a.md", &format!("---\n{links}\noriginalUrl: javascript:alert(1)\n---\n"));
    assert_eq!(loaded.article.web_url.as_deref(), Some("https://a.example/x"));
    let expected = [
        "a.md:2:1: warning: `webUrl` is a map, left out",
        "a.md:3:1: warning: `url` is a number, left out",
        "a.md:6:1: warning: `canonical` cannot be opened: only http and https links are opened, this one is ftp:",
        "a.md:7:1: warning: `originalUrl` cannot be opened: only http",
    ];
    let found = problems(&loaded);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (problem, start) in found.iter().zip(expected) {
        assert!(problem.starts_with(start), "{problem}");
    }
}

/// The last value counted, but the warning named the first line.
#[test]
fn of_a_key_that_stands_twice_the_line_that_counts_is_named() {
    let loaded = read("a.md", "---\nquality: 1\nprovider:\n  quality: 2\nquality: high\n---\n");
    assert!(problems(&loaded)[0].starts_with("a.md:5:1: warning: `quality` is text"));
}
