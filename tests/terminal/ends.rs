//! Every way to exit restores the terminal.

#[cfg(target_os = "linux")]
use std::fs;

use crate::pty::{Setup, lock};
#[cfg(target_os = "linux")]
use crate::pty::{panes_side_by_side, selected, until};

#[test]
fn leaving_gives_the_terminal_back() {
    for keys in ["q", "lq Q", "\x03"] {
        let mut terminal = Setup::new(100, 30).start();
        terminal.wait_for_text("? shows");
        assert!(!terminal.is_cooked());
        terminal.wait_for("a terminal in use", |screen| {
            screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
        });
        terminal.type_keys(keys);
        assert_eq!(terminal.wait_exit(), 0, "{keys:?}");
        terminal.wait_given_back();
        assert_eq!(terminal.contents().trim(), "", "nothing is left behind");
    }
}

#[test]
fn signals_give_the_terminal_back() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let terminal = &mut Setup::new(100, 30).start();
        terminal.wait_for_text("28 articles");
        terminal.signal(name);
        assert_eq!(terminal.wait_exit(), code, "SIG{name}");
        terminal.wait_given_back();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_shell_gets_the_terminal_while_newswire_is_stopped() {
    let folder = crate::pty::Folder::of_reports(9);
    let mut terminal = Setup::new(100, 30).path(folder.path()).start();
    terminal.wait_for_text("9 articles");
    let state = format!("/proc/{}/stat", terminal.process);
    let stopped = || {
        let stat = fs::read_to_string(&state).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" T"))
    };
    for (stop, selected_before, selected_after) in
        [("\x1a", "Report 0001", "Report 0002"), ("", "Report 0002", "Report 0003")]
    {
        terminal.wait_for(selected_before, |screen| selected(screen).contains(selected_before));
        if stop.is_empty() {
            terminal.signal("TSTP");
        } else {
            terminal.type_keys(stop);
        }
        until("a stopped process", stopped);
        terminal.wait_given_back();
        terminal.resize(120, 35);
        terminal.signal("CONT");
        terminal.wait_for("the screen, at its new size", |screen| {
            screen.alternate_screen()
                && screen.hide_cursor()
                && screen.bracketed_paste()
                && selected(screen).contains(selected_before)
                && panes_side_by_side(screen) == 2
        });
        until("raw mode", || !terminal.is_cooked());
        terminal.type_keys("j");
        terminal.wait_for(selected_after, |screen| selected(screen).contains(selected_after));
    }
    terminal.type_keys("q");
    assert_eq!(terminal.wait_exit(), 0);
    terminal.wait_given_back();
}

#[test]
fn a_terminal_that_is_closed_ends_newswire() {
    let mut terminal = Setup::new(100, 30).start();
    terminal.wait_for_text("28 articles");
    lock(&terminal.shared).hang_up = true;
    terminal.type_keys("j");
    let reading = terminal.reading.take().expect("it is taken once");
    reading.join().expect("the reading thread ends");
    terminal.writer = None;
    terminal.master = None;
    terminal.wait_exit();
}
