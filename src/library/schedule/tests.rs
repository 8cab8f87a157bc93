//! When feeds are due again.

use super::*;

const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);

fn wait(pace: &Pace) -> i64 {
    after_success(pace, NOW).as_second() - NOW.as_second()
}

#[test]
fn a_feed_is_requested_at_its_own_pace() {
    let pace = |gap: u64| Pace {
        gap: Some(Duration::from_secs(gap)),
        is_conditional: true,
        ..Pace::default()
    };
    assert!((3_600..=3_960).contains(&wait(&pace(60))), "{}", wait(&pace(60)));
    let slow = wait(&pace(40 * 3_600));
    assert!((32_400..=39_600).contains(&slow), "{slow}");
    let rare = wait(&pace(90 * 86_400));
    assert!((77_760..=95_040).contains(&rare), "{rare}");
    let blind = Pace { is_conditional: false, ..pace(60) };
    assert!(wait(&blind) >= 86_400, "an unconditional request is made once a day");
}

#[test]
fn the_server_is_never_asked_before_its_answer_is_stale() {
    for request in 0..200 {
        let seed = (7, request);
        let freshness = Duration::from_secs(7_200);
        let pace = Pace { freshness, is_conditional: true, seed, ..Pace::default() };
        let pace = Pace { gap: Some(Duration::from_secs(60)), ..pace };
        assert!(wait(&pace) >= 7_200);
        let every = Some(Duration::from_secs(600));
        assert!(wait(&Pace { every, ..pace }) >= 7_200);
    }
    let forever = Pace { freshness: Duration::from_secs(1 << 40), ..Pace::default() };
    assert!(wait(&forever) <= 95_040);
}

#[test]
fn failures_are_met_with_growing_patience() {
    let after = |backoff, count, since: i64| {
        let since = Timestamp::from_second(NOW.as_second() - since).expect("a time");
        let next = after_failure(backoff, count, since, (NOW, (1, u64::from(count))));
        next.map(|next| (next.as_second() - NOW.as_second()) / 60)
    };
    for (count, (least, most)) in [(1, (60, 66)), (2, (108, 132)), (4, (432, 528))] {
        let minutes = after(Backoff::Doubling, count, 0).expect("again");
        assert!((least..=most).contains(&minutes), "{count}: {minutes}");
    }
    assert!(after(Backoff::Doubling, 30, 0).is_some_and(|it| it <= 24 * 60));
    assert_eq!(after(Backoff::Missing, 11, 0), Some(7 * 24 * 60));
    assert!(after(Backoff::Gone, 2, 2 * 86_400).is_some());
    assert!(after(Backoff::Gone, 9, 86_400).is_some(), "by hand within a day");
    assert_eq!(after(Backoff::Gone, 3, 3 * 86_400), None);
}

#[test]
fn both_forms_of_retry_after_are_understood() {
    let seconds = |value| retry_after(value, NOW).map(|at| at.as_second() - NOW.as_second());
    assert_eq!(seconds("120"), Some(120));
    assert_eq!(seconds("Sat, 20 Jun 2026 12:10:00 GMT"), Some(600));
    assert_eq!(seconds("soon"), None);
    let until = |value, rate_limits| {
        rate_limited_until(value, rate_limits, NOW).as_second() - NOW.as_second()
    };
    assert_eq!(until(None, 0), 3_600);
    assert_eq!(until(None, 2), 4 * 3_600);
    assert_eq!(until(retry_after("99999999", NOW), 0), 86_400);
    assert_eq!(until(retry_after("120", NOW), 0), 120);
}

#[test]
fn freshness_comes_from_either_header() {
    let of = |name: &str, value: &str| {
        freshness(&Headers::default().with(name, value), NOW).map(|it| it.as_secs())
    };
    assert_eq!(of("Cache-Control", "public, Max-Age=300"), Some(300));
    assert_eq!(of("Cache-Control", "no-cache"), None);
    assert_eq!(of("Expires", "Sat, 20 Jun 2026 13:00:00 GMT"), Some(3_600));
    assert_eq!(of("Expires", "0"), None);
}

/// A server that said "later" and named no time, or one that was over, was asked again at once.
#[test]
fn a_server_that_names_no_time_to_come_is_left_alone_all_the_same() {
    let until = |value, holds| {
        rate_limited_until(retry_after(value, NOW), holds, NOW).as_second() - NOW.as_second()
    };
    for value in ["0", "Sat, 20 Jun 2020 12:10:00 GMT", "-1", "soon"] {
        assert_eq!(until(value, 0), 3_600, "{value}");
        assert_eq!(until(value, 3), 8 * 3_600, "{value}");
    }
    assert_eq!(until("1", 1), 3_600, "it says so again and again");
    assert_eq!(until("1", 3), 4 * 3_600);
    assert_eq!(until("1", 40), 86_400);
}

/// A line could ask for a feed every minute, which is more than any server wants.
#[test]
fn the_wish_of_the_line_has_a_limit() {
    let every = |seconds, is_conditional| {
        let every = Some(Duration::from_secs(seconds));
        wait(&Pace { every, is_conditional, ..Pace::default() })
    };
    assert!((300..=330).contains(&every(60, true)));
    assert!((600..=660).contains(&every(600, true)));
    assert!((3_600..=3_960).contains(&every(60, false)));
    assert!((7_200..=7_920).contains(&every(7_200, false)));
}

#[test]
fn skipped_hours_and_days_are_waited_for() {
    // NOW is a Saturday, 12:00.
    let next = |skips| after_skips(NOW, skips).as_second() - NOW.as_second();
    assert_eq!(next(skips(&[11, 13], &[])), 0);
    assert_eq!(next(skips(&[12, 13], &[])), 2 * 3_600);
    assert_eq!(next(skips(&[], &[6, 7])), 36 * 3_600);
    assert_eq!(next(u32::MAX), 0);
}
