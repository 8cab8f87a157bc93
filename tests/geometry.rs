//! Draws every surface at every size, and again after a resize: nothing panics, draws outside its
//! area, or breaks a border.

mod support;

use newswire::{
    Article, Contents, FeedStatus, Focus, FoundFeed, Message, Piped, Theme, draw, width,
};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use support::{
    Desk, WIDE, article, coverage, feed, headed_body, header, headlines, library, long_body, paper,
    problem, related, subscribed,
};

const WIDTHS: [u16; 19] = [0, 1, 2, 3, 5, 7, 8, 10, 13, 20, 34, 60, 79, 80, 81, 120, 160, 200, 300];
const HEIGHTS: [u16; 13] = [0, 1, 2, 3, 4, 5, 7, 10, 18, 24, 46, 60, 100];
/// Fills the area where nothing may be drawn.
const OUTSIDE: &str = "x";

/// A surface of the screen: the keys that open it, and a text that is visible if there is room.
struct Surface {
    name: &'static str,
    desk: fn() -> Desk,
    shows: &'static str,
}

fn opened(articles: Vec<Article>, keys: &str) -> Desk {
    let mut desk = Desk::with(articles, WIDE);
    desk.keys(keys);
    desk
}

fn failed(keys: &str) -> Desk {
    let mut desk = Desk::empty(WIDE);
    let problems = (1..=9).map(|n| problem(&format!("news/{n}.md"), n));
    desk.finish(Vec::new(), problems.collect());
    desk.keys(keys);
    desk
}

/// Wide, joined, combining and right-to-left characters in every field.
fn scripts() -> Vec<Article> {
    let title =
        "中国日报网：火星车着陆成功，传回首批图像👩‍🚀🇨🇳 مرحبا بالعالم שלום e\u{301}\u{302}nd — "
            .repeat(6);
    let header = |hours| {
        format!(
            "{}\nprovider: {{name: 中国日报网中国日报网}}\ntopics: [人工智能, 🚀]\nrelated:\n  - {{title: \"{title}\", \
             url: \"https://例え.jp/x\", provider: {{name: 中国日报网}}}}",
            header(&title, hours).lines().take(2).collect::<Vec<_>>().join("\n")
        )
    };
    let body =
        format!("# {title}\n\n{title}\n\n| 一 | 二 |\n|---|---|\n| {title} | x |\n\n> {title}\n");
    (1..=40).map(|hours| article(&format!("{hours}.md"), &header(hours), &body)).collect()
}

fn headed() -> Vec<Article> {
    vec![article("text.md", &header("Text", 1), &headed_body())]
}

fn pictures(keys: &str) -> Desk {
    let mut desk = Desk::of_pictures(WIDE);
    desk.keys(keys);
    desk
}

/// Paragraphs, lists, quotes and tables, with wide characters and Latin words mixed in.
fn from_right_to_left() -> Vec<Article> {
    let text = "שלום Rust (2026) עולם, 中国日报网 مرحبا بالعالم 🚀 ".repeat(8);
    let body = format!(
        "# {text}\n\n{text}\n\n- {text}\n\n> {text}\n\n| אבג | b |\n|-|-|\n| {text} | x |\n"
    );
    let title = "שלום Rust עולם 中国";
    (1..=40).map(|n| article(&format!("{n}.md"), &header(title, n), &body)).collect()
}

fn file_head() -> Desk {
    let mut desk = failed("!<Enter>");
    let lines = (1..=60).map(|n| format!("line {n}: 中国日报网，火星车着陆成功 🚀"));
    desk.send(Message::Head { path: "news/1.md".into(), lines: Ok(lines.collect()) });
    desk
}

