//! The plain data that is saved. Of two decisions about one thing the later one wins, wherever it
//! was made.

use std::sync::Arc;

use super::SeenPages;

/// A state with the time it began and the time it was decided. Of two decisions the later one wins,
/// wherever it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timestamped {
    /// When the state began, in milliseconds since 1970; `None` if it is off.
    pub at: Option<i64>,
    /// When it was decided, in milliseconds since 1970; 0 if it never was.
    pub decided: i64,
}

impl Timestamped {
    /// Decides at time `now`, in milliseconds. The result is later than any earlier decision even
    /// if the clock went backwards.
    #[must_use]
    pub fn decide(self, at: Option<i64>, now: i64) -> Self {
        Self { at, decided: now.max(self.decided.saturating_add(1)) }
    }

    /// Returns the later of two decisions; ties resolve the same way in either order.
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
    /// Merges mark by mark; the later decision wins.
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        Self { read: self.read.later(other.read), starred: self.starred.later(other.starred) }
    }
}

/// The marks of a key, as saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The key of an article.
    pub key: Box<str>,
    /// Its marks.
    pub mark: Mark,
}

/// A mute that the reader set with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Muting {
    /// The query whose articles are hidden.
    pub query: Box<str>,
    /// Since when it is in force.
    pub muted: Timestamped,
}

/// The story of an article, as the reader decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assigned {
    /// The one that newswire finds.
    #[default]
    Found,
    /// One of its own.
    Apart,
    /// The one of all articles that are assigned to the same name, the key of one of them.
    With(Arc<str>),
}

/// A decision of the reader about the story of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The key of the article.
    pub key: Box<str>,
    /// Its story.
    pub story: Assigned,
    /// When it was decided, in milliseconds since 1970; 0 if it never was.
    pub decided: i64,
}

impl Assignment {
    /// Whether this is the later decision; ties resolve the same way in either order.
    #[must_use]
    pub fn overrides(&self, other: &Self) -> bool {
        (self.decided, &self.story) > (other.decided, &other.story)
    }
}

/// Where the last visit to an input ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResumePoint {
    /// The opened paths, absolute and separated by newlines.
    pub opened: Box<str>,
    /// The name of the view.
    pub view: Box<str>,
    /// The key of the article.
    pub article: Option<Box<str>>,
    /// The position in its text, as counted by the article pane.
    pub position: usize,
    /// The pages that existed; `None` leaves the saved ones unchanged.
    pub seen: Option<SeenPages>,
}

/// A record that is saved between sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// Read and starred state of a page.
    Mark(Marking),
    /// A hidden query.
    Mute(Muting),
    /// The story of an article.
    Assignment(Assignment),
    /// Where the reader was in the opened input.
    ResumePoint(ResumePoint),
    /// Width of the list, in thousandths of the screen.
    Divider(u16),
    /// The chosen theme; `None` means that of the settings.
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
