//! Formats times relative to now, as briefly as possible.

use jiff::{Timestamp, tz::Offset};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// Formats an age as `now`, `5m`, `3h`, `2d` or `4w`; anything older than about a month, or in the
/// future, as a date (see [`day`]).
#[must_use]
pub fn age(now: Timestamp, then: Timestamp, offset: Offset) -> String {
    let seconds = now.as_second() - then.as_second();
    if !(-HOUR..6 * WEEK).contains(&seconds) {
        return day(now, then, offset);
    }
    match seconds {
        ..MINUTE => "now".to_owned(),
        MINUTE..HOUR => format!("{}m", seconds / MINUTE),
        HOUR..DAY => format!("{}h", seconds / HOUR),
        DAY..WEEK => format!("{}d", seconds / DAY),
        _ => format!("{}w", seconds / WEEK),
    }
}

/// Formats a date as `14 Jun` in the year of `now`, and as `14 Jun 2023` otherwise.
#[must_use]
pub fn day(now: Timestamp, then: Timestamp, offset: Offset) -> String {
    let date = offset.to_datetime(then);
    let this_year = offset.to_datetime(now).year() == date.year();
    date.strftime(if this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn ages_shorten_and_turn_into_dates() {
        let now = at("2026-06-20T12:00:00Z");
        let cases = [
            ("2026-06-20T11:59:30Z", "now"),
            ("2026-06-20T11:55:00Z", "5m"),
            ("2026-06-20T09:00:00Z", "3h"),
            ("2026-06-18T11:00:00Z", "2d"),
            ("2026-05-15T12:00:00Z", "5w"),
            ("2026-05-01T12:00:00Z", "1 May"),
            ("2023-06-14T16:18:00Z", "14 Jun 2023"),
            ("2030-01-02T00:00:00Z", "2 Jan 2030"),
        ];
        for (then, expected) in cases {
            assert_eq!(age(now, at(then), Offset::UTC), expected, "{then}");
        }
    }
}
