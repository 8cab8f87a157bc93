//! What the desktop around the terminal is to show of the reader: the title of its window, and how
//! far a load has come. Whether the terminal can do so, and when, is left to others.

use crate::config::WhenKnown;
use crate::text;

use crate::app::App;
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

impl App {
    /// What the desktop is to show now.
    #[must_use]
    pub fn desktop(&self) -> Desktop {
        let config = self.config();
        let title = config.title.then(|| self.title());
        Desktop { title, progress: self.progress(), when: config.progress }
    }

    /// `(12) newswire – Latest`. The number waits for the end of the load: until then it would be
    /// another one with each frame.
    fn title(&self) -> String {
        let unread = self.list.unread(UNREAD);
        let count = if unread > 0 && self.list.is_settled() {
            format!("({}) ", text::thousands(unread))
        } else {
            String::new()
        };
        let title = format!("{count}newswire – {}", self.list.view().name());
        text::fit(&text::line(&title), LONGEST).into_owned()
    }

    fn progress(&self) -> Progress {
        match (self.loading.finished, self.loading.total) {
            (true, _) => Progress::Idle,
            (false, None | Some(0)) => Progress::Unknown,
            (false, Some(total)) => {
                let percent = self.loading.done.min(total).saturating_mul(100) / total;
                Progress::Percent(u8::try_from(percent).unwrap_or(100))
            }
        }
    }
}
