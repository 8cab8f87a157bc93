//! Splits text without markup into paragraphs. `build` turns addresses into links.

use super::super::block::Document;
use super::build::Builder;
use crate::text;

/// Lines at least this long were wrapped by a program and are joined with the next.
const FILLED: usize = 50;

/// Parses plain text: paragraphs end at blank lines, and short lines keep their breaks.
pub(in super::super) fn parse(body: &str) -> Document {
    let clean = text::lines(body);
    let mut build = Builder::new();
    let mut flows = false;
    for line in clean.lines() {
        if line.trim().is_empty() {
            build.flush();
        } else {
            if flows && !starts_anew(line) {
                build.text(" ");
            } else {
                build.line_end();
            }
            build.text(line);
        }
        flows = text::width(line) >= FILLED;
    }
    build.finish()
}

/// Whether a line starts a new one: indented lines and list items.
fn starts_anew(line: &str) -> bool {
    let is_item = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < line.len() {
            rest.starts_with(". ") || rest.starts_with(") ")
        } else {
            ["- ", "* ", "• ", "> "].iter().any(|mark| line.starts_with(mark))
        }
    };
    line.starts_with([' ', '\u{3000}']) || is_item(line)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::shown_plain;

    #[test]
    fn paragraphs_end_at_blank_lines_and_flow() {
        let long = "this line was filled by a program to about sixty columns\nso it goes on";
        assert_eq!(
            shown_plain(&format!("\n{long}\n\n\n\nnext"), 80),
            ["this line was filled by a program to about sixty columns so it goes on", "", "next"]
        );
    }

    #[test]
    fn short_lines_and_items_stay_lines() {
        assert_eq!(
            shown_plain("roses are red\nviolets are blue", 80),
            ["roses are red", "violets are blue"]
        );
        let items = "- one that is long enough to look as if it had been filled\n- two";
        assert_eq!(shown_plain(items, 80).len(), 2);
    }

    #[test]
    fn markup_is_text_and_control_characters_go() {
        assert_eq!(shown_plain("<b>*x*</b> &amp;\u{1b}[31m!", 80), ["<b>*x*</b> &amp;!"]);
    }
}
