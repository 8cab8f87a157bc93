//! State of the app for the desktop around the terminal: the window title and the progress of a
//! load. Whether and when the terminal can show it is decided elsewhere.

use crate::config::Config;
use crate::config::WhenKnown;
use crate::text;

use crate::app::model::downloads::Downloads;
use crate::app::model::loading::Loading;
use crate::app::model::sync::Syncing;
use crate::app::panes::list::List;
use crate::app::panes::view::UNREAD;

/// Maximum width of the title: the desktop would cut a longer one at a worse place.
const LONGEST: usize = 60;

/// What the desktop should show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desktop {
    /// The window title, free of control characters; `None` leaves it alone.
    pub title: Option<String>,
    /// Progress of the load, or else of the sync, or else of the download.
    pub progress: Progress,
    /// In which terminals the progress is shown.
    pub when: WhenKnown,
}

/// Progress of a load, a sync or a download.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is running.
    #[default]
    Idle,
    /// The total is not known yet.
    Unknown,
    /// The percentage of files, feeds or bytes that are done.
    Percent(u8),
}

impl Desktop {
    /// Derives the desktop's state from the settings, the list and what is running.
    pub(in crate::app) fn of(config: &Config, list: &List, progress: Progress) -> Self {
        let title = config.title.then(|| title(list));
        Self { title, progress, when: config.progress }
    }
}

/// Returns a title such as `(12) newswire – Latest`. Omits the number until the load has ended: it
/// would change with every frame.
fn title(list: &List) -> String {
    let unread = list.unread(UNREAD);
    let count = if unread > 0 && list.is_settled() {
        format!("({}) ", text::thousands(unread))
    } else {
        String::new()
    };
    let title = format!("{count}newswire – {}", list.view().name());
    text::fit(&text::line(&title), LONGEST).into_owned()
}

impl Progress {
    pub(in crate::app) fn of(loading: &Loading, syncing: &Syncing, downloads: &Downloads) -> Self {
        match (loading.finished, loading.total) {
            (true, _) => match (syncing.progress(), downloads.progress()) {
                (Some((done, total)), _) => Self::part(done, total),
                (None, Some((done, Some(whole)))) => {
                    let count = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
                    Self::part(count(done), count(whole))
                }
                (None, Some((_, None))) => Self::Unknown,
                (None, None) => Self::Idle,
            },
            (false, None) => Self::Unknown,
            (false, Some(total)) => Self::part(loading.done, total),
        }
    }

    fn part(done: usize, total: usize) -> Self {
        if total == 0 {
            return Self::Unknown;
        }
        let percent = done.min(total) as u128 * 100 / total as u128;
        Self::Percent(u8::try_from(percent).unwrap_or(100))
    }
}
