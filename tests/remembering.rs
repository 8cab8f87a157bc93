//! Read and starred articles: keys in, marks, rows and messages out.

mod support;

use std::time::Duration;

use newswire::{
    Article, Config, Contents, Effect, Job, Mark, Marking, Message, Reading, Record, ResumePoint,
    SavedView, SeenPages, Status, TerminalEffect, Timestamped, parse_query,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use ratatui::style::Modifier;

use support::{Desk, WIDE, coverage, headline, headlines, paper};

/// Returns the keys of stored marks and whether each is read.
fn reads(desk: &Desk) -> Vec<(String, bool)> {
    let read = |record: &Record| match record {
        Record::Mark(marking) => (marking.key.to_string(), marking.mark.read.at.is_some()),
        other => panic!("{other:?}"),
    };
    desk.kept.iter().map(read).collect()
}

fn readings(desk: &Desk) -> Vec<Reading> {
    desk.app.list.rows().iter().map(|id| desk.app.store.reading(*id)).collect()
}

fn read_mark(number: usize, at: i64) -> Record {
    let read = Timestamped { at: Some(at), decided: at };
    let mark = Mark { read, ..Mark::default() };
    Record::Mark(Marking { key: format!("news.example/{number}").into(), mark })
}

// ---------------------------------------------------------------- what counts as read

#[test]
fn an_article_that_is_open_for_a_while_is_read_and_one_beside_the_list_is_not() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("jjkJ3j");
    assert_eq!((desk.woken, desk.kept.len()), (None, 0), "moving marks nothing");
    desk.keys("l");
    let visit = desk.woken.expect("the reader asks to be woken");
    desk.send(Message::ReadTimerElapsed(visit));
    assert_eq!(reads(&desk), [("news.example/6".into(), true)]);
    assert!(desk.screen().contains("read 20 Jun"), "{}", desk.screen());
    // An article that is left in time does not count as read.
    desk.keys("J");
    let left = desk.woken.expect("woken for the next");
    desk.keys("J");
    desk.send(Message::ReadTimerElapsed(left));
    assert_eq!(desk.kept.len(), 1);
}

#[test]
fn an_article_that_is_paged_from_the_list_is_open() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("<Space>");
    let visit = desk.woken.expect("the reader asks to be woken");
    desk.send(Message::ReadTimerElapsed(visit));
    assert_eq!(reads(&desk), [("rover.example/lands".into(), true)]);
}

#[test]
fn the_settings_say_how_long_it_takes() {
    let at_once = Config { read_after: Some(Duration::ZERO), ..Config::default() };
    let mut desk = Desk::configured(headlines(3), WIDE, &at_once);
    desk.keys("l");
    assert_eq!((reads(&desk).len(), desk.woken), (1, None));
    let never = Config { read_after: None, ..Config::default() };
    let mut desk = Desk::configured(headlines(3), WIDE, &never);
    desk.keys("l");
    assert_eq!((reads(&desk).len(), desk.woken), (0, None));
    desk.keys("o");
    assert_eq!(reads(&desk).len(), 1, "what is opened in the browser is read all the same");
}

#[test]
fn opening_marks_as_read_and_says_that_it_opens() {
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.keys("o");
    assert_eq!(reads(&desk), [("news.example/1".into(), true)]);
    assert_eq!(desk.said(), "opening https://news.example/1");
    assert_eq!(desk.asked(), [Effect::Job(Job::Open("https://news.example/1".into()))]);
}

#[test]
fn one_source_that_was_read_makes_its_story_read_and_the_others_seen() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("jl.");
    assert_eq!(desk.selected(), "Ferries end");
    let visit = desk.woken.expect("woken");
    desk.send(Message::ReadTimerElapsed(visit));
    desk.keys("hhc");
    let all = readings(&desk);
    assert_eq!(desk.titles()[1..4], ["Bridge opens", "  Ferries end", "  Crowd on the bridge"]);
    assert_eq!(all[1..4], [Reading::Seen, Reading::Read, Reading::Seen]);
    assert!(desk.screen().contains("Unread 2"), "{}", desk.screen());
    // Without stories, each document is read separately.
    let mut desk = Desk::without_stories(coverage(), WIDE);
    desk.keys("r");
    assert_eq!(readings(&desk).iter().filter(|it| **it != Reading::Unread).count(), 1);
}

