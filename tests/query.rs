//! The query language: what queries mean, how mistakes are reported, and properties of every query.

mod support;

use newswire::{
    Article, Completion, Condition, Id, Mark, Marking, Offer, Query, Search, Store, Timestamped,
    complete, parse_query, written,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use support::{NOW, article};

fn store() -> Store {
    let mut store = Store::new(NOW);
    store.insert(vec![
        article(
            "storm.md",
            "title: Émigrés flee a storm\nexcerpt: Ferries stay in port.\ndate: 2026-06-20T09:00:00Z\n\
             quality: 60\nheat: 90\nprovider: {name: Harbour Wire, domain: harbour.example}\n\
             topics: [Weather, Shipping]\nwebUrl: https://harbour.example/storm\nauthor: Ada",
            "Text.",
        ),
        article(
            "mars.md",
            "title: 火星车着陆成功\ndate: 2026-06-19\nquality: 40\nprovider: 中国日报网\ntype: video\n\
             images: [a.png]\npublished: true",
            "",
        ),
        article("moscow.md", "title: Метро в МОСКВЕ\ndate: 2023-06-15\ncategory: city\nprovider: Вести", ""),
        article("plain.md", "title: Storm of (plain) words or none\nprovider: Evening Post\n\
             feed: https://cast.example/feed\nenclosures: [https://cast.example/1.mp3]", ""),
    ]);
    store
}

/// Returns the files that a query finds, sorted by name.
fn found(query: &str) -> Vec<String> {
    let store = store();
    let query = parse_query(query).unwrap_or_else(|mistake| panic!("{query}: {mistake}"));
    let search = Search::new(&query, NOW);
    let ids = search.filter(&store, store.ids());
    let mut names: Vec<String> = ids
        .iter()
        .map(|id| store.get(*id).expect("an article").origin.label().replace(".md", ""))
        .collect();
    names.sort();
    names
}

#[test]
fn words_match_within_title_excerpt_provider_and_topics_whatever_their_case() {
    assert_eq!(found("storm"), ["plain", "storm"]);
    assert_eq!(found("STORM emigre"), ["storm"], "all must match, and accents do not count");
    assert_eq!(found("ferries"), ["storm"]);
    assert_eq!(found("shipping wire"), ["storm"]);
    assert_eq!(found("火星"), ["mars"]);
    assert_eq!(found("москве"), ["moscow"]);
    assert_eq!(found("text"), Vec::<String>::new(), "bodies are not searched");
    assert_eq!(found("").len(), 4);
}

#[test]
fn phrases_expressions_and_what_is_left_out() {
    assert_eq!(found("\"storm of\""), ["plain"]);
    assert_eq!(found("\"storm ferries\""), Vec::<String>::new(), "not across two fields");
    assert_eq!(found("/sto.m$/"), ["storm"]);
    assert_eq!(found("storm -ferries"), ["plain"]);
    assert_eq!(found("storm not ferries"), ["plain"]);
    assert_eq!(found("-(storm or 火星)"), ["moscow"]);
    assert_eq!(found("\"or\" words"), ["plain"], "in quotes a word of the language is a word");
    assert_eq!(found("\"(plain)\""), ["plain"]);
}

#[test]
fn and_binds_tighter_than_or() {
    assert_eq!(found("火星 or storm ferries"), ["mars", "storm"]);
    assert_eq!(found("(火星 or storm) ferries"), ["storm"]);
    assert_eq!(found("火星 OR storm AND ferries"), ["mars", "storm"]);
}

#[test]
fn fields_numbers_times_and_states() {
    for (query, names) in [
        ("title:storm", &["plain", "storm"][..]),
        ("excerpt:\"in port\"", &["storm"]),
        ("provider:post", &["plain"]),
        ("domain:harbour", &["storm"]),
        ("topic:weather", &["storm"]),
        ("tag:weather", &["storm"]),
        ("tag=weather", &["storm"]),
        ("feed:cast.example", &["plain"]),
        ("feed=\"https://cast.example/feed\"", &["plain"]),
        ("feed:evening", &["plain"]),
        ("feed:wire", &[]),
        ("has:enclosure", &["plain"]),
        ("category:city", &["moscow"]),
        ("type:video", &["mars"]),
        ("url:/storm$/", &["storm"]),
        ("author:ada", &["storm"]),
        ("quality>=40", &["mars", "storm"]),
        ("quality>40", &["storm"]),
        ("quality:20..50", &["mars"]),
        ("quality=60", &["storm"]),
        ("-quality>=0", &["moscow", "plain"]),
        ("heat<100", &["storm"]),
        ("sources>=1", &["mars", "moscow", "plain", "storm"]),
        ("on:2026-06-20", &["storm"]),
        ("today", &["storm"]),
        ("on:2023", &["moscow"]),
        ("on:2026-06", &["mars", "storm"]),
        ("after:2026-06-20", &["storm"]),
        ("before:2026-06-20", &["mars", "moscow"]),
        ("newer:6h", &["storm"]),
        ("newer:2d", &["mars", "storm"]),
        ("older:3w", &["moscow"]),
        ("is:video has:image", &["mars"]),
        ("is:published", &["mars"]),
        ("has:body", &["storm"]),
        ("has:related", &[]),
        ("is:lead", &["mars", "moscow", "plain", "storm"]),
    ] {
        assert_eq!(found(query), names, "{query}");
    }
}

/// Each mistake with its highlighted part, its message, and part of the hint.
#[test]
fn what_is_wrong_is_marked_and_told() {
    for (query, marked, what, hint) in [
        ("storm \"in port", "\"", "this quote is not closed", "close it"),
        ("a (b or c", "(", "this parenthesis is not closed", "close it with )"),
        ("a b)", ")", "this parenthesis was never opened", "remove it"),
        ("a or", "or", "nothing follows `or`", "other alternative"),
        ("or b", "or", "nothing comes before `or`", "other alternative"),
        ("a and", "and", "`and` needs something on both sides", "other condition"),
        ("(a and) b", "and", "`and` needs something on both sides", "other condition"),
        ("a and or b", "and", "`and` needs something on both sides", "other condition"),
        ("a and and b", "and", "`and` needs something on both sides", "other condition"),
        ("a not or b", "not", "there is nothing to exclude", "minus"),
        ("a -", "-", "there is nothing to exclude", "minus"),
        ("tilte:mars", "tilte:", "there is no field `tilte`", "did you mean title:"),
        ("title:", "title:", "nothing follows the colon", "title:mars"),
        ("quality>=high", "quality>=high", "`high` is not a number", "quality>=50"),
        ("size>3", "size>", "`size` is not a number", "numbers are quality"),
        ("qualty>3", "qualty>", "`qualty` is not a number", "did you mean quality?"),
        ("heat:3..1", "heat:3..1", "this range is empty", "heat:1..3"),
        ("after:yesterday", "after:yesterday", "`yesterday` is not a date", "2023-06-15"),
        ("on:2023-02-30", "on:2023-02-30", "`2023-02-30` is not a date", "2023-06-15"),
        ("newer:2y", "newer:2y", "`2y` is not a length of time", "3w"),
        ("is:red", "is:red", "there is no `is:red`", "is:lead"),
        ("sort:size", "sort:size", "there is no order `size`", "sort by latest"),
        ("a /b(/", "/b(/", "this is not a regular expression", "in quotes"),
        ("a /b", "/", "this expression is not closed", "close it with /"),
    ] {
        let mistake = parse_query(query).expect_err(query);
        assert_eq!(query.get(mistake.span.clone()), Some(marked), "{query}");
        assert!(mistake.what.starts_with(what), "{query}: {}", mistake.what);
        assert!(mistake.hint.contains(hint), "{query}: {}", mistake.hint);
    }
    let deep = format!("{}a", "(".repeat(100_000));
    assert!(parse_query(&deep).expect_err("deep").what.contains("nested too deeply"));
}

/// An address, a path of Rust and a time of day were fields that there are not.
#[test]
fn what_only_looks_like_a_field_is_a_word() {
    for word in
        ["std::vec", "12:30", "url::Url", "title::x", "C:/news", "mailto:ann@a.example", "re:"]
    {
        let query = parse_query(word).unwrap_or_else(|mistake| panic!("{word}: {mistake:?}"));
        assert_eq!(query.to_string(), format!("\"{word}\""));
    }
    let address = parse_query("https://a.example/7").expect("a query");
    let expected = "url:\"https://a.example/7\" or \"https://a.example/7\"";
    assert_eq!(address.to_string(), expected);
    let both = parse_query("12:30 title:mars").expect("a query");
    assert_eq!(both.to_string(), "\"12:30\" title:\"mars\"");
}

/// Ten thousand classes took 46 seconds before they were too many.
#[test]
fn an_expression_that_is_too_large_is_refused_at_once() {
    for pattern in ["[\\w\\W]".repeat(10_000), "a".repeat(20_000), "\\w{1000}{1000}".to_owned()] {
        let mistake = parse_query(&format!("/{pattern}/")).expect_err("too large");
        assert!(mistake.what.contains("exceeds size limit"), "{}", mistake.what);
    }
}

#[test]
fn an_order_is_no_condition() {
    let query = parse_query("sort:-heat storm").expect("a query");
    assert_eq!(query.to_string(), "\"storm\" sort:-heat");
    assert_eq!(parse_query("sort:date").expect("a query").condition, None);
}

/// Generates queries as they are typed, valid by construction.
fn any_query() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        "[a-d]{1,2}",
        "\"[a-d ]{0,4}\"",
        "/[a-d.]{1,3}/",
        "/[a-d]{1,2}\\.\\*[a-d]/",
        "(title|provider|topic|type):[a-d]",
        "(quality|heat)(>=|<=|>|<|=|:)[0-9]",
        "quality:[0-4]\\.\\.[4-9]",
        "(newer|older):[1-9]d",
        "(after|before|on):2026-06-1[0-9]",
        "(has:(image|problem)|is:(unread|read|starred|new))",
        Just("today".to_owned()),
    ];
    test.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|query| format!("-({query})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} or {b}")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) not ({b})")),
        ]
    })
}

