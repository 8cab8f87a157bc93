//! The file of feeds, whatever is in it: nothing that the program changes costs a line of the user.

use std::path::Path;
use std::time::{Duration, Instant};

use newswire::{LineChange, OpmlFeed, Subscription, Subscriptions, parse_opml, write_opml};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

fn parsed(content: &[u8]) -> Subscriptions {
    Subscriptions::parse(content, Path::new("feeds")).0
}

/// Pieces of lines, put together at random.
fn any_content() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&[u8]> = vec![
        b"https://a.example/feed",
        b"b.example/rss",
        b"http://ada:secret@c.example/",
        b" ",
        b"\t",
        b"\n",
        b"\r\n",
        b"# note",
        b"\"long reads\"",
        b"~\"A title\"",
        b"~T",
        b"!",
        b"!x",
        b"every=2h",
        b"keep=5",
        b"pause",
        b"full_text=on",
        b"\"exec:a b\"",
        b"\"filter:x:http://d.example\"",
        b"\"query:N:unread = \\\"yes\\\"\"",
        b"\"",
        b"\\",
        b"=",
        b"\xff",
        b"\xef\xbb\xbf",
        "\u{e9}\u{4e2d}".as_bytes(),
        b"\0",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|parts| parts.concat())
}

fn any_word() -> impl Strategy<Value = String> {
    let words =
        ["a", "a b", "~a", "#a", "!", "pause", "keep=5", "\"", "\\", "\u{e9}", "a/b", "&amp;"];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// Titles begin with `~` and marks of hidden feeds with `!`, so that no tag can.
fn any_tag() -> impl Strategy<Value = String> {
    any_word().prop_filter("a tag", |tag| !tag.starts_with(['~', '!']))
}

fn any_change() -> impl Strategy<Value = LineChange> {
    prop_oneof![
        prop::option::of(any_word()).prop_map(LineChange::Title),
        prop::collection::vec(any_tag(), 0..4).prop_map(|mut tags| {
            tags.dedup();
            LineChange::Tags(tags)
        }),
        prop::option::of(1_u64..5_000)
            .prop_map(|it| LineChange::Every(it.map(|minutes| Duration::from_secs(minutes * 60)))),
        any::<bool>().prop_map(LineChange::Paused),
        prop::option::of(1_usize..9).prop_map(LineChange::Keep),
        prop::option::of(any::<bool>()).prop_map(LineChange::FullText),
    ]
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/subscriptions.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn a_change_is_read_back_and_leaves_the_other_lines(
        content in any_content(), change in any_change(), at in any::<prop::sample::Index>(),
    ) {
        let list = parsed(&content);
        prop_assert_eq!(list.content(), content.as_slice());
        if list.feeds().is_empty() {
            return Ok(());
        }
        let feed = at.get(list.feeds());
        let new = list.changed(&feed.address, &change).expect("it is there");
        let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
            bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
        };
        let (before, after) = (lines(&content), lines(&new));
        prop_assert_eq!(before.len(), after.len());
        for (index, (old, new)) in before.iter().zip(&after).enumerate() {
            prop_assert!(index + 1 == feed.line || old == new);
        }
        let changed = parsed(&new);
        let own = changed.find(&feed.address).expect("it is still there");
        let expected = match &change {
            LineChange::Title(title) => Subscription { title: title.clone(), ..feed.clone() },
            LineChange::Tags(tags) => Subscription { tags: tags.clone(), ..feed.clone() },
            LineChange::Every(every) => Subscription { every: *every, ..feed.clone() },
            LineChange::Paused(paused) => Subscription { paused: *paused, ..feed.clone() },
            LineChange::Keep(keep) => Subscription { keep: *keep, ..feed.clone() },
            LineChange::FullText(full_text) => Subscription { full_text: *full_text, ..feed.clone() },
        };
        let sorted = |feed: &Subscription| {
            let mut feed = feed.clone();
            feed.tags.sort();
            feed.tags.dedup();
            feed
        };
        prop_assert_eq!(sorted(own), sorted(&expected), "{}", String::from_utf8_lossy(&new));
    }

    #[test]
    fn what_is_added_can_be_removed_again(content in any_content()) {
        let list = parsed(&content);
        let feed = Subscription::new("https://new.example/feed");
        let added = parsed(&list.with(std::slice::from_ref(&feed)).expect("new"));
        prop_assert_eq!(added.feeds().len(), list.feeds().len() + 1);
        let removed = added.without(&feed.address).expect("it is there");
        prop_assert!(removed.starts_with(&content));
        let again = parsed(&removed);
        prop_assert_eq!(again.feeds(), list.feeds());
    }

    #[test]
    fn a_line_is_read_back_as_it_was_written(
        tags in prop::collection::vec(any_tag(), 0..4), title in prop::option::of(any_word()),
        paused in any::<bool>(), keep in prop::option::of(1_usize..9),
    ) {
        let feed = Subscription { tags, title, paused, keep, ..Subscription::new("https://e.example/") };
        let list = parsed(&parsed(b"").with(std::slice::from_ref(&feed)).expect("new"));
        let own = &list.feeds()[0];
        prop_assert_eq!(&own.title, &feed.title);
        prop_assert_eq!((own.paused, own.keep), (feed.paused, feed.keep));
        let mut tags: Vec<String> = Vec::new();
        for tag in &feed.tags {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        prop_assert_eq!(&own.tags, &tags);
    }

    #[test]
    fn any_export_is_read_back(
        tags in prop::collection::vec(prop::collection::vec(any_word(), 0..4), 1..8),
        title in prop::option::of("[ -~]{1,12}"),
    ) {
        let feeds: Vec<OpmlFeed> = tags.iter().enumerate().map(|(number, tags)| {
            let mut tags = tags.clone();
            tags.sort();
            tags.dedup();
            let title = title.as_deref().map(|it| newswire::line(it).into_owned());
            let title = title.filter(|it| !it.is_empty());
            OpmlFeed { url: format!("https://e.example/{number}?a=1&b=2"), title, site: None, tags }
        }).collect();
        let mut read = parse_opml(write_opml(&feeds).as_bytes()).expect("a list").feeds;
        read.sort_by(|a, b| a.url.cmp(&b.url));
        prop_assert_eq!(read, feeds);
    }

    #[test]
    fn lists_of_any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse_opml(&bytes);
        let list = b"<opml><outline text='a' xmlUrl='b'/><outline text=\"c\"><outline xmlUrl=d/></outline>";
        let mut damaged = list.to_vec();
        for (at, byte) in bytes.iter().enumerate().take(6) {
            let place = usize::from(*byte) * 7 % damaged.len();
            damaged[place] = bytes[bytes.len() - 1 - at];
        }
        let _ = parse_opml(&damaged);
    }
}

