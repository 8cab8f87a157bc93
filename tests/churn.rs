//! Changed and deleted documents leave nothing behind, and their slots are never confused with
//! those of new ones.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use newswire::{Article, Contents, Effect, Focus, Job, Message, Origin};

use support::{Desk, WIDE, article, header, headline, headlines, long_body};

/// Removes documents and inserts their replacements.
fn change(desk: &mut Desk, gone: &[String], articles: Vec<Article>) {
    let file = |name: &String| Origin::File(Path::new(name).into());
    let gone = gone.iter().map(file).collect();
    desk.load(Contents { gone, articles, finished: true, ..Contents::default() });
}

fn name(number: usize) -> String {
    format!("{number}.md")
}

/// Groups of four form a story, connected by related links, by words, by page, or not at all.
fn written(number: usize, version: usize) -> Article {
    let (story, member) = (number / 4, number % 4);
    let hours = i64::try_from(story + member).expect("a small number");
    let provider = ["The Post", "The Star", "The Wire", "The Ledger"][member];
    let begin = |title: &str| header(title, hours).replace("The Post", provider);
    let link = |number: usize| format!("https://news.example/{number}");
    let text = match story % 4 {
        0 => {
            let others = (story * 4..story * 4 + 6).filter(|other| *other != number);
            let others: Vec<String> = others
                .map(|other| format!("  - {{title: Report {other}, webUrl: \"{}\"}}", link(other)))
                .collect();
            let heat = if member == 0 { 90 } else { -1 };
            let title = format!("Report {number}, version {version}");
            let others = others.join("\n");
            format!("{}\nheat: {heat}\nwebUrl: {}\nrelated:\n{others}", begin(&title), link(number))
        }
        1 => begin(&format!("Volcano{story} near Town{story} erupts at dawn{version}")),
        2 => format!("{}\nwebUrl: {}", begin(&format!("Copy {number}")), link(story)),
        _ => format!("{}\ntopics: [only-{number}-{version}]", begin(&format!("Alone {number}"))),
    };
    article(&name(number), &text, "")
}

/// A tenth changes, a tenth is removed and as many are added, a hundred times.
#[test]
fn after_many_changes_it_holds_and_shows_what_a_fresh_start_does() {
    const COUNT: usize = 400;
    let mut files: BTreeMap<usize, usize> = (0..COUNT).map(|number| (number, 0)).collect();
    let all = |files: &BTreeMap<usize, usize>| -> Vec<Article> {
        files.iter().map(|(number, version)| written(*number, *version)).collect()
    };
    let mut desk = Desk::with(all(&files), WIDE);
    for round in 1..=100 {
        let every = |at: usize| {
            files.keys().copied().skip((round * 7 + at) % 10).step_by(10).collect::<Vec<_>>()
        };
        let (rewritten, deleted) = (every(0), every(5));
        let gone: Vec<String> = rewritten.iter().chain(&deleted).copied().map(name).collect();
        let end = files.keys().last().map_or(0, |last| last + 1);
        let come = end..end + deleted.len();
        files.retain(|number, _| !deleted.contains(number));
        files.extend(
            rewritten.iter().chain(come.clone().collect::<Vec<_>>().iter()).map(|it| (*it, round)),
        );
        let new = rewritten.into_iter().chain(come).map(|number| written(number, round));
        change(&mut desk, &gone, new.collect());
    }
    let mut fresh = Desk::with(all(&files), WIDE);
    assert_eq!(desk.titles(), fresh.titles());
    assert_eq!(desk.keys("C").titles(), fresh.keys("C").titles());
    desk.keys("1g");
    fresh.keys("1g");
    assert_eq!(desk.screen(), fresh.screen());
    let (held, wanted) = (desk.app.store.holdings(), fresh.app.store.holdings());
    assert_eq!((held.articles, held.pages), (wanted.articles, wanted.pages));
    assert_eq!((held.awaited, held.stories), (wanted.awaited, wanted.stories));
    assert_eq!(held.text - held.dead, wanted.text);
    assert!(held.dead * 4 <= held.text && held.slots * 10 <= wanted.slots * 12, "{held:?}");
}

