//! What the desktop around the terminal is to show of the reader: the title of its window, and how
//! far a load has come. Whether the terminal can do so, and when, is left to others.

use crate::config::Config;
use crate::config::WhenKnown;
use crate::text;

use crate::app::model::loading::Loading;
use crate::app::panes::list::List;
use crate::app::panes::view::UNREAD;

/// A title that is longer is cut off by the desktop, at a worse place.
const LONGEST: usize = 60;

/// What the desktop is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desktop {
    /// The title of the window; clean. None where it is to be left alone.
    pub title: Option<String>,
    /// How far the load has come.
    pub progress: Progress,
    /// In which terminals that is shown.
    pub when: WhenKnown,
}

/// How far a load has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// There is none.
    #[default]
    Idle,
    /// Nobody knows yet how much there is.
    Unknown,
    /// So many parts of a hundred have been read.
    Percent(u8),
}

impl Desktop {
    /// What it is to show of these.
    pub(in crate::app) fn of(config: &Config, list: &List, loading: &Loading) -> Self {
        let title = config.title.then(|| title(list));
        Self { title, progress: Progress::of(loading), when: config.progress }
    }
}

/// `(12) newswire – Latest`. The number waits for the end of the load: until then it would be
/// another one with each frame.
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
    fn of(loading: &Loading) -> Self {
        match (loading.finished, loading.total) {
            (true, _) => Self::Idle,
            (false, None | Some(0)) => Self::Unknown,
            (false, Some(total)) => {
                let percent = loading.done.min(total).saturating_mul(100) / total;
                Self::Percent(u8::try_from(percent).unwrap_or(100))
            }
        }
    }
}
