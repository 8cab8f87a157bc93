//! The sidebar: what it lists, how it counts, and what its keys and clicks do.

mod support;

use newswire::{
    Effect, Focus, Job, Message, Motion, Mouse, SidebarRow, SyncEvent, SyncScope, SyncSummary,
};

use support::{Desk, feed, feeds, fetched, find, headlines, library, subscribed};

const WIDE: (u16, u16) = (200, 60);

/// Returns the rows as text: indented feeds, unread counts in parentheses.
fn rows(desk: &Desk) -> Vec<String> {
    let sidebar = &desk.app.sidebar;
    let said = |row: &SidebarRow| match *row {
        SidebarRow::View(at) => desk.app.list.views()[at].name().to_owned(),
        SidebarRow::Gap => String::new(),
        SidebarRow::Topic(at) => {
            let topic = &sidebar.topics()[at];
            format!("{} ({})", topic.name, topic.unread)
        }
        SidebarRow::Feed { feed, below } => {
            let indent = if below { "  " } else { "" };
            format!("{indent}{} ({})", sidebar.feeds()[feed].title, sidebar.unread(feed))
        }
    };
    sidebar.rows().iter().map(said).collect()
}

/// Moves to the row of that name and presses keys.
fn at(desk: &mut Desk, name: &str, keys: &str) {
    let place = rows(desk).iter().position(|row| row.trim().starts_with(name)).expect(name);
    desk.keys(&format!("{}g{keys}", place + 1));
}

#[test]
fn views_come_first_then_topics_with_their_feeds() {
    let desk = library(WIDE);
    assert_eq!(
        rows(&desk),
        [
            "Latest",
            "Top",
            "Unread",
            "Starred",
            "History",
            "",
            "go (6)",
            "  Go Blog (3)",
            "  Old Notes (3)",
            "long reads (3)",
            "  中国日报网 (3)",
            "rust (6)",
            "  Rust Blog (3)",
            "  Old Notes (3)",
            "Far News (0)",
        ]
    );
}

#[test]
fn it_is_shown_on_wide_screens_and_on_others_on_request() {
    assert!(library(WIDE).screen().contains("Views and feeds"));
    assert!(!Desk::with(headlines(3), WIDE).screen().contains("Views and feeds"), "no feeds");
    for size in [(120, 40), (90, 24), (60, 20)] {
        let mut desk = library(size);
        assert!(!desk.screen().contains("Views and feeds"), "{size:?}");
        desk.keys("b");
        assert!(desk.screen().contains("Rust Blog"), "{size:?}:\n{}", desk.screen());
        assert_eq!(desk.focus(), Focus::Sidebar);
        desk.keys("b");
        assert!(!desk.screen().contains("Views and feeds"), "{size:?}");
        assert_eq!(desk.focus(), Focus::List);
    }
    let mut desk = library(WIDE);
    assert!(!desk.keys("b").screen().contains("Views and feeds"), "it can be hidden");
}

#[test]
fn without_feeds_it_says_how_to_add_one() {
    let mut desk = Desk::with(headlines(3), (120, 30));
    desk.keys("b");
    assert!(desk.screen().contains("a adds a site."), "{}", desk.screen());
    desk.send(Message::OtherFeeds(true));
    let screen = desk.screen();
    assert!(!screen.contains("No feeds yet"), "{screen}");
    assert!(screen.contains("without a") && screen.contains("a adds a site."), "{screen}");
    let mut desk = Desk::with(Vec::new(), (120, 30));
    desk.keys("b");
    assert_eq!(desk.focus(), Focus::Sidebar, "an empty list does not take the focus");
}

#[test]
fn enter_narrows_the_list_to_a_feed_and_the_next_view_widens_it() {
    let mut desk = library(WIDE);
    desk.keys("h");
    assert_eq!(desk.focus(), Focus::Sidebar);
    at(&mut desk, "Go Blog", "<Enter>");
    assert_eq!(desk.focus(), Focus::List);
    assert_eq!(desk.titles(), ["Go Blog 1", "Go Blog 2", "Go Blog 3"]);
    assert_eq!(desk.view(), "Go Blog");
    assert!(desk.rows()[0].contains(" Go Blog "), "{}", desk.rows()[0]);
    desk.keys("/2<Enter>");
    assert_eq!(desk.titles(), ["Go Blog 2"], "a search stays within it");
    desk.keys("<Esc>]");
    assert_eq!(desk.view(), "Latest");
    assert_eq!(desk.app.list.views().len(), 5, "the view is gone");
}

#[test]
fn a_topic_shows_all_its_feeds() {
    let mut desk = library(WIDE);
    desk.keys("h");
    at(&mut desk, "go (", "l");
    let titles = desk.titles();
    assert_eq!(titles.len(), 6);
    assert!(titles.iter().all(|title| title.starts_with("Go") || title.starts_with("Old")));
}

#[test]
fn enter_on_a_view_shows_it() {
    let mut desk = library(WIDE);
    desk.keys("h");
    at(&mut desk, "Unread", "<Enter>");
    assert_eq!((desk.view(), desk.focus()), ("Unread", Focus::List));
}

