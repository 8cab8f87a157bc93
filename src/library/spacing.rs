//! Whether a feed may be requested now: because its time has come, or by hand, which is no reason to
//! ask a server more often than it likes. Times that no clock can have noted rightly are not
//! believed.

use std::time::Duration;

use jiff::Timestamp;

use crate::state::FeedRecord;
use crate::state::HostRecord;
use crate::text;

use super::failure::FailureKind;
use super::schedule::{DAY, HOUR, LONGEST, floor, later};

/// Why the feeds of a server that has asked for it are not requested.
pub(super) const LEFT_ALONE: &str = "its server wants to be left alone for a while";
/// Differences between clocks that mean nothing.
const SLACK: Duration = Duration::from_secs(300);

/// Whether the time of a feed has come; `every` is the user's wish.
pub(super) fn is_due(record: &FeedRecord, every: Option<Duration>, now: Timestamp) -> bool {
    let Some(next) = record.next else { return true };
    let is_ahead = |at: Timestamp| at > later(now, SLACK);
    let was_ahead = record.fetched.is_some_and(is_ahead)
        || record.failure.as_ref().is_some_and(|failure| is_ahead(failure.since));
    next <= now || was_ahead || next > later(now, longest(record, every))
}

/// The longest wait that can follow what is known of a feed.
fn longest(record: &FeedRecord, every: Option<Duration>) -> Duration {
    let usual = DAY + DAY / 10;
    match &record.failure {
        Some(failure)
            if [FailureKind::Missing, FailureKind::Gone]
                .map(FailureKind::name)
                .contains(&&*failure.kind) =>
        {
            LONGEST
        }
        Some(_) => usual,
        None if record.skips != 0 => LONGEST,
        None => every.map_or(usual, |every| (every + every / 10).max(usual)),
    }
}

/// Whether a server still wants to be left alone. None is left alone for more than a day.
pub(super) fn is_held(host: &HostRecord, now: Timestamp) -> bool {
    host.until > now && host.until <= later(now, DAY + SLACK)
}

/// Returns why a feed that was fetched without a failure is not requested again by hand, as a
/// sentence: within an hour, or a day if its server cannot say that nothing has changed, unless the
/// user wants it more often; and as long as its server says that the answer is fresh.
pub(super) fn too_soon(
    record: &FeedRecord,
    every: Option<Duration>,
    is_conditional: impl FnOnce() -> bool,
    now: Timestamp,
) -> Option<String> {
    let fetched = record.fetched.filter(|_| record.failure.is_none())?;
    let ago = Duration::try_from(now.duration_since(fetched)).ok().filter(|ago| *ago < DAY)?;
    let fresh = record.freshness.min(DAY);
    let (usual, least) = if is_conditional() { (HOUR, floor(true)) } else { (DAY, floor(false)) };
    let wait = every.map_or(usual, |every| every.clamp(least, usual)).max(fresh);
    (ago < wait).then(|| format!("it was fetched {} ago", spelled(ago)))
}

/// Writes a time in minutes or hours.
fn spelled(time: Duration) -> String {
    let minutes = usize::try_from(time.as_secs() / 60).unwrap_or(usize::MAX);
    match minutes {
        0 => "less than a minute".to_owned(),
        1..60 => text::counted(minutes, "minute"),
        _ => text::counted(minutes / 60, "hour"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::FailureRecord;

    const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);

    fn ago(minutes: i64) -> Option<Timestamp> {
        Timestamp::from_second(NOW.as_second() - minutes * 60).ok()
    }

    fn ahead(hours: i64) -> Option<Timestamp> {
        ago(-60 * hours)
    }

    fn failure(kind: FailureKind) -> FailureRecord {
        let (kind, why) = (kind.name().to_owned(), String::new());
        FailureRecord { kind, since: NOW, count: 1, why, hint: None }
    }

    /// `newswire sync FEED` and `--all` asked a server again as often as they were run.
    #[test]
    fn by_hand_is_no_reason_to_ask_again_at_once() {
        let of = |minutes, freshness, every: Option<u64>, is_conditional| {
            let freshness = Duration::from_secs(freshness);
            let record = FeedRecord { fetched: ago(minutes), freshness, ..FeedRecord::default() };
            let every = every.map(|minutes| Duration::from_secs(minutes * 60));
            too_soon(&record, every, || is_conditional, NOW)
        };
        assert_eq!(of(0, 0, None, true).as_deref(), Some("it was fetched less than a minute ago"));
        assert_eq!(of(59, 0, None, true).as_deref(), Some("it was fetched 59 minutes ago"));
        assert_eq!(of(60, 0, None, true), None);
        assert_eq!(of(60, 0, None, false).as_deref(), Some("it was fetched 1 hour ago"));
        assert_eq!(of(24 * 60, 0, None, false), None);
        assert!(of(5 * 60, 6 * 3_600, None, true).is_some(), "the server says that it is fresh");
        assert!(of(25 * 60, 1 << 40, None, true).is_none(), "but not for sixteen years");
        assert_eq!(of(10, 0, Some(10), true), None, "the line wants it so");
        assert!(of(4, 0, Some(1), true).is_some(), "but not every minute");
        assert!(of(59, 0, Some(1), false).is_some());
        assert_eq!(of(-60, 0, None, true), None, "a clock was wrong");
        let failed = FeedRecord {
            fetched: ago(1),
            failure: Some(failure(FailureKind::Content)),
            ..FeedRecord::default()
        };
        assert_eq!(too_soon(&failed, None, || true, NOW), None, "it may be mended");
    }

    /// After the clock had been ahead for a few days, nothing was fetched for as long.
    #[test]
    fn times_of_a_wrong_clock_are_not_believed() {
        let record = |next, fetched| FeedRecord { fetched, next, ..FeedRecord::default() };
        assert!(is_due(&record(ahead(3), ahead(2)), None, NOW), "fetched in the future");
        assert!(is_due(&record(ahead(27), ago(60)), None, NOW), "no wait is so long");
        assert!(!is_due(&record(ahead(26), ago(60)), None, NOW));
        let fortnight = Some(14 * DAY);
        assert!(!is_due(&record(ahead(14 * 24), ago(60)), fortnight, NOW), "the line wants it so");
        let missing =
            FeedRecord { failure: Some(failure(FailureKind::Missing)), ..record(ahead(100), None) };
        assert!(!is_due(&missing, None, NOW), "once a week");
        let failing = FeedRecord {
            failure: Some(failure(FailureKind::Transfer)),
            ..record(ahead(100), None)
        };
        assert!(is_due(&failing, None, NOW));
        let host = |until: Option<Timestamp>| {
            let until = until.expect("a time");
            is_held(&HostRecord { host: "e.org".to_owned(), until, rate_limits: 1 }, NOW)
        };
        assert_eq!([24, 25, 0].map(|hours| host(ahead(hours))), [true, false, false]);
    }
}