#[test]
fn r_on_a_story_marks_all_its_reports_and_r_again_none() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("jr");
    assert_eq!(desk.said(), "read: Bridge opens");
    assert_eq!(reads(&desk).len(), 3);
    desk.kept.clear();
    desk.keys("m");
    assert_eq!(desk.said(), "unread: Bridge opens");
    assert_eq!(reads(&desk).iter().filter(|(_, read)| !read).count(), 3);
}

#[test]
fn a_star_of_a_folded_report_shows_on_its_row_and_goes_with_it() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("jcjs");
    assert_eq!(desk.said(), "starred: Ferries end");
    assert_eq!(desk.screen().matches('★').count(), 2, "row and article\n{}", desk.screen());
    desk.keys("ck");
    desk.keys("j");
    assert!(desk.screen().contains("★ Daily Star"), "{}", desk.screen());
    desk.keys("s");
    assert_eq!(desk.said(), "no longer starred: Bridge opens");
    assert!(!desk.screen().contains('★'), "{}", desk.screen());
}

// ---------------------------------------------------------------- undo

#[test]
fn everything_is_taken_back_step_by_step_and_done_again() {
    let mut desk = Desk::with(headlines(5), WIDE);
    desk.keys("rjsjrMp");
    assert_eq!(desk.titles().len(), 0, "all are of one provider");
    let mut said = Vec::new();
    for _ in 0..5 {
        desk.keys("u");
        said.push(desk.said().to_owned());
    }
    let expected = [
        "undone: muted provider=\"The Post\"",
        "undone: read: Headline 3",
        "undone: starred: Headline 2",
        "undone: read: Headline 1",
        "nothing to undo",
    ];
    assert_eq!(said, expected);
    assert!(readings(&desk).iter().all(|reading| *reading == Reading::Unread));
    desk.keys("3<^r>");
    assert_eq!(desk.said(), "redone: read: Headline 3");
    assert_eq!(readings(&desk).iter().filter(|it| **it == Reading::Read).count(), 2);
    desk.keys("u");
    desk.keys("s");
    desk.keys("<^r>");
    assert_eq!(desk.said(), "nothing to redo", "after something new there is nothing to redo");
}

#[test]
fn marking_all_asks_with_the_count_and_can_be_taken_back_at_once() {
    let mut desk = Desk::with(coverage(), WIDE);
    desk.keys("A");
    assert!(desk.screen().contains("Mark 3 stories as read?"), "{}", desk.screen());
    desk.keys("n");
    assert_eq!((desk.said(), desk.kept.len()), ("nothing was done", 0));
    desk.keys("/budget<Enter>A");
    assert!(desk.screen().contains("Mark 1 story as read?"), "only what is listed");
    desk.keys("n<Esc>Ay");
    assert_eq!(desk.said(), "3 stories read");
    assert_eq!(reads(&desk).len(), 5);
    assert!(desk.screen().contains("Unread  Starred"), "{}", desk.screen());
    desk.keys("A");
    assert_eq!(desk.said(), "nothing here is unread");
    desk.keys("u");
    assert_eq!(desk.said(), "undone: 3 stories read");
    assert!(desk.screen().contains("Unread 3"), "{}", desk.screen());
}

// ---------------------------------------------------------------- picked rows

/// Regression: the tick touched the headline, `●✓Welcome`.
#[test]
fn a_blank_stands_between_the_tick_and_the_headline() {
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.keys("x");
    assert!(desk.screen().contains(" ✓ Headline"), "{}", desk.screen());
}

#[test]
fn an_action_goes_for_all_that_was_picked() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("xxjx");
    assert_eq!(desk.said(), "3 picked; Esc unpicks");
    assert_eq!(desk.selected(), "Headline 5");
    desk.keys("r");
    let keys: Vec<String> = reads(&desk).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["news.example/1", "news.example/2", "news.example/4"]);
    assert_eq!(desk.said(), "3 articles read");
    assert!(desk.app.picks.is_empty());
    desk.keys("u");
    assert_eq!(desk.said(), "undone: 3 articles read");
}

