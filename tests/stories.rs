//! Grouping documents into stories: individual rules, and properties that hold for any documents in
//! any order.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use jiff::Timestamp;
use newswire::{Article, Id, Input, Order, Page, Sort, Store, similarity};
use proptest::prelude::*;
use proptest::sample::subsequence;
use proptest::test_runner::FileFailurePersistence;

use support::{NOW, article, coverage};

/// Loads articles in batches, detecting stories by text after each.
fn store_of(batches: Vec<Vec<Article>>) -> Store {
    let mut store = Store::new(NOW);
    for batch in batches {
        store.insert(batch);
        let groups = similarity(&store.story_texts());
        store.regroup(groups);
    }
    store
}

fn store(articles: Vec<Article>) -> Store {
    store_of(vec![articles])
}

fn path(store: &Store, id: Id) -> String {
    store.get(id).expect("an article").origin.label()
}

/// Returns the paths of each story with several documents, its lead first, the others sorted.
fn stories(store: &Store) -> Vec<Vec<String>> {
    let leads = store.sorted(Order::default(), true);
    let told = leads.iter().map(|lead| store.story(*lead));
    told.filter(|told| told.len() > 1)
        .map(|told| told.iter().map(|id| path(store, *id)).collect())
        .collect()
}

/// Creates a report with a minimal header.
fn report(name: &str, facts: &str) -> Article {
    article(name, &format!("webUrl: https://{name}.example/\nprovider: {name}\n{facts}"), "")
}

fn listing(names: &[&str]) -> String {
    let items: Vec<String> = names
        .iter()
        .map(|name| format!("{{title: T, webUrl: \"https://{name}.example\"}}"))
        .collect();
    format!("related: [{}]", items.join(", "))
}

#[test]
fn a_folded_document_joins_the_best_lead_that_it_is_linked_with() {
    let told = stories(&store(vec![
        report("weak", "heat: 30\nquality: 30"),
        report("best", &format!("heat: 90\nquality: 60\n{}", listing(&["folded"]))),
        report("folded", &format!("heat: -1\nquality: 70\n{}", listing(&["weak"]))),
        report("other", "heat: 99\nquality: 99"),
    ]));
    assert_eq!(told, [["best", "folded"]]);
}

#[test]
fn of_leads_of_one_quality_the_oldest_is_joined() {
    let told = stories(&store(vec![
        report("young", "heat: 60\nquality: 60\ndate: 2026-06-02"),
        report("old", "heat: 60\nquality: 60\ndate: 2026-06-01"),
        report("folded", &format!("heat: -1\n{}", listing(&["young", "old"]))),
    ]));
    assert_eq!(told, [["old", "folded"]]);
}

#[test]
fn leads_never_fold_through_a_third_document() {
    let told = stories(&store(vec![
        report("a", &format!("heat: 90\nquality: 90\n{}", listing(&["folded", "c"]))),
        report("b", &format!("heat: 80\nquality: 80\n{}", listing(&["folded", "a"]))),
        report("c", "title: Post without heat"),
        report("folded", &format!("heat: -1\n{}", listing(&["a", "b"]))),
    ]));
    assert_eq!(told, [["a", "folded"]]);
}

#[test]
fn leads_that_list_each_other_are_one_story_where_time_or_words_agree() {
    let pair = |first: &str, second: &str| {
        let of = |name, other, facts: &str| {
            report(name, &format!("quality: 9\n{facts}\n{}", listing(&[other])))
        };
        stories(&store(vec![of("a", "b", first), of("b", "a", second)])).len()
    };
    let day = |day: u32, title: &str| format!("title: {title}\ndate: 2026-06-0{day}");
    assert_eq!(pair(&day(1, "Storm over the coast"), &day(2, "Ferries cancelled")), 1, "one day");
    assert_eq!(pair(&day(1, "Storm over the coast"), &day(5, "Ferries cancelled")), 0);
    assert_eq!(pair(&day(1, "Storm over the coast"), &day(5, "Coast before storm")), 1, "words");
    let same_provider = "provider: The Post\ndate: 2026-06-01";
    assert_eq!(pair(same_provider, same_provider), 0, "a provider's own list of further reading");
}

