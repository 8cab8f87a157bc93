//! Reported changes that have not been checked yet. Changes that arrive together are checked
//! together.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use notify::EventKind;
use rustc_hash::FxHashSet;

use crate::load::cache::Roots;

/// A change is checked after this long without further reports,
const QUIET: Duration = Duration::from_millis(100);
/// and at most this long after the first one.
const LONGEST: Duration = Duration::from_millis(500);
/// With more paths than this, a full rescan is faster.
const MANY: usize = 20_000;

/// What to check, and when.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) everything: bool,
    /// A caller waits for the rescan to finish.
    pub(super) asked: bool,
    pub(super) paths: FxHashSet<PathBuf>,
    /// When the first and the latest of them were reported.
    heard: Option<(Instant, Instant)>,
    /// Paths to check at a given time, whether or not a change is reported.
    later: Vec<(Instant, PathBuf)>,
    everything_later: Option<Instant>,
}

impl Changes {
    /// Adds an event from the system.
    pub(super) fn hear(&mut self, told: notify::Result<notify::Event>, roots: &Roots) {
        match told {
            // Reading changes nothing.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if !event.need_rescan() => {
                let known: Vec<PathBuf> =
                    event.paths.iter().filter_map(|path| roots.as_given(path)).collect();
                if !known.is_empty() {
                    self.paths.extend(known);
                    self.everything |= self.paths.len() > MANY;
                    self.note_time();
                }
            }
            // Events were lost.
            Ok(_) | Err(_) => self.add_everything(),
        }
    }

    pub(super) fn add_everything(&mut self) {
        self.everything = true;
        self.note_time();
    }

    /// Records that a caller waits for a full rescan.
    pub(super) fn ask(&mut self) {
        self.asked = true;
        self.expect_everything(Instant::now());
    }

    fn note_time(&mut self) {
        let now = Instant::now();
        let first = self.heard.map_or(now, |(first, _)| first);
        self.heard = Some((first, now));
    }

    /// Schedules a check of a path at the given time.
    pub(super) fn expect(&mut self, path: PathBuf, at: Instant) {
        self.later.push((at, path));
    }

    /// Schedules a full rescan at the given time.
    pub(super) fn expect_everything(&mut self, at: Instant) {
        self.everything_later = Some(at);
    }

    /// When the next check is due.
    pub(super) fn due(&self) -> Option<Instant> {
        let heard = self.heard.map(|(first, last)| (last + QUIET).min(first + LONGEST));
        let later = self.later.iter().map(|(at, _)| *at);
        heard.into_iter().chain(later).chain(self.everything_later).min()
    }

    /// Takes what is due now and leaves what is still to come.
    pub(super) fn take_due(&mut self) -> Self {
        let now = Instant::now();
        let mut due = Self::default();
        if self.due().is_some_and(|at| at <= now) {
            due.everything = std::mem::take(&mut self.everything);
            due.paths = std::mem::take(&mut self.paths);
            self.heard = None;
        }
        self.later.retain_mut(|(at, path)| {
            let is_due = *at <= now;
            if is_due {
                due.paths.insert(std::mem::take(path));
            }
            !is_due
        });
        due.asked = std::mem::take(&mut self.asked);
        due.everything |= self.everything_later.take_if(|at| *at <= now).is_some();
        due
    }
}
