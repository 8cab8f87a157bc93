//! Link hints and the mouse: which link a hint opens, what a click does, and what the wheel leaves
//! unchanged.

mod support;

use newswire::{Article, Contents, Effect, Focus, Hint, Job, Overlay, TerminalEffect};

use support::{Desk, WIDE, article, coverage, find, header, headlines, paper, related};

fn opened(articles: Vec<Article>, keys: &str) -> Desk {
    let mut desk = Desk::with(articles, WIDE);
    desk.keys(keys);
    desk
}

fn open(url: &str) -> Effect {
    Effect::Job(Job::Open(url.to_owned()))
}

/// An article with links in its text.
fn linked() -> Vec<Article> {
    let head = format!("{}\nwebUrl: https://a.example/one\n{}", header("Linked", 1), related(2));
    let long = "a link of many words ".repeat(9);
    let body = format!(
        "See [the *first*](https://b.example/1), [a script](javascript:alert(1)), \
         [{}](https://b.example/long) and [the first again](https://b.example/1).\n",
        long.trim()
    );
    vec![article("one.md", &head, &body), article("two.md", &header("No link", 2), "")]
}

/// Returns the link hints on the screen.
fn hints(desk: &Desk) -> Vec<Hint> {
    match desk.app.overlays.last() {
        Some(Overlay::Hints(hints)) => hints.hints.clone(),
        other => panic!("no letters, but {other:?}"),
    }
}

/// Returns the hint of the link to `url`.
fn label(desk: &Desk, url: &str) -> String {
    let hints = hints(desk);
    let hint = hints.iter().find(|hint| hint.anchor.url == url);
    hint.unwrap_or_else(|| panic!("no letters for {url} in {hints:?}")).label.clone()
}

#[test]
fn every_link_on_the_screen_has_letters_the_focused_pane_first() {
    let desk = opened(linked(), "l;");
    let urls: Vec<String> = hints(&desk).into_iter().map(|hint| hint.anchor.url).collect();
    let expected = [
        "https://a.example/one",
        "https://b.example/1",
        "https://b.example/long",
        "https://b.example/1",
    ];
    assert_eq!(urls.get(..4).expect("enough"), expected, "{urls:?}");
    assert!(urls.contains(&"https://r2.example/".to_owned()), "{urls:?}");
    assert!(urls.iter().all(|url| url.starts_with("https://")), "{urls:?}");
    let letters: Vec<String> = hints(&desk).into_iter().map(|hint| hint.label).collect();
    assert_eq!(letters.get(..4).expect("enough"), ["a", "s", "d", "f"]);
}

#[test]
fn letters_stand_where_their_links_begin() {
    let mut desk = opened(linked(), "l");
    let buffer = desk.buffer(false);
    let places = ["the first", "a link"].map(|text| find(&buffer, text));
    desk.keys(";");
    let shown: Vec<_> = hints(&desk).iter().map(|hint| hint.anchor.start()).collect();
    for place in places {
        let place = place.expect("it is on the screen").into();
        assert!(shown.contains(&place), "{place:?} in {shown:?}");
    }
    let drawn = desk.buffer(false);
    for hint in hints(&desk) {
        let cell = &drawn[hint.anchor.start()];
        assert_eq!(cell.symbol(), hint.label);
        assert!(cell.modifier.contains(ratatui::style::Modifier::REVERSED), "{hint:?}");
    }
}

#[test]
fn a_link_over_several_lines_is_one_link() {
    let desk = opened(linked(), "l;");
    let hints = hints(&desk);
    let long = hints.iter().find(|hint| hint.anchor.url.ends_with("/long")).expect("it is there");
    assert!(long.anchor.parts.len() > 2, "{long:?}");
}

#[test]
fn a_letter_opens_and_y_and_a_letter_copies() {
    let mut desk = opened(linked(), "l;");
    let letter = label(&desk, "https://b.example/long");
    desk.keys(&letter);
    assert_eq!(desk.asked(), [open("https://b.example/long")]);
    assert!(desk.app.overlays.is_empty());
    desk.keys(";y").keys(&letter);
    assert_eq!(
        desk.asked(),
        [Effect::Terminal(TerminalEffect::Copy("https://b.example/long".to_owned()))]
    );
    assert_eq!(desk.said(), "copied https://b.example/long");
}

