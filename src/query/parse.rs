//! Parses a string into a query, or reports the first mistake with its position. Hand-written, so
//! that every mistake has its own message.

use std::ops::Range;

use super::When;
use super::names::TODAY;
use super::order::order_named;
use super::value::{age, cause, day, mistake, named, state, unknown_field, unknown_number};
use super::{Condition, Field, Mistake, Number, Query, Sort, Test, Text, Time};
use super::{ends_name, ends_word, regex};

/// Maximum depth of parentheses and negations, beyond anything typed by hand.
const DEEPEST: usize = 64;

/// Parses a query.
///
/// # Errors
/// The first mistake in the query.
pub fn parse(query: &str) -> Result<Query, Mistake> {
    let mut parser = Parser { text: query, at: 0, order: None, depth: 0 };
    let condition = parser.or()?;
    if let Some(rest) = parser.peek() {
        let span = parser.at..parser.at + rest.len_utf8();
        return Err(mistake(
            span,
            "this parenthesis was never opened",
            "remove it, or open one before",
        ));
    }
    Ok(Query { condition, order: parser.order })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    order: Option<super::Order>,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips white space and returns the next character without consuming it.
    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start().len();
        self.at += skipped;
        self.rest().chars().next()
    }

    /// Consumes a whole word such as `or`.
    fn take_word(&mut self, word: &str) -> bool {
        self.peek();
        let Some(after) = strip_start(self.rest(), word) else { return false };
        if after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '"')) {
            return false;
        }
        self.at += word.len();
        true
    }

    fn or(&mut self) -> Result<Option<Condition>, Mistake> {
        let mut parts = Vec::new();
        parts.extend(self.and()?);
        while self.take_word("or") {
            let span = self.at.saturating_sub(2)..self.at;
            if parts.is_empty() {
                return Err(mistake(
                    span,
                    "nothing comes before `or`",
                    "write the other alternative",
                ));
            }
            let Some(part) = self.and()? else {
                return Err(mistake(span, "nothing follows `or`", "write the other alternative"));
            };
            parts.push(part);
        }
        Ok(several(parts, Condition::Any))
    }

    fn and(&mut self) -> Result<Option<Condition>, Mistake> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None | Some(')') => break,
                Some(_) if self.is_next_word("or") => break,
                Some(_) => {}
            }
            let start = self.at;
            if self.take_word("and") && (parts.is_empty() || !self.is_before_operand()) {
                let hint = "write the other condition";
                return Err(mistake(start..start + 3, "`and` needs something on both sides", hint));
            }
            parts.extend(self.not()?);
        }
        Ok(several(parts, Condition::All))
    }

    fn is_next_word(&mut self, word: &str) -> bool {
        let before = self.at;
        let is_next = self.take_word(word);
        self.at = before;
        is_next
    }

    /// Whether an operand of `and` or `not` follows.
    fn is_before_operand(&mut self) -> bool {
        !matches!(self.peek(), None | Some(')'))
            && !self.is_next_word("or")
            && !self.is_next_word("and")
    }

    /// Returns `None` after a sort order, which is not a condition.
    fn not(&mut self) -> Result<Option<Condition>, Mistake> {
        let Some(first) = self.peek() else { return Ok(None) };
        let start = self.at;
        if first == '-' {
            self.at += 1;
        } else if !self.take_word("not") {
            return self.atom();
        }
        self.deeper(start)?;
        let span = start..self.at;
        let inner = if self.is_before_operand() { self.not()? } else { None };
        self.depth -= 1;
        match inner {
            Some(inner) => Ok(Some(Condition::Not(Box::new(inner)))),
            None => Err(mistake(
                span,
                "there is nothing to exclude",
                "write it after the minus, as in -mars",
            )),
        }
    }

    fn deeper(&mut self, start: usize) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(mistake(start..self.at, "this is nested too deeply", "simplify the query"));
        }
        Ok(())
    }

    fn atom(&mut self) -> Result<Option<Condition>, Mistake> {
        let Some(first) = self.peek() else { return Ok(None) };
        if first != '(' {
            return Ok(self.test()?.map(or_link));
        }
        let start = self.at;
        self.at += 1;
        self.deeper(start)?;
        let inner = self.or()?;
        self.depth -= 1;
        if self.peek() != Some(')') {
            let hint = "close it with )";
            return Err(mistake(start..start + 1, "this parenthesis is not closed", hint));
        }
        self.at += 1;
        Ok(inner)
    }

    fn test(&mut self) -> Result<Option<Test>, Mistake> {
        match self.rest().chars().next() {
            Some('"' | '/') => Ok(Some(Test::Text(None, self.text_value()?))),
            _ => self.fact(),
        }
    }

    /// Parses a test that starts with a word, or the word itself.
    fn fact(&mut self) -> Result<Option<Test>, Mistake> {
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(ends_name).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let lower = name.to_lowercase();
        let operator =
            [">=", "<=", ">", "<", "=", ":"].into_iter().find(|op| after.starts_with(op));
        // `std::vec` and `https://a.example`.
        let is_word = name.is_empty() || after.starts_with("::") || after.starts_with("://");
        let (Some(operator), false) = (operator, is_word) else {
            let word = self.word();
            if word.is_empty() {
                // A character that cannot start a word, such as a lone operator, is a text too.
                let length = self.rest().chars().next().map_or(0, char::len_utf8);
                let text = self.rest().get(..length).unwrap_or_default().to_owned();
                self.at += length;
                return Ok(Some(Test::Text(None, Text::Plain(text))));
            }
            let is_today = word.eq_ignore_ascii_case(TODAY);
            let text = || Test::Text(None, Text::Plain(word));
            return Ok(Some(if is_today { Test::Time(Time::Today) } else { text() }));
        };
        self.at += end + operator.len();
        let span = start..self.at;
        if let Some(number) = named(Number::ALL, &lower) {
            return self.number(number, operator, span).map(Some);
        }
        let field = Field::named(&lower);
        if let (Some(field), ":" | "=") = (field, operator) {
            let text = match (self.text_of(span)?, operator) {
                (Text::Plain(text), "=") => Text::Exact(text),
                (text, _) => text,
            };
            return Ok(Some(Test::Text(Some(field), text)));
        }
        if operator != ":" {
            return Err(unknown_number(span, name));
        }
        self.other(&lower, span)
    }

    fn other(&mut self, name: &str, span: Range<usize>) -> Result<Option<Test>, Mistake> {
        let name_span = span.clone();
        let value = self.word();
        let span = span.start..self.at;
        if let Some(when) = named(When::ALL, name) {
            return Ok(Some(Test::Time(match when {
                When::After => Time::After(day(&value, span)?),
                When::Before => Time::Before(day(&value, span)?),
                When::On => Time::On(day(&value, span)?),
                When::Newer => Time::Newer(age(&value, span)?),
                When::Older => Time::Older(age(&value, span)?),
            })));
        }
        let test = match name {
            "is" | "has" => Test::State(state(name, &value, span)?),
            "sort" => {
                self.order = Some(order_named(&value).ok_or_else(|| {
                    let names: Vec<&str> = Sort::ALL.iter().map(|(name, _)| *name).collect();
                    let hint = format!("sort by {}, or - before it", names.join(", "));
                    mistake(span, format!("there is no order `{value}`"), hint)
                })?);
                return Ok(None);
            }
            _ => {
                if let Some(mistake) = unknown_field(name_span, name) {
                    return Err(mistake);
                }
                let word = self.text.get(span).unwrap_or_default().to_owned();
                Test::Text(None, Text::Plain(word))
            }
        };
        Ok(Some(test))
    }

    /// Consumes up to white space, a parenthesis or a quote.
    fn word(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(ends_word);
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().to_owned();
        self.at += word.len();
        word
    }

    fn text_of(&mut self, span: Range<usize>) -> Result<Text, Mistake> {
        let text = self.text_value()?;
        if text == Text::Plain(String::new()) {
            return Err(mistake(
                span,
                "nothing follows the colon",
                "write a value, as in title:mars",
            ));
        }
        Ok(text)
    }

    /// Parses a word, a phrase or a regular expression.
    fn text_value(&mut self) -> Result<Text, Mistake> {
        let start = self.at;
        match self.rest().chars().next() {
            Some('"') => {
                let Some((phrase, length)) = phrase(self.rest()) else {
                    let what = "this quote is not closed";
                    return Err(mistake(start..start + 1, what, "close it with a quote"));
                };
                self.at += length;
                Ok(Text::Plain(phrase))
            }
            Some('/') => self.regex(start),
            _ => Ok(Text::Plain(self.word())),
        }
    }

    fn regex(&mut self, start: usize) -> Result<Text, Mistake> {
        let (mut pattern, mut end) = (String::new(), None);
        let mut rest = self.rest().char_indices().skip(1);
        while let Some((at, c)) = rest.next() {
            match c {
                '/' => {
                    end = Some(at + 1);
                    break;
                }
                '\\' => match rest.next() {
                    Some((_, '/')) => pattern.push('/'),
                    Some((_, other)) => pattern.extend(['\\', other]),
                    None => pattern.push('\\'),
                },
                other => pattern.push(other),
            }
        }
        let Some(end) = end else {
            return Err(mistake(
                start..start + 1,
                "this expression is not closed",
                "close it with /",
            ));
        };
        self.at += end;
        if let Err(error) = regex(&pattern) {
            let hint = "put it in quotes to search for it literally";
            return Err(mistake(start..self.at, cause(&error), hint));
        }
        Ok(Text::Regex(pattern))
    }

    fn number(
        &mut self,
        number: Number,
        operator: &str,
        span: Range<usize>,
    ) -> Result<Test, Mistake> {
        let value = self.word();
        let span = span.start..self.at;
        let wrong = || {
            let name = number.name();
            let hint = format!("write {name}>=50, {name}<20 or {name}:20..60");
            let what = if value.is_empty() {
                "a number is missing here".to_owned()
            } else {
                format!("`{value}` is not a number")
            };
            mistake(span.clone(), what, hint)
        };
        let read = |text: &str| text.parse::<i64>().map_err(|_error| wrong());
        if let (":", Some((least, most))) = (operator, value.split_once("..")) {
            let (first, last) = (read(least)?, read(most)?);
            if first > last {
                let name = number.name();
                let hint = format!("write {name}:{last}..{first}");
                return Err(mistake(span, "this range is empty", hint));
            }
            return Ok(Test::Number(number, first, last));
        }
        let value = read(&value)?;
        Ok(match operator {
            ">=" => Test::Number(number, value, i64::MAX),
            "<=" => Test::Number(number, i64::MIN, value),
            ">" => Test::Number(number, value.saturating_add(1), i64::MAX),
            "<" => Test::Number(number, i64::MIN, value.saturating_sub(1)),
            _ => Test::Number(number, value, value),
        })
    }
}

