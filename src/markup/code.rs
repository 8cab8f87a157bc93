//! Finds keywords, literals and comments in code, by a few facts about its language. Knows no
//! grammar: what it cannot tell stays plain.

mod languages;

use std::ops::Range;

use super::block::Tone;
use languages::{Language, Shape, language};

/// Longer code is left plain.
const MAX_LENGTH: usize = 1_000_000;

/// A part of code with a tone of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Toned {
    /// Bytes of the code.
    pub(super) range: Range<usize>,
    pub(super) tone: Tone,
}

/// Returns the parts of code that have a tone, from first to last. None overlaps another.
pub(super) fn tones(name: Option<&str>, code: &str) -> Vec<Toned> {
    let Some(language) = name.and_then(language).filter(|_| code.len() <= MAX_LENGTH) else {
        return Vec::new();
    };
    let mut scan = Scan { code, language, at: 0, found: Vec::new(), fresh: true, unquoted: 0 };
    match language.shape {
        Shape::Words | Shape::Keys => scan.words(),
        Shape::Tags => scan.tags(),
        Shape::Changes => scan.changes(),
    }
    scan.found
}

/// A walk through code, which never goes back.
struct Scan<'a> {
    code: &'a str,
    language: &'static Language,
    at: usize,
    found: Vec<Toned>,
    /// Whether only white space and dashes stand before on the line.
    fresh: bool,
    /// No string begins before this byte, as one before is not closed on its line. Looking for its
    /// end from every quote would take time squared.
    unquoted: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.code.get(self.at..).unwrap_or_default()
    }

    /// Takes the next bytes, with a tone if they have one.
    fn take(&mut self, bytes: usize, tone: Option<Tone>) {
        let end = (self.at + bytes).min(self.code.len());
        if let Some(tone) = tone.filter(|_| end > self.at) {
            self.found.push(Toned { range: self.at..end, tone });
        }
        self.at = end;
    }

    fn words(&mut self) {
        while let Some(next) = self.rest().chars().next() {
            if self.comment() || self.string() || self.key() {
                self.fresh = false;
            } else if next.is_alphabetic() || next == '_' {
                self.word();
            } else if next.is_ascii_digit() {
                let end = end_of(self.rest(), |c| c.is_alphanumeric() || matches!(c, '.' | '_'));
                self.take(end, Some(Tone::Literal));
                self.fresh = false;
            } else {
                let is_item = next == '-' && self.rest().starts_with("- ");
                let is_blank = matches!(next, ' ' | '\t') || is_item;
                self.fresh = next == '\n' || (self.fresh && is_blank);
                self.take(next.len_utf8(), None);
            }
        }
    }

    /// Takes a comment if one begins here.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        for (start, end) in self.language.blocks {
            if let Some(inside) = rest.strip_prefix(*start) {
                let length = inside.find(*end).map_or(inside.len(), |at| at + end.len());
                self.take(start.len() + length, Some(Tone::Comment));
                return true;
            }
        }
        let begins = self.language.comments.iter().any(|start| rest.starts_with(*start));
        // `$#` and `a#b` begin no comment.
        let before = self.code.get(..self.at).and_then(|before| before.chars().next_back());
        let is_apart = before.is_none_or(char::is_whitespace) || !rest.starts_with(['#', '%']);
        if begins && is_apart {
            self.take(end_of(rest, |c| c != '\n'), Some(Tone::Comment));
        }
        begins && is_apart
    }

    /// Takes a string if one begins here. What is not closed on its line is none, unless its
    /// quotes may span lines.
    fn string(&mut self) -> bool {
        let rest = self.rest();
        let quotes = self.language.quotes.iter();
        let Some(quote) = quotes.copied().find(|quote| rest.starts_with(*quote)) else {
            return false;
        };
        if self.at < self.unquoted {
            return false;
        }
        let many = quote.len() > 1 || quote == "`";
        let end = if quote == "'" && self.language.has_characters {
            character(rest)
        } else {
            closed(rest, quote, many).or(many.then_some(rest.len()))
        };
        let Some(end) = end else {
            if !self.language.has_characters || quote != "'" {
                self.unquoted = self.at + end_of(rest, |c| c != '\n');
            }
            return false;
        };
        let is_key = self.language.shape == Shape::Keys && self.is_before_colon(end);
        self.take(end, Some(if is_key { Tone::Keyword } else { Tone::Literal }));
        true
    }

    fn is_before_colon(&self, end: usize) -> bool {
        let behind = self.rest().get(end..).unwrap_or_default();
        behind.trim_start_matches([' ', '\t']).starts_with(':')
    }

    /// Takes a name at the start of a line, before `:` or `=`.
    fn key(&mut self) -> bool {
        if !self.fresh || self.language.shape != Shape::Keys {
            return false;
        }
        let rest = self.rest();
        let is_part =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '[' | ']');
        let end = end_of(rest, is_part);
        if end == 0 {
            return false;
        }
        let behind = rest.get(end..).unwrap_or_default();
        let is_key = behind.trim_start_matches([' ', '\t']).starts_with([':', '='])
            || rest.starts_with(['[', '@']);
        if is_key {
            self.take(end, Some(Tone::Keyword));
        }
        is_key
    }

    fn word(&mut self) {
        let rest = self.rest();
        let end = end_of(rest, |c| c.is_alphanumeric() || c == '_');
        let word = rest.get(..end).unwrap_or_default();
        let after_dot = self.code.get(..self.at).is_some_and(|before| before.ends_with('.'));
        let is_keyword = !after_dot && self.language.has(word);
        self.take(end, is_keyword.then_some(Tone::Keyword));
        self.fresh = false;
    }

    /// Names of tags, their strings, and comments.
    fn tags(&mut self) {
        while let Some(start) = self.rest().find('<') {
            self.take(start, None);
            if self.comment() {
                continue;
            }
            let rest = self.rest();
            let sign = if rest.starts_with("</") { 2 } else { 1 };
            let name = rest.get(sign..).unwrap_or_default();
            let length =
                end_of(name, |c| c.is_alphanumeric() || matches!(c, '-' | ':' | '!' | '?'));
            self.take(sign, None);
            if length > 0 {
                self.take(length, Some(Tone::Keyword));
                self.attributes();
            }
        }
    }

    fn attributes(&mut self) {
        while let Some(next) = self.rest().chars().next() {
            if next == '>' || next == '<' {
                break;
            }
            if !matches!(next, '"' | '\'') {
                self.take(next.len_utf8(), None);
                continue;
            }
            let inside = self.rest().get(1..).unwrap_or_default();
            match inside.find(next) {
                Some(length) => self.take(length + 2, Some(Tone::Literal)),
                None => self.take(self.code.len(), None),
            }
        }
    }

    /// Lines that were added, removed, or say where.
    fn changes(&mut self) {
        for line in self.code.split_inclusive('\n') {
            let tone = match line.as_bytes().first() {
                Some(b'+') => Some(Tone::Literal),
                Some(b'-') => Some(Tone::Keyword),
                Some(b'@') => Some(Tone::Comment),
                _ => None,
            };
            self.take(line.len(), tone);
        }
    }
}

/// Bytes of the longest character in quotes, an escape of Unicode.
const LONGEST_CHARACTER: usize = 12;

/// Length of a character in single quotes; what has one before alone, such as a lifetime, is none.
fn character(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    match chars.next()?.1 {
        '\\' => {
            let end = chars.skip(1).take(LONGEST_CHARACTER).find(|(_, c)| *c == '\'');
            end.map(|(at, _)| at + 1)
        }
        _ => chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1),
    }
}

/// Length of the beginning of a text whose characters are all of a kind.
fn end_of(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// Length of a string with its quotes; `None` if it is not closed, or not on its line.
fn closed(text: &str, quote: &str, spans_lines: bool) -> Option<usize> {
    let mut at = quote.len();
    loop {
        let rest = text.get(at..)?;
        let found = rest.find(|c| c == '\\' || c == '\n' || quote.starts_with(c))?;
        let here = rest.get(found..)?;
        at += found;
        if here.starts_with(quote) {
            return Some(at + quote.len());
        }
        match here.chars().next()? {
            '\n' if !spans_lines => return None,
            '\\' => at += 1 + here.chars().nth(1)?.len_utf8(),
            other => at += other.len_utf8(),
        }
    }
}

#[cfg(test)]
mod tests;
