//! The mouse: its effects, and that the terminal controls it again afterwards.

use crate::pty::{Folder, Setup, holds, mouse_modes, selected, settings};

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let folder = Folder::of_reports(90);
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("90 articles");
    terminal.wait_received("the mouse", |received| mouse_modes(&received.bytes) == 3);
    let row = |text: &str| {
        let contents = terminal.contents();
        contents.lines().position(|line| line.contains(text)).expect("it is there") + 1
    };
    let press = format!("\x1b[<0;9;{0}M\x1b[<0;9;{0}m", row("Report 0004"));
    let wheel = "\x1b[<65;9;9M".repeat(60);
    terminal.type_keys(&press);
    terminal.wait_for("a selection", |screen| selected(screen).contains("Report 0004"));
    terminal.type_keys(&press);
    terminal.wait_for_text("h back");
    terminal.type_keys(&wheel);
    terminal.wait_for_text("Report 0070");
    assert!(terminal.contents().contains("The text of 4."));
    terminal.type_keys("Q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
}

#[test]
fn the_mouse_is_given_back_on_every_way_out() {
    let mut terminal = Setup::new(100, 30).start();
    terminal.wait_for_text("28 articles");
    terminal.signal("TERM");
    assert_eq!(terminal.wait_exit(), 143);
    terminal.wait_given_back();
    assert_eq!(mouse_modes(&terminal.bytes()), 0);
}

#[test]
fn the_mouse_and_links_follow_the_settings_at_once() {
    let folder = Folder::of_reports(3);
    let mut terminal = Setup::new(120, 30).path(folder.path()).start();
    terminal.wait_for_text("3 articles");
    terminal.wait_received("the mouse", |received| mouse_modes(&received.bytes) == 3);
    terminal.type_keys(":set mouse off\r");
    terminal.wait_received("no mouse", |received| mouse_modes(&received.bytes) == 0);
    assert!(!holds(&terminal.bytes(), "\x1b]8;"));
    terminal.type_keys(":set links on\r");
    terminal.wait_received("links", |received| holds(&received.bytes, "\x1b]8;"));
    terminal.type_keys(":set mouse on\r");
    terminal.wait_received("the mouse again", |received| mouse_modes(&received.bytes) == 3);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let folder = Folder::of_reports(3);
    let [option, path] = settings(&folder, "mouse: false\n");
    let mut terminal = Setup::new(120, 30).path(option).path(path).path(folder.path()).start();
    terminal.wait_for_text("3 articles");
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    assert!(!holds(&terminal.bytes(), "\x1b[?1000h"));
}