#[test]
fn what_is_folded_without_its_lead_leads_itself_or_joins_the_best_of_its_kind() {
    let told = stories(&store(vec![
        report("alone", &format!("heat: -1\n{}", listing(&["elsewhere"]))),
        report("first", &format!("heat: -1\nquality: 50\n{}", listing(&["second"]))),
        report("second", "heat: -1\nquality: 40"),
    ]));
    assert_eq!(told, [["first", "second"]]);
}

/// Regression: a row said "97 sources in 514 days", and reading it marked 177 reports as read.
#[test]
fn reports_are_folded_only_within_two_weeks_of_their_lead() {
    let day = |name: &str, heat: i32, date: &str, listed: &[&str]| {
        report(name, &format!("quality: 9\nheat: {heat}\ndate: {date}\n{}", listing(listed)))
    };
    let all = ["lead", "near", "far", "later"];
    let store = store(vec![
        day("lead", 90, "2026-05-15", &all),
        day("near", -1, "2026-05-29", &all),
        day("before", -1, "2026-05-01", &["lead"]),
        day("far", -1, "2026-05-30", &all),
        day("later", -1, "2026-06-10", &all),
    ]);
    let told = stories(&store);
    assert_eq!(told, [vec!["far", "later"], vec!["lead", "before", "near"]], "far from the lead");
}

/// The lead of the lead is three weeks away.
#[test]
fn a_lead_that_joined_another_draws_nothing_from_far_away() {
    let day = |name: &str, facts: &str, listed: &[&str]| {
        report(name, &format!("{facts}\n{}", listing(listed)))
    };
    let storm = "title: Storm over the coast\nheat: 70";
    let told = stories(&store(vec![
        day("best", &format!("{storm}\nquality: 90\ndate: 2026-05-01"), &["lesser"]),
        day("lesser", &format!("{storm}\nquality: 80\ndate: 2026-05-11"), &["best"]),
        day("folded", "heat: -1\ndate: 2026-05-22", &["lesser"]),
        day("between", "heat: -1\ndate: 2026-05-12", &["lesser"]),
    ]));
    assert_eq!(told, [["best", "lesser", "between"]]);
}

#[test]
fn an_undated_lead_ties_no_dates_together() {
    let told = stories(&store(vec![
        report("lead", &format!("heat: 90\n{}", listing(&["old", "new", "undated"]))),
        report("old", "heat: -1\ndate: 2020-01-01"),
        report("new", "heat: -1\ndate: 2026-01-01"),
        report("undated", "heat: -1"),
    ]));
    assert_eq!(told, [["lead", "undated"]]);
}

/// A site gives all of its posts one link, or writes a page anew each year.
#[test]
fn documents_of_one_page_are_one_story_only_within_two_weeks() {
    let copy =
        |name: &str, facts: &str| article(name, &format!("webUrl: https://e.org/x\n{facts}"), "");
    let mut store = store(vec![
        copy("old.md", "date: 2023-07-07\nquality: 72"),
        copy("new.md", "date: 2024-03-20\nquality: 71"),
        copy("newer.md", "date: 2024-03-28\nquality: 3"),
        copy("undated.md", "quality: 9"),
    ]);
    assert_eq!(stories(&store), [["new.md", "newer.md"], ["old.md", "undated.md"]]);
    let best = store.find(Page::of_key("e.org/x")).expect("the page");
    assert_eq!(path(&store, best), "old.md");
    assert_eq!(store.story_name(best), "e.org/x#2023-07-07");
    let new = store.ids()[0];
    assert_eq!(store.story_name(new), "e.org/x#2024-03-20");
    store.remove(&[best]);
    assert_eq!(stories(&store), [["new.md", "undated.md", "newer.md"]]);
}

