//! The mouse: the effect of clicks by position, and what the wheel leaves unchanged.

mod support;

use newswire::{Article, Effect, Focus, Job, Message, Motion, Mouse, Record};

use support::{Desk, WIDE, article, coverage, find, header, headlines, long_body, paper, related};

fn opened(articles: Vec<Article>, keys: &str) -> Desk {
    let mut desk = Desk::with(articles, WIDE);
    desk.keys(keys);
    desk
}

fn mouse(desk: &mut Desk, motion: Motion, (column, row): (u16, u16)) {
    let mouse = Mouse { motion, column, row };
    desk.send(Message::Mouse { mouse, at: desk.app.now });
}

/// Returns the position of a text on the screen.
fn place(desk: &Desk, text: &str) -> (u16, u16) {
    find(&desk.buffer(false), text).unwrap_or_else(|| panic!("no {text} in\n{}", desk.screen()))
}

/// Clicks on the first letter of a text on the screen.
fn click(desk: &mut Desk, text: &str) {
    let at = place(desk, text);
    mouse(desk, Motion::Press, at);
    mouse(desk, Motion::Release, at);
}

fn open(url: &str) -> Effect {
    Effect::Job(Job::Open(url.to_owned()))
}

#[test]
fn a_click_selects_and_a_second_one_opens_for_reading() {
    let mut desk = opened(headlines(40), "");
    let at = place(&desk, "Headline 5");
    mouse(&mut desk, Motion::Press, at);
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Headline 5", Focus::List));
    mouse(&mut desk, Motion::Press, at);
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Headline 5", Focus::Article));
    assert_eq!(desk.asked(), [], "no browser");
}

