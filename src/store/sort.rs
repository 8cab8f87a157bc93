//! The orders in which articles can be listed.

use std::cmp::{Ordering, Reverse};

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::article::Date;
use crate::query::Order;
use crate::query::Sort;
use crate::text;

use super::{Id, Store};

/// Weight of each provider of a story, if the documents specify no weight.
const SOURCE_WEIGHT: f64 = 20.0;

/// The sort key of an article.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    /// Highest first.
    Number(Reverse<i64>),
    /// Alphabetical.
    Text(Words),
}

/// A text in natural order.
#[derive(Debug, PartialEq, Eq)]
struct Words(Box<str>);

impl PartialOrd for Words {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Words {
    fn cmp(&self, other: &Self) -> Ordering {
        // Only equal texts are equal: `7` and `07` differ.
        text::natural_order(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl Order {
    /// Compares two articles. Missing values are last in either direction. Ties are broken by
    /// newest, then by path: no two documents are equal, so the order of arrival never matters.
    #[must_use]
    pub fn compare(self, store: &Store, a: Id, b: Id) -> Ordering {
        let (first, second) = (&store.articles[a.index()], &store.articles[b.index()]);
        let by_value = if self == Self::default() {
            Ordering::Equal
        } else {
            self.directed(self.value(store, a).as_ref(), self.value(store, b).as_ref())
        };
        by_value.then_with(|| newest_first(first, second))
    }

    /// Sorts `ids`.
    pub(super) fn sort(self, store: &Store, ids: &mut [Id]) {
        let newest_first =
            |a: Id, b: Id| newest_first(&store.articles[a.index()], &store.articles[b.index()]);
        if self == Self::default() {
            return sort_newest_first(store, ids);
        }
        // Compute each key only once.
        let mut stories = FxHashMap::default();
        let mut value = |id: Id| {
            if self.sort != Sort::Read || store.apart {
                return self.value(store, id);
            }
            // All reports of a story were read at one time, and each would ask all others.
            let of_story = stories.entry(store.lead(id)).or_insert_with(|| store.read_at(id));
            of_story.map(|at| Value::Number(Reverse(at)))
        };
        let mut valued: Vec<(Option<Value>, Id)> = ids.iter().map(|id| (value(*id), *id)).collect();
        valued.sort_by(|(a, id), (b, other)| {
            self.directed(a.as_ref(), b.as_ref()).then_with(|| newest_first(*id, *other))
        });
        for (id, (_, sorted)) in ids.iter_mut().zip(valued) {
            *id = sorted;
        }
    }

    fn directed(self, a: Option<&Value>, b: Option<&Value>) -> Ordering {
        let (Some(first), Some(second)) = (a, b) else {
            return a.is_none().cmp(&b.is_none());
        };
        if self.reverse { second.cmp(first) } else { first.cmp(second) }
    }

    fn value(self, store: &Store, id: Id) -> Option<Value> {
        let article = &store.articles[id.index()];
        let number = |value: i64| Value::Number(Reverse(value));
        let text = |text: &str| Value::Text(Words(text.to_lowercase().into()));
        match self.sort {
            Sort::Latest => article.date.map(|date| number(date.at.as_second())),
            Sort::Top => top(store, id).map(number),
            Sort::Heat => article.heat.map(|heat| number(heat.into())),
            Sort::Quality => article.quality.map(|quality| number(quality.into())),
            Sort::Sources => i64::try_from(store.provider_count(id)).ok().map(number),
            Sort::Title => Some(text(&article.title)),
            Sort::Provider => Some(text(&article.provider.name)),
            Sort::Read => store.read_at(id).map(number),
        }
    }
}

/// Collects the dates first: fetching them from the articles while sorting takes longer than the
/// sort.
fn sort_newest_first(store: &Store, ids: &mut [Id]) {
    let article = |id: Id| &store.articles[id.index()];
    let mut dated: Vec<(Reverse<Option<Date>>, Id)> =
        ids.iter().map(|id| (Reverse(article(*id).date), *id)).collect();
    dated.sort_by(|(a, id), (b, other)| {
        a.cmp(b).then_with(|| by_path(article(*id), article(*other)))
    });
    for (id, (_, sorted)) in ids.iter_mut().zip(dated) {
        *id = sorted;
    }
}

/// Newest first, undated last, then by path.
pub(super) fn newest_first(a: &Article, b: &Article) -> Ordering {
    let date = |article: &Article| Reverse(article.date);
    date(a).cmp(&date(b)).then_with(|| by_path(a, b))
}

/// By path in natural order: part 10 of a series follows part 9.
fn by_path(a: &Article, b: &Article) -> Ordering {
    let (first, second) = (a.origin.path().to_string_lossy(), b.origin.path().to_string_lossy());
    text::natural_order(&first, &second).then_with(|| a.origin.cmp(&b.origin))
}

/// Order within a story: highest quality, then oldest, then by key and path. The key comes first
/// because renaming a folder must not change the lead.
pub(super) fn best_first(a: &Article, b: &Article) -> Ordering {
    let age = |article: &Article| (article.date.is_none(), article.date);
    b.quality
        .cmp(&a.quality)
        .then_with(|| age(a).cmp(&age(b)))
        .then_with(|| a.key.cmp(&b.key))
        .then_with(|| a.origin.cmp(&b.origin))
}

/// The weight of an article before its age is considered: heat if it leads, else quality, else by
/// the number of its providers.
#[must_use]
pub(super) fn weight(store: &Store, id: Id) -> f64 {
    let article = &store.articles[id.index()];
    match (article.heat, article.quality) {
        (Some(heat @ 0..), _) => heat.into(),
        (_, Some(quality)) => quality.into(),
        #[expect(clippy::cast_precision_loss, reason = "no story has so many sources")]
        _ => store.provider_count(id) as f64 * SOURCE_WEIGHT,
    }
}

/// Ranks by weight × 0.5^(age / half-life). Only the order matters, which the logarithm preserves;
/// there the age term depends on the date alone, so the order stays correct as time passes. In
/// millionths of a half-life.
fn top(store: &Store, id: Id) -> Option<i64> {
    let date = store.articles[id.index()].date?;
    // Treats a future date as now.
    let at = date.at.as_second().min(store.now().as_second());
    #[expect(clippy::cast_precision_loss, reason = "seconds of our era need 40 bits of 52")]
    let halved = at as f64 / store.span().half_life() as f64;
    let weight = weight(store, id);
    if weight <= 0.0 {
        // Never above anything that has a weight.
        return Some(i64::MIN.saturating_add(at.max(0)));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a hundred thousand half-lives are far from its bounds"
    )]
    Some(((weight.log2() + halved) * 1e6) as i64)
}
