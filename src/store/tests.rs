//! The store on articles made for it.

use super::*;
use crate::article::Body;
use crate::article::Date;
use crate::article::Origin;
use crate::article::Page;
use crate::article::Provider;
use crate::article::canonical;
use crate::query::Sort;

/// `day` is in January 2020; 0 means undated.
fn article(name: &str, day: i64) -> Article {
    let at = |day| jiff::Timestamp::from_second(1_577_836_800 + day * 86_400).expect("a day");
    let date =
        (day > 0).then(|| Date { at: at(day), offset: jiff::tz::Offset::UTC, has_time: false });
    Article {
        key: name.into(),
        origin: Origin::File(std::path::Path::new(name).into()),
        title: name.into(),
        excerpt: "".into(),
        date,
        web_url: None,
        original_url: None,
        kind: None,
        category: None,
        author: None,
        quality: None,
        heat: None,
        published: None,
        removed: false,
        has_problem: false,
        provider: Provider { name: "p".into(), domain: None },
        topics: Box::default(),
        images: Box::default(),
        related: Box::default(),
        featured: None,
        feed: None,
        updated: None,
        comments: None,
        enclosures: Box::default(),
        body: Body::Empty,
    }
}

fn names(store: &Store, ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| store.get(*id).expect("an article").origin.label()).collect()
}

#[test]
fn newest_first_and_undated_last_however_they_arrive() {
    let all =
        [article("b.md", 1), article("a.md", 1), article("undated.md", 0), article("new.md", 2)];
    let mut forward = Store::default();
    forward.insert(all.to_vec());
    let mut backward = Store::default();
    for article in all.iter().rev() {
        backward.insert(vec![article.clone()]);
    }
    let expected = ["new.md", "a.md", "b.md", "undated.md"];
    assert_eq!(names(&forward, forward.ids()), expected);
    assert_eq!(names(&backward, backward.ids()), expected);
}

#[test]
fn one_key_is_found_but_nothing_is_dropped() {
    let mut store = Store::default();
    let key = canonical("https://www.e.org/x/").expect("a key");
    let of = |name| Article { key: key.as_str().into(), ..article(name, 0) };
    store.insert(vec![of("b.md"), of("a.md"), of("c.md")]);
    assert_eq!(store.len(), 3);
    let found = store.find(Page::of_key("e.org/x")).expect("found");
    assert_eq!(store.get(found).expect("an article").origin.label(), "a.md");
}

#[test]
fn other_orders() {
    let mut store = Store::default();
    store.insert(vec![
        Article { title: "Zebra".into(), quality: Some(5), heat: Some(-1), ..article("a.md", 0) },
        Article { title: "ape".into(), quality: Some(9), ..article("b.md", 0) },
        Article { title: "élan".into(), heat: Some(7), ..article("c.md", 0) },
    ]);
    let by = |sort, reverse| names(&store, &store.sorted(Order { sort, reverse }, false));
    assert_eq!(by(Sort::Quality, false), ["b.md", "a.md", "c.md"]);
    assert_eq!(by(Sort::Quality, true), ["a.md", "b.md", "c.md"], "what has none stays last");
    assert_eq!(by(Sort::Heat, false), ["c.md", "a.md", "b.md"]);
    assert_eq!(by(Sort::Title, false), ["b.md", "a.md", "c.md"]);
    assert_eq!(by(Sort::Title, true), ["c.md", "a.md", "b.md"]);
}

/// Batches are merged correctly even if they are longer than one chunk of the store.
#[test]
fn the_order_does_not_depend_on_the_batches() {
    let name = |number: i64| format!("{:04}.md", number * 7 % 5_000);
    let all: Vec<Article> =
        (0..5_000).map(|number| article(&name(number), number * 13 % 90)).collect();
    let mut store = Store::default();
    let (mut rest, mut size) = (all.as_slice(), 1);
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(size.min(rest.len()));
        store.insert(batch.to_vec());
        (rest, size) = (after, size * 3);
    }
    let mut sorted = all;
    sorted.sort_by(sort::newest_first);
    let expected: Vec<String> = sorted.iter().map(|article| article.origin.label()).collect();
    assert_eq!(names(&store, store.ids()), expected);
}
