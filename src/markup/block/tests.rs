//! Links of documents that are put together.

use super::super::{Format, flow, parse};
use super::*;

/// Returns every link of the document with its text.
fn linked(document: &Document) -> Vec<(String, &str)> {
    let lines = flow(&document.blocks, 80);
    let spans = lines.into_iter().flat_map(|line| line.spans);
    spans
        .filter_map(|span| {
            let target = document.links.get(span.link? as usize)?;
            Some((span.text, target.as_str()))
        })
        .collect()
}

#[test]
fn links_of_an_appended_document_keep_their_targets() {
    let mut all = parse(Format::Markdown, "[a](http://a.org)");
    all.append(parse(
        Format::Markdown,
        "# [b](http://b.org)\n\n> - [c](http://c.org)\n\n|[d](http://d.org)|\n|-|\n\n\
         ![e](http://e.org)\n\nf[^1]\n\n[^1]: [g](http://g.org)\n",
    ));
    let expected = [
        ("a", "http://a.org"),
        ("b", "http://b.org"),
        ("c", "http://c.org"),
        ("d", "http://d.org"),
        ("[picture: e]", "http://e.org"),
        ("¹", "#1"),
        ("g", "http://g.org"),
    ];
    let found = linked(&all);
    let found: Vec<_> = found.iter().map(|(text, to)| (text.as_str(), *to)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_target_is_stored_once() {
    let mut document = Document::default();
    assert_eq!(document.link("http://a.org"), 0);
    assert_eq!(document.link("http://b.org".to_owned()), 1);
    assert_eq!(document.link("http://a.org"), 0);
    assert_eq!(document.links.len(), 2);
}
