//! Files that are created, changed and deleted while the user reads: the screen follows, and the
//! user's position is kept.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use newswire::{Article, Contents, Focus, Message, Origin, Problem};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use support::{
    Desk, NOW, WIDE, article, coverage, header, headline, headlines, long_body, problem,
};

fn file(name: &str) -> Origin {
    Origin::File(Path::new(name).into())
}

/// Removes documents and inserts their replacements.
fn change(desk: &mut Desk, gone: &[&str], articles: Vec<Article>) {
    let gone = gone.iter().map(|name| file(name)).collect();
    desk.load(Contents { gone, articles, finished: true, ..Contents::default() });
}

fn told(title: &str, body: &str) -> Article {
    article("story.md", &header(title, 3), body)
}

#[test]
fn new_files_move_neither_the_selection_nor_its_row() {
    let mut desk = Desk::with(headlines(60), WIDE);
    desk.keys("30jk");
    let before: Vec<String> = desk.rows()[2..20].to_vec();
    let new = article("new.md", &header("Just in", 0), "");
    change(&mut desk, &[], vec![new]);
    assert_eq!(desk.selected(), "Headline 30");
    assert_eq!(desk.titles().len(), 61);
    assert_eq!(desk.rows()[2..20], before);
}

#[test]
fn an_open_article_that_changes_is_shown_as_it_is_now_at_the_same_place() {
    let body = long_body();
    let mut desk = Desk::with(vec![told("As it was", &body), headline(9)], WIDE);
    desk.keys("l30j");
    let line = desk.top_line();
    change(&mut desk, &["story.md"], vec![told("As it is now", &format!("{body}\nThe end.\n"))]);
    assert_eq!((desk.selected().as_str(), desk.focus()), ("As it is now", Focus::Article));
    assert_eq!(desk.top_line(), line);
    assert_eq!(desk.titles(), ["As it is now", "Headline 9"]);
    desk.keys("G");
    assert!(desk.screen().contains("The end."), "{}", desk.screen());
}

#[test]
fn an_open_article_whose_file_goes_stays_readable_until_it_is_left() {
    let mut desk =
        Desk::with(vec![headline(1), told("Here today", "Some words.\n"), headline(9)], WIDE);
    desk.keys("jl");
    change(&mut desk, &["story.md"], Vec::new());
    assert_eq!(desk.titles(), ["Headline 1", "Headline 9"]);
    assert!(desk.screen().contains("its file is gone"), "{}", desk.screen());
    assert!(desk.screen().contains("Some words."), "{}", desk.screen());
    desk.send(Message::Tick(support::NOW));
    assert!(desk.screen().contains("Some words."), "it stays until it is left");
    desk.keys("h");
    assert_eq!(desk.selected(), "Headline 9", "the row that came into its place");
    assert!(!desk.screen().contains("its file is gone"), "{}", desk.screen());
}

#[test]
fn a_row_whose_file_goes_leaves_the_cursor_where_it_is() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("jjj");
    change(&mut desk, &["4.md"], Vec::new());
    assert_eq!((desk.selected().as_str(), desk.app.list.cursor.at), ("Headline 5", 3));
    change(&mut desk, &["1.md", "2.md", "3.md", "6.md"], Vec::new());
    assert_eq!((desk.selected().as_str(), desk.app.list.cursor.at), ("Headline 5", 0));
    change(&mut desk, &["5.md", "7.md", "8.md", "9.md"], Vec::new());
    assert!(desk.screen().contains("No articles in ~/news"), "{}", desk.screen());
    change(&mut desk, &[], headlines(1));
    assert_eq!(desk.selected(), "Headline 1");
}

#[test]
fn marks_stay_with_a_file_that_changes_or_moves() {
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.keys("rjs");
    let moved = article(
        "elsewhere.md",
        "title: Moved\ndate: 2026-06-20\nwebUrl: https://news.example/2",
        "",
    );
    change(&mut desk, &["1.md", "2.md"], vec![headline(1), moved]);
    assert!(desk.screen().contains("Unread 2"), "{}", desk.screen());
    assert_eq!(desk.screen().matches('★').count(), 2, "row and article\n{}", desk.screen());
}

#[test]
fn a_story_follows_its_reports() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("jc");
    assert_eq!(desk.titles().len(), 5);
    change(&mut desk, &["ferries.md"], Vec::new());
    assert_eq!(desk.titles()[1..3], ["Bridge opens", "  Crowd on the bridge"]);
    change(&mut desk, &["bridge.md"], Vec::new());
    assert_eq!(desk.titles().len(), 3);
    let back = coverage()
        .into_iter()
        .filter(|it| ["bridge.md", "ferries.md"].contains(&&*it.origin.label()));
    change(&mut desk, &[], back.collect());
    assert_eq!(desk.titles(), Desk::with(coverage(), WIDE).keys("jc").titles());
}

