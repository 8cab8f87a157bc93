//! Window title and load progress.

use std::fs;
use std::io::Write;
use std::process::Command;

use crate::pty::{Folder, Setup, position, settings};

/// Returns the titles set for the window; `(` marks a saved title and `)` a restored one.
fn titles(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    for part in text.split('\x1b').skip(1) {
        if let Some(title) = part.strip_prefix("]0;") {
            found.push(title.split('\x07').next().unwrap_or_default().to_owned());
        } else if part.starts_with("[22;0t") {
            found.push("(".to_owned());
        } else if part.starts_with("[23;0t") {
            found.push(")".to_owned());
        }
    }
    found
}

#[test]
fn the_window_says_what_is_unread_until_the_reader_is_left() {
    let folder = Folder::of_reports(3);
    let [option, path] = settings(&folder, "views: [{name: \"Röntgen\", query: report}]\n");
    for end in ["q", "TERM", "HUP"] {
        let mut terminal =
            Setup::new(100, 30).path(&option).path(&path).path(folder.path()).start();
        terminal.wait_for_text("3 articles");
        let says = |title: &str| {
            terminal.wait_received(title, |it| {
                titles(&it.bytes).last().is_some_and(|last| last == title)
            });
        };
        says("(3) newswire – Latest");
        terminal.type_keys("[");
        let says = |title: &str| {
            terminal.wait_received(title, |it| {
                titles(&it.bytes).last().is_some_and(|last| last == title)
            });
        };
        says("(3) newswire – Röntgen");
        if end == "q" {
            terminal.type_keys("q");
        } else {
            terminal.signal(end);
        }
        terminal.wait_exit();
        terminal.wait_received("the old title", |it| {
            titles(&it.bytes).last().is_some_and(|last| last == ")")
        });
        let all = titles(&terminal.bytes());
        assert_eq!(all.first().map(String::as_str), Some("("));
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "only what changes: {all:?}");
        assert_eq!(all.iter().filter(|it| *it == "(" || *it == ")").count(), 2, "{all:?}");
    }
}

#[test]
fn a_program_that_has_the_terminal_finds_the_old_title() {
    let folder = Folder::of_reports(2);
    let script = folder.script("printf 'here\\n'");
    let rule = format!("openers: [{{host: example.org, run: \"{script}\", terminal: on}}]\n");
    let [option, path] = settings(&folder, &rule);
    let mut terminal = Setup::new(100, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("2 articles");
    terminal
        .wait_received("a title", |it| titles(&it.bytes).contains(&"(2) newswire – Latest".into()));
    terminal.type_keys("o");
    terminal.wait_received("the title of now once more", |it| {
        titles(&it.bytes).iter().filter(|it| *it == "(").count() == 2
    });
    let bytes = terminal.bytes();
    let said = position(&bytes, b"here\r\n").expect("the program has said it");
    let (before, after) = (titles(&bytes[..said]), titles(&bytes[said..]));
    assert_eq!(before.last().map(String::as_str), Some(")"), "{before:?}");
    assert_eq!(after.first().map(String::as_str), Some("("), "{after:?}");
    terminal.type_keys("q");
    terminal.wait_exit();
}

#[test]
fn a_title_is_for_windows_and_can_be_turned_off() {
    let folder = Folder::of_reports(3);
    for (setting, term) in [("title: off\n", "xterm-256color"), ("", "linux")] {
        let [option, path] = settings(&folder, setting);
        let start = Setup::new(100, 30).path(option).path(path).path(folder.path());
        let mut terminal = start.variable("TERM", term).start();
        terminal.wait_for_text("3 articles");
        if term == "xterm-256color" {
            assert_eq!(titles(&terminal.bytes()), Vec::<String>::new());
            terminal.type_keys(":set title on\r");
            terminal.wait_for_text("title: on");
            terminal.wait_received("a title", |it| titles(&it.bytes).len() == 2);
            terminal.type_keys(":set title off\r");
            terminal.wait_received("the old title", |it| {
                titles(&it.bytes).ends_with(&["xterm".to_owned(), ")".to_owned()])
            });
        }
        terminal.type_keys("Q");
        terminal.wait_exit();
        let last = titles(&terminal.bytes()).pop();
        assert_eq!(last.as_deref(), (term != "linux").then_some(")"));
    }
}

/// A document without an end makes a load that takes long.
#[test]
fn a_long_load_is_told_where_the_terminal_shows_it() {
    let folder = Folder::new();
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let told = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let parts = text.split("\x1b]9;").skip(1);
        parts.map(|part| part.split("\x1b\\").next().unwrap_or_default().to_owned()).collect()
    };
    for (name, end) in [("WT_SESSION", "all"), ("WT_SESSION", "TERM"), ("XTERM_VERSION", "all")] {
        let start = Setup::new(100, 30).path("-").input(pipe.clone()).variable(name, "1");
        let mut terminal = start.start();
        let mut writer = fs::File::options().write(true).open(&pipe).expect("a pipe");
        writer.write_all(b"---\ntitle: Slow\n---\n").expect("written");
        terminal.wait_for("a screen", vt100::Screen::alternate_screen);
        if name == "WT_SESSION" {
            terminal.wait_received("progress", |it| told(&it.bytes) == ["4;3"]);
        }
        if end == "TERM" {
            terminal.signal("TERM");
        } else {
            drop(writer);
            terminal.wait_for_text("1 article");
            terminal.type_keys("Q");
        }
        terminal.wait_exit();
        terminal.wait_given_back();
        let expected: &[&str] = if name == "WT_SESSION" { &["4;3", "4;0"] } else { &[] };
        assert_eq!(told(&terminal.bytes()), expected, "{name} {end}");
    }
}
