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

/// A text as a phrase, which finds it as it stands; what no phrase can hold is left out.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
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

/// Whether a query has to do with what is hidden, so that nothing must be.
pub(crate) fn asks_for_muted(query: &Query) -> bool {
    fn asks(condition: &Condition) -> bool {
        match condition {
            Condition::Is(test) => *test == Test::State(State::Muted),
            Condition::Not(inner) => asks(inner),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().any(asks),
        }
    }
    query.condition.as_ref().is_some_and(asks)
}

/// Why a query cannot be understood.
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
