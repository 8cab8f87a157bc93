//! The file of feeds.

use std::path::Path;

use newswire::{LineChange, Subscription, Subscriptions};

use super::mutator::{Material, Numbers};
use super::{Target, assert_clean, fixtures};

const PIECES: &[&str] = &[
    "https://n.example/feed",
    "http://ada:secret@p.example/?token=secret",
    "n.example",
    "ftp://f.example/",
    "exec:a b",
    "\"exec:a 'b c'\"",
    "filter:a:https://f.example/",
    "\"query:New:unread = \\\"yes\\\"\"",
    " every=2h",
    " every=x",
    " every=",
    " keep=5",
    " keep=-1",
    " full_text=on",
    " pause",
    " user=a",
    " password-run='x",
    " password=secret",
    " \"a tag\"",
    " ~\"A title\"",
    " ~",
    " !",
    " !hidden",
    "\"",
    "\\",
    "'",
    "#",
    " # note",
    "\n",
    "\r\n",
    "=",
    "~",
    "|",
];

#[test]
fn changes_cost_no_other_line() {
    let material = Material { seeds: fixtures(&["subscriptions"]), pieces: PIECES };
    Target { name: "subscriptions", material, inputs: 2_000, check }.run();
}

fn parsed(content: &[u8]) -> Subscriptions {
    let (list, problems) = Subscriptions::parse(content, Path::new("feeds"));
    for problem in problems {
        let told = problem.to_string();
        assert_clean("a problem", &told);
        // The words of a search are no address.
        assert!(told.contains("this search") || !told.contains(":secret@"), "{told}");
    }
    list
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    let list = parsed(bytes);
    assert_eq!(list.content(), bytes);
    for feed in list.feeds() {
        for text in feed.title.iter().chain(&feed.tags) {
            assert_clean("a title or a tag", text);
            assert!(!text.is_empty());
        }
        assert_eq!(list.find(&feed.address), Some(feed));
        assert!(!feed.masked().to_string().contains(":secret@"), "{feed:?}");
    }
    if !list.feeds().is_empty() {
        let feed = &list.feeds()[numbers.below(list.feeds().len())];
        removes(&list, feed);
        pauses(&list, feed);
        rewords(&list, feed);
    }
    adds(&list);
}

fn removes(list: &Subscriptions, feed: &Subscription) {
    let left = parsed(&list.without(&feed.address).expect("it is there"));
    let others = |list: &Subscriptions, out: &Subscription| -> Vec<String> {
        let others = list.feeds().iter().filter(|own| own.address != out.address);
        others.map(|own| own.address.clone()).collect()
    };
    // A line that repeated it takes its place.
    assert!(others(&left, feed).len() + 1 >= list.feeds().len());
    for address in others(list, feed) {
        assert!(left.find(&address).is_some(), "{address}");
    }
}

fn pauses(list: &Subscriptions, feed: &Subscription) {
    let change = LineChange::Paused(!feed.paused);
    let changed = parsed(&list.changed(&feed.address, &change).expect("it is there"));
    let expected = list.feeds().iter().map(|own| {
        let paused = if own.line == feed.line { !own.paused } else { own.paused };
        Subscription { paused, ..own.clone() }
    });
    assert_eq!(changed.feeds(), expected.collect::<Vec<_>>());
}

/// The words of a line, written again, say the same.
fn rewords(list: &Subscriptions, feed: &Subscription) {
    let words = list.words(&feed.address).expect("it is there");
    if let Ok(same) = list.with_words(&feed.address, &words) {
        assert_eq!(parsed(&same).feeds(), list.feeds());
    }
}

fn adds(list: &Subscriptions) {
    let new = Subscription::new("https://added.example/feed");
    let added = parsed(&list.with(std::slice::from_ref(&new)).expect("it is new"));
    assert_eq!(added.feeds().len(), list.feeds().len() + 1);
    assert_eq!(added.feeds().split_last().expect("one").1, list.feeds());
}
