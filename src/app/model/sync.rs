//! Progress of a sync, and what is said of its result.

use crate::library::SyncEvent;
use crate::library::SyncSummary;
use crate::text;

/// The running sync, if any.
#[derive(Debug, Default)]
pub struct Syncing {
    /// Feeds that are done, and all of them.
    running: Option<(usize, usize)>,
    /// Whether the user asked for it, and waits for the result.
    asked: bool,
}

impl Syncing {
    /// Number of feeds that are done, and of all; `None` if no sync is running.
    #[must_use]
    pub fn progress(&self) -> Option<(usize, usize)> {
        self.running
    }

    /// Notes that the user asked for a sync.
    pub(in crate::app) fn ask(&mut self) {
        self.asked = true;
    }

    /// Follows a sync. Returns what to say, as a result or as a failure.
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
                if std::mem::take(&mut self.asked) {
                    return Some(said(summary));
                }
            }
        }
        None
    }
}

fn said(summary: &SyncSummary) -> Result<String, String> {
    let SyncSummary { asked, new, updated, failed, held, offline, elsewhere } = summary;
    if *elsewhere {
        return Ok("another newswire is fetching; what it finds appears here too".to_owned());
    }
    if *offline {
        return Err("no server could be reached; nothing was fetched".to_owned());
    }
    let counts = [(*new, "new"), (*updated, "changed")].into_iter();
    let counts = counts.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> =
        counts.map(|(count, what)| format!("{} {what}", text::thousands(count))).collect();
    if parts.is_empty() && *asked > 0 {
        parts.push("nothing new".to_owned());
    }
    if *failed > 0 {
        parts.push(format!("{} failed", text::counted(*failed, "feed")));
    }
    if *held > 0 {
        parts.push(format!("{} may not be fetched yet", text::counted(*held, "feed")));
    }
    let said =
        if parts.is_empty() { "no feed may be fetched yet".to_owned() } else { parts.join(", ") };
    if *failed > 0 { Err(said) } else { Ok(said) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_is_a_sentence() {
        let of = |new, updated, failed, held| {
            let asked = new + updated + failed;
            said(&SyncSummary { asked, new, updated, failed, held, ..SyncSummary::default() })
        };
        assert_eq!(of(12, 3, 0, 0), Ok("12 new, 3 changed".to_owned()));
        assert_eq!(of(0, 0, 0, 0), Ok("no feed may be fetched yet".to_owned()));
        assert_eq!(of(0, 0, 0, 2), Ok("2 feeds may not be fetched yet".to_owned()));
        assert_eq!(of(1, 0, 1, 0), Err("1 new, 1 feed failed".to_owned()));
        let offline = SyncSummary { offline: true, failed: 3, ..SyncSummary::default() };
        assert!(said(&offline).expect_err("a warning").contains("no server"));
    }

    #[test]
    fn only_what_was_asked_for_is_said() {
        let mut syncing = Syncing::default();
        let done = SyncEvent::Finished(SyncSummary { asked: 1, ..SyncSummary::default() });
        assert_eq!(syncing.follow(&SyncEvent::Started { feeds: 40 }), None);
        assert_eq!(syncing.progress(), Some((0, 40)));
        assert_eq!(syncing.follow(&done), None);
        assert_eq!(syncing.progress(), None);
        syncing.ask();
        assert_eq!(syncing.follow(&done), Some(Ok("nothing new".to_owned())));
    }
}