#[test]
fn reports_of_another_time_are_no_sources_of_a_story() {
    let item = |name: &str, day: &str| {
        format!(
            "{{title: T, webUrl: \"https://{name}.example/\", provider: {name}, publishedDateTime: {day}}}"
        )
    };
    let listed = [item("near", "2026-06-12"), item("far", "2026-05-12"), item("ago", "2022-06-12")];
    let lead = report("lead", &format!("date: 2026-06-10\nrelated: [{}]", listed.join(", ")));
    let store = store(vec![lead]);
    let id = store.ids()[0];
    assert_eq!((store.provider_count(id), store.outside(id).len()), (2, 1));
    assert_eq!(store.get(id).expect("the lead").related_items().len(), 3, "all are listed");
}

#[test]
fn copies_of_one_page_are_one_story() {
    let told = stories(&store(vec![
        article("b.md", "webUrl: https://www.e.org/x/\nquality: 1", ""),
        article("a.md", "webUrl: http://e.org/x?utm_source=feed\nquality: 2", ""),
    ]));
    assert_eq!(told, [["a.md", "b.md"]]);
}

fn post(name: &str, provider: &str, day: u32, title: &str) -> Article {
    let head = format!("title: \"{title}\"\ndate: 2026-06-{day:02}\nprovider: {provider}");
    article(name, &head, "")
}

/// Adds posts on other topics, so that the words of these posts are rare.
fn with_others(mut posts: Vec<Article>) -> Store {
    let words = ["harvest", "railway", "museum", "orchestra", "glacier", "budget", "bakery"];
    posts.extend(words.iter().enumerate().map(|(at, word)| {
        post(&format!("other{at}"), "Somebody", 3, &format!("A {word} and what became of it"))
    }));
    store(posts)
}

#[test]
fn posts_of_several_providers_with_nearly_the_same_words_are_one_story() {
    let told = stories(&with_others(vec![
        post("a", "Morning", 1, "Volcano near Reykjavik erupts again"),
        post("b", "Evening", 2, "Reykjavik: volcano erupts again"),
        post("c", "Weekly", 20, "Volcano near Reykjavik erupts again"),
        post("d", "Herald", 2, "Reykjavik museum opens at night"),
    ]));
    assert_eq!(told, [["a", "b"]]);
}

#[test]
fn two_posts_of_one_provider_are_no_story() {
    let twice = vec![
        post("a", "Morning", 1, "Volcano near Reykjavik erupts again"),
        post("b", "Morning", 2, "Volcano near Reykjavik erupts again"),
    ];
    assert_eq!(stories(&with_others(twice.clone())), Vec::<Vec<String>>::new());
    let mut thrice = twice;
    thrice.push(post("c", "Evening", 2, "Volcano near Reykjavik erupts again"));
    let told = stories(&with_others(thrice));
    assert_eq!(told, [["a", "b", "c"]], "another provider vouches for both");
}

/// Regression: the story stayed split, and a third document appeared in no list.
#[test]
fn a_copy_that_comes_late_and_is_the_best_leads_the_story_of_its_page() {
    let title = "Volcano near Reykjavik erupts again";
    let page = |name: &str, provider: &str, day: u32| {
        let facts =
            format!("webUrl: https://{provider}.example/\ntitle: {title}\ndate: 2026-06-{day:02}");
        article(name, &format!("{facts}\nprovider: {provider}"), "")
    };
    let batches = vec![
        vec![page("a.md", "morning", 12), page("b.md", "evening", 11), page("c.md", "weekly", 13)],
        vec![page("d.md", "morning", 10)],
        vec![page("e.md", "evening", 14)],
    ];
    let fresh = store(batches.iter().flatten().cloned().collect());
    let mut grown = Store::new(NOW);
    for batch in batches {
        grown.insert(batch);
        let groups = similarity(&grown.story_texts());
        grown.regroup(groups);
    }
    assert_eq!(told(&grown), told(&fresh));
    assert_eq!(stories(&fresh), [["d.md", "b.md", "a.md", "c.md", "e.md"]]);
}

