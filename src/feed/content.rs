//! The texts of an entry: the kind of text in an element, and the best of several texts.

use std::borrow::Cow;

use super::xml::{self, Element, Namespace, push_escaped};
use crate::markup;
use crate::text;

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Plain text: markup in it is literal.
    Plain,
    /// HTML.
    Html,
    /// Undeclared: HTML if it looks like HTML.
    Unknown,
}

/// A text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// HTML.
    pub(super) html: String,
    /// Whether it has markup.
    pub(super) is_html: bool,
    /// Approximate number of bytes outside of tags.
    pub(super) weight: usize,
}

impl Content {
    /// Converts a text; `None` if it has no visible content.
    pub(super) fn new(written: &str, kind: TextKind) -> Option<Self> {
        let is_html = match kind {
            TextKind::Html => true,
            TextKind::Plain => false,
            TextKind::Unknown => looks_like_html(written),
        };
        let html = if !is_html {
            paragraphs(written)
        } else if is_escaped_twice(written) {
            xml::decode(written.trim()).into_owned()
        } else {
            written.trim().to_owned()
        };
        let weight = weight(&html);
        let seen = weight > 0 || html.contains("<img") || html.contains("<iframe");
        (!html.is_empty() && seen).then_some(Self { html, is_html, weight })
    }

    /// Returns at most about `most` bytes of its words.
    pub(super) fn words(&self, most: usize) -> String {
        markup::words(&self.html, most)
    }
}

/// Reads the text of an element with its format. `default` is the format of an element without a
/// type.
pub(super) fn written<'a>(
    element: &'a Element<'_>,
    default: TextKind,
) -> Option<(Cow<'a, str>, TextKind)> {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let mode = element.attribute("mode").unwrap_or_default().to_ascii_lowercase();
    if element.has_elements() {
        return Some((Cow::Owned(inline(element)), TextKind::Html));
    }
    let text = element.text();
    if mode == "base64" {
        return Some((Cow::Owned(decoded(&text)?), of_type(&kind).unwrap_or(TextKind::Unknown)));
    }
    match (of_type(&kind), kind.contains('/')) {
        (Some(kind), _) => Some((text, kind)),
        (None, true) => Some((Cow::Owned(decoded(&text)?), TextKind::Plain)),
        (None, false) => Some((text, default)),
    }
}

/// Returns the format that a type names; `None` if there is none or it is not text.
fn of_type(kind: &str) -> Option<TextKind> {
    let kind = kind.split(';').next().unwrap_or(kind).trim();
    match kind {
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" | "text/x-html" => {
            Some(TextKind::Html)
        }
        "text" | "text/plain" | "plain" => Some(TextKind::Plain),
        _ if kind.starts_with("text/") || kind.ends_with("xml") => Some(TextKind::Unknown),
        _ => None,
    }
}

/// Decodes base64 that holds text.
fn decoded(text: &str) -> Option<String> {
    let bytes = data_url::forgiving_base64::decode_to_vec(text.as_bytes()).ok()?;
    String::from_utf8(bytes).ok()
}

/// Returns markup that is written as elements; of XHTML, the content of its `div`.
fn inline(element: &Element<'_>) -> String {
    let mut inside = element;
    let mut children = element.children();
    if let (Some(only), None) = (children.next(), children.next())
        && only.name.local == "div"
        && element.text().len() == only.text().len()
    {
        inside = only;
    }
    // Elements next to escaped ones: then the text is HTML as well.
    let escapes = !looks_like_html(&inside.text()) || inside.name.namespace == Namespace::Xhtml;
    inside.html(escapes)
}

/// Whether a text is HTML: it has an end tag, a tag that only HTML has, or an entity.
pub(super) fn looks_like_html(text: &str) -> bool {
    let mut rest = text;
    let mut has_tags = true;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        let (Some(mark), Some(after)) = (rest.as_bytes().get(at), rest.get(at + 1..)) else {
            return false;
        };
        rest = after;
        if *mark == b'&' {
            if is_reference(after) {
                return true;
            }
        } else if has_tags && let Some(tag) = markup::tag_at(after) {
            // A tag without an end takes all the rest, so no other tag follows.
            has_tags = tag.source.ends_with('>');
            if has_tags && (tag.closes || is_telling(&tag.name)) {
                return true;
            }
            rest = if has_tags { tag.behind } else { after };
        }
    }
    false
}