#[test]
fn a_problem_goes_with_what_made_it() {
    let mut desk = Desk::empty(WIDE);
    desk.finish(headlines(2), vec![problem("1.md", 3), Problem::warning(Path::new("2.md"), "odd")]);
    assert!(desk.screen().contains("⚠ 1 error · 1 warning"), "{}", desk.screen());
    change(&mut desk, &["1.md"], vec![headline(1)]);
    assert!(!desk.screen().contains("error"), "{}", desk.screen());
    assert!(desk.screen().contains("1 warning"), "{}", desk.screen());
}

#[test]
fn a_search_and_a_view_follow_the_files() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("/headline<Enter>");
    change(&mut desk, &["3.md"], vec![article("3.md", &header("Another matter", 3), "")]);
    assert_eq!(desk.titles().len(), 8);
    change(&mut desk, &["3.md"], vec![headline(3)]);
    assert_eq!(desk.titles().len(), 9);
}

fn written(name: usize, version: usize) -> Article {
    let head = format!(
        "{}\nwebUrl: https://news.example/{}\nheat: {}",
        header(
            &format!("Version {version} of {name}"),
            i64::try_from(name + version).expect("small")
        ),
        name / 2,
        if version.is_multiple_of(3) { -1 } else { 5 },
    );
    article(&format!("{name}.md"), &head, "")
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/live.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    /// After any sequence of edits, the screen equals that of a fresh start.
    #[test]
    fn edits_in_any_order_end_in_what_a_fresh_start_shows(
        edits in prop::collection::vec((0..8_usize, prop::option::of(0..5_usize)), 0..40),
        keys in prop::sample::select(vec!["", "]", "C", "/version<Enter>", "]]"]),
    ) {
        let mut files: BTreeMap<usize, usize> = (0..4).map(|name| (name, 1)).collect();
        let all = |files: &BTreeMap<usize, usize>| -> Vec<Article> {
            files.iter().map(|(name, version)| written(*name, *version)).collect()
        };
        let mut desk = Desk::with(all(&files), WIDE);
        desk.keys(keys);
        for (name, version) in edits {
            let gone = format!("{name}.md");
            files.remove(&name);
            files.extend(version.map(|version| (name, version)));
            let new = version.map(|version| written(name, version));
            change(&mut desk, &[&gone], new.into_iter().collect());
        }
        let mut fresh = Desk::with(all(&files), WIDE);
        fresh.keys(keys);
        prop_assert_eq!(desk.titles(), fresh.titles());
        desk.keys("1g");
        fresh.keys("1g");
        if !files.is_empty() {
            prop_assert_eq!(desk.screen(), fresh.screen());
        }
    }
}

// ---------------------------------------------------------------- position and arrivals

/// Adds headlines, each newer than all existing ones.
fn arrivals(desk: &mut Desk, count: usize) {
    let ever = desk.app.store.len();
    for number in ever..ever + count {
        let (name, title) = (format!("new-{number}.md"), format!("Just in {number}"));
        let minutes = i64::try_from(number).expect("a small number");
        let at = NOW.as_second() - 3000 + minutes * 6;
        let at = Timestamp::from_second(at).expect("a moment");
        let head = format!("title: {title}\ndate: {at}\nprovider: The Post");
        change(desk, &[], vec![article(&name, &head, "")]);
    }
}

fn corner(desk: &Desk) -> String {
    let top = desk.rows()[1].clone();
    let width = usize::from(desk.app.layout.list.width);
    top.chars().take(width).collect::<String>().split(['─', '╭', '╮', '┬']).collect::<String>()
}

/// Regression: the first row stayed selected until a key was pressed, so the article being read
/// beside the list was replaced by another.
#[test]
fn after_the_load_nothing_that_arrives_is_selected_by_itself() {
    let mut desk = Desk::empty(WIDE);
    desk.load(Contents { articles: vec![headline(7)], done: 1, ..Contents::default() });
    desk.load(Contents { articles: vec![headline(5)], done: 2, ..Contents::default() });
    assert_eq!(desk.selected(), "Headline 5", "while it loads the newest is selected");
    desk.finish(headlines(40), Vec::new());
    assert_eq!(desk.selected(), "Headline 1");
    let before: Vec<String> = desk.rows()[2..].to_vec();
    arrivals(&mut desk, 3);
    assert_eq!(desk.selected(), "Headline 1");
    assert_eq!(desk.titles().len(), 43, "two have the link of another");
    let after = desk.rows();
    let width = usize::from(desk.app.layout.list.width) - 1;
    for (before, after) in before.iter().zip(&after[2..20]) {
        let left = |row: &str| row.chars().take(width).collect::<String>();
        assert_eq!(left(after), left(before));
    }
    assert_eq!(
        desk.app.resume_point().and_then(|place| place.article),
        None,
        "nobody has chosen it"
    );
    desk.keys("R");
    desk.finish(
        [headlines(40), vec![article("newest.md", &header("Newest", 0), "")]].concat(),
        vec![],
    );
    assert_eq!(desk.selected(), "Headline 1", "read again it stays as well");
}

