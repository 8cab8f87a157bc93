//! Prepares HTML for the parser: removes what is never shown and what would make the parser swallow
//! the rest, and rejects what would take it too long. Builds no tree.

use super::names::{ends, is_block, is_ended_by, is_formatting, is_raw, is_void};
use super::tag::{Markup, Piece, Tag, Unclosed, pieces, read};

/// The parser scans all open elements at every tag, and reopens unclosed formatting in every
/// paragraph. This many such steps take about 0.02 s.
const BUDGET: usize = 150_000;
/// Scanning an open element is this much cheaper than reopening one.
const LOOK: usize = 16;
/// The tree of this many elements takes about 50 MB.
const MAX_ELEMENTS: usize = 100_000;
/// An attribute takes about as much memory as this part of an element.
const ATTRIBUTES: usize = 4;

/// Returns `html` ready for the parser, or `None` if it has too many elements, or if their nesting
/// would make parsing too slow.
pub(super) fn sanitize(html: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len());
    let mut open = Open::default();
    let mut unclosed = Unclosed::default();
    let mut components = Components::default();
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
            Markup::Tag(tag) if is_component(&tag) => {
                let behind = tag.behind;
                if let Some(block) = components.block(&tag, &out) {
                    out.push_str(block);
                    if !open.allows(Tag { name: "div".to_owned(), ..tag }) {
                        return None;
                    }
                }
                behind
            }
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

/// The components of a site, such as `<TabItem>`.
#[derive(Default)]
struct Components {
    /// Of each open one, whether it began a line.
    open: Vec<bool>,
    /// Bytes of the output that were looked at. Looking back from every tag would take time
    /// squared.
    seen: usize,
    /// Whether something else than blanks stands behind the last start of a line that was seen.
    is_within: bool,
}

impl Components {
    /// Returns what stands for a tag. What a component encloses stands by itself if it begins a
    /// line, and in the text otherwise.
    fn block(&mut self, tag: &Tag<'_>, before: &str) -> Option<&'static str> {
        if tag.closes {
            return self.open.pop().filter(|is_block| *is_block).map(|_| "</div>");
        }
        let starts = self.starts(before);
        if !tag.source.ends_with("/>") {
            self.open.push(starts);
            return starts.then_some("<div>");
        }
        None
    }

    /// Whether what comes behind `before` begins a line.
    fn starts(&mut self, before: &str) -> bool {
        let new = before.get(self.seen..).unwrap_or_default();
        let length = new.trim_end_matches([' ', '\t']).len();
        if length > 0 {
            let line = before.get(..self.seen + length).unwrap_or_default();
            self.is_within = !(line.ends_with('\n') || line.ends_with("div>"));
        }
        self.seen = before.len();
        !self.is_within
    }
}

/// Whether a tag is that of a component of a site.
fn is_component(tag: &Tag<'_>) -> bool {
    let written = tag.source.trim_start_matches('/');
    let mut letters = written.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && !(is_block(&tag.name) || is_formatting(&tag.name) || is_void(&tag.name))
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
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Tag(tag) if !is_formatting(&tag.name) && !out.ends_with("\n\n") => {
                out.push_str("\n\n");
            }
            Piece::Tag(_) => {}
        }
    }
    crate::text::decode_entities(&out).into_owned()
}

/// An upper bound on the parser's open elements: they count as closed only when they certainly are.
#[derive(Default)]
struct Open {
    names: Vec<String>,
    formatting: usize,
    cost: usize,
    elements: usize,
}

impl Open {
    /// Counts a tag; returns `false` once there are too many, or the budget is exceeded.
    fn allows(&mut self, tag: Tag<'_>) -> bool {
        // The parser compares every attribute with those before it.
        self.cost += self.names.len() / LOOK + self.formatting;
        self.cost += tag.attributes.saturating_mul(tag.attributes) / LOOK;
        if tag.closes {
            self.end(&tag.name);
        } else {
            self.elements += 1 + tag.attributes / ATTRIBUTES;
            self.start(tag.name);
        }
        self.cost <= BUDGET && self.elements <= MAX_ELEMENTS
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
