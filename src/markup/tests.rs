//! Properties that hold for any body, and format detection.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::*;

/// The visible text of a body at a width.
pub(super) fn shown(format: Format, body: &str, width: u16) -> Vec<String> {
    let lines = flow(&parse(format, body).blocks, width);
    lines.iter().map(|line| line.window(0, usize::from(width)).text()).collect()
}

pub(super) fn shown_blocks(blocks: &[Block], width: u16) -> Vec<String> {
    flow(blocks, width).iter().map(Line::text).collect()
}

pub(super) fn shown_html(body: &str, width: u16) -> Vec<String> {
    shown(Format::Html, body, width)
}

pub(super) fn shown_plain(body: &str, width: u16) -> Vec<String> {
    shown(Format::Plain, body, width)
}

pub(super) fn shown_markdown(body: &str, width: u16) -> Vec<String> {
    shown(Format::Markdown, body, width)
}

/// A rule in a title was once drawn 65,535 columns wide, and the head of a table was repeated in
/// every row: 5 KB took 12 seconds and 1 GB.
#[test]
fn fields_of_one_line_are_words_and_never_laid_out() {
    let rules = format!("x {}", "<hr>".repeat(50_000));
    assert_eq!(plain(Format::Markdown, &rules), "x");
    let rows = "<tr><td>v<td>w".repeat(20_000);
    let table = format!("<table><tr><th>{}<th>b{rows}</table>", "h ".repeat(50_000));
    assert!(plain(Format::Html, &table).len() < table.len());
    let cases = [
        (Format::Markdown, "*The* `Hobbit` &amp; more", "The Hobbit & more"),
        (Format::Markdown, "2. A setup", "2. A setup"),
        (Format::Markdown, "Why `&amp;` &amp; &lt;b&gt;", "Why &amp; & <b>"),
        (Format::Html, "<p>One <b>t</b>wo</p>three<br>four", "One two three four"),
        (Format::Plain, " a\n<b> ", "a <b>"),
    ];
    for (format, field, expected) in cases {
        assert_eq!(plain(format, field), expected);
    }
}

/// 3,000 nested quotes above lazy lines took the parser 24 seconds.
#[test]
fn nesting_is_bounded_before_it_is_parsed() {
    let lazy = format!("{}a\n{}", "> ".repeat(3_000), "b\n".repeat(100_000));
    let list: Vec<String> = (0..1_000).map(|depth| format!("{}- a", "  ".repeat(depth))).collect();
    let list = list.join("\n");
    for body in [lazy, format!("{list}\n{}", "b\n".repeat(100_000))] {
        assert!(shown_markdown(&body, 80).len() > 100);
    }
}

#[test]
fn extensions_and_first_tags_tell_the_format() {
    let cases = [
        (Some("HTML"), "text", Format::Html),
        (Some("txt"), "<p>x</p>", Format::Plain),
        (Some("md"), "# x", Format::Markdown),
        (None, "\n <p>x</p>\n", Format::Html),
        (None, "<!DOCTYPE html><html></html>", Format::Html),
        (None, "<!-- x --><b>y</b>", Format::Html),
        (None, "<br/>x<br/>", Format::Html),
        (None, "<p>x</p> and more", Format::Markdown),
        (None, "<https://example.org>", Format::Markdown),
        (None, "5 <6 >", Format::Markdown),
        (None, "", Format::Markdown),
    ];
    for (extension, body, expected) in cases {
        assert_eq!(Format::detect(extension, body), expected, "{body}");
    }
}

/// Fragments that combine into Markdown and HTML of every kind.
fn fragment() -> impl Strategy<Value = String> {
    let marks = [
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "# ",
        "> ",
        "- ",
        "1. ",
        "- [x] ",
        "```\n",
        "---\n",
        "| ",
        "|\n|--|:-:|\n",
        "**",
        "_",
        "~~",
        "`",
        "[",
        "](http://e.org/a)",
        "![",
        "[^1]",
        "\n[^1]: ",
        "\n: ",
        "<b>",
        "</b>",
        "<p>",
        "<div>",
        "</div>",
        "<table><tr><td>",
        "<th>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<svg>",
        "<script>",
        "<!--",
        "-->",
        "<a href=x>",
        "<img alt=x src=y>",
        "<br>",
        "<dl><dt>",
        "<dd>",
        "<blockquote>",
        "&amp;",
        "&#0;",
        "<",
        "中国日报",
        "e\u{301}",
        "👨\u{200d}👩",
        "\u{1100}\u{1100}\u{1100}",
        "🇩",
        "🇪",
        "👍",
        "🏽",
        "\t",
        "\u{a0}",
        "\u{1b}[31m",
        "\u{202e}",
        "क्ष्म्य",
        "﷽",
    ];
    prop_oneof![
        4 => prop::sample::select(marks.to_vec()).prop_map(str::to_owned),
        2 => "[a-z]{1,12} ?",
        1 => any::<String>(),
    ]
}

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..40).prop_map(|parts| parts.concat())
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Markdown, Format::Html, Format::Plain])
}

/// Seeds that failed, tried first by every run.
const KEPT: FileFailurePersistence = FileFailurePersistence::Direct("tests/regressions/markup.txt");

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: Some(Box::new(KEPT)), ..ProptestConfig::default() })]

    #[test]
    fn anything_is_read(format in format(), body in any::<String>()) {
        let _ = parse(format, &body);
    }

    #[test]
    fn no_line_is_too_wide_and_places_never_fall(
        format in format(), body in body(), width in 2..80_u16
    ) {
        let document = parse(format, &body);
        let lines = flow(&document.blocks, width);
        let mut place = 0;
        for line in &lines {
            let columns = usize::from(width);
            prop_assert!(line.sideways.is_some() || line.width() <= columns, "{:?}", line.text());
            for offset in [0, 1, 7] {
                let seen = line.window(offset, columns);
                prop_assert!(seen.width() <= columns, "{:?}", seen.text());
            }
            prop_assert!(line.place >= place, "{:?}", line.text());
            prop_assert!(!line.text().contains(char::is_control), "{:?}", line.text());
            place = line.place;
            let links = line.spans.iter().filter_map(|span| span.link);
            for link in links {
                prop_assert!((link as usize) < document.links.len());
            }
        }
    }

    #[test]
    fn nothing_is_blank_at_the_ends_nor_twice(body in body(), width in 2..80_u16) {
        let blocks = parse(Format::Markdown, &body).blocks;
        let has_code = format!("{blocks:?}").contains("Code");
        let texts: Vec<_> = flow(&blocks, width).iter().map(Line::text).collect();
        prop_assert!(texts.first().is_none_or(|first| !first.is_empty()));
        prop_assert!(texts.last().is_none_or(|last| !last.is_empty()));
        let twice = texts.windows(2).any(|pair| pair.iter().all(String::is_empty));
        prop_assert!(!twice || has_code, "{texts:#?}");
    }

    #[test]
    fn words_survive(words in prop::collection::vec("[a-zA-Zäß]{1,30}", 1..40), width in 2..80_u16) {
        for format in [Format::Markdown, Format::Html, Format::Plain] {
            let shown = shown(format, &words.join(" "), width).concat();
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&shown), words.concat());
        }
    }
}

#[test]
fn a_table_of_nothing_beside_a_tag_is_not_blank() {
    let blocks = parse(Format::Markdown, "</pre>| |\n|--|:-:|\n\n").blocks;
    let texts: Vec<_> = flow(&blocks, 2).iter().map(Line::text).collect();
    assert_eq!(texts, Vec::<String>::new(), "{blocks:?}");
}
