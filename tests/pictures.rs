//! Pictures in the article pane: which are requested, where they are drawn, and what is shown in
//! their place.

mod support;

use std::fs;
use std::path::Path;

use image::{Rgb, RgbImage};
use newswire::{
    Config, Effect, Font, Graphics, Images, Job, Location, Message, Protocol, Showing,
    TerminalEffect, Theme, Wanted, draw,
};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use support::{Desk, NOW, WIDE};
use tempfile::TempDir;

const HALF_BLOCKS: Graphics = Graphics {
    protocol: Protocol::HalfBlocks,
    font: Font { width: 10, height: 20 },
    wrapped: false,
};
const RED: Color = Color::Rgb(200, 0, 0);

fn save(folder: &Path, name: &str, width: u32, height: u32) {
    let image = RgbImage::from_pixel(width, height, Rgb([200, 0, 0]));
    image.save(folder.join(name)).expect("saved");
}

/// Creates two articles: one with pictures of every outcome, and one with none.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), "lead.png", 200, 100);
    save(folder.path(), "sea.png", 200, 100);
    save(folder.path(), "boat.png", 60, 40);
    let paragraphs: Vec<String> = (1..=30).map(|n| format!("Paragraph {n} of the text.")).collect();
    let paragraphs = paragraphs.join("\n\n");
    let one = format!(
        "---\ntitle: The sea\ndate: 2026-06-20T08:00:00Z\nurl: https://a.example/sea\n\
         images: [{{url: lead.png, title: A blue sea}}, {{url: \"https://a.example/x.jpg\"}}]\n---\n\
         First words.\n\n![a boat](boat.png)\n\n> ![quoted](sea.png)\n\n![gone](gone.png)\n\n\
         ![no picture](one.md)\n\n{paragraphs}\n"
    );
    fs::write(folder.path().join("one.md"), one).expect("written");
    let two = "---\ntitle: Words alone\ndate: 2026-06-19T08:00:00Z\n---\nNothing to see.\n";
    fs::write(folder.path().join("two.md"), two).expect("written");
    folder
}

fn desk(folder: &TempDir, size: (u16, u16)) -> Desk {
    let mut desk = Desk::of_folder(folder.path(), size);
    desk.makes_pictures = true;
    desk.keys("l");
    desk
}

/// Like [`desk`], with every available picture drawn in half blocks.
fn with_pictures(folder: &TempDir, size: (u16, u16)) -> Desk {
    let mut desk = desk(folder, size);
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    desk
}

/// Counts the cells of the screen that belong to a picture.
fn red(desk: &Desk) -> usize {
    let screen = desk.app.layout.screen;
    let mut buffer = Buffer::empty(screen);
    draw(&desk.app, &Theme::new(true), &mut buffer);
    buffer.content.iter().filter(|cell| cell.bg == RED || cell.fg == RED).count()
}

fn row_of(desk: &Desk, words: &str) -> Option<usize> {
    desk.rows().iter().position(|row| row.contains(words))
}

#[test]
fn a_picture_stands_in_its_place_above_its_caption() {
    let folder = folder();
    let mut desk = desk(&folder, (100, 60));
    assert!(desk.screen().contains("[picture: A blue sea]"));
    let before = row_of(&desk, "First words.").expect("text");
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    let screen = desk.screen();
    assert!(screen.contains("A blue sea") && !screen.contains("[picture: A blue sea]"), "{screen}");
    // 20 × 5 cells, 6 × 2, and the same size in the quote as in the header.
    assert_eq!(red(&desk), 20 * 5 + 6 * 2 + 20 * 5, "{screen}");
    assert_eq!(row_of(&desk, "First words."), Some(before + 5));
    assert!(row_of(&desk, "│ quoted").is_some(), "{screen}");
}

#[test]
fn what_cannot_be_shown_is_a_caption_with_the_reason() {
    let folder = folder();
    let desk = with_pictures(&folder, (160, 60));
    let screen = desk.screen();
    let gone = "[picture: gone] · there is none";
    assert!(screen.contains(gone), "{screen}");
    let none = "[picture: no picture] · it is not a JPEG, PNG, GIF or WebP";
    assert!(screen.contains(none), "{screen}");
}

