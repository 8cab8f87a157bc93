//! The fast path agrees with the parser on the headers of all available documents and on random
//! ones.

mod random;

use std::fs;
use std::io::{Write, stderr};
use std::path::Path;

use serde::de::DeserializeSeed;

use super::super::header::{parse_yaml, with_meaning};
use super::super::node::{Budget, Value};
use super::super::{encoding, front_matter};
use super::*;

/// Reads a header both ways and returns whether the fast path was taken.
#[track_caller]
fn compare(header: &str) -> bool {
    let Some(map) = read(header) else {
        return false;
    };
    let budget = Budget::of(header);
    let parser = serde_yaml::Deserializer::from_str(header);
    let parsed = Value(&budget).deserialize(parser).map_err(|error| error.to_string());
    assert_eq!(parsed, Ok(Node::Map(map.clone())), "{header:?}");
    // Also compare with the skipped entries left out.
    assert_eq!(parse_yaml(header).expect("it was parsed"), with_meaning(map), "{header:?}");
    true
}

/// Collects the headers of all files below a folder.
fn headers(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            headers(&path, found);
        } else {
            header_of(&fs::read(&path).expect("a file"), found);
        }
    }
}

fn header_of(bytes: &[u8], found: &mut Vec<String>) {
    found.extend(front_matter::split(&encoding::decode(bytes).0, false).header.map(str::to_owned));
}

/// The headers of the fixtures and of the edition.
fn own_headers() -> Vec<String> {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/fixtures", "assets/edition"] {
        headers(&root.join(folder), &mut found);
    }
    found
}

/// Counts the headers that took the fast path, and all headers.
fn share(headers: &[String]) -> (usize, usize) {
    (headers.iter().filter(|header| compare(header)).count(), headers.len())
}

#[test]
fn headers_of_fixtures_and_edition_are_read_alike() {
    let (short, all) = share(&own_headers());
    assert!(short * 2 > all, "{short} of {all}");
}

#[test]
fn headers_of_the_corpus_are_read_alike() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    for (folder, least) in [("news", 99), ("posts", 60)] {
        let mut found = Vec::new();
        let folder = corpus.join(folder);
        if !folder.is_dir() {
            writeln!(stderr(), "skipped: there is no {}", folder.display()).expect("told");
            continue;
        }
        headers(&folder, &mut found);
        let (short, all) = share(&found);
        writeln!(stderr(), "{}: {short} of {all}", folder.display()).expect("told");
        assert!(short * 100 >= all * least, "{short} of {all}");
    }
}

/// Forms that the fast path handles.
const USUAL: &[&str] = &[
    "a: b",
    "a: b c, d [e] {f} g#h i:j k'l \"m\" n? o! p& q* r% s@ t| u> v`",
    "a:   spaces  between   and after  \n\n   \nb:",
    "a: \"\"\nb: ''\nc: \" x \"\nd: ' x '",
    "a: \"quoted: text # with \\\" and \\\\ and \\n and \\t and \\r and \\/\"",
    "a: 'It''s; '''' \\n'",
    "a: 0\nb: -0\nc: 1\nd: -1\ne: 999999999999999999\nf: -999999999999999999",
    "a: 2023-06-15\nb: 2023-06-15T02:32:00Z\nc: 2013-02-22 14:00:00 +0900\nd: 1.2.3\ne: 12:30",
    "a: 10x\nb: 1_000\nc: -5 degrees\nd: 3e\ne: 1e+\nf: 0X1F\ng: 1,5",
    "a: true\nb: False\nc: NULL\nd: yes\ne: off\nf: nULL\ng: inf\nh: NaN\ni: infinity",
    "a: /x/y\nb: (c) d\nc: _d_\nd: 中国日报网\ne: é\nf: \u{a0}x\u{a0}\ng: 🦀 \u{3000}",
    "a: https://a.example/?b=c&d=e#f",
    "a: []\nb: [ ]\nc: [x]\nd: [x y, 日本, 3, true, null, 2023-01-01, a-b_c/d.e]",
    "a: b\na: c\nA: d\na-b_c9: e",
    "a:\n- b\n- c\nd:\n  - e\n  -\n  - \n  - \"f\"\ng:\n- h",
    "a:\n- b: c\n  d: e\n- f:\n  - g\n  h:\n    i: j\n- k:\nl: m",
    "a:\n b:\n   c:\n       d: e\n   f: g\n h: i",
    "a:\n     - b:\n               c: d\n       e: f\ng: h",
    "secured: x\nunknown: y\ntitle: z",
];