#[test]
fn counts_follow_marks_and_arrivals() {
    let mut desk = library(WIDE);
    desk.keys("h");
    let before = (desk.view().to_owned(), desk.titles());
    at(&mut desk, "Go Blog", "A");
    assert_eq!(desk.said(), "");
    assert!(desk.screen().contains("Mark 3 stories as read?"), "{}", desk.screen());
    let stays = |desk: &Desk| (desk.view().to_owned(), desk.titles()) == before;
    assert!(stays(&desk), "the list stays until the answer");
    desk.keys("y");
    assert!(stays(&desk), "and after it");
    assert!(rows(&desk).contains(&"  Go Blog (0)".to_owned()), "{:?}", rows(&desk));
    assert!(rows(&desk).contains(&"go (3)".to_owned()));
    assert_eq!(desk.focus(), Focus::Sidebar);
    desk.keys("u");
    assert!(rows(&desk).contains(&"go (6)".to_owned()));
    let mut more = fetched();
    more.truncate(1);
    let mut article = more.remove(0);
    article.key = "rustblog.example/4".into();
    article.web_url = Some("https://rustblog.example/4".into());
    article.origin = newswire::Origin::File(std::path::Path::new("new.html").into());
    let contents = newswire::Contents { articles: vec![article], ..Default::default() };
    desk.load(newswire::Contents { finished: true, ..contents });
    assert!(rows(&desk).contains(&"  Rust Blog (4)".to_owned()), "{:?}", rows(&desk));
}

#[test]
fn topics_fold_one_by_one_and_all_at_once() {
    let mut desk = library(WIDE);
    desk.keys("h");
    at(&mut desk, "Rust Blog", "c");
    assert!(!rows(&desk).contains(&"  Rust Blog (3)".to_owned()));
    assert!(desk.screen().contains("▸ rust"), "{}", desk.screen());
    desk.keys("c");
    assert!(rows(&desk).contains(&"  Rust Blog (3)".to_owned()));
    desk.keys("C");
    assert_eq!(rows(&desk).len(), 5 + 1 + 3 + 1);
    desk.send(subscribed(feeds()));
    assert_eq!(rows(&desk).len(), 5 + 1 + 3 + 1, "folds stay when the feeds change");
}

#[test]
fn the_cursor_stays_on_its_feed_and_skips_the_gap() {
    let mut desk = library(WIDE);
    desk.keys("hg5j");
    assert!(matches!(desk.app.sidebar.selected(), Some(SidebarRow::Topic(0))));
    desk.keys("k");
    assert_eq!(desk.app.sidebar.selected(), Some(SidebarRow::View(4)));
    at(&mut desk, "Rust Blog", "");
    let mut more = feeds();
    more.insert(0, feed("Ada", &["algol"]));
    desk.send(subscribed(more));
    assert_eq!(desk.app.sidebar.selected_feed().expect("a feed").title, "Rust Blog");
}

#[test]
fn the_bottom_line_describes_the_selected_feed() {
    let mut desk = library(WIDE);
    desk.keys("h");
    at(&mut desk, "Rust Blog", "");
    let said = "https://rustblog.example/feed · fetched 3h ago · next in 2h";
    assert!(desk.screen().contains(said), "{}", desk.screen());
    at(&mut desk, "Old Notes", "");
    let said = "⚠ there is no feed at this address (404) · fetched 3d ago · no longer fetched";
    assert!(desk.screen().contains(said), "{}", desk.screen());
}

#[test]
fn errors_of_feeds_are_problems_with_the_line_of_the_file() {
    let mut desk = library(WIDE);
    let all = |desk: &Desk| -> Vec<String> {
        desk.app.diagnostics.rows(0).map(ToString::to_string).collect()
    };
    let found = all(&desk);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(
        "config/feeds:4:1: warning: Old Notes: there is no feed at this address (404)"
    ));
    desk.send(subscribed(vec![feed("Go Blog", &[])]));
    assert!(all(&desk).is_empty(), "an error that is gone is no longer reported");
}

#[test]
fn reload_also_fetches_what_may_be_fetched() {
    let mut desk = library(WIDE);
    desk.asked();
    desk.keys("R");
    let sync = Effect::Job(Job::Sync(SyncScope::Stale));
    assert_eq!(desk.asked(), [Effect::Job(Job::Rescan), sync]);
    desk.send(Message::Sync(SyncEvent::Started { feeds: 5 }));
    desk.finish(fetched(), Vec::new());
    assert!(desk.screen().contains("sync 0 of 5"), "{}", desk.screen());
    let summary = SyncSummary { requested: 5, new: 12, failed: 1, ..SyncSummary::default() };
    desk.send(Message::Sync(SyncEvent::Finished(summary)));
    let said = "5 feeds asked, 12 new, 1 failed; the others are not due for 2h";
    assert_eq!(desk.said(), said);
    assert!(!desk.screen().contains("sync"), "{}", desk.screen());
    desk.keys("h");
    at(&mut desk, "Go Blog", "R");
    let only = SyncScope::Only(vec!["https://goblog.example/feed".to_owned()]);
    assert!(desk.asked().contains(&Effect::Job(Job::Sync(only))));
    at(&mut desk, "go (", "R");
    let addresses = ["https://goblog.example/feed", "https://oldnotes.example/feed"];
    let topic = SyncScope::StaleOf(addresses.map(str::to_owned).to_vec());
    assert!(desk.asked().contains(&Effect::Job(Job::Sync(topic))));
}

