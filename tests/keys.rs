//! Key presses and their results: selection, focus, status line, and effects.

mod support;

use newswire::{
    Action, App, Article, BodyRequest, Config, Contents, Effect, Focus, Job, Message, Overlay,
    Problem, TABLE, TerminalEffect, Theme, draw,
};
use ratatui::buffer::Buffer;

use support::{
    Desk, NOW, WIDE, article, coverage, headed_body, header, headline, headlines, long_body, paper,
    problem, related,
};

fn opened(articles: Vec<Article>, keys: &str) -> Desk {
    let mut desk = Desk::with(articles, WIDE);
    desk.keys(keys);
    desk
}

fn open(url: &str) -> Effect {
    Effect::Job(Job::Open(url.to_owned()))
}

/// Titles of the sample articles, newest first.
const PAPER: [&str; 6] = [
    "Rover lands",
    "Lander waits",
    "Without a link",
    "A script for a link",
    "Many reports",
    "The last one",
];

/// An example of an action: keys that lead to a state where it applies, and a check of its result.
struct Example {
    with: fn() -> Vec<Article>,
    before: &'static str,
    after: fn(&mut Desk) -> bool,
}

fn example(before: &'static str, after: fn(&mut Desk) -> bool) -> Example {
    Example { with: paper, before, after }
}

/// Like [`example`], with a story of several reports: the rows are the rain, the bridge with two
/// more reports folded under it, and the budget.
fn of_story(before: &'static str, after: fn(&mut Desk) -> bool) -> Example {
    Example { with: coverage, before, after }
}

/// Like [`example`], with an article of two headings and code wider than the pane.
fn of_text(before: &'static str, after: fn(&mut Desk) -> bool) -> Example {
    Example { with: || vec![article("text.md", &header("Text", 1), &headed_body())], before, after }
}

/// Returns an example of every action; adding an action without one does not compile.
fn example_of(action: Action) -> Example {
    match action {
        Action::Down => example("", |desk| desk.selected() == PAPER[1]),
        Action::Up => example("jj", |desk| desk.selected() == PAPER[1]),
        Action::HalfDown => example("l", |desk| desk.app.reader.scroll() > 5),
        Action::HalfUp => example("lG", |desk| desk.screen().contains("Paragraph 52 ")),
        Action::PageDown => example("l", |desk| desk.app.reader.scroll() > 12),
        Action::PageUp => example("lG", |desk| desk.screen().contains("Paragraph 48 ")),
        Action::Top => example("jjj", |desk| desk.selected() == PAPER[0]),
        Action::Bottom => example("", |desk| desk.selected() == PAPER[5]),
        Action::Forward => example("", |desk| desk.focus() == Focus::Article),
        Action::Back => example("l", |desk| desk.focus() == Focus::List),
        Action::NextPane => example("l", |desk| desk.focus() == Focus::Related),
        Action::PreviousPane => example("l", |desk| desk.focus() == Focus::List),
        Action::NextArticle => example("l", |desk| desk.selected() == PAPER[1]),
        Action::PreviousArticle => example("jjl", |desk| desk.selected() == PAPER[1]),
        Action::ReadOn => example("", |desk| desk.app.reader.scroll() > 12),
        Action::NextHeading => of_text("", |desk| desk.top_line() == "First"),
        Action::PreviousHeading => of_text("}}", |desk| desk.top_line() == "First"),
        Action::MoveRight => of_text("}", |desk| desk.screen().contains("‹")),
        Action::MoveLeft => of_text("}>", |desk| !desk.screen().contains("‹")),
        Action::Open => {
            example("", |desk| desk.asked() == [open("https://www.rover.example/lands")])
        }
        Action::OpenAll => example("", |desk| desk.asked().len() == 3),
        Action::Follow => example("ll", |desk| desk.selected() == PAPER[1]),
        Action::OpenNumbered => example(
            "4jll",
            |desk| matches!(desk.asked().as_slice(), [Effect::Job(Job::Open(url))] if url.starts_with("https://r")),
        ),
        Action::CopyLink => example("", |desk| {
            desk.asked()
                == [Effect::Terminal(TerminalEffect::Copy(
                    "https://www.rover.example/lands".into(),
                ))]
        }),
        Action::CopyTitle => example("j", |desk| {
            let copied = "Lander waits – https://lander.example/waits";
            desk.asked() == [Effect::Terminal(TerminalEffect::Copy(copied.into()))]
        }),
        Action::WidenList => example("", |desk| desk.app.layout.list.width == 53),
        Action::NarrowList => example("", |desk| desk.app.layout.list.width == 49),
        Action::Hints => example("", |desk| desk.screen().contains("a letter opens")),
        Action::Enclosures | Action::Download => {
            example("", |desk| desk.said() == "this article has no media files")
        }
        Action::Sidebar => example("", |desk| desk.focus() == Focus::Sidebar),
        Action::Subscribe => example("", |desk| desk.screen().contains("Add a feed")),
        Action::Unsubscribe | Action::EditFeed => {
            example("", |desk| desk.said().starts_with("no subscribed feed is selected"))
        }
        Action::Pipe => example("", |desk| desk.screen().contains(":pipe ")),
        Action::FoldStory => of_story("j", |desk| desk.app.list.rows().len() == 5),
        Action::FoldAll => of_story("", |desk| desk.app.list.rows().len() == 5),
        Action::NextSource => of_story("j", |desk| desk.selected() == "Ferries end"),
        Action::PreviousSource => of_story("j", |desk| desk.selected() == "Crowd on the bridge"),
        Action::Split => of_story("j", |desk| desk.app.list.rows().len() == 4),
        Action::Join => of_story("xx", |desk| desk.app.list.rows().len() == 2),
        Action::NextView => example("", |desk| desk.view() == "Top"),
        Action::PreviousView => example("", |desk| desk.view() == "History"),
        Action::Search => example("", |desk| desk.screen().contains("\n /")),
        Action::NextMatch => example("r", |desk| desk.selected() == PAPER[1]),
        Action::PreviousMatch => example("jj", |desk| desk.selected() == PAPER[1]),
        Action::Filter => example("", |desk| desk.screen().contains("with images")),
        Action::ToggleRead => {
            example("", |desk| desk.said() == "read: Rover lands" && desk.kept.len() == 1)
        }
        Action::ToggleStar => example("", |desk| desk.said() == "starred: Rover lands"),
        Action::AllRead => example("", |desk| desk.screen().contains("Mark 6 stories as read?")),
        Action::Undo => example("s", |desk| desk.said() == "undone: starred: Rover lands"),
        Action::Redo => example("su", |desk| desk.said() == "redone: starred: Rover lands"),
        Action::Pick => example("", |desk| desk.app.picked().len() == 1),
        Action::PickRange => example("", |desk| desk.app.picked_range().is_some()),
        Action::Mute => example("", |desk| desk.screen().contains("Hide from now on")),
        Action::Sort => example("", |desk| desk.screen().contains("Order by")),
        Action::Images => example("", |desk| desk.said() == "only captions are shown"),
        Action::Theme => example("", |desk| desk.screen().contains("as in the settings")),
        Action::Zen => example("", |desk| !desk.screen().contains("Stories")),
        Action::Problems => example("", |desk| desk.screen().contains("No problems.")),
        Action::Palette => example("", |desk| desk.screen().contains("Enter runs")),
        Action::View => example("", |desk| desk.view() == "Top"),
        Action::Set => example("", |desk| desk.said() == "read_after: off, for now"),
        Action::Help => example("", |desk| desk.screen().contains("move down, or scroll")),
        Action::Reload => example("", |desk| desk.asked() == [Effect::Job(Job::Rescan)]),
        Action::Redraw => {
            example("", |desk| desk.asked() == [Effect::Terminal(TerminalEffect::Redraw)])
        }
        Action::Suspend => {
            example("", |desk| desk.asked() == [Effect::Terminal(TerminalEffect::Suspend)])
        }
        Action::Quit => {
            example("", |desk| desk.asked() == [Effect::Terminal(TerminalEffect::Quit)])
        }
        Action::QuitNow => {
            example("ll", |desk| desk.asked() == [Effect::Terminal(TerminalEffect::Quit)])
        }
    }
}

