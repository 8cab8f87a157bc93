//! Describes in words how a story is covered, and why it is ranked where it is.

use jiff::Timestamp;

use crate::store::Basis;
use crate::store::Id;
use crate::store::Store;
use crate::text;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
const FOUR_DAYS: i64 = 4 * DAY;
const MONTH: i64 = 30 * DAY + DAY / 2;
const QUARTER: i64 = 3 * MONTH;
const YEAR: i64 = 365 * DAY;
const TWO_YEARS: i64 = 2 * YEAR;

/// How a story is covered, in words.
pub(in crate::app) struct Coverage {
    /// `3 sources in 2 days`.
    pub(in crate::app) told: String,
    /// `first reported by The Post, 14 Jun`.
    pub(in crate::app) first: Option<String>,
}

/// Describes how a story is covered; `None` for a single report by one provider.
pub(in crate::app) fn coverage(store: &Store, id: Id, now: Timestamp) -> Option<Coverage> {
    let sources = store.provider_count(id);
    let inside = store.story(id).iter().filter_map(|id| store.get(*id));
    let inside = inside.map(|article| (article.date, &article.provider));
    let outside = store.outside(id).into_iter().map(|item| (item.date, &item.provider));
    let reports: Vec<_> = inside.chain(outside).collect();
    if reports.len() < 2 {
        return None;
    }
    let told = if sources > 1 {
        text::counted(sources, "source")
    } else {
        text::counted(reports.len(), "report")
    };
    let dated = || reports.iter().filter_map(|(date, provider)| Some(((*date)?, provider)));
    let first = dated().min_by_key(|(date, _)| *date);
    let last = dated().map(|(date, _)| date).max();
    let (Some((date, provider)), Some(last), 2..) = (first, last, dated().count()) else {
        return Some(Coverage { told, first: None });
    };
    let span = span(last.at.as_second() - date.at.as_second());
    let first = format!("first reported by {}, {}", provider.name, date.day(now));
    Some(Coverage { told: format!("{told} {span}"), first: Some(first) })
}

fn span(seconds: i64) -> String {
    match seconds {
        ..HOUR => "within the hour".to_owned(),
        HOUR..DAY => format!("in {}", whole(seconds + HOUR / 2, HOUR, "hour")),
        _ => format!("in {}", whole(seconds + DAY / 2, DAY, "day")),
    }
}

/// Says what a story rests on: `grouped by the words earthquake, Noto, tsunami`.
pub(in crate::app) fn basis(store: &Store, id: Id) -> Option<String> {
    Some(match store.basis(id)? {
        Basis::Joined => "you joined these stories".to_owned(),
        Basis::Split => "you took it out of its story".to_owned(),
        Basis::SamePage => "copies of the same page".to_owned(),
        Basis::Listed => "grouped because its publisher lists them together".to_owned(),
        Basis::Words(words) => match words.join(", ") {
            none if none.is_empty() => "grouped by similar words".to_owned(),
            words => format!("grouped by the words {words}"),
        },
    })
}

/// Explains the rank of a story in the top order: `Top: weight 87 (its heat), halved every 36
/// hours: 44 after 36 hours`.
pub(in crate::app) fn reason(store: &Store, id: Id, now: Timestamp) -> Option<String> {
    let lead = store.get(store.lead(id))?;
    let weight = store.weight(store.lead(id));
    let by = match (lead.heat, lead.quality) {
        (Some(0..), _) => "its heat",
        (_, Some(_)) => "its quality",
        _ => "20 for each source",
    };
    let present = store.present(now);
    let age = present.as_second().saturating_sub(lead.date?.at.as_second()).max(0);
    let half_life = store.span().half_life();
    #[expect(clippy::cast_precision_loss, reason = "ages need 40 bits of 52")]
    let left = weight * 0.5_f64.powf(age as f64 / half_life as f64);
    let since = if present == now { "" } else { ", counted from the newest article here" };
    let (time, age) = (lasting(half_life), ago(age));
    Some(format!(
        "Top: weight {weight:.0} ({by}), halved every {time}: {left:.1} after {age}{since}"
    ))
}

fn ago(seconds: i64) -> String {
    match seconds {
        ..DAY => whole(seconds, HOUR, "hour"),
        _ => whole(seconds, DAY, "day"),
    }
}

/// A half-life, never less than a day and a half.
fn lasting(seconds: i64) -> String {
    match seconds {
        ..FOUR_DAYS => whole(seconds, HOUR, "hour"),
        FOUR_DAYS..QUARTER => whole(seconds + DAY / 2, DAY, "day"),
        QUARTER..TWO_YEARS => whole(seconds + MONTH / 2, MONTH, "month"),
        _ => whole(seconds + YEAR / 2, YEAR, "year"),
    }
}

fn whole(seconds: i64, unit: i64, name: &str) -> String {
    text::counted(usize::try_from(seconds / unit).unwrap_or(0), name)
}