fn anything() -> impl Strategy<Value = String> {
    "[a-z:\"/()<>=.0-9 é中-]{0,30}"
}

/// An article and whether it is read, starred and new.
#[derive(Clone, Debug)]
struct Known {
    article: Article,
    read: bool,
    starred: bool,
    new: bool,
}

impl Known {
    /// Returns a copy with another name.
    fn named(&self, name: &str) -> Self {
        Self { article: Article { key: name.into(), ..self.article.clone() }, ..*self }
    }

    fn marking(&self) -> Marking {
        let since = |so: bool| Timestamped::default().decide(so.then_some(1), 1);
        let mark = Mark { read: since(self.read), starred: since(self.starred) };
        Marking { key: (&*self.article.key).into(), mark }
    }
}

/// Returns a store of these articles, each in a story of its own.
fn store_of(known: &[Known]) -> Store {
    let mut store = Store::new(NOW);
    store.insert(known.iter().map(|known| known.article.clone()).collect());
    store.take_marks(&known.iter().map(Known::marking).collect::<Vec<_>>());
    let old = known.iter().filter(|known| !known.new);
    store.take_known(newswire::SeenPages::of(old.map(|known| known.article.page()).collect()));
    store
}

fn any_known() -> impl Strategy<Value = Known> {
    let head = (
        "[a-d中 ]{1,6}",
        "[a-d中 ]{0,6}",
        0..4_u8,
        proptest::option::of(0..9_i32),
        proptest::option::of(10..20_u8),
        any::<bool>(),
        any::<bool>(),
    );
    let head = head.prop_map(|(title, excerpt, provider, quality, day, image, problem)| {
        let provider = ["a", "b", "cd", "x"][usize::from(provider)];
        let mut head = format!("title: \"x{title}x\"\nexcerpt: \"{excerpt}\"\nprovider: {provider}\ntopics: [\"t{excerpt}\", \"{provider}{title}\"]");
        head.extend(quality.map(|quality| format!("\nquality: {quality}")));
        head.extend(day.map(|day| format!("\ndate: 2026-06-{day}")));
        if image {
            head.push_str("\nimages: [a.png]");
        }
        if problem {
            head.push_str("\nheat: very");
        }
        head
    });
    (head, any::<[bool; 3]>()).prop_map(|(head, [read, starred, new])| Known {
        article: article("a.md", &head, ""),
        read,
        starred,
        new,
    })
}