#[test]
fn a_count_before_an_action_is_that_many_rows() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("j3r");
    assert_eq!(desk.said(), "3 articles read");
    assert_eq!(reads(&desk).len(), 3);
    desk.keys("3x");
    assert_eq!(desk.said(), "3 picked; Esc unpicks");
    desk.keys("j");
    assert!(desk.screen().contains("3 picked: r read"), "{}", desk.screen());
}

#[test]
fn a_range_goes_from_where_it_began_to_the_cursor() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("jVjjs");
    assert_eq!(desk.said(), "3 articles starred");
    let starred: Vec<bool> =
        desk.app.list.rows().iter().map(|id| desk.app.store.is_starred(*id)).collect();
    assert_eq!(starred[..5], [false, true, true, true, false]);
    // Rows can be added to a finished range.
    desk.keys("ggVjVGx");
    assert_eq!(desk.app.picked().len(), 3);
    desk.keys("<Esc>");
    assert_eq!((desk.said(), desk.app.picked().len()), ("nothing is picked", 0));
}

/// Regression: a count of millions looped that often, going through all rows each time.
#[test]
fn a_count_picks_as_many_rows_as_there_are() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("j3x");
    assert_eq!(desk.said(), "3 picked; Esc unpicks");
    assert_eq!(desk.selected(), "Headline 5");
    desk.keys("9999999x");
    assert_eq!(desk.said(), "8 picked; Esc unpicks");
    assert_eq!(desk.selected(), "Headline 9");
    desk.keys("<Esc>ggV9999999x");
    assert_eq!(desk.app.count_picked(), 9);
    // Rows that are already picked are unpicked.
    desk.keys("<Esc>ggxgg9x");
    assert_eq!(desk.said(), "8 picked; Esc unpicks");
}

#[test]
fn picked_links_are_opened_and_copied_together() {
    let mut desk = Desk::with(headlines(9), WIDE);
    desk.keys("xxy");
    let both = "https://news.example/1\nhttps://news.example/2";
    assert_eq!(desk.asked(), [Effect::Terminal(TerminalEffect::Copy(both.into()))]);
    desk.keys("ggV5jo");
    assert!(desk.screen().contains("Open 6 links in the browser?"), "{}", desk.screen());
    assert_eq!(reads(&desk), [], "not before the answer");
    desk.keys("y");
    assert_eq!(desk.asked().len(), 6);
    assert_eq!(reads(&desk).len(), 6);
}

// ---------------------------------------------------------------- views

#[test]
fn what_was_read_stays_in_unread_until_it_is_swept_or_the_view_is_left() {
    let mut desk = Desk::with(headlines(5), WIDE);
    desk.keys("]]");
    assert_eq!(desk.view(), "Unread");
    desk.keys("rjr");
    assert_eq!(desk.titles().len(), 5, "rows do not run away under the cursor");
    assert!(desk.screen().contains("Unread 3"), "{}", desk.screen());
    desk.keys("Stg");
    assert_eq!(desk.titles().len(), 5, "another order sweeps nothing");
    desk.keys("R");
    assert_eq!(desk.titles(), ["Headline 3", "Headline 4", "Headline 5"]);
    desk.keys("[]");
    desk.keys("r[]");
    assert_eq!(desk.titles().len(), 2);
}

#[test]
fn starred_and_history_show_what_they_are_called_after() {
    let mut desk = Desk::with(headlines(5), WIDE);
    desk.send(Message::Recalled(vec![read_mark(4, 2000), read_mark(2, 3000), read_mark(5, 1000)]));
    desk.keys("s]]]");
    assert_eq!((desk.view(), desk.titles()), ("Starred", vec!["Headline 1".to_owned()]));
    desk.keys("]");
    assert_eq!(desk.titles(), ["Headline 2", "Headline 4", "Headline 5"], "last read first");
    desk.keys("[");
    desk.keys("s");
    assert_eq!(desk.titles().len(), 1, "it stays until the view is left");
    assert_eq!(desk.keys("][").titles().len(), 0);
}

