//! When a feed is due again: its own pace, the limits of the server and the feed, and the back-off
//! after a failure. Pure.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;

use crate::net::Headers;
use crate::text;

pub(super) const HOUR: Duration = Duration::from_secs(3_600);
pub(super) const DAY: Duration = Duration::from_secs(24 * 3_600);
/// Shortest wait between two requests that can be conditional; the user may want longer ones.
const SHORTEST: Duration = Duration::from_secs(300);
/// Longer than any wait that the user does not want.
pub(super) const LONGEST: Duration = Duration::from_secs(8 * 24 * 3_600);
const WEEK: Duration = Duration::from_secs(7 * 24 * 3_600);
/// Pace of a feed whose entries have no dates.
const UNKNOWN_PACE: Duration = Duration::from_secs(4 * 3_600);
/// Dates from which the pace is computed.
const MAX_DATES: usize = 20;
/// Responses 404 until a feed is requested only once a week.
const MAX_MISSING: u32 = 10;
/// Responses 410 until a feed is suspended.
const MAX_GONE: u32 = 3;
/// Time between two requests of a feed with responses 410.
const GONE_WAIT: Duration = Duration::from_secs(36 * 3_600);

/// The inputs of the schedule.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    /// The option `every` of the line.
    pub(super) every: Option<Duration>,
    /// Median time between two entries.
    pub(super) gap: Option<Duration>,
    /// Time for which the response is fresh, as given by the server.
    pub(super) freshness: Duration,
    /// Time for which the feed is fresh, as given by itself.
    pub(super) ttl: Duration,
    /// Hours and days on which nothing is published, as in the state.
    pub(super) skips: u32,
    /// Whether the next request can be conditional.
    pub(super) is_conditional: bool,
    /// Spreads the requests of different feeds.
    pub(super) seed: (u64, u64),
}

/// Returns the time of the request after a successful one. The server's freshness is never cut
/// short.
pub(super) fn after_success(pace: &Pace, now: Timestamp) -> Timestamp {
    let fresh = if pace.freshness.is_zero() { Duration::ZERO } else { bounded(pace.freshness) };
    let wait = if let Some(every) = pace.every {
        jittered(every.max(floor(pace.is_conditional)), pace.seed, false).max(fresh)
    } else {
        let pace_of_feed = pace.gap.map_or(UNKNOWN_PACE, |gap| bounded(gap / 4));
        let ttl = if pace.ttl.is_zero() { HOUR } else { bounded(pace.ttl) };
        let floor = if pace.is_conditional { HOUR } else { DAY };
        let wait = jittered(pace_of_feed.max(ttl).max(floor), pace.seed, true);
        wait.max(fresh).max(floor)
    };
    let next = later(now, wait);
    if pace.every.is_some() { next } else { after_skips(next, pace.skips) }
}

/// Returns the shortest time between two requests that the user can choose.
pub(super) fn floor(is_conditional: bool) -> Duration {
    if is_conditional { SHORTEST } else { HOUR }
}

/// The back-off after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Backoff {
    /// Each failure doubles the time.
    Doubling,
    /// The server does not know the feed.
    Missing,
    /// The server says that there is no such feed any more.
    Gone,
}

/// Returns the time of the request after the `count`th failure, the first of which was at `since`;
/// `None` if there is to be none.
pub(super) fn after_failure(
    backoff: Backoff,
    count: u32,
    since: Timestamp,
    (now, seed): (Timestamp, (u64, u64)),
) -> Option<Timestamp> {
    let wait = match backoff {
        Backoff::Doubling => {
            let factor = 1 << count.saturating_sub(1).min(5);
            jittered((HOUR * factor).min(DAY), seed, true).clamp(HOUR, DAY)
        }
        Backoff::Missing if count > MAX_MISSING => WEEK,
        Backoff::Missing => jittered(DAY, seed, true),
        Backoff::Gone => {
            let passed = now.as_second() - since.as_second();
            let limit = i64::try_from(2 * GONE_WAIT.as_secs()).unwrap_or(i64::MAX);
            if count >= MAX_GONE && passed >= limit {
                return None;
            }
            jittered(GONE_WAIT, seed, false)
        }
    };
    Some(later(now, wait))
}

