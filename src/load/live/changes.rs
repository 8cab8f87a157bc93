//! Changes that were heard of and not yet looked at. Many that come together are one look.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use notify::EventKind;
use rustc_hash::FxHashSet;

use crate::load::cache::Roots;

/// A change is looked at when nothing more has been heard for so long,
const QUIET: Duration = Duration::from_millis(100);
/// and at the latest so long after the first.
const LONGEST: Duration = Duration::from_millis(500);
/// Beyond so many paths it is quicker to look at everything.
const MANY: usize = 20_000;

/// What has to be looked at, and when.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) everything: bool,
    /// Somebody waits for the end of the look.
    pub(super) asked: bool,
    pub(super) paths: FxHashSet<PathBuf>,
    /// When the first and the last of them were heard of.
    heard: Option<(Instant, Instant)>,
    /// Paths that are to be looked at later, whether or not anything is heard.
    later: Vec<(Instant, PathBuf)>,
    everything_later: Option<Instant>,
}

impl Changes {
    /// Takes what the system tells.
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
            // Something was missed.
            Ok(_) | Err(_) => self.add_everything(),
        }
    }

    pub(super) fn add_everything(&mut self) {
        self.everything = true;
        self.note_time();
    }

    /// Somebody waits for a look at everything.
    pub(super) fn ask(&mut self) {
        self.asked = true;
        self.expect_everything(Instant::now());
    }

    fn note_time(&mut self) {
        let now = Instant::now();
        let first = self.heard.map_or(now, |(first, _)| first);
        self.heard = Some((first, now));
    }

    /// A path is to be looked at in any case, then.
    pub(super) fn expect(&mut self, path: PathBuf, at: Instant) {
        self.later.push((at, path));
    }

    /// Everything is to be looked at in any case, then.
    pub(super) fn expect_everything(&mut self, at: Instant) {
        self.everything_later = Some(at);
    }

    /// When to look.
    pub(super) fn due(&self) -> Option<Instant> {
        let heard = self.heard.map(|(first, last)| (last + QUIET).min(first + LONGEST));
        let later = self.later.iter().map(|(at, _)| *at);
        heard.into_iter().chain(later).chain(self.everything_later).min()
    }

    /// What is due now, and what is still to come.
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
