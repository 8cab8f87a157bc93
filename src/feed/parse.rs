//! Bytes → [`Feed`], in any dialect.

use url::Url;

use super::encoding;
use super::json;
use super::model::Feed;
use super::parse_error::ParseError;
use super::walk::{self, DocumentKind};

/// The origin of a document.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The address it was fetched from, after redirects; relative addresses refer to it.
    pub url: &'a Url,
    /// The encoding that the server names.
    pub charset: Option<&'a str>,
}

/// Parses RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0, or JSON Feed, well-formed or not. Of huge feeds
/// the newest 2,000 entries are kept. Never panics, and takes time linear in the size.
///
/// # Errors
/// If the document is empty, a page or something else. A feed without entries is no error.
pub fn parse(bytes: &[u8], context: &Context<'_>) -> Result<Feed, ParseError> {
    let text = encoding::decode(bytes, context.charset);
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    if start.is_empty() {
        return Err(ParseError::Empty);
    }
    if start.starts_with(['{', '[']) {
        return json::read(start, context.url);
    }
    match walk::read(start, context.url) {
        DocumentKind::Feed(feed) => Ok(*feed),
        DocumentKind::Page => Err(ParseError::Page),
        DocumentKind::Other(name) => Err(other(name.as_deref())),
    }
}

fn other(name: Option<&str>) -> ParseError {
    let why = match name {
        None => "it is plain text".to_owned(),
        Some("opml") => "it is a list of subscriptions (OPML)".to_owned(),
        Some("urlset" | "sitemapindex") => "it is a sitemap".to_owned(),
        Some("svg") => "it is a picture".to_owned(),
        Some(
            "div" | "p" | "meta" | "script" | "title" | "table" | "br" | "h1" | "link" | "center"
            | "style" | "span" | "a" | "b" | "img" | "form" | "pre",
        ) => return ParseError::Page,
        Some(name) => {
            let name: String = crate::text::line(name).chars().take(40).collect();
            format!("its first element is <{name}>")
        }
    };
    ParseError::NotFeed { why }
}
