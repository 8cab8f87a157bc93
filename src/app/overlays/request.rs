//! What an overlay asks for, as plain data: what a choice of a menu does, a yes, a command.

use std::sync::Arc;

use crate::problem::Problem;
use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;

use crate::app::action::Action;
use crate::app::overlays::program::Program;
use crate::app::panes::anchor::Anchor;
use crate::app::panes::search::BeforeSearch;
use crate::app::status::Status;

/// Something that an overlay wants to be done.
#[derive(Clone, Debug)]
pub(in crate::app) enum Request {
    /// Shows this in the last line.
    Say(Status),
    /// Leaves the reader.
    Quit,
    /// Does an action as often.
    Perform(Action, Option<usize>),
    /// Begins a command.
    AskCommand,
    /// Does what a command means, and keeps the command for the next one.
    Command(String, Box<Self>),
    /// Orders the view; again reverses it.
    Sort(Sort),
    /// Orders the view like that.
    OrderBy(Order),
    /// Turns to the view of that number.
    View(usize),
    /// Shows what a query asks for in the view.
    Filter(String),
    /// Shows what a search finds while it is typed.
    Search(String),
    /// Keeps what was searched for.
    KeepSearch(String),
    /// Puts everything back to what it was before the search.
    LeaveSearch(Box<BeforeSearch>),
    /// Hides what a query asks for.
    Mute(String),
    /// Hides it no longer.
    Unmute(String),
    /// Asks for the words of articles to hide.
    AskPhrase,
    /// Shows this theme from now on; none: that of the settings.
    Theme(Option<String>),
    /// Sets something for now.
    Set(String, String),
    /// Hands the article to a program.
    Pipe(Program),
    /// Opens a link on the screen.
    Open(Anchor),
    /// Opens links, and marks what they are of as read.
    OpenAll { urls: Vec<String>, read: Vec<Id> },
    /// Marks as read.
    MarkRead(Vec<Id>),
    /// Puts a link on the clipboard.
    Copy(String),
    /// Shows the start of the file of a problem.
    ShowFile(Arc<Problem>),
}

impl Request {
    /// Takes the new ids of articles; those that are gone have none.
    pub(in crate::app) fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        if let Self::OpenAll { read: ids, .. } | Self::MarkRead(ids) = self {
            *ids = ids.iter().copied().filter_map(new).collect();
        }
    }
}