/// Returns the quoted text at the start of a text, and its length including the quotes. A backslash
/// escapes a quote or a backslash.
fn phrase(text: &str) -> Option<(String, usize)> {
    let mut phrase = String::new();
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '"' => return Some((phrase, at + 1)),
            '\\' => match rest.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, taken)) => phrase.push(taken),
                None => phrase.push('\\'),
            },
            other => phrase.push(other),
        }
    }
    None
}

/// Returns `None` for no parts and a single part unchanged.
fn several(mut parts: Vec<Condition>, all: fn(Vec<Condition>) -> Condition) -> Option<Condition> {
    if parts.len() > 1 { Some(all(parts)) } else { parts.pop() }
}

fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let start = text.get(..word.len())?;
    start.eq_ignore_ascii_case(word).then(|| text.get(word.len()..).unwrap_or_default())
}

/// The condition of a test. An address that is searched for is that of the article, or one in its
/// text.
fn or_link(test: Test) -> Condition {
    let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    match test {
        Test::Text(None, Text::Plain(address)) if is_address(&address) => {
            let link = Test::Text(Some(Field::Url), Text::Plain(address.clone()));
            let within = Test::Text(None, Text::Plain(address));
            Condition::Any(vec![Condition::Is(link), Condition::Is(within)])
        }
        other => Condition::Is(other),
    }
}