const SURFACES: [Surface; 52] = [
    Surface { name: "list", desk: || opened(headlines(40), ""), shows: "Headline 1" },
    Surface {
        name: "end of the list",
        desk: || opened(headlines(400), "G"),
        shows: "Headline 400",
    },
    Surface { name: "article", desk: || opened(paper(), "l"), shows: "Rover lands" },
    Surface {
        name: "middle of the article",
        desk: || opened(paper(), "l<^f><^f>"),
        shows: "long story",
    },
    Surface { name: "wide code", desk: || opened(headed(), "l}"), shows: "012345" },
    Surface { name: "wide code aside", desk: || opened(headed(), "l}9>"), shows: "‹" },
    Surface {
        name: "from right to left",
        desk: || opened(from_right_to_left(), "l"),
        shows: "םולש",
    },
    Surface { name: "pictures", desk: || pictures("l"), shows: "over the sea" },
    Surface { name: "pictures further down", desk: || pictures("zG"), shows: "The Post" },
    Surface { name: "related", desk: || opened(paper(), "ll"), shows: "From outside" },
    Surface { name: "60 related", desk: || opened(paper(), "4jllG"), shows: "Report 60" },
    Surface { name: "zen", desk: || opened(paper(), "z"), shows: "Rover lands" },
    Surface { name: "help", desk: || opened(scripts(), "?"), shows: "move down" },
    Surface { name: "problems", desk: || failed("!"), shows: "mapping values" },
    Surface { name: "no problems", desk: || opened(scripts(), "!"), shows: "No problems." },
    Surface { name: "file head", desk: file_head, shows: "line 1:" },
    Surface {
        name: "confirm",
        desk: || {
            let mut articles = scripts();
            let head = format!("{}\nurl: https://m.example/\n{}", header("M", 0), related(60));
            articles.push(article("many.md", &head, &long_body()));
            opened(articles, "O")
        },
        shows: "y yes",
    },
    Surface { name: "empty folder", desk: || opened(Vec::new(), ""), shows: "No articles" },
    Surface { name: "loading", desk: || Desk::empty(WIDE), shows: "Reading ~/news" },
    Surface { name: "all failed", desk: || failed(""), shows: "Nothing could be read" },
    Surface { name: "folded stories", desk: || opened(coverage(), "j"), shows: "▲140" },
    Surface { name: "unfolded story", desk: || opened(coverage(), "jcj"), shows: "Crowd on" },
    Surface { name: "what matters", desk: || opened(coverage(), "]"), shows: "7h · ▲140" },
    Surface { name: "menu of orders", desk: || opened(coverage(), "S"), shows: "Order by" },
    Surface { name: "palette", desk: || opened(scripts(), ":"), shows: "half-page-down" },
    Surface {
        name: "what may follow a key",
        desk: || {
            let content = "keys: vim".to_owned();
            let file = newswire::SettingsFile { path: "c.yaml".into(), content };
            let mut desk = Desk::configured(scripts(), WIDE, &file.read().config);
            desk.keys("g").send(Message::KeyTimeoutElapsed(1));
            desk
        },
        shows: "open in the browser",
    },
    Surface { name: "search", desk: || opened(scripts(), "/日报 科"), shows: "日报" },
    Surface {
        name: "wrong search",
        desk: || opened(scripts(), "/日报 \"人工"),
        shows: "not closed",
    },
    Surface {
        name: "nothing found",
        desk: || opened(scripts(), "/zebra<Enter>"),
        shows: "Nothing found",
    },
    Surface { name: "filters", desk: || opened(scripts(), "fG"), shows: "中国日报网" },
    Surface {
        name: "filter by name", desk: || opened(scripts(), "f/人工"), shows: "人工智能"
    },
    Surface { name: "what to mute", desk: || opened(scripts(), "M"), shows: "Hide from" },
    Surface { name: "themes", desk: || opened(scripts(), "T"), shows: "as in the settings" },
    Surface { name: "theme by name", desk: || opened(scripts(), "T/nor"), shows: "nord" },
    Surface { name: "picked rows", desk: || opened(scripts(), "rjsxVjj"), shows: "✓" },
    Surface {
        name: "letters over links",
        desk: || opened(linked(), "l;"),
        shows: "a letter opens",
    },
    Surface {
        name: "letters over many links",
        desk: || opened(paper(), "4jll;"),
        shows: "a letter opens",
    },
    Surface { name: "letters that copy", desk: || opened(linked(), ";y"), shows: "copies its" },
    Surface {
        name: "program for an article",
        desk: || opened(scripts(), "|jq 日报"),
        shows: "%s link",
    },
    Surface { name: "what a program said", desk: output, shows: "日报" },
    Surface { name: "long message", desk: long_message, shows: "was not found" },
    Surface { name: "every script in the list", desk: || opened(scripts(), ""), shows: "中国" },
    Surface { name: "sidebar", desk: || sidebar("b"), shows: "Rust Blog" },
    Surface { name: "sidebar beside", desk: || sidebar("bhl"), shows: "Rust Blog 1" },
    Surface { name: "sidebar without feeds", desk: || opened(scripts(), "b"), shows: "No feeds" },
    Surface { name: "many feeds", desk: many_feeds, shows: "中国日报网" },
    Surface { name: "feed with an error", desk: || sidebar("b9g"), shows: "404" },
    Surface { name: "address of a feed", desk: || sidebar("aexample.org"), shows: "example.org" },
    Surface { name: "feeds found", desk: || found("j"), shows: "火星车着陆成功" },
    Surface { name: "tags of a feed", desk: || found("<Enter>ru<Tab>"), shows: "tags: rust" },
    Surface { name: "line of a feed", desk: feed_line, shows: "every=2h" },
    Surface {
        name: "every script in the article",
        desk: || opened(scripts(), "l<^d>"),
        shows: "日报",
    },
];