#[test]
fn a_row_opened_by_its_letter_is_read() {
    let mut desk = opened(headlines(9), ";");
    let letter = label(&desk, "https://news.example/4");
    desk.keys(&letter);
    assert_eq!(desk.asked(), [open("https://news.example/4")]);
    assert_eq!((desk.kept.len(), desk.selected().as_str()), (1, "Headline 1"));
}

#[test]
fn other_keys_close_the_letters() {
    let mut desk = opened(linked(), ";<Esc>");
    assert!(desk.app.overlays.is_empty() && desk.said().is_empty());
    desk.keys(";1");
    assert!(desk.app.overlays.is_empty());
    assert_eq!(desk.said(), "no link has the letters 1");
    assert_eq!(desk.asked(), []);
}

#[test]
fn more_links_than_letters_have_two_letters() {
    let mut desk = opened(paper(), "4jll");
    desk.resize((200, 100));
    desk.keys(";");
    let two = hints(&desk).into_iter().find(|hint| hint.label.len() == 2).expect("many links");
    let (first, second) = two.label.split_at(1);
    desk.keys(first);
    assert!(desk.app.overlays.len() == 1, "one letter is not enough");
    desk.keys(second);
    assert_eq!(desk.asked(), [Effect::Job(Job::Open(two.anchor.url))]);
}

#[test]
fn letters_that_were_read_stay_with_their_links_when_the_text_comes() {
    let mut desk = Desk::empty(WIDE);
    desk.bodies_wait = true;
    desk.finish(linked(), Vec::new());
    desk.keys("l;");
    let before = hints(&desk);
    desk.bring_bodies();
    let after = hints(&desk);
    assert!(after.len() > before.len());
    for hint in before {
        let mut others = after.iter().filter(|other| other.label == hint.label);
        assert!(others.all(|other| other.anchor.url == hint.anchor.url), "{hint:?} in {after:?}");
    }
}

#[test]
fn without_a_link_there_are_no_letters() {
    let mut desk = opened(vec![article("a.md", &header("No link", 1), "")], ";");
    assert_eq!(desk.said(), "no link on the screen");
    desk.keys("l");
    assert_eq!(desk.focus(), Focus::Article);
    let desk = opened(coverage(), ";");
    assert!(!hints(&desk).is_empty());
}

/// Two notes that name each other, as in any folder of them; the first one has an address.
fn notes() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "Words of the part above.\n\n".repeat(40);
    let first = format!(
        "---\ntitle: First note\ndate: 2026-06-20\nwebUrl: https://site.example/blog/first.html\n---\n\
         See [the second](second.md), [its part](./second.md#the-part), [below](#below), \
         [about](/about), [cdn](//cdn.example/x), [a name](Second) and [none](#none).\n\n\
         {long}# Below\n\nThe end.\n"
    );
    let second = format!(
        "---\ntitle: Second note\ndate: 2026-06-19\n---\n{long}# The part\n\n\
         Back to [the first](first.md), or to [nowhere](gone.md).\n"
    );
    std::fs::write(folder.path().join("first.md"), first).expect("written");
    std::fs::write(folder.path().join("second.md"), second).expect("written");
    folder
}

/// Opens the first note, and follows the link with these words by its letters.
fn followed(desk: &mut Desk, words: &str) {
    desk.keys(";");
    let place = find(&desk.buffer(false), words);
    let hints = hints(desk);
    // The letters cover the beginning of the words.
    let rest = words.chars().skip(1).collect::<String>();
    let start = place.or_else(|| find(&desk.buffer(false), &rest).map(|(x, y)| (x - 1, y)));
    let start = start.unwrap_or_else(|| panic!("no {words} in {}", desk.screen())).into();
    let hint = hints.iter().find(|hint| hint.anchor.start() == start);
    let label = hint.unwrap_or_else(|| panic!("no letters at {words}: {hints:?}")).label.clone();
    desk.keys(&label);
}