#[test]
fn n_and_space_go_to_the_next_unread() {
    let mut desk = Desk::with(headlines(6), WIDE);
    desk.send(Message::Recalled(vec![read_mark(2, 1), read_mark(3, 1), read_mark(5, 1)]));
    assert_eq!(desk.keys("n").selected(), "Headline 4");
    assert_eq!(desk.keys("<Space>").selected(), "Headline 6");
    desk.keys("n");
    assert_eq!(desk.said(), "nothing unread below; N looks the other way");
    assert_eq!(desk.keys("2N").selected(), "Headline 1");
}

// ---------------------------------------------------------------- other sessions

#[test]
fn marks_of_before_are_there_whether_they_or_the_articles_come_first() {
    for marks_first in [true, false] {
        let mut desk = Desk::empty(WIDE);
        let marks = Message::Recalled(vec![read_mark(1, 1000), read_mark(3, 2000)]);
        if marks_first {
            desk.send(marks);
            desk.finish(headlines(4), Vec::new());
        } else {
            desk.finish(headlines(4), Vec::new());
            desk.send(marks);
        }
        let read = [Reading::Read, Reading::Unread, Reading::Read, Reading::Unread];
        assert_eq!(readings(&desk), read, "marks first: {marks_first}");
        assert!(desk.screen().contains("Unread 2"), "{}", desk.screen());
        desk.keys("R");
        desk.finish(headlines(4), Vec::new());
        assert_eq!(readings(&desk), read, "read again");
        assert!(desk.screen().contains("Unread 2"), "{}", desk.screen());
    }
}

#[test]
fn of_two_readers_the_later_decision_counts() {
    let mut desk = Desk::with(headlines(2), WIDE);
    desk.keys("r");
    desk.send(Message::Recalled(vec![read_mark(2, 5)]));
    assert_eq!(readings(&desk), [Reading::Read, Reading::Read], "rows follow the other reader");
    desk.keys("r");
    desk.send(Message::Recalled(vec![read_mark(1, 5)]));
    assert_eq!(readings(&desk)[0], Reading::Unread, "what was decided before changes nothing");
}

#[test]
fn one_comes_back_to_the_view_the_article_and_the_line() {
    let mut desk = Desk::with(paper(), WIDE);
    assert_eq!(desk.app.resume_point(), None, "where one was before is not known yet");
    desk.send(Message::Recalled(Vec::new()));
    desk.keys("]l30j");
    let (place, line) = (desk.app.resume_point().expect("a place"), desk.top_line());
    assert_eq!((&*place.view, place.article.as_deref()), ("Top", Some("rover.example/lands")));
    let opened = ResumePoint { opened: "/news".into(), ..place };
    let mut again = Desk::empty(WIDE);
    again.send(Message::Recalled(vec![Record::ResumePoint(opened.clone())]));
    assert_eq!(again.view(), "Top");
    assert_eq!(again.app.resume_point(), None, "who leaves now leaves from where he was");
    again.load(Contents { articles: headlines(3), done: 3, ..Contents::default() });
    again.finish(paper(), Vec::new());
    assert_eq!((again.selected().as_str(), again.top_line()), ("Rover lands", line));
    // An article that was read in Unread stays there until the view is refreshed.
    let place = ResumePoint { view: "Unread".into(), ..opened.clone() };
    let read = Timestamped { at: Some(5), decided: 5 };
    let mark = Mark { read, ..Mark::default() };
    let marking = Marking { key: "rover.example/lands".into(), mark };
    let mut unread = Desk::empty(WIDE);
    unread.send(Message::Recalled(vec![Record::Mark(marking), Record::ResumePoint(place)]));
    unread.finish(paper(), Vec::new());
    assert_eq!((unread.view(), unread.selected().as_str()), ("Unread", "Rover lands"));
    assert_eq!(unread.keys("R").titles().len(), 5);
    // A selection made by the user in the meantime is kept.
    let mut busy = Desk::empty(WIDE);
    busy.load(Contents { articles: headlines(3), done: 3, ..Contents::default() });
    busy.keys("j");
    busy.send(Message::Recalled(vec![Record::ResumePoint(opened)]));
    busy.finish(paper(), Vec::new());
    assert_eq!((busy.view(), busy.selected().as_str()), ("Latest", "Headline 2"));
}

