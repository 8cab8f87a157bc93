//! The query language: one string that says which articles are meant. Used alike by the command
//! line and, in the reader, by searches and views.
//!
#![doc = concat!("```text\n", include_str!("../assets/grammar.txt"), "```")]
//!
//! Words match within words, whatever their case and accents; a regular expression is matched as it
//! is written, but for case. What is missing in an article is below and above every number.

mod complete;
mod help;
mod moment;
mod names;
mod order;
mod parse;
mod show;
mod value;

pub use complete::{Completion, Offer, complete};
pub(crate) use help::GRAMMAR;
pub use help::help;
pub(crate) use help::meaning;
pub(crate) use moment::moments;
pub use names::{Field, Number, State, When};
pub use order::{Order, Sort};
pub use parse::parse;
pub(crate) use parse::regex;

use std::ops::Range;

use thiserror::Error;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Which articles; all where there is no condition.
    pub condition: Option<Condition>,
    /// In what order, where the query says so.
    pub order: Option<Order>,
}

impl Query {
    /// What both ask for, in the order of this one, else of the other.
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

/// Which articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Those of which this is true.
    Is(Test),
    /// All others.
    Not(Box<Self>),
    /// Those of which all are true; at least two.
    All(Vec<Self>),
    /// Those of which one is true; at least two.
    Any(Vec<Self>),
}

/// One thing that is true of an article or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A text stands in a field, or in one of the usual ones.
    Text(Option<Field>, Text),
    /// A number lies within bounds, both included.
    Number(Number, i64, i64),
    /// It was published then.
    Time(Time),
    /// What it is or has.
    State(State),
}

/// A text that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// As it stands, but for case and accents.
    Plain(String),
    /// All that stands there, but for case and accents.
    Exact(String),
    /// Matched as a regular expression, but for case.
    Regex(String),
}

/// When an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// From the start of a day on.
    After(Day),
    /// Before the start of a day.
    Before(Day),
    /// Within a day, month or year.
    On(Day),
    /// Less than so many seconds ago.
    Newer(Age),
    /// More than so many seconds ago.
    Older(Age),
    /// On this day of UTC.
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

/// How long ago, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// How many.
    pub count: u32,
    /// Of which unit: `m`, `h`, `d` or `w`.
    pub unit: char,
}

/// A text as a phrase, which finds it as it stands.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text as it may stand behind `:` or `=`: in quotes only where it needs them.
#[must_use]
pub fn written(text: &str) -> String {
    let is_word = !text.is_empty() && !text.starts_with('/') && !text.contains(ends_word);
    if is_word { text.to_owned() } else { quoted(text) }
}

/// What ends a word wherever it stands.
fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"')
}

/// What ends the word before an operator.
fn ends_name(c: char) -> bool {
    ends_word(c) || matches!(c, ':' | '<' | '>' | '=' | '/')
}

/// Understands a query by which articles are to be hidden.
///
/// # Errors
/// Where it cannot be parsed, would hide everything, or asks for what changes by being read,
/// hidden or visited.
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

/// Whether a test of a condition is so.
fn any(condition: &Condition, wanted: &impl Fn(&Test) -> bool) -> bool {
    match condition {
        Condition::Is(test) => wanted(test),
        Condition::Not(inner) => any(inner, wanted),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|it| any(it, wanted)),
    }
}

/// Whether what a query asks for changes as time goes by.
pub(crate) fn asks_for_time(query: &Query) -> bool {
    query.condition.as_ref().is_some_and(|it| any(it, &|test| matches!(test, Test::Time(_))))
}

/// Whether a query has to do with what is hidden, so that nothing must be.
pub(crate) fn asks_for_muted(query: &Query) -> bool {
    let is_muted = |test: &Test| *test == Test::State(State::Muted);
    query.condition.as_ref().is_some_and(|condition| any(condition, &is_muted))
}

/// Why a query cannot be parsed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct Mistake {
    /// Bytes of the query that are wrong; at its end where something is missing.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub hint: String,
}
