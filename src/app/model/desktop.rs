//! State of the app for the desktop around the terminal: the window title and the progress of a
//! load. Whether and when the terminal can show it is decided elsewhere.

use crate::config::Config;
use crate::config::WhenKnown;
use crate::text;

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
    /// Progress of the load, or else of the sync.
    pub progress: Progress,
    /// In which terminals the progress is shown.
    pub when: WhenKnown,
}

/// Progress of a load or of a sync.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is running.
    #[default]
    Idle,
    /// The total is not known yet.
    Unknown,
    /// The percentage of files or feeds that are done.
    Percent(u8),
}

impl Desktop {
    /// Derives the desktop's state from the settings, the list, the load and the sync.
    pub(in crate::app) fn of(
        config: &Config,
        list: &List,
        loading: &Loading,
        syncing: &Syncing,
    ) -> Self {
        let title = config.title.then(|| title(list));
        Self { title, progress: Progress::of(loading, syncing), when: config.progress }
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
    fn of(loading: &Loading, syncing: &Syncing) -> Self {
        match (loading.finished, loading.total) {
            (true, _) => match syncing.progress() {
                None => Self::Idle,
                Some((done, total)) => Self::part(done, total),
            },
            (false, None) => Self::Unknown,
            (false, Some(total)) => Self::part(loading.done, total),
        }
    }

    fn part(done: usize, total: usize) -> Self {
        if total == 0 {
            return Self::Unknown;
        }
        let percent = done.min(total).saturating_mul(100) / total;
        Self::Percent(u8::try_from(percent).unwrap_or(100))
    }
}