#[test]
fn one_word_in_common_is_no_story() {
    let told = stories(&with_others(vec![
        post("a", "Morning", 1, "Earthquake Chile"),
        post("b", "Evening", 1, "Earthquake Japan"),
        post("c", "Herald", 1, "Storm"),
        post("d", "Courier", 1, "Storm"),
    ]));
    assert_eq!(told, Vec::<Vec<String>>::new());
}

#[test]
fn numbers_dates_and_the_words_of_a_series_are_no_evidence() {
    let weekly = |name: &str, provider: &str, day: u32, of: &str| {
        post(name, provider, day, &format!("{provider} weekly 25 June 2026: {of}"))
    };
    let told = stories(&with_others(vec![
        weekly("a", "Crates", 1, "gardens"),
        weekly("b", "Crates", 2, "rivers"),
        weekly("c", "Crates", 3, "planets"),
        weekly("d", "Crates", 4, "violins"),
        weekly("e", "Boxes", 1, "lenses"),
        weekly("f", "Boxes", 2, "forests"),
        weekly("g", "Boxes", 3, "deserts"),
        weekly("h", "Boxes", 4, "islands"),
    ]));
    assert_eq!(told, Vec::<Vec<String>>::new());
}

#[test]
fn sources_are_providers_here_and_elsewhere() {
    let store = store(coverage());
    let lead = store.find(Page::of_key("dailystar.example/7")).expect("the bridge");
    assert_eq!((store.story(lead).len(), store.provider_count(lead)), (3, 4));
    assert_eq!(store.outside(lead).len(), 1);
    assert_eq!(store.story_name(lead), "harbourwire.example/30", "the earliest report");
}

fn titles(store: &Store, sort: Sort) -> Vec<String> {
    let ids = store.sorted(Order { sort, reverse: false }, true);
    ids.iter().map(|id| store.get(*id).expect("an article").title.to_string()).collect()
}

/// 140 × 0.5^(7/36) = 122; 75 × 0.5^(50/36) = 29; 30 × 0.5^(2/36) = 29, a little less.
#[test]
fn what_matters_first_is_by_weight_that_halves_in_a_day_and_a_half() {
    let expected = ["Bridge opens", "Rain for the weekend", "Budget passes"];
    assert_eq!(titles(&store(coverage()), Sort::Top), expected);
    let mut later = coverage();
    later.push(article("new.md", "title: Now\ndate: 2026-06-20T12:00:00Z\nquality: 124", ""));
    later.push(article("far.md", "title: Tomorrow\ndate: 2036-06-20T12:00:00Z\nquality: 1", ""));
    later.push(article("none.md", "title: Undated\nquality: 190", ""));
    let titles = titles(&store(later), Sort::Top);
    assert_eq!(titles[..2], ["Now", "Bridge opens"]);
    assert_eq!(titles[4..], ["Tomorrow", "Undated"], "a date of the future is no weight");
}

/// Regression: in a folder that gains a story a week, Top was the same as Latest, and the heaviest
/// story of two years was on row 1,333.
#[test]
fn what_matters_first_follows_the_pace_of_the_material() {
    let weekly = |count: i64, heaviest: i64| {
        let one = move |week: i64| {
            let at = NOW.as_second() - week * 7 * 86_400;
            let at = Timestamp::from_second(at).expect("a moment");
            let heat = if week == heaviest { 90 } else { 30 };
            article(
                &format!("{week}"),
                &format!("title: Week {week}\ndate: {at}\nheat: {heat}"),
                "",
            )
        };
        (0..count).map(one).collect::<Vec<_>>()
    };
    // A hundred stories span 99 weeks, so weights halve in about 25.
    let all = titles(&store(weekly(300, 10)), Sort::Top);
    assert_eq!(all[..2], ["Week 10", "Week 0"]);
    let all = titles(&store(weekly(300, 120)), Sort::Top);
    assert!(all.iter().position(|title| title == "Week 120") > Some(60), "long ago is long ago");
}

