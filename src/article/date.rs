//! A moment as a document states it.

use std::cmp::Ordering;

use jiff::{Timestamp, tz::Offset};

use crate::text;

/// A moment, with the offset that the document gave and whether it gave a time.
/// Ordered by the moment alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The moment; midnight where only a day is known.
    pub at: Timestamp,
    /// As written; UTC where the document names none.
    pub offset: Offset,
    /// False where only a day is known.
    pub has_time: bool,
}

impl Date {
    /// `3h`, `2d`, or the day; of a date without a time never less than a day.
    #[must_use]
    pub fn age(&self, now: Timestamp) -> String {
        if !self.has_time && self.at.as_second() > now.as_second() - 86_400 {
            return text::day(now, self.at, self.offset);
        }
        text::age(now, self.at, self.offset)
    }

    /// `14 Jun`, with the year where it is not that of `now`.
    #[must_use]
    pub fn day(&self, now: Timestamp) -> String {
        text::day(now, self.at, self.offset)
    }

    /// `Thursday, 15 June 2023, 02:32 UTC`.
    #[must_use]
    pub fn full(&self) -> String {
        let local = self.offset.to_datetime(self.at);
        let day = local.strftime("%A, %-d %B %Y");
        if !self.has_time {
            return day.to_string();
        }
        let time = local.strftime("%H:%M");
        let seconds = self.offset.seconds();
        if seconds == 0 {
            return format!("{day}, {time} UTC");
        }
        let sign = if seconds < 0 { '-' } else { '+' };
        let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
        format!("{day}, {time} {sign}{hours:02}:{minutes:02}")
    }

    /// RFC 3339 in UTC, to the second.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        self.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at
            .cmp(&other.at)
            .then(self.offset.seconds().cmp(&other.offset.seconds()))
            .then(self.has_time.cmp(&other.has_time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_shows_its_own_zone_and_no_invented_time() {
        let at: Timestamp = "2023-06-15T02:32:00Z".parse().expect("a timestamp");
        let utc = Date { at, offset: Offset::UTC, has_time: true };
        assert_eq!(utc.full(), "Thursday, 15 June 2023, 02:32 UTC");
        let east = Date { offset: Offset::constant(9), ..utc };
        assert_eq!(east.full(), "Thursday, 15 June 2023, 11:32 +09:00");
        assert_eq!(Date { has_time: false, ..utc }.full(), "Thursday, 15 June 2023");
        assert_eq!(east.rfc3339(), "2023-06-15T02:32:00Z");
    }
}
