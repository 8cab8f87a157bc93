//! Random changes of a feed and its folder: whatever happens, each entry has one document.

use std::collections::BTreeSet;
use std::fs;

use newswire::SyncScope;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::library::TestLibrary;
use crate::server::{Servers, item, reply};

/// Seeds of earlier failures, tried first on every run.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/sync.txt");

/// What happens between two fetches.
#[derive(Clone, Debug)]
enum Event {
    /// New entries appear.
    Publish(u32),
    /// The feed lists only this many of the newest.
    List(u32),
    /// A text changes.
    Edit(u32),
    /// A document is deleted by hand.
    Delete(usize),
    /// The server fails once.
    Break,
    /// The state is lost.
    Forget,
    /// Days pass.
    Wait(u64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (1..6_u32).prop_map(Event::Publish),
        2 => (1..20_u32).prop_map(Event::List),
        2 => (0..30_u32).prop_map(Event::Edit),
        1 => any::<prop::sample::Index>().prop_map(|index| Event::Delete(index.index(1_000))),
        1 => Just(Event::Break),
        1 => Just(Event::Forget),
        1 => (1..40_u64).prop_map(Event::Wait),
    ]
}

/// The entries of a feed.
#[derive(Default)]
struct Author {
    published: u32,
    listed: u32,
    edits: Vec<u32>,
}

impl Author {
    fn xml(&self) -> String {
        let first = self.published.saturating_sub(self.listed);
        let words = |number: u32| {
            format!("Words{}", self.edits.iter().filter(|edit| **edit == number).count())
        };
        let items: String =
            (first..self.published).rev().map(|number| item(number, &words(number))).collect();
        format!("<rss version=\"2.0\"><channel><title>A</title>{items}</channel></rss>")
    }
}

/// The ids of all documents; fails if two have the same.
fn ids(library: &TestLibrary) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, text) in library.documents() {
        let id = text.lines().find(|line| line.starts_with("id: ")).expect("an id").to_owned();
        assert!(text.starts_with("---\n") && text.ends_with("</p>\n"), "{}", name.display());
        assert!(found.insert(id), "two documents of one entry: {}", name.display());
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn each_entry_has_one_document(events in prop::collection::vec(event(), 1..14)) {
        let servers = Servers::start(1, |_| reply(500, "", ""));
        let library = TestLibrary::new([servers.url(1, "/feed")]);
        let mut author = Author { published: 3, listed: 10, ..Author::default() };
        let (mut expected, mut deleted) = (BTreeSet::new(), BTreeSet::new());
        for event in events {
            match event {
                Event::Publish(count) => author.published += count,
                Event::List(count) => author.listed = count,
                Event::Edit(number) => author.edits.push(number),
                Event::Delete(place) => {
                    let documents: Vec<_> = library.documents().into_iter().collect();
                    if let Some((name, text)) = documents.get(place % documents.len().max(1)) {
                        fs::remove_file(library.articles().join(name)).expect("deleted");
                        deleted.extend(text.lines().find(|it| it.starts_with("id: ")).map(str::to_owned));
                    }
                }
                Event::Break => {
                    servers.respond(|_| reply(200, "etag: \"bad\"\r\n", "<html></html>"));
                    library.sync(&SyncScope::All);
                }
                Event::Forget => {
                    let _ = fs::remove_dir_all(library.marks().parent().expect("a folder"));
                }
                Event::Wait(days) => library.pass_hours(24 * days),
            }
            let xml = author.xml();
            servers.respond(move |_| reply(200, "", &xml));
            library.sync(&SyncScope::All);
            let first = author.published.saturating_sub(author.listed);
            expected.extend((first..author.published).map(|number| format!("id: \"id-{number}\"")));
            let found = ids(&library);
            let kept: BTreeSet<_> = expected.difference(&deleted).cloned().collect();
            prop_assert!(kept.is_subset(&found), "lost: {:?}", kept.difference(&found));
            prop_assert!(found.is_subset(&expected), "{found:?}");
        }
    }
}