/// Evaluates a query naively, from its printed form.
fn is_meant(condition: &Condition, known: &Known) -> bool {
    match condition {
        Condition::Is(test) => is_true(&test.to_string(), known),
        Condition::Not(inner) => !is_meant(inner, known),
        Condition::All(parts) => parts.iter().all(|part| is_meant(part, known)),
        Condition::Any(parts) => parts.iter().any(|part| is_meant(part, known)),
    }
}

fn is_true(test: &str, known: &Known) -> bool {
    let article = &known.article;
    let usual = || {
        let mut texts = vec![&*article.title, &*article.excerpt, &*article.provider.name];
        texts.extend(article.topics.iter().map(|topic| &**topic));
        texts
    };
    let day = article.date.map(|date| date.at.to_string().chars().take(10).collect::<String>());
    let age = article.date.map(|date| NOW.as_second() - date.at.as_second());
    let days = |count: &str| count.trim_end_matches('d').parse::<i64>().expect("days") * 86_400;
    if let Some((name, value)) = test.split_once([':', '>', '<'])
        && !test.starts_with(['"', '/'])
    {
        let value = value.trim_start_matches('=');
        let number = |number: Option<i32>| {
            let (least, most) = match value.split_once("..") {
                Some((least, most)) => (least.parse().expect("least"), most.parse().expect("most")),
                None if test.contains(">=") => (value.parse().expect("least"), i32::MAX),
                None => (i32::MIN, value.parse().expect("most")),
            };
            number.is_some_and(|number| (least..=most).contains(&number))
        };
        let holds = |text: &str| text.contains(value.trim_matches('"'));
        return match name {
            "title" => holds(&article.title),
            "provider" => holds(&article.provider.name),
            "topic" => article.topics.iter().any(|topic| holds(topic)),
            "type" => article.kind.as_deref().is_some_and(holds),
            "quality" => number(article.quality),
            "heat" => number(article.heat),
            "newer" => age.is_some_and(|age| age < days(value)),
            "older" => age.is_some_and(|age| age > days(value)),
            "after" => day.is_some_and(|day| *day >= *value),
            "before" => day.is_some_and(|day| *day < *value),
            "on" => day.is_some_and(|day| *day == *value),
            "has" if value == "image" => !article.images.is_empty(),
            "has" => article.has_problem,
            "is" if value == "starred" => known.starred,
            "is" if value == "new" => known.new,
            "is" => known.read == (value == "read"),
            other => panic!("{other} in {test}"),
        };
    }
    match test.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
        Some(pattern) => usual().into_iter().any(|text| dots(pattern, text)),
        None if test == "today" => day.as_deref() == Some("2026-06-20"),
        None => usual().into_iter().any(|text| text.contains(test.trim_matches('"'))),
    }
}