#[test]
fn pictures_are_turned_off_and_on() {
    let folder = folder();
    let mut desk = with_pictures(&folder, (120, 60));
    let all = red(&desk);
    assert_eq!(desk.keys("i").said(), "only captions are shown");
    assert_eq!(red(&desk), 0);
    assert!(desk.screen().contains("[picture: A blue sea]"));
    assert!(!desk.screen().contains("there is no file"), "{}", desk.screen());
    let said = "pictures are shown; remote ones require images.fetch: on";
    assert_eq!(desk.keys("i").said(), said);
    assert_eq!(red(&desk), all);
    desk.keys(":set images off<Enter>");
    assert_eq!((desk.said(), red(&desk)), ("images: off, for now", 0));
    desk.send(Message::Graphics(Err("colours are turned off".to_owned())));
    assert_eq!(desk.keys("i").said(), "pictures cannot be shown: colours are turned off");
}

#[test]
fn servers_are_asked_only_where_the_settings_say_so() {
    let folder = folder();
    let asked = |images: Images| {
        let config = Config { images, ..Config::default() };
        let mut desk = Desk::empty(WIDE);
        desk.app = newswire::App::new("~/news", WIDE, NOW, &config).0;
        let articles = Desk::of_folder(folder.path(), WIDE).app.store;
        let articles = articles.ids().iter().filter_map(|id| articles.get(*id).cloned());
        desk.finish(articles.collect(), Vec::new());
        desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
        let mut asked = desk.asked();
        let last = asked.pop();
        let Some(Effect::Job(Job::Pictures(wanted))) = last else { panic!("{last:?}") };
        wanted
    };
    let is_remote = |wanted: &Wanted| matches!(wanted.location, Location::Remote(_));
    let alone = asked(Images::default());
    assert!(!alone.is_empty() && !alone.iter().any(is_remote), "{alone:?}");
    let fetched = asked(Images { fetch: true, ..Images::default() });
    let remote: Vec<_> = fetched.iter().filter(|wanted| is_remote(wanted)).collect();
    assert_eq!(remote.len(), 1, "{fetched:?}");
    assert_eq!(&*remote[0].source, "https://a.example/x.jpg");
    assert_eq!(fetched.len(), alone.len() + 1);
}

#[test]
fn nothing_is_asked_for_twice_and_what_is_left_is_called_off() {
    let folder = folder();
    let mut desk = Desk::of_folder(folder.path(), WIDE);
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    let asked = desk.asked();
    let [Effect::Job(Job::Pictures(wanted))] = asked.as_slice() else { panic!("{asked:?}") };
    let sources: Vec<&str> = wanted.iter().map(|wanted| &*wanted.source).collect();
    assert_eq!(sources, ["lead.png", "boat.png", "sea.png", "gone.png", "one.md"]);
    desk.keys("l<^d><^u>?<Esc>");
    assert_eq!(desk.asked(), [], "the same pictures are wanted");
    let late = wanted[0].clone();
    desk.keys("hj");
    assert_eq!(desk.asked(), [Effect::Job(Job::Pictures(Vec::new()))]);
    let picture = Err("too late".to_owned());
    desk.send(Message::Pictured { wanted: late, picture });
    desk.keys("k");
    assert!(desk.asked().contains(&Effect::Job(Job::Pictures(wanted.clone()))));
    assert!(!desk.screen().contains("too late"), "{}", desk.screen());
}

/// Regression: pictures that loaded late moved the text being read.
#[test]
fn the_line_at_the_top_stays_when_pictures_come_and_go() {
    let folder = folder();
    let mut desk = desk(&folder, WIDE);
    desk.keys("<^f>");
    let top = desk.top_line();
    assert!(top.contains("Paragraph"), "{top}");
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    assert_eq!(desk.top_line(), top);
    for keys in ["i", "i"] {
        desk.keys(keys);
        assert_eq!(desk.top_line(), top);
    }
    desk.resize((160, 50));
    desk.resize(WIDE);
    assert_eq!(desk.top_line(), top);
    desk.keys("g");
    assert!(red(&desk) > 0);
}

