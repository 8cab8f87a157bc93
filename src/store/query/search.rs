//! A query made ready for the articles of a store: words folded, expressions compiled, times as
//! moments, what is cheap first.

use jiff::civil;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use memchr::memmem::Finder;
use rayon::prelude::*;
use regex::{Regex, RegexBuilder};

use super::{Age, Condition, Day, Field, Number, Query, State, Test, Text, Time};
use crate::article::Article;
use crate::article::Body;
use crate::store::{Id, Order, Store};
use crate::text;

/// A compiled expression may take so many bytes, which is enough for any that is typed.
const REGEX_BYTES: usize = 1 << 20;

/// A query that can be asked of a store.
#[derive(Debug)]
pub struct Search {
    condition: Option<Ready>,
    order: Option<Order>,
}

#[derive(Debug)]
enum Ready {
    Number(Number, i64, i64),
    /// In seconds, the end excluded.
    Between(i64, i64),
    State(State),
    Text(Option<Field>, Matcher),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

#[derive(Debug)]
enum Matcher {
    Plain(Box<Finder<'static>>),
    Regex(Regex),
}

impl Search {
    /// Makes a query ready; ages count from `now`.
    #[must_use]
    pub fn new(query: &Query, now: Timestamp) -> Self {
        let condition = query.condition.as_ref().map(|condition| Ready::of(condition, now));
        Self { condition, order: query.order }
    }

    /// The order that the query asks for.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        self.order
    }

    /// Whether an article is meant.
    #[must_use]
    pub fn matches(&self, store: &Store, id: Id) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.is_true(store, id))
    }

    /// Those of `ids` that are meant, in their order.
    #[must_use]
    pub fn filter(&self, store: &Store, ids: &[Id]) -> Vec<Id> {
        let Some(condition) = &self.condition else { return ids.to_vec() };
        ids.par_iter().copied().filter(|id| condition.is_true(store, *id)).collect()
    }
}

impl Ready {
    fn of(condition: &Condition, now: Timestamp) -> Self {
        let all = |parts: &[Condition]| {
            let mut ready: Vec<Self> = parts.iter().map(|part| Self::of(part, now)).collect();
            ready.sort_by_key(Self::cost);
            ready
        };
        match condition {
            Condition::Is(test) => Self::of_test(test, now),
            Condition::Not(inner) => Self::Not(Box::new(Self::of(inner, now))),
            Condition::All(parts) => Self::All(all(parts)),
            Condition::Any(parts) => Self::Any(all(parts)),
        }
    }

    fn of_test(asked: &Test, now: Timestamp) -> Self {
        match asked {
            Test::Text(field, text) => Self::Text(*field, Matcher::of(text)),
            Test::Number(number, least, most) => Self::Number(*number, *least, *most),
            Test::Time(time) => {
                let (from, until) = moments(*time, now);
                Self::Between(from, until)
            }
            Test::State(state) => Self::State(*state),
        }
    }

    /// What takes longer comes later.
    fn cost(&self) -> u8 {
        match self {
            Self::Between(..) | Self::State(_) | Self::Number(..) => 0,
            Self::Text(_, Matcher::Plain(_)) => 1,
            Self::Text(_, Matcher::Regex(_)) => 3,
            Self::Not(inner) => inner.cost(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(Self::cost).max().unwrap_or(0).max(2)
            }
        }
    }

    fn is_true(&self, store: &Store, id: Id) -> bool {
        match self {
            Self::Not(inner) => !inner.is_true(store, id),
            Self::All(parts) => parts.iter().all(|part| part.is_true(store, id)),
            Self::Any(parts) => parts.iter().any(|part| part.is_true(store, id)),
            Self::Text(None, Matcher::Plain(finder)) => {
                finder.find(store.index.all(id).as_bytes()).is_some()
            }
            Self::Text(field, matcher) => matcher.is_in(*field, store, id),
            Self::Number(number, least, most) => {
                number_of(*number, store, id).is_some_and(|it| (*least..=*most).contains(&it))
            }
            Self::Between(from, until) => {
                let at = store.get(id).and_then(|article| article.date);
                at.is_some_and(|date| (*from..*until).contains(&date.at.as_second()))
            }
            Self::State(state) => has_state(*state, store, id),
        }
    }
}

impl Matcher {
    fn of(text: &Text) -> Self {
        let plain =
            |text: &str| Self::Plain(Box::new(Finder::new(&text::folded(text)).into_owned()));
        match text {
            Text::Plain(text) => plain(text),
            // Reading the query has refused what does not compile.
            Text::Regex(pattern) => regex(pattern).map_or_else(|_| plain(pattern), Self::Regex),
        }
    }

