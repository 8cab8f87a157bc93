//! Ages: the time from which they count, and how fast weights fade with them.

use jiff::Timestamp;

use crate::text;

use super::{Id, Store};

const DAY: i64 = 24 * 60 * 60;
const WEEK: i64 = 7 * DAY;
/// Average lengths of the calendar.
const MONTH: i64 = 30 * DAY + DAY / 2;
const YEAR: i64 = 365 * DAY + DAY / 4;
/// Number of stories whose time decides how fast weights fade.
const STORIES: usize = 100;
/// Weights halve in a quarter of the span, so one day and a half is the fastest.
const SHORTEST_DAYS: i64 = 6;

/// The time that the newest stories span, in whole units, so that it is said as it is used and
/// rarely changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    count: i64,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Default for Span {
    fn default() -> Self {
        Self { count: SHORTEST_DAYS, unit: Unit::Day }
    }
}

impl Span {
    /// Rounds seconds to whole days below two weeks, else to weeks below twelve, else to months
    /// below two years, else to years.
    fn of(seconds: i64) -> Self {
        let whole = |unit: i64| seconds.saturating_add(unit / 2) / unit;
        let (count, unit) = match (whole(DAY), whole(WEEK), whole(MONTH)) {
            (days @ ..14, _, _) => (days.max(SHORTEST_DAYS), Unit::Day),
            (_, weeks @ ..12, _) => (weeks, Unit::Week),
            (_, _, months @ ..24) => (months, Unit::Month),
            _ => (whole(YEAR), Unit::Year),
        };
        Self { count, unit }
    }

    fn seconds(self) -> i64 {
        let unit = match self.unit {
            Unit::Day => DAY,
            Unit::Week => WEEK,
            Unit::Month => MONTH,
            Unit::Year => YEAR,
        };
        self.count.saturating_mul(unit)
    }

    /// The time in which weights halve, in seconds: a quarter of the span.
    #[must_use]
    pub(crate) fn half_life(self) -> i64 {
        self.seconds() / 4
    }

    /// In words, such as `six weeks`.
    #[must_use]
    pub(crate) fn words(self) -> String {
        let unit = match self.unit {
            Unit::Day => "days",
            Unit::Week => "weeks",
            Unit::Month => "months",
            Unit::Year => "years",
        };
        format!("{} {unit}", text::in_words(self.count))
    }
}

/// Ages.
impl Store {
    /// The newest article, if all are older than a week, as in an archive. Future dates are treated
    /// as errors.
    #[must_use]
    pub fn archive_end(&self, now: Timestamp) -> Option<Timestamp> {
        let newest = self.articles[self.until(now).first()?.index()].date?.at;
        (newest.as_second() < now.as_second() - WEEK).then_some(newest)
    }

    /// All articles but those of a later date, newest first.
    fn until(&self, now: Timestamp) -> &[Id] {
        let is_later = |id: &Id| self.articles[id.index()].date.is_some_and(|date| date.at > now);
        self.order.get(self.order.partition_point(is_later)..).unwrap_or_default()
    }

    /// The time from which ages count: `now`, or the newest article of an archive.
    #[must_use]
    pub fn present(&self, now: Timestamp) -> Timestamp {
        self.archive_end(now).unwrap_or(now)
    }

    /// The time that the newest hundred stories span, at least six days. Weights halve in a quarter
    /// of it: the order by importance then means something whether a hundred stories fill two days
    /// or ten years.
    #[must_use]
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Updates the span after stories came or went.
    pub(super) fn measure_span(&mut self) {
        let is_row = |id: &&Id| self.apart || self.leads[id.index()] == **id;
        let rows = self.until(self.now).iter().filter(is_row);
        let dates = rows.map_while(|id| Some(self.articles[id.index()].date?.at.as_second()));
        let mut newest = dates.take(STORIES);
        let last = newest.next();
        let first = newest.last().or(last);
        self.span = last
            .zip(first)
            .map_or_else(Span::default, |(last, first)| Span::of(last.saturating_sub(first)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_plain_words_and_weights_halve_in_a_quarter_of_it() {
        for (days, words, hours) in [
            (0, "six days", 36),
            (6, "six days", 36),
            (13, "13 days", 78),
            (14, "two weeks", 84),
            (45, "six weeks", 252),
            (80, "eleven weeks", 462),
            (100, "three months", 549),
            (700, "23 months", 4_209),
            (740, "two years", 4_383),
            (40_000, "110 years", 241_065),
        ] {
            let span = Span::of(days * DAY + 60);
            assert_eq!((span.words().as_str(), span.half_life() / 3600), (words, hours), "{days}");
        }
    }
}
