//! Subscriptions: adding, removing and editing them, and the progress of syncs. The file of feeds
//! and the network are left to jobs.

use std::path::Path;

use crate::article::Origin;
use crate::library::FeedStatus;
use crate::library::FoundFeed;
use crate::library::SyncEvent;
use crate::library::SyncScope;
use crate::problem::Problem;
use crate::text;

use crate::app::effect::{Effect, Job};
use crate::app::overlays::Overlay;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::feed_line::FeedLine;
use crate::app::overlays::request::Request;
use crate::app::overlays::subscribe::Subscribe;
use crate::app::panes::layout::Focus;
use crate::app::panes::sidebar::SidebarRow;
use crate::app::{App, Status};

impl App {
    /// Receives the states of the subscriptions, and reports their problems.
    pub(in crate::app) fn receive_feeds(
        &mut self,
        file: &Path,
        feeds: Vec<FeedStatus>,
        mut problems: Vec<Problem>,
    ) {
        let hint = "`:feed` edits its line, `:unsubscribe` removes it";
        problems.extend(feeds.iter().filter_map(|feed| {
            let what = format!("{}: {}", feed.title, feed.error.as_ref()?);
            Some(Problem::warning(file, what).at(feed.line, 1).hint(hint))
        }));
        self.clear_feed_problems();
        self.feed_problems = problems;
        self.report_feed_problems();
        self.sidebar.set_feeds(feeds, &self.store);
    }

    fn clear_feed_problems(&mut self) {
        let path = self.feed_problems.first().map(|problem| problem.path.clone());
        if let Some(path) = path {
            self.diagnostics.forget(&[Origin::File(path.into())]);
        }
    }

    /// Reports the problems of feeds; called again whenever a reload may have cleared them.
    pub(in crate::app) fn report_feed_problems(&mut self) {
        self.clear_feed_problems();
        self.diagnostics.add(self.feed_problems.clone());
    }

    /// Asks for what may be fetched now, if there are feeds: in the sidebar for the selected one,
    /// or for those of the selected topic.
    pub(in crate::app) fn sync(&mut self) -> Vec<Effect> {
        if self.sidebar.feeds().is_empty() {
            return Vec::new();
        }
        let scope = match self.sidebar.selected().filter(|_| self.focus == Focus::Sidebar) {
            Some(SidebarRow::Feed { .. }) => SyncScope::Only(self.sidebar.selected_addresses()),
            Some(SidebarRow::Topic(_)) => SyncScope::StaleOf(self.sidebar.selected_addresses()),
            _ => SyncScope::Stale,
        };
        self.syncing.ask(scope == SyncScope::Stale);
        vec![Effect::Job(Job::Sync(scope))]
    }

    /// Follows the progress of a sync.
    pub(in crate::app) fn follow_sync(&mut self, event: &SyncEvent) {
        if let Some(said) = self.syncing.follow(event, self.sidebar.feeds(), self.now) {
            self.status = said.map_or_else(Status::Warning, Status::Info);
        }
    }

    /// Opens the overlay that adds a feed.
    pub(in crate::app) fn ask_subscribe(&mut self) -> Vec<Effect> {
        self.overlays.push(Overlay::Subscribe(Box::new(Subscribe::new(""))));
        vec![Effect::Job(Job::ReadClipboard)]
    }

    /// Shows what the clipboard holds to whoever can use it.
    pub(in crate::app) fn receive_clipboard(&mut self, text: &str) {
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.layer_mut().receive_clipboard(text);
        }
    }

    /// Looks for feeds at an address, and shows them.
    pub(in crate::app) fn ask_subscribe_to(&mut self, address: &str) -> Vec<Effect> {
        let mut subscribe = Subscribe::new(address);
        let wanted = {
            let anchors = || self.anchors();
            subscribe.probe(&self.context(&anchors))
        };
        self.overlays.push(Overlay::Subscribe(Box::new(subscribe)));
        wanted.map(|address| Effect::Job(Job::Probe(address))).into_iter().collect()
    }

    /// Shows the feeds that were found at an address.
    pub(in crate::app) fn receive_found(
        &mut self,
        address: &str,
        found: &Result<Vec<FoundFeed>, String>,
    ) {
        for overlay in &mut self.overlays {
            overlay.layer_mut().receive_found(address, found);
        }
    }

    /// Returns the address of the feed that a command without an argument applies to: the one
    /// selected in the sidebar, else that of the shown article.
    fn feed_here(&mut self) -> Option<String> {
        let selected = self.sidebar.selected_feed().filter(|_| self.focus == Focus::Sidebar);
        let of_article = || self.shown()?.feed.as_deref();
        let address = selected.map(|feed| &*feed.address).or_else(of_article);
        let feed = self.sidebar.feeds().iter().find(|feed| Some(&*feed.address) == address);
        if let Some(feed) = feed {
            return Some(feed.address.clone());
        }
        let said = match address {
            Some(address) => {
                let address = text::line(address);
                format!("you do not subscribe to the feed of this article any more: {address}")
            }
            None => "no subscribed feed is selected; name one after the command".to_owned(),
        };
        self.status = Status::Warning(said);
        None
    }

    /// Asks whether to unsubscribe from the current feed.
    pub(in crate::app) fn ask_unsubscribe_here(&mut self) {
        if let Some(address) = self.feed_here() {
            self.ask_unsubscribe(address);
        }
    }

    /// Asks whether to unsubscribe from a feed.
    pub(in crate::app) fn ask_unsubscribe(&mut self, address: String) {
        let feed = self.sidebar.feeds().iter().find(|feed| feed.address == address);
        let title = feed.map_or(&*address, |feed| &*feed.title);
        let question = format!("Unsubscribe from {title}? Its articles stay.");
        let yes = Request::Unsubscribe(address);
        self.overlays.push(Overlay::Confirm(Confirm { question, yes }));
    }

    /// Requests the line of the current feed, to edit it.
    pub(in crate::app) fn edit_feed_here(&mut self) -> Vec<Effect> {
        let address = self.feed_here();
        address.map(|address| Effect::Job(Job::ReadFeedLine(address))).into_iter().collect()
    }

    /// Opens the prompt for the line of a feed.
    pub(in crate::app) fn receive_feed_line(
        &mut self,
        address: String,
        words: Result<String, String>,
    ) {
        match words {
            Ok(words) => {
                let line = FeedLine::new(address, &words);
                self.overlays.push(Overlay::FeedLine(line));
            }
            Err(why) => self.status = Status::Warning(why),
        }
    }
    /// Closes the prompt for the line of a feed once its words are saved, and else says there why
    /// they are not.
    pub(in crate::app) fn take_written_feed_line(
        &mut self,
        address: &str,
        outcome: Result<String, String>,
    ) {
        let is_meant = |overlay: &Overlay| matches!(overlay, Overlay::FeedLine(line) if line.address == address);
        match outcome {
            Ok(said) => {
                self.overlays.retain(|overlay| !is_meant(overlay));
                self.status = Status::Info(said);
            }
            Err(why) => {
                let prompt = self.overlays.iter_mut().find_map(|overlay| match overlay {
                    Overlay::FeedLine(line) if line.address == address => Some(line),
                    _ => None,
                });
                match prompt {
                    Some(line) => line.mistake = Some(why),
                    None => self.status = Status::Warning(why),
                }
            }
        }
    }
}
