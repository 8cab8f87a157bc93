//! The theme: detected from the terminal, chosen by the user, or turned off.

use std::fs;
use std::path::Path;

use crate::pty::{FRAME_END, Folder, Received, Setup, holds, position, selected, settings};

/// Settings with the automatic theme.
fn automatic(folder: &Folder) -> Setup {
    folder.write(".settings/config.yaml", "theme: auto\n");
    let config = folder.path().join(".settings/config.yaml");
    let setup = Setup::new(100, 30).variable("COLORTERM", "truecolor");
    setup.path("--config").path(config).path(folder.path())
}

const ASKED: &[u8] = b"\x1b]11;?";

#[test]
fn the_theme_follows_the_background_that_the_terminal_tells() {
    for (answer, ground) in [
        ("\x1b]11;rgb:0000/0000/0000\x1b\\", "48;2;22;24;29"),
        ("\x1b]11;rgb:ffff/ffff/eeee\x07", "48;2;251;251;249"),
    ] {
        let folder = Folder::of_reports(3);
        let mut terminal = automatic(&folder).start();
        terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
        let bytes = terminal.bytes();
        assert!(position(&bytes, FRAME_END) < position(&bytes, ASKED), "asked before a frame");
        terminal.type_keys(&format!("/mar{answer}s"));
        terminal.wait_for("no key lost, and none added", |screen| {
            screen.rows(0, 100).last().is_some_and(|row| row.starts_with(" /mars "))
        });
        terminal.wait_received("its ground", |received| holds(&received.bytes, ground));
        terminal.type_keys("\x1b");
        terminal.wait_for("the search is given up", |screen| {
            !screen.contents().contains("/mars") && screen.contents().contains("? help")
        });
        terminal.type_keys("q");
        assert_eq!(terminal.wait_exit(), 0);
    }
}

#[test]
fn a_terminal_that_never_tells_its_background_loses_no_key() {
    let folder = Folder::of_reports(12);
    let mut terminal = automatic(&folder).start();
    terminal.wait_received("the question", |received| holds(&received.bytes, ASKED));
    terminal.type_keys("/zebra");
    terminal.wait_for_text(" /zebra");
    terminal.type_keys("\x1b");
    terminal.wait_for("the search is given up", |screen| {
        !screen.contents().contains(" /zebra") && screen.contents().contains("12 articles")
    });
    terminal.type_keys("\x1b]");
    terminal.wait_for_text("Alt-] does nothing here");
    terminal.type_keys("jjj");
    terminal.wait_for("three rows on", |screen| selected(screen).contains("Report 0004"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn a_theme_that_was_chosen_is_there_from_the_first_frame_on() {
    let folder = Folder::of_reports(3);
    let state = folder.path().join("state");
    let setup = || {
        let setup = Setup::new(100, 30).path(folder.path()).variable("COLORTERM", "truecolor");
        setup.variable("XDG_STATE_HOME", state.display().to_string())
    };
    let nord = "48;2;46;52;64";
    let mut terminal = setup().start();
    terminal.wait_for_text("The text of 1.");
    assert!(!holds(&terminal.bytes(), ASKED), "nobody has asked for that");
    terminal.type_keys("T/nord\r");
    terminal.wait_for_text("theme: nord");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut terminal = setup().start();
    terminal.wait_for_text("The text of 1.");
    let bytes = terminal.bytes();
    assert!(position(&bytes, nord.as_bytes()) < position(&bytes, FRAME_END), "another one first");
    terminal.type_keys("T0q");
    assert_eq!(terminal.wait_exit(), 0);
    let mut terminal = setup().variable("NO_COLOR", "1").start();
    terminal.wait_for_text("The text of 1.");
    assert!(!holds(&terminal.bytes(), "48;2;"));
    terminal.type_keys("T");
    terminal.wait_for_text("as in the settings");
    terminal.type_keys("j");
    terminal.wait_for_text("colours are turned off");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// The theme was stored in a separate file and must be known before the database has been upgraded.
#[test]
fn the_theme_that_the_first_release_kept_is_there_from_the_first_frame_on() {
    let (folder, state) = (Folder::of_reports(3), Folder::new());
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/state/version-1");
    fs::create_dir(state.path().join("newswire")).expect("made");
    for name in ["marks.db", "theme"] {
        fs::copy(kept.join(name), state.path().join("newswire").join(name)).expect("copied");
    }
    for start in ["the first", "the second"] {
        let setup = Setup::new(100, 30).path(folder.path()).variable("COLORTERM", "truecolor");
        let mut terminal = setup.variable("XDG_STATE_HOME", state.path().to_string_lossy()).start();
        terminal.wait_for_text("The text of 1.");
        let bytes = terminal.bytes();
        let ground = position(&bytes, b"48;2;253;246;227");
        assert!(ground.is_some() && ground < position(&bytes, FRAME_END), "{start} start");
        terminal.type_keys("Q");
        assert_eq!(terminal.wait_exit(), 0);
    }
    assert!(!state.path().join("newswire/theme").exists(), "it was taken over");
}

#[test]
fn a_theme_of_ones_own_follows_its_file() {
    let (folder, home) = (Folder::of_reports(3), Folder::new());
    let theme = |ground: &str| {
        let rest = "text: \"#ffffff\"\ndim: \"#e0e0e0\"\naccent: \"#ff00ff\"\nheat: \"#ff0000\"\n\
                    warning: \"#ffff00\"\n";
        home.write("themes/mine.yaml", &format!("background: \"{ground}\"\n{rest}"));
    };
    theme("#010203");
    let [option, file] = settings(&home, "theme: mine\n");
    let setup = Setup::new(100, 30).variable("COLORTERM", "truecolor");
    let mut terminal = setup.path(option).path(file).path(folder.path()).start();
    let shows = |ground: &'static str| move |received: &Received| holds(&received.bytes, ground);
    terminal.wait_received("the ground of the theme", shows("48;2;1;2;3"));
    terminal.wait_for_text("The text of 1.");
    theme("#040506");
    terminal.wait_received("the new ground", shows("48;2;4;5;6"));
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
}
