//! Documents with a header.

use std::path::Path;

use newswire::{
    Article, Body, DocumentAbout, DocumentFixed, Origin, Pool, parse_document, write_document,
};

use super::feed::read;
use super::mutator::{Material, Numbers};
use super::{Target, assert_clean, fixtures};

const PIECES: &[&str] = &[
    "---\n",
    "\n---\n",
    "...\n",
    "+++\n",
    ":",
    ": ",
    "- ",
    "\n- ",
    "\n  - ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\x1b",
    "#",
    " #",
    "&a ",
    "*a",
    "<<: *a",
    "!!binary ",
    "|\n  ",
    ">\n",
    "%",
    "@",
    "`",
    "~",
    "null",
    "true",
    "0x1f",
    "1e9",
    ".inf",
    "\n\ttitle: x",
    "title: ",
    "\ntitle: [x]",
    "\ntags: a, b",
    "\ntopics:\n  -\n  - x\n",
    "\ndate: ",
    "\npublished: 2020-05-06",
    "\nheat: -1",
    "\nquality: 1e3",
    "\nprovider: {name: \"\\e[31m\"}",
    "\nwebUrl: javascript:x",
    "\noriginalUrl: /x",
    "\nimages: [{url: x, width: -1}, 3]",
    "\nrelated:\n  - {title: x}\n",
    "\nfeed: x\nkey: y",
    "\nenclosures: [{url: \"https://a.example/x\", length: -1, duration: 1e99}]",
    "\nsecured: \"c2Vh",
    "\ncomments: mailto:x",
    "# Heading\n",
    "```\n",
    "<p>",
    "&lt;b&gt;",
    "&#27;",
];

/// Names of files; a date in one may count.
const NAMES: [&str; 6] =
    ["a.md", "2019-13-02-a.md", "2019-01-02-b.html", "c.yaml", "\u{1b}[31md.txt", "e"];

#[test]
fn documents_are_read_with_clean_fields() {
    let mut seeds = fixtures(&["broken", "cli", "news", "reading"]);
    for bytes in fixtures(&["feeds"]) {
        let feed = read(&bytes, &mut Numbers::new(0)).expect("a feed");
        let about =
            DocumentAbout { feed: "https://feeds.example/".to_owned(), ..DocumentAbout::default() };
        let fixed = DocumentFixed { key: Some("feed:1#2".to_owned()), published: None };
        let documents = feed.entries.iter().map(|entry| write_document(entry, &about, &fixed));
        seeds.extend(documents.map(String::into_bytes));
    }
    let material = Material { seeds, pieces: PIECES };
    Target { name: "document", material, inputs: 1_500, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    let origin = Origin::File(Path::new("/news").join(numbers.one(&NAMES)).into());
    let is_cut = numbers.below(8) == 0;
    let parsed = parse_document(&origin, bytes, is_cut, &Pool::default());
    assert_kept(&parsed.article);
    assert_eq!(parsed.article.has_problem, !parsed.problems.is_empty());
    for problem in &parsed.problems {
        assert_clean("a problem", &problem.to_string());
    }
    let piped = parse_document(&Origin::Stdin, bytes, false, &Pool::default()).article;
    assert_ne!(piped.body, Body::OnDisk);
}

fn assert_kept(article: &Article) {
    assert_clean("a title", &article.title);
    assert!(!article.title.trim().is_empty(), "a title says nothing");
    assert_clean("an excerpt", &article.excerpt);
    assert_clean("a provider", &article.provider.name);
    let texts = [&article.kind, &article.category, &article.author, &article.provider.domain];
    for text in texts.into_iter().flatten().chain(&article.topics) {
        assert_clean("a field", text);
    }
    for item in &article.related {
        assert_clean("a related title", &item.title);
        assert_clean("a related provider", &item.provider.name);
    }
    for title in article.images.iter().filter_map(|image| image.title.as_ref()) {
        assert_clean("a caption", title);
    }
    let files = article.enclosures.iter().map(|file| &file.url);
    for link in article.comments.iter().chain(files) {
        assert!(newswire::openable(Some(link)).is_ok(), "{link}");
    }
    if let Ok(url) = article.link() {
        assert!(matches!(url.scheme(), "http" | "https") && url.has_host(), "{url}");
    }
    for date in [article.date, article.updated].into_iter().flatten() {
        assert!(!date.rfc3339().is_empty());
    }
}