#[test]
fn what_cannot_be_kept_is_said_and_stays_said() {
    let mut desk = Desk::with(headlines(2), WIDE);
    desk.send(Message::Unkept("marks cannot be kept: the disk is full".into()));
    assert!(matches!(desk.app.status, Status::Warning(_)));
    desk.keys("r");
    assert_eq!(readings(&desk)[0], Reading::Read, "for this session they count");
    assert!(desk.screen().contains("⚠ marks not kept"), "{}", desk.screen());
    desk.send(Message::KeptAgain);
    assert!(!desk.screen().contains("not kept"), "{}", desk.screen());
}

#[test]
fn what_waits_for_an_answer_is_about_the_same_articles_after_reading_again() {
    // The second load has fewer files in another order, so the same ids mean other articles.
    let fewer = || vec![headline(3), headline(2)];
    let mut desk = Desk::with(headlines(6), WIDE);
    desk.keys("jR/head");
    desk.finish(fewer(), Vec::new());
    desk.keys("<Esc>");
    assert_eq!((desk.selected().as_str(), desk.titles().len()), ("Headline 2", 2));
    let mut desk = Desk::with(headlines(6), WIDE);
    desk.keys("RA");
    desk.finish(fewer(), Vec::new());
    desk.keys("y");
    let mut keys: Vec<String> = reads(&desk).into_iter().map(|(key, _)| key).collect();
    keys.sort();
    assert_eq!(keys, ["news.example/2", "news.example/3"]);
    let mut desk = Desk::with(headlines(6), WIDE);
    desk.keys("jxxR");
    desk.finish(fewer(), Vec::new());
    assert_eq!(desk.app.picked().len(), 2);
    desk.keys("5jA");
    let mut desk = Desk::with(vec![headline(6)], WIDE);
    desk.keys("RA");
    desk.finish(fewer(), Vec::new());
    assert!(desk.app.overlays.is_empty(), "nothing that was asked about is left");
}

#[test]
fn what_the_reader_decides_goes_before_the_time_it_was_open() {
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.keys("l");
    let visit = desk.woken.expect("woken");
    desk.keys("rr");
    desk.send(Message::ReadTimerElapsed(visit));
    assert_eq!(readings(&desk)[0], Reading::Unread);
    desk.keys("hjsul");
    let visit = desk.woken.expect("woken");
    desk.send(Message::ReadTimerElapsed(visit));
    assert_eq!(desk.keys("<^r>").said(), "redone: starred: Headline 2");
}

// ---------------------------------------------------------------- new articles

/// State left by an earlier session that had seen these articles.
fn left(articles: &[Article]) -> Message {
    let seen = Some(SeenPages::of(articles.iter().map(Article::page).collect()));
    let place = ResumePoint { view: "Latest".into(), seen, ..ResumePoint::default() };
    Message::Recalled(vec![Record::ResumePoint(place)])
}

/// Returns the titles of new articles in the view.
fn new(desk: &mut Desk) -> Vec<String> {
    let titles = desk.keys("/is:new<Enter>").titles();
    desk.keys("<Esc>");
    titles
}

#[test]
fn what_was_not_there_at_the_last_visit_is_new_whether_that_or_the_articles_come_first() {
    let query = parse_query("is:new").expect("a query");
    let views = vec![SavedView { name: "Fresh".into(), query, key: None }];
    let config = Config { views, ..Config::default() };
    for record_first in [true, false] {
        let known = [headline(2), headline(4), headline(8)];
        let mut desk = Desk::configured(Vec::new(), WIDE, &config);
        desk.app = newswire::App::new("~/news", WIDE, support::NOW, &config).0;
        if record_first {
            desk.send(left(&known));
            desk.finish(headlines(4), Vec::new());
        } else {
            desk.finish(headlines(4), Vec::new());
            desk.send(left(&known));
        }
        assert_eq!(new(&mut desk), ["Headline 1", "Headline 3"], "record first: {record_first}");
        assert!(desk.screen().contains("Fresh 2"), "{}", desk.screen());
        assert!(desk.screen().contains("new since the last visit"), "{}", desk.screen());
        desk.load(Contents { articles: vec![headline(5)], ..Contents::default() });
        assert_eq!(new(&mut desk), ["Headline 1", "Headline 3", "Headline 5"], "it came live");
        assert!(desk.screen().contains("Fresh 3"), "{}", desk.screen());
        desk.keys("R");
        desk.finish(headlines(6), Vec::new());
        assert_eq!(new(&mut desk).len(), 4, "read again it is still new");
        desk.keys("rR");
        desk.finish(headlines(6), Vec::new());
        assert_eq!(new(&mut desk).len(), 4, "what was read is new all the same");
        desk.keys("f");
        assert!(desk.screen().contains("n  new since the last visit"), "{}", desk.screen());
        desk.keys("n");
        assert_eq!(desk.titles().len(), 4);
    }
}