/// Whether a pattern of letters and dots matches anywhere in a text.
fn dots(pattern: &str, text: &str) -> bool {
    if let Some((first, last)) = pattern.split_once(".*") {
        let mut parts = text.char_indices().filter_map(|(at, _)| text.split_at_checked(at));
        return parts.any(|(before, after)| dots(first, before) && dots(last, after));
    }
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    text.windows(pattern.len())
        .any(|window| window.iter().zip(&pattern).all(|(c, wanted)| *wanted == '.' || c == wanted))
}

/// Returns a compiled query and the sorted keys that it should find.
fn asked(text: &str, known: &[Known]) -> (Search, Vec<String>) {
    let Query { condition, .. } = parse_query(text).expect("it is valid");
    let means = |known: &&Known| condition.as_ref().is_none_or(|it| is_meant(it, known));
    let by_hand = known.iter().filter(means).map(|known| known.article.key.to_string());
    let mut by_hand: Vec<String> = by_hand.collect();
    by_hand.sort();
    (Search::new(&Query { condition: condition.clone(), order: None }, NOW), by_hand)
}

fn keys(store: &Store, ids: &[Id]) -> Vec<String> {
    let key = |id: &Id| store.get(*id).expect("an article").key.to_string();
    let mut keys: Vec<String> = ids.iter().map(key).collect();
    keys.sort();
    keys
}

/// Two in three articles of each kind belong to one story: a match in any of them is a match of the
/// story.
fn stories_of(known: &[Known]) -> Vec<Known> {
    let story = |(number, known): (usize, &Known)| match number % 3 {
        0 => known.clone(),
        _ => known.named(&format!("{}.md", number / 3)),
    };
    known.iter().enumerate().map(story).collect()
}

/// Failed seeds, which every run tries first.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/query.txt");

