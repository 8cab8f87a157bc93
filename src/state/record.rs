//! The plain data that is kept. Of two decisions about one thing the later counts, wherever it was
//! made.

use super::SeenPages;

/// Since when something is so, and when that was decided: of two decisions the later counts,
/// wherever it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamped {
    /// Milliseconds since 1970; `None` where it is not so.
    pub at: Option<i64>,
    /// Milliseconds since 1970; 0 where nobody has decided.
    pub decided: i64,
}

impl Timestamped {
    /// Decides, at the moment `now` of milliseconds. Also where the clock went backwards this is
    /// later than what was decided before.
    #[must_use]
    pub fn decide(self, at: Option<i64>, now: i64) -> Self {
        Self { at, decided: now.max(self.decided.saturating_add(1)) }
    }

    /// Of two decisions the later; of two at one moment always the same.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        if (other.decided, other.at) > (self.decided, self.at) { other } else { self }
    }
}

/// The marks of one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Since when it has been read.
    pub read: Timestamped,
    /// Since when it has been starred.
    pub starred: Timestamped,
}

impl Mark {
    /// Of each mark what was decided later.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        Self { read: self.read.later(other.read), starred: self.starred.later(other.starred) }
    }
}

/// The marks of a key, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The key of an article.
    pub key: Box<str>,
    /// All its marks.
    pub mark: Mark,
}

/// A rule by which articles are hidden that the reader made with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Muting {
    /// A query.
    pub query: Box<str>,
    /// Since when it hides.
    pub muted: Timestamped,
}

/// Where the last visit to something ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResumePoint {
    /// What was opened: absolute paths, with line ends between.
    pub opened: Box<str>,
    /// The name of the view.
    pub view: Box<str>,
    /// The key of the article.
    pub article: Option<Box<str>>,
    /// The position in its text, as the article pane counts.
    pub position: usize,
    /// The pages that were there; none where that stays as it was.
    pub seen: Option<SeenPages>,
}

/// Something that is kept between sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// What was read and starred.
    Mark(Marking),
    /// What is hidden.
    Mute(Muting),
    /// Where one was in what was opened.
    ResumePoint(ResumePoint),
    /// Thousandths of the screen that are the list's.
    Divider(u16),
    /// The theme that was chosen; none for that of the settings.
    Theme(Option<String>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_decision_counts_also_where_the_clock_went_back() {
        let read = Timestamped::default().decide(Some(2000), 2000);
        let unread = read.decide(None, 1000);
        assert!(unread.decided > read.decided);
        assert_eq!(read.later(unread), unread);
        assert_eq!(unread.later(read), unread);
        let elsewhere = Timestamped { at: Some(1500), decided: 1500 };
        assert_eq!(elsewhere.later(unread), unread);
    }
}
