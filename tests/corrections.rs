//! Stories that the reader corrects: `:split` takes an article out of its story, `:join` makes one
//! of several. Both can be undone, are kept, and outlast every new look.

mod support;

use newswire::{
    Article, Assigned, Assignment, Contents, Database, Message, Record, Store, similarity,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use support::{Desk, NOW, WIDE, article, coverage};

fn opened(articles: Vec<Article>, keys: &str) -> Desk {
    let mut desk = Desk::with(articles, WIDE);
    desk.keys(keys);
    desk
}

fn command(desk: &mut Desk, name: &str) {
    desk.keys(":").keys(name).keys("<Enter>");
}

/// Four reports of an eruption and two others; the eruption is one story by its words.
fn eruption() -> Vec<Article> {
    let post = |name: &str, provider: &str, hour: u32, title: &str| {
        let date = format!("2026-06-20T{hour:02}:00:00Z");
        article(name, &format!("title: \"{title}\"\ndate: {date}\nprovider: {provider}"), "")
    };
    vec![
        post("a.md", "Morning", 10, "Volcano near Reykjavik erupts again"),
        post("b.md", "Evening", 9, "Reykjavik volcano erupts again"),
        post("c.md", "Weekly", 8, "Volcano near Reykjavik erupts"),
        post("d.md", "Herald", 7, "Volcano erupts near Reykjavik"),
        post("e.md", "Courier", 6, "Museum opens at night"),
        post("f.md", "Weekly", 5, "Orchestra looks for a hall"),
    ]
}

/// Returns the names of the files of each row, with those folded under it.
fn told(store: &Store) -> Vec<Vec<String>> {
    let leads = store.ids().iter().filter(|id| store.is_lead(**id));
    let names = |told: &[newswire::Id]| {
        let mut names: Vec<String> =
            told.iter().map(|id| store.get(*id).expect("one").origin.label()).collect();
        names.sort_unstable();
        names
    };
    let mut all: Vec<Vec<String>> = leads.map(|lead| names(store.story(*lead))).collect();
    all.sort_unstable();
    all
}

#[test]
fn an_article_that_is_split_off_has_a_row_of_its_own_and_the_others_stay_together() {
    let mut desk = opened(eruption(), "");
    assert_eq!(told(&desk.app.store)[0].len(), 4, "{:?}", told(&desk.app.store));
    desk.keys("cjj");
    assert_eq!(desk.selected(), "Reykjavik volcano erupts again");
    command(&mut desk, "split");
    assert_eq!(desk.said(), "taken out of its story; u takes it back");
    assert_eq!(told(&desk.app.store)[..2], [vec!["a.md", "c.md", "d.md"], vec!["b.md"]]);
    assert_eq!(desk.selected(), "Reykjavik volcano erupts again", "the cursor stays");
    assert!(desk.screen().contains("you took it out of its story"), "{}", desk.screen());
    desk.keys("u");
    assert_eq!(told(&desk.app.store)[0].len(), 4);
    desk.keys("<^r>");
    assert_eq!(told(&desk.app.store)[0].len(), 3);
}

/// Regression: the reports that the publisher had listed under the lead fell apart with it.
#[test]
fn without_its_lead_a_story_by_links_stays_together() {
    let mut desk = opened(coverage(), "j");
    assert_eq!(desk.selected(), "Bridge opens");
    command(&mut desk, "split");
    assert_eq!(desk.app.list.rows().len(), 4, "{}", desk.screen());
    assert!(told(&desk.app.store).iter().any(|story| story.len() == 2), "{}", desk.screen());
}

/// Regression: the message said that the split was undone, and the story stayed in two rows.
#[test]
fn a_lead_that_was_split_off_returns_to_its_story() {
    let mut desk = opened(coverage(), "j");
    let before = told(&desk.app.store);
    command(&mut desk, "split");
    let split = told(&desk.app.store);
    assert_ne!(split, before);
    desk.keys("u");
    assert_eq!(told(&desk.app.store), before, "{}", desk.screen());
    assert_eq!(desk.app.list.rows().len(), before.len(), "{}", desk.screen());
    desk.keys("<^r>");
    assert_eq!(told(&desk.app.store), split);
}

/// Regression: the cursor stayed on the row after the last pick, so the joined story had to be
/// looked for.
#[test]
fn a_joined_story_is_selected() {
    let mut desk = opened(eruption(), "jxx");
    command(&mut desk, "join");
    assert_eq!(desk.said(), "2 stories joined; u takes it back");
    let selected = desk.app.list.selected().expect("an article");
    assert_eq!(desk.app.store.story(selected).len(), 2, "{}", desk.screen());
}

#[test]
fn picked_stories_are_joined_with_all_their_reports() {
    let mut desk = opened(eruption(), "xx");
    command(&mut desk, "join");
    assert_eq!(desk.said(), "2 stories joined; u takes it back");
    assert_eq!(told(&desk.app.store)[0], ["a.md", "b.md", "c.md", "d.md", "e.md"]);
    desk.keys("g");
    assert!(desk.screen().contains("you joined these stories"), "{}", desk.screen());
    desk.keys("u");
    assert_eq!(told(&desk.app.store).len(), 3);
}

#[test]
fn joining_says_what_it_needs() {
    let mut desk = opened(eruption(), "");
    command(&mut desk, "join");
    assert_eq!(desk.said(), "pick the stories to join first, with x");
    desk.keys("cxx");
    command(&mut desk, "join");
    assert_eq!(desk.said(), "these are reports of one story already");
    desk.keys("G");
    command(&mut desk, "split");
    assert_eq!(desk.said(), "only one report of this story is here");
}

/// A joined story takes in what comes later, and a later report does not undo a split.
#[test]
fn corrections_outlast_new_articles_and_new_sessions() {
    let mut desk = opened(eruption(), "xx");
    command(&mut desk, "join");
    desk.keys("cj");
    let split = desk.selected();
    command(&mut desk, "split");
    let kept = desk.kept.clone();
    let expected = told(&desk.app.store);
    let late = article(
        "g.md",
        "title: Volcano erupts again near Reykjavik\ndate: 2026-06-20T11:00:00Z\nprovider: Star",
        "",
    );
    desk.load(Contents { articles: vec![late], finished: true, ..Contents::default() });
    let after = told(&desk.app.store);
    let story = after.iter().find(|story| story.len() > 1).expect("a story");
    assert_eq!(story.len(), expected[0].len() + 1, "{after:?}");
    let mut next = Desk::empty(WIDE);
    next.send(Message::Recalled(kept));
    next.finish(eruption(), Vec::new());
    assert_eq!(told(&next.app.store), expected, "{split} was split off");
}

#[test]
fn corrections_are_kept_in_the_file_of_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("marks.db");
    let of = |key: &str, story, decided| {
        Record::Assignment(Assignment { key: key.into(), story, decided })
    };
    let records = [of("a", Assigned::Apart, 5), of("b", Assigned::With("a".into()), 6)];
    let open = || Database::open(&path).database.expect("a database");
    assert_eq!(open().keep(&records).expect("kept"), 2);
    assert_eq!(open().keep(&[of("a", Assigned::Found, 4)]).expect("kept"), 0, "it is older");
    assert_eq!(open().changes().expect("readable"), records);
    assert_eq!(open().rescue(), records);
}