#[test]
fn a_picture_fits_the_screen_that_it_is_on() {
    let folder = folder();
    save(folder.path(), "sea.png", 1500, 1500);
    let mut desk = with_pictures(&folder, (100, 60));
    let rows = desk.app.layout.article_rows();
    for size in [(100, 24), (60, 40), (200, 60), (40, 12)] {
        desk.resize(size);
        let screen = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(screen);
        draw(&desk.app, &Theme::new(true), &mut buffer);
        let article = desk.app.layout.article;
        let cells: Vec<_> = screen
            .positions()
            .filter(|at| buffer[*at].bg == RED || buffer[*at].fg == RED)
            .collect();
        assert!(!cells.is_empty() || size.1 < 20, "at {size:?}");
        assert!(cells.iter().all(|at| article.contains(*at)), "at {size:?}");
    }
    desk.resize((100, 60));
    assert_eq!(desk.app.layout.article_rows(), rows);
}

#[test]
fn the_way_of_the_settings_is_used_at_once() {
    let folder = folder();
    let mut desk = with_pictures(&folder, WIDE);
    desk.asked();
    desk.keys(":set images sixel<Enter>");
    let images = Images { show: Showing::In(Protocol::Sixel), ..Images::default() };
    let [graphics, job] = [
        Effect::Terminal(TerminalEffect::UseGraphics(images)),
        Effect::Job(Job::UseImages(images)),
    ];
    assert_eq!(desk.asked(), [graphics, job]);
    desk.makes_pictures = false;
    let graphics = Graphics { protocol: Protocol::Sixel, ..HALF_BLOCKS };
    desk.send(Message::Graphics(Ok(graphics)));
    let asked = desk.asked();
    let [Effect::Job(Job::Pictures(wanted))] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(wanted.iter().all(|wanted| wanted.graphics == graphics));
    assert_eq!(red(&desk), 0, "those of before are gone");
}

/// A kitty picture must be drawn row by row within the cells, so that it scrolls.
#[test]
fn a_picture_scrolls_with_the_text() {
    let folder = folder();
    let mut desk = with_pictures(&folder, (100, 40));
    let all = red(&desk);
    let above = row_of(&desk, "A blue sea").expect("a caption") - 7;
    desk.keys(&"j".repeat(above));
    assert_eq!(red(&desk), all);
    desk.keys("jj");
    assert_eq!(red(&desk), all - 2 * 20);
}

#[test]
fn room_is_that_of_the_place() {
    let folder = folder();
    let mut desk = Desk::of_folder(folder.path(), WIDE);
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    let asked = desk.asked();
    let [Effect::Job(Job::Pictures(wanted))] = asked.as_slice() else { panic!("{asked:?}") };
    let rows = u16::try_from(desk.app.layout.article_rows() / 2).expect("few");
    let width = desk.app.layout.text_width();
    for wanted in wanted {
        // One picture is inside a quote.
        let indent = if &*wanted.source == "sea.png" { 2 } else { 0 };
        assert_eq!(wanted.room, Size::new(width - indent, rows), "{}", wanted.source);
    }
}

/// Regression: only the first cell of a row is ever rewritten, so a closed dialog stayed on the
/// picture.
#[test]
fn what_lies_over_a_picture_leaves_no_hole() {
    let folder = folder();
    for protocol in [Protocol::Sixel, Protocol::Iterm] {
        let mut desk = desk(&folder, (100, 40));
        desk.send(Message::Graphics(Ok(Graphics { protocol, ..HALF_BLOCKS })));
        let drawn = |desk: &Desk| {
            let mut buffer = Buffer::empty(desk.app.layout.screen);
            draw(&desk.app, &Theme::new(true), &mut buffer);
            buffer
        };
        let before = drawn(&desk);
        let is_pixels = |cell: &Cell| cell.symbol().contains('\u{1b}');
        let rows = before.content.iter().filter(|cell| is_pixels(cell)).count();
        assert!(rows > 4, "{protocol:?}");
        desk.keys("f");
        let covered = drawn(&desk);
        assert!(!covered.content.iter().any(is_pixels), "{protocol:?}");
        desk.keys("<Esc>");
        // All rows of the picture are rewritten.
        let uncovered = drawn(&desk);
        let again = covered.diff(&uncovered);
        assert_eq!(again.iter().filter(|(_, _, cell)| is_pixels(cell)).count(), rows);
    }
}

