//! The query language: one string that says which articles are meant. Used alike by the command
//! line and, in the reader, by searches and views.
//!
//! ```text
//! query   = { sort | or } ;
//! or      = and , { "or" , and } ;
//! and     = not , { [ "and" ] , not } ;             binds tighter than or
//! not     = ( "-" | "not" ) , not | atom ;
//! atom    = "(" , or , ")" | fact | text ;
//! text    = word | phrase | regex ;                 in title, excerpt, provider, topics
//! phrase  = '"' , { any but '"' } , '"' ;
//! regex   = "/" , { any but "/" | "\/" } , "/" ;
//! fact    = field , ( ":" | "=" ) , text            ":" in it, "=" all of it
//!                                                                      title excerpt provider domain topic
//!                                                   category type url author
//!         | number , ( ">=" | ">" | "<=" | "<" | "=" | ":" ) , digits
//!         | number , ":" , digits , ".." , digits   quality heat sources
//!         | ( "after:" | "before:" | "on:" ) , day  2023-06-15, 2023-06, 2023
//!         | ( "newer:" | "older:" ) , age | "today" 30m 12h 2d 3w
//!         | "is:" , state | "has:" , thing ;
//! sort    = "sort:" , [ "-" ] , order ;             latest top heat quality sources title
//!                                                   provider; date is latest
//! ```
//!
//! Words match within words, whatever their case and accents; a regular expression is matched as it
//! is written, but for case. What is missing in an article is below and above every number.

mod moment;
mod order;
mod parse;
mod show;
mod value;

pub(crate) use moment::moments;
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

/// Names of `T` as queries write them.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All, with their names.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];

            /// As queries write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::ALL.iter().find(|(_, other)| *other == self).map_or("", |(name, _)| *name)
            }
        }
    };
}

named! {
    /// A field of an article that holds text.
    Field {
        /// The headline.
        Title = "title",
        /// The summary.
        Excerpt = "excerpt",
        /// The name of who published it.
        Provider = "provider",
        /// The host of who published it.
        Domain = "domain",
        /// Each of its topics.
        Topic = "topic",
        /// Its category.
        Category = "category",
        /// Its type.
        Type = "type",
        /// Its links.
        Url = "url",
        /// Who wrote it.
        Author = "author",
    }
}

named! {
    /// A number of an article.
    Number {
        /// The publisher's score.
        Quality = "quality",
        /// The weight of the story that it leads.
        Heat = "heat",
        /// How many providers tell its story.
        Sources = "sources",
    }
}

named! {
    /// What an article is or has.
    State {
        /// It leads its story.
        Lead = "is:lead",
        /// Its document says that it is published.
        Published = "is:published",
        /// It is a video.
        Video = "is:video",
        /// Neither it nor another report of its story has been read.
        Unread = "is:unread",
        /// It or another report of its story has been read.
        Read = "is:read",
        /// It is starred.
        Starred = "is:starred",
        /// A rule hides it.
        Muted = "is:muted",
        /// It has pictures.
        Image = "has:image",
        /// It lists other reports.
        Related = "has:related",
        /// It has more than a header.
        Body = "has:body",
        /// Not all of it could be read.
        Problem = "has:problem",
    }
}

/// A text as a phrase, which finds it as it stands; what no phrase can hold is left out.
#[must_use]
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
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
