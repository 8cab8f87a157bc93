//! Completes the word at the cursor. Field values come from the caller, who has the articles.

use std::ops::Range;

use super::When;
use super::names::{ALIASES, TODAY};
use super::{Field, Number, Sort, State};
use super::{ends_name, ends_word};

/// A replaceable part of a query, with candidates for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Byte range to replace; empty before anything is typed.
    pub span: Range<usize>,
    /// The candidates.
    pub offer: Offer,
}

/// What can replace the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Words of the language; at least one.
    Names(Vec<String>),
    /// A value of this field with this prefix, to be written by [`written`](super::written).
    Values(Field, String),
}

/// Completes the word at the cursor, a byte offset into the text; `None` if nothing fits.
#[must_use]
pub fn complete(text: &str, cursor: usize) -> Option<Completion> {
    text.get(..cursor)?;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let begins = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '-');
        let start = at + rest.find(begins).unwrap_or(rest.len());
        if cursor <= start {
            // Between two words, the cursor is at the start of a new one.
            return words(text, cursor..cursor, cursor);
        }
        let token = Token::at(text, start);
        if cursor <= token.end {
            return token.complete(text, cursor);
        }
        at = token.end;
    }
}

/// A phrase, a regular expression, a word, or a name with its value.
struct Token {
    start: usize,
    /// End of the name and start of the value.
    operator: Option<(usize, usize)>,
    end: usize,
    /// The closing quote or slash is missing.
    is_open: bool,
}

impl Token {
    fn at(text: &str, start: usize) -> Self {
        let rest = text.get(start..).unwrap_or_default();
        let name = rest.find(ends_name).unwrap_or(rest.len());
        let after = rest.get(name..).unwrap_or_default();
        let signs = after.find(|c| !matches!(c, ':' | '<' | '>' | '=')).unwrap_or(after.len());
        let is_fact = name > 0 && signs > 0;
        let operator = is_fact.then_some((start + name, start + name + signs));
        let value = operator.map_or(start, |(_, value)| value);
        let (length, is_open) = length_of(text.get(value..).unwrap_or_default());
        let end = if is_fact { value + length } else { value + length.max(1) };
        let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        Self { start, operator, end, is_open }
    }

    fn complete(&self, text: &str, cursor: usize) -> Option<Completion> {
        let Some((name_end, value)) = self.operator else {
            let is_word = !text.get(self.start..)?.starts_with(['"', '/']);
            return if is_word { words(text, self.start..self.end, cursor) } else { None };
        };
        if cursor < value {
            return None;
        }
        let name = text.get(self.start..name_end)?.to_lowercase();
        let operator = text.get(name_end..value)?;
        if operator == ":" && matches!(&*name, "is" | "has" | "sort") {
            return words(text, self.start..self.end, cursor);
        }
        let field = Field::named(&name).filter(|field| has_values(*field));
        let (Some(field), ":" | "=") = (field, operator) else { return None };
        let typed = text.get(value..cursor)?;
        let prefix = match typed.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted),
            None if typed.starts_with('/') => return None,
            None => typed,
        };
        // After an unclosed quote, the text beyond the cursor may not belong to the value.
        let end = if self.is_open { cursor } else { self.end };
        Some(Completion { span: value..end, offer: Offer::Values(field, prefix.to_owned()) })
    }
}

/// Whether a field has few, repeated values worth offering.
fn has_values(field: Field) -> bool {
    !matches!(field, Field::Title | Field::Excerpt | Field::Url)
}

/// Returns the length in bytes of the phrase, regular expression or word at the start of a text,
/// and whether it is unclosed.
fn length_of(text: &str) -> (usize, bool) {
    let closed_by = |end: char| {
        let mut escaped = false;
        let mut after = text.char_indices().skip(1);
        let found = after.find(|(_, c)| {
            let closes = *c == end && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        });
        found.map_or((text.len(), true), |(at, _)| (at + 1, false))
    };
    match text.chars().next() {
        Some('"') => closed_by('"'),
        Some('/') => closed_by('/'),
        _ => (text.find(ends_word).unwrap_or(text.len()), false),
    }
}

/// Returns the words of the language that start with the part of `span` before the cursor.
fn words(text: &str, span: Range<usize>, cursor: usize) -> Option<Completion> {
    let typed = text.get(span.start..cursor)?.to_lowercase();
    let names: Vec<String> = all().filter(|name| name.starts_with(&typed)).collect();
    let is_done = |name: &String| text.get(span.clone()) == Some(name);
    if names.iter().all(is_done) {
        return None;
    }
    Some(Completion { span, offer: Offer::Names(names) })
}