/// The year 1969 is before the Unix epoch.
#[test]
fn what_weighs_nothing_comes_last_however_old() {
    let mut all = coverage();
    all.push(article("moon.md", "title: Moon\ndate: 1969-07-20\nheat: 0", ""));
    assert_eq!(titles(&store(all), Sort::Top).last().map(String::as_str), Some("Moon"));
}

#[test]
fn without_weights_what_most_providers_tell_matters_most() {
    let mut posts = vec![
        post("a", "Morning", 19, "Volcano near Reykjavik erupts again"),
        post("b", "Evening", 19, "Volcano near Reykjavik erupts again"),
    ];
    posts.push(post("c", "Herald", 19, "Reindeer"));
    assert_eq!(
        titles(&with_others(posts), Sort::Top)[..2],
        ["Volcano near Reykjavik erupts again", "Reindeer"]
    );
}

/// Days around the limits of five days and of two weeks.
const DAYS: [&str; 10] =
    ["06-01", "06-02", "06-03", "06-05", "06-06", "06-07", "06-15", "06-16", "06-29", "07-04"];

/// Generates documents with few links, providers, days and words, so that many coincide.
fn any_document() -> impl Strategy<Value = String> {
    let links: Vec<usize> = (0..7).collect();
    let words = ["storm", "ferry", "harbour", "coast", "harvest", "railway", "museum", "night"];
    (
        0..8_usize,
        proptest::option::of(-1..3_i32),
        proptest::option::of(0..4_i32),
        proptest::option::of(0..DAYS.len()),
        0..4_u8,
        prop_oneof![Just(Vec::new()), subsequence(links, 0..5)],
        subsequence(words.to_vec(), 3..7),
    )
        .prop_map(|(link, heat, quality, day, provider, listed, words)| {
            let mut head = format!("title: {}\nprovider: Paper {provider}\n", words.join(" "));
            // The last link stands for no link.
            if link < 7 {
                writeln!(head, "webUrl: https://e.org/{link}").expect("a string");
            }
            head.extend(heat.map(|heat| format!("heat: {}\n", if heat < 0 { -1 } else { heat })));
            head.extend(quality.map(|quality| format!("quality: {quality}\n")));
            head.extend(day.map(|day| format!("date: 2026-{}\n", DAYS[day])));
            if !listed.is_empty() {
                let items: Vec<String> = listed
                    .iter()
                    .map(|link| format!("{{title: T, webUrl: \"https://e.org/{link}\"}}"))
                    .collect();
                writeln!(head, "related: [{}]", items.join(", ")).expect("a string");
            }
            head
        })
}

fn any_documents() -> impl Strategy<Value = Vec<Article>> {
    prop::collection::vec(any_document(), 1..24).prop_map(|heads| {
        let documents = heads.iter().enumerate();
        documents.map(|(at, head)| article(&format!("{at:02}.md"), head.trim_end(), "")).collect()
    })
}

