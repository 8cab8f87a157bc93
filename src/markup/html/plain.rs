//! Splits text without markup into paragraphs. `build` turns addresses into links.

use super::super::block::{Block, Document, Inline, Tone};
use super::build::Builder;
use crate::text;

/// Lines at least this long were wrapped by a program and are joined with the next.
const FILLED: usize = 50;

/// What comes after this many paragraphs is one block of lines, which takes less memory.
const MAX_PARAGRAPHS: usize = 50_000;

/// Parses plain text: paragraphs end at blank lines, and short lines keep their breaks.
pub(in super::super) fn parse(body: &str) -> Document {
    let clean = text::lines(body);
    let mut build = Builder::new();
    let mut flows = false;
    let (mut paragraphs, mut read) = (0, 0);
    for line in clean.split_inclusive('\n') {
        if line.trim().is_empty() {
            build.flush();
            paragraphs += 1;
        } else if paragraphs > MAX_PARAGRAPHS {
            let text = clean.get(read..).unwrap_or_default().trim_end().to_owned();
            build.block(Block::Code { language: None, text });
            break;
        } else if flows && !starts_anew(line) {
            build.text("\n");
            build.text(line.trim_end());
        } else {
            build.line_end();
            build.text(line.trim_end());
        }
        flows = text::width(line.trim_end_matches('\n')) >= FILLED;
        read += line.len();
    }
    build.finish()
}

/// Parses a text that is beyond the bounds of its markup, and says so.
pub(in super::super) fn parse_beyond(body: &str) -> Document {
    let mut document = parse(body);
    let words = Inline::new(BEYOND, Tone::Warning.style());
    document.blocks.insert(0, Block::Paragraph(vec![words]));
    document
}

/// Stands above a text whose markup is not interpreted.
const BEYOND: &str = "This text has too much markup to be laid out; it follows as plain text.";

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
