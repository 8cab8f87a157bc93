//! Entries over time: one document each, whatever the feed changes.

use std::fs;

use newswire::{Database, FeedRetention, Mark, Marking, Record, SyncScope, Timestamped, canonical};

use crate::library::TestLibrary;
use crate::server::{Servers, feed, item, reply};

/// A feed that a test changes, and a library that has fetched it.
fn fetched(xml: &str) -> (Servers, TestLibrary) {
    let body = xml.to_owned();
    let servers = Servers::start(1, move |_| reply(200, "", &body));
    let library = TestLibrary::new([servers.url(1, "/feed")]);
    library.due();
    (servers, library)
}

fn again(servers: &Servers, library: &TestLibrary, xml: &str) -> (usize, usize) {
    let body = xml.to_owned();
    servers.respond(move |_| reply(200, "", &body));
    let summary = library.sync(&SyncScope::All);
    (summary.new, summary.updated)
}

#[test]
fn a_changed_text_is_written_into_the_same_file() {
    let (servers, library) = fetched(&feed("A", 0..3));
    let before = library.documents();
    let changed =
        feed("A", 0..3).replace("Words 1&lt;", "Other words&lt;").replace("Entry 1", "New title");
    assert_eq!(again(&servers, &library, &changed), (0, 1));
    let after = library.documents();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let differing: Vec<_> = after.iter().filter(|(name, text)| before[*name] != **text).collect();
    assert_eq!(differing.len(), 1);
    assert!(differing[0].1.contains("title: \"New title\""));
}

/// Regression of others: a counter in the text made a new article of each fetch.
#[test]
fn a_text_that_changes_all_the_time_is_written_three_times_a_day() {
    let (servers, library) = fetched(&feed("A", 0..1));
    let mut updates = 0;
    for count in 0..10 {
        let xml = feed("A", 0..1).replace("Words", &format!("{count} comments"));
        updates += again(&servers, &library, &xml).1;
    }
    assert_eq!((updates, library.count()), (3, 1));
    library.pass_hours(24);
    let xml = feed("A", 0..1).replace("Words", "the end");
    assert_eq!(again(&servers, &library, &xml), (0, 1));
}

#[test]
fn markup_and_dates_alone_are_no_change() {
    let (servers, library) = fetched(&feed("A", 0..2));
    let before = library.documents();
    let xml = feed("A", 0..2)
        .replace("&lt;p&gt;", "&lt;div class='x'&gt;&lt;p&gt;")
        .replace("01 Jun 2026", "02 Jun 2026");
    assert_eq!(again(&servers, &library, &xml), (0, 0));
    assert_eq!(library.documents(), before);
}

/// Regression of others: all articles came twice when a site went from http to https.
#[test]
fn new_ids_for_known_entries_make_no_new_articles() {
    let (servers, library) = fetched(&feed("A", 0..6));
    let names: Vec<_> = library.documents().into_keys().collect();
    let xml = feed("A", 0..7).replace("id-", "https://new/id-");
    assert_eq!(again(&servers, &library, &xml), (1, 0));
    assert_eq!(again(&servers, &library, &xml), (0, 0));
    let xml = xml.replace("https://new/", "again-").replace("Entry", "Title");
    assert_eq!(again(&servers, &library, &xml).0, 0, "the titles changed as well");
    let documents = library.documents();
    assert_eq!(documents.len(), 7);
    assert!(names.iter().all(|name| documents[name].contains("id: \"again-id-")));
}

#[test]
fn an_id_that_is_used_again_is_another_article() {
    let one = |number: u32| {
        let item = item(number, "Words").replace(&format!("id-{number}"), "latest");
        format!("<rss version=\"2.0\"><channel><title>A</title>{item}</channel></rss>")
    };
    let (servers, library) = fetched(&one(1));
    assert_eq!(again(&servers, &library, &one(30)), (1, 0));
    assert_eq!(again(&servers, &library, &one(30)), (0, 0));
    assert_eq!(again(&servers, &library, &one(60)), (1, 0));
    assert_eq!(library.count(), 3);
}

#[test]
fn an_id_that_is_shared_loses_no_article() {
    let xml = feed("A", 0..5);
    let xml = (0..5).fold(xml, |xml, n| xml.replace(&format!("id-{n}<"), "same<"));
    let (servers, library) = fetched(&xml);
    assert_eq!(library.count(), 5);
    assert_eq!(again(&servers, &library, &xml), (0, 0));
}

#[test]
fn what_was_deleted_stays_deleted() {
    let (servers, library) = fetched(&feed("A", 0..3));
    let name = library.documents().into_keys().next().expect("a document");
    fs::remove_file(library.articles().join(name)).expect("deleted");
    assert_eq!(again(&servers, &library, &feed("A", 0..3)), (0, 0));
    let changed = feed("A", 0..4).replace("Words 0", "Other 0");
    assert_eq!(again(&servers, &library, &changed), (1, 0));
    assert_eq!(library.count(), 3);
    // It leaves the feed, and comes back long afterwards.
    again(&servers, &library, &feed("A", 2..4));
    library.pass_hours(24 * 400);
    assert_eq!(again(&servers, &library, &changed), (0, 0));
}

