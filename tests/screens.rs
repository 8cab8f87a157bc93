//! Snapshots of the screens as text, and some of their colours and weights.
//! `INSTA_UPDATE=always cargo test --test screens` updates them.

mod support;

use insta::assert_snapshot;
use newswire::{Contents, Focus, Message, Record, ResumePoint};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use support::{
    Desk, article, coverage, find, fixtures, header, headlines, library, paper, problem, related,
};

const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (120, 40), (200, 60)];

/// The folder of fixtures under a realistic name.
fn news(size: (u16, u16)) -> Desk {
    let mut desk = Desk::of_folder(&fixtures().join("news"), size);
    "~/news".clone_into(&mut desk.app.label);
    desk
}

fn failed(size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    let problems = (1..=3).map(|n| problem(&format!("news/2026-06-1{n}-colon.md"), n + 3));
    desk.finish(Vec::new(), problems.collect());
    desk
}

fn with_problems(size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    let long = "a/very/long/way/to/the/folder/of/news/from/everywhere/with/a/long/name/";
    let mut problems: Vec<_> =
        (1..=3).map(|n| problem(&format!("{long}2026-06-1{n}.md"), n + 3)).collect();
    problems.push(
        newswire::Problem::warning("news/a.md".as_ref(), "`topics` has no value")
            .at(6, 1)
            .hint("write a value or leave the line out"),
    );
    desk.finish(paper(), problems);
    desk
}

fn file_head(size: (u16, u16)) -> Desk {
    let mut desk = failed(size);
    desk.keys("!<Enter>");
    let lines = [
        "---",
        "quality: 64",
        "date: 2026-06-11",
        "title: Rust: a history",
        "topics: [Languages]",
        "---",
        "中国日报网 reports on a language that is a metal and much more than can stand on one line.",
    ];
    desk.send(Message::Head {
        path: "news/2026-06-11-colon.md".into(),
        lines: Ok(lines.map(str::to_owned).into()),
    });
    desk
}

fn question(size: (u16, u16)) -> Desk {
    let mut desk = Desk::with(paper(), size);
    desk.keys("4jO");
    desk
}

fn loading(size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    desk.load(Contents {
        articles: headlines(12),
        done: 1_240,
        total: Some(4_958),
        ..Contents::default()
    });
    desk
}

#[test]
fn list_and_article() {
    for (width, height) in SIZES {
        let desk = Desk::with(paper(), (width, height));
        assert_snapshot!(format!("list_{width}x{height}"), desk.screen());
    }
}

#[test]
fn an_article_with_all_fields() {
    for (width, height) in SIZES {
        let mut desk = Desk::with(vec![full()], (width, height));
        desk.keys("l");
        assert_snapshot!(format!("article_{width}x{height}"), desk.screen());
    }
}

#[test]
fn pictures_in_half_blocks() {
    for (width, height) in SIZES {
        let mut desk = Desk::of_pictures((width, height));
        desk.keys("l");
        assert_snapshot!(format!("pictures_{width}x{height}"), desk.screen());
    }
}

/// The fixture with every field, under a path that is the same on every machine.
fn full() -> newswire::Article {
    let text = String::from_utf8(support::fixture("news/2026-06-20-rover.md")).expect("UTF-8");
    let (header, body) = text.trim_start_matches("---\n").split_once("\n---\n").expect("a header");
    article("news/2026-06-20-rover.md", header, body)
}

#[test]
fn the_sidebar() {
    for (size @ (width, height), keys) in
        [((80, 24), "b9g"), ((120, 40), "b13g"), ((200, 60), "h13g<Enter>")]
    {
        let mut desk = library(size);
        desk.keys(keys);
        assert_snapshot!(format!("sidebar_{width}x{height}"), desk.screen());
    }
}

#[test]
fn adding_a_feed() {
    for (width, height) in SIZES {
        let mut desk = library((width, height));
        desk.keys("asite.example<Enter>");
        let one = |name: &str| newswire::FoundFeed {
            url: format!("https://site.example/{name}.xml"),
            title: format!("The site: {name}"),
            headlines: vec!["Ferries run again".to_owned(), "A bridge opens".to_owned()],
        };
        let found = Ok(vec![one("posts"), one("comments")]);
        desk.send(Message::Probed { address: "site.example".to_owned(), found });
        assert_snapshot!(format!("feeds_found_{width}x{height}"), desk.screen());
    }
}

