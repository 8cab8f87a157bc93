//! A publication date as stated by a document.

use std::cmp::Ordering;

use jiff::{Timestamp, tz::Offset};

use crate::text;

/// A moment with the document's UTC offset and precision. Ordered by the moment alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The moment; midnight if only the day is known.
    pub at: Timestamp,
    /// As written; UTC if the document names none.
    pub offset: Offset,
    /// Whether a time is known, not only the day.
    pub has_time: bool,
}

impl Date {
    /// Formats the age, such as `3h` or `2d`, or the day; without a time, never less than a day.
    #[must_use]
    pub fn age(&self, now: Timestamp) -> String {
        if !self.has_time && self.at.as_second() > now.as_second() - 86_400 {
            return text::day(now, self.at, self.offset);
        }
        text::age(now, self.at, self.offset)
    }

    /// Formats the day as `14 Jun`, with the year if it differs from that of `now`.
    #[must_use]
    pub fn day(&self, now: Timestamp) -> String {
        text::day(now, self.at, self.offset)
    }

    /// Formats the date as `Thursday, 15 June 2023, 02:32 UTC`.
    #[must_use]
    pub fn full(&self) -> String {
        let weekday = self.offset.to_datetime(self.at).strftime("%A");
        format!("{weekday}, {}", self.moment())
    }

    /// Formats the date as `15 June 2023, 02:32 UTC`.
    #[must_use]
    pub fn moment(&self) -> String {
        let local = self.offset.to_datetime(self.at);
        let day = local.strftime("%-d %B %Y");
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

    /// Formats the date by RFC 3339 in UTC, to the second.
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
        assert_eq!(utc.moment(), "15 June 2023, 02:32 UTC");
        assert_eq!(utc.full(), "Thursday, 15 June 2023, 02:32 UTC");
        let east = Date { offset: Offset::constant(9), ..utc };
        assert_eq!(east.full(), "Thursday, 15 June 2023, 11:32 +09:00");
        assert_eq!(Date { has_time: false, ..utc }.full(), "Thursday, 15 June 2023");
        assert_eq!(east.rfc3339(), "2023-06-15T02:32:00Z");
    }
}
