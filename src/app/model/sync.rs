//! Progress of a sync, and the message about its result.

use crate::library::SyncEvent;
use crate::library::SyncSummary;
use crate::text;

/// The running sync, if any.
#[derive(Debug, Default)]
pub struct Syncing {
    /// Feeds that are done, and all of them.
    running: Option<(usize, usize)>,
    /// Whether the user started it, so that the result is reported.
    is_manual: bool,
}

impl Syncing {
    /// Number of feeds that are done, and of all; `None` if no sync is running.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.running
    }

    /// Notes that the user starts a sync.
    pub(in crate::app) fn note_request(&mut self) {
        self.is_manual = true;
    }

    /// Follows a sync. Returns the message for the user, as a success or a failure.
    pub(in crate::app) fn follow(&mut self, event: &SyncEvent) -> Option<Result<String, String>> {
        match event {
            SyncEvent::Started { feeds } => self.running = Some((0, *feeds)).filter(|_| *feeds > 0),
            SyncEvent::Feed { .. } => {
                if let Some((done, total)) = &mut self.running {
                    *done = (*done + 1).min(*total);
                }
            }
            SyncEvent::Finished(summary) => {
                self.running = None;
                if std::mem::take(&mut self.is_manual) {
                    return Some(summarized(summary));
                }
            }
        }
        None
    }
}

fn summarized(summary: &SyncSummary) -> Result<String, String> {
    let SyncSummary { requested, new, updated, failed, skipped, offline, locked } = summary;
    if *locked {
        return Ok("another newswire is fetching; its articles will appear here too".to_owned());
    }
    if *offline {
        return Err("no server could be reached; nothing was fetched".to_owned());
    }
    let counts = [(*new, "new"), (*updated, "changed")].into_iter();
    let counts = counts.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> =
        counts.map(|(count, what)| format!("{} {what}", text::thousands(count))).collect();
    if parts.is_empty() && *requested > 0 {
        parts.push("nothing new".to_owned());
    }
    if *failed > 0 {
        parts.push(format!("{} failed", text::counted(*failed, "feed")));
    }
    if *skipped > 0 {
        parts.push(format!("{} may not be fetched yet", text::counted(*skipped, "feed")));
    }
    let summarized =
        if parts.is_empty() { "no feed may be fetched yet".to_owned() } else { parts.join(", ") };
    if *failed > 0 { Err(summarized) } else { Ok(summarized) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_a_sentence() {
        let of = |new, updated, failed, skipped| {
            let requested = new + updated + failed;
            summarized(&SyncSummary {
                requested,
                new,
                updated,
                failed,
                skipped,
                ..SyncSummary::default()
            })
        };
        assert_eq!(of(12, 3, 0, 0), Ok("12 new, 3 changed".to_owned()));
        assert_eq!(of(0, 0, 0, 0), Ok("no feed may be fetched yet".to_owned()));
        assert_eq!(of(0, 0, 0, 2), Ok("2 feeds may not be fetched yet".to_owned()));
        assert_eq!(of(1, 0, 1, 0), Err("1 new, 1 feed failed".to_owned()));
        let offline = SyncSummary { offline: true, failed: 3, ..SyncSummary::default() };
        assert!(summarized(&offline).expect_err("a warning").contains("no server"));
    }

    #[test]
    fn only_what_was_asked_for_is_said() {
        let mut syncing = Syncing::default();
        let done = SyncEvent::Finished(SyncSummary { requested: 1, ..SyncSummary::default() });
        assert_eq!(syncing.follow(&SyncEvent::Started { feeds: 40 }), None);
        assert_eq!(syncing.progress(), Some((0, 40)));
        assert_eq!(syncing.follow(&done), None);
        assert_eq!(syncing.progress(), None);
        syncing.note_request();
        assert_eq!(syncing.follow(&done), Some(Ok("nothing new".to_owned())));
    }
}