#[test]
fn at_the_first_visit_only_what_comes_after_the_load_is_new() {
    for record_first in [true, false] {
        let nothing = || Message::Recalled(Vec::new());
        let mut desk = Desk::empty(WIDE);
        if record_first {
            desk.send(nothing());
        }
        desk.load(Contents { articles: headlines(3), done: 3, ..Contents::default() });
        desk.finish(vec![headline(4)], Vec::new());
        if !record_first {
            desk.send(nothing());
        }
        assert_eq!(new(&mut desk), [""; 0], "record first: {record_first}");
        let gone = vec![headline(2).origin];
        let articles = vec![headline(2), headline(5)];
        desk.load(Contents { articles, gone, ..Contents::default() });
        assert_eq!(new(&mut desk), ["Headline 5"]);
        desk.keys("R");
        desk.finish(headlines(6), Vec::new());
        assert_eq!(new(&mut desk), ["Headline 5", "Headline 6"]);
    }
    let mut desk = Desk::with(headlines(3), WIDE);
    desk.load(Contents { articles: vec![headline(4)], ..Contents::default() });
    assert_eq!(new(&mut desk), [""; 0], "what was kept before has not been told yet");
}

#[test]
fn what_is_there_at_the_end_is_known_the_next_time_but_not_half_of_it() {
    let known = |desk: &Desk| desk.app.resume_point().expect("a place").seen;
    let mut desk = Desk::empty(WIDE);
    desk.send(Message::Recalled(Vec::new()));
    desk.load(Contents { articles: headlines(3), done: 3, ..Contents::default() });
    assert_eq!(known(&desk), None, "the rest would be new the next time");
    desk.finish(vec![headline(4)], Vec::new());
    let pages = |count| Some(SeenPages::of(headlines(count).iter().map(Article::page).collect()));
    assert_eq!(known(&desk), pages(4));
    desk.load(Contents { articles: vec![headline(5)], ..Contents::default() });
    assert_eq!(known(&desk), pages(5));
    desk.keys("R");
    assert_eq!(known(&desk), pages(5), "it is being read again");
    let mut empty = Desk::empty(WIDE);
    empty.send(Message::Recalled(Vec::new()));
    empty.finish(Vec::new(), Vec::new());
    assert_eq!(known(&empty), None, "a folder that was not there for once is not all new then");
}

/// Returns the screen rows that are underlined across the whole list.
fn underlined(desk: &Desk) -> Vec<u16> {
    let buffer = desk.buffer(false);
    let inside = desk.app.layout.list;
    let line = |y: &u16| {
        let mut cells = (inside.left() + 1..inside.right() - 1).map(|x| &buffer[(x, *y)]);
        cells.all(|cell| cell.modifier.contains(Modifier::UNDERLINED))
    };
    (inside.top()..inside.bottom()).filter(line).collect()
}

#[test]
fn a_line_shows_where_the_last_visit_ended() {
    let mut desk = Desk::empty(WIDE);
    desk.send(left(&headlines(9)[2..]));
    desk.finish(headlines(9), Vec::new());
    // Two entries of two lines each, below the header and the border.
    assert_eq!(underlined(&desk), [5]);
    let screen = desk.rows();
    assert!(screen[3].contains("new ·") && screen[5].contains("new ·"), "{}", desk.screen());
    assert!(!screen[7].contains("new ·"), "{}", desk.screen());
    desk.load(Contents { articles: vec![headline(0)], ..Contents::default() });
    assert_eq!(desk.app.list.divider(), Some(3), "it moves with what arrives");
    desk.keys("St");
    assert_eq!(desk.app.list.divider(), None, "in other orders there is no such place");
    desk.keys("Sd");
    assert_eq!(desk.app.list.divider(), Some(3));
    desk.keys("Sd");
    assert_eq!(desk.app.list.divider(), None, "the oldest first");
    for known in [&headlines(9)[..], &headlines(9)[..1], &[]] {
        let mut desk = Desk::empty(WIDE);
        desk.send(left(known));
        desk.finish(headlines(9), Vec::new());
        assert_eq!(underlined(&desk), [0; 0], "{}", known.len());
    }
}