#[test]
fn related_links_in_focus() {
    let mut desk = Desk::with(paper(), (120, 40));
    desk.keys("4jll");
    assert_snapshot!(desk.screen());
}

#[test]
fn narrow_screens_show_one_pane_at_a_time() {
    for (name, keys, focus) in [
        ("list", "", Focus::List),
        ("article", "l", Focus::Article),
        ("related", "ll", Focus::Related),
    ] {
        let mut desk = Desk::with(paper(), (60, 20));
        desk.keys(keys);
        assert_eq!(desk.focus(), focus);
        assert_snapshot!(format!("narrow_{name}"), desk.screen());
    }
}

#[test]
fn short_screens_have_rows_of_one_line() {
    assert_snapshot!(Desk::with(paper(), (100, 12)).screen());
}

#[test]
fn zen() {
    let mut desk = Desk::with(paper(), (100, 20));
    desk.keys("z");
    assert_snapshot!(desk.screen());
}

#[test]
fn help() {
    for (width, height) in SIZES {
        let mut desk = Desk::with(paper(), (width, height));
        desk.keys("?");
        assert_snapshot!(format!("help_{width}x{height}"), desk.screen());
    }
}

#[test]
fn problems() {
    let mut desk = with_problems((80, 24));
    desk.keys("!j");
    assert_snapshot!(desk.screen());
}

#[test]
fn the_start_of_a_file_with_a_problem() {
    assert_snapshot!(file_head((80, 24)).screen());
}

#[test]
fn a_question() {
    assert_snapshot!(question((80, 24)).screen());
}

#[test]
fn an_empty_folder() {
    assert_snapshot!(Desk::with(Vec::new(), (80, 24)).screen());
}

#[test]
fn before_the_first_article() {
    assert_snapshot!(Desk::empty((80, 24)).screen());
}

#[test]
fn while_more_is_loading() {
    assert_snapshot!(loading((80, 24)).screen());
}

#[test]
fn nothing_could_be_read() {
    assert_snapshot!(failed((80, 24)).screen());
}

#[test]
fn a_folder_of_many_kinds() {
    assert_snapshot!(news((100, 30)).screen());
}

#[test]
fn stories_folded_and_by_weight() {
    for (size @ (width, height), keys) in [((80, 24), "j"), ((120, 40), "j"), ((200, 60), "]j")] {
        let mut desk = Desk::with(coverage(), size);
        desk.keys(keys);
        assert_snapshot!(format!("stories_{width}x{height}"), desk.screen());
    }
}

#[test]
fn a_story_unfolded() {
    let mut desk = Desk::with(coverage(), (100, 24));
    desk.keys("jcj");
    assert_snapshot!(desk.screen());
}

#[test]
fn another_source_of_a_story() {
    let mut desk = Desk::with(coverage(), (80, 24));
    desk.keys("jl.");
    assert_snapshot!(desk.screen());
}

#[test]
fn an_order_of_ones_own() {
    let mut desk = Desk::with(coverage(), (120, 24));
    desk.keys("StSS");
    assert_snapshot!(desk.screen());
}

#[test]
fn commands() {
    let mut desk = news((100, 30));
    desk.keys(":");
    assert_snapshot!(desk.screen());
    desk.keys("read");
    assert_snapshot!(desk.screen());
}

#[test]
fn what_may_follow_a_key() {
    let file = newswire::SettingsFile { path: "c.yaml".into(), content: "keys: vim".to_owned() };
    let mut desk = Desk::configured(paper(), (80, 24), &file.read().config);
    desk.keys("g").send(Message::KeyTimeoutElapsed(1));
    assert_snapshot!(desk.screen());
}

#[test]
fn the_menu_of_orders() {
    let mut desk = Desk::with(coverage(), (80, 24));
    desk.keys("]S");
    assert_snapshot!(desk.screen());
}

#[test]
fn a_search_that_is_being_typed() {
    let mut desk = Desk::with([coverage(), paper()].concat(), (80, 24));
    desk.keys("/bridge or rover");
    assert_snapshot!(desk.screen());
}

