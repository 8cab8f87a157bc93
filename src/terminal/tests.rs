//! Detects terminals by their environment variables and checks the derived capabilities.

use super::{Depth, Multiplexer, Terminal, TextOrder};

const USUAL: (&str, &str) = ("TERM", "xterm-256color");

fn told(variables: &[(&str, &str)]) -> Terminal {
    Terminal::of(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, it)| (*it).to_owned())
    })
}

#[test]
fn links_are_for_terminals_that_are_known_to_have_them() {
    for known in [
        &[("TERM", "xterm-kitty")][..],
        &[("TERM", "foot")],
        &[USUAL, ("VTE_VERSION", "7006")],
        &[USUAL, ("TERM_PROGRAM", "iTerm.app")],
        &[USUAL, ("WT_SESSION", "1")],
        &[USUAL, ("KONSOLE_VERSION", "230800")],
        &[("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.4")],
        &[("TERM", "screen"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.5a")],
    ] {
        assert!(told(known).has_links(), "{known:?}");
    }
    for unknown in [
        &[][..],
        &[("TERM", "dumb"), ("VTE_VERSION", "7006")],
        &[("TERM", "linux")],
        &[USUAL],
        &[USUAL, ("VTE_VERSION", "4601")],
        &[("TERM", "xterm"), ("TERM_PROGRAM", "Apple_Terminal")],
        &[("TERM", "screen.xterm-256color"), ("KITTY_WINDOW_ID", "1")],
        &[("TERM", "screen"), ("TERM_PROGRAM", "tmux"), ("TERM_PROGRAM_VERSION", "3.3a")],
        &[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1"), ("TMUX", "/tmp/1")],
    ] {
        assert!(!told(unknown).has_links(), "{unknown:?}");
    }
}

#[test]
fn progress_is_for_terminals_that_do_not_take_it_for_a_notification() {
    for known in [
        &[USUAL, ("WT_SESSION", "1")][..],
        &[("WT_SESSION", "1")],
        &[("ConEmuPID", "12")],
        &[("TERM", "xterm-ghostty"), ("TERM_PROGRAM_VERSION", "1.2.3")],
        &[USUAL, ("TERM_PROGRAM", "WezTerm"), ("TERM_PROGRAM_VERSION", "20250307-111015-5dec5a4f")],
        &[USUAL, ("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.6.6")],
        &[USUAL, ("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.10.0")],
        &[USUAL, ("TERM_PROGRAM", "vscode"), ("TERM_PROGRAM_VERSION", "1.104.1")],
        &[USUAL, ("VTE_VERSION", "8000")],
    ] {
        assert!(told(known).has_progress(), "{known:?}");
    }
    for unknown in [
        &[][..],
        &[USUAL],
        &[("TERM", "dumb"), ("WT_SESSION", "1")],
        &[("TERM", "xterm-kitty")],
        &[("TERM", "rxvt-unicode-256color")],
        &[("TERM", "foot")],
        &[("TERM", "xterm-ghostty")],
        &[("TERM", "xterm-ghostty"), ("TERM_PROGRAM_VERSION", "1.1.3")],
        &[USUAL, ("TERM_PROGRAM", "WezTerm"), ("TERM_PROGRAM_VERSION", "20240203-110809-5046fcf2")],
        &[USUAL, ("TERM_PROGRAM", "iTerm.app"), ("TERM_PROGRAM_VERSION", "3.6.5")],
        &[USUAL, ("TERM_PROGRAM", "iTerm.app")],
        &[USUAL, ("VTE_VERSION", "7802")],
        &[("TERM", "tmux-256color"), ("TMUX", "/tmp/1"), ("WT_SESSION", "1")],
        &[USUAL, ("ZELLIJ", "0"), ("WT_SESSION", "1")],
    ] {
        assert!(!told(unknown).has_progress(), "{unknown:?}");
    }
}

#[test]
fn terminals_that_order_text_themselves_are_known_by_name() {
    for (variables, order) in [
        (&[USUAL, ("TERM_PROGRAM", "Apple_Terminal")][..], TextOrder::Written),
        (&[USUAL, ("KONSOLE_VERSION", "230804")], TextOrder::MarkedWords),
        (&[("TERM", "mlterm-256color")], TextOrder::MarkedWords),
        (&[("TERM", "xterm"), ("MLTERM", "3.9.2")], TextOrder::MarkedWords),
        (&[("TERM", "xterm-kitty")], TextOrder::Words),
        (&[USUAL, ("KITTY_WINDOW_ID", "1")], TextOrder::Words),
        (&[USUAL], TextOrder::Seen),
        (&[USUAL, ("VTE_VERSION", "7006")], TextOrder::Seen),
        (&[USUAL, ("TERM_PROGRAM", "iTerm.app")], TextOrder::Seen),
        // Started from within kitty.
        (&[("TERM", "foot"), ("KITTY_WINDOW_ID", "1")], TextOrder::Seen),
    ] {
        assert_eq!(told(variables).text_order(), order, "{variables:?}");
    }
}

#[test]
fn simple_terminals_show_letters_only() {
    for simple in ["dumb", "linux", "eterm-color", ""] {
        assert!(told(&[("TERM", simple)]).is_simple(), "{simple:?}");
    }
    assert!(!told(&[USUAL]).is_simple() && !told(&[("WT_SESSION", "1")]).is_simple());
}

#[test]
fn a_terminal_is_what_it_says_itself_before_what_it_was_started_from() {
    let name = |variables: &[(&str, &str)]| told(variables).name().unwrap_or("?");
    let handed_on = ("VTE_VERSION", "7006");
    assert_eq!(name(&[("TERM", "alacritty"), ("TERM_PROGRAM", "WezTerm"), handed_on]), "Alacritty");
    assert_eq!(name(&[USUAL, ("TERM_PROGRAM", "vscode"), handed_on]), "Visual Studio Code");
    assert_eq!(name(&[USUAL, ("WT_SESSION", "1"), handed_on]), "Windows Terminal");
    assert_eq!(name(&[USUAL, handed_on]), "a terminal built on VTE");
    assert_eq!(name(&[USUAL]), "?");
}

#[test]
fn a_window_is_named_after_its_terminal() {
    for (variables, title) in [
        (&[("TERM", "st-256color")][..], "st"),
        (&[("TERM", "rxvt-unicode-256color")], "urxvt"),
        (&[("TERM", "eterm-direct")], "eterm"),
        (&[("TERM", "xterm")], "xterm"),
        (&[USUAL, ("KONSOLE_VERSION", "221203")], "Konsole"),
    ] {
        assert_eq!(told(variables).title(), title);
    }
}

#[test]
fn the_locale_says_whether_letters_are_utf_8() {
    for (variables, expected) in [
        (&[][..], ("", false)),
        (&[("LANG", "de_DE.UTF-8")], ("de_DE.UTF-8", true)),
        (&[("LANG", "C.utf8"), ("LC_ALL", "")], ("C.utf8", true)),
        (&[("LANG", "de_DE.UTF-8"), ("LC_CTYPE", "de_DE")], ("de_DE", false)),
        (&[("LC_CTYPE", "UTF-8"), ("LC_ALL", "POSIX")], ("POSIX", false)),
    ] {
        let terminal = told(variables);
        assert_eq!((terminal.locale(), terminal.is_utf8()), expected, "{variables:?}");
    }
}

#[test]
fn what_stands_between_has_a_name() {
    let within = |variables: &[(&str, &str)]| told(variables).within().map(Multiplexer::name);
    assert_eq!(within(&[USUAL]), None);
    assert_eq!(within(&[USUAL, ("TMUX", "/tmp/1")]), Some("tmux"));
    assert_eq!(within(&[("TERM", "screen-256color")]), Some("screen"));
    assert_eq!(within(&[("TERM", "screen-256color"), ("TERM_PROGRAM", "tmux")]), Some("tmux"));
    assert_eq!(within(&[USUAL, ("ZELLIJ", "0")]), Some("Zellij"));
}

#[test]
fn colours_are_as_many_as_the_environment_says() {
    let depth = |term, depth| told(&[("TERM", term), ("COLORTERM", depth)]).depth();
    assert_eq!(depth("xterm", ""), Depth::Sixteen);
    assert_eq!(depth("xterm-256color", "yes"), Depth::Many);
    assert_eq!(depth("xterm", "truecolor"), Depth::True);
    assert_eq!(depth("xterm-direct", ""), Depth::True);
    let xterm = ("XTERM_VERSION", "XTerm(379)");
    assert_eq!(told(&[("TERM", "xterm"), xterm]).depth(), Depth::Many);
    assert_eq!(
        told(&[USUAL, xterm, ("VTE_VERSION", "7006")]).name(),
        Some("a terminal built on VTE")
    );
    assert_eq!(told(&[("TERM", "screen"), xterm]).depth(), Depth::Sixteen, "of screen");
}
