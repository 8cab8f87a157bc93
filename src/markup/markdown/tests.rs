//! Each Markdown construct as a reader sees it.

use super::super::tests::shown_markdown as shown;
use super::super::{Format, parse};

#[test]
fn paragraphs_are_filled_and_hard_breaks_kept() {
    assert_eq!(
        shown("one\ntwo\n\n\n\nthree  \nfour\\\nfive", 40),
        ["one two", "", "three", "four", "five"]
    );
}

#[test]
fn lists_hang_and_nest() {
    let body = "- one two three four\n- two\n  - three\n    1. four\n\n9. nine\n10. ten";
    assert_eq!(
        shown(body, 14),
        [
            "• one two",
            "  three four",
            "• two",
            "  • three",
            "    1. four",
            "",
            " 9. nine",
            "10. ten"
        ]
    );
}

#[test]
fn loose_lists_have_blank_lines() {
    assert_eq!(shown("1. a\n\n2. b\n\n   c\n", 20), ["1. a", "", "2. b", "", "   c"]);
}

#[test]
fn tasks_have_boxes() {
    assert_eq!(shown("- [ ] a\n- [x] b\n- c", 20), ["☐ a", "☑ b", "• c"]);
    assert_eq!(shown("- [x] a\n\n- [ ] b", 20), ["☑ a", "", "☐ b"]);
}

#[test]
fn quotes_nest() {
    assert_eq!(
        shown("> a\n> > b\n>\n> - c\n\nd", 20),
        ["│ a", "│", "│ │ b", "│", "│ • c", "", "d"]
    );
}

#[test]
fn code_keeps_its_spaces_and_has_a_language() {
    let body = "```rust\nfn main() {\n\n\tlet x;\n}\n```\n\n    a  b\n";
    assert_eq!(shown(body, 40), ["  fn main() {", "", "      let x;", "  }", "", "  a  b"]);
    let blocks = format!("{:?}", parse(Format::Markdown, body).blocks);
    assert!(blocks.contains("language: Some(\"rust\")"), "{blocks}");
    assert_eq!(shown("```\nabcdef\n```", 6), ["  abc›"]);
}

#[test]
fn footnotes_stand_at_the_end() {
    assert_eq!(
        shown("a[^x] b[^y]\n\n[^x]: first\n\n[^y]: second\n\n    more\n\nc", 20),
        ["a¹ b²", "", "c", "", "¹ first", "", "² second", "", "  more"]
    );
}

#[test]
fn definitions_stand_below_their_term() {
    assert_eq!(shown("Term\n: meaning one\n: two\n", 20), ["Term", "  meaning one", "", "  two"]);
}

#[test]
fn tables_are_tables() {
    let body = "| a | b | c |\n|---|--:|:-:|\n| x | 1 | y |\n| long | 100 | mid |";
    assert_eq!(
        shown(body, 40),
        ["a       b   c", "──────────────", "x       1   y", "long  100  mid"]
    );
}

#[test]
fn html_in_markdown_is_part_of_it() {
    let body = "<div align=\"center\">\n\n# Title\n\n</div>\n\n<details><summary>More</summary>\n\n\
                *text* with <kbd>x</kbd>\n\n</details>\n\n<!-- gone -->\n\nUse <title> and go on.";
    assert_eq!(shown(body, 40), ["Title", "", "More", "", "text with x", "", "Use and go on."]);
}

#[test]
fn bombs_are_read_in_time() {
    let bodies = [
        ">".repeat(50_000),
        "* ".repeat(20_000),
        "[".repeat(100_000),
        "![".repeat(50_000),
        "- > ".repeat(10_000),
        format!("|{}\n|{}\n|{}", "a|".repeat(5_000), "-|".repeat(5_000), "b|".repeat(5_000)),
    ];
    for body in bodies {
        let _ = shown(&body, 80);
    }
}
