//! A corpus of test cases, compared with what a lenient reader finds in them.

#![expect(clippy::print_stderr, reason = "differences are printed, and that a test is skipped")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use newswire::{Feed, FeedEntry};
use serde::Deserialize;
use url::Url;

use super::{date, read_from};

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
        eprintln!("skipped: {} is absent", folder.display());
        return None;
    };
    let expected = lines.lines().map(|line| serde_json::from_str(line).expect("an expectation"));
    Some((folder.join("feeds"), expected.collect()))
}

/// Matches of all comparisons, by what is compared.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn count(&mut self, what: &'static str, is_right: bool, difference: impl FnOnce() -> String) {
        let (right, all) = self.0.entry(what).or_default();
        *right += usize::from(is_right);
        *all += 1;
        if !is_right {
            eprintln!("{what}: {}", difference());
        }
    }

    fn share(&self, what: &str) -> f64 {
        let (right, all) = self.0[what];
        f64::from(u32::try_from(right).expect("few")) / f64::from(u32::try_from(all).expect("few"))
    }
}

/// An entry without a link is known by its id, whatever that is.
fn same_link(own: &FeedEntry, expected: &ExpectedEntry) -> bool {
    let base = Url::parse("http://corpus.example/feed").expect("an address");
    let absolute = |link: &str| base.join(link.trim()).map(String::from).unwrap_or_default();
    let id = own.id.as_deref().filter(|id| id.starts_with("http")).map(absolute);
    match expected.link.as_deref().filter(|link| !link.is_empty()) {
        Some(link) => {
            if Url::parse(link).is_err()
                && own.link.as_deref().is_some_and(|own| own.ends_with(link))
            {
                return true;
            }
            let link = absolute(link);
            let own_id =
                own.link.is_none() && own.id.as_deref().map(absolute) == Some(link.clone());
            own.link.as_deref() == Some(&link) || id.as_deref() == Some(&link) || own_id
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
        if let Ok(feed) = &found {
            compare(feed, expected, &mut tally);
        }
    }
    for (what, (right, all)) in &tally.0 {
        eprintln!("{what}: {right} of {all}");
    }
    for (what, floor) in
        [("read", 0.995), ("entries", 0.99), ("title", 0.985), ("link", 0.99), ("date", 0.995)]
    {
        assert!(tally.share(what) >= floor, "{what}: {}", tally.share(what));
    }
}

/// Compares the entries one by one, if there are as many.
fn compare(feed: &Feed, expected: &Expected, tally: &mut Tally) {
    let file = &expected.file;
    let (own, other) = (feed.entries.len(), expected.entries.len());
    tally.count("entries", own == other, || format!("{file}: {own} and {other}"));
    if own != other {
        return;
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
