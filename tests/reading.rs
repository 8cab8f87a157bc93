//! Reading an article: the layout of Markdown and HTML, movement in a text, restored positions, and
//! right-to-left text.

mod support;

use insta::assert_snapshot;
use newswire::{Anchor, Article, Config, Depth, Message, Theme, Themes, draw, line};

use support::{Desk, WIDE, article, find, fixtures, headed_body, header, long_body};

/// Opens a fixture as the only document.
fn reading(name: &str, size: (u16, u16)) -> Desk {
    let mut desk = Desk::of_folder(&fixtures().join("reading").join(name), size);
    "~/news".clone_into(&mut desk.app.label);
    desk.keys("z");
    desk
}

fn of_body(body: &str, config: &Config) -> Desk {
    let articles = vec![article("text.md", &header("Text", 1), body)];
    let mut desk = Desk::configured(articles, WIDE, config);
    desk.keys("l");
    desk
}

/// Creates two long articles and opens the newer one.
fn two() -> Vec<Article> {
    ["One", "Two"]
        .iter()
        .zip(1..)
        .map(|(title, hours)| article(&format!("{title}.md"), &header(title, hours), &long_body()))
        .collect()
}

/// As tall as the longest document.
const TALL: u16 = 220;

#[test]
fn everything_that_a_body_can_hold() {
    for name in ["everything.md", "everything.html"] {
        for width in [84, 44] {
            assert_snapshot!(format!("{name}_{width}"), reading(name, (width, TALL)).screen());
        }
    }
}

#[test]
fn the_start_of_a_document_at_the_sizes_of_terminals() {
    for (width, height) in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        let mut desk = reading("everything.md", (width, height));
        // Moves to the code, which is wider than any screen.
        desk.keys("z5}l");
        assert_snapshot!(format!("everything_{width}x{height}"), desk.screen());
    }
}

#[test]
fn headings_are_walked_to_the_last_though_it_cannot_come_to_the_top() {
    let body = format!("# A\n\n{}\n# B\n\ntext\n\n# C\n\nend\n", long_body());
    let mut desk = of_body(&body, &Config::default());
    desk.keys("}");
    assert_eq!(desk.top_line(), "A");
    desk.keys("2}");
    assert_eq!(desk.said(), "");
    desk.keys("}");
    assert_eq!(desk.said(), "there is no heading below");
    desk.keys("2{");
    assert_eq!(desk.top_line(), "A");
    desk.keys("{");
    assert_eq!(desk.said(), "there is no heading above");
}

#[test]
fn wide_code_moves_sideways_and_says_so() {
    let mut desk = of_body(&headed_body(), &Config::default());
    assert!(desk.screen().contains("> sideways"), "{}", desk.screen());
    let first = |desk: &Desk| {
        let screen = desk.screen();
        let row =
            screen.lines().find(|row| row.contains('›') || row.contains('‹')).map(str::to_owned);
        row.expect("a cut line")
    };
    assert!(first(&desk).contains("┊ 0123456789") && !first(&desk).contains('‹'));
    desk.keys(">");
    assert!(first(&desk).contains("┊ ‹9012345678"), "{}", first(&desk));
    desk.keys("99>");
    assert!(first(&desk).contains("456789 ") && !first(&desk).contains('›'), "{}", first(&desk));
    desk.key("<");
    assert!(first(&desk).contains('›'), "one step back is one step: {}", first(&desk));
    desk.keys("G");
    assert!(!desk.screen().contains("> sideways"));
    desk.keys(">");
    assert_eq!(desk.said(), "nothing visible is wider than the pane");
}

#[test]
fn code_is_broken_where_the_settings_want_it() {
    let config = Config { wrap_code: true, ..Config::default() };
    let desk = of_body(&headed_body(), &config);
    assert!(!desk.screen().contains('›') && !desk.screen().contains("> sideways"));
}

