//! Measures long articles: parsing, layout and scrolling of a megabyte of Markdown. Scrolling must
//! cost no more than in a short one.

use std::fmt::Write;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use newswire::{
    App, Batch, Code, Contents, Document, Format, Key, Message, Origin, Pool, Theme, flow,
    parse_markup,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const MEGABYTE: usize = 1_000_000;
const LENGTHS: [usize; 3] = [10_000, 100_000, MEGABYTE];
const SCREEN: (u16, u16) = (120, 40);

fn main() {
    divan::main();
}

/// Generates headings, paragraphs with links, lists and quotes.
fn markdown(length: usize) -> String {
    let sentence = "The **quick** brown fox jumps over the [lazy dog](https://example.org/a/b) and \
                    says “hello” to *everyone* who lives nearby, 中文也一样, which is nice. ";
    let mut text = String::new();
    let mut number = 0;
    while text.len() < length {
        number += 1;
        let paragraph = sentence.repeat(4);
        write!(text, "## Heading {number}\n\n{paragraph}\n\n- one\n- two\n\n> {sentence}\n\n")
            .expect("a string takes everything");
    }
    text
}

#[divan::bench(args = LENGTHS)]
fn parse(bencher: Bencher, length: usize) {
    let text = markdown(length);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse_markup(Format::Markdown, &text));
}

#[divan::bench(args = LENGTHS)]
fn flow_at_80_columns(bencher: Bencher, length: usize) {
    let text = markdown(length);
    let parsed = parse_markup(Format::Markdown, &text);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| flow(&parsed.blocks, 80));
}

/// A reader with one article on the screen, and the document of its body.
fn reader(length: usize) -> (App, Document) {
    let text = format!("---\ntitle: A long one\n---\n{}", markdown(length));
    let source = Origin::File(Path::new("long.md").into());
    let loaded = newswire::parse_document(&source, text.as_bytes(), false, &Pool::default());
    let (mut app, _) =
        App::new("the bench", SCREEN, jiff::Timestamp::UNIX_EPOCH, &newswire::Config::default());
    let contents =
        Contents { articles: vec![loaded.article], finished: true, ..Contents::default() };
    app.update(Message::Loaded { load: 1, batch: Batch::of(contents) });
    let body = parse_markup(Format::Markdown, &markdown(length));
    app.update(arrival(&app, body.clone()));
    app.update(Message::Key { key: Key::plain(Code::Enter), at: app.now });
    (app, body)
}

fn arrival(app: &App, body: Document) -> Message {
    Message::Body {
        load: 1,
        id: app.list.selected().expect("an article is selected"),
        body: Ok(body.into()),
    }
}

#[divan::bench(args = LENGTHS)]
fn scroll_a_line_and_draw(bencher: Bencher, length: usize) {
    let (mut app, _) = reader(length);
    let (width, height) = SCREEN;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let (theme, mut pressed) = (Theme::new(true), 0_u32);
    assert!(app.reader.lines().len() > 150);
    bencher.bench_local(|| {
        let code = Code::Char(if (pressed / 40).is_multiple_of(2) { 'j' } else { 'k' });
        pressed += 1;
        app.update(Message::Key { key: Key::plain(code), at: app.now });
        buffer.reset();
        newswire::draw(&app, &theme, &mut buffer);
    });
}

/// The work of the drawing thread when a body has been read and parsed.
#[divan::bench(args = LENGTHS)]
fn a_body_arrives(bencher: Bencher, length: usize) {
    let (mut app, body) = reader(length);
    let message = arrival(&app, body.clone());
    app.update(message);
    let id = app.list.selected().expect("an article is selected");
    bencher
        .with_inputs(|| Message::Body { load: 1, id, body: Ok(body.clone().into()) })
        .bench_local_values(|message| app.update(message));
}

/// A resize lays out the page again on the drawing thread.
#[divan::bench(args = LENGTHS)]
fn a_resize(bencher: Bencher, length: usize) {
    let (mut app, _) = reader(length);
    let mut columns = SCREEN.0;
    bencher.bench_local(|| {
        columns = if columns == SCREEN.0 { 100 } else { SCREEN.0 };
        app.update(Message::Resize(columns, SCREEN.1))
    });
}