#[test]
fn where_everything_goes_nothing_is_held() {
    let mut desk = Desk::with((0..400).map(|number| written(number, 0)).collect(), WIDE);
    change(&mut desk, &(0..400).map(name).collect::<Vec<_>>(), Vec::new());
    let held = desk.app.store.holdings();
    assert_eq!((held.articles, held.text, held.pages), (0, 0, 0), "{held:?}");
    assert_eq!((held.awaited, held.stories), (0, 0), "{held:?}");
}

/// The span of the newest stories, and with it the meaning of the order, changes all the time.
#[test]
fn the_order_of_what_matters_is_that_of_a_fresh_start_after_every_arrival() {
    let heated = |number: usize, days: i64| {
        let begin = header(&format!("Headline {number}"), days * 24);
        let heat = 10 + number * 37 % 90;
        article(&name(number), &format!("{begin}\nheat: {heat}"), "")
    };
    let all: Vec<_> = (0..150).map(|at| heated(at, 200 - i64::try_from(at).unwrap_or(0))).collect();
    let mut desk = Desk::with(all.iter().take(1).cloned().collect(), WIDE);
    desk.keys("]/headline<Enter>");
    for end in [20, 90, 101, 130, 150] {
        let held = desk.app.store.len();
        change(&mut desk, &[], all.iter().take(end).skip(held).cloned().collect());
        let mut fresh = Desk::with(all.iter().take(end).cloned().collect(), WIDE);
        fresh.keys("]");
        assert_eq!(desk.titles(), fresh.titles(), "of {end}");
    }
    let gone: Vec<String> = (40..150).map(name).collect();
    change(&mut desk, &gone, Vec::new());
    let mut fresh = Desk::with(all.iter().take(40).cloned().collect(), WIDE);
    fresh.keys("]");
    desk.keys("<Esc>");
    assert_eq!(desk.titles(), fresh.titles());
}

/// Regression: 4,000 changed documents of one link kept the screen still for seven seconds: each
/// asked all others.
#[test]
fn many_changes_of_one_story_take_no_longer_than_those_of_many() {
    const COUNT: usize = 1_000;
    let documents = |version: usize, link: &dyn Fn(usize) -> usize| -> Vec<Article> {
        let one = |at: usize| {
            let head = header(&format!("Report {at}, version {version}"), 1);
            article(&name(at), &format!("{head}\nwebUrl: https://e.org/{}", link(at)), "")
        };
        (0..COUNT).map(one).collect()
    };
    let time = |keys: &str, link: &dyn Fn(usize) -> usize| {
        let mut desk = Desk::with(documents(0, link), WIDE);
        desk.keys(keys);
        let names: Vec<String> = (0..COUNT).map(name).collect();
        let (again, began) = (documents(1, link), std::time::Instant::now());
        change(&mut desk, &names, again);
        desk.keys("jr");
        let took = began.elapsed();
        assert!(desk.screen().contains("version 1"), "{}", desk.screen());
        took
    };
    for keys in ["", "C", "/report<Enter>"] {
        let least = |link: &dyn Fn(usize) -> usize| {
            (0..2).map(|_| time(keys, link)).min().expect("two times")
        };
        let (one, others) = (least(&|_| 1), least(&|at| at));
        assert!(one < others * 4, "{keys}: {one:?} for one story, {others:?} for {COUNT}");
    }
}

/// Replaces an article with a new one, which reuses its slot.
fn exchange(desk: &mut Desk, gone: &str) {
    change(desk, &[gone.to_owned()], Vec::new());
    change(desk, &[], vec![article("other.md", &header("Another", 99), "Other words.\n")]);
}

#[test]
fn an_id_that_is_gone_leads_to_nothing_though_its_slot_is_filled_again() {
    let mut desk = Desk::with(headlines(3), WIDE);
    let id = desk.app.list.rows()[1];
    exchange(&mut desk, "2.md");
    let store = &desk.app.store;
    assert_eq!(store.holdings().slots, 3, "the slot was used again");
    assert!(store.get(id).is_none() && store.is_gone(id));
    assert_eq!((store.lead(id), store.story(id), store.provider_count(id)), (id, &[][..], 0));
    assert!(!store.is_new(id) && !store.is_starred(id) && !store.is_muted(id));
}

