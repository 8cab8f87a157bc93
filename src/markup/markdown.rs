//! Converts Markdown to HTML, which `html` parses.

use pulldown_cmark::{Options, Parser, html};

use super::block::Document;

/// Parses GitHub Flavored Markdown.
pub(super) fn parse(body: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    let mut page = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut page, Parser::new_ext(body, options));
    super::html::parse(&page)
}

#[cfg(test)]
mod tests;