#[test]
fn a_link_to_a_document_of_the_folder_is_followed_in_the_reader() {
    let folder = notes();
    let mut desk = Desk::of_folder(folder.path(), (120, 40));
    for words in ["the second", "a name"] {
        desk.keys("ggl");
        followed(&mut desk, words);
        assert_eq!(desk.top_line(), "Second note", "{words}");
        assert_eq!(desk.said(), "h goes back to where you came from");
        desk.keys("h");
        assert_eq!((desk.top_line().as_str(), desk.asked()), ("First note", Vec::new()));
        desk.keys("h");
    }
    desk.keys("l");
    followed(&mut desk, "its part");
    assert!(desk.screen().contains("Back to the first"), "{}", desk.screen());
    followed(&mut desk, "the first");
    assert_eq!(desk.top_line(), "First note");
    desk.keys("h");
    followed(&mut desk, "nowhere");
    assert_eq!(desk.said(), "there is no document gone.md here");
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_link_that_is_not_complete_follows_from_the_page() {
    let folder = notes();
    let mut desk = Desk::of_folder(folder.path(), (120, 40));
    desk.keys("l");
    followed(&mut desk, "about");
    assert_eq!(desk.asked(), [open("https://site.example/about")]);
    followed(&mut desk, "cdn");
    assert_eq!(desk.asked(), [open("https://cdn.example/x")]);
    followed(&mut desk, "below");
    assert!(desk.screen().contains("The end."), "{}", desk.screen());
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_number_opens_the_link_that_it_stands_at() {
    let folder = notes();
    let mut desk = Desk::of_folder(folder.path(), (120, 40));
    desk.keys("l");
    let screen = desk.screen();
    assert!(screen.contains("the second[1], its part[2], below, about[3]"), "{screen}");
    desk.keys("3o");
    assert_eq!(desk.asked(), [open("https://site.example/about")]);
    desk.keys("9o");
    assert_eq!(desk.said(), "no link 9 in the text, there are 5");
    desk.keys("1o");
    assert_eq!(desk.top_line(), "Second note");
}

/// Each address of the text stood once more below it.
#[test]
fn addresses_below_the_text_are_those_that_the_text_hides() {
    let body = "See <https://a.example/bare> and [words](https://a.example/hidden).\n";
    let mut desk = Desk::with(vec![article("one.md", &header("One", 1), body)], WIDE);
    desk.keys("lz");
    let screen = desk.screen();
    assert_eq!(screen.matches("a.example/bare").count(), 1, "{screen}");
    assert!(screen.contains("1  https://a.example/hidden"), "{screen}");
    let none = "Only <https://a.example/bare>.\n";
    let desk = Desk::with(vec![article("one.md", &header("One", 1), none)], WIDE);
    assert!(!desk.screen().contains("links in the text"), "{}", desk.screen());
}

/// They read as written, so that nobody could tell where `/about` or `second.md` is.
#[test]
fn links_that_are_not_complete_are_told_in_full_below_the_text() {
    let folder = notes();
    let mut desk = Desk::of_folder(folder.path(), (160, 120));
    desk.keys("lz");
    let screen = desk.screen();
    let second = folder.path().join("second.md").display().to_string();
    let told = |number: usize, target: &str| {
        let row = format!("{number}  {target} ");
        assert!(screen.contains(&row), "no {row}in {screen}");
    };
    told(1, &second);
    told(2, &format!("{second}#the-part"));
    told(3, "https://site.example/about");
    told(4, "https://cdn.example/x");
    told(5, &second);
}

#[test]
fn a_document_that_comes_later_is_told_below_the_text_too() {
    let body = "See [the other](./two.md).\n";
    let mut desk = Desk::with(Vec::new(), WIDE);
    let one = vec![article("one.md", &header("One", 1), body)];
    desk.load(Contents { articles: one, ..Contents::default() });
    desk.keys("lz");
    assert!(desk.screen().contains("1  ./two.md"), "{}", desk.screen());
    let two = vec![article("two.md", &header("Two", 2), "")];
    desk.load(Contents { articles: two, finished: true, ..Contents::default() });
    assert!(desk.screen().contains("1  two.md"), "{}", desk.screen());
}
