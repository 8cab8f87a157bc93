//! Stories found by titles alone: what must not fold in headlines of several languages and in quiet
//! material, and properties that hold for any titles. The headlines in `tests/fixtures/stories` were
//! written for these tests, of true events.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use newswire::{Article, Id, Store, similarity};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use support::{NOW, article, fixtures};

/// Five days and a half: times are of whole hours.
const SPAN_SECONDS: i64 = 5 * 24 * 60 * 60;

fn report(name: &str, provider: &str, hour: u32, title: &str) -> Article {
    let (day, hour) = (hour / 24 + 1, hour % 24);
    let date = format!("2026-06-{day:02}T{hour:02}:00:00Z");
    article(name, &format!("title: \"{title}\"\ndate: {date}\nprovider: {provider}"), "")
}

fn store(articles: Vec<Article>) -> Store {
    let mut store = Store::new(NOW);
    store.insert(articles);
    let groups = similarity(&store.story_texts());
    store.regroup(groups);
    store
}

/// The articles of each story with several reports.
fn stories(store: &Store) -> Vec<Vec<&Article>> {
    let leads = store.ids().iter().filter(|id| store.is_lead(**id));
    let told = leads.map(|lead| store.story(*lead)).filter(|told| told.len() > 1);
    let get = |id: &Id| store.get(*id).expect("an article");
    told.map(|told| told.iter().map(get).collect()).collect()
}

