//! Prepares HTML for the parser: removes what is never shown and what would make the parser swallow
//! the rest, and rejects what would take it too long. Reads tags as the HTML standard does
//! (13.2.5), but builds no tree.

use super::names::{ends, is_ended_by, is_formatting, is_raw, is_void};

/// The parser scans all open elements at every tag, and reopens unclosed formatting in every
/// paragraph. This many such steps take about 0.3 s.
const BUDGET: usize = 2_000_000;
/// Scanning an open element is this much cheaper than reopening one.
const LOOK: usize = 16;

/// Returns `html` ready for the parser, or `None` if its nesting would make parsing too slow.
pub(super) fn sanitize(html: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len());
    let mut open = Open::default();
    let mut unclosed = Unclosed::default();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        rest = match read(after) {
            Markup::Comment(comment) => unclosed.after_comment(comment),
            Markup::Text => {
                // Escaped, because the text that follows may be removed, and what comes next must
                // not complete a tag.
                out.push_str("&lt;");
                after
            }
            Markup::Dropped(behind) => behind,
            Markup::Tag(tag) if is_raw(&tag.name) => raw(&tag, &mut out, &mut unclosed),
            Markup::Tag(tag) => {
                let behind = tag.behind;
                // Drops the tags of formulas too: inside them tags follow other rules.
                if !matches!(tag.name.as_str(), "math" | "plaintext") {
                    out.extend(["<", tag.source]);
                    if !open.allows(tag) {
                        return None;
                    }
                }
                behind
            }
        };
    }
    out.push_str(rest);
    Some(out)
}

/// Removes an element whose content is not HTML; the tags of a player stay.
fn raw<'a>(tag: &Tag<'a>, out: &mut String, unclosed: &mut Unclosed) -> &'a str {
    out.push(' ');
    if tag.closes {
        return tag.behind;
    }
    if tag.name == "iframe" {
        out.extend(["<", tag.source, "</iframe>"]);
    }
    unclosed.skip(&tag.name, tag.behind)
}

/// Returns the text of `html` without its tags, for HTML nested too deeply to be parsed.
pub(super) fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut unclosed = Unclosed::default();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        rest = match read(after) {
            Markup::Comment(comment) => unclosed.after_comment(comment),
            Markup::Text => {
                out.push('<');
                after
            }
            Markup::Dropped(behind) => behind,
            // Scripts and styles are not text.
            Markup::Tag(tag) if is_raw(&tag.name) && !tag.closes => {
                unclosed.skip(&tag.name, tag.behind)
            }
            Markup::Tag(tag) => {
                if !is_formatting(&tag.name) && !out.ends_with("\n\n") {
                    out.push_str("\n\n");
                }
                tag.behind
            }
        };
    }
    out.push_str(rest);
    crate::text::decode_entities(&out).into_owned()
}

/// A tag as it is written.
pub(super) struct Tag<'a> {
    /// Name in lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    pub(super) attributes: usize,
    /// From the first character behind the `<` to the `>`.
    pub(super) source: &'a str,
    pub(super) behind: &'a str,
}

/// What stands behind a `<`.
pub(super) enum Markup<'a> {
    Text,
    /// The start of a comment, with the rest after it.
    Comment(&'a str),
    /// Markup that is not shown, with the rest after it.
    Dropped(&'a str),
    Tag(Tag<'a>),
}

/// Reads the markup after a `<`.
pub(super) fn read(after: &str) -> Markup<'_> {
    if let Some(comment) = after.strip_prefix("!--") {
        return Markup::Comment(comment);
    }
    let closes = after.starts_with('/');
    let body = after.strip_prefix('/').unwrap_or(after);
    if body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let (name, inside) = body.split_at(body.find(stop).unwrap_or(body.len()));
        let (length, attributes) = extent(inside);
        let name = name.to_ascii_lowercase();
        let (source, behind) = after.split_at(after.len() - inside.len() + length);
        return Markup::Tag(Tag { name, closes, attributes, source, behind });
    }
    if closes || after.starts_with(['!', '?']) {
        return Markup::Dropped(after.split_once('>').map_or("", |(_, behind)| behind));
    }
    Markup::Text
}

