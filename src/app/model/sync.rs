//! Progress of a sync, and the message about its result.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::library::FeedOutcome;
use crate::library::FeedStatus;
use crate::library::OFFLINE;
use crate::library::SyncEvent;
use crate::library::SyncSummary;
use crate::text;

/// What the user waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Asked {
    /// Nothing.
    #[default]
    No,
    /// The result of a sync.
    Waits,
    /// The result has been told.
    Told,
}

/// The running sync, if any.
#[derive(Debug, Default)]
pub struct Syncing {
    /// Feeds that are done, and all of them.
    running: Option<(usize, usize)>,
    asked: Asked,
    /// Whether all feeds were asked for, and not some of them.
    of_all: bool,
    /// Addresses of the feeds that were requested.
    requested: HashSet<String>,
}

impl Syncing {
    /// Number of feeds that are done, and of all; `None` if no sync is running.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.running
    }

    /// Notes that the user asked for a sync, of all feeds or of some.
    pub(in crate::app) fn ask(&mut self, of_all: bool) {
        (self.asked, self.of_all) = (Asked::Waits, of_all);
    }

    /// Returns what to say when the files have been checked: what comes of the feeds matters more,
    /// and stays on the screen if it is there already.
    pub(in crate::app) fn after_rescan(&mut self, said: String) -> Option<String> {
        match self.asked {
            Asked::No => Some(said),
            Asked::Waits => Some(format!("{said}; fetching feeds…")),
            Asked::Told => {
                self.asked = Asked::No;
                None
            }
        }
    }

    /// Follows a sync. Returns what to say, as a result or as a failure.
    pub(in crate::app) fn follow(
        &mut self,
        event: &SyncEvent,
        feeds: &[FeedStatus],
        now: Timestamp,
    ) -> Option<Result<String, String>> {
        match event {
            SyncEvent::Started { feeds } => {
                self.running = Some((0, *feeds)).filter(|_| *feeds > 0);
                self.requested.clear();
            }
            SyncEvent::Feed { address, outcome, .. } => {
                if let Some((done, total)) = &mut self.running {
                    *done = (*done + 1).min(*total);
                }
                if !matches!(outcome, FeedOutcome::Skipped { .. }) {
                    self.requested.insert(address.clone());
                }
            }
            SyncEvent::Finished(summary) => {
                self.running = None;
                return self.finish(summary, feeds, now);
            }
        }
        None
    }

    /// Ends a sync; returns its result if the user waits for it.
    fn finish(
        &mut self,
        summary: &SyncSummary,
        feeds: &[FeedStatus],
        now: Timestamp,
    ) -> Option<Result<String, String>> {
        let requested = std::mem::take(&mut self.requested);
        if self.asked != Asked::Waits {
            return None;
        }
        self.asked = Asked::Told;
        let others = feeds.iter().filter(|feed| !requested.contains(&feed.address));
        let next = others.filter_map(|feed| feed.next).filter(|next| *next > now);
        let next = next.min().filter(|_| self.of_all);
        Some(said(summary, next.map(|next| wait(now, next))))
    }
}

/// The time until a later one, such as `25m`.
fn wait(now: Timestamp, next: Timestamp) -> String {
    let minutes = (next.as_second() - now.as_second()).div_euclid(60);
    if minutes < 1 { "less than a minute".to_owned() } else { text::age(next, now, Offset::UTC) }
}

/// Describes a result; `next` is the time until the next of the feeds that were not requested.
fn said(summary: &SyncSummary, next: Option<String>) -> Result<String, String> {
    let SyncSummary { requested, new, updated, failed, skipped, offline, locked } = summary;
    if *locked {
        return Ok("another newswire is fetching; what it finds appears here too".to_owned());
    }
    if *offline {
        return Err(OFFLINE.to_owned());
    }
    if *requested == 0 && *skipped == 0 {
        return Ok(match next {
            Some(wait) => format!("no feed is due; the next one is in {wait}"),
            None => "no feed is due".to_owned(),
        });
    }
    let mut parts = counts(*requested, [(*new, "new"), (*updated, "changed"), (*failed, "failed")]);
    if *skipped > 0 {
        parts.push(format!("{} may not be fetched yet", text::counted(*skipped, "feed")));
    }
    let mut said = parts.join(", ");
    if let Some(wait) = next {
        said = format!("{said}; the others are not due for {wait}");
    }
    if *failed > 0 { Err(said) } else { Ok(said) }
}

/// Names what came of the feeds that were asked; empty if none was.
fn counts(asked: usize, counts: [(usize, &str); 3]) -> Vec<String> {
    if asked == 0 {
        return Vec::new();
    }
    let mut parts = vec![format!("{} asked", text::counted(asked, "feed"))];
    let found = counts.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(found.map(|(count, what)| format!("{} {what}", text::thousands(count))));
    if parts.len() == 1 {
        parts.push("nothing new".to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_781_956_800, 0);

    #[test]
    fn the_result_is_a_sentence() {
        let of = |new, updated, failed, skipped| {
            let requested = new + updated + failed;
            said(
                &SyncSummary { requested, new, updated, failed, skipped, ..SyncSummary::default() },
                None,
            )
        };
        assert_eq!(of(12, 3, 0, 0), Ok("15 feeds asked, 12 new, 3 changed".to_owned()));
        assert_eq!(of(0, 0, 0, 0), Ok("no feed is due".to_owned()));
        assert_eq!(of(0, 0, 0, 2), Ok("2 feeds may not be fetched yet".to_owned()));
        assert_eq!(of(1, 0, 1, 0), Err("2 feeds asked, 1 new, 1 failed".to_owned()));
        let offline = SyncSummary { offline: true, failed: 3, ..SyncSummary::default() };
        assert!(said(&offline, None).expect_err("a warning").contains("may be offline"));
        let none = said(&SyncSummary::default(), Some("25m".to_owned()));
        assert_eq!(none, Ok("no feed is due; the next one is in 25m".to_owned()));
        let one = SyncSummary { requested: 1, ..SyncSummary::default() };
        let some = said(&one, Some("2h".to_owned()));
        let expected = "1 feed asked, nothing new; the others are not due for 2h";
        assert_eq!(some, Ok(expected.to_owned()));
    }

    #[test]
    fn only_what_was_asked_for_is_said() {
        let mut syncing = Syncing::default();
        let follow = |syncing: &mut Syncing, event: &SyncEvent| syncing.follow(event, &[], NOW);
        let done = SyncEvent::Finished(SyncSummary { requested: 1, ..SyncSummary::default() });
        assert_eq!(follow(&mut syncing, &SyncEvent::Started { feeds: 40 }), None);
        assert_eq!(syncing.progress(), Some((0, 40)));
        assert_eq!(follow(&mut syncing, &done), None);
        assert_eq!(syncing.progress(), None);
        syncing.ask(true);
        let said = Some(Ok("1 feed asked, nothing new".to_owned()));
        assert_eq!(follow(&mut syncing, &done), said);
    }
}