#[test]
fn what_was_picked_and_is_gone_is_not_what_comes_into_its_place() {
    let mut desk = Desk::with(headlines(4), WIDE);
    desk.keys("jx");
    exchange(&mut desk, "2.md");
    assert_eq!(desk.app.count_picked(), 0);
    desk.keys("kkr");
    assert!(desk.said().starts_with("read: Headline 1"), "{}", desk.said());
}

#[test]
fn undo_and_the_way_back_lead_to_no_other_article() {
    let lander = "\nrelated:\n  - {title: Headline 3, webUrl: \"https://news.example/3\"}";
    let rover = article("rover.md", &format!("{}{lander}", header("Rover", 0)), &long_body());
    let mut desk = Desk::with([vec![rover], headlines(3)].concat(), WIDE);
    desk.keys("sll<Enter>");
    assert_eq!(desk.selected(), "Headline 3");
    exchange(&mut desk, "rover.md");
    desk.keys("h");
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Headline 3", Focus::List));
    desk.keys("u");
    let starred = desk.app.store.ids().iter().filter(|id| desk.app.store.is_starred(**id));
    assert_eq!(starred.count(), 0);
    desk.keys("<^r>");
    let starred = desk.app.store.ids().iter().filter(|id| desk.app.store.is_starred(**id));
    assert_eq!(starred.count(), 0, "the star belongs to what is gone");
}

/// The body of a removed article arrives when another is shown in its slot.
#[test]
fn a_late_body_is_not_shown_under_another_article() {
    let mut desk = Desk::empty(WIDE);
    desk.bodies_wait = true;
    let told = article("told.md", &header("Told", 0), "Words of before.\n");
    desk.finish(vec![told, headline(5)], Vec::new());
    exchange(&mut desk, "told.md");
    desk.keys("jG");
    assert_eq!(desk.selected(), "Another");
    desk.bring_bodies();
    assert!(desk.screen().contains("Other words."), "{}", desk.screen());
    assert!(!desk.screen().contains("Words of before."), "{}", desk.screen());
}

/// Stories found among earlier articles must not group those that reuse their slots.
#[test]
fn a_late_look_for_stories_groups_no_others() {
    let post = |name: &str, title: &str| {
        article(name, &format!("title: {title}\ndate: 2026-06-19\nprovider: {name}"), "")
    };
    let mut desk = Desk::with(headlines(1), WIDE);
    let eruption = "Volcano near Reykjavik erupts";
    let contents = Contents {
        articles: vec![post("A", eruption), post("B", eruption)],
        finished: true,
        ..Contents::default()
    };
    let batch = newswire::Batch::of(contents);
    let effects = desk.app.update(Message::Loaded { load: 1, batch });
    let Some(Effect::Job(Job::GroupStories { load, story_texts })) =
        effects.into_iter().find(|it| matches!(it, Effect::Job(Job::GroupStories { .. })))
    else {
        panic!("no look for stories")
    };
    let groups = newswire::similarity(&story_texts);
    assert_eq!(groups.len(), 1);
    change(&mut desk, &["A".to_owned(), "B".to_owned()], Vec::new());
    change(&mut desk, &[], vec![post("C", "Budget passes"), post("D", "Rain for the weekend")]);
    desk.send(Message::StoriesGrouped { load, groups });
    assert_eq!(desk.titles().len(), 3, "{:?}", desk.titles());
}

#[test]
fn an_article_that_is_open_is_held_until_it_is_left() {
    let told = article("told.md", &header("Told", 0), "Words of before.\n");
    let mut desk = Desk::with(vec![told, headline(5)], WIDE);
    desk.keys("l");
    exchange(&mut desk, "told.md");
    assert!(desk.screen().contains("its file is gone"), "{}", desk.screen());
    assert!(desk.screen().contains("Words of before."), "{}", desk.screen());
    assert_eq!(desk.app.store.holdings().articles, 3);
    desk.keys("h");
    assert_eq!(desk.app.store.holdings().articles, 2);
    assert_eq!(desk.selected(), "Headline 5");
}
