//! Parses a document body from Markdown, HTML or plain text into blocks, and lays blocks out as
//! lines of a given width. Independent of articles, themes and screens.

mod block;
mod code;
mod escape;
mod flow;
mod html;
mod laid;
mod links;
mod markdown;
mod template;

use crate::text;

pub(crate) use block::image_text;
pub use block::{Align, Block, Cell, Document, Inline, Item, Numbers, Style, Tone};
pub(crate) use flow::{Flowed, flow_part};
pub use flow::{Line, Measure, PICTURE, Room, Slice, Slot, Slots, Span, flow, flow_with};
pub(crate) use html::{PageTag, Tag, tag_at, tags, words};
pub use laid::Laid;
pub(crate) use links::{places, written};

/// The markup languages of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GitHub Flavored Markdown: `CommonMark` with tables, footnotes, tasks and strikethrough.
    Markdown,
    /// An HTML fragment or a whole page.
    Html,
    /// Text without markup.
    Plain,
}

impl Format {
    /// Detects the format by the file extension or, failing that, by whether the body starts and
    /// ends with a tag.
    #[must_use]
    pub fn detect(extension: Option<&str>, body: &str) -> Self {
        let is = |names: &[&str]| {
            extension.is_some_and(|own| names.iter().any(|name| own.eq_ignore_ascii_case(name)))
        };
        if is(&["html", "htm", "xhtml"]) {
            Self::Html
        } else if is(&["txt", "text"]) {
            Self::Plain
        } else if starts_with_tag(body) && body.trim_end().ends_with('>') {
            Self::Html
        } else {
            Self::Markdown
        }
    }
}

/// Parses a body. Never fails: what cannot be parsed becomes text.
#[must_use]
pub fn parse(format: Format, body: &str) -> Document {
    match format {
        Format::Markdown => markdown::parse(body),
        Format::Html => html::parse(&template::resolved(body, template::Around::Html)),
        Format::Plain => html::parse_plain(body),
    }
}

/// Returns the words of a marked-up title or summary as one clean line. Lays nothing out, so that
/// the cost is linear: a field of a header is never wider than one line.
#[must_use]
pub(crate) fn plain(format: Format, field: &str) -> String {
    match format {
        Format::Markdown => html::all_words(&markdown::heading(field)),
        Format::Html => html::all_words(field),
        Format::Plain => text::line(field).into_owned(),
    }
}

/// Parses the HTML of an embedded video, if any, followed by a body, whose format is detected.
/// A heading at the start of the body that repeats the title is left out. Links have numbers, and
/// those within the document lead somewhere.
#[must_use]
pub fn page(title: &str, featured: Option<&str>, extension: Option<&str>, body: &str) -> Document {
    let mut page = featured.map(|html| parse(Format::Html, html)).unwrap_or_default();
    page.append(parse(Format::detect(extension, body), body).without_title(title));
    page.finish_links();
    page
}

/// A link in angle brackets (`<https://…>`) is Markdown, not a tag.
fn starts_with_tag(body: &str) -> bool {
    let Some(rest) = body.trim_start_matches('\u{feff}').trim_start().strip_prefix('<') else {
        return false;
    };
    if rest.starts_with("!--") || rest.starts_with('?') {
        return true;
    }
    let name = rest.trim_start_matches('!');
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
}

#[cfg(test)]
mod tests;
