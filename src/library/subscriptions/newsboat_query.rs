//! newsboat's query feeds (`query:Name:filter`) as views: translates the filter into the query
//! language, where it has a counterpart.

mod comparison;

use comparison::{Value, translated};

use crate::query;
use crate::text;

/// A search that is suggested as a view of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    /// Name of the view.
    pub name: String,
    /// The query, which can be parsed.
    pub query: String,
    /// Tags of the line, which a view does not have.
    pub tags: Vec<String>,
    /// Line number in the file, from 1.
    pub line: usize,
}

/// Deepest parentheses.
const MAX_DEPTH: usize = 32;
/// Longest chain of comparisons.
const MAX_COMPARISONS: usize = 128;
/// Comparisons, longer ones before their beginnings.
const OPERATORS: [&str; 12] =
    ["==", "!=", "=~", "!~", "<=", ">=", "!#", "=", "<", ">", "#", "between"];

type Refusal = (String, String);

/// Translates what follows `query:`.
///
/// # Errors
/// The part without a counterpart in the query language, with a hint.
pub(super) fn saved_query(text: &str) -> Result<SavedQuery, Refusal> {
    let Some((name, filter)) = text.split_once(':') else {
        let hint = "newsboat writes query:Name:filter".to_owned();
        return Err(("the search has no filter".to_owned(), hint));
    };
    let name = text::line(name).into_owned();
    let mut parser = Parser { rest: filter, depth: 0 };
    let query = parser.whole()?;
    match query::parse(&query) {
        Ok(_) => Ok(SavedQuery { name, query, tags: Vec::new(), line: 0 }),
        Err(mistake) => Err(cannot(&format!("in `{}`: {}", text::line(filter), mistake.what))),
    }
}

fn cannot(why: &str) -> Refusal {
    let hint = "write a view in the settings instead: newswire help views".to_owned();
    (format!("this search cannot be translated: {why}"), hint)
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Result<String, Refusal> {
        let query = self.expression()?;
        match self.rest.trim() {
            "" => Ok(query),
            rest => Err(cannot(&format!("unexpected `{}`", text::line(rest)))),
        }
    }

    /// Both words bind equally, and to the right: `a and b or c` means `a and (b or c)`.
    fn expression(&mut self) -> Result<String, Refusal> {
        let mut parts = vec![self.operand()?];
        while let Some(is_and) = self.connective() {
            let word = if is_and { " " } else { " or " };
            parts.push(word.to_owned() + &self.operand()?);
            if parts.len() > MAX_COMPARISONS {
                return Err(cannot("it is too long"));
            }
        }
        Ok(grouped(&parts))
    }

    fn connective(&mut self) -> Option<bool> {
        self.rest = self.rest.trim_start();
        for (word, is_and) in [("and", true), ("or", false)] {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return Some(is_and);
            }
        }
        None
    }

    fn operand(&mut self) -> Result<String, Refusal> {
        self.rest = self.rest.trim_start();
        let Some(inside) = self.rest.strip_prefix('(') else { return self.comparison() };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(cannot("it is nested too deeply"));
        }
        self.rest = inside;
        let query = self.expression()?;
        self.depth -= 1;
        self.rest = self.rest.trim_start();
        let closed = self.rest.strip_prefix(')');
        self.rest = closed.ok_or_else(|| cannot("a parenthesis is not closed"))?;
        Ok(format!("({query})"))
    }

    fn comparison(&mut self) -> Result<String, Refusal> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let rest = rest.trim_start();
        let Some(operator) = OPERATORS.into_iter().find(|op| rest.starts_with(op)) else {
            return Err(cannot(&format!("a comparison is missing after `{name}`")));
        };
        self.rest = rest.get(operator.len()..).unwrap_or_default().trim_start();
        let value = self.value()?;
        translated(name, operator, &value)
    }

    fn value(&mut self) -> Result<Value<'a>, Refusal> {
        if let Some(inside) = self.rest.strip_prefix('"') {
            let mut value = String::new();
            let mut characters = inside.char_indices();
            while let Some((at, c)) = characters.next() {
                match c {
                    '"' => {
                        self.rest = inside.get(at + 1..).unwrap_or_default();
                        return Ok(Value::Text(value));
                    }
                    '\\' => value.extend(characters.next().map(|(_, c)| c)),
                    other => value.push(other),
                }
            }
            return Err(cannot("a quote is not closed"));
        }
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':');
        let end = self.rest.find(|c| !is_number(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        if number.is_empty() {
            Err(cannot("a value is missing"))
        } else {
            Ok(Value::Number(number))
        }
    }
}

/// Joins operands that bind to the right with parentheses where `and` would otherwise bind tighter.
fn grouped(parts: &[String]) -> String {
    let Some((last, before)) = parts.split_last() else { return String::new() };
    let mut query = last.clone();
    for part in before.iter().rev() {
        let needs_group = query.starts_with(' ') && !query.starts_with(" or ") && has_or(&query);
        query = match query.strip_prefix(' ').filter(|_| needs_group) {
            Some(inside) => format!("{part} ({inside})"),
            None => format!("{part}{query}"),
        };
    }
    query
}

/// Whether there is an `or` outside of parentheses and quotes.
fn has_or(query: &str) -> bool {
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    let mut outside = String::new();
    for c in query.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (quote, c) {
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '/') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, c) if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside.contains(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_searches_become_queries() {
        let cases = [
            (r#"unread = "yes""#, "is:unread"),
            (r#"unread != "yes""#, "is:read"),
            (r#"title =~ "rust|go""#, "title:/rust|go/"),
            (r#"title !~ "a/b" and unread="yes""#, r"-title:/a\/b/ is:unread"),
            (r#"tags # "long reads""#, r#"topic="long reads""#),
            (r#"feedtitle == "News \"A\"""#, r#"provider="News \"A\"""#),
            (r#"content # "mars""#, r#""mars""#),
            ("age < 3", "newer:3d"),
            ("age <= 3", "newer:4d"),
            ("age > 3", "older:4d"),
            ("age between 2:4", "(older:2d newer:5d)"),
            (r#"age between 0:1 and unread = "yes""#, "newer:2d is:unread"),
            (
                r#"unread = "yes" and tags # "a" or tags # "b""#,
                r#"is:unread (topic="a" or topic="b")"#,
            ),
            (
                r#"(unread = "yes" and tags # "a") or tags # "b""#,
                r#"(is:unread topic="a") or topic="b""#,
            ),
        ];
        for (filter, query) in cases {
            let found = saved_query(&format!("Name:{filter}"));
            assert_eq!(found.map(|view| view.query).as_deref(), Ok(query), "{filter}");
        }
    }

    #[test]
    fn what_cannot_be_said_is_refused_with_the_reason() {
        for filter in [
            "",
            "Name",
            "Name:",
            r#"Name:flags # "x""#,
            "Name:unread_count > 0",
            r#"Name:title < "a""#,
            r#"Name:title =~ "(""#,
            r#"Name:(title = "a""#,
            r#"Name:title = "a" title"#,
            "Name:age < -1",
        ] {
            assert!(saved_query(filter).is_err(), "{filter}");
        }
        let deep = format!("Name:{}", "(".repeat(100_000));
        assert!(saved_query(&deep).is_err());
    }
}
