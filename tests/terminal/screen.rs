//! The first screens, and that they survive resizing, damage and a held key.

use std::fs;
use std::path::Path;

use crate::pty::{FRAME_END, Folder, Setup, holds, lock, panes_side_by_side, selected};

#[test]
fn the_first_screen_is_the_built_in_edition() {
    let edition = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/edition");
    let documents = fs::read_dir(edition).expect("the edition").count();
    let terminal = Setup::new(120, 40).start();
    terminal.wait_for("the whole edition, the welcome first", |screen| {
        screen.contents().contains(&format!("{documents} articles"))
            && selected(screen).contains("Welcome")
    });
}

#[test]
fn who_opens_nothing_is_welcomed() {
    let mut terminal = Setup::new(120, 40).start();
    terminal.wait_for_text("`newswire FOLDER` opens your own articles");
    terminal.type_keys("j");
    terminal.wait_for("the keys again", |screen| screen.contents().contains("? help"));
}

#[test]
fn a_wrong_config_is_told_and_what_is_corrected_holds_at_once() {
    let folder = Folder::of_reports(3);
    let settings = Folder::new();
    settings.write("config.yaml", "folder: [a]\nkeys: {zen: Z}\n");
    let mut terminal = Setup::new(120, 40)
        .path("--config")
        .path(settings.path().join("config.yaml"))
        .path(folder.path())
        .start();
    terminal.wait_for_text("unknown key `folder`");
    terminal.wait_for_text("3 articles");
    terminal.type_keys("Z");
    terminal.wait_for("the article alone", |screen| !screen.contents().contains("Stories"));
    settings.write("config.yaml", "keys: {zen: X}\n");
    terminal.wait_for_text("settings reloaded");
    terminal.type_keys("X");
    terminal.wait_for("the panes again", |screen| screen.contents().contains("Stories"));
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn what_may_follow_a_key_is_shown_to_who_hesitates() {
    let folder = Folder::of_reports(3);
    let settings = Folder::new();
    settings.write("config.yaml", "keys: vim\n");
    let mut terminal = Setup::new(120, 40)
        .path("--config")
        .path(settings.path().join("config.yaml"))
        .path(folder.path())
        .start();
    terminal.wait_for_text("3 articles");
    terminal.type_keys("g");
    terminal.wait_for_text("Esc gives up");
    terminal.type_keys("t");
    terminal.wait_for("no popup", |screen| !screen.contents().contains("Esc gives up"));
}

#[test]
fn a_folder_is_opened() {
    let folder = Folder::of_reports(12);
    let mut terminal = Setup::new(120, 40).path(folder.path()).start();
    terminal.wait_for("the newest first, with its text", |screen| {
        screen.contents().contains("12 articles")
            && selected(screen).contains("Report 0001")
            && screen.contents().contains("The text of 1.")
    });
    terminal.type_keys("jj");
    terminal.wait_for("the third, with its text", |screen| {
        selected(screen).contains("Report 0003") && screen.contents().contains("The text of 3.")
    });
}

#[test]
fn a_document_on_standard_input_leaves_the_keys_to_the_terminal() {
    let folder = Folder::of_link("https://example.org/");
    let document = folder.path().join("one.md");
    let mut terminal = Setup::new(100, 24).path("-").input(document).start();
    terminal.wait_for_text("The only one");
    terminal.type_keys("?");
    terminal.wait_for_text("move down, or scroll");
    terminal.type_keys("qR");
    terminal.wait_for_text("1 article, nothing has changed");
    terminal.wait_for_text("The only one");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

/// Regression: the reader took its keys from the document and could not be closed.
#[test]
fn the_keyboard_is_no_document() {
    let mut terminal = Setup::new(100, 24).path("-").start();
    assert_eq!(terminal.wait_exit(), 2);
    terminal.wait_for_text("standard input is the keyboard");
}

#[test]
fn a_resize_keeps_the_selection() {
    let folder = Folder::of_reports(30);
    let mut terminal = Setup::new(120, 40).path(folder.path()).start();
    terminal.wait_for_text("30 articles");
    terminal.type_keys("6j");
    for (columns, rows, panes) in [(120, 40, 2), (60, 20, 1), (200, 60, 2), (79, 9, 1), (80, 24, 1)]
    {
        terminal.resize(columns, rows);
        terminal.wait_for(&format!("{columns}×{rows} with Report 0007"), |screen| {
            panes_side_by_side(screen) == panes
                && selected(screen).contains("Report 0007")
                && screen.contents().contains("? help")
        });
    }
    terminal.type_keys("j");
    terminal.wait_for("the next one", |screen| selected(screen).contains("Report 0008"));
}

#[test]
fn the_smallest_and_a_huge_screen_start() {
    let mut tiny = Setup::new(1, 1).start();
    tiny.wait_received("a frame", |received| holds(&received.bytes, FRAME_END));
    tiny.type_keys("jlqq");
    assert_eq!(tiny.wait_exit(), 0);
    let mut huge = Setup::new(300, 100).start();
    huge.wait_for("the welcome", |screen| selected(screen).contains("Welcome"));
    huge.type_keys("Q");
    assert_eq!(huge.wait_exit(), 0);
}

#[test]
fn a_held_key_during_a_load_ends_where_it_was_released() {
    let folder = Folder::of_reports(2000);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    let counted = |screen: &vt100::Screen| {
        let contents = screen.contents();
        let total = contents
            .split_once(" articles")
            .and_then(|(before, _)| before.split_whitespace().last())
            .map(|number| number.replace(',', ""));
        total.and_then(|number| number.parse::<u32>().ok())
    };
    terminal.wait_for("enough rows to move over", |screen| {
        counted(screen).is_some_and(|count| count >= 400)
    });
    terminal.type_keys(&"j".repeat(300));
    terminal.wait_for("row 301 of all", |screen| {
        screen.contents().contains("301/2,000") && selected(screen).contains("Report 0301")
    });
    terminal.type_keys("G");
    terminal.wait_for("the last row", |screen| {
        screen.contents().contains("2,000/2,000") && selected(screen).contains("Report 2000")
    });
}

#[test]
fn drawing_anew_repairs_a_damaged_screen() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_received("the end of a frame that shows everything", |received| {
        let contents = received.parser.screen().contents();
        received.bytes.ends_with(FRAME_END)
            && contents.contains("The text of 1.")
            && !contents.contains("loading")
    });
    let rows = |screen: &vt100::Screen| -> Vec<String> {
        let rows = screen.rows(0, 100);
        rows.map(|row| row.trim_end().to_owned()).collect()
    };
    let before = rows(lock(&terminal.shared).parser.screen());
    lock(&terminal.shared).parser.process(b"\x1b[5;5Hanother program wrote here");
    terminal.type_keys("\x0c");
    terminal.wait_for("the screen as it was", |screen| rows(screen) == before);
    terminal.type_keys("j");
    terminal.wait_for_text("The text of 2.");
}

#[test]
fn pasted_text_is_not_taken_for_keys() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for_text("The text of 1.");
    terminal.type_keys("\x1b[200~jQq\x1b[201~j");
    terminal.wait_for_text("The text of 2.");
}