/// Whether a text holds tags, but all of them escaped once more.
fn is_escaped_twice(html: &str) -> bool {
    !html.contains('<') && ["&lt;/", "&lt;p&gt;", "&lt;br"].iter().any(|tag| html.contains(tag))
}

fn is_telling(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "br"
            | "div"
            | "em"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "hr"
            | "iframe"
            | "img"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "span"
            | "strong"
            | "table"
            | "ul"
    )
}

/// Whether a character reference follows a `&`.
pub(super) fn is_reference(after: &str) -> bool {
    let name: String =
        after.chars().take(33).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
    let closed = after.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(';'));
    closed && matches!(text::decode_entities(&format!("&{name};")), Cow::Owned(_))
}

/// Returns plain text as HTML: blank lines end paragraphs, and lines stay lines.
fn paragraphs(text: &str) -> String {
    let text = text.trim();
    let mut html = String::with_capacity(text.len() + 16);
    push_escaped(text, &mut html);
    if !html.contains(['\n', '\r']) {
        return html;
    }
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(html.len() + 64);
    for paragraph in html.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        out.extend(["<p>", &paragraph.replace('\n', "<br>\n"), "</p>\n"]);
    }
    out
}

/// Counts the bytes outside of tags, without white space at the ends of lines.
fn weight(html: &str) -> usize {
    let mut rest = html.as_bytes();
    let mut count = 0;
    while let Some(start) = memchr::memchr(b'<', rest) {
        let (text, tag) = rest.split_at(start);
        count += text.trim_ascii().len();
        let end = memchr::memchr(b'>', tag).map_or(tag.len(), |end| end + 1);
        rest = tag.get(end..).unwrap_or_default();
    }
    count + rest.trim_ascii().len()
}

/// Returns the index of the best of several texts, in the order of trust: a longer one is better,
/// unless it is the plain copy of one with markup.
pub(super) fn best(contents: &[&Content]) -> Option<usize> {
    let mut best = 0;
    for (at, content) in contents.iter().enumerate().skip(1) {
        let Some(own) = contents.get(best) else { break };
        let is_longer = content.weight > own.weight + own.weight / 4;
        if is_longer && !(own.is_html && !content.is_html && is_echo(own, content)) {
            best = at;
        }
    }
    (!contents.is_empty()).then_some(best)
}

/// Whether two texts begin with the same words.
pub(super) fn is_echo(one: &Content, other: &Content) -> bool {
    let start = |content: &Content| -> String {
        content.words(120).chars().filter(|c| c.is_alphanumeric()).take(40).collect()
    };
    let (one, other) = (start(one), start(other));
    !one.is_empty() && (one.starts_with(&other) || other.starts_with(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> Content {
        Content::new(text, TextKind::Unknown).expect("something to see")
    }

    #[test]
    fn html_is_known_by_what_only_html_has() {
        for html in ["a<br/>b", "<p>x", "<b>x</b>", "x &amp; y", "it&#8217;s", "<img src=x>"] {
            assert!(looks_like_html(html), "{html}");
        }
        for plain in ["a < b > c", "AT&T; R&D", "I <3 you", "Vec<u8>", "a & b; c", "x </"] {
            assert!(!looks_like_html(plain), "{plain}");
        }
    }

    #[test]
    fn plain_text_keeps_its_lines() {
        assert_eq!(content("a < b\r\nc\n\n\nd").html, "<p>a &lt; b<br>\nc</p>\n<p>d</p>\n");
        assert_eq!(content(" a & b ").html, "a &amp; b");
        assert_eq!(Content::new(" \n<p> </p>", TextKind::Html), None);
    }

    #[test]
    fn html_that_is_escaped_twice_is_html() {
        assert_eq!(content("&lt;p&gt;a &amp;amp; b&lt;/p&gt;").html, "<p>a &amp; b</p>");
        let shown = "<p>Write &lt;p&gt;a&lt;/p&gt;</p>";
        assert_eq!(content(shown).html, shown);
    }

    #[test]
    fn the_longer_text_is_better_but_not_a_plain_echo() {
        let short = &content("<p>A teaser.</p>");
        let long = &content("<p>A teaser. And then all the rest of what there is to say.</p>");
        let plain = &content("A teaser. And then all the rest of what there is to say, in words.");
        assert_eq!(best(&[short, long]), Some(1));
        assert_eq!(best(&[long, short]), Some(0));
        assert_eq!(best(&[long, plain]), Some(0));
        assert_eq!(best(&[&content("<p>Listen here</p>"), plain]), Some(1));
        assert_eq!(best(&[]), None);
    }
}
