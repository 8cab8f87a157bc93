//! Requests of overlays as plain data: the effect of a menu choice, a yes, or a command.

use std::sync::Arc;

use crate::download::Download;
use crate::problem::Problem;
use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;

use crate::app::action::Action;
use crate::app::effect::NewFeed;
use crate::app::overlays::program::Program;
use crate::app::panes::anchor::Anchor;
use crate::app::panes::search::BeforeSearch;
use crate::app::status::Status;

/// A media file of an article.
#[derive(Clone, Debug)]
pub(in crate::app) struct MediaFile {
    /// Its download.
    pub(in crate::app) download: Download,
    /// Its size in bytes, if the feed says so.
    pub(in crate::app) size: Option<u64>,
    /// The articles that are read once it is opened.
    pub(in crate::app) read: Vec<Id>,
}

/// A request made by an overlay.
#[derive(Clone, Debug)]
pub(in crate::app) enum Request {
    /// Shows a message in the status line.
    Say(Status),
    /// Quits the program.
    Quit,
    /// Performs an action, with its count if one was typed.
    Perform(Action, Option<usize>),
    /// Opens the command palette.
    AskCommand,
    /// Runs a parsed command and adds its text to the history.
    Command(String, Box<Self>),
    /// Sorts the view; the same order again reverses it.
    Sort(Sort),
    /// Sets the order of the view.
    OrderBy(Order),
    /// Switches to the view with this number.
    View(usize),
    /// Filters the view by a query.
    Filter(String),
    /// Shows the matches of a search while it is typed.
    Search(String),
    /// Keeps the search.
    KeepSearch(String),
    /// Restores the state before the search.
    LeaveSearch(Box<BeforeSearch>),
    /// Mutes the articles that match a query.
    Mute(String),
    /// Removes a mute.
    Unmute(String),
    /// Asks for a phrase to mute.
    AskPhrase,
    /// Switches to a theme; `None` is the configured one.
    Theme(Option<String>),
    /// Sets a setting for this session.
    Set(String, String),
    /// Pipes the article to a program.
    Pipe(Program),
    /// Finds the feeds at an address, for the overlay that adds one.
    Probe(String),
    /// Stops looking for feeds.
    StopProbe,
    /// Opens that overlay and looks for feeds at an address.
    AskSubscribe(String),
    /// Subscribes to a feed.
    Subscribe(NewFeed),
    /// Asks whether to unsubscribe from the feed of this address.
    AskUnsubscribe(String),
    /// Unsubscribes from the feed of this address.
    Unsubscribe(String),
    /// Requests the line of the feed of this address.
    EditFeed(String),
    /// Replaces the words after this address.
    WriteFeedLine(String, String),
    /// Opens a link on the screen.
    Open(Anchor),
    /// Opens links, and marks their articles as read.
    OpenAll { urls: Vec<String>, read: Vec<Id> },
    /// Opens a media file, or asks how.
    OpenMedia(MediaFile),
    /// Downloads a media file, or stops that.
    Download(Download),
    /// Marks articles as read.
    MarkRead(Vec<Id>),
    /// Copies a link to the clipboard.
    Copy(String),
    /// Previews the file of a problem.
    ShowFile(Arc<Problem>),
}

impl Request {
    /// Maps the ids of articles to their new ones; removed articles have none.
    pub(in crate::app) fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        if let Self::OpenAll { read: ids, .. }
        | Self::OpenMedia(MediaFile { read: ids, .. })
        | Self::MarkRead(ids) = self
        {
            *ids = ids.iter().copied().filter_map(new).collect();
        }
    }
}