#[test]
fn every_key_of_the_table_does_what_its_row_says() {
    for entry in TABLE {
        for key in entry.keys {
            let Example { with, before, after } = example_of(entry.action);
            let mut desk = opened(with(), before);
            assert!(!after(&mut desk), "{}: done before {key} was pressed", entry.name);
            desk.key(key);
            assert!(
                after(&mut desk),
                "{}: {key} did not: {}\n{}",
                entry.name,
                desk.said(),
                desk.screen()
            );
        }
    }
}

/// Runs every action by its name, with an argument if it takes one.
#[test]
fn every_action_of_the_table_runs_by_its_name() {
    for entry in TABLE {
        let command = match entry.action {
            Action::View => "view top",
            Action::Set => "set read_after off",
            _ => entry.name,
        };
        let Example { with, before, after } = example_of(entry.action);
        let mut desk = opened(with(), before);
        desk.keys(":").keys(command).keys("<Enter>");
        assert!(after(&mut desk), "{command}: {}\n{}", desk.said(), desk.screen());
    }
}

#[test]
fn a_count_moves_so_many_rows() {
    let mut desk = opened(headlines(400), "5j");
    assert_eq!(desk.selected(), "Headline 6");
    assert_eq!(desk.keys("12j3k").selected(), "Headline 15");
    assert_eq!(desk.keys("9999999999999999999999j").selected(), "Headline 400");
    assert_eq!(desk.keys("10k").selected(), "Headline 390");
    assert_eq!(desk.keys("999k").selected(), "Headline 1");
}

#[test]
fn a_count_is_shown_while_it_is_typed_and_given_up_with_esc() {
    let mut desk = opened(headlines(40), "l12");
    assert!(desk.screen().ends_with(" 12 "), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!((desk.app.count, desk.focus()), (None, Focus::Article));
    assert_eq!(desk.keys("<Esc>j").selected(), "Headline 2");
}

#[test]
fn a_zero_alone_is_no_count() {
    let desk = opened(headlines(40), "0");
    assert_eq!(desk.app.count, None);
    assert!(desk.said().contains("0 does nothing"), "{}", desk.said());
}

#[test]
fn a_count_is_gone_after_the_next_key() {
    assert_eq!(opened(headlines(40), "5Wj").selected(), "Headline 2");
    assert_eq!(opened(headlines(40), "5zqj").selected(), "Headline 2");
}

#[test]
fn top_and_bottom_and_a_row_by_its_number() {
    let mut desk = opened(headlines(400), "G");
    assert_eq!(desk.selected(), "Headline 400");
    assert_eq!(desk.keys("gg").selected(), "Headline 1");
    assert_eq!(desk.keys("3G").selected(), "Headline 3");
    assert_eq!(desk.keys("17g").selected(), "Headline 17");
    assert_eq!(desk.keys("999G").selected(), "Headline 400");
}

#[test]
fn pages_and_half_pages_of_the_list_go_by_what_is_in_sight() {
    let mut desk = opened(headlines(400), "<^d>");
    let rows = desk.app.layout.list_rows();
    assert_eq!(desk.app.list.cursor.at, rows / 2);
    assert_eq!(desk.keys("<^u>").app.list.cursor.at, 0);
    assert_eq!(desk.keys("<^f><^f>").app.list.cursor.at, 2 * rows);
    assert_eq!(desk.keys("<PgUp>").app.list.cursor.at, rows);
    assert_eq!(desk.keys("3<^d>").app.list.cursor.at, rows + 3 * (rows / 2));
}

#[test]
fn space_pages_through_the_article_and_then_goes_to_the_next() {
    let mut desk = opened(paper(), "");
    let mut pages = 0;
    while desk.selected() == PAPER[0] {
        let before = desk.app.reader.scroll();
        desk.keys("<Space>");
        pages += 1;
        let after = desk.app.reader.scroll();
        assert!(after > before || desk.selected() == PAPER[1]);
        assert!(pages < 50, "space never comes to the end");
    }
    assert!(pages > 3, "{pages}");
    assert_eq!((desk.app.reader.scroll(), desk.focus()), (0, Focus::List));
}

#[test]
fn a_page_keeps_one_line_of_the_page_before() {
    let mut desk = opened(paper(), "l");
    let height = desk.app.layout.article_rows();
    let last = desk.app.reader.lines()[height - 1].text();
    assert_eq!(desk.keys("<Space>").top_line(), last);
}

#[test]
fn space_at_the_end_of_the_last_article_says_so() {
    let mut desk = opened(paper(), "G<Space><Space>");
    assert_eq!(desk.selected(), PAPER[5]);
    assert_eq!(desk.said(), "nothing unread below; N looks the other way");
    assert_eq!(desk.asked(), []);
}

#[test]
fn space_on_a_narrow_screen_shows_the_article_before_it_pages() {
    let mut desk = Desk::with(paper(), (60, 24));
    desk.keys("<Space>");
    assert_eq!((desk.focus(), desk.app.reader.scroll()), (Focus::Article, 0));
    assert!(desk.keys("<Space>").app.reader.scroll() > 0);
}

#[test]
fn the_next_article_from_every_pane_keeps_the_pane() {
    for (keys, focus) in [("", Focus::List), ("l", Focus::Article)] {
        let mut desk = opened(paper(), keys);
        assert_eq!(desk.keys("J").selected(), PAPER[1]);
        assert_eq!(desk.focus(), focus);
        assert_eq!(desk.keys("3J").selected(), PAPER[4]);
        assert_eq!(desk.keys("2K").selected(), PAPER[2]);
        assert_eq!(desk.focus(), focus);
    }
    // The next article has related links too; the one after has none.
    let mut desk = opened(paper(), "llJ");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[1], Focus::Related));
    desk.keys("J");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[2], Focus::Article));
}

#[test]
fn the_ends_of_the_list_are_told() {
    let mut desk = opened(paper(), "lK");
    assert_eq!(desk.said(), "this is the first article");
    assert_eq!(desk.selected(), PAPER[0]);
    desk.keys("99J");
    assert_eq!((desk.selected().as_str(), desk.said()), (PAPER[5], ""));
    assert_eq!(desk.keys("J").said(), "this is the last article");
}

#[test]
fn from_the_list_to_the_related_links_and_back() {
    for (forward, back) in
        [("l", "h"), ("<Enter>", "<Esc>"), ("<Right>", "<Left>"), ("l", "<Backspace>")]
    {
        let mut desk = opened(paper(), "");
        let mut seen = Vec::new();
        for key in [forward, forward, back, back, back] {
            desk.keys(key);
            seen.push(desk.focus());
        }
        let (list, article, related) = (Focus::List, Focus::Article, Focus::Related);
        assert_eq!(seen, [article, related, article, list, list], "{forward} {back}");
        assert_eq!((desk.asked(), desk.selected().as_str()), (Vec::new(), PAPER[0]));
    }
}

