//! Documents of the library: what is written of an entry is read back without a problem.

use std::path::Path;

use newswire::{
    Article, Body, DocumentAbout, DocumentFixed, FeedEntry, Origin, Parsed, Pool, decode_entities,
    line, openable, parse_document, write_document,
};

use super::feed::{PIECES, read};
use super::mutator::{Material, Numbers};
use super::{Target, fixtures};

#[test]
fn written_documents_are_read_back() {
    let material = Material { seeds: fixtures(&["feeds"]), pieces: PIECES };
    Target { name: "written", material, inputs: 500, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    let Some(feed) = read(bytes, numbers) else { return };
    let about = DocumentAbout {
        provider: feed.title.clone(),
        domain: None,
        tags: feed.entries.iter().flat_map(|entry| entry.categories.clone()).take(3).collect(),
        feed: "https://feeds.example/site/feed?a=b".to_owned(),
    };
    for entry in &feed.entries {
        let document = write_document(entry, &about, &DocumentFixed::default());
        let file = Origin::File(Path::new("/library/a/2026-01-02-x-00000000.html").into());
        let Parsed { article, problems } = parsed(&file, &document);
        assert_eq!(problems, [], "{document}");
        assert_same(&article, entry);
        assert_body(&document, &entry.body);
    }
}

fn parsed(origin: &Origin, document: &str) -> Parsed {
    parse_document(origin, document.as_bytes(), false, &Pool::default())
}

/// Only what is longer than real feeds have it may be shortened or left out.
fn assert_same(article: &Article, entry: &FeedEntry) {
    let expected = decode_entities(&entry.title);
    if !expected.trim().is_empty() && expected.len() < 1_000 {
        assert_eq!(article.title.as_ref(), line(&expected));
    }
    // Links of other programs may hold spaces.
    let link = entry.link.as_deref().filter(|link| link.len() < 1_000).map(line);
    if link.is_some() {
        assert_eq!(article.web_url.as_deref(), link.as_deref());
    }
    if let Some(published) = entry.published {
        assert_eq!(article.date.map(|date| date.rfc3339()), Some(published.rfc3339()));
    }
    let is_fit = |link: &&str| openable(Some(link)).is_ok() && link.len() < 1_000;
    let comments = entry.comments.as_deref().filter(is_fit);
    assert!(comments.is_none() || article.comments.as_deref() == comments);
    let files: Vec<&str> = article.enclosures.iter().map(|file| &*file.url).collect();
    let fit = entry.enclosures.iter().map(|file| &*file.url).filter(is_fit).take(20);
    assert!(fit.clone().all(|file| files.contains(&file)), "{files:?}");
    assert!(article.images.len() >= entry.images.len().min(20) / 2, "{:?}", entry.images);
}

/// A document from a pipe keeps its body; only the ends of lines change.
fn assert_body(document: &str, expected: &str) {
    let expected = expected.replace("\r\n", "\n").replace('\r', "\n");
    match parsed(&Origin::Stdin, document).article.body {
        Body::Kept(body) => assert_eq!(body.trim_end(), expected.trim_end()),
        Body::Empty | Body::OnDisk => assert_eq!(expected.trim(), ""),
    }
}