#[test]
fn no_row_moves_under_the_pointer_when_it_is_clicked() {
    let mut desk = opened(headlines(40), "");
    let last = format!("Headline {}", desk.app.layout.list_rows());
    let before = place(&desk, &last);
    click(&mut desk, &last);
    assert_eq!(desk.selected(), last);
    assert!(
        desk.rows()[usize::from(before.1)].contains(&format!("▌● {last}")),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_facts_of_a_row_belong_to_it() {
    let mut desk = opened(headlines(40), "");
    let (column, row) = place(&desk, "Headline 3");
    mouse(&mut desk, Motion::Press, (column, row + 1));
    assert_eq!(desk.selected(), "Headline 3");
}

#[test]
fn a_click_below_the_last_row_or_on_a_border_selects_nothing() {
    let mut desk = opened(headlines(3), "jl");
    let list = desk.app.layout.list;
    for at in [(list.x + 3, list.bottom() - 3), (list.x, list.y), (list.x + 5, list.bottom() - 1)] {
        mouse(&mut desk, Motion::Press, at);
        assert_eq!(desk.selected(), "Headline 2");
        assert_eq!(desk.focus(), Focus::List);
    }
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_nothing_else() {
    let mut desk = opened(paper(), "");
    let (list, article) = (desk.app.layout.list, desk.app.layout.article);
    let kept = desk.kept.len();
    let on_article = (article.x + 5, article.y + 5);
    mouse(&mut desk, Motion::WheelDown, on_article);
    assert_eq!(desk.app.reader.scroll(), 3);
    mouse(&mut desk, Motion::WheelUp, on_article);
    mouse(&mut desk, Motion::WheelUp, on_article);
    assert_eq!(desk.app.reader.scroll(), 0);
    assert_eq!((desk.focus(), desk.selected().as_str()), (Focus::List, "Rover lands"));
    assert_eq!((desk.woken, desk.kept.len()), (None, kept), "nothing is read");
    let mut many = opened(headlines(400), "l");
    for _ in 0..100 {
        mouse(&mut many, Motion::WheelDown, (list.x + 5, list.y + 5));
    }
    assert_eq!((many.focus(), many.selected().as_str()), (Focus::Article, "Headline 1"));
    assert!(many.screen().contains("Headline 102"), "{}", many.screen());
    assert!(!many.screen().contains("▌● Headline 1 "));
    many.keys("hj");
    assert_eq!(many.selected(), "Headline 2");
    assert!(many.screen().contains("Headline 3"), "the selection is in sight again");
}

#[test]
fn the_wheel_ends_at_the_ends() {
    let mut desk = opened(headlines(40), "");
    let at = (5, 5);
    for _ in 0..200 {
        mouse(&mut desk, Motion::WheelDown, at);
    }
    assert!(desk.screen().contains("Headline 40"), "{}", desk.screen());
    for _ in 0..200 {
        mouse(&mut desk, Motion::WheelUp, at);
    }
    assert_eq!(desk.app.list.cursor.top, 0);
}

#[test]
fn a_row_that_was_scrolled_to_is_the_one_that_is_clicked() {
    let mut desk = opened(headlines(400), "");
    for _ in 0..30 {
        mouse(&mut desk, Motion::WheelDown, (5, 5));
    }
    let top = desk.app.list.cursor.top;
    assert!(top > 20, "{top}");
    click(&mut desk, &format!("Headline {}", top + 4));
    assert_eq!(desk.selected(), format!("Headline {}", top + 4));
    assert_eq!(desk.app.list.cursor.top, top);
}

#[test]
fn the_wheel_over_related_links_leaves_their_cursor() {
    let mut desk = opened(paper(), "4jll");
    let pane = desk.app.layout.related;
    mouse(&mut desk, Motion::WheelDown, (pane.x + 5, pane.y + 2));
    let cursor = desk.app.related.cursor;
    assert!(cursor.top > 0 && cursor.at == 0, "{cursor:?}");
}

#[test]
fn a_click_on_a_link_of_the_text_opens_it_over_all_its_lines() {
    let long = "many words of a link ".repeat(9);
    let body = format!("Before [{}](https://b.example/long) after.\n", long.trim());
    let head = format!("{}\nwebUrl: https://a.example/one", header("Linked", 1));
    let mut desk = opened(vec![article("one.md", &head, &body)], "");
    let (column, row) = place(&desk, "many words");
    for at in [(column, row), (column, row + 1)] {
        mouse(&mut desk, Motion::Press, at);
        assert_eq!(desk.asked(), [open("https://b.example/long")]);
    }
    assert_eq!(desk.focus(), Focus::Article);
    click(&mut desk, "Before");
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_click_on_the_title_opens_the_article_in_the_browser() {
    let mut desk = opened(paper(), "");
    let article = desk.app.layout.article;
    mouse(&mut desk, Motion::Press, (article.x + 4, article.y + 1));
    assert_eq!(desk.asked(), [open("https://www.rover.example/lands")]);
    assert_eq!(desk.kept.len(), 1, "it is read");
}

#[test]
fn a_click_on_a_related_link_does_what_enter_does_there() {
    let mut desk = opened(paper(), "");
    click(&mut desk, "From outside");
    assert_eq!(desk.asked(), [open("https://outside.example/x")]);
    assert_eq!(desk.focus(), Focus::Related);
    let pane = desk.app.layout.related;
    mouse(&mut desk, Motion::Press, (pane.x + 8, pane.y + 1));
    assert_eq!(desk.selected(), "Lander waits");
    desk.keys("h");
    assert_eq!((desk.selected().as_str(), desk.focus()), ("Rover lands", Focus::Related));
    click(&mut desk, "No web link");
    assert!(desk.said().contains("javascript"), "{}", desk.said());
}

#[test]
fn a_click_on_a_view_turns_to_it() {
    let mut desk = opened(coverage(), "");
    for view in ["Starred", "Top", "Unread", "Latest", "History"] {
        click(&mut desk, view);
        assert_eq!(desk.view(), view);
    }
}

#[test]
fn views_are_clicked_where_they_are_drawn_at_every_width() {
    for width in (20..200).step_by(7) {
        let mut desk = opened(coverage(), "");
        desk.resize((width, 30));
        for view in ["Latest", "Top", "Unread", "Starred"] {
            if find(&desk.buffer(false), view).is_some_and(|(_, row)| row == 0) {
                click(&mut desk, view);
                assert_eq!(desk.view(), view, "at {width} columns");
            }
        }
    }
}

#[test]
fn the_divider_is_dragged_and_stays() {
    let mut desk = opened(paper(), "");
    let left = desk.app.layout.list.right() - 1;
    mouse(&mut desk, Motion::Press, (left, 8));
    for column in [left + 3, left + 9, 54] {
        mouse(&mut desk, Motion::Drag, (column, 8));
        assert_eq!(desk.app.layout.list.right(), column + 1);
    }
    assert_eq!(desk.kept, []);
    mouse(&mut desk, Motion::Release, (54, 8));
    assert_eq!(desk.kept, [Record::Divider(544)]);
    mouse(&mut desk, Motion::Drag, (40, 8));
    assert_eq!(desk.app.layout.list.width, 55, "it was let go of");
    let mut next = opened(paper(), "");
    next.send(Message::Recalled(vec![Record::Divider(544)]));
    assert_eq!(next.app.layout.list.width, 55);
    next.resize((200, 30));
    assert_eq!(next.app.layout.list.width, 110);
}

#[test]
fn neither_pane_is_dragged_away() {
    let mut desk = opened(paper(), "");
    let left = desk.app.layout.list.right();
    for column in [0, 99] {
        let divider = desk.app.layout.list.right() - 1;
        mouse(&mut desk, Motion::Press, (divider, 8));
        mouse(&mut desk, Motion::Drag, (column, 8));
        let layout = desk.app.layout;
        assert!(layout.list.width >= 24 && layout.article.width >= 36, "{layout:?}");
        mouse(&mut desk, Motion::Release, (column, 8));
    }
    desk.keys("99-3+");
    assert_eq!(desk.app.layout.list.width, 30);
    assert!(left > 30);
}

#[test]
fn a_click_beside_a_box_closes_it_and_on_a_choice_takes_it() {
    let mut desk = opened(coverage(), "?");
    mouse(&mut desk, Motion::Press, (0, 0));
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.view(), "Latest", "what is below is not clicked");
    desk.keys("S");
    click(&mut desk, "weight, what");
    assert!(desk.app.overlays.is_empty());
    assert!(desk.screen().contains("by weight"), "{}", desk.screen());
    desk.keys("/bridge");
    mouse(&mut desk, Motion::Press, (0, 0));
    assert_eq!(desk.app.overlays.len(), 1, "what one types is not lost");
    desk.keys("<Esc>;");
    mouse(&mut desk, Motion::Press, (20, 20));
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn the_wheel_scrolls_what_is_in_front() {
    let mut desk = opened(headlines(400), "?");
    let before = desk.screen();
    mouse(&mut desk, Motion::WheelDown, (50, 10));
    assert_ne!(desk.screen(), before);
    mouse(&mut desk, Motion::WheelUp, (50, 10));
    assert_eq!(desk.screen(), before);
    assert_eq!(desk.app.list.cursor.top, 0);
}

#[test]
fn a_click_anywhere_at_any_size_is_survived() {
    let head = format!("{}\nurl: https://m.example/\n{}", header("Many", 0), related(60));
    let many = || {
        let mut articles = paper();
        articles.push(article("many.md", &head, &long_body()));
        articles
    };
    for size in [(0, 0), (1, 1), (7, 3), (40, 5), (79, 24), (80, 24), (120, 40)] {
        for keys in ["", "l", "ll", "z", "S", "?", "!", "f", "O", ";"] {
            let mut desk = opened(many(), keys);
            desk.resize(size);
            for row in 0..=size.1 {
                for column in (0..=size.0).step_by(3) {
                    for motion in [
                        Motion::Press,
                        Motion::Drag,
                        Motion::WheelDown,
                        Motion::WheelUp,
                        Motion::Release,
                    ] {
                        mouse(&mut desk, motion, (column, row));
                    }
                }
            }
            desk.buffer(true);
        }
    }
}
