//! Measures the cost of a keystroke in a search with 100,000 articles: parsing, compiling and
//! running a query.

mod document;

use std::path::PathBuf;
use std::sync::OnceLock;

use divan::Bencher;
use jiff::Timestamp;
use newswire::{Article, Mark, Marking, Origin, Pool, Search, Store, Timestamped, parse_query};

const COUNT: u32 = 100_000;
/// The middle of 2023: some documents are later, as happens when clocks are wrong.
const NOW: i64 = 1_687_000_000;

/// Queries with words found in many, few or no articles, combinations, and tests other than words.
/// Named, because the benchmark sorts them.
const ASKED: [(&str, &str); 25] = [
    ("word, frequent", "reactor"),
    ("word, rare", "4242"),
    ("word, absent", "zebra"),
    ("word, of one letter", "e"),
    ("word, Chinese", "日报"),
    ("word, with an accent", "börsen"),
    ("words, two", "reactor glacier"),
    ("words, one rare", "reactor 4242"),
    ("words, either", "reactor or zebra"),
    ("words, left out", "-reactor"),
    ("phrase", "\"quiet reactor\""),
    ("regex, of two words", "/glacier.*nairobi/"),
    ("regex, of a word", "/reactor/"),
    ("regex, of no word", "/\\d{5}: [a-m]+ [n-z]+/"),
    ("regex, of either", "/zebra|giraffe/"),
    ("number", "quality>=50"),
    ("number, two", "heat:20..60 sources>=1"),
    ("time", "newer:20w"),
    ("field, title", "title:reactor"),
    ("field, topic", "topic:energy"),
    ("field, domain", "domain:harbour"),
    ("field, author", "author:ada"),
    ("field, url", "url:4242"),
    ("state", "is:unread"),
    ("several", "is:unread topic:ai reactor quality>60"),
];

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).expect("a moment")
}

fn article(number: u32, pool: &Pool) -> Article {
    let (name, text) = document::document(number);
    let author = ["Ada Lovelace", "Émile Zola", "李白"][number as usize % 3];
    let text = text.replacen("type: article", &format!("type: article\nauthor: {author}"), 1);
    let path = PathBuf::from(name).into_boxed_path();
    newswire::parse_document(&Origin::File(path), text.as_bytes(), false, pool).article
}

/// All articles, a seventh of them read.
fn store() -> &'static Store {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| {
        let pool = Pool::default();
        let articles: Vec<Article> = (0..COUNT).map(|number| article(number, &pool)).collect();
        let read = Mark { read: Timestamped::default().decide(Some(1), 1), ..Mark::default() };
        let seventh = articles.iter().step_by(7);
        let markings: Vec<Marking> =
            seventh.map(|article| Marking { key: (&*article.key).into(), mark: read }).collect();
        let mut store = Store::new(now());
        store.insert(articles);
        store.take_marks(&markings);
        store
    })
}

fn search(query: &str) -> Search {
    Search::new(&parse_query(query).expect("a query"), now())
}

fn names() -> impl Iterator<Item = &'static str> {
    ASKED.iter().map(|(name, _)| *name)
}

fn named(name: &str) -> Search {
    let (_, query) = ASKED.iter().find(|(other, _)| *other == name).expect("a name");
    search(query)
}

#[divan::bench(args = names(), sample_count = 30, sample_size = 1)]
fn search_of_100_000(bencher: Bencher, name: &str) {
    let store = store();
    bencher.bench_local(|| named(name).filter(store, store.ids()));
}

/// In stories, any report can match; here, each story has one.
#[divan::bench(args = ["word, absent", "word, frequent"], sample_count = 30, sample_size = 1)]
fn stories_of_100_000(bencher: Bencher, name: &str) {
    let store = store();
    let leads = store.listed(true);
    bencher.bench_local(|| named(name).stories(store, &leads));
}

/// New arrivals are searched separately.
#[divan::bench(sample_count = 100)]
fn search_of_100_in_100_000(bencher: Bencher) {
    let store = store();
    let search = search("reactor quality>60");
    bencher.bench_local(|| search.filter(store, &store.ids()[..100]));
}