#[test]
fn a_hundred_thousand_lines_are_read_in_time() {
    let line = |n: usize| format!("https://e.example/{n}/feed news \"long reads\" ~\"T {n}\"\n");
    let content = (0..100_000).map(line).collect::<Vec<_>>().concat();
    let begun = Instant::now();
    let list = parsed(content.as_bytes());
    assert_eq!(list.feeds().len(), 100_000);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// Each word of a line was searched to the end of the line, and each tag among all others.
#[test]
fn a_line_of_a_hundred_thousand_words_is_read_in_time() {
    let words: Vec<String> = (0..100_000).map(|n| format!("t{n} evry=\u{e4}")).collect();
    let begun = Instant::now();
    let line = format!("https://e.example/feed {}", words.join(" "));
    let (list, problems) = Subscriptions::parse(line, Path::new("feeds"));
    assert_eq!((list.feeds()[0].tags.len(), problems.len()), (100_000, 100_000));
    assert_eq!(problems[1].column, Some(37));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
/// Regression: an address with a quote within it was accepted, and its line could not be changed.
#[test]
fn an_address_with_a_quote_or_an_invisible_character_is_refused() {
    for line in ["\u{feff}\"b.example/rss#", "b.example/\u{202e}rss", "b.example/a\"b"] {
        let content = format!("\n{line} # note\n");
        let (list, problems) = Subscriptions::parse(content.as_bytes(), Path::new("feeds"));
        assert!(list.feeds().is_empty() && problems.len() == 1, "{line:?}: {problems:?}");
    }
}