#[test]
fn going_on_where_there_is_nothing_says_what_to_press() {
    assert_eq!(Desk::with(Vec::new(), WIDE).keys("l").said(), "nothing to read yet");
    let mut desk = opened(paper(), "Gl");
    assert!(desk.keys("l").said().contains("no related links"), "{}", desk.said());
    assert_eq!(desk.focus(), Focus::Article);
    let desk = opened(paper(), "lll");
    assert!(desk.said().contains("Enter follows this link"), "{}", desk.said());
}

#[test]
fn esc_never_quits() {
    let mut places = vec![opened(paper(), ""), opened(Vec::new(), ""), Desk::empty(WIDE)];
    places.extend(
        ["l", "ll", "z", "?", "!", "4jO", "12", "ll<Enter>"].map(|keys| opened(paper(), keys)),
    );
    for desk in &mut places {
        desk.keys("<Esc><Esc><Esc><Esc><Esc>");
        assert_eq!(desk.asked(), []);
        assert_eq!(desk.focus(), Focus::List);
        assert!(desk.app.overlays.is_empty() && !desk.app.zen);
    }
}

#[test]
fn tab_goes_round_the_panes_that_there_are() {
    let round = |desk: &mut Desk, key: &str, steps: usize| -> Vec<Focus> {
        (0..steps).map(|_| desk.keys(key).focus()).collect()
    };
    let (list, article, related) = (Focus::List, Focus::Article, Focus::Related);
    let mut desk = opened(paper(), "");
    assert_eq!(round(&mut desk, "<Tab>", 4), [article, related, list, article]);
    assert_eq!(round(&mut desk, "<Shift-Tab>", 4), [list, related, article, list]);
    let mut two = opened(paper(), "G");
    assert_eq!(round(&mut two, "<Tab>", 3), [article, list, article]);
    assert_eq!(round(&mut two, "<Shift-Tab>", 3), [list, article, list]);
    let mut none = Desk::with(Vec::new(), WIDE);
    assert_eq!(round(&mut none, "<Tab>", 2), [list, list]);
}

#[test]
fn an_article_without_a_link_that_opens_says_why() {
    let mut desk = opened(paper(), "2jo");
    assert_eq!(desk.said(), "cannot open: no link in this document");
    desk.keys("jo");
    assert_eq!(
        desk.said(),
        "cannot open: only http and https links are opened, this one is javascript:"
    );
    desk.keys("O");
    assert_eq!(desk.said(), "none of the links can be opened");
    desk.keys("y");
    assert!(desk.said().starts_with("cannot copy: only http"), "{}", desk.said());
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_count_before_o_opens_that_related_link() {
    let mut desk = opened(paper(), "4j17o");
    assert_eq!(desk.asked(), [open("https://r17.example/")]);
    assert_eq!(desk.said(), "opening https://r17.example/");
    desk.keys("60o");
    assert_eq!(desk.asked(), [open("https://r60.example/")]);
    desk.keys("61o");
    assert_eq!(desk.said(), "no related link 61, there are 60");
    desk.keys("gg17o");
    assert_eq!(desk.said(), "no related link 17, there are 3");
    desk.keys("3o");
    assert!(desk.said().starts_with("cannot open related link 3: only http"), "{}", desk.said());
    assert_eq!(desk.asked(), []);
}

/// As run from the command palette.
#[test]
fn open_by_its_name_takes_the_number_of_a_related_link_or_none() {
    let mut desk = opened(paper(), "4j:open 3<Enter>");
    assert_eq!(desk.asked(), [open("https://r3.example/")]);
    assert_eq!(desk.said(), "opening https://r3.example/");
    desk.keys(":open<Enter>");
    assert_eq!(desk.asked(), [open("https://many.example/")]);
    desk.keys(":open 61<Enter>");
    assert_eq!(desk.said(), "no related link 61, there are 60");
    desk.keys("l:open 3<Enter>");
    assert_eq!(desk.asked(), [open("https://r3.example/")], "from the article, too");
    desk.keys(":open x<Enter>");
    assert!(desk.screen().contains("as in `open 3`"), "{}", desk.screen());
    assert_eq!(desk.asked(), []);
}

#[test]
fn up_to_five_links_open_without_a_question() {
    let few = format!("{}\nurl: https://few.example/\n{}", header("Few", 1), related(4));
    let mut desk = opened(vec![article("few.md", &few, "")], "O");
    let opened: Vec<Effect> = ["few", "r1", "r2", "r3", "r4"]
        .iter()
        .map(|host| open(&format!("https://{host}.example/")))
        .collect();
    assert_eq!(desk.asked(), opened);
    assert_eq!(desk.said(), "opening 5 links");
}

#[test]
fn more_than_five_links_are_asked_about() {
    let mut desk = opened(paper(), "4jO");
    assert!(desk.screen().contains("Open 61 links in the browser?"), "{}", desk.screen());
    assert_eq!(desk.asked(), []);
    for other in ["x", "j", "<Space>", "?", "5"] {
        desk.keys(other);
        assert_eq!(desk.said(), "press y or n", "after {other}");
        assert_eq!(desk.app.overlays.len(), 1);
    }
    desk.keys("y");
    let asked = desk.asked();
    assert_eq!((asked.len(), &asked[0]), (61, &open("https://many.example/")));
    assert!(desk.app.overlays.is_empty());
    for no in ["n", "N", "q", "<Esc>", "h"] {
        desk.keys("O").keys(no);
        assert_eq!(desk.said(), "nothing was done", "after {no}");
        assert!(desk.app.overlays.is_empty() && desk.asked().is_empty());
    }
    assert_eq!(desk.keys("O<Enter>").asked().len(), 61);
}

/// Accepting ^y would allow confirmations by accident.
#[test]
fn only_a_plain_y_is_a_yes() {
    for key in ["<^y>", "<Alt-y>"] {
        let mut desk = opened(paper(), "4jO");
        desk.keys(key);
        assert_eq!(desk.asked(), [], "after {key}");
        assert_eq!(desk.app.overlays.len(), 1);
    }
}

#[test]
fn a_question_counts_the_links_that_cannot_be_opened() {
    let head = format!(
        "{}\nurl: https://few.example/\n{}\n  - {{title: Bad, url: \"ftp://x.example/\"}}",
        header("Few", 1),
        related(7)
    );
    let desk = opened(vec![article("few.md", &head, "")], "O");
    let screen = desk.screen();
    assert!(screen.contains("Open 8 links in the browser? (1 more cannot be opened)"), "{screen}");
}

#[test]
fn digits_in_the_related_pane_open_that_link() {
    let mut desk = opened(paper(), "4jll7");
    assert_eq!(desk.asked(), [open("https://r7.example/")]);
    assert_eq!(desk.app.related.cursor.at, 6);
    let mut desk = opened(paper(), "ll9");
    assert_eq!(desk.said(), "no related link 9, there are 3");
    assert_eq!((desk.asked(), desk.app.related.cursor.at), (Vec::new(), 0));
}

#[test]
fn o_and_y_in_the_related_pane_are_about_the_selected_link() {
    let mut desk = opened(paper(), "lljo");
    assert_eq!(desk.asked(), [open("https://outside.example/x")]);
    desk.keys("yY");
    let copied = ["https://outside.example/x", "From outside – https://outside.example/x"];
    assert_eq!(
        desk.asked(),
        copied.map(|text| Effect::Terminal(TerminalEffect::Copy(text.to_owned())))
    );
    desk.keys("jo");
    assert!(desk.said().contains("javascript:"), "{}", desk.said());
    assert_eq!(desk.asked(), []);
}

#[test]
fn enter_on_a_related_link_that_is_not_in_the_list_opens_it() {
    let mut desk = opened(paper(), "llj<Enter>");
    assert_eq!(desk.asked(), [open("https://outside.example/x")]);
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[0], Focus::Related));
}

