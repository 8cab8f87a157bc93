//! Reports the state of the reader to the desktop: the window title and the progress of a load.
//! Never rings a bell, sends a notification or demands attention.

use std::time::{Duration, Instant};

use crate::app;
use crate::app::Progress;
use crate::terminal::Terminal;
use crate::text;

use super::modes::Mode;

/// A load expected to take less than this shows no progress.
const SOONEST: Duration = Duration::from_millis(300);
/// A load that runs longer than this always shows its progress.
const LATEST: Duration = Duration::from_secs(1);

/// Pushes the title on xterm's title stack. Many terminals have one; the others, such as st and
/// urxvt, ignore the sequence.
const KEEP_TITLE: &str = "\x1b[22;0t";
const NO_PROGRESS: &str = "\x1b]9;4;0\x1b\\";

/// Returns the sequences that restore title and progress. The caller has to write them.
pub(super) fn farewell() -> String {
    let progress = if Mode::Progress.turn(false) { NO_PROGRESS } else { "" };
    let title = if Mode::Title.turn(false) { old_title() } else { String::new() };
    format!("{progress}{title}")
}

/// Returns the sequences that restore the title: where there is no stack of titles, that of the
/// terminal itself.
fn old_title() -> String {
    let terminal = Terminal::here();
    format!("\x1b]0;{}\x07\x1b[23;0t", text::line(terminal.title()))
}

/// The state that was last reported to the desktop.
#[derive(Debug)]
pub(super) struct Desktop {
    is_simple: bool,
    has_progress: bool,
    title: Option<String>,
    progress: Progress,
    /// When the current load began.
    began: Option<Instant>,
    /// Whether to show the load if it takes long.
    is_wanted: bool,
}

impl Desktop {
    pub(super) fn new(kind: &Terminal) -> Self {
        Self {
            is_simple: kind.is_simple(),
            has_progress: kind.has_progress(),
            title: None,
            progress: Progress::Idle,
            began: None,
            is_wanted: false,
        }
    }

    /// Returns the sequences that bring the desktop up to date at `now`; usually empty.
    pub(super) fn tell(&mut self, wanted: &app::Desktop, now: Instant) -> String {
        if self.is_simple {
            return String::new();
        }
        let title = self.tell_title(wanted.title.as_deref());
        let is_wanted = wanted.when.is_wanted(self.has_progress);
        title + &self.tell_progress(if is_wanted { wanted.progress } else { Progress::Idle }, now)
    }

    fn tell_title(&mut self, wanted: Option<&str>) -> String {
        // After another program had the terminal, our title and progress are gone.
        let is_told = Mode::Title.is_on();
        match wanted {
            Some(title) if !is_told || self.title.as_deref() != Some(title) => {
                self.title = Some(title.to_owned());
                Mode::Title.turn(true);
                format!("{}\x1b]0;{title}\x07", if is_told { "" } else { KEEP_TITLE })
            }
            None if is_told => {
                Mode::Title.turn(false);
                old_title()
            }
            _ => String::new(),
        }
    }

    fn tell_progress(&mut self, wanted: Progress, now: Instant) -> String {
        self.is_wanted = wanted != Progress::Idle;
        let began = *self.began.get_or_insert(now);
        if !self.is_wanted {
            self.began = None;
        }
        let is_told = Mode::Progress.is_on();
        let due = is_told || is_long(wanted, now.saturating_duration_since(began));
        let shown = if due { wanted } else { Progress::Idle };
        if is_told == (shown != Progress::Idle) && shown == self.progress {
            return String::new();
        }
        self.progress = shown;
        Mode::Progress.turn(shown != Progress::Idle);
        match shown {
            Progress::Idle if is_told => NO_PROGRESS.to_owned(),
            Progress::Idle => String::new(),
            Progress::Unknown => "\x1b]9;4;3\x1b\\".to_owned(),
            Progress::Percent(percent) => format!("\x1b]9;4;1;{percent}\x1b\\"),
        }
    }