#[test]
fn usual_forms_take_the_short_way() {
    for header in USUAL {
        assert!(compare(header), "{header:?}");
    }
}

/// Forms that the parser reads differently or rejects, or that are not worth the code.
const OTHER: &[&str] = &[
    "",
    "\n \n",
    "a",
    "- a",
    "a: b: c",
    "a: b:",
    "a: b # c",
    "# a\nb: c",
    "a: b\n# c",
    "a:b",
    "a : b",
    "\"a\": b",
    "? a\n: b",
    " a: b",
    "1: a",
    "null: a",
    "true: a",
    "é: a",
    "<<: a",
    "a: b\n c",
    "a: b\n  c: d",
    "a: \"b\"\n  c",
    "a: \"b\nc\"",
    "a: 'b",
    "a: \"b",
    "a: \"",
    "a: '",
    "a: '''",
    "a: 'b'c'",
    "a: \"b\"c\"",
    "a: \"b\" c",
    "a: \"b\\\"",
    "a: \"\\u0041\"",
    "a: \"\\x\"",
    "a: \"\\é\"",
    "a: ~",
    "a: &b c",
    "a: *b",
    "a: !b c",
    "a: |\n  b",
    "a: >\n  b",
    "a: %b",
    "a: @b",
    "a: `b",
    "a: - b",
    "a: -",
    "a: -b",
    "a: ? b",
    "a: ,b",
    "a: ]",
    "a: }",
    "a: {b: c}",
    "a: {}",
    "a: [b",
    "a: [b]c",
    "a: [b,]",
    "a: [b: c]",
    "a: [[b]]",
    "a: [\"b\"]",
    "a: [b,\n c]",
    "a: [b #c]",
    "a: .5",
    "a: 1.5",
    "a: 1e3",
    "a: 0x1f",
    "a: -0x1f",
    "a: 0o7",
    "a: 0b1",
    "a: 007",
    "a: 00",
    "a: +1",
    "a: .inf",
    "a: 1234567890123456789",
    "a: =",
    "a\tb: c",
    "a:\tb",
    "a: b\t",
    "\ta: b",
    "a: b\tc",
    "a: \"b\tc\"",
    "a: b\r",
    "a: b\u{85}c",
    "a: b\u{2028}c",
    "a: \"b\u{2029}c\"",
    "a: b\u{feff}",
    "\u{feff}a: b",
    "a: b\0",
    "a: \"\u{1}\"",
    "a: \u{7f}",
    "a: \u{9f}",
    "a: \u{fffe}",
    "a: \u{ffff}",
    "---\na: b",
    "a: b\n---",
    "a: b\n...",
    "%YAML 1.2",
    "a: b\n- c",
    "a:\n  - b\n - c",
    "a:\n - b\n   - c",
    "a:\n  - b\n  c: d",
    "a:\n  b: c\n d: e",
    "a:\n- b: c\n   d: e",
    "a:\n- b: c\n d: e",
    "a:\n- - b",
    "a:\n-  b: c",
    "a:\n-\n  b: c",
    "a:\n- b\n  c",
    "a:\n-b",
];

#[test]
fn other_forms_are_left_to_the_parser() {
    for header in OTHER {
        assert!(!compare(header), "{header:?}");
    }
    let long = "x".repeat(MAX_NAME + 1);
    let level = |level| [" ".repeat(level), "a:\n".to_owned()].concat();
    let deep: String = (0..=MAX_DEPTH).map(level).collect();
    assert!(!compare(&format!("{long}: a")) && !compare(&deep));
}