#[test]
fn a_search_with_a_mistake() {
    let mut desk = Desk::with([coverage(), paper()].concat(), (80, 24));
    desk.keys("/bridge qualty>=50");
    assert_snapshot!(desk.screen());
}

#[test]
fn the_menu_of_filters() {
    let mut desk = Desk::with([coverage(), paper()].concat(), (80, 24));
    desk.keys("f");
    assert_snapshot!(desk.screen());
}

#[test]
fn the_menu_of_what_to_hide() {
    let mut desk = Desk::with(paper(), (80, 24));
    desk.keys("M");
    assert_snapshot!(desk.screen());
}

#[test]
fn the_view_of_unread_with_read_starred_and_picked_rows() {
    for (width, height) in SIZES {
        let mut desk = Desk::with([coverage(), paper()].concat(), (width, height));
        desk.keys("]]rjsjjxVj");
        assert_snapshot!(format!("unread_{width}x{height}"), desk.screen());
    }
}

/// A reader with some new articles and others that have arrived above.
fn fresh(size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    let known = coverage().iter().skip(1).map(newswire::Article::page).collect();
    let seen = Some(newswire::SeenPages::of(known));
    let place = ResumePoint { view: "Latest".into(), seen, ..ResumePoint::default() };
    desk.send(Message::Recalled(vec![Record::ResumePoint(place)]));
    desk.finish([coverage(), headlines(40).split_off(8)].concat(), Vec::new());
    let late = |title: &str| article(&format!("{title}.md"), &header(title, 0), "");
    let articles = vec![late("Just in"), late("Hardly older")];
    desk.load(Contents { articles, ..Contents::default() });
    desk
}

#[test]
fn what_is_new_and_what_has_arrived_above() {
    for (width, height) in SIZES {
        assert_snapshot!(format!("new_{width}x{height}"), fresh((width, height)).screen());
    }
}

fn everything() -> Vec<Desk> {
    let size = (100, 30);
    let mut desks = vec![
        news(size),
        loading(size),
        failed(size),
        file_head(size),
        question(size),
        fresh(size),
        Desk::with(Vec::new(), size),
    ];
    for keys in ["", "l", "ll", "z", "?", "!", "x", "5"] {
        let mut desk = with_problems(size);
        desk.keys(keys);
        desks.push(desk);
    }
    desks
}

#[test]
fn without_colour_the_text_is_the_same_and_no_cell_has_a_colour() {
    for desk in everything() {
        let (colourful, plain) = (desk.buffer(true), desk.buffer(false));
        for (with, without) in colourful.content.iter().zip(&plain.content) {
            assert_eq!(with.symbol(), without.symbol());
            assert_eq!((without.fg, without.bg), (Color::Reset, Color::Reset));
        }
    }
}

#[test]
fn colours_are_the_terminals_own_and_never_behind_text() {
    let own = [Color::Reset, Color::Magenta, Color::Red, Color::Yellow, Color::Cyan];
    for desk in everything() {
        for cell in &desk.buffer(true).content {
            assert!(own.contains(&cell.fg), "{cell:?}");
            assert_eq!(cell.bg, Color::Reset);
        }
    }
}

fn at<'a>(buffer: &'a Buffer, text: &str) -> &'a Cell {
    let place = find(buffer, text).unwrap_or_else(|| panic!("{text} is not on the screen"));
    &buffer[place]
}

#[test]
fn only_the_focused_border_has_the_accent() {
    for (keys, focus) in [("", Focus::List), ("l", Focus::Article), ("ll", Focus::Related)] {
        let mut desk = Desk::with(paper(), (100, 30));
        desk.keys(keys);
        let buffer = desk.buffer(true);
        let layout = &desk.app.layout;
        for (pane, area) in [
            (Focus::List, layout.list),
            (Focus::Article, layout.article),
            (Focus::Related, layout.related),
        ] {
            let focused = match focus {
                Focus::List => layout.list,
                Focus::Article => layout.article,
                _ => layout.related,
            };
            for corner in [(area.x, area.y), (area.right() - 1, area.bottom() - 1)] {
                let cell = &buffer[corner];
                // Where two panes share a border, it belongs to the focused one.
                if focused.contains(corner.into()) {
                    assert_eq!(cell.fg, Color::Magenta, "{pane:?} with {focus:?} in focus");
                    assert!(!cell.modifier.contains(Modifier::DIM));
                } else {
                    assert_eq!(cell.fg, Color::Reset, "{pane:?} with {focus:?} in focus");
                    assert!(cell.modifier.contains(Modifier::DIM));
                }
            }
        }
    }
}

