//! The rules of layout, as a reader sees the result.

use super::super::block::Style;
use super::super::tests::shown_markdown as shown;
use super::super::{Format, parse};
use super::bound::{CUT, MAX_LINES};
use super::*;

const BODY: &str = "# Head\n\nSome words of text that fill more than one line.\n\n- item one\n- item two\n\n\
    > quoted text\n\n| a | b |\n|---|---|\n| some words | more words |\n\n## Tail\n\nend\n";

fn lines(body: &str, width: u16) -> Vec<Line> {
    flow(&parse(Format::Markdown, body).blocks, width)
}

#[test]
fn nothing_is_no_line() {
    assert_eq!(flow(&[], 40), []);
    let empty = [Block::Paragraph(Vec::new()), Block::Quote(Vec::new()), Block::Rule];
    assert_eq!(flow(&empty, 3).iter().map(Line::text).collect::<Vec<_>>(), ["───"]);
}

#[test]
fn blocks_without_text_leave_no_gap() {
    assert_eq!(shown("a\n\n- \n\n>\n\nb", 20), ["a", "", "b"]);
}

#[test]
fn narrow_screens_lose_indents_first() {
    assert_eq!(shown("- ab cd", 3), ["ab", "cd"]);
    assert_eq!(shown("- ab cd", 4), ["• ab", "  cd"]);
    assert_eq!(shown("> > > > 中文", 6), ["│ 中文"]);
    assert_eq!(shown("> 中文", 2), ["中", "文"]);
    let deep = shown(&(">".repeat(60) + " words at the bottom"), 40);
    assert_eq!(deep, ["│ ".repeat(10) + "words at the bottom"]);
}

#[test]
fn places_are_the_same_at_every_width() {
    let heads = |width| {
        let lines = lines(BODY, width).into_iter().filter(|line| line.heading);
        lines.map(|line| (line.text(), line.place)).collect::<Vec<_>>()
    };
    for width in 6..80 {
        assert_eq!(heads(width), heads(80), "{width}");
    }
    assert_eq!(heads(80).len(), 2);
}

#[test]
fn only_headings_are_headings() {
    let marked: Vec<_> = lines("a\n\n> # b c d\n\ne", 5)
        .iter()
        .filter(|line| line.heading)
        .map(Line::text)
        .collect();
    assert_eq!(marked, ["│ b c", "│ d"]);
}

#[test]
fn quotes_and_code_have_their_tone() {
    let quoted = lines("> a **b**\n", 20);
    assert!(quoted.iter().flat_map(|line| &line.spans).all(|span| span.style.tone == Tone::Quote));
    let code = lines("```\nx\n```\n", 20);
    let last = code.iter().flat_map(|line| &line.spans).next_back().map(|span| span.style);
    assert_eq!(last, Some(Style { code: true, ..Style::default() }));
}

#[test]
fn a_character_wider_than_the_screen_is_cut() {
    let jamo = "\u{1100}".repeat(40);
    assert!(lines(&jamo, 10).iter().all(|line| line.width() <= 10));
}

#[test]
fn a_rule_is_as_wide_as_the_text() {
    assert_eq!(shown("> a\n>\n> ---", 6), ["│ a", "│", "│ ────"]);
}

#[test]
fn all_lines_of_code_move_sideways_with_the_widest() {
    let body = "```\nab\n\nabcdefgh\n```\n\n```\nab\n```\n";
    let moves: Vec<_> = lines(body, 8).iter().map(|line| (line.text(), line.hidden(8))).collect();
    let expected = [("  ab", 2), ("", 2), ("  abcdefgh", 2), ("", 0), ("  ab", 0)];
    assert_eq!(moves, expected.map(|(text, hidden)| (text.to_owned(), hidden)));
}

#[test]
fn code_is_broken_where_that_is_wanted() {
    let measure = Measure { width: 6, wrap_code: true };
    let lines = flow(&parse(Format::Markdown, "```\nabcdef\n```").blocks, measure);
    assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), ["  abcd", "  ef"]);
    assert!(lines.iter().all(|line| line.sideways.is_none()));
}

/// Eight MB of short lines once took 2 GB and seconds on the thread that draws.
#[test]
fn lines_have_a_bound_and_the_cut_is_told() {
    for body in ["x\n\n".repeat(150_000), format!("```\n{}```\n", "x\n".repeat(150_000))] {
        let lines = lines(&body, 80);
        assert_eq!(lines.len(), MAX_LINES + 2);
        assert_eq!(lines.last().map(Line::text).as_deref(), Some(CUT));
    }
    assert!(lines(&"x\n\n".repeat(20_000), 80).iter().all(|line| line.text() != CUT));
}

#[test]
fn paragraphs_know_which_way_they_run() {
    let body =
        "שלום Rust world and more\n\nRust שלום\n\n- مرحبا\n\n| שלום | b |\n|-|-|\n| c | d |\n";
    let rtl: Vec<_> = lines(body, 14).iter().filter(|line| line.rtl).map(Line::text).collect();
    assert_eq!(rtl, ["שלום Rust", "world and more", "• مرحبا", "שלום  b", "───────", "c     d"]);
}