#[test]
fn enter_jumps_to_a_document_of_the_list_and_h_comes_back_to_the_same_place() {
    let mut desk = opened(paper(), "l20jl");
    let top = desk.top_line();
    desk.keys("<Enter>");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[1], Focus::Article));
    assert_eq!(desk.said(), "h goes back to where you came from");
    assert_eq!(desk.asked(), []);
    desk.keys("jjh");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[0], Focus::Related));
    assert_eq!((desk.top_line(), desk.app.related.cursor.at), (top, 0));
    assert_eq!(desk.keys("h").focus(), Focus::Article);
}

#[test]
fn jumps_come_back_one_by_one() {
    let mut desk = opened(paper(), "ll<Enter>l<Enter>");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[0], Focus::Article));
    desk.keys("h");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[1], Focus::Related));
    desk.keys("<Esc>");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[0], Focus::Related));
}

#[test]
fn coming_back_selects_the_related_link_that_was_followed() {
    let items = "related:\n  - {title: A, url: \"https://a.example/\", quality: 9}\n  - {title: B, url: \"https://b.example/\", quality: 8}\n  \
        - {title: Headline 2, url: \"https://news.example/2\", quality: 7}";
    let first = format!("{}\nurl: https://first.example/\n{items}", header("First", 0));
    let mut articles = headlines(5);
    articles.push(article("first.md", &first, &long_body()));
    let mut desk = opened(articles, "lljj<Enter>");
    assert_eq!(desk.selected(), "Headline 2");
    desk.keys("h");
    assert_eq!((desk.selected().as_str(), desk.app.related.cursor.at), ("First", 2));
}

/// Regression: the saved position was kept until any body arrived, so the next article opened in
/// its middle.
#[test]
fn a_place_to_come_back_to_is_not_taken_for_another_article() {
    let mut articles = paper();
    articles[1] = Article { body: newswire::Body::Kept(long_body().into()), ..articles[1].clone() };
    let mut desk = opened(articles, "l40jl<Enter>");
    desk.bodies_wait = true;
    desk.keys("hJ");
    assert_eq!(desk.selected(), PAPER[1]);
    desk.bring_bodies();
    assert_eq!(desk.app.reader.scroll(), 0, "{}", desk.screen());
}

/// After q, the history is empty: Esc must not jump to another article.
#[test]
fn q_from_an_article_that_was_jumped_to_forgets_the_way() {
    let mut desk = opened(paper(), "ll<Enter>q");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[1], Focus::List));
    desk.keys("<Esc>");
    assert_eq!((desk.selected().as_str(), desk.focus()), (PAPER[1], Focus::List));
}

#[test]
fn q_goes_back_from_the_article_and_quits_from_the_list() {
    for keys in ["l", "ll", "z", "lz"] {
        let mut desk = opened(paper(), keys);
        desk.keys("q");
        assert_eq!((desk.asked(), desk.focus(), desk.app.zen), (Vec::new(), Focus::List, false));
        assert_eq!(desk.keys("q").asked(), [Effect::Terminal(TerminalEffect::Quit)]);
    }
    assert_eq!(Desk::empty(WIDE).keys("q").asked(), [Effect::Terminal(TerminalEffect::Quit)]);
}

#[test]
fn quitting_at_once_works_everywhere() {
    for place in ["", "l", "ll", "z", "?", "!", "!<Enter>", "4jO", "12"] {
        for quit in ["Q", "<^c>"] {
            let mut desk = with_problems();
            desk.keys(place).asked();
            desk.keys(quit);
            assert_eq!(
                desk.asked(),
                [Effect::Terminal(TerminalEffect::Quit)],
                "{quit} after {place:?}"
            );
        }
    }
}

#[test]
fn zen_shows_the_article_alone_and_esc_or_z_ends_it() {
    for end in ["z", "<Esc>", "h"] {
        let mut desk = opened(paper(), "z");
        assert!(desk.app.zen && desk.focus() == Focus::Article);
        assert_eq!(desk.keys("J").selected(), PAPER[1]);
        assert!(desk.app.zen);
        desk.keys(end);
        assert_eq!((desk.app.zen, desk.focus()), (false, Focus::List), "{end}");
    }
    let desk = opened(paper(), "lzz");
    assert_eq!(desk.focus(), Focus::Article, "back in the pane it came from");
    let desk = opened(paper(), "zl");
    assert_eq!((desk.said(), desk.focus()), ("z shows the other panes", Focus::Article));
    assert!(!Desk::with(Vec::new(), WIDE).keys("z").app.zen, "there is nothing to show");
}

fn with_problems() -> Desk {
    let mut desk = Desk::empty(WIDE);
    let problems: Vec<Problem> = (1..=3).map(|n| problem(&format!("{n}.md"), 10 * n)).collect();
    desk.finish(paper(), problems);
    desk
}

#[test]
fn problems_are_listed_and_enter_shows_the_file() {
    let mut desk = with_problems();
    desk.keys("!j<Enter>");
    assert_eq!(desk.asked(), [Effect::Job(Job::ReadHead("2.md".into()))]);
    assert!(desk.screen().contains("reading…"));
    let lines = (1..=100).map(|n| format!("words of line {n}")).collect();
    desk.send(Message::Head { path: "2.md".into(), lines: Ok(lines) });
    assert!(desk.screen().contains("words of line 20"), "{}", desk.screen());
    assert!(desk.keys("g").screen().contains("words of line 1 "));
    assert!(desk.keys("G").screen().contains("words of line 100"));
    desk.keys("q");
    assert!(
        matches!(desk.app.overlays.as_slice(), [Overlay::Problems(problems)] if problems.cursor.at == 1)
    );
    desk.keys("!");
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.focus(), Focus::List);
}

#[test]
fn a_file_that_comes_after_another_was_opened_is_not_shown_there() {
    let mut desk = with_problems();
    desk.keys("!<Enter>qj<Enter>");
    desk.send(Message::Head {
        path: "1.md".into(),
        lines: Ok(vec!["of the first file".to_owned()]),
    });
    assert!(!desk.screen().contains("of the first file"));
}