    fn is_in(&self, field: Option<Field>, store: &Store, id: Id) -> bool {
        let Some(article) = store.get(id) else { return false };
        match (self, field) {
            (Self::Plain(finder), Some(Field::Title)) => found(finder, store.index.title(id)),
            (Self::Plain(finder), Some(Field::Excerpt)) => found(finder, store.index.excerpt(id)),
            (Self::Plain(finder), Some(Field::Provider)) => found(finder, store.index.provider(id)),
            (Self::Plain(finder), _) => {
                texts(field, article).any(|text| found(finder, &text::folded(text)))
            }
            (Self::Regex(regex), _) => texts(field, article).any(|text| regex.is_match(text)),
        }
    }
}

fn found(finder: &Finder<'_>, text: &str) -> bool {
    finder.find(text.as_bytes()).is_some()
}

/// What stands in a field; in the usual ones where none is named.
fn texts(field: Option<Field>, article: &Article) -> Box<dyn Iterator<Item = &str> + '_> {
    let topics = article.topics.iter().map(|topic| &**topic);
    match field {
        None => {
            let usual = [&*article.title, &*article.excerpt, &*article.provider.name];
            Box::new(usual.into_iter().chain(topics))
        }
        Some(Field::Title) => Box::new(std::iter::once(&*article.title)),
        Some(Field::Excerpt) => Box::new(std::iter::once(&*article.excerpt)),
        Some(Field::Provider) => Box::new(std::iter::once(&*article.provider.name)),
        Some(Field::Domain) => Box::new(article.provider.domain.as_deref().into_iter()),
        Some(Field::Topic) => Box::new(topics),
        Some(Field::Category) => Box::new(article.category.as_deref().into_iter()),
        Some(Field::Type) => Box::new(article.kind.as_deref().into_iter()),
        Some(Field::Url) => Box::new(article.links()),
        Some(Field::Author) => Box::new(article.author.as_deref().into_iter()),
    }
}

fn number_of(number: Number, store: &Store, id: Id) -> Option<i64> {
    let article = store.get(id)?;
    match number {
        Number::Quality => article.quality.map(i64::from),
        Number::Heat => article.heat.map(i64::from),
        Number::Sources => i64::try_from(store.sources(id)).ok(),
    }
}

fn has_state(state: State, store: &Store, id: Id) -> bool {
    let Some(article) = store.get(id) else { return false };
    match state {
        State::Lead => store.is_lead(id),
        State::Published => article.published == Some(true),
        State::Video => article.is_video(),
        State::Image => !article.images.is_empty(),
        State::Related => !article.related.is_empty(),
        State::Body => article.body != Body::Empty,
    }
}

/// Compiles an expression as queries understand it.
pub(super) fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(REGEX_BYTES).build()
}

/// First and last moment in seconds, the last excluded.
fn moments(time: Time, now: Timestamp) -> (i64, i64) {
    let now_seconds = now.as_second();
    let ago = |age: Age| now_seconds.saturating_sub(seconds(age));
    match time {
        Time::After(day) => (bounds(day).map_or(i64::MAX, |(start, _)| start), i64::MAX),
        Time::Before(day) => (i64::MIN, bounds(day).map_or(i64::MIN, |(start, _)| start)),
        Time::On(day) => bounds(day).unwrap_or((0, 0)),
        Time::Newer(age) => (ago(age).saturating_add(1), i64::MAX),
        Time::Older(age) => (i64::MIN, ago(age)),
        Time::Today => {
            let today = Offset::UTC.to_datetime(now).date();
            let day =
                Day { year: today.year(), month: Some(today.month()), date: Some(today.day()) };
            bounds(day).unwrap_or((0, 0))
        }
    }
}

fn seconds(age: Age) -> i64 {
    let unit = match age.unit {
        'm' => 60,
        'h' => 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        _ => 24 * 60 * 60,
    };
    i64::from(age.count) * unit
}

/// Start and end of a day, month or year in UTC, in seconds, the end excluded. `None` for what
/// does not exist.
pub(super) fn bounds(day: Day) -> Option<(i64, i64)> {
    let first = civil::Date::new(day.year, day.month.unwrap_or(1), day.date.unwrap_or(1)).ok()?;
    let next = match (day.month, day.date) {
        (_, Some(_)) => first.checked_add(1.day()),
        (Some(_), None) => first.checked_add(1.month()),
        (None, None) => first.checked_add(1.year()),
    };
    let second = |date: civil::Date| {
        Offset::UTC.to_timestamp(date.to_datetime(civil::Time::midnight())).ok()
    };
    let end = next.ok().and_then(second).map_or(i64::MAX, Timestamp::as_second);
    Some((second(first)?.as_second(), end))
}