/// Regression: an arriving picture made `n` start from the first match again.
#[test]
fn a_picture_that_comes_does_not_lose_the_match() {
    let folder = folder();
    let mut desk = desk(&folder, WIDE);
    desk.keys("h/paragraph text<Enter>l/text<Enter>nnn");
    let found = desk.app.reader.scroll();
    let top = desk.top_line();
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    assert_eq!(desk.top_line(), top);
    desk.keys("N").keys("n");
    assert_eq!(desk.top_line(), top, "{found}");
}

#[test]
fn another_width_makes_only_what_is_larger_or_smaller_by_it() {
    let folder = folder();
    save(folder.path(), "sea.png", 1000, 500);
    let mut desk = with_pictures(&folder, (100, 40));
    desk.makes_pictures = false;
    desk.asked();
    desk.resize((110, 40));
    let asked = desk.asked();
    let [Effect::Job(Job::Pictures(wanted))] = asked.as_slice() else { panic!("{asked:?}") };
    let sources: Vec<&str> = wanted.iter().map(|wanted| &*wanted.source).collect();
    assert_eq!(sources, ["sea.png"], "the boat is small, and the others are none");
}

#[test]
fn a_picture_of_the_header_that_the_text_shows_as_well_is_there_once() {
    let folder = folder();
    let text = "---\ntitle: Twice\ndate: 2026-06-20T09:00:00Z\nimage: /sea.png\n---\n\
                Words.\n\n![the sea](sea.png)\n\nThe end.\n";
    fs::write(folder.path().join("three.md"), text).expect("written");
    let desk = with_pictures(&folder, (100, 40));
    assert_eq!(red(&desk), 20 * 5, "{}", desk.screen());
    assert!(row_of(&desk, "the sea") > row_of(&desk, "Words."), "{}", desk.screen());
}

#[test]
fn a_picture_that_is_not_fetched_is_one_quiet_line() {
    let folder = folder();
    let desk = with_pictures(&folder, (140, 60));
    let text: String = desk.app.reader.lines().iter().map(|line| line.text() + "\n").collect();
    assert!(text.contains("[picture]") && !text.contains("fetch"), "{text}");
}

/// The text jumped down when a picture arrived above it.
#[test]
fn a_picture_has_its_place_before_it_arrives() {
    let folder = tempfile::tempdir().expect("a folder");
    save(folder.path(), "wide.png", 300, 100);
    save(folder.path(), "high.png", 100, 160);
    let text = "---\ntitle: Places\ndate: 2026-06-20T09:00:00Z\n\
                images: [{url: wide.png, width: 300, height: 100}]\n---\nFirst.\n\n\
                <img src=high.png width=100 height=160 alt=high>\n\nSecond.\n";
    fs::write(folder.path().join("places.md"), text).expect("written");
    let mut desk = Desk::of_folder(folder.path(), (100, 60));
    desk.keys("l");
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    assert_eq!(red(&desk), 0, "none is made yet");
    let places = |desk: &Desk| ["First.", "Second."].map(|words| row_of(desk, words));
    let before = places(&desk);
    desk.makes_pictures = true;
    desk.send(Message::Graphics(Err("off".to_owned())));
    desk.send(Message::Graphics(Ok(HALF_BLOCKS)));
    assert_eq!(red(&desk), 30 * 5 + 10 * 8, "{}", desk.screen());
    assert_eq!(places(&desk), before, "{}", desk.screen());
}