#[test]
fn a_match_in_wide_code_is_moved_into_sight() {
    let body = format!("```\n{}text {}\n```\n\nbelow\n", "x ".repeat(90), "y ".repeat(40));
    let mut desk = of_body(&body, &Config::default());
    desk.keys("/text<Enter>l");
    assert!(!desk.screen().contains("x text"), "{}", desk.screen());
    desk.keys("nn");
    assert!(desk.screen().contains("x text"), "{}", desk.screen());
}

#[test]
fn code_is_broken_and_whole_again_as_the_settings_change() {
    let mut desk = of_body(&headed_body(), &Config::default());
    let sideways = |desk: &Desk| desk.screen().contains('›');
    assert!(sideways(&desk), "{}", desk.screen());
    let top = desk.top_line();
    desk.keys(":set wrap_code on<Enter>");
    assert!(!sideways(&desk), "{}", desk.screen());
    assert_eq!(desk.top_line(), top);
    desk.keys(":set wrap_code off<Enter>");
    assert!(sideways(&desk), "{}", desk.screen());
}

/// A long text once froze the screen for seconds after every resize, because the thread that draws
/// laid it out.
#[test]
fn a_long_text_is_laid_out_again_by_the_job_alone() {
    let paragraph = |number| format!("P{number} {}\n\n", "of words ".repeat(12));
    let body: String = (0..1_500).map(paragraph).collect();
    let mut desk = of_body(&body, &Config::default());
    desk.keys("20 20j");
    while !desk.top_line().starts_with('P') {
        desk.keys("j");
    }
    let top = desk.top_line();
    let lines = |desk: &Desk| {
        let lines = desk.app.reader.lines().iter();
        lines.filter(|line| line.text().contains("of words")).count()
    };
    let before = lines(&desk);
    desk.bodies_wait = true;
    desk.resize((160, 30));
    assert_eq!(lines(&desk), before, "the old lines stay until the job has made new ones");
    assert!(desk.screen().contains("of words"), "{}", desk.screen());
    desk.bring_bodies();
    let wider = lines(&desk);
    assert!(wider < before, "{wider} {before}");
    let start = |line: &str| line.split(' ').next().map(str::to_owned);
    assert_eq!(start(&desk.top_line()), start(&top), "the place is kept");
    desk.resize((140, 30));
    desk.resize(WIDE);
    desk.resize((160, 30));
    desk.bring_bodies();
    assert_eq!(lines(&desk), wider, "of several sizes the last one counts");
}

#[test]
fn an_article_opens_where_it_was_left() {
    let mut desk = Desk::with(two(), WIDE);
    desk.keys("l10j");
    let line = desk.top_line();
    assert!(line.contains("Paragraph"), "{line}");
    desk.keys("J3j");
    let other = desk.top_line();
    desk.keys("K");
    assert_eq!(desk.top_line(), line);
    desk.keys("hj");
    assert_eq!(desk.top_line(), other);
    desk.keys("l9kKJ");
    assert!(desk.top_line().contains("Two"), "at the top again, it opens there");
}

/// The line that marks an article as unread disappears once it has been read, which moves
/// everything below it up.
#[test]
fn an_article_opens_where_it_was_left_also_when_it_has_been_read_since() {
    let mut desk = Desk::with(two(), (100, 20));
    desk.keys("l16j");
    let (line, open) = (desk.top_line(), desk.woken.expect("a visit"));
    desk.send(Message::ReadTimerElapsed(open));
    desk.keys("JK");
    assert!(!desk.screen().contains("unread"), "{}", desk.screen());
    assert_eq!(desk.top_line(), line);
}

#[test]
fn a_place_is_kept_when_the_body_comes_late() {
    let mut desk = Desk::with(two(), WIDE);
    desk.keys("l12j");
    let line = desk.top_line();
    desk.bodies_wait = true;
    desk.keys("JKJK");
    desk.bring_bodies();
    assert_eq!(desk.top_line(), line);
}

#[test]
fn the_paragraph_at_the_top_does_not_creep_up_while_the_width_changes() {
    let words = "Some words of a paragraph that is long enough for many lines. ".repeat(40);
    let mut desk = of_body(&format!("{words}\n\n{words}\n\n{words}"), &Config::default());
    desk.keys("30j");
    let line = desk.top_line();
    for width in [200, 43, 90, 61, 120, 47, 100] {
        desk.resize((width, 30));
    }
    assert_eq!(desk.top_line(), line);
}