#[test]
fn what_arrives_above_the_view_is_announced_until_it_has_been_seen() {
    let mut desk = Desk::with(headlines(60), WIDE);
    assert_eq!(corner(&desk), " Stories ");
    arrivals(&mut desk, 2);
    change(&mut desk, &[], vec![headline(99)]);
    assert_eq!(corner(&desk), " Stories  2 new · g ", "not what came below");
    desk.keys("g");
    assert_eq!(corner(&desk), " Stories ");
    desk.keys("30j");
    arrivals(&mut desk, 12);
    assert_eq!(corner(&desk), " Stories  12 new · g ");
    // Each arrival that becomes visible is removed from the announcement.
    while desk.app.list.cursor.top > 12 {
        assert_eq!(desk.app.announced(), 12);
        desk.keys("k");
    }
    for left in (8..12).rev() {
        desk.keys("k");
        assert_eq!((desk.app.list.cursor.top, desk.app.announced()), (left, left));
    }
    desk.keys("G");
    assert_eq!(desk.app.announced(), 8, "what was passed is not announced again");
    arrivals(&mut desk, 1);
    assert_eq!(desk.app.announced(), 9);
    desk.keys("g");
    assert_eq!(desk.app.announced(), 0);
}

#[test]
fn what_changed_moved_or_is_not_listed_is_not_announced() {
    let mut desk = Desk::with(headlines(60), WIDE);
    desk.keys("30j");
    change(&mut desk, &["1.md"], vec![headline(1)]);
    let linked =
        |number: i64| format!("{}\nwebUrl: https://news.example/{number}", header("Other", 0));
    change(&mut desk, &["2.md"], vec![article("elsewhere.md", &linked(2), "")]);
    change(&mut desk, &["3.md"], vec![article("3.md", &linked(300), "")]);
    assert_eq!(desk.app.announced(), 0);
    arrivals(&mut desk, 3);
    assert_eq!(desk.app.announced(), 3);
    change(&mut desk, &["new-60.md"], Vec::new());
    assert_eq!(desk.app.announced(), 2, "what went again is not announced either");
    for other in ["]", "S", "/headline<Enter>"] {
        desk.keys(other);
        if other == "S" {
            desk.keys("t");
        }
        assert_eq!(desk.app.announced(), 0, "{other}");
        desk.keys("<Esc>G");
        arrivals(&mut desk, 1);
    }
    let mut desk = Desk::with(headlines(60), WIDE);
    desk.keys("/headline<Enter>30j");
    arrivals(&mut desk, 3);
    assert_eq!(desk.app.announced(), 0, "none is found by the search");
}

#[test]
fn reports_of_a_story_are_announced_as_the_row_that_they_are_on() {
    let mut reports = coverage();
    let late = ["bridge.md", "ferries.md", "crowd.md"];
    reports.retain(|it| !late.contains(&&*it.origin.label()));
    let mut desk = Desk::with([reports, headlines(60)].concat(), WIDE);
    desk.keys("50j");
    let coming = coverage().into_iter().filter(|it| late.contains(&&*it.origin.label()));
    change(&mut desk, &[], coming.collect());
    assert_eq!(desk.app.announced(), 1);
    desk.keys("C");
    assert_eq!(desk.app.announced(), 1, "unfolding brings nothing new");
    desk.keys("g");
    assert_eq!(desk.app.announced(), 0);
}

/// The selection survives renaming the file.
#[test]
fn a_file_with_a_link_that_is_renamed_stays_selected_and_open() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("jjjl");
    let link = "webUrl: https://news.example/4";
    let moved = article("moved.md", &format!("{}\n{link}", header("Headline 4", 4)), "");
    change(&mut desk, &["4.md"], vec![moved]);
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Headline 4", Focus::Article));
    assert!(desk.screen().contains("file  moved.md"), "{}", desk.screen());
}

#[test]
fn what_reading_again_brings_above_is_announced() {
    let mut desk = Desk::with(headlines(60), WIDE);
    desk.keys("30jR");
    let new = article("newest.md", &header("Newest", 0), "");
    desk.finish([headlines(60), vec![new]].concat(), Vec::new());
    assert_eq!(desk.selected(), "Headline 31");
    assert_eq!(desk.app.announced(), 1);
}