/// Returns the number of bytes after the name of a tag up to and including its `>`, and the number
/// of attributes. A tag without an end takes everything.
fn extent(inside: &str) -> (usize, usize) {
    enum At {
        Between,
        Name,
        BehindName,
        BeforeValue,
        Bare,
        Quoted(u8),
    }
    let mut at = At::Between;
    let mut attributes = 0;
    for (index, byte) in inside.bytes().enumerate() {
        let space = byte.is_ascii_whitespace();
        at = match (at, byte) {
            (At::Quoted(quote), _) if byte == quote => At::Between,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => return (index + 1, attributes),
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, _) if space => At::BeforeValue,
            (At::BeforeValue, _) => At::Bare,
            (At::Bare, _) if !space => At::Bare,
            (At::Bare | At::Between, _) if space => At::Between,
            (At::Name | At::BehindName, b'=') => At::BeforeValue,
            (At::Name | At::BehindName, _) if space => At::BehindName,
            (At::Name, _) if byte != b'/' => At::Name,
            (_, b'/') => At::Between,
            _ => {
                attributes += 1;
                At::Name
            }
        };
    }
    (inside.len(), attributes)
}

/// Elements, and `--` for comments, known to have no end from some position on, so that searching
/// for ends stays linear.
#[derive(Default)]
pub(super) struct Unclosed(Vec<String>);

impl Unclosed {
    fn knows(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// Returns the text after a comment; if it has no end, only its opening mark is dropped.
    pub(super) fn after_comment<'a>(&mut self, comment: &'a str) -> &'a str {
        // `<!-->` is a complete comment.
        if let Some(behind) = comment.strip_prefix('>').or(comment.strip_prefix("->")) {
            return behind;
        }
        if self.knows("--") {
            return comment;
        }
        if let Some((_, behind)) = comment.split_once("-->") {
            return behind;
        }
        self.0.push("--".to_owned());
        comment
    }

    /// Returns the text after the end tag of `name`, if there is one.
    pub(super) fn skip<'a>(&mut self, name: &str, rest: &'a str) -> &'a str {
        if self.knows(name) {
            return rest;
        }
        for (at, _) in rest.match_indices("</") {
            let end = rest.get(at + 2..).unwrap_or("");
            let same = end.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
            let behind = end.get(name.len()..).unwrap_or("");
            let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
            if same && behind.starts_with(stop) {
                return behind.split_once('>').map_or("", |(_, behind)| behind);
            }
        }
        self.0.push(name.to_owned());
        rest
    }
}

/// An upper bound on the parser's open elements: they count as closed only when they certainly are.
#[derive(Default)]
struct Open {
    names: Vec<String>,
    formatting: usize,
    cost: usize,
}

impl Open {
    /// Counts a tag; returns `false` once the budget is exceeded.
    fn allows(&mut self, tag: Tag<'_>) -> bool {
        // The parser compares every attribute with those before it.
        self.cost += self.names.len() / LOOK + self.formatting;
        self.cost += tag.attributes.saturating_mul(tag.attributes) / LOOK;
        if tag.closes {
            self.end(&tag.name);
        } else {
            self.start(tag.name);
        }
        self.cost <= BUDGET
    }

    fn start(&mut self, name: String) {
        while self.names.last().is_some_and(|last| ends(&name, last)) {
            self.names.pop();
        }
        if !is_void(&name) {
            self.formatting += usize::from(is_formatting(&name));
            self.names.push(name);
        }
    }

    fn end(&mut self, name: &str) {
        let inside = |own: &&String| *own != name && is_ended_by(own, name);
        let passed = self.names.iter().rev().take_while(inside).count();
        let Some(at) = self.names.len().checked_sub(passed + 1) else {
            return;
        };
        if self.names.get(at).is_none_or(|own| own != name) {
            return;
        }
        if is_formatting(name) {
            self.names.remove(at);
            self.formatting -= 1;
        } else {
            // Formatting among them is reopened in what follows, and so still counts.
            self.names.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests;
