//! The query language: one string that selects articles. Command line, search and views all use it.
//!
#![doc = concat!("```text\n", include_str!("../assets/grammar.txt"), "```")]
//!
//! Words match inside words, ignoring case and accents; a regular expression ignores only case. An
//! article that lacks a number satisfies no comparison with it.

mod complete;
mod expression;
mod help;
mod moment;
mod names;
mod order;
mod parse;
mod show;
mod value;

pub use complete::{Completion, Offer, complete};
pub(crate) use expression::{is_too_large, regex};
pub(crate) use help::GRAMMAR;
pub use help::help;
pub(crate) use help::meaning;
pub(crate) use moment::moments;
pub use names::{Field, Number, State, When};
pub use order::{Order, Sort};
pub use parse::parse;

use std::ops::Range;

use thiserror::Error;

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Selects articles; `None` selects all.
    pub condition: Option<Condition>,
    /// The sort order, if the query names one.
    pub order: Option<Order>,
}

impl Query {
    /// Combines the conditions of both queries; the order of this one takes precedence.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let parts: Vec<Condition> = self.condition.into_iter().chain(other.condition).collect();
        let condition = match <[Condition; 2]>::try_from(parts) {
            Ok(both) => Some(Condition::All(both.into())),
            Err(mut one) => one.pop(),
        };
        Self { condition, order: self.order.or(other.order) }
    }
}

/// A condition on articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The test passes.
    Is(Test),
    /// The condition does not hold.
    Not(Box<Self>),
    /// All of the conditions hold; at least two.
    All(Vec<Self>),
    /// Any of the conditions holds; at least two.
    Any(Vec<Self>),
}

/// A single test of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A field contains the text; without a field, one of the default fields does.
    Text(Option<Field>, Text),
    /// A number is within bounds, both inclusive.
    Number(Number, i64, i64),
    /// The publication time matches.
    Time(Time),
    /// The article is in this state.
    State(State),
}

/// A text to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A substring, ignoring case and accents.
    Plain(String),
    /// The whole value, ignoring case and accents.
    Exact(String),
    /// A regular expression, ignoring case.
    Regex(String),
}

/// A range of publication times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// At or after the start of a day.
    After(Day),
    /// Before the start of a day.
    Before(Day),
    /// Within a day, month or year.
    On(Day),
    /// Less than this age.
    Newer(Age),
    /// More than this age.
    Older(Age),
    /// On the current day in UTC.
    Today,
}

/// A day, or a month or year, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// 1 to 9999.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31; only together with a month.
    pub date: Option<i8>,
}

/// An age, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// Number of units.
    pub count: u32,
    /// The unit: `m`, `h`, `d` or `w`.
    pub unit: char,
}

/// Quotes a text as a phrase, which matches it literally.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns a text as a value after `:` or `=`, quoted only if necessary.
#[must_use]
pub fn written(text: &str) -> String {
    let is_word = !text.is_empty() && !text.starts_with('/') && !text.contains(ends_word);
    if is_word { text.to_owned() } else { quoted(text) }
}

/// Whether a character always ends a word.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}

/// Whether a character ends the name before an operator.
fn ends_name(c: char) -> bool {
    ends_word(c) || matches!(c, ':' | '<' | '>' | '=' | '/')
}

/// Parses the query of a mute rule.
///
/// # Errors
/// If it cannot be parsed, hides everything, or depends on whether articles are read, starred, new
/// or muted.
pub(crate) fn parse_rule(text: &str) -> Result<Query, Mistake> {
    let query = parse(text)?;
    let refuse = |what: &str, hint: &str| {
        Err(Mistake { span: 0..text.len(), what: what.to_owned(), hint: hint.to_owned() })
    };
    match &query.condition {
        None => refuse("this would hide everything", "write what to hide"),
        Some(condition) if any(condition, &is_blank) => {
            refuse("an empty phrase would hide everything", "write what to hide")
        }
        Some(condition) if any(condition, &is_of_the_reader) => refuse(
            "what is hidden cannot depend on what was read, starred or hidden, or is new",
            "hide by provider, topic or words",
        ),
        Some(_) => Ok(query),
    }
}

fn is_blank(test: &Test) -> bool {
    match test {
        Test::Text(_, Text::Plain(words) | Text::Exact(words)) => words.trim().is_empty(),
        _ => false,
    }
}

fn is_of_the_reader(test: &Test) -> bool {
    let states = [State::Unread, State::Read, State::Starred, State::New, State::Muted];
    matches!(test, Test::State(state) if states.contains(state))
}

/// Whether any test of a condition satisfies a predicate.
fn any(condition: &Condition, wanted: &impl Fn(&Test) -> bool) -> bool {
    match condition {
        Condition::Is(test) => wanted(test),
        Condition::Not(inner) => any(inner, wanted),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|it| any(it, wanted)),
    }
}

/// Whether a query asks how old articles are, so that its result changes as time passes.
pub(crate) fn asks_for_age(query: &Query) -> bool {
    let is_age =
        |test: &Test| matches!(test, Test::Time(Time::Newer(_) | Time::Older(_) | Time::Today));
    query.condition.as_ref().is_some_and(|condition| any(condition, &is_age))
}

/// Whether a query tests for muted articles, in which case none may be hidden.
pub(crate) fn asks_for_muted(query: &Query) -> bool {
    let is_muted = |test: &Test| *test == Test::State(State::Muted);
    query.condition.as_ref().is_some_and(|condition| any(condition, &is_muted))
}

/// Why a query does not parse.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct Mistake {
    /// Byte range of the invalid part; the end of the query if something is missing.
    pub span: Range<usize>,
    /// The message.
    pub what: String,
    /// Suggests what to write instead.
    pub hint: String,
}
