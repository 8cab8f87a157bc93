//! Converts numbers to days and times, and carries those that are just too large.

use jiff::civil;
use jiff::{Span, ToSpan};

/// Returns a day, if it exists.
pub(super) fn civil_day(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Returns the day after the last for a day one too many, and the January after for a month 13.
pub(super) fn day(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let (year, month) = if month == 13 { (year + 1, 1) } else { (year, month) };
    let first = civil_day(year, month, 1)?;
    let fits = (1..=32).contains(&day);
    fits.then(|| first.checked_add((day - 1).days()).ok()).flatten()
}

/// Returns the time since midnight of at most 48 hours and little more than 59 minutes and seconds.
pub(super) fn clock(hour: i32, minute: i32, second: i32, nano: i32) -> Option<Span> {
    let fits = hour <= 48 && minute <= 61 && second <= 61;
    fits.then(|| hour.hours().minutes(minute).seconds(second).nanoseconds(nano))
}
