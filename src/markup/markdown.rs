//! Converts Markdown to HTML, which `html` parses.

mod nesting;

use pulldown_cmark::{Options, Parser, html};

use super::block::Document;

/// A text with more marks than this is shown as it is written: the parser takes about a hundred
/// bytes for each.
const MAX_MARKS: usize = 600_000;

/// Parses GitHub Flavored Markdown, and what writers of sites and notes write besides.
pub(super) fn parse(body: &str) -> Document {
    if body.bytes().filter(|byte| is_mark(*byte)).count() > MAX_MARKS {
        return super::html::parse_beyond(body);
    }
    super::html::parse(&to_html(&nesting::bounded(body)))
}

/// Converts the text of a heading to HTML.
pub(super) fn heading(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    to_html(&format!("# {line}"))
}

fn to_html(body: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    let mut page = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut page, Parser::new_ext(body, options));
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