/// Returns every word with its operator, ready for a value.
fn all() -> impl Iterator<Item = String> {
    let fields = Field::ALL.iter().chain(ALIASES).map(|(name, _)| format!("{name}:"));
    let numbers = Number::ALL.iter().map(|(name, _)| format!("{name}>="));
    let times = When::ALL.iter().map(|(name, _)| format!("{name}:"));
    let states = State::ALL.iter().map(|(name, _)| (*name).to_owned());
    let orders = ["", "-"]
        .into_iter()
        .flat_map(|minus| Sort::ALL.iter().map(move |(name, _)| format!("sort:{minus}{name}")));
    fields.chain(numbers).chain(times).chain([TODAY.to_owned()]).chain(states).chain(orders)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the replaced text and the candidates with the cursor at `|`.
    fn offered(marked: &str) -> Option<(String, Offer)> {
        let (before, after) = marked.split_once('|').expect("a cursor");
        let text = format!("{before}{after}");
        let Completion { span, offer } = complete(&text, before.len())?;
        Some((text.get(span).expect("a part of the text").to_owned(), offer))
    }

    #[test]
    fn the_beginning_of_a_word_of_the_language_becomes_the_word() {
        for (marked, replaced, names) in [
            ("t|", "t", &["title:", "topic:", "type:", "tag:", "today"][..]),
            ("mars -(TO|", "TO", &["topic:", "today"]),
            ("mars to| moon", "to", &["topic:", "today"]),
            ("q|ual", "qual", &["quality>="]),
            ("ne|", "ne", &["newer:"]),
            ("is:un|", "is:un", &["is:unread"]),
            (
                "has:|",
                "has:",
                &["has:image", "has:enclosure", "has:related", "has:body", "has:problem"],
            ),
            ("sort:-to|", "sort:-to", &["sort:-top"]),
            ("is:r|ead", "is:read", &["is:read"]),
        ] {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            let expected = Some((replaced.to_owned(), Offer::Names(names)));
            let found = offered(marked);
            if marked == "is:r|ead" {
                assert_eq!(found, None, "it stands there already");
            } else {
                assert_eq!(found, expected, "{marked}");
            }
        }
        for marked in ["|", "mars | moon", "(|", "mars -|"] {
            let Some((replaced, Offer::Names(names))) = offered(marked) else { panic!("{marked}") };
            assert_eq!((replaced.as_str(), names.len()), ("", all().count()), "{marked}");
        }
    }

    #[test]
    fn the_values_of_a_field_are_left_to_the_caller() {
        for (marked, replaced, field, prefix) in [
            ("topic:|", "", Field::Topic, ""),
            ("mars topic=sp| or x", "sp", Field::Topic, "sp"),
            ("-provider:\"Big N|", "\"Big N", Field::Provider, "Big N"),
            ("topic:\"Big N| or more", "\"Big N", Field::Topic, "Big N"),
            ("topic=\"a b|c\" d", "\"a bc\"", Field::Topic, "a b"),
            ("topic=\"a b\"|", "\"a b\"", Field::Topic, "a b"),
            ("DOMAIN:ch|ina", "china", Field::Domain, "ch"),
            ("category:中|", "中", Field::Category, "中"),
            ("type:v|", "v", Field::Type, "v"),
            ("tag:sp|", "sp", Field::Topic, "sp"),
            ("feed:ex|", "ex", Field::Feed, "ex"),
            ("(author:|)", "", Field::Author, ""),
        ] {
            let expected = (replaced.to_owned(), Offer::Values(field, prefix.to_owned()));
            assert_eq!(offered(marked), Some(expected), "{marked}");
        }
    }

    #[test]
    fn nothing_is_offered_where_anything_may_stand() {
        for marked in [
            "mars|",
            "\"to|",
            "\"to\"|",
            "/to|",
            "/a\\/to|/",
            "title:to|",
            "url:|",
            "topic:/a|",
            "quality>=|",
            "after:2|",
            "topic>a|",
            "to|pic:a",
            "today|",
        ] {
            assert_eq!(offered(marked), None, "{marked}");
        }
        assert_eq!(complete("中", 1), None);
        assert_eq!(complete("a", 2), None);
    }
}
