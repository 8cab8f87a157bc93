//! Measures story detection: by text, for posts spread over years and for as many within days; and
//! by related links.

mod document;

use std::path::PathBuf;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::Timestamp;
use newswire::{Article, Origin, Pool, Store, StoryText, similarity};

const COUNTS: [usize; 2] = [10_000, 100_000];
const BATCH: usize = 100;
/// Minutes between posts in a stream of ten years, and of a month.
const CALM: u32 = 52;
const DENSE: u32 = 8;

fn main() {
    divan::main();
}

fn parse((name, text): (String, String), pool: &Pool) -> Article {
    let path = PathBuf::from(name).into_boxed_path();
    newswire::parse_document(&Origin::File(path), text.as_bytes(), false, pool).article
}

fn posts(minutes: u32) -> Vec<Article> {
    let (pool, total) = (Pool::default(), COUNTS[1] + BATCH);
    (0..u32::try_from(total).expect("it is small"))
        .map(|number| parse(document::post(number, minutes), &pool))
        .collect()
}

fn calm() -> &'static [Article] {
    static POSTS: OnceLock<Vec<Article>> = OnceLock::new();
    POSTS.get_or_init(|| posts(CALM))
}

fn dense() -> &'static [Article] {
    static POSTS: OnceLock<Vec<Article>> = OnceLock::new();
    POSTS.get_or_init(|| posts(DENSE))
}

fn store(articles: &[Article]) -> Store {
    let mut store = Store::new(Timestamp::from_second(1_900_000_000).expect("a moment"));
    store.insert(articles.to_vec());
    store
}

fn story_texts(posts: &[Article]) -> Vec<StoryText> {
    let story_texts = store(posts).story_texts();
    assert_eq!(story_texts.len(), posts.len(), "nothing else says what they tell");
    story_texts
}

fn group(bencher: Bencher, posts: &[Article]) {
    let story_texts = story_texts(posts);
    let groups = similarity(&story_texts);
    assert!(groups.len() * 20 > posts.len(), "stories were found: {}", groups.len());
    bencher.counter(ItemsCount::new(posts.len())).bench_local(|| similarity(&story_texts));
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn by_text_over_ten_years(bencher: Bencher, count: usize) {
    group(bencher, &calm()[..count]);
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn by_text_over_days(bencher: Bencher, count: usize) {
    group(bencher, &dense()[..count]);
}

/// Applying the groups and requesting the next ones happens on the thread that handles keys.
#[divan::bench(args = COUNTS, sample_count = 10)]
fn texts_to_compare(bencher: Bencher, count: usize) {
    let store = store(&calm()[..count]);
    bencher.bench_local(|| store.story_texts());
}

#[divan::bench(args = COUNTS, sample_count = 10)]
fn groups_are_taken(bencher: Bencher, count: usize) {
    let mut store = store(&calm()[..count]);
    let groups = similarity(&store.story_texts());
    bencher.with_inputs(|| groups.clone()).bench_local_values(|groups| store.regroup(groups));
}

/// Articles that list other reports; half of those are in the store.
fn listing() -> &'static [Article] {
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let pool = Pool::default();
        (0..u32::try_from(COUNTS[1] + BATCH * 40).expect("it is small"))
            .map(|number| parse(document::listing(number), &pool))
            .collect()
    })
}

/// Loads in batches, including the sorting that the store does on insertion.
#[divan::bench(args = COUNTS, sample_count = 10)]
fn by_links(bencher: Bencher, count: usize) {
    let batches = || listing()[..count].chunks(500).map(<[Article]>::to_vec).collect::<Vec<_>>();
    bencher.counter(ItemsCount::new(count)).with_inputs(batches).bench_local_values(|batches| {
        let mut store = Store::new(Timestamp::UNIX_EPOCH);
        for batch in batches {
            store.insert(batch);
        }
        store
    });
}

#[divan::bench(args = COUNTS, sample_count = 20)]
fn a_batch_of_100_with_links(bencher: Bencher, count: usize) {
    let mut store = store(&listing()[..count]);
    // The first batch after the others makes the store grow, with room for many more.
    store.insert(listing()[COUNTS[1]..COUNTS[1] + BATCH].to_vec());
    let mut batches = listing()[COUNTS[1] + BATCH..].chunks(BATCH).cycle();
    bencher
        .with_inputs(|| batches.next().expect("a cycle has no end").to_vec())
        .bench_local_values(|batch| store.insert(batch));
}