/// A row is new if any of its reports is.
#[test]
fn a_story_with_a_new_report_is_new() {
    let mut desk = Desk::empty(WIDE);
    let known: Vec<_> = coverage().into_iter().filter(|it| &*it.title != "Ferries end").collect();
    desk.send(left(&known));
    desk.finish(coverage(), Vec::new());
    assert_eq!(new(&mut desk), ["Bridge opens"]);
    let screen = desk.rows();
    assert!(screen[5].contains("new ·"), "{}", desk.screen());
    desk.keys("c");
    let screen = desk.rows();
    assert!(!screen[5].contains("new ·") && screen[7].contains("new ·"), "{}", desk.screen());
}

// ---------------------------------------------------------------- any sequence of keys

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/remembering.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    /// The counts beside the views equal their numbers of rows, and undoing everything restores the
    /// initial state.
    #[test]
    fn numbers_agree_with_rows_whatever_is_pressed(
        presses in prop::collection::vec(0..12_usize, 1..40), stories in any::<bool>()
    ) {
        let keys = ["j", "k", "r", "s", "x", "Vj", "]", "Mp", "u", "<^r>", "c", "R"];
        let query = parse_query("headline or bridge").expect("a query");
        let views = vec![SavedView { name: "Mine".into(), query, key: None }];
        let config = Config { stories, views, ..Config::default() };
        let mut desk = Desk::configured([coverage(), headlines(4)].concat(), WIDE, &config);
        for press in presses {
            desk.keys(keys[press]);
            if keys[press] == "R" {
                desk.finish([coverage(), headlines(4), vec![headline(9)]].concat(), Vec::new());
            }
        }
        for view in [2, 5] {
            let count = desk.app.list.unread(view);
            while desk.app.list.view_at() != view {
                desk.keys("]");
            }
            let unread = |id: &&newswire::Id| desk.app.store.reading(**id) == Reading::Unread;
            let leads = |id: &&newswire::Id| !stories || desk.app.store.is_lead(**id);
            prop_assert_eq!(desk.app.list.rows().iter().filter(unread).filter(leads).count(), count);
        }
        desk.keys("1000u");
        let store = &desk.app.store;
        let marked = store.ids().iter().filter(|id| {
            store.reading(**id) != Reading::Unread || store.is_starred(**id)
        });
        prop_assert_eq!(marked.count(), 0);
        prop_assert_eq!(desk.app.store.muted(), 0);
    }
}

#[test]
fn who_comes_back_is_not_greeted_again() {
    let mut desk = Desk::empty(WIDE);
    desk.app.welcome(true);
    assert!(desk.said().starts_with("Welcome to newswire."), "{}", desk.said());
    desk.send(Message::Recalled(Vec::new()));
    assert!(desk.said().starts_with("Welcome to newswire."), "{}", desk.said());
    desk.send(left(&paper()));
    assert_eq!(desk.app.status, Status::Quiet);
}

/// Regression: the selection was lost after visiting a view without the article.
#[test]
fn an_article_is_selected_again_in_every_view_that_has_it() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("jj");
    let chosen = desk.selected();
    desk.keys("]]]");
    assert_eq!((desk.view(), desk.titles().len()), ("Starred", 0));
    desk.keys("]]");
    assert_eq!((desk.view(), desk.selected()), ("Latest", chosen.clone()));
    desk.keys("[[[");
    assert_eq!((desk.view(), desk.selected()), ("Unread", chosen));
    // Selecting another article replaces the remembered one.
    desk.keys("jr[[");
    let other = desk.selected();
    desk.keys("]");
    assert_eq!((desk.view(), desk.selected()), ("Top", other));
}
