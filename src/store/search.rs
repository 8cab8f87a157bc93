//! A query prepared for the articles of a store: words folded, expressions compiled, times
//! resolved, cheap conditions first.

mod matcher;
mod pattern;
mod sweep;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::article::Body;
use crate::query::{self, Order};
use crate::query::{Condition, Field, Number, Query, State, Test, Text};

use super::{Id, Reading, Store};
use matcher::Matcher;
use sweep::Bits;

/// Below this fraction (one in `MANY`) of a store, articles are checked one by one.
const MANY: usize = 16;
/// Fewer articles than this are not split among threads.
const FEW: usize = 256;

/// A query that can be run on a store.
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

impl Search {
    /// Prepares a query; ages count from `now`.
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

    /// Whether the query is about hidden articles.
    #[must_use]
    pub(crate) fn wants_muted(&self) -> bool {
        self.wants_muted
    }

    /// Returns those of `leads` whose story has a matching report, in their order.
    #[must_use]
    pub fn stories(&self, store: &Store, leads: &[Id]) -> Vec<Id> {
        self.reports(store, leads).into_iter().map(|(lead, _)| lead).collect()
    }

    /// Returns those of `leads` whose story has a matching report, in their order, each with the
    /// best one that matches.
    #[must_use]
    pub fn reports(&self, store: &Store, leads: &[Id]) -> Vec<(Id, Id)> {
        let Some(condition) = &self.condition else {
            return leads.iter().map(|lead| (*lead, *lead)).collect();
        };
        if leads.len() < store.end() / MANY {
            let of = |lead: &Id| self.best(store, *lead, |id| condition.is_true(store, id));
            return leads.par_iter().with_min_len(FEW).filter_map(of).collect();
        }
        let found = sweep::run(condition, store, Bits::all(store.end()));
        let mut rows = Bits::of(&[], store.end());
        // Iterate over the matches, which are in memory order, not over `leads`. A match in a free
        // slot has no effect.
        for slot in found.slots() {
            rows.add(store.lead(store.id_in(slot)));
        }
        let listed = leads.iter().filter(|lead| rows.has(**lead));
        listed.filter_map(|lead| self.best(store, *lead, |id| found.has(id))).collect()
    }

    /// Returns a lead with the best report of its story that matches, one that is not hidden before
    /// others.
    fn best(&self, store: &Store, lead: Id, matches: impl Fn(Id) -> bool) -> Option<(Id, Id)> {
        let seen = |id: &Id| self.wants_muted || !store.is_muted(*id);
        // Most stories have a single report.
        if matches(lead) && seen(&lead) {
            return Some((lead, lead));
        }
        let mut found = store.story(lead).iter().copied().filter(|id| matches(*id));
        let first = found.next()?;
        let best = std::iter::once(first).chain(found).find(seen);
        Some((lead, best.unwrap_or(first)))
    }

    /// Whether an article matches.
    #[must_use]
    pub fn matches(&self, store: &Store, id: Id) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.is_true(store, id))
    }

    /// Returns those of `ids` that match, in their order.
    #[must_use]
    pub fn filter(&self, store: &Store, ids: &[Id]) -> Vec<Id> {
        let Some(condition) = &self.condition else { return ids.to_vec() };
        if ids.len() < store.end() / MANY {
            let meant = |id: &Id| condition.is_true(store, *id);
            return ids.par_iter().with_min_len(FEW).copied().filter(meant).collect();
        }
        let found = sweep::run(condition, store, Bits::of(ids, store.end()));
        ids.iter().copied().filter(|id| found.has(*id)).collect()
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
            Condition::Any(parts) => any_of(parts).unwrap_or_else(|| Self::Any(all(parts))),
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

    /// Sort key: conditions that are slower, or that exclude fewer articles, come later.
    fn cost(&self) -> usize {
        match self {
            Self::Between(..) | Self::State(_) | Self::Number(..) => 0,
            Self::Text(_, matcher) => matcher.cost(),
            Self::Not(inner) => inner.cost(),
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::cost).sum(),
        }
    }

    fn is_true(&self, store: &Store, id: Id) -> bool {
        match self {
            Self::Not(inner) => !inner.is_true(store, id),
            Self::All(parts) => parts.iter().all(|part| part.is_true(store, id)),
            Self::Any(parts) => parts.iter().any(|part| part.is_true(store, id)),
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

/// Combines whole values of one field, such as the feeds of a topic, which may be thousands.
fn any_of(parts: &[Condition]) -> Option<Ready> {
    let part = |part: &Condition| match part {
        Condition::Is(Test::Text(field, Text::Exact(text))) => Some((*field, text.clone())),
        _ => None,
    };
    let parts: Vec<(Option<Field>, String)> = parts.iter().map(part).collect::<Option<_>>()?;
    let (field, _) = parts.first()?;
    let is_one = parts.iter().all(|(other, _)| other == field);
    let texts = parts.iter().map(|(_, text)| text.as_str());
    is_one.then(|| Ready::Text(*field, Matcher::any_of(texts)))
}

fn number_of(number: Number, store: &Store, id: Id) -> Option<i64> {
    let article = store.get(id)?;
    match number {
        Number::Quality => article.quality.map(i64::from),
        Number::Heat => article.heat.map(i64::from),
        Number::Sources => i64::try_from(store.provider_count(id)).ok(),
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
        State::New => store.is_new(id),
        State::Muted => store.is_muted(id),
        State::Problem => article.has_problem,
        State::Image => !article.images.is_empty(),
        State::Enclosure => !article.enclosures.is_empty(),
        State::Related => !article.related.is_empty(),
        State::Body => article.body != Body::Empty,
    }
}
