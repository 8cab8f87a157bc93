//! Text that is cleaned: sequences, spaces, invisible characters, long clusters.

use super::*;

#[test]
fn escape_sequences_go_whole() {
    assert_eq!(line("a\u{1b}[31;1mred\u{1b}[0m b"), "ared b");
    assert_eq!(line("x\u{1b}]0;title\u{7}y"), "xy");
    assert_eq!(line("x\u{1b}]8;;http://e.org\u{1b}\\link\u{1b}]8;;\u{1b}\\y"), "xlinky");
    assert_eq!(line("x\u{9b}31my\u{90}q\u{9c}z"), "xyz");
    assert_eq!(line("x\u{1b}Pdcs\u{1b}\\y\u{1b}cz"), "xyz");
}

#[test]
fn an_unterminated_sequence_does_not_swallow_the_title() {
    assert_eq!(line("news\u{1b}]0;everything after"), "news0;everything after");
}

#[test]
fn sequences_without_an_end_are_searched_once() {
    let many = format!("{}\\", "\u{1b}]".repeat(200_000));
    assert_eq!(line(&many), "\\");
}

#[test]
fn white_space_of_a_line_is_single() {
    assert_eq!(line(" a\tb\r\nc   d\u{2028}e "), "a b c d e");
    assert_eq!(line("\u{3000}中 文"), "\u{3000}中 文");
}

#[test]
fn invisible_characters_go_but_scripts_and_emoji_stay_whole() {
    assert_eq!(line("pay\u{202e}gpj.exe\u{2066}x"), "paygpj.exex");
    assert_eq!(line("a\u{200b}b\u{feff}c\u{200d}d"), "abcd");
    assert_eq!(line("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
    assert_eq!(line("می\u{200c}خواهم"), "می\u{200c}خواهم");
    assert_eq!(line("🏴\u{e0067}\u{e0062}\u{e007f}"), "🏴\u{e0067}\u{e0062}\u{e007f}");
    assert_eq!(line("x\u{e0067}"), "x");
}

#[test]
fn stacks_of_marks_are_cut() {
    let tall = format!("a{}", "\u{301}".repeat(500));
    assert_eq!(line(&tall).chars().count(), 1 + MAX_STACK);
}

#[test]
fn lines_keep_their_ends_and_columns() {
    assert_eq!(lines("a\r\nb\rc\n\n  d"), "a\nb\nc\n\n  d");
    assert_eq!(lines("a\tb\n\tc"), "a   b\n    c");
}

/// Regression: a chain of joined emoji went to the terminal as one cell of megabytes.
#[test]
fn no_cluster_is_without_limit() {
    let pieces = [
        "👩\u{200d}",
        "क\u{94d}",
        "\u{1100}",
        "\u{93e}",
        "🏽",
        "\u{600}",
        "e\u{301}\u{93e}",
        "🇩🇪\u{200d}",
        "\u{600}\u{600}🏽a",
        "🏽\u{301}\u{1161}",
    ];
    for piece in pieces {
        for text in [piece.repeat(3_000), format!("a👩{} end", piece.repeat(3_000))] {
            assert!(line(&line(&text)) == line(&text), "{piece:?}");
            assert!(lines(&lines(&text)) == lines(&text), "{piece:?}");
            for clean in [line(&text), lines(&text)] {
                let longest = clean.graphemes(true).map(|it| it.chars().count()).max();
                assert!(longest <= Some(2 * MAX_CLUSTER), "{piece:?}: {longest:?}");
            }
        }
    }
    assert!(line(&format!("{}👩 end", "👩\u{200d}".repeat(50))).ends_with("👩 end"));
}

#[test]
fn the_longest_emoji_and_words_stay_whole() {
    for whole in [
        "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏽".repeat(40),
        "👩🏽\u{200d}👩🏽\u{200d}👧🏽\u{200d}👦🏽".repeat(40),
        "می\u{200c}خواهم".repeat(40),
        "र\u{94d}त\u{94d}स\u{94d}न\u{94d}य".repeat(40),
        "🇩🇪🇫🇷".repeat(40),
    ] {
        assert_eq!(line(&whole), whole);
    }
}