fn sidebar(keys: &str) -> Desk {
    let mut desk = library(WIDE);
    desk.keys(keys);
    desk
}

fn many_feeds() -> Desk {
    let mut desk = opened(scripts(), "");
    let one = |number: usize| {
        let tags = if number.is_multiple_of(3) {
            vec!["人工智能"]
        } else {
            vec!["مرحبا", "🚀"]
        };
        let title = format!("中国日报网：火星车着陆成功 👩‍🚀 {number}");
        FeedStatus { title, ..feed(&format!("f{number}"), &tags) }
    };
    desk.send(subscribed((0..90).map(one).collect()));
    desk.keys("bG");
    desk
}

fn found(keys: &str) -> Desk {
    let mut desk = sidebar("asite.example<Enter>");
    let one = |number: usize| FoundFeed {
        url: format!("https://site.example/{}/{number}.xml", "long/".repeat(30)),
        title: format!("中国日报网 {number} {}", "مرحبا ".repeat(number)),
        headlines: (0..number).map(|_| "火星车着陆成功，传回首批图像 👩‍🚀 ".repeat(4)).collect(),
    };
    let found = Ok((1..=30).map(one).collect());
    desk.send(Message::Probed { address: "site.example".to_owned(), found });
    desk.keys(keys);
    desk
}

fn feed_line() -> Desk {
    let mut desk = sidebar("");
    let words = Ok("rust ~\"中国日报网\" every=2h".to_owned());
    let address = "https://rustblog.example/feed".to_owned();
    desk.send(Message::FeedLine { address, words });
    desk
}

fn output() -> Desk {
    let mut desk = opened(scripts(), "");
    let lines = (1..=40).map(|n| format!("{n} 日报 {}", "火星车着陆成功 👩‍🚀 مرحبا ".repeat(n)));
    let outcome = Err("ended with status 1".to_owned());
    desk.send(Message::Piped(Piped { name: "日报".to_owned(), lines: lines.collect(), outcome }));
    desk
}

fn long_message() -> Desk {
    let mut desk = opened(coverage(), "o");
    let url = format!("https://a.example/{}", "very/long/".repeat(12));
    desk.send(Message::Opened { url, outcome: Err("firefox was not found".to_owned()) });
    desk
}

/// Links of every width in the text, and wide titles with links.
fn linked() -> Vec<Article> {
    let title = "火星车着陆成功".repeat(4);
    let link = |n: usize| {
        format!("[中文 link {n} 👩‍🚀](https://l{n}.example/{n}) and [x](https://x.example/{n}), ")
    };
    let body: String = (1..=40).map(link).collect();
    let one = |hours: i64| {
        let head =
            format!("{}\nurl: https://a.example/{hours}\n{}", header(&title, hours), related(3));
        article(&format!("{hours}.md"), &head, &body)
    };
    (1..=30).map(one).collect()
}

/// Draws the screen into the corner of a larger buffer whose other cells are marked.
fn drawn(desk: &Desk) -> Buffer {
    let screen = desk.app.layout.screen;
    let around = Rect::new(0, 0, screen.width + 3, screen.height + 2);
    let mut buffer = Buffer::filled(around, Cell::new(OUTSIDE));
    for y in screen.top()..screen.bottom() {
        for x in screen.left()..screen.right() {
            buffer[(x, y)].reset();
        }
    }
    draw(&desk.app, &Theme::new(true).with_links(true), &mut buffer);
    buffer
}

fn check(desk: &Desk, what: &str) {
    let buffer = drawn(desk);
    nothing_outside(desk, &buffer, what);
    no_half_characters(&buffer, what);
    // A long message covers what is below it.
    let fits = width(desk.said()) + 4 < usize::from(desk.app.layout.screen.width);
    if desk.app.overlays.is_empty() && desk.app.continuations().is_empty() && fits {
        panes_are_framed(desk, &buffer, what);
    }
}

fn nothing_outside(desk: &Desk, buffer: &Buffer, what: &str) {
    let screen = desk.app.layout.screen;
    for position in buffer.area.positions().filter(|p| !screen.contains(*p)) {
        assert_eq!(buffer[position].symbol(), OUTSIDE, "{what}: {position} was drawn");
    }
}

