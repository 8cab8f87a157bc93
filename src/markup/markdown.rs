//! Converts Markdown to HTML, which `html` parses.

mod dialect;
mod nesting;

use pulldown_cmark::{Options, Parser, html};

use super::block::Document;
use super::template::{self, Around};

/// A text with more marks than this is shown as it is written: the parser takes about a hundred
/// bytes for each.
const MAX_MARKS: usize = 600_000;

/// Parses GitHub Flavored Markdown, and what writers of sites and notes write besides.
pub(super) fn parse(body: &str) -> Document {
    if body.bytes().filter(|byte| is_mark(*byte)).count() > MAX_MARKS {
        return super::html::parse_beyond(body);
    }
    let resolved = template::resolved(body, Around::Markdown);
    let bounded = nesting::bounded(&resolved);
    super::html::parse(&to_html(&dialect::rewritten(&bounded)))
}

/// Converts the text of a heading to HTML.
pub(super) fn heading(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    to_html(&format!("# {line}"))
}

/// What GitHub has besides `CommonMark`, and what many other programs have.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

fn to_html(body: &str) -> String {
    let mut page = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut page, Parser::new_ext(body, OPTIONS));
    page
}

/// Whether the parser makes a node of a byte.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'\n' | b'!' | b'$' | b'&' | b'*' | b'<' | b'[' | b'\\' | b']' | b'_' | b'`' | b'|' | b'~'
    )
}

#[cfg(test)]
mod tests;