#[test]
fn text_is_as_wide_as_the_settings_say_and_in_the_middle() {
    let words = "words ".repeat(400);
    for (text_width, expected) in [(Some(40), 40), (Some(120), 120), (None, 196)] {
        let config = Config { text_width, ..Config::default() };
        let mut desk = of_body(&words, &config);
        desk.resize((200, 30));
        desk.keys("z");
        assert_eq!(desk.app.layout.text_width(), expected);
        let (left, _) = find(&desk.buffer(true), "words words").expect("the body");
        assert_eq!(usize::from(left), 2 + (196 - usize::from(expected)) / 2);
    }
}

#[test]
fn hebrew_stands_at_the_right_in_the_order_in_which_it_is_seen() {
    let mut desk = of_body(
        "שלום Rust 2026 (עולם)\n\n- אבג\n\nIn English שלום עולם too.\n",
        &Config::default(),
    );
    desk.keys("z");
    let screen = desk.screen();
    let right = |text: &str| {
        let row =
            screen.lines().find(|row| row.contains(text)).unwrap_or_else(|| panic!("{screen}"));
        row.trim_end_matches(['│', '┃', ' ']).ends_with(text)
    };
    assert!(right("(םלוע) Rust 2026 םולש"));
    assert!(right("גבא •"));
    assert!(screen.contains("In English םלוע םולש too."), "{screen}");
}

#[test]
fn titles_in_hebrew_stay_in_their_pane() {
    let titles = ["שלום Rust עולם", "Rust שלום עולם", "中国 שלום עולם"];
    let articles = titles
        .iter()
        .zip(1..)
        .map(|(title, hours)| article(&format!("{hours}.md"), &header(title, hours), ""));
    let desk = Desk::with(articles.collect(), WIDE);
    let screen = desk.screen();
    let rows: Vec<&str> = screen.lines().collect();
    assert!(rows[2].starts_with("│▌● םלוע Rust םולש"), "{screen}");
    assert!(screen.contains("Rust םלוע םולש") && screen.contains("中国 םלוע םולש"), "{screen}");
}

#[test]
fn what_the_terminal_turns_itself_is_left_alone() {
    let config = Config { bidi: Some(false), ..Config::default() };
    let desk = of_body("שלום עולם\n", &config);
    let buffer = desk.buffer(true);
    let (left, _) = find(&buffer, "שלום עולם").expect("in the order of reading");
    assert_eq!(left, desk.app.layout.text().x);
}

#[test]
fn links_are_where_they_are_seen() {
    let body = "A [first](https://a.example/) link, 中文 [second](https://b.example/).\n\n\
                שלום [עולם](https://c.example/) אבג\n";
    let desk = of_body(body, &Config::default());
    let buffer = desk.buffer(true);
    let seen = |anchor: &Anchor| {
        let cells = anchor.parts.iter().flat_map(|part| part.positions());
        cells.map(|cell| buffer[cell].symbol()).collect::<String>()
    };
    let text = desk.app.layout.text();
    let anchors: Vec<_> = desk.app.anchors();
    let found: Vec<_> = anchors
        .iter()
        .filter(|anchor| text.contains(anchor.start()))
        .map(|anchor| (seen(anchor), anchor.url.clone()))
        .collect();
    let found: Vec<_> = found.iter().map(|(text, url)| (text.as_str(), url.as_str())).collect();
    let expected = [
        ("first[1]", "https://a.example/"),
        ("second[2]", "https://b.example/"),
        ("םלוע[3]", "https://c.example/"),
        ("https://a.example/", "https://a.example/"),
    ];
    assert_eq!(found[..4], expected);
}

