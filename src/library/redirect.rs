//! Permanent redirects: adopted only with evidence, because a captive portal or a broken server
//! redirects every feed for a while.

use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use crate::state::FeedRecord;
use crate::state::MovedRecord;

use super::schedule::later;

/// Least number of requests that ended in a feed with a known entry.
const MIN_REQUESTS: u32 = 3;
/// Least time between the first of them and the last.
const MIN_TIME: Duration = Duration::from_secs(7 * 86_400);

/// Notes that a permanent redirect has led to a feed that is known; adopts its address once there
/// is enough evidence.
pub(super) fn record(new_record: &mut FeedRecord, to: &Url, others: &[FeedRecord], now: Timestamp) {
    let old = new_record.moved.take().filter(|old| old.to == to.as_str());
    let since = old.as_ref().map_or(now, |old| old.since);
    let count = old.map_or(1, |old| old.count.saturating_add(1));
    let is_proven = count >= MIN_REQUESTS && later(since, MIN_TIME) <= now;
    if is_proven && !is_portal(new_record, to, others) {
        new_record.adopted = Some(to.to_string());
    } else {
        new_record.moved = Some(MovedRecord { to: to.to_string(), since, count });
    }
}

/// Whether feeds of different servers are redirected to the same one.
fn is_portal(new_record: &FeedRecord, to: &Url, others: &[FeedRecord]) -> bool {
    let own = crate::article::host(&new_record.address);
    others.iter().any(|other| {
        let led_to = other.moved.as_ref().and_then(|moved| crate::article::host(&moved.to));
        led_to.is_some()
            && led_to == crate::article::host(to.as_str())
            && crate::article::host(&other.address) != own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_781_956_800 + day * 86_400).expect("a time")
    }

    fn new_record(address: &str) -> FeedRecord {
        FeedRecord { address: address.to_owned(), ..FeedRecord::default() }
    }

    #[test]
    fn a_redirect_is_adopted_after_a_week_of_evidence() {
        let to = Url::parse("https://new.org/feed").expect("an address");
        let mut feed = new_record("https://old.org/feed");
        for day in 0..7 {
            record(&mut feed, &to, &[], at(day));
            assert_eq!(feed.adopted, None, "day {day}");
        }
        record(&mut feed, &to, &[], at(7));
        assert_eq!(feed.adopted.as_deref(), Some("https://new.org/feed"));
    }

    #[test]
    fn a_portal_is_not_adopted() {
        let to = Url::parse("https://portal.example/login").expect("an address");
        let mut other = new_record("https://other.org/feed");
        record(&mut other, &to, &[], at(0));
        let mut feed = new_record("https://old.org/feed");
        for day in 0..20 {
            record(&mut feed, &to, std::slice::from_ref(&other), at(day));
        }
        assert_eq!(feed.adopted, None);
    }
}
