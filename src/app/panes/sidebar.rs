//! The sidebar: the views, the topics of the subscriptions, and below each topic its feeds, with
//! unread counts.

mod topics;

use crate::library::FeedStatus;
use crate::store::Id;
use crate::store::Store;

use crate::app::panes::cursor::Cursor;
use crate::app::panes::feed_tally::FeedTally;

pub use topics::Topic;
pub(in crate::app) use topics::subscription_of;

/// From this width on the sidebar is shown by default, once there are feeds.
const AUTOMATIC_WIDTH: u16 = 160;

/// A row of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidebarRow {
    /// A view, by index.
    View(usize),
    /// An empty line, which the cursor skips.
    Gap,
    /// A topic, by index.
    Topic(usize),
    /// A feed, by index.
    Feed {
        /// The feed.
        feed: usize,
        /// Whether it is listed below a topic.
        below: bool,
    },
}

/// The filter that the sidebar has set on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Narrowed {
    /// The feed of this address.
    Feed(String),
    /// The topic of this name.
    Topic(String),
}

/// The sidebar.
#[derive(Debug, Default)]
pub struct Sidebar {
    /// The selected row.
    pub cursor: Cursor,
    /// The user's choice; `None` decides by the width of the screen.
    wanted: Option<bool>,
    feeds: Vec<FeedStatus>,
    topics: Vec<Topic>,
    rows: Vec<SidebarRow>,
    tally: FeedTally,
    /// Number of views.
    views: usize,
    narrowed: Option<Narrowed>,
    /// Whether there are subscriptions whose articles are not shown in this session.
    pub(crate) has_others: bool,
}