/// The cell after a wide character is never sent to the terminal, so anything drawn there, such as
/// a border, would be lost.
fn no_half_characters(buffer: &Buffer, what: &str) {
    for position in buffer.area.positions() {
        let symbol = buffer[position].symbol();
        if symbol.len() > 1 && width(symbol) > 1 {
            let next = &buffer[(position.x + 1, position.y)];
            assert_eq!(next.symbol(), " ", "{what}: {symbol} at {position} covers what follows");
        }
        assert!(!symbol.chars().any(char::is_control), "{what}: {symbol:?} at {position}");
    }
}

fn panes_are_framed(desk: &Desk, buffer: &Buffer, what: &str) {
    let layout = &desk.app.layout;
    for pane in [layout.sidebar, layout.list, layout.article, layout.related] {
        if pane.width >= 8 && pane.height >= 3 {
            framed(buffer, pane, what);
        }
    }
}

fn framed(buffer: &Buffer, pane: Rect, what: &str) {
    let (right, bottom) = (pane.right() - 1, pane.bottom() - 1);
    let at = |x, y| buffer[(x, y)].symbol();
    let corners = [
        (pane.x, pane.y, "╭┬├"),
        (right, pane.y, "╮┬┤"),
        (pane.x, bottom, "╰┴├"),
        (right, bottom, "╯┴┤"),
    ];
    for (x, y, expected) in corners {
        assert!(expected.contains(at(x, y)), "{what}: corner {x},{y} of {pane}: {}", at(x, y));
    }
    // Panes beside each other share a border, where the boxes of the right one meet it.
    for (x, y) in (pane.y + 1..bottom).flat_map(|y| [(pane.x, y), (right, y)]) {
        assert!("│┃├".contains(at(x, y)), "{what}: border {x},{y} of {pane}: {}", at(x, y));
    }
}

/// Orders the sizes so that each follows a very different one.
fn sizes() -> Vec<(u16, u16)> {
    let mut sizes: Vec<(u16, u16)> = WIDTHS
        .iter()
        .flat_map(|width| HEIGHTS.iter().map(move |height| (*width, *height)))
        .collect();
    sizes.sort_by_key(|(width, height)| {
        (u32::from(*width) * 7919 + u32::from(*height) * 104_729) % 1009
    });
    sizes
}

fn every_size(surface: &Surface) {
    let mut desk = (surface.desk)();
    for (width, height) in sizes() {
        let what = format!("{} at {width}x{height}", surface.name);
        desk.resize((width, height));
        assert_eq!(desk.app.layout.screen, Rect::new(0, 0, width, height));
        check(&desk, &what);
        if width >= 60 && height >= 24 {
            let screen = desk.screen();
            assert!(
                screen.contains(surface.shows),
                "{what} does not show {:?}:\n{screen}",
                surface.shows
            );
        }
    }
}

macro_rules! surfaces {
    ($($test:ident: $names:expr;)*) => {$(
        #[test]
        fn $test() {
            let named = SURFACES.iter().filter(|surface| $names.contains(&surface.name));
            assert_eq!(named.clone().count(), $names.len());
            named.for_each(every_size);
        }
    )*};
}

surfaces! {
    the_list_at_every_size: ["list", "end of the list"];
    the_article_at_every_size: ["article", "middle of the article", "zen"];
    wide_code_at_every_size: ["wide code", "wide code aside"];
    pictures_at_every_size: ["pictures", "pictures further down"];
    text_from_right_to_left_at_every_size: ["from right to left"];
    related_links_at_every_size: ["related", "60 related"];
    help_at_every_size: ["help"];
    problems_at_every_size: ["problems", "no problems", "file head"];
    a_question_at_every_size: ["confirm"];
    stories_at_every_size: ["folded stories", "unfolded story", "what matters", "menu of orders"];
    a_long_message_at_every_size: ["long message"];
    screens_without_articles_at_every_size: ["empty folder", "loading", "all failed"];
    searches_at_every_size: ["search", "wrong search", "nothing found"];
    menus_at_every_size: ["filters", "filter by name", "what to mute"];
    letters_over_links_at_every_size: ["letters over links", "letters over many links", "letters that copy"];
    commands_at_every_size: ["palette", "what may follow a key"];
    themes_at_every_size: ["themes", "theme by name"];
    picked_rows_at_every_size: ["picked rows"];
    programs_at_every_size: ["program for an article", "what a program said"];
    the_sidebar_at_every_size: ["sidebar", "sidebar beside", "sidebar without feeds", "many feeds", "feed with an error"];
    adding_feeds_at_every_size: ["address of a feed", "feeds found", "tags of a feed", "line of a feed"];
    every_script_at_every_size: ["every script in the list", "every script in the article"];
}