/// Returns the lead, source count and sources of each document's story.
fn told(store: &Store) -> BTreeMap<String, (String, usize, Vec<String>)> {
    let facts = |id: &Id| {
        let reports = store.story(*id).iter().map(|id| path(store, *id)).collect();
        (path(store, *id), (path(store, store.lead(*id)), store.provider_count(*id), reports))
    };
    store.ids().iter().map(facts).collect()
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence =
    FileFailurePersistence::Direct("tests/regressions/stories.txt");

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn stories_are_the_same_however_documents_arrive(
        (documents, shuffled) in any_documents().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        size in 1..9_usize,
    ) {
        let fresh = store(documents);
        let grown = store_of(shuffled.chunks(size).map(<[Article]>::to_vec).collect());
        prop_assert_eq!(told(&grown), told(&fresh));
    }

    /// Documents are removed and added again in any order: the result is the same as if the removed
    /// ones had never existed.
    #[test]
    fn what_is_left_is_as_if_the_rest_had_never_been(
        documents in any_documents(),
        moves in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..24),
    ) {
        let mut changing = Store::new(NOW);
        changing.insert(documents.clone());
        changing.regroup(similarity(&changing.story_texts()));
        let mut here: BTreeMap<String, Article> =
            documents.iter().map(|it| (it.origin.path().display().to_string(), it.clone())).collect();
        for (which, looks) in moves {
            let document = which.get(&documents);
            let name = document.origin.path().display().to_string();
            let found = changing.ids().iter().copied().find(|id| path(&changing, *id) == name);
            if let Some(id) = found {
                changing.remove(&[id]);
                here.remove(&name);
            } else {
                changing.insert(vec![document.clone()]);
                here.insert(name, document.clone());
            }
            if looks {
                changing.regroup(similarity(&changing.story_texts()));
            }
        }
        changing.regroup(similarity(&changing.story_texts()));
        prop_assert_eq!(told(&changing), told(&store(here.into_values().collect())));
        for id in changing.ids() {
            prop_assert_eq!(changing.lead(*id), changing.story(*id)[0]);
        }
    }

    #[test]
    fn each_document_is_in_one_story_and_tied_to_it(documents in any_documents()) {
        let store = store(documents);
        let mut seen = BTreeSet::new();
        for lead in store.sorted(Order::default(), true) {
            let told = store.story(lead);
            prop_assert_eq!(told[0], lead);
            for id in told {
                prop_assert!(seen.insert(*id), "{} is in two stories", path(&store, *id));
                prop_assert_eq!(store.lead(*id), lead);
                let is_tied = told.iter().any(|other| other != id && are_tied(&store, *id, *other));
                prop_assert!(told.len() == 1 || is_tied, "{} is tied to nothing", path(&store, *id));
            }
        }
        prop_assert_eq!(seen.len(), store.len());
    }
}

/// Whether two articles share a page, their pages are linked, or they have words in common.
fn are_tied(store: &Store, a: Id, b: Id) -> bool {
    let article = |id| store.get(id).expect("an article");
    let (a, b) = (article(a), article(b));
    let lists = |from: &Article, to: &Article| {
        let mut copies = store.ids().iter().map(|id| article(*id)).filter(|it| it.key == from.key);
        copies.any(|it| it.related.iter().any(|item| item.page == Some(to.page())))
    };
    let silent = |article: &Article| article.heat.is_none() && article.related.is_empty();
    let shares_words = a.title.split(' ').any(|word| b.title.split(' ').any(|other| word == other));
    a.key == b.key
        || lists(a, b)
        || lists(b, a)
        || (silent(a) && silent(b) && a.provider.name != b.provider.name && shares_words)
}

/// Loads a corpus from the folder beside the project, if it exists.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so by name")]
fn shared(name: &str) -> Option<Vec<Article>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !folder.is_dir() {
        eprintln!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(newswire::all(&Input::Paths(vec![folder].into()), None, &|_, _| {}).0)
}

/// Days between two articles.
fn days_apart(store: &Store, a: Id, b: Id) -> f64 {
    let at = |id: Id| store.get(id).and_then(|article| article.date).map(|date| date.at);
    let (a, b) = (at(a).expect("a date"), at(b).expect("a date"));
    a.duration_since(b).as_secs_f64().abs() / 86_400.0
}

