//! Measures the memory of documents by field: those of a named folder, loaded from the cache as in
//! the reader, or else 100,000 generated ones. Counts requested bytes, without the allocator's
//! overhead.
//!
//! `cargo bench --bench memory -- [FOLDER]`

// The program exists to print a table.
#![expect(clippy::print_stdout, reason = "a table is printed")]

mod document;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use newswire::{Article, Cache, Input, Origin, Pool, Related, Store};

const COUNT: u32 = 100_000;
/// Shared strings are preceded by two reference counters.
const COUNTERS: usize = 16;

#[derive(Default)]
struct Table {
    fields: BTreeMap<&'static str, usize>,
    /// Shared data is counted once, where it first occurs.
    seen: HashSet<*const u8>,
}

impl Table {
    fn add(&mut self, field: &'static str, bytes: usize) {
        *self.fields.entry(field).or_default() += bytes;
    }

    fn text(&mut self, field: &'static str, text: Option<&Arc<str>>) {
        if let Some(text) = text.filter(|text| self.seen.insert(text.as_ptr())) {
            self.add(field, text.len() + COUNTERS);
        }
    }

    fn article(&mut self, article: &Article) {
        self.add("the article itself", size_of::<Article>());
        self.add("path", article.origin.path().as_os_str().len());
        self.text("key", Some(&article.key));
        self.text("title", Some(&article.title));
        self.text("excerpt", Some(&article.excerpt));
        self.text("links", article.web_url.as_ref());
        self.text("links", article.original_url.as_ref());
        for text in [&article.kind, &article.category, &article.author] {
            self.text("what documents repeat", text.as_ref());
        }
        self.text("what documents repeat", Some(&article.provider.name));
        self.text("what documents repeat", article.provider.domain.as_ref());
        self.add("topics", size_of_val(&*article.topics));
        article.topics.iter().for_each(|topic| self.text("what documents repeat", Some(topic)));
        self.add("images", size_of_val(&*article.images));
        for image in &article.images {
            self.text("images", Some(&image.url));
            self.text("images", image.title.as_ref());
        }
        self.add("embedded video", article.featured.as_ref().map_or(0, |html| html.len()));
        self.text("what documents repeat", article.feed.as_ref());
        self.text("links", article.comments.as_ref());
        self.add("enclosures", size_of_val(&*article.enclosures));
        article.enclosures.iter().for_each(|it| self.text("enclosures", Some(&it.url)));
        self.add("related", size_of_val(&*article.related));
        article.related.iter().for_each(|item| self.related(item));
    }

    fn related(&mut self, item: &Arc<Related>) {
        if self.seen.insert(Arc::as_ptr(item).cast()) {
            self.add("related", size_of::<Related>() + COUNTERS);
            self.text("titles of related that no document has", Some(&item.title));
            self.text("links of related that no document has", item.url.as_ref());
        }
    }
}

fn generated() -> Vec<Article> {
    let pool = Pool::default();
    let article = |number| {
        let (name, text) = document::document(number);
        let source = Origin::File(Path::new(&name).into());
        newswire::parse_document(&source, text.as_bytes(), false, &pool).article
    };
    (0..COUNT).map(article).collect()
}

/// Loads a folder as the reader does the second time, from the cache.
fn of_folder(folder: &str) -> Vec<Article> {
    let place = tempfile::tempdir().expect("a folder for the cache");
    let (input, cache) =
        (Input::Paths(vec![folder.into()].into()), Cache::new(place.path().into()));
    let _ = newswire::all(&input, Some(&cache), &|_, _| {});
    newswire::all(&input, Some(&cache), &|_, _| {}).0
}

/// Resident memory in bytes; `None` if the system does not report it.
fn resident() -> Option<usize> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    statm.split(' ').nth(1)?.parse::<usize>().ok().map(|pages| pages * 4096)
}

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let articles = folder.map_or_else(generated, |folder| of_folder(&folder));
    let mut table = Table::default();
    // Documents first: data that related items share with them is counted there.
    for article in &articles {
        table.text("title", Some(&article.title));
        table.text("links", article.web_url.as_ref());
        table.text("links", article.original_url.as_ref());
    }
    for article in &articles {
        table.article(article);
    }
    let (count, before) = (articles.len(), resident());
    let mut store = Store::new(Timestamp::UNIX_EPOCH);
    store.insert(articles);
    let mut rows: Vec<_> = table.fields.into_iter().collect();
    if let Some((before, after)) = before.zip(resident()) {
        rows.push(("store: folded texts, stories, order", after.saturating_sub(before)));
    }
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    println!("{count} documents, {} bytes an article without its texts", size_of::<Article>());
    for (field, bytes) in rows {
        println!("{:>9.1} MB  {:>5} B each  {field}", to_megabytes(bytes), bytes / count.max(1));
    }
    println!("{:>9.1} MB  resident", to_megabytes(resident().unwrap_or_default()));
}

#[expect(clippy::cast_precision_loss, reason = "to be read by people")]
fn to_megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
