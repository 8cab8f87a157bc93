//! Checks the README against the program: its keys are bound, its tour works, and its links
//! resolve.

mod support;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use newswire::{App, Config, Effect, Input, MANUAL, TABLE, TerminalEffect};

use support::Desk;

const README: &str = include_str!("../README.md");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the part below a heading.
fn section(heading: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("\n## {heading}\n")).expect("a heading");
    rest.split("\n## ").next().expect("a section")
}

/// Returns the code spans of a text.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn it_is_short() {
    assert!(README.lines().count() <= 220, "what explains at length is for the manual");
}

#[test]
fn its_keys_are_keys() {
    let keys: HashSet<&str> = TABLE.iter().flat_map(|entry| entry.keys).copied().collect();
    let shown: Vec<&str> = code(section("The first keys")).collect();
    assert!(shown.len() >= 12, "{shown:?}");
    assert!(shown.iter().all(|key| keys.contains(key)), "{shown:?}");
}

#[test]
fn all_pages_of_the_manual_are_named_and_what_is_named_is_there() {
    for page in MANUAL {
        assert!(
            section("The manual").contains(&format!("(assets/manual/{}.md)", page.topic)),
            "{}",
            page.topic
        );
    }
    let targets = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.filter(|target| !target.contains("://"));
    let paths = code(README).filter(|code| {
        ["src/", "tests/", "assets/", ".ci/"].iter().any(|folder| code.starts_with(folder))
    });
    for path in files.chain(paths) {
        assert!(root().join(path).exists(), "{path}");
    }
}

/// Every module of the crate is in the diagram of the layers.
#[test]
fn the_picture_of_the_layers_has_all_modules() {
    let picture = section("Inside").split("```").nth(1).expect("a picture");
    for entry in fs::read_dir(root().join("src")).expect("the sources") {
        let path = entry.expect("a source").path();
        let module = path.file_stem().expect("a name").to_string_lossy();
        assert!(picture.split([' ', ',', '\n']).any(|word| word == module), "{module}");
    }
}

fn edition() -> Desk {
    let now = Timestamp::from_second(1_795_348_800).expect("a moment");
    let mut desk = Desk::empty((110, 30));
    desk.app = App::new("the built-in edition", (110, 30), now, &Config::default()).0;
    let (articles, problems) = newswire::all(&Input::Edition, None, &|_, _| ());
    desk.finish(articles, problems);
    desk
}

/// Each step continues from the one before.
#[test]
fn the_tour_can_be_walked() {
    let mut desk = edition();
    assert!(desk.screen().contains("20 stories · 28 articles"), "{}", desk.screen());
    desk.keys("jjjj");
    assert_eq!(desk.selected(), "RFC 9114: HTTP/3");
    let (row, rows) = (desk.app.list.cursor.at * 2 + 3, desk.rows());
    assert!(rows[row].contains(" · 3 "), "{}", rows[row]);
    desk.keys("ljkh");
    assert_eq!(desk.selected(), "RFC 9114: HTTP/3");
    let folded = desk.titles().len();
    desk.keys("c");
    assert_eq!(desk.titles().len(), folded + 1);
    desk.keys(".");
    assert_eq!(desk.selected(), "HTTP/3: how a draft became RFC 9114");
    desk.keys(",c");
    assert_eq!((desk.titles().len(), desk.selected().as_str()), (20, "RFC 9114: HTTP/3"));
    desk.keys("/black<Space>hole");
    assert_eq!(desk.titles().len(), 2);
    desk.keys("<Enter>n");
    assert!(desk.selected().starts_with("Observation of gravitational waves"));
    desk.keys("<Esc>");
    assert_eq!(desk.titles().len(), 20);
    desk.keys("f/spa");
    assert!(desk.screen().contains("topic Space"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(desk.titles().len(), 6);
    desk.keys("<Esc>");
    let starred = desk.selected();
    desk.keys("s]]]");
    assert_eq!((desk.view(), desk.titles()), ("Starred", vec![starred.clone()]));
    desk.keys("ufl");
    assert_eq!((desk.view(), desk.titles().len()), ("Latest", 20));
    assert_eq!(desk.selected(), starred);
    desk.keys("o");
    assert!(desk.asked().iter().any(|effect| format!("{effect:?}").contains("https://doi.org")));
    desk.keys(":copy");
    assert!(desk.screen().contains("copy-link"));
    desk.keys("<Esc>");
    (0..9).for_each(|_| desk.key("Space"));
    assert_ne!(desk.selected(), starred, "Space went on to the next unread");
    desk.keys("qq");
    assert!(
        desk.asked().iter().any(|effect| matches!(effect, Effect::Terminal(TerminalEffect::Quit)))
    );
}

/// The edition contains the same tour.
#[test]
fn the_tour_of_the_edition_has_the_steps_of_the_readme() {
    let folder = root().join("assets/edition");
    let welcome =
        fs::read_dir(folder).expect("the edition").map(|entry| entry.expect("a file").path());
    let mut welcome = welcome.filter(|path| path.to_string_lossy().contains("welcome"));
    let welcome = fs::read_to_string(welcome.next().expect("a welcome")).expect("a text");
    let steps = section("A five-minute tour")
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let mut at = 0;
    for step in steps {
        let name = step.split("**").nth(1).expect("a name").trim_end_matches('.');
        let word = name.split(' ').next_back().expect("a word").trim_end_matches('.');
        let found = welcome.to_lowercase().find(&word.to_lowercase());
        assert!(found.is_some(), "{name}: {word}");
        for key in code(step).filter(|key| TABLE.iter().any(|entry| entry.keys.contains(key))) {
            assert!(code(&welcome).any(|it| it == key), "{name}: {key}");
        }
        at += 1;
    }
    assert_eq!(at, 7);
}
