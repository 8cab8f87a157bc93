//! The state of the terminal after a panic.

use std::path::PathBuf;
use std::{env, process, thread};

use crate::pty::{Folder, Setup, Terminal, holds, mouse_modes, position};
use newswire::{App, CliOverrides, Config, Opened, ParsedConfig, Session, SettingsFile, Theme};
use ratatui::buffer::Buffer;

/// Environment variable that selects what panics.
const PANICKING: &str = "PANICKING";
const MESSAGE: &str = "a panic that a test asked for";

pub(crate) fn run() {
    match env::var(PANICKING).as_deref() {
        Ok("frame") => read(draw_and_panic),
        Ok("worker") => read(draw_beside_a_panic),
        _ => {
            a_panic_is_readable_on_a_terminal_that_was_given_back();
            a_panic_gives_mouse_and_title_back();
            a_panic_of_a_worker_leaves_a_usable_reader();
        }
    }
}

/// Opens the folder in the first argument, or the edition.
fn read(draw: newswire::Draw) {
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let config = Config::default();
    let opened = Opened::choose(&paths, &config).and_then(Opened::for_reader);
    let opened = opened.expect("something to read");
    let session = Session {
        library: None,
        input: opened.input,
        label: opened.label,
        color: true,
        config,
        settings: SettingsFile::default(),
        parsed: ParsedConfig::default(),
        overrides: CliOverrides::default(),
        marks: None,
        cache: None,
        opened: None,
    };
    let code = newswire::run_with(session, draw).expect("a terminal");
    process::exit(code.into());
}

/// Panics halfway through a frame, after a key has moved the selection.
fn draw_and_panic(app: &App, theme: &Theme, buffer: &mut Buffer) -> usize {
    let rows = newswire::draw(app, theme, buffer);
    assert!(app.list.cursor.at == 0, "{MESSAGE}");
    rows
}

/// Lets another thread panic with each frame.
fn draw_beside_a_panic(app: &App, theme: &Theme, buffer: &mut Buffer) -> usize {
    let panicked = thread::spawn(|| panic!("{MESSAGE}")).join();
    assert!(panicked.is_err());
    newswire::draw(app, theme, buffer)
}

fn started(what: &str, folder: Option<&Folder>) -> Terminal {
    let program = env::current_exe().expect("this program");
    let setup = Setup::new(100, 30).program(program).variable(PANICKING, what);
    match folder {
        Some(folder) => setup.path(folder.path()).start(),
        None => setup.start(),
    }
}

fn panicked() -> Terminal {
    let mut terminal = started("frame", None);
    terminal.wait_for_text("28 articles");
    terminal.type_keys("j");
    assert_ne!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    terminal
}

fn a_panic_is_readable_on_a_terminal_that_was_given_back() {
    let terminal = panicked();
    terminal.wait_received("the message", |received| holds(&received.bytes, MESSAGE));
    let bytes = terminal.bytes();
    let left = position(&bytes, b"\x1b[?1049l").expect("the alternate screen was left");
    let said = position(&bytes, MESSAGE.as_bytes()).expect("it was waited for");
    assert!(left < said, "the message went to the alternate screen");
    // Leaving the alternate screen a second time would move the cursor above the message, and the
    // shell's prompt would overwrite it.
    terminal.wait_for("a cursor below the message", |screen| {
        let (row, _) = screen.cursor_position();
        let said = screen.rows(0, 100).position(|row| row.contains(MESSAGE));
        said.is_some_and(|said| usize::from(row) > said)
    });
}

fn a_panic_gives_mouse_and_title_back() {
    let terminal = panicked();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
    terminal.wait_received("the old title", |received| {
        let [kept, old] =
            [&b"\x1b[22;0t"[..], b"\x1b[23;0t"].map(|it| position(&received.bytes, it));
        kept.is_some_and(|kept| old.is_some_and(|old| kept < old))
    });
}

fn a_panic_of_a_worker_leaves_a_usable_reader() {
    let folder = Folder::of_reports(3);
    let mut terminal = started("worker", Some(&folder));
    terminal.wait_for_text("The text of 1.");
    terminal.type_keys("j");
    terminal.wait_for_text("The text of 2.");
    assert!(!holds(&terminal.bytes(), "panic that a test"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}