#[test]
fn no_surface_is_forgotten() {
    let source = include_str!("geometry.rs");
    for surface in &SURFACES {
        let quoted = format!("\"{}\"", surface.name);
        assert!(source.matches(&quoted).count() > 1, "{} is in no test", surface.name);
    }
}

#[test]
fn a_screen_is_the_same_whether_opened_or_resized_to_its_size() {
    same_at_every_size("list", |size| Desk::with(headlines(40), size));
    same_at_every_size("scripts", |size| Desk::with(scripts(), size));
    same_at_every_size("loading", Desk::empty);
    same_at_every_size("library", library);
    same_at_every_size("empty", |size| Desk::with(Vec::new(), size));
}

fn same_at_every_size(name: &str, open: fn((u16, u16)) -> Desk) {
    let mut resized = open(WIDE);
    for size in sizes().into_iter().step_by(5) {
        resized.resize(size);
        assert_eq!(resized.screen(), open(size).screen(), "{name} at {size:?}");
    }
}

#[test]
fn the_selected_row_stays_in_sight_at_every_size() {
    let mut desk = opened(headlines(400), "200j");
    for (width, height) in sizes() {
        desk.resize((width, height));
        let (cursor, rows) = (desk.app.list.cursor, desk.app.layout.list_rows());
        assert_eq!(cursor.at, 200);
        let in_sight = cursor.top..cursor.top + rows;
        assert!(rows == 0 || in_sight.contains(&200), "{width}x{height}: {cursor:?}");
    }
}

#[test]
fn the_selected_related_link_stays_in_sight_at_every_size() {
    let mut desk = opened(paper(), "4jll<^f><^f><^f><^f><^f><^f>");
    let selected = desk.app.related.cursor.at;
    assert!(selected > 20, "{selected}");
    for (width, height) in sizes() {
        desk.resize((width, height));
        let (cursor, rows) = (desk.app.related.cursor, desk.app.layout.related_rows());
        assert_eq!((desk.focus(), cursor.at), (Focus::Related, selected));
        let in_sight = cursor.top..cursor.top + rows;
        assert!(rows == 0 || in_sight.contains(&selected), "{width}x{height}: {cursor:?}");
    }
}

#[test]
fn the_selected_problem_stays_in_sight_when_the_screen_shrinks() {
    let mut desk = failed("!5j");
    assert!(desk.screen().contains("▌ ⚠ error  news/6.md"), "{}", desk.screen());
    desk.resize((100, 12));
    assert!(desk.screen().contains("▌ ⚠ error  news/6.md"), "{}", desk.screen());
}

#[test]
fn help_that_was_scrolled_fills_a_screen_that_grows() {
    let mut desk = opened(Vec::new(), "");
    desk.resize((100, 10));
    desk.keys("?G");
    desk.resize((100, 160));
    assert!(desk.screen().contains("move down"), "{}", desk.screen());
}

#[test]
fn the_line_at_the_top_stays_when_the_width_changes() {
    let mut desk = opened(paper(), "l22j");
    let top = desk.top_line();
    assert!(top.contains("Paragraph"), "{top}");
    for width in [200, 60, 81, 100] {
        desk.resize((width, 30));
        assert_eq!(desk.top_line(), top, "at {width} columns");
    }
}

/// The cost of a key press must not grow with the number of articles.
#[test]
fn a_key_makes_no_more_rows_than_are_in_sight() {
    let mut desk = opened(headlines(4_000), "");
    for keys in ["j", "G", "2000g", "<Space>", "]", "[", "C", "/headline", "<Enter>", "l", "j", "h"]
    {
        desk.keys(keys);
        let mut buffer = Buffer::empty(desk.app.layout.screen);
        let made = draw(&desk.app, &Theme::new(true).with_links(true), &mut buffer);
        let in_sight = desk.app.layout.list_rows();
        assert!(made <= in_sight && made > 0, "{made} of {in_sight} after {keys}");
    }
}

#[test]
fn a_buffer_of_an_older_size_is_left_alone() {
    let desk = opened(headlines(3), "");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 10));
    draw(&desk.app, &Theme::new(true).with_links(true), &mut buffer);
    assert_eq!(buffer, Buffer::empty(Rect::new(0, 0, 40, 10)));
}

#[test]
fn articles_that_come_while_loading_are_drawn_at_every_size() {
    for size in sizes().into_iter().step_by(3) {
        let mut desk = Desk::empty(size);
        desk.load(Contents {
            articles: headlines(30),
            done: 30,
            total: Some(12_345),
            ..Contents::default()
        });
        check(&desk, &format!("loading at {size:?}"));
    }
}
