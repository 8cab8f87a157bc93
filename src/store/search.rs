//! A query made ready for the articles of a store: words folded, expressions compiled, times as
//! moments, what is cheap first.

use jiff::Timestamp;
use memchr::memmem::Finder;
use rayon::prelude::*;
use regex::Regex;

use crate::article::Article;
use crate::article::Body;
use crate::query::{self, Order};
use crate::query::{Condition, Field, Number, Query, State, Test, Text};
use crate::text;

use super::{Id, Reading, Store};

/// A query that can be asked of a store.
#[derive(Clone, Debug)]
pub struct Search {
    condition: Option<Ready>,
    order: Option<Order>,
    wants_muted: bool,
}

#[derive(Clone, Debug)]
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

#[derive(Clone, Debug)]
enum Matcher {
    Plain(Box<Finder<'static>>),
    Exact(Box<str>),
    Regex(Regex),
}

impl Search {
    /// Makes a query ready; ages count from `now`.
    #[must_use]
    pub fn new(query: &Query, now: Timestamp) -> Self {
        let condition = query.condition.as_ref().map(|condition| Ready::of(condition, now));
        let wants_muted = query::asks_for_muted(query);
        Self { condition, order: query.order, wants_muted }
    }

    /// The order that the query asks for.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        self.order
    }

    /// Whether it has to do with what is hidden.
    #[must_use]
    pub(crate) fn wants_muted(&self) -> bool {
        self.wants_muted
    }

    /// Those of `leads` of whose stories any report is meant, in their order.
    #[must_use]
    pub fn stories(&self, store: &Store, leads: &[Id]) -> Vec<Id> {
        let Some(condition) = &self.condition else { return leads.to_vec() };
        let told = |lead: &Id| store.story(*lead).iter().any(|id| condition.is_true(store, *id));
        leads.par_iter().copied().filter(told).collect()
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
                let (from, until) = query::moments(*time, now);
                Self::Between(from, until)
            }
            Test::State(state) => Self::State(*state),
        }
    }

    /// What takes longer comes later.
    fn cost(&self) -> u8 {
        match self {
            Self::Between(..) | Self::State(_) | Self::Number(..) => 0,
            Self::Text(_, Matcher::Plain(_) | Matcher::Exact(_)) => 1,
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
            Text::Exact(text) => Self::Exact(text::folded(text).into()),
            // Reading the query has refused what does not compile.
            Text::Regex(pattern) => {
                query::regex(pattern).map_or_else(|_| plain(pattern), Self::Regex)
            }
        }
    }

    fn is_in(&self, field: Option<Field>, store: &Store, id: Id) -> bool {
        let Some(article) = store.get(id) else { return false };
        match (self, field) {
            (Self::Exact(whole), _) => {
                texts(field, article).any(|text| text::folded(text) == **whole)
            }
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
        State::Unread => store.reading(id) == Reading::Unread,
        State::Read => store.reading(id) != Reading::Unread,
        State::Starred => store.is_starred(id),
        State::Muted => store.is_muted(id),
        State::Problem => article.has_problem,
        State::Image => !article.images.is_empty(),
        State::Related => !article.related.is_empty(),
        State::Body => article.body != Body::Empty,
    }
}