#[test]
fn no_line_of_chinese_or_japanese_starts_with_what_closes() {
    let text = "今天天气很好。“明天”也很好！《书名》（括号）里有字，还有「引用」、顿号：冒号；分号……省略号。\
                きょうはちょっとだけ、ゆっくりしゃべった。「ラーメンを食べた？」ええっ、ファミリー・レストランで。";
    let closing = "。，、；：！？）》」』】〕…ゃゅょっャュョッァィゥェォーぁぃぅぇぉ・";
    let opening = "（《「『【〔";
    for width in 10..60 {
        for range in newswire::wrap(text, width) {
            let part = line(text.get(range).expect("whole characters")).into_owned();
            let (first, last) = (part.chars().next(), part.chars().last());
            assert!(!first.is_some_and(|c| closing.contains(c)), "{width}: {part}");
            assert!(!last.is_some_and(|c| opening.contains(c)), "{width}: {part}");
        }
    }
}

/// Eleven lines of facts came before the first of the text.
#[test]
fn the_text_begins_below_one_line_of_facts() {
    let head = format!(
        "{}\ncategory: news\ntype: article\nquality: 64\nheat: -1\npublished: false\nauthor: Jane Doe\n\
         topics: [Space, Mars, Rovers, Moons, Comets, Planets, Launches, Telescopes]\n\
         excerpt: The rover drove six metres, and then\nimages: [{{url: \"https://a.example/x.jpg\"}}]",
        header("A rover", 1)
    );
    let body = "The rover drove six metres, and then it looked back.\n";
    for (size, keys) in [((80, 24), "lz"), ((120, 40), "l"), ((200, 60), "l"), ((40, 24), "l")] {
        let mut desk = Desk::with(vec![article("one.md", &head, body)], size);
        desk.keys(keys);
        let lines: Vec<String> = desk.app.reader.lines().iter().map(newswire::Line::text).collect();
        assert_eq!(lines.first().map(String::as_str), Some("A rover"));
        let facts = lines.get(2).expect("a line of facts");
        assert!(facts.starts_with("20 June 2026, 11:00 UTC"), "{facts}");
        assert!(facts.contains("#Space") || size.0 == 40, "{facts}");
        let text = lines.iter().position(|line| line.starts_with("The rover drove"));
        assert!(text.is_some_and(|text| text <= 6), "{size:?} {lines:#?}");
        let all = lines.join("\n");
        assert_eq!(all.matches("The rover drove").count(), 1, "the summary begins the text: {all}");
        let below = |words: &str| lines.iter().rposition(|line| line.contains(words));
        for words in
            ["by Jane Doe", "in news", "quality 64", "● unread", "file  one.md", "#Telescopes"]
        {
            assert!(below(words) > text, "{words} in {all}");
        }
        for words in ["not published", "folded", "heat -1", "sealed"] {
            assert!(!all.contains(words), "{words} in {all}");
        }
        assert_eq!(all.matches("2026").count(), 1, "the date stands once: {all}");
    }
}

/// Adjacent blocks of code looked like one with a blank line in it, and later a short rule between
/// them looked like a part of the code.
#[test]
fn adjacent_blocks_of_code_are_apart() {
    let between = |body: &str, theme: &str| {
        let desk = of_body(body, &Config::default());
        let palette = Themes::default().palette(theme).expect("a built-in theme is right");
        let mut buffer = desk.buffer(true);
        buffer.reset();
        draw(&desk.app, &Theme::of(&palette, Depth::True), &mut buffer);
        let (x, y) = find(&buffer, "aa bb").expect("the first line of the code");
        let bars = [y, y + 1, y + 2].map(|y| buffer[(x - 2, y)].symbol().to_owned()).concat();
        (bars, buffer[(x, y)].bg == buffer[(x, y + 1)].bg)
    };
    let one = "```\naa bb\n\ncc\n```\n";
    let two = "```\naa bb\n```\n\n```\ncc\n```\n";
    assert_eq!(between(one, "terminal").0, "┊┊┊");
    assert_eq!(between(two, "terminal").0, "┊ ┊");
    assert_eq!(between(one, "nord"), ("   ".to_owned(), true));
    assert_eq!(between(two, "nord"), ("   ".to_owned(), false));
}