#[test]
fn in_a_real_folder_a_story_is_an_event() {
    let Some(articles) = shared("corpus/news") else { return };
    let store = store(articles);
    for lead in store.sorted(Order::default(), true) {
        let mut told = store.story(lead).to_vec();
        told.sort_by_key(|id| store.get(*id).and_then(|article| article.date));
        let span = days_apart(&store, told[0], told[told.len() - 1]);
        assert!(span <= 30.0, "{} is told for {span} days", path(&store, lead));
    }
    let folded = |id: &&Id| store.get(**id).expect("an article").heat == Some(-1);
    let is_near = |id: &Id, lead: Id| days_apart(&store, *id, lead) <= 7.0;
    let (mut with_lead, mut under_it) = (0, 0);
    for id in store.ids().iter().filter(folded) {
        let leads =
            store.ids().iter().filter(|lead| !folded(lead) && are_linked(&store, *id, **lead));
        if leads.into_iter().any(|lead| is_near(id, *lead)) {
            with_lead += 1;
            under_it += usize::from(are_linked(&store, *id, store.lead(*id)));
        }
    }
    assert!(with_lead > 100 && under_it * 100 >= with_lead * 97, "{under_it} of {with_lead}");
    let leads = |id: &&Id| store.get(**id).expect("one").heat.is_some_and(|heat| heat >= 0);
    for id in store.ids().iter().filter(leads) {
        // A copy of the lead is not another report.
        let (key, lead) = (store.get(*id).expect("one"), store.get(store.lead(*id)).expect("one"));
        assert_eq!(key.key, lead.key, "{} is folded away", path(&store, *id));
    }
}

/// Whether one lists the other, or both are copies of one page.
fn are_linked(store: &Store, a: Id, b: Id) -> bool {
    let (a, b) = (store.get(a).expect("one"), store.get(b).expect("one"));
    let lists =
        |from: &Article, to: &Article| from.related.iter().any(|item| item.page == Some(to.page()));
    a.key == b.key || lists(a, b) || lists(b, a)
}

/// Regression: 4,000 changed documents of one link kept the screen still for seven seconds, 16,000
/// for minutes: each asked all others.
#[test]
fn many_documents_of_one_story_cost_no_more_than_as_many_of_others() {
    let copies = |count: usize, link: &dyn Fn(usize) -> usize| -> Vec<Article> {
        let one = |at: usize| {
            let head = format!("webUrl: https://e.org/{}\ndate: 2026-06-10", link(at));
            article(&format!("{at}.md"), &head, "")
        };
        (0..count).map(one).collect()
    };
    let time = |articles: Vec<Article>| {
        let began = std::time::Instant::now();
        let mut store = Store::new(NOW);
        let inserted = store.insert(articles.clone());
        let half: Vec<Id> = inserted.new.iter().step_by(2).copied().collect();
        store.remove(&half);
        store.insert(articles);
        let names = store.ids().iter().map(|id| store.story_name(*id).len()).sum::<usize>();
        let unread = |id: &&Id| store.reading(**id) == newswire::Reading::Unread;
        assert_eq!((names > 0, store.ids().iter().filter(unread).count()), (true, store.len()));
        began.elapsed()
    };
    let least = |link: &dyn Fn(usize) -> usize| {
        let times = (0..3).map(|_| time(copies(8_000, link)));
        times.min().expect("three times")
    };
    let (one, others) = (least(&|_| 1), least(&|at| at));
    assert!(one < others * 4, "{one:?} for one story, {others:?} for 8,000");
}

/// Its lead is not loaded, so it leads itself; it lists two reports of another provider.
#[test]
fn a_folded_document_alone_is_a_story_with_two_sources() {
    let Some(articles) = shared("seed") else { return };
    let store = store(articles);
    let [id] = store.sorted(Order::default(), true)[..] else { panic!("one story") };
    assert_eq!(store.get(id).expect("the document").heat, Some(-1));
    assert_eq!((store.outside(id).len(), store.provider_count(id)), (2, 2));
}