/// The lines of a file of headlines, split at tabs.
fn lines(name: &str) -> Vec<Vec<String>> {
    let path = fixtures().join("stories").join(name);
    let text = std::fs::read_to_string(path).expect("headlines");
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Reads ten events of ten days; the number of reports in stories must not fall below `folded`.
#[track_caller]
fn assert_events(language: &str, folded: usize) {
    let mut event_of = BTreeMap::new();
    let mut articles = Vec::new();
    for (number, line) in lines(&format!("{language}.tsv")).iter().enumerate() {
        let [day, event, provider, title] = line.as_slice() else { panic!("{line:?}") };
        let hour =
            day.parse::<u32>().expect("a day") * 24 + u32::try_from(number % 3).expect("few");
        articles.push(report(&format!("{number}.md"), provider, hour, title));
        event_of.insert(title.clone(), event.clone());
    }
    let store = store(articles);
    for told in stories(&store) {
        let events: BTreeSet<&String> = told.iter().map(|it| &event_of[&*it.title]).collect();
        let titles: Vec<&str> = told.iter().map(|it| &*it.title).collect();
        assert_eq!(events.len(), 1, "different events are one story: {titles:#?}");
    }
    let count: usize = stories(&store).iter().map(Vec::len).sum();
    assert!(count >= folded, "only {count} of the {language} reports are in stories");
}

#[test]
fn chinese_headlines_fold_by_pairs_of_characters() {
    assert_events("chinese", 9);
}

#[test]
fn russian_headlines_fold_by_the_beginnings_of_words() {
    assert_events("russian", 17);
}

#[test]
fn arabic_headlines_fold_with_and_without_the_article() {
    assert_events("arabic", 12);
}

#[test]
fn german_headlines_fold_where_they_share_whole_words() {
    assert_events("german", 5);
}

/// Releases, digests, quakes, obituaries, results, market reports, offers of jobs, …
#[test]
fn titles_made_by_patterns_are_no_stories() {
    let all = lines("templates.tsv");
    assert_eq!(all.len(), 200);
    let articles = all.iter().enumerate().map(|(number, line)| {
        let [provider, day, title] = line.as_slice() else { panic!("{line:?}") };
        let hour = day.parse::<u32>().expect("a day") * 24;
        report(&format!("{number}.md"), provider, hour, title)
    });
    let store = store(articles.collect());
    let folded: Vec<Vec<&str>> =
        stories(&store).iter().map(|told| told.iter().map(|it| &*it.title).collect()).collect();
    assert_eq!(folded, Vec::<Vec<&str>>::new());
}

/// Regression: a word became common by the story itself, and the story fell apart.
#[test]
fn what_everybody_tells_is_one_story_however_many_do() {
    let verbs = ["hits", "shakes", "strikes", "rocks", "jolts", "rattles"];
    let tails = ["", ", tsunami feared", ", trains stop", ": what is known", " before dawn"];
    let told = (0..90_u32).map(|number| {
        let verb = verbs[number as usize % verbs.len()];
        let provider = format!("Paper {}", number % 40);
        let tail = tails[number as usize % tails.len()];
        let title = format!("Strong earthquake {verb} Noto peninsula{tail}");
        report(&format!("{number}.md"), &provider, number % 30, &title)
    });
    let others = (0..900_u32).map(|number| {
        let title = format!("Plain{number} and quiet{number}");
        report(&format!("other{number}.md"), "Somebody", number % 30, &title)
    });
    let store = store(told.chain(others).collect());
    let sizes: Vec<usize> = stories(&store).iter().map(Vec::len).collect();
    assert_eq!(sizes, [90]);
}

/// A topic of its own: all share one word, and no event.
#[test]
fn a_folder_on_one_subject_is_no_story() {
    let parts = [
        "rolls to a new kernel",
        "call for papers",
        "board election begins",
        "on an old laptop",
        "gets a faster installer",
        "in the classroom",
        "review of the week",
        "and its mascot",
        "mirror network grows",
        "for servers at home",
        "translated into Greek",
        "artwork contest",
        "printing made easy",
        "security audit published",
        "heroes meet in Nuremberg",
        "tips",
    ];
    let reports = parts.iter().enumerate().map(|(number, part)| {
        let hour = u32::try_from(number).expect("few") * 3;
        let provider = format!("Site {}", number % 9);
        report(&format!("{number}.md"), &provider, hour, &format!("openSUSE {part}"))
    });
    assert_eq!(stories(&store(reports.collect())).len(), 0);
}

fn any_titles() -> impl Strategy<Value = Vec<(u8, u32, String)>> {
    let words = [
        "earthquake",
        "Noto",
        "tsunami",
        "ferry",
        "harbour",
        "glacier",
        "museum",
        "5.8",
        "6.1",
        "Monday",
        "part",
        "3",
        "地震日本",
        "землетрясение",
        "budget",
        "orchestra",
    ];
    let title = prop::collection::vec(prop::sample::select(words.to_vec()), 1..6);
    let title = title.prop_map(|words| words.join(" "));
    prop::collection::vec((0..5_u8, 0..400_u32, title), 1..60)
}

fn reports(titles: &[(u8, u32, String)]) -> Vec<Article> {
    let report = |(number, (provider, hour, title)): (usize, &(u8, u32, String))| {
        report(&format!("{number:02}.md"), &format!("Paper {provider}"), *hour, title)
    };
    titles.iter().enumerate().map(report).collect()
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/titles.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn a_story_has_two_providers_and_ends_within_five_days(titles in any_titles()) {
        let store = store(reports(&titles));
        let mut seen = BTreeSet::new();
        for told in stories(&store) {
            let providers: BTreeSet<&str> = told.iter().map(|it| &*it.provider.name).collect();
            prop_assert!(providers.len() > 1, "one provider alone: {:?}", told[0].title);
            let times = || told.iter().filter_map(|it| it.date).map(|date| date.at.as_second());
            let span = times().max().zip(times().min()).map_or(0, |(last, first)| last - first);
            prop_assert!(span <= SPAN_SECONDS, "told for {span} seconds");
            for report in told {
                prop_assert!(seen.insert(report.origin.label()), "a report is in two stories");
            }
        }
    }

    #[test]
    fn the_order_of_arrival_changes_no_story(
        (titles, order) in any_titles().prop_flat_map(|titles| {
            let order: Vec<usize> = (0..titles.len()).collect();
            (Just(titles), Just(order).prop_shuffle())
        }),
    ) {
        let all = reports(&titles);
        let names = |store: &Store| {
            let mut names: Vec<Vec<String>> = stories(store)
                .iter()
                .map(|told| told.iter().map(|it| it.origin.label()).collect())
                .collect();
            names.sort_unstable();
            names
        };
        let shuffled = order.iter().map(|at| all[*at].clone()).collect();
        prop_assert_eq!(names(&store(all.clone())), names(&store(shuffled)));
    }
}