#[test]
fn without_colour_the_focused_border_is_bold() {
    let desk = Desk::with(paper(), (100, 30));
    let buffer = desk.buffer(false);
    let corner = |x, y| buffer[(x, y)].modifier;
    let (list, article) = (desk.app.layout.list, desk.app.layout.article);
    assert_eq!(corner(list.x, list.y), Modifier::BOLD);
    assert_eq!(corner(article.right() - 1, article.y), Modifier::DIM);
}

#[test]
fn headlines_stand_out_and_what_is_under_them_is_dim() {
    let mut desk = Desk::with(paper(), (100, 30));
    let buffer = desk.buffer(true);
    let on_ground = Modifier::BOLD | Modifier::REVERSED;
    assert_eq!(at(&buffer, "Rover lands").modifier, on_ground, "selected");
    assert_eq!(at(&buffer, "Lander waits").modifier, Modifier::BOLD);
    assert_eq!(at(&buffer, "2h").modifier, Modifier::DIM);
    assert_eq!(at(&buffer, "▌").fg, Color::Magenta);
    desk.keys("r");
    assert_eq!(at(&desk.buffer(true), "Rover lands").modifier, Modifier::REVERSED, "read");
    desk.keys("j");
    assert_eq!(at(&desk.buffer(true), "Rover lands").modifier, Modifier::DIM);
    assert_eq!(at(&desk.buffer(true), "▲124").fg, Color::Red);
    assert_eq!(at(&buffer, "#Space").modifier, Modifier::DIM);
}

#[test]
fn the_selection_of_a_pane_without_focus_is_dim() {
    let mut desk = Desk::with(paper(), (100, 30));
    desk.keys("l");
    let buffer = desk.buffer(true);
    let bar = at(&buffer, "▌");
    assert_eq!((bar.fg, bar.modifier), (Color::Reset, Modifier::DIM));
}

#[test]
fn links_are_underlined_and_warnings_are_red() {
    let mut desk = Desk::with(paper(), (100, 30));
    desk.keys("jW");
    let buffer = desk.buffer(true);
    let link = at(&buffer, "https://lander.example/waits");
    assert_eq!((link.fg, link.modifier), (Color::Magenta, Modifier::UNDERLINED));
    assert_eq!(at(&buffer, "⚠").fg, Color::Red, "yellow cannot be read on white");
}

#[test]
fn text_is_never_wider_than_eighty_columns_and_stands_in_the_middle() {
    let words = "words ".repeat(200);
    let head = format!("{}\n{}", header("A long line", 1), related(2));
    let desk = Desk::with(vec![article("a.md", &head, &words)], (300, 60));
    let buffer = desk.buffer(true);
    let (left, row) = find(&buffer, "words words").expect("the body");
    let pane = desk.app.layout.article;
    let line: String = (pane.x + 1..pane.right() - 1).map(|x| buffer[(x, row)].symbol()).collect();
    let before = line.len() - line.trim_start().len();
    let text = line.trim().len();
    let after = line.len() - before - text;
    assert!(text <= 80 && text > 70, "{text}");
    assert!(before.abs_diff(after) <= 80 - text + 2, "{before} before, {after} after");
    assert_eq!(usize::from(left - pane.x - 1), before);
}

#[test]
fn an_article_has_single_blank_lines_between_its_blocks() {
    let desk = Desk::with(vec![full()], (200, 60));
    let lines: Vec<String> = desk.app.reader.lines().iter().map(newswire::Line::text).collect();
    for pair in lines.windows(2) {
        assert!(pair.iter().any(|line| !line.is_empty()), "two blank lines in {lines:#?}");
    }
    assert!(
        lines
            .first()
            .zip(lines.last())
            .is_some_and(|(first, last)| !first.is_empty() && !last.is_empty())
    );
}