#[test]
fn the_article_says_what_its_story_rests_on() {
    let screen = opened(eruption(), "").screen();
    assert!(screen.contains("grouped by the words "), "{screen}");
    assert!(screen.contains("Reykjavik"), "{screen}");
    let screen = opened(coverage(), "j").screen();
    assert!(screen.contains("grouped because its publisher"), "{screen}");
    let screen = opened(eruption(), "G").screen();
    assert!(!screen.contains("grouped b"), "{screen}");
}

/// Of two stories that share reports with an unfolded one, that with most of them stays unfolded.
#[test]
fn a_story_stays_unfolded_when_a_report_leaves_it() {
    let mut desk = opened(eruption(), "cjj");
    let split = desk.app.reader.id().expect("an article");
    let lead = desk.app.store.lead(split);
    assert_eq!(desk.app.list.rows().len(), 6);
    command(&mut desk, "split");
    assert_eq!(desk.app.list.rows().len(), 6, "{}", desk.screen());
    assert!(desk.app.list.is_open(lead, &desk.app.store));
    assert!(!desk.app.list.is_open(split, &desk.app.store), "it is a story of its own");
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/corrections.txt");

fn any_assignment() -> impl Strategy<Value = Assignment> {
    let story = prop_oneof![
        Just(Assigned::Found),
        Just(Assigned::Apart),
        "[xy]".prop_map(|name| Assigned::With(name.as_str().into())),
    ];
    (0..9_u8, story, 1..6_i64).prop_map(|(number, story, decided)| {
        let key = format!("{}.md", char::from(b'a' + number));
        Assignment { key: key.as_str().into(), story, decided }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn articles_and_corrections_may_come_in_any_order(
        assignments in prop::collection::vec(any_assignment(), 0..8),
        order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(),
        gone in prop::collection::vec(0..9_usize, 0..4),
        at in 0..9_usize,
    ) {
        let mut all = eruption();
        for (name, facts) in [
            ("g.md", "heat: 90\nwebUrl: https://e.org/g\nrelated: [{title: T, webUrl: \"https://e.org/h\"}, {title: T, webUrl: \"https://e.org/i\"}]"),
            ("h.md", "heat: -1\nwebUrl: https://e.org/h"),
            ("i.md", "heat: -1\nwebUrl: https://e.org/i"),
        ] {
            all.push(article(name, &format!("title: {name}\ndate: 2026-06-20\n{facts}"), ""));
        }
        let mut assignments = assignments;
        for assignment in &mut assignments {
            let page = assignment.key.trim_end_matches(".md").to_owned();
            if page.as_str() > "f" {
                assignment.key = format!("e.org/{page}").as_str().into();
            }
        }
        let mut fresh = Store::new(NOW);
        fresh.take_assignments(&assignments);
        let left: Vec<Article> =
            (0..9).filter(|number| !gone.contains(number)).map(|number| all[number].clone()).collect();
        fresh.insert(left);
        fresh.regroup(similarity(&fresh.story_texts()));
        let mut grown = Store::new(NOW);
        for (step, number) in order.iter().enumerate() {
            if step == at {
                grown.take_assignments(&assignments[..at.min(assignments.len())]);
                grown.regroup(similarity(&grown.story_texts()));
            }
            grown.insert(vec![all[*number].clone()]);
        }
        for assignment in &assignments {
            grown.take_assignments(std::slice::from_ref(assignment));
        }
        grown.regroup(similarity(&grown.story_texts()));
        for number in gone {
            let label = all[number].origin.label();
            let found = grown.ids().iter().copied();
            let id = found.into_iter().find(|id| grown.get(*id).expect("one").origin.label() == label);
            grown.remove(&id.into_iter().collect::<Vec<_>>());
        }
        grown.regroup(similarity(&grown.story_texts()));
        prop_assert_eq!(told(&grown), told(&fresh));
        for id in grown.ids() {
            prop_assert_eq!(grown.lead(*id), grown.story(*id)[0], "a story without its lead");
        }
    }
}