/// Regression: the last word was that no file had changed, whatever came of the feeds.
#[test]
fn what_comes_of_the_feeds_is_the_last_word() {
    let finished = || Message::Sync(SyncEvent::Finished(SyncSummary::default()));
    let said = "no feed is due; the next one is in 2h";
    let mut desk = library(WIDE);
    desk.keys("R");
    desk.finish(fetched(), Vec::new());
    assert!(desk.said().ends_with("; fetching feeds…"), "{}", desk.said());
    desk.send(finished());
    assert_eq!(desk.said(), said);
    desk.keys("R");
    desk.send(finished());
    desk.finish(fetched(), Vec::new());
    assert_eq!(desk.said(), said, "a sync that ends before the files are checked");
}

#[test]
fn a_background_sync_reports_nothing() {
    let mut desk = library(WIDE);
    desk.send(Message::Sync(SyncEvent::Started { feeds: 5 }));
    desk.send(Message::Sync(SyncEvent::Finished(SyncSummary::default())));
    assert_eq!(desk.said(), "");
}

fn click(desk: &mut Desk, (column, row): (u16, u16)) {
    let mouse = Mouse { motion: Motion::Press, column, row };
    desk.send(Message::Mouse { mouse, at: desk.app.now });
}

#[test]
fn a_click_chooses_a_row_and_one_on_the_sign_folds_the_topic() {
    let mut desk = library(WIDE);
    let place = find(&desk.buffer(true), "   Rust Blog").expect("a row");
    click(&mut desk, place);
    assert_eq!(desk.titles(), ["Rust Blog 1", "Rust Blog 2", "Rust Blog 3"]);
    let (column, row) = find(&desk.buffer(true), "▾ go").expect("a topic");
    click(&mut desk, (column, row));
    assert!(desk.screen().contains("▸ go"), "{}", desk.screen());
    click(&mut desk, (column + 4, row));
    assert_eq!(desk.titles().len(), 6);
}

#[test]
fn tab_goes_through_all_panes() {
    let mut desk = library(WIDE);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(desk.focus());
        desk.keys("<Tab>");
    }
    assert_eq!(seen, [Focus::List, Focus::Article, Focus::Sidebar]);
}

/// Counting must not depend on how many feeds there are.
#[test]
fn a_thousand_feeds_are_listed_and_counted() {
    let many: Vec<_> = (0..1_000)
        .map(|number| feed(&format!("Feed {number}"), &[["a", "b", "c"][number % 3]]))
        .collect();
    let mut desk = Desk::with(fetched(), WIDE);
    desk.send(subscribed(many));
    assert_eq!(desk.app.sidebar.rows().len(), 5 + 1 + 3 + 1_000);
    desk.keys("hGl");
    assert_eq!(desk.app.list.count(), 0);
    assert!(desk.screen().contains("Nothing in Feed 998."), "{}", desk.screen());
}

#[test]
fn the_bottom_line_names_the_keys_of_the_sidebar() {
    let mut desk = library((120, 40));
    desk.keys("b");
    at(&mut desk, "go (", "");
    let rows = desk.rows();
    let last = rows.last().expect("a bottom line");
    for hint in ["l show", "c fold", "A all read", "R fetch", "b hide"] {
        assert!(last.contains(hint), "{hint}: {last}");
    }
}

#[test]
fn a_paused_feed_says_so() {
    let desk = library(WIDE);
    let screen = desk.screen();
    let row = screen.lines().find(|line| line.contains("Far News")).expect("a row");
    assert!(row.contains("paused"), "{row}");
}

#[test]
fn a_feed_that_failed_is_named_where_there_are_no_articles() {
    let mut desk = Desk::with(Vec::new(), (120, 40));
    let error = Some("the server cannot be found".to_owned());
    desk.send(subscribed(vec![newswire::FeedStatus { error, ..feed("Ada", &[]) }]));
    let screen = desk.screen();
    assert!(screen.contains("Ada: the server cannot be found."), "{screen}");
    assert!(screen.contains("! says more, R asks again."), "{screen}");
    let mut desk = library(WIDE);
    desk.keys("]]]]");
    assert_eq!(desk.view(), "History");
    assert!(desk.screen().contains("Nothing has been read yet."), "{}", desk.screen());
}

#[test]
fn long_problems_are_wrapped() {
    let mut desk = Desk::with(Vec::new(), (80, 24));
    let error = Some(format!("the server says {}and nothing else", "much ".repeat(14)));
    desk.send(subscribed(vec![newswire::FeedStatus { error, ..feed("Ada", &[]) }]));
    let screen = desk.keys("!").screen();
    assert!(screen.contains("and nothing else"), "{screen}");
    assert!(screen.contains("hint: `:feed` edits its line"), "{screen}");
}