/// Regression: after a late answer to an earlier program, every key was swallowed until `u` or `c`,
/// also `^C`; and a resize was seen only with the next key.
#[test]
fn what_a_terminal_answers_to_another_program_swallows_no_key() {
    let folder = Folder::of_reports(12);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for_text("12 articles");
    let answers =
        ["\x1b[?997;1n", "\x1b[?2026;2$y", "\x1b]4;1;rgb:00/00/00\x1b\\", "\x1bP1$r0m\x1b\\"];
    for (answer, report) in answers.into_iter().zip(2..) {
        terminal.type_keys(answer);
        terminal.type_keys("j");
        terminal
            .wait_for(answer, |screen| selected(screen).contains(&format!("Report {report:04}")));
    }
    terminal.type_keys("\x1b[?1;2");
    terminal.resize(120, 40);
    terminal.wait_for("the new size", |screen| {
        screen.rows(0, 120).last().is_some_and(|row| row.contains("? help"))
    });
    terminal.type_keys("\x1b[?1;2\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

/// Regression: an emoji with a selector moved the rest of its row, and a family left its parts.
#[test]
fn a_terminal_that_does_not_say_how_it_measures_gets_plain_emoji() {
    let folder = Folder::new();
    let title = "Family 👩\u{200d}💻 and 🇩🇪 and 👍🏽 and ❤\u{fe0f} end";
    folder.write("one.md", &format!("---\ntitle: \"{title}\"\ndate: 2026-01-01\n---\nThe text.\n"));
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("Family 👩 and DE and 👍 and ❤  end");
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
}
