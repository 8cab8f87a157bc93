//! Measures the time from key press to frame at two screen sizes and three store sizes: it must not
//! grow with the store. Also measures what a batch costs a full store.

mod document;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::thread;

use divan::Bencher;
use newswire::{App, Article, Batch, Code, Contents, Key, Message, Origin, Pool, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COUNTS: [usize; 3] = [100, 10_000, 100_000];
const BATCH: usize = 100;
const BATCHES: usize = 50;
/// The middle of 2023: some documents are later, as happens when clocks are wrong.
const NOW: i64 = 1_687_000_000;

fn main() {
    divan::main();
}

/// All articles, generated once: those of the largest store, and the batches that arrive later.
fn articles() -> &'static [Article] {
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    ARTICLES.get_or_init(|| {
        let (pool, total) = (Pool::default(), COUNTS[2] + BATCH * BATCHES);
        let numbers: Vec<u32> = (0..u32::try_from(total).expect("it is small")).collect();
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let parse = |numbers: &[u32]| -> Vec<Article> {
            numbers.iter().map(|number| article(*number, &pool)).collect()
        };
        thread::scope(|scope| {
            let parts: Vec<_> = numbers
                .chunks(total.div_ceil(threads))
                .map(|part| scope.spawn(move || parse(part)))
                .collect();
            let part = |part: thread::ScopedJoinHandle<'_, Vec<Article>>| part.join();
            let parts = parts.into_iter().map(part);
            parts.flat_map(|part| part.expect("documents parse")).collect()
        })
    })
}

fn article(number: u32, pool: &Pool) -> Article {
    let (name, text) = document::document(number);
    let path = PathBuf::from(name).into_boxed_path();
    newswire::parse_document(&Origin::File(path), text.as_bytes(), false, pool).article
}

fn batch(articles: &[Article]) -> Message {
    let contents = Contents { articles: articles.to_vec(), ..Contents::default() };
    Message::Loaded { load: 1, batch: Batch::of(contents) }
}

fn app(count: usize, size: (u16, u16)) -> App {
    let now = jiff::Timestamp::from_second(NOW).expect("it is a time");
    let (mut app, _) = App::new("the bench", size, now, &newswire::Config::default());
    app.update(batch(&articles()[..count]));
    assert_eq!(app.store.len(), count);
    app
}

fn key(app: &mut App, c: char) {
    app.update(Message::Key { key: Key::plain(Code::Char(c)), at: app.now });
}

fn key_to_frame(bencher: Bencher, count: usize, (width, height): (u16, u16)) {
    let mut app = app(count, (width, height));
    for digit in (count / 2).to_string().chars() {
        key(&mut app, digit);
    }
    key(&mut app, 'j');
    let theme = Theme::new(true);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let mut pressed = 0_u32;
    bencher.bench_local(|| {
        // Alternates between down and up, so that the list never reaches an end.
        key(&mut app, if (pressed / 40).is_multiple_of(2) { 'j' } else { 'k' });
        pressed += 1;
        buffer.reset();
        newswire::draw(&app, &theme, &mut buffer);
    });
}

#[divan::bench(args = COUNTS)]
fn key_to_frame_at_120x40(bencher: Bencher, count: usize) {
    key_to_frame(bencher, count, (120, 40));
}

#[divan::bench(args = COUNTS)]
fn key_to_frame_at_300x80(bencher: Bencher, count: usize) {
    key_to_frame(bencher, count, (300, 80));
}

/// Presses keys in turn and draws a frame after each.
fn keys_to_frames(bencher: Bencher, count: usize, before: &str, keys: &[Key]) {
    let mut app = app(count, (120, 40));
    for c in before.chars() {
        key(&mut app, c);
    }
    let theme = Theme::new(true);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
    let mut turn = keys.iter().cycle();
    bencher.bench_local(|| {
        let key = *turn.next().expect("a cycle has no end");
        app.update(Message::Key { key, at: app.now });
        buffer.reset();
        newswire::draw(&app, &theme, &mut buffer);
    });
}

const fn letter(c: char) -> Key {
    Key::plain(Code::Char(c))
}

/// Alternates between typing and deleting a letter of a search: `/the` and `/them`.
#[divan::bench(args = COUNTS)]
fn letter_of_a_search_to_frame(bencher: Bencher, count: usize) {
    let keys = [letter('m'), Key::plain(Code::Backspace)];
    keys_to_frames(bencher, count, "/the", &keys);
}

#[divan::bench(args = COUNTS)]
fn marking_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "", &[letter('r')]);
}

#[divan::bench(args = COUNTS)]
fn marking_in_unread_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "]]", &[letter('r')]);
}

#[divan::bench(args = COUNTS)]
fn next_view_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "", &[letter(']')]);
}

#[divan::bench(args = COUNTS)]
fn menu_of_filters_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "", &[letter('f'), Key::plain(Code::Esc)]);
}

#[divan::bench(args = COUNTS)]
fn fold_all_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "", &[letter('C')]);
}

#[divan::bench(args = COUNTS)]
fn order_by_title_to_frame(bencher: Bencher, count: usize) {
    keys_to_frames(bencher, count, "", &[letter('S'), letter('t')]);
}

/// 100 documents arrive while the user reads in the middle of the list.
#[divan::bench(args = COUNTS, sample_count = 50, sample_size = 1)]
fn batch_of_100_arrives(bencher: Bencher, count: usize) {
    let mut app = app(count, (120, 40));
    for digit in (count / 2).to_string().chars() {
        key(&mut app, digit);
    }
    key(&mut app, 'j');
    let mut batches = articles()[COUNTS[2]..].chunks(BATCH).cycle();
    bencher
        .with_inputs(|| batch(batches.next().expect("a cycle has no end")))
        .bench_local_values(|batch| app.update(batch));
}

/// Some of 100,000 files change while the user reads in the middle of the list.
#[divan::bench(args = [1, 100, 5_000], sample_count = 20, sample_size = 1)]
fn changed_files_of_100000(bencher: Bencher, changed: usize) {
    let mut app = app(COUNTS[2], (120, 40));
    "50000j".chars().for_each(|c| key(&mut app, c));
    let mut parts = articles()[..COUNTS[2]].chunks(changed).cycle();
    let change = || {
        let articles = parts.next().expect("a cycle has no end").to_vec();
        let gone = articles.iter().map(|article| article.origin.clone()).collect();
        let contents = Contents { articles, gone, finished: true, ..Contents::default() };
        Message::Loaded { load: 1, batch: Batch::of(contents) }
    };
    bencher.with_inputs(change).bench_local_values(|batch| app.update(batch));
}