#[test]
fn a_lost_state_is_read_back_from_the_documents() {
    let (servers, library) = fetched(&feed("A", 0..6));
    let before = library.documents();
    let deleted = before.keys().nth(2).expect("a document");
    fs::remove_file(library.articles().join(deleted)).expect("deleted");
    fs::remove_dir_all(library.marks().parent().expect("a folder")).expect("lost");
    assert_eq!(again(&servers, &library, &feed("A", 0..8)), (2, 0));
    let after = library.documents();
    assert_eq!(after.len(), 7, "{:?}", after.keys());
    assert!(!after.contains_key(deleted));
}

#[test]
fn entries_that_share_a_link_get_keys_of_their_own() {
    let xml = feed("A", 0..2).replace("http://example.org/1<", "http://example.org/0#part<");
    let (_servers, library) = fetched(&xml);
    let documents: Vec<_> = library.documents().into_values().collect();
    assert_eq!(documents.len(), 2);
    let keys: Vec<_> = documents
        .iter()
        .filter_map(|it| it.lines().find(|line| line.starts_with("key:")))
        .collect();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn two_computers_write_the_same_bytes() {
    let xml = feed("A", 0..9).replace("<pubDate>01 Jun 2026 03:00:00 GMT</pubDate>", "");
    let (servers, first) = fetched(&xml);
    let port = servers.port;
    let body = xml.clone();
    let servers = Servers::start(1, move |_| reply(200, "etag: \"x\"\r\n", &body));
    let second = TestLibrary::new([servers.url(1, "/feed")]);
    second.pass_hours(5);
    second.due();
    let plain = |library: &TestLibrary, port: u16| {
        let documents = library.documents();
        let of = |text: String| text.replace(&format!(":{port}/"), ":0/");
        documents.into_values().map(of).collect::<Vec<_>>()
    };
    let (one, two) = (plain(&first, port), plain(&second, servers.port));
    assert_eq!(one, two);
    // The same folder, as after a synchronisation: nothing is written again.
    let third = TestLibrary::new([servers.url(1, "/feed")]);
    copy(&second, &third);
    assert_eq!(third.due().new, 0);
    assert_eq!(third.documents(), second.documents());
}

fn copy(from: &TestLibrary, to: &TestLibrary) {
    for (name, text) in from.documents() {
        let path = to.articles().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

/// Numbers of entries, one a day.
fn days(days: std::ops::Range<u32>) -> impl Iterator<Item = u32> {
    days.map(|day| day * 24)
}

#[test]
fn retention_moves_what_is_old_and_keeps_what_is_marked() {
    let (servers, library) = fetched(&feed("A", days(0..20)));
    let starred = canonical("http://example.org/0").expect("a link");
    let on = Timestamped { at: Some(1), decided: 1 };
    let marks = |read: &str| {
        let read = canonical(read).expect("a link");
        let mark = Mark { read: on, ..Mark::default() };
        Record::Mark(Marking { key: read.into(), mark })
    };
    let star = Mark { starred: on, read: on };
    let mut records = vec![Record::Mark(Marking { key: starred.into(), mark: star })];
    records.extend((1..15).map(|n| marks(&format!("http://example.org/{}", n * 24))));
    Database::to_write(&library.marks()).expect("opens").keep(&records).expect("kept");
    let retention = FeedRetention { least: 2, most: 10, ..FeedRetention::default() };
    servers.respond(|_| reply(200, "", feed("A", days(18..22))));
    let opened = library.open().with_retention(retention);
    library.sync_with(&opened, &SyncScope::All);
    let names: Vec<_> = library.documents().into_keys().collect();
    let older = names.iter().filter(|name| name.to_string_lossy().contains("/.older/"));
    assert_eq!(names.len(), 22, "nothing is deleted");
    assert_eq!(older.count(), 11, "those after the tenth that were read, without the star");
    assert!(names.iter().any(|name| name.to_string_lossy().contains("/2026-06-01-entry-0-")
        && !name.to_string_lossy().contains("/.older/")));
    servers.respond(|_| reply(200, "", feed("A", days(0..22))));
    assert_eq!(library.sync(&SyncScope::All).new, 0, "they do not come back");
}

#[test]
fn a_folder_that_cannot_be_written_loses_nothing() {
    let servers = Servers::start(1, |_| reply(200, "etag: \"1\"\r\n", feed("A", 0..5)));
    let library = TestLibrary::new([servers.url(1, "/feed")]);
    fs::write(library.articles(), "in the way").expect("written");
    assert_eq!(library.due().failed, 1);
    let why = library.failure();
    assert!(why.starts_with("the articles cannot be written: "), "{why}");
    fs::remove_file(library.articles()).expect("removed");
    library.pass_hours(2);
    assert_eq!(library.due().new, 5);
    assert!(servers.requests().iter().all(|request| !request.is_conditional()));
    assert_eq!(library.statuses()[0].error, None);
}

/// Regression of others: after a trip to the future nothing was fetched for years.
#[test]
fn a_clock_that_was_wrong_keeps_nothing_from_being_fetched() {
    let (servers, library) = fetched(&feed("A", 0..2));
    library.pass_hours(24 * 365);
    library.due();
    library.turn_back_hours(24 * 365);
    servers.requests();
    assert_eq!(library.due().requested, 1);
    assert_eq!(library.count(), 2);
    assert_eq!(library.due().requested, 0);
}

/// Regression of others: an entry of 2015 was on top after its author had mended a comma.
#[test]
fn the_date_of_a_change_does_not_move_an_article() {
    let atom = |updated: &str, words: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><entry><id>x</id>\
             <title>One</title><link href=\"http://example.org/1\"/><updated>{updated}</updated>\
             <content>{words}</content></entry></feed>"
        )
    };
    let (servers, library) = fetched(&atom("2026-05-01T10:00:00Z", "Some words"));
    again(&servers, &library, &atom("2026-06-30T10:00:00Z", "Other words"));
    let (name, text) = library.documents().pop_first().expect("a document");
    assert!(name.to_string_lossy().contains("/2026-05-01-"), "{}", name.display());
    assert!(text.contains("publishedDateTime: \"2026-05-01T10:00:00Z\"\n"), "{text}");
    assert!(text.contains("updated: \"2026-06-30T10:00:00Z\"\n"), "{text}");
    assert!(text.contains("Other words"), "{text}");
}

/// Entries that share one id were taken for deleted when the state was lost: their documents were
/// there, but no longer kept up to date.
#[test]
fn a_lost_state_keeps_entries_that_share_an_id() {
    let xml = feed("A", 0..5);
    let xml = (0..5).fold(xml, |xml, n| xml.replace(&format!("id-{n}<"), "same<"));
    let (servers, shelf) = fetched(&xml);
    let before = shelf.documents();
    fs::remove_dir_all(shelf.marks().parent().expect("a folder")).expect("lost");
    assert_eq!(again(&servers, &shelf, &xml), (0, 0));
    assert_eq!(shelf.documents(), before);
    let changed = xml.replace("Words 1&lt;", "Other words&lt;").replace("Words 3&lt;", "New&lt;");
    assert_eq!(again(&servers, &shelf, &changed), (0, 2));
    assert_eq!(shelf.count(), 5);
}

/// A document that was put back after it had counted as deleted is kept up to date again.
#[test]
fn what_is_put_back_is_no_longer_gone() {
    let (servers, shelf) = fetched(&feed("A", 0..2));
    let (name, text) = shelf.documents().pop_first().expect("a document");
    fs::remove_file(shelf.articles().join(&name)).expect("deleted");
    let changed = feed("A", 0..2).replace("Words 0&lt;", "Other words&lt;");
    assert_eq!(again(&servers, &shelf, &changed), (0, 0));
    fs::write(shelf.articles().join(&name), text).expect("put back");
    assert_eq!(again(&servers, &shelf, &changed), (0, 1));
    assert!(shelf.documents()[&name].contains("Other words"));
}

#[test]
fn documents_follow_the_title_and_the_tags_of_the_line() {
    let xml = feed("A", 0..3);
    let (servers, mut shelf) = fetched(&xml);
    shelf.feeds[0].title = Some("My title".to_owned());
    shelf.feeds[0].tags = vec!["mine".to_owned()];
    assert_eq!(again(&servers, &shelf, &xml), (0, 0), "nothing is counted as changed");
    for text in shelf.documents().values() {
        assert!(text.contains("name: \"My title\""), "{text}");
        assert!(text.contains("topics:\n  - \"mine\"\n"), "{text}");
    }
    let (name, text) = shelf.documents().pop_first().expect("a document");
    fs::write(shelf.articles().join(&name), text.replace("Words", "Own words")).expect("written");
    assert_eq!(again(&servers, &shelf, &xml), (0, 0));
    assert!(shelf.documents()[&name].contains("Own words"), "nothing is written without need");
    shelf.feeds[0].tags.clear();
    fs::remove_file(shelf.articles().join(&name)).expect("removed");
    assert_eq!(again(&servers, &shelf, &xml), (0, 0));
    assert_eq!(shelf.count(), 2, "what was deleted does not come back");
    assert!(shelf.documents().values().all(|text| !text.contains("topics:")));
}