    /// Time until a load that has reported no progress must be shown.
    pub(super) fn due(&self, now: Instant) -> Option<Duration> {
        let began = self.began.filter(|_| self.is_wanted && self.progress == Progress::Idle)?;
        LATEST.checked_sub(now.saturating_duration_since(began)).filter(|left| !left.is_zero())
    }
}

/// Whether a load takes long enough to show its progress without a flicker.
fn is_long(progress: Progress, elapsed: Duration) -> bool {
    let expected = match progress {
        Progress::Idle => return false,
        Progress::Unknown => elapsed,
        Progress::Percent(percent) => elapsed * 100 / u32::from(percent.max(1)),
    };
    elapsed >= SOONEST && expected >= LATEST || elapsed >= LATEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::WhenKnown;

    fn at(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    /// A single test, because the modes are global to the process.
    #[test]
    fn only_what_changes_is_told_and_all_of_it_taken_back() {
        let known = Terminal::of(|name| (name == "WT_SESSION").then(|| "1".to_owned()));
        let mut desktop = Desktop::new(&known);
        let start = Instant::now();
        let mut wanted = app::Desktop {
            title: Some("newswire – Latest".to_owned()),
            progress: Progress::Unknown,
            when: WhenKnown::Auto,
        };
        assert_eq!(desktop.tell(&wanted, start), "\x1b[22;0t\x1b]0;newswire – Latest\x07");
        assert_eq!(desktop.tell(&wanted, at(start, 900)), "");
        assert_eq!(desktop.due(at(start, 900)), Some(Duration::from_millis(100)));
        assert_eq!(desktop.tell(&wanted, at(start, 1000)), "\x1b]9;4;3\x1b\\");
        assert_eq!(desktop.due(at(start, 1000)), None);
        wanted.progress = Progress::Percent(40);
        wanted.title = Some("(3) newswire – Latest".to_owned());
        let both = "\x1b]0;(3) newswire – Latest\x07\x1b]9;4;1;40\x1b\\";
        assert_eq!(desktop.tell(&wanted, at(start, 1100)), both);
        assert_eq!(desktop.tell(&wanted, at(start, 1200)), "");
        // Another program has had the terminal in the meantime.
        assert_eq!(farewell(), format!("\x1b]9;4;0\x1b\\{}", old_title()));
        assert_eq!(farewell(), "");
        assert_eq!(desktop.tell(&wanted, at(start, 1300)), format!("\x1b[22;0t{both}"));
        wanted.progress = Progress::Idle;
        assert_eq!(desktop.tell(&wanted, at(start, 1400)), "\x1b]9;4;0\x1b\\");
        wanted.title = None;
        assert_eq!(desktop.tell(&wanted, at(start, 1500)), old_title());
        // A short load does not flicker: half of it is done after a third of a second.
        wanted.progress = Progress::Percent(50);
        assert_eq!(desktop.tell(&wanted, at(start, 2000)), "");
        assert_eq!(desktop.tell(&wanted, at(start, 2350)), "");
        wanted.progress = Progress::Percent(20);
        assert_eq!(desktop.tell(&wanted, at(start, 2351)), "\x1b]9;4;1;20\x1b\\");
        wanted.when = WhenKnown::Off;
        assert_eq!(desktop.tell(&wanted, at(start, 2400)), "\x1b]9;4;0\x1b\\");
        for (term, when) in [("xterm", WhenKnown::Auto), ("linux", WhenKnown::On)] {
            let other = Terminal::of(|name| (name == "TERM").then(|| term.to_owned()));
            let mut desktop = Desktop::new(&other);
            let wanted = app::Desktop { when, ..wanted.clone() };
            assert_eq!(desktop.tell(&wanted, start) + &desktop.tell(&wanted, at(start, 5000)), "");
        }
        let other = Terminal::of(|name| (name == "TERM").then(|| "xterm".to_owned()));
        let (mut desktop, when) = (Desktop::new(&other), WhenKnown::On);
        let wanted = app::Desktop { when, ..wanted };
        assert_eq!(desktop.tell(&wanted, start), "");
        assert_eq!(desktop.tell(&wanted, at(start, 1000)), "\x1b]9;4;1;20\x1b\\");
        assert_eq!(farewell(), NO_PROGRESS);
    }
}