proptest! {
    // Uses more articles than are searched in one step, so only a few cases.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn many_are_searched_like_few(
        text in any_query(),
        kinds in prop::collection::vec(any_known(), 1..8),
        few in 0..200_usize,
    ) {
        let named = |number: usize| kinds[number * number % kinds.len()].named(&format!("{number}"));
        let known: Vec<Known> = (0..4200).map(named).collect();
        let (search, by_hand) = asked(&text, &known);
        let store = store_of(&known);
        prop_assert_eq!(keys(&store, &search.filter(&store, store.ids())), &by_hand[..], "{}", text);
        let some = &store.ids()[few..few * 2];
        let one_by_one: Vec<Id> =
            some.iter().copied().filter(|id| search.matches(&store, *id)).collect();
        prop_assert_eq!(search.filter(&store, some), one_by_one, "{}", text);
    }

    #[test]
    fn a_story_is_meant_where_any_of_its_reports_is(
        text in any_query(),
        known in prop::collection::vec(any_known(), 90..120),
    ) {
        let store = store_of(&stories_of(&known));
        let query = parse_query(&text).expect("it is valid");
        let search = Search::new(&query, NOW);
        let leads = store.listed(true);
        prop_assert!(leads.len() < store.len());
        let meant = |lead: &Id| store.story(*lead).iter().any(|id| search.matches(&store, *id));
        let by_hand: Vec<Id> = leads.iter().copied().filter(meant).collect();
        prop_assert_eq!(search.stories(&store, &leads), by_hand, "{}", text);
        let few: Vec<Id> = leads.iter().copied().take(3).filter(meant).collect();
        prop_assert_eq!(search.stories(&store, &leads[..3]), few, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_understood_as_the_same_query(text in any_query()) {
        let query = parse_query(&text).expect("it is valid");
        prop_assert_eq!(parse_query(&query.to_string()), Ok(query));
    }

    #[test]
    fn a_search_finds_what_one_would_find_by_hand(
        text in any_query(),
        known in prop::collection::vec(any_known(), 1..8),
    ) {
        let names = (0..).map(|number: usize| format!("{number}.md"));
        let known: Vec<Known> = known.iter().zip(names).map(|(it, name)| it.named(&name)).collect();
        let (search, by_hand) = asked(&text, &known);
        let store = store_of(&known);
        prop_assert_eq!(keys(&store, &search.filter(&store, store.ids())), &by_hand[..], "{}", text);
        for id in store.ids() {
            let is_meant = by_hand.contains(&store.get(*id).expect("an article").key.to_string());
            prop_assert_eq!(search.matches(&store, *id), is_meant, "{} of {:?}", text, id);
        }
    }

    /// Regression: the marked range was empty, or split a character.
    #[test]
    fn anything_typed_is_a_query_or_a_mistake_that_can_be_marked(
        text in prop_oneof![anything(), any_query(), (any_query(), any_query()).prop_map(|(a, b)| a + &b)],
        length in 0..60_usize,
    ) {
        let typed: String = text.chars().take(length).collect();
        if let Err(mistake) = parse_query(&typed) {
            let marked = typed.get(mistake.span.clone());
            prop_assert!(marked.is_some(), "{:?} of {typed}", mistake.span);
            let is_seen = marked != Some("") || mistake.span.start == typed.len();
            prop_assert!(is_seen, "{:?} of {typed}", mistake.span);
            prop_assert!(!mistake.what.is_empty() && !mistake.hint.is_empty());
        }
    }

    #[test]
    fn what_may_be_replaced_is_at_the_cursor(text in prop_oneof![anything(), any_query()], cursor in 0..40_usize) {
        if let Some(Completion { span, offer }) = complete(&text, cursor) {
            prop_assert!(text.get(span.clone()).is_some(), "{span:?} of {text}");
            prop_assert!(span.start <= cursor && cursor <= span.end, "{span:?} of {text}");
            prop_assert_ne!(offer, Offer::Names(Vec::new()));
        }
    }

    #[test]
    fn a_value_is_written_so_that_it_is_read_again(value in "[a-z:/()<>= é中-]{1,12}") {
        let query = parse_query(&format!("topic={}", written(&value)));
        prop_assert_eq!(query.map(|query| query.to_string()), Ok(format!("topic=\"{value}\"")));
    }
}