impl Sidebar {
    /// The rows, top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[SidebarRow] {
        &self.rows
    }

    /// The feeds, in the order of the file.
    #[must_use]
    pub fn feeds(&self) -> &[FeedStatus] {
        &self.feeds
    }

    /// The topics, by name.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The row under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<SidebarRow> {
        self.rows.get(self.cursor.at).copied()
    }

    /// The feed under the cursor.
    #[must_use]
    pub fn selected_feed(&self) -> Option<&FeedStatus> {
        match self.selected()? {
            SidebarRow::Feed { feed, .. } => self.feeds.get(feed),
            _ => None,
        }
    }

    /// The addresses of the feed under the cursor, or of the feeds of the topic under it.
    pub(in crate::app) fn selected_addresses(&self) -> Vec<String> {
        let feeds = match self.selected() {
            Some(SidebarRow::Feed { feed, .. }) => vec![feed],
            Some(SidebarRow::Topic(at)) => {
                self.topics.get(at).map_or_else(Vec::new, |topic| topic.feeds.clone())
            }
            Some(SidebarRow::View(_) | SidebarRow::Gap) | None => Vec::new(),
        };
        let feeds = feeds.into_iter().filter_map(|feed| self.feeds.get(feed));
        feeds.map(|feed| feed.address.clone()).collect()
    }

    /// Number of unread articles of a feed, by index.
    #[must_use]
    pub fn unread(&self, feed: usize) -> usize {
        self.tally.unread(feed)
    }

    /// The filter of the list, if the sidebar has set one.
    pub(in crate::app) fn narrowed(&self) -> Option<&Narrowed> {
        self.narrowed.as_ref()
    }

    pub(in crate::app) fn set_narrowed(&mut self, narrowed: Option<Narrowed>) {
        self.narrowed = narrowed;
    }

    /// Whether a row is the filter of the list.
    pub(crate) fn is_narrowed_to(&self, row: SidebarRow) -> bool {
        match (row, &self.narrowed) {
            (SidebarRow::Topic(at), Some(Narrowed::Topic(name))) => {
                self.topics.get(at).is_some_and(|topic| topic.name == *name)
            }
            (SidebarRow::Feed { feed, .. }, Some(Narrowed::Feed(address))) => {
                self.feeds.get(feed).is_some_and(|feed| feed.address == *address)
            }
            _ => false,
        }
    }

    /// Whether it is shown on a screen of this width.
    pub(in crate::app) fn is_wanted(&self, width: u16) -> bool {
        self.wanted.unwrap_or(width >= AUTOMATIC_WIDTH && !self.feeds.is_empty())
    }

    pub(in crate::app) fn want(&mut self, wanted: bool) {
        self.wanted = Some(wanted);
    }

    /// Replaces the feeds; the cursor and the folds stay where they were.
    pub(in crate::app) fn set_feeds(&mut self, feeds: Vec<FeedStatus>, store: &Store) {
        let selected = self.selected_name();
        let same = feeds.len() == self.feeds.len()
            && feeds.iter().zip(&self.feeds).all(|(new, old)| new.address == old.address);
        self.feeds = feeds;
        if !same {
            self.tally.begin(self.feeds.iter().map(|feed| &*feed.address), store);
        }
        self.topics = topics::topics_of(&self.feeds, &self.topics);
        self.sum();
        self.list_rows();
        self.select(selected.as_ref());
    }

    /// Sets the number of views.
    pub(in crate::app) fn set_views(&mut self, views: usize) {
        if self.views != views {
            let selected = self.selected_name();
            self.views = views;
            self.list_rows();
            self.select(selected.as_ref());
        }
    }

    /// Updates the counts for articles that are new or gone, or whose stories or marks have
    /// changed.
    pub(in crate::app) fn count(&mut self, ids: &[Id], store: &Store) {
        self.tally.update(ids, store);
        self.sum();
    }

    /// Counts everything again.
    pub(in crate::app) fn recount(&mut self, store: &Store) {
        self.tally.recount(store);
        self.sum();
    }

    fn sum(&mut self) {
        for topic in &mut self.topics {
            topic.unread = topic.feeds.iter().map(|feed| self.tally.unread(*feed)).sum();
        }
    }

    fn list_rows(&mut self) {
        self.rows = (0..self.views).map(SidebarRow::View).collect();
        if !self.feeds.is_empty() {
            self.rows.push(SidebarRow::Gap);
        }
        for (at, topic) in self.topics.iter().enumerate() {
            self.rows.push(SidebarRow::Topic(at));
            if !topic.folded {
                let feeds = topic.feeds.iter();
                self.rows.extend(feeds.map(|feed| SidebarRow::Feed { feed: *feed, below: true }));
            }
        }
        let untagged = self.feeds.iter().enumerate().filter(|(_, feed)| feed.tags.is_empty());
        self.rows.extend(untagged.map(|(feed, _)| SidebarRow::Feed { feed, below: false }));
    }

    /// The topic or the feed under the cursor, by its name or address, which no reload changes.
    fn selected_name(&self) -> Option<Narrowed> {
        match self.selected()? {
            SidebarRow::Topic(at) => Some(Narrowed::Topic(self.topics.get(at)?.name.clone())),
            SidebarRow::Feed { feed, .. } => {
                Some(Narrowed::Feed(self.feeds.get(feed)?.address.clone()))
            }
            SidebarRow::View(_) | SidebarRow::Gap => None,
        }
    }

    /// Moves the cursor to a topic or a feed, if it is still there.
    fn select(&mut self, name: Option<&Narrowed>) {
        let is_meant = |row: &SidebarRow| match (*row, name) {
            (SidebarRow::Topic(at), Some(Narrowed::Topic(name))) => self.topics[at].name == *name,
            (SidebarRow::Feed { feed, .. }, Some(Narrowed::Feed(address))) => {
                self.feeds[feed].address == *address
            }
            _ => false,
        };
        if let Some(row) = self.rows.iter().position(is_meant) {
            self.cursor.moved_to(row);
        }
        self.leave_gap(true);
    }

    /// Moves the cursor by `rows`.
    pub(in crate::app) fn step(&mut self, rows: isize) {
        self.cursor.step(rows, self.rows.len());
        self.leave_gap(rows >= 0);
    }

    /// Moves the cursor to a row.
    pub(in crate::app) fn go(&mut self, row: usize) {
        self.cursor.go(row, self.rows.len());
        self.leave_gap(true);
    }

    /// Moves the cursor to a visible row; returns whether that row can be chosen.
    pub(in crate::app) fn point(&mut self, row: usize) -> bool {
        let is_row = self.rows.get(row).is_some_and(|row| *row != SidebarRow::Gap);
        if is_row {
            self.cursor.point(row, self.rows.len());
        }
        is_row
    }

    fn leave_gap(&mut self, down: bool) {
        if self.selected() == Some(SidebarRow::Gap) {
            self.cursor.step(if down { 1 } else { -1 }, self.rows.len());
        }
    }

    /// Folds or unfolds the topic under the cursor, or that of the feed under it; returns false if
    /// there is none.
    pub(in crate::app) fn toggle_topic(&mut self) -> bool {
        let above = self.rows.iter().take(self.cursor.at + 1).rev();
        let is_below = !matches!(self.selected(), Some(SidebarRow::Feed { below: false, .. }));
        let topic = above.take_while(|_| is_below).find_map(|row| match row {
            SidebarRow::Topic(at) => Some(*at),
            _ => None,
        });
        let Some(topic) = topic else { return false };
        self.topics[topic].folded = !self.topics[topic].folded;
        self.list_rows();
        let row = self.rows.iter().position(|row| *row == SidebarRow::Topic(topic));
        self.cursor.go(row.unwrap_or(0), self.rows.len());
        true
    }

    /// Folds all topics, or unfolds them if all are folded.
    pub(in crate::app) fn toggle_topics(&mut self) {
        let fold = self.topics.iter().any(|topic| !topic.folded);
        let selected = self.selected_name();
        self.topics.iter_mut().for_each(|topic| topic.folded = fold);
        self.list_rows();
        self.cursor.go(self.cursor.at, self.rows.len());
        self.select(selected.as_ref());
    }
}