/// Returns until when a server is left alone that asked for it: as it says, at most a day. If it
/// does not say, or names a time that is over, it is one hour, doubled each time; and from the
/// second time on it is no less.
pub(super) fn rate_limited_until(
    retry_after: Option<Timestamp>,
    rate_limits: u32,
    now: Timestamp,
) -> Timestamp {
    let doubling = |rate_limits: u32| later(now, (HOUR * (1 << rate_limits.min(5))).min(DAY));
    match retry_after.filter(|until| *until > now) {
        Some(until) => {
            let least = rate_limits.checked_sub(1).map_or(now, doubling);
            until.max(least).min(later(now, DAY))
        }
        None => doubling(rate_limits),
    }
}

/// Parses `Retry-After`, which is a number of seconds or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    match value.parse::<u64>() {
        Ok(seconds) => Some(later(now, Duration::from_secs(seconds.min(366 * 86_400)))),
        Err(_) => http_date(value),
    }
}

/// Returns the freshness of a response: `max-age` of `Cache-Control`, else `Expires` (RFC 9111,
/// 4.2.1); `None` if the server does not say.
pub(super) fn freshness(headers: &Headers, now: Timestamp) -> Option<Duration> {
    let controls = headers.all("cache-control").map(String::from_utf8_lossy);
    let controls: Vec<String> = controls
        .flat_map(|value| {
            value.split(',').map(|it| it.trim().to_ascii_lowercase()).collect::<Vec<_>>()
        })
        .collect();
    let max_age = controls.iter().find_map(|control| control.strip_prefix("max-age="));
    if let Some(age) = max_age {
        return Some(Duration::from_secs(age.trim_matches('"').parse().unwrap_or_default()));
    }
    let date = |name: &str| headers.text(name).and_then(|value| http_date(&value));
    let expires = date("expires")?;
    let from = date("date").unwrap_or(now);
    let seconds = expires.as_second() - from.as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()))
}

fn http_date(value: &str) -> Option<Timestamp> {
    DateTimeParser::new().relaxed_weekday(true).parse_timestamp(value.trim()).ok()
}

/// Returns the median time between the newest dates; `None` for fewer than two.
pub(super) fn gap(dates: impl Iterator<Item = Timestamp>) -> Option<Duration> {
    let mut seconds: Vec<i64> = dates.map(Timestamp::as_second).collect();
    seconds.sort_unstable_by(|a, b| b.cmp(a));
    seconds.truncate(MAX_DATES);
    let pairs = seconds.iter().zip(seconds.iter().skip(1));
    let mut gaps: Vec<u64> = pairs.map(|(newer, older)| newer.abs_diff(*older)).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).map(|gap| Duration::from_secs(*gap))
}

/// Packs hours and days on which nothing is published.
pub(super) fn skips(hours: &[u8], days: &[u8]) -> u32 {
    let hours = hours.iter().filter(|hour| **hour < 24).map(|hour| u32::from(*hour));
    let days = days.iter().filter(|day| (1..=7).contains(*day)).map(|day| u32::from(*day) + 23);
    hours.chain(days).fold(0, |mask, bit| mask | 1 << bit)
}

/// Returns the first full hour from `next` on that is not skipped. A feed that skips everything
/// skips nothing.
fn after_skips(next: Timestamp, skips: u32) -> Timestamp {
    let is_skipped = |at: Timestamp| {
        let local = Offset::UTC.to_datetime(at);
        let hour = u32::try_from(local.hour()).unwrap_or_default();
        let day = u32::try_from(local.weekday().to_monday_one_offset()).unwrap_or_default();
        skips >> hour & 1 == 1 || skips >> (day + 23) & 1 == 1
    };
    if skips == 0 || !is_skipped(next) {
        return next;
    }
    let full = next.as_second().div_euclid(3_600);
    let hours = (1..=7 * 24).filter_map(|add| Timestamp::from_second((full + add) * 3_600).ok());
    hours.into_iter().find(|at| !is_skipped(*at)).unwrap_or(next)
}

fn bounded(wait: Duration) -> Duration {
    wait.clamp(HOUR, DAY)
}

/// Changes a time by up to a tenth, upwards only unless `both`, so that the feeds of one server and
/// all readers of a feed do not come at the same moment.
fn jittered(wait: Duration, (feed, request): (u64, u64), both: bool) -> Duration {
    let hash = text::fingerprint([&feed.to_le_bytes()[..], &request.to_le_bytes()[..]]);
    let part = u32::try_from(hash % 1_001).unwrap_or_default();
    let tenth = wait / 10;
    let least = if both { wait.saturating_sub(tenth) } else { wait };
    let range = if both { tenth * 2 } else { tenth };
    least + range * part / 1_000
}

/// Returns the time after a wait.
pub(super) fn later(now: Timestamp, wait: Duration) -> Timestamp {
    let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(now.as_second().saturating_add(seconds)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