#[test]
fn a_file_that_is_gone_says_so() {
    let mut desk = with_problems();
    desk.keys("!<Enter>");
    desk.send(Message::Head { path: "1.md".into(), lines: Err(problem("1.md", 1)) });
    assert!(desk.screen().contains("cannot parse the header"));
    desk.keys("jkGg<^d><Esc><Esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn help_scrolls_and_closes() {
    let mut desk = Desk::with(paper(), (100, 16));
    assert!(desk.keys("?").screen().contains("move down"));
    assert!(desk.keys("G").screen().contains("reverses any order"), "{}", desk.screen());
    assert!(!desk.screen().contains("move down"));
    assert!(desk.keys("g").screen().contains("move down"));
    assert!(!desk.keys("5j").screen().contains("half a page down"));
    for close in ["q", "<Esc>", "?", "h"] {
        desk.keys(close);
        assert!(desk.app.overlays.is_empty(), "{close}");
        desk.keys("?");
    }
    assert_eq!(desk.asked(), []);
    assert_eq!(desk.selected(), PAPER[0], "keys went through to the list");
}

#[test]
fn an_unknown_key_says_so_until_the_next_key() {
    let mut desk = opened(paper(), "W");
    assert_eq!(desk.said(), "W does nothing here, ? shows the keys");
    assert!(desk.screen().contains("⚠ W does nothing here"));
    assert_eq!(desk.keys("j").said(), "");
    assert_eq!(desk.keys("<Alt-x>").said(), "Alt-x does nothing here, ? shows the keys");
    assert_eq!(desk.keys("<^x>").said(), "^x does nothing here, ? shows the keys");
    assert!(desk.keys("中").said().starts_with("中 does nothing"));
}

#[test]
fn reading_again_keeps_the_selected_article_though_the_order_changes() {
    let mut desk = opened(headlines(40), "20jl");
    assert_eq!(desk.selected(), "Headline 21");
    desk.keys("R");
    assert_eq!(desk.asked(), [Effect::Job(Job::Rescan)]);
    assert_eq!(desk.said(), "reading again…");
    assert!(desk.screen().contains("Headline 21"), "the old articles stay on the screen");
    let mut again: Vec<Article> = (15..=40).rev().map(headline).collect();
    again.push(article("new.md", &header("Brand new", 0), ""));
    desk.finish(again, Vec::new());
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Headline 21", Focus::Article));
    assert_eq!(desk.app.position(), (8, 27));
    assert_eq!(desk.said(), "27 articles: 1 new, 26 changed, 14 gone");
    desk.keys("R");
    desk.load(Contents { finished: true, ..Contents::default() });
    assert_eq!(desk.said(), "27 articles, nothing has changed");
}

#[test]
fn an_article_that_is_gone_after_reading_again_gives_way_to_its_neighbour() {
    let mut desk = opened(headlines(10), "4jR");
    let rest = (1..=10).filter(|n| *n != 5).map(headline).collect();
    desk.finish(rest, Vec::new());
    assert_eq!(desk.selected(), "Headline 6");
    let mut desk = opened(headlines(10), "GR");
    desk.finish(headlines(3), Vec::new());
    assert_eq!(desk.selected(), "Headline 3");
}

#[test]
fn reading_again_keeps_the_line_at_the_top() {
    let mut desk = opened(paper(), "l20j");
    let top = desk.top_line();
    desk.keys("R");
    desk.finish(paper(), Vec::new());
    assert_eq!(desk.top_line(), top);
}

/// Regression: an empty article filled a narrow screen without a message.
#[test]
fn a_folder_that_became_empty_says_so_in_every_pane() {
    for size in [WIDE, (60, 24)] {
        for keys in ["", "l", "ll", "z"] {
            let mut desk = Desk::with(paper(), size);
            desk.keys(keys).keys("R");
            desk.finish(Vec::new(), Vec::new());
            // An open article stays readable until it is closed.
            let screen = desk.keys("<Esc><Esc><Esc>").screen();
            assert!(screen.contains("No articles in ~/news"), "after {keys:?}:\n{screen}");
        }
    }
}

#[test]
fn a_load_that_begins_anew_takes_the_place_of_the_one_that_failed() {
    let mut desk = opened(headlines(9), "R");
    let batch = |articles, finished| {
        newswire::Batch::of(Contents { articles, finished, ..Contents::default() })
    };
    desk.send(Message::Loaded { load: 2, batch: batch(headlines(3), false) });
    assert_eq!((desk.app.store.len(), desk.app.loading.finished), (3, false));
    desk.send(Message::Loaded { load: 1, batch: batch(headlines(40), true) });
    assert_eq!((desk.app.store.len(), desk.app.loading.finished), (3, false));
}

#[test]
fn reading_again_waits_for_the_load_under_way() {
    let mut desk = Desk::empty(WIDE);
    desk.keys("R");
    assert_eq!(desk.asked(), []);
    assert!(desk.said().contains("still reading"), "{}", desk.said());
    desk.finish(headlines(3), Vec::new());
    assert_eq!(desk.asked(), [Effect::Job(Job::Rescan)], "what was asked for is done then");
}

#[test]
fn no_key_does_harm_in_a_list_without_articles() {
    for mut desk in
        [Desk::empty(WIDE), Desk::with(Vec::new(), WIDE), Desk::with(Vec::new(), (10, 3))]
    {
        for entry in TABLE {
            for key in entry.keys {
                desk.key(key);
                draw(&desk.app, &Theme::new(true), &mut Buffer::empty(desk.app.layout.screen));
            }
        }
        desk.keys("<Esc><Esc><Esc>");
        desk.asked();
        for (key, said) in
            [("o", "no article to open"), ("O", "no article to open"), ("y", "nothing to copy")]
        {
            assert_eq!(desk.keys(key).said(), said);
        }
        assert_eq!(desk.keys("3o").said(), "there are no related links");
        assert_eq!(desk.asked(), []);
    }
}

#[test]
fn the_first_article_is_selected_until_a_key_chooses() {
    let mut desk = Desk::empty(WIDE);
    for number in [9, 6, 3] {
        desk.load(Contents {
            articles: (number..number + 3).map(headline).collect(),
            ..Contents::default()
        });
        assert_eq!(desk.selected(), format!("Headline {number}"));
    }
}

#[test]
fn newer_articles_move_neither_the_selection_nor_its_row_on_the_screen() {
    for size in [WIDE, (60, 14), (200, 60)] {
        let mut desk = Desk::empty(size);
        desk.load(Contents {
            articles: (101..=200).map(headline).collect(),
            ..Contents::default()
        });
        desk.keys("50j");
        let row = row_of(&desk, "Headline 151");
        for newer in [50..=100, 2..=3, 4..=49, 1..=1] {
            desk.load(Contents { articles: newer.map(headline).collect(), ..Contents::default() });
            assert_eq!(desk.selected(), "Headline 151");
            assert_eq!(row_of(&desk, "Headline 151"), row, "at {size:?}");
        }
        assert_eq!(desk.app.position(), (151, 200));
    }
}

/// Regression: near the edge, the scroll margin moved the row by up to three.
#[test]
fn newer_articles_do_not_move_the_row_of_a_selection_near_the_top() {
    for keys in ["j", "jj", "jk"] {
        let mut desk = Desk::empty(WIDE);
        desk.load(Contents {
            articles: (101..=200).map(headline).collect(),
            ..Contents::default()
        });
        desk.keys(keys);
        let selected = desk.selected();
        let row = row_of(&desk, &selected);
        desk.finish((51..=100).map(headline).collect(), Vec::new());
        assert_eq!(desk.selected(), selected);
        assert_eq!(row_of(&desk, &selected), row, "after {keys}");
    }
}

/// Returns the screen row of the selected article, found by its title.
fn row_of(desk: &Desk, title: &str) -> usize {
    let (rows, title) = (desk.rows(), format!(" {title} "));
    rows.iter()
        .position(|row| row.starts_with("│▌") && row.contains(&title))
        .unwrap_or_else(|| panic!("{title} is not selected in sight:\n{}", rows.join("\n")))
}

#[test]
fn older_articles_that_come_later_change_nothing_on_the_screen() {
    let mut desk = Desk::empty(WIDE);
    desk.load(Contents { articles: headlines(20), ..Contents::default() });
    desk.keys("5j");
    let row = row_of(&desk, "Headline 6");
    desk.load(Contents { articles: (21..=90).map(headline).collect(), ..Contents::default() });
    assert_eq!((desk.selected().as_str(), row_of(&desk, "Headline 6")), ("Headline 6", row));
}

#[test]
fn reading_an_article_while_newer_ones_come_goes_on_undisturbed() {
    let mut desk = Desk::empty(WIDE);
    desk.load(Contents { articles: paper(), ..Contents::default() });
    desk.keys("l20j");
    let top = desk.top_line();
    desk.finish(vec![article("new.md", &header("Brand new", 0), "")], Vec::new());
    assert_eq!((desk.selected().as_str(), desk.top_line()), (PAPER[0], top));
}

#[test]
fn a_document_that_arrives_later_becomes_a_jump_of_the_related_pane() {
    let mut desk = Desk::empty(WIDE);
    let mut articles = paper();
    let lander = articles.remove(1);
    desk.load(Contents { articles, ..Contents::default() });
    desk.keys("ll");
    assert!(!desk.screen().contains("→ Lander waits"));
    desk.finish(vec![lander], Vec::new());
    assert!(desk.screen().contains("→ Lander waits"), "{}", desk.screen());
    assert_eq!(desk.keys("<Enter>").selected(), PAPER[1]);
}

#[test]
fn moving_on_at_the_last_article_stays_there() {
    let mut desk = opened(paper(), "Gj5j<^d><^f>G");
    assert_eq!(desk.selected(), PAPER[5]);
    assert_eq!(desk.keys("K").selected(), PAPER[4]);
}

#[test]
fn a_body_that_comes_after_one_moved_on_is_not_shown() {
    let mut desk = Desk::empty(WIDE);
    desk.bodies_wait = true;
    desk.finish(paper(), Vec::new());
    assert!(desk.screen().contains('…'), "the body is being read");
    desk.keys("2J");
    desk.bring_bodies();
    assert!(!desk.screen().contains("Paragraph 1"), "{}", desk.screen());
    assert!(!desk.screen().contains("The lander waits."), "{}", desk.screen());
}

#[test]
fn a_body_that_cannot_be_read_says_why_in_its_place() {
    let (mut app, _) = App::new("x", WIDE, NOW, &Config::default());
    let mut article = paper().remove(0);
    article.body = newswire::Body::OnDisk;
    let effects = app.update(Message::Loaded {
        load: 1,
        batch: newswire::Batch::of(Contents {
            articles: vec![article],
            finished: true,
            ..Contents::default()
        }),
    });
    let [Effect::Job(Job::ReadBody(BodyRequest { load, id, origin, body, .. }))] =
        effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    let problem = newswire::body(origin, body).expect_err("there is no such file");
    app.update(Message::Body { load: *load, id: *id, body: Err(problem) });
    let text: Vec<String> = app.reader.lines().iter().map(newswire::Line::text).collect();
    let text = text.join(" ");
    assert!(text.contains("cannot read: no such file or folder"), "{text}");
    assert!(text.contains("hint: check the path"), "{text}");
}

#[test]
fn how_a_job_ended_is_said() {
    let mut desk = opened(paper(), "o");
    desk.send(Message::Done(Err("it failed".to_owned())));
    assert!(desk.screen().contains("⚠ it failed"), "{}", desk.screen());
    desk.send(Message::Done(Ok("it went well".to_owned())));
    assert_eq!(desk.said(), "it went well");
}

/// Regression: one success message hid that some links could not be opened.
#[test]
fn how_opening_ended_is_said_when_all_links_have_been_tried() {
    let tried = |desk: &mut Desk, url: &str, outcome: Result<(), &str>| {
        let outcome = outcome.map_err(str::to_owned);
        desk.send(Message::Opened { url: url.to_owned(), outcome });
    };
    let mut desk = opened(paper(), "o");
    tried(&mut desk, "https://a.example/", Ok(()));
    assert_eq!(desk.said(), "opened https://a.example/");
    desk.keys("o");
    tried(&mut desk, "https://a.example/", Err("firefox was not found"));
    assert_eq!(desk.said(), "cannot open, firefox was not found: https://a.example/");
    desk.keys("O");
    assert_eq!(desk.said(), "opening 3 links (1 more cannot be opened)");
    tried(&mut desk, "https://a.example/", Ok(()));
    assert_eq!(desk.said(), "opening links, 1 of 3 done");
    tried(&mut desk, "https://b.example/", Err("firefox ended with status 1"));
    tried(&mut desk, "https://c.example/", Ok(()));
    let said = "1 of 3 links not opened, firefox ended with status 1: https://b.example/";
    assert_eq!(desk.said(), said);
    desk.keys("O");
    for url in ["https://a.example/", "https://b.example/", "https://c.example/"] {
        tried(&mut desk, url, Ok(()));
    }
    assert_eq!(desk.said(), "opened 3 links");
}

/// Regression: an article counted as read though no program could open it.
#[test]
fn what_could_not_be_opened_stays_unread() {
    let unread = |desk: &Desk| {
        let mut lines = desk.app.reader.lines().iter();
        lines.any(|line| line.text().contains("● unread"))
    };
    let mut desk = opened(paper(), "o");
    assert!(!unread(&desk));
    let failed = |desk: &mut Desk, url: &str| {
        let outcome = Err("firefox was not found".to_owned());
        desk.send(Message::Opened { url: url.to_owned(), outcome });
    };
    let Some(Effect::Job(Job::Open(url))) =
        desk.asked().into_iter().find(|effect| matches!(effect, Effect::Job(Job::Open(_))))
    else {
        panic!("a link is opened");
    };
    failed(&mut desk, &url);
    assert!(unread(&desk), "{}", desk.screen());
    assert!(desk.said().starts_with("cannot open"), "{}", desk.said());
    assert_eq!(desk.keys("u").said(), "nothing to undo");
    desk.keys("or");
    failed(&mut desk, &url);
    assert!(unread(&desk), "what the user has marked since stays so");
    desk.keys("o");
    desk.send(Message::Opened { url, outcome: Ok(()) });
    assert!(!unread(&desk));
}

/// The reason follows a link that is longer than the screen is wide.
#[test]
fn a_long_message_is_shown_whole() {
    let mut desk = Desk::with(paper(), (80, 24));
    desk.keys("o");
    let url = format!("https://a.example/{}end", "very/long/".repeat(12));
    desk.send(Message::Opened { url, outcome: Err("firefox was not found".to_owned()) });
    let screen = desk.screen();
    assert!(screen.contains("firefox was not found") && screen.contains("end"), "{screen}");
}

/// Regression: the selection was a row number, so Enter opened the file of another problem.
#[test]
fn the_selected_problem_stays_selected_while_others_come() {
    let mut desk = Desk::empty(WIDE);
    let load = |desk: &mut Desk, path: &str| {
        let problems = vec![problem(path, 3)];
        desk.load(Contents { problems, ..Contents::default() });
    };
    load(&mut desk, "m.md");
    desk.keys("!");
    load(&mut desk, "a.md");
    desk.keys("<Enter>");
    assert_eq!(desk.asked(), [Effect::Job(Job::ReadHead("m.md".into()))]);
}

#[test]
fn ages_follow_the_clock() {
    let mut desk = opened(paper(), "");
    assert!(desk.screen().contains("The Post · 1h"), "{}", desk.screen());
    desk.send(Message::Tick("2026-06-22T12:00:00Z".parse().expect("a moment")));
    assert!(desk.screen().contains("The Post · 2d"), "{}", desk.screen());
}

/// Returns the list rows as headlines, with reports indented under their lead.
fn rows(desk: &Desk) -> Vec<String> {
    let row = |id: &newswire::Id| {
        let title = &desk.app.store.get(*id).expect("an article").title;
        let indent = if desk.app.store.is_lead(*id) { "" } else { "  " };
        format!("{indent}{title}")
    };
    desk.app.list.rows().iter().map(row).collect()
}

const FOLDED: [&str; 3] = ["Rain for the weekend", "Bridge opens", "Budget passes"];
const UNFOLDED: [&str; 5] = [
    "Rain for the weekend",
    "Bridge opens",
    "  Ferries end",
    "  Crowd on the bridge",
    "Budget passes",
];

#[test]
fn a_story_is_one_row_and_unfolds_into_its_reports_best_first() {
    let mut desk = opened(coverage(), "j");
    assert_eq!(rows(&desk), FOLDED);
    assert_eq!(rows(desk.keys("c")), UNFOLDED);
    assert_eq!(desk.selected(), "Bridge opens");
    assert_eq!(desk.keys("jj").selected(), "Crowd on the bridge");
    assert_eq!(rows(desk.keys("c")), FOLDED, "folded from any of its rows");
    assert_eq!(desk.selected(), "Crowd on the bridge", "what is read stays");
    assert_eq!(desk.keys("j").selected(), "Budget passes");
    assert_eq!(rows(desk.keys("C")), UNFOLDED);
    assert_eq!(rows(desk.keys("C")), FOLDED);
    assert_eq!(rows(desk.keys("CKc")), FOLDED, "but for what is folded by hand");
    assert_eq!(rows(desk.keys("C")), UNFOLDED, "all of them");
    assert_eq!(rows(desk.keys("C")), FOLDED);
    desk.keys("gc");
    assert!(desk.said().contains("only one report"), "{}", desk.said());
}

#[test]
fn next_and_previous_go_by_story_where_they_are_folded() {
    let mut desk = opened(coverage(), "lJ");
    assert_eq!(desk.selected(), "Bridge opens");
    assert_eq!(desk.keys(".").selected(), "Ferries end");
    assert_eq!(desk.keys("J").selected(), "Budget passes");
    assert_eq!(desk.keys("K").selected(), "Bridge opens");
    assert_eq!(desk.keys("CJ").selected(), "Ferries end", "and by report where they are not");
}

#[test]
fn sources_of_a_story_are_stepped_through_in_a_circle_without_leaving_the_article() {
    let mut desk = opened(coverage(), "jl");
    for (key, title, said) in [
        (".", "Ferries end", "source 2 of 3 here"),
        (".", "Crowd on the bridge", "source 3 of 3 here"),
        (".", "Bridge opens", "source 1 of 3 here"),
        (",", "Crowd on the bridge", "source 3 of 3 here"),
    ] {
        desk.keys(key);
        assert_eq!((desk.selected().as_str(), desk.said()), (title, said));
        assert_eq!(desk.focus(), Focus::Article);
        assert_eq!(desk.app.list.cursor.at, 1, "the row stays");
    }
    assert!(opened(coverage(), ".").said().contains("only one report"));
}

#[test]
fn the_related_pane_shows_all_sources_of_the_story() {
    let mut desk = opened(coverage(), "j.");
    let items = |desk: &Desk| -> Vec<(String, bool)> {
        let items = desk.app.related.items.iter();
        items.map(|item| (item.related.title.to_string(), item.article.is_some())).collect()
    };
    let of_ferries =
        [("Bridge opens", true), ("Crowd on the bridge", true), ("A bridge abroad", false)];
    assert_eq!(items(&desk), of_ferries.map(|(title, here)| (title.to_owned(), here)));
    assert_eq!(desk.keys("O").asked().len(), 4, "its own link too");
    desk.keys("ll<Enter>");
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Bridge opens", Focus::Article));
}

#[test]
fn views_are_walked_and_the_selection_stays_on_its_article() {
    let mut desk = opened(coverage(), "");
    desk.keys("]");
    assert_eq!((desk.view(), desk.selected().as_str()), ("Top", FOLDED[0]));
    assert_eq!(rows(&desk), ["Bridge opens", "Rain for the weekend", "Budget passes"]);
    assert_eq!(desk.app.list.cursor.at, 1);
    assert_eq!(desk.keys("[").view(), "Latest");
    assert_eq!(rows(&desk), FOLDED);
    assert_eq!(desk.keys("]").view(), "Top");
}

#[test]
fn the_order_is_chosen_by_letter_or_with_enter_and_again_reverses() {
    let mut desk = opened(coverage(), "Sy");
    assert_eq!(rows(&desk), ["Bridge opens", "Budget passes", "Rain for the weekend"]);
    assert_eq!(desk.said(), "ordered by quality");
    assert_eq!(desk.selected(), FOLDED[0], "the selection stays on its article");
    desk.keys("Sy");
    assert_eq!(rows(&desk), ["Rain for the weekend", "Budget passes", "Bridge opens"]);
    assert!(desk.rows()[0].contains("Latest by quality reversed"), "{}", desk.rows()[0]);
    desk.keys("SS");
    assert_eq!(rows(&desk)[0], "Bridge opens", "S in the menu reverses what is there");
    desk.keys("Sgjjjj<Enter>");
    assert_eq!(rows(&desk)[0], "Bridge opens");
    assert!(desk.said().contains("by sources"), "{}", desk.said());
    desk.keys("]");
    assert!(desk.rows()[0].contains("Latest  Top  "), "another view has its own order");
    desk.keys("S<Esc>");
    assert!(desk.app.overlays.is_empty());
    assert!(!desk.app.list.view().is_reordered());
}

/// Regression: `q` in the menu of orders chose the quality instead of closing the menu.
#[test]
fn q_closes_every_dialog() {
    for keys in ["?", "S", "f", "T", "M", "!", ";", "O", "A", "asite.example<Enter>"] {
        let mut desk = opened(paper(), "4j");
        desk.keys(keys);
        let is_open = !desk.app.overlays.is_empty();
        assert!(is_open, "{keys} opens something");
        let typed = keys.ends_with("<Enter>");
        desk.keys(if typed { "<Esc><Esc>" } else { "q" });
        assert!(desk.app.overlays.is_empty(), "{keys}: {}", desk.screen());
        assert!(
            desk.asked().iter().all(|effect| *effect != Effect::Terminal(TerminalEffect::Quit))
        );
        assert!(!desk.app.list.view().is_reordered(), "{keys}");
    }
}

/// Regression: `:theme dark` asked for a number, and `:quit now` quit nothing.
#[test]
fn commands_do_what_one_means_by_them() {
    let mut desk = opened(paper(), "");
    desk.keys(":theme<Space>dark<Enter>");
    assert_eq!(desk.said(), "theme: dark");
    desk.keys(":theme<Space>drak<Enter>");
    assert!(desk.screen().contains("did you mean `dark`?"), "{}", desk.screen());
    desk.keys("<Esc>").asked();
    desk.keys("l:quit<Space>now<Enter>");
    assert_eq!(desk.asked(), [Effect::Terminal(TerminalEffect::Quit)]);
    let mut desk = opened(paper(), "");
    desk.keys(":half<Space>page<Space>d");
    assert!(desk.screen().contains("half-page-down"), "{}", desk.screen());
}

#[test]
fn the_palette_shows_the_values_of_settings() {
    let content = "read_after: 7\nmouse: off\n".to_owned();
    let parsed = newswire::SettingsFile { path: "c.yaml".into(), content }.read();
    let mut desk = Desk::configured(paper(), WIDE, &parsed.config);
    desk.app.begin_with("c.yaml".as_ref(), parsed, newswire::CliOverrides::default());
    let shows = |desk: &Desk, what: &str, value: &str| {
        let rows = desk.rows();
        rows.iter().any(|row| row.contains(what) && row.contains(&format!("  {value} ")))
    };
    desk.keys(":set<Space>read");
    assert!(shows(&desk, "set read_after", "7"), "{}", desk.screen());
    desk.keys("<Esc>:set<Space>mouse");
    assert!(shows(&desk, "set mouse off", "now"), "{}", desk.screen());
    assert!(!shows(&desk, "set mouse on", "now"), "{}", desk.screen());
    desk.keys("<Esc>:set<Space>theme");
    assert!(shows(&desk, "set theme", "terminal"), "the default\n{}", desk.screen());
}

#[test]
fn a_story_keeps_its_row_its_fold_and_the_cursor_while_sources_come() {
    let mut all = coverage();
    let bridge = all.remove(2);
    let mut desk = Desk::empty(WIDE);
    let load = |desk: &mut Desk, articles| desk.load(Contents { articles, ..Contents::default() });
    load(&mut desk, all.drain(..).filter(|article| &*article.title != "Ferries end").collect());
    assert_eq!(rows(&desk), ["Rain for the weekend", "Crowd on the bridge", "Budget passes"]);
    desk.keys("jl");
    load(&mut desk, vec![bridge]);
    assert_eq!(rows(&desk), FOLDED, "a better report came to lead");
    assert_eq!(desk.selected(), "Crowd on the bridge", "what is read stays");
    assert_eq!(desk.app.list.cursor.at, 1);
    desk.keys("c");
    let ferries = coverage().remove(3);
    load(&mut desk, vec![ferries]);
    assert_eq!(rows(&desk), UNFOLDED);
    assert_eq!(desk.selected(), "Crowd on the bridge");
}

#[test]
fn without_stories_every_document_is_a_row() {
    let mut desk = Desk::without_stories(coverage(), WIDE);
    assert_eq!(desk.app.list.rows().len(), 5);
    desk.keys("c");
    assert!(desk.said().contains("stories are off"), "{}", desk.said());
    assert!(desk.screen().contains("╭ Articles "), "{}", desk.screen());
}

/// Regression: rows briefly unfolded after each reload, until texts had been compared.
#[test]
fn reading_again_shows_nothing_before_the_stories_are_known() {
    let post = |name: &str, title: &str| {
        article(name, &format!("title: {title}\ndate: 2026-06-19\nprovider: {name}"), "")
    };
    let posts = || {
        vec![post("A", "Volcano near Reykjavik erupts"), post("B", "Volcano near Reykjavik erupts")]
    };
    let mut desk = opened(posts(), "");
    assert_eq!(desk.app.list.rows().len(), 1);
    desk.keys("R");
    let gone = posts().into_iter().map(|post| post.origin).collect();
    let contents = Contents { articles: posts(), gone, finished: true, ..Contents::default() };
    let effects =
        desk.app.update(Message::Loaded { load: 1, batch: newswire::Batch::of(contents) });
    assert!(
        matches!(effects.as_slice(), [Effect::Job(Job::GroupStories { load: 1, .. })]),
        "{effects:?}"
    );
    assert_eq!(desk.app.list.rows().len(), 1);
    let [Effect::Job(Job::GroupStories { story_texts, .. })] = effects.as_slice() else { return };
    desk.send(Message::StoriesGrouped { load: 1, groups: newswire::similarity(story_texts) });
    assert_eq!(desk.said(), "2 articles: 2 changed");
    assert_eq!(desk.app.list.rows().len(), 1);
}

#[test]
fn the_article_says_why_a_story_stands_where_it_does_while_weight_is_the_order() {
    let mut desk = opened(coverage(), "j");
    let says = |desk: &Desk| desk.screen().contains("Top: weight 140 (its heat), halved every 36");
    assert!(!says(&desk));
    desk.keys("]");
    assert!(says(&desk), "at once: {}", desk.screen());
    desk.keys("]Sw");
    assert!(says(&desk), "by weight in another view: {}", desk.screen());
    desk.keys("St");
    assert!(!says(&desk), "by title it says nothing of weight");
}

/// Regression: the page went back to the lead, and the status line said that nothing had moved.
#[test]
fn at_the_last_row_the_source_that_is_shown_stays() {
    let mut all = coverage();
    all.pop();
    let mut desk = opened(all, "G.");
    assert_eq!(desk.selected(), "Ferries end");
    assert_eq!(desk.keys("J").selected(), "Ferries end");
    assert!(desk.said().contains("last article"), "{}", desk.said());
}

#[test]
fn a_story_that_is_unfolded_while_reading_stays_selected() {
    let mut desk = Desk::empty(WIDE);
    let mut all = coverage();
    let rain = all.remove(0);
    let load = |desk: &mut Desk, articles| desk.load(Contents { articles, ..Contents::default() });
    load(&mut desk, all);
    desk.keys("c");
    load(&mut desk, vec![rain]);
    assert_eq!(desk.selected(), "Bridge opens");
}

/// Regression: the selection was a row number, so Enter opened a different report.
#[test]
fn the_selected_related_report_stays_selected_while_better_ones_come() {
    let mut all = coverage();
    let ferries = all.remove(3);
    let mut bridge = all.remove(2);
    bridge.related = bridge.related.iter().skip(1).cloned().collect();
    let mut desk = Desk::empty(WIDE);
    let load = |desk: &mut Desk, articles| desk.load(Contents { articles, ..Contents::default() });
    load(&mut desk, vec![bridge]);
    desk.keys("llj");
    let selected = |desk: &Desk| desk.app.related.selected().map(|item| item.related.title.clone());
    assert_eq!(selected(&desk).as_deref(), Some("A bridge abroad"));
    load(&mut desk, vec![ferries]);
    assert_eq!(desk.app.related.items.len(), 3);
    assert_eq!(selected(&desk).as_deref(), Some("A bridge abroad"));
}

#[test]
fn help_finds_a_key_by_what_it_does() {
    let mut desk = Desk::with(paper(), WIDE);
    desk.keys("?");
    assert!(desk.screen().contains("/ searches here"), "{}", desk.screen());
    desk.keys("/half a page do");
    let screen = desk.screen();
    assert!(screen.contains("half a page down") && screen.contains("^d"), "{screen}");
    assert!(!screen.contains("next article, from any pane"), "{screen}");
    desk.keys("<Enter>j");
    assert!(desk.screen().contains("half a page down"), "what was found stays: {}", desk.screen());
    desk.keys("<Esc>");
    assert!(matches!(desk.app.overlays.as_slice(), [Overlay::Help(_)]), "still in help");
    assert!(desk.screen().contains("next article, from any pane"), "{}", desk.screen());
    desk.keys("/copy-title");
    assert!(desk.screen().contains("title – link"), "by its name\n{}", desk.screen());
    desk.keys("<Esc>q");
    assert!(desk.app.overlays.is_empty() && !desk.app.zen);
}
