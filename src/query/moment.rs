//! Converts times of a query into timestamps.

use jiff::civil;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::{Age, Day, Time};

/// Returns the time range in seconds, the end exclusive.
pub(crate) fn moments(time: Time, now: Timestamp) -> (i64, i64) {
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

/// Returns start and end of a day, month or year in UTC, in seconds, the end exclusive; `None` for
/// an invalid date.
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
