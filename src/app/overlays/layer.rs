//! The interface of overlays: what each can do, the context it reads, and its answers.

use std::path::Path;

use ratatui::layout::{Position, Rect};

use crate::library::FeedStatus;
use crate::library::FoundFeed;
use crate::problem::Problem;
use crate::store::Id;
use crate::store::Store;

use crate::app::action::Action;
use crate::app::input::key::Key;
use crate::app::input::keymap::Keymap;
use crate::app::model::settings::Settings;
use crate::app::overlays::request::Request;
use crate::app::panes::anchor::Anchor;
use crate::app::panes::diagnostics::Diagnostics;
use crate::app::panes::layout;
use crate::app::panes::list::List;

/// Lines scrolled per wheel step.
const WHEEL: isize = 3;

/// An overlay's answer to an event.
#[derive(Debug)]
pub(in crate::app) enum Answer {
    /// Not handled: the default applies.
    Pass,
    /// Handled; the overlay stays open.
    Stay,
    /// Closes the overlay.
    Close,
    /// Makes a request; the overlay stays open.
    Do(Request),
    /// Closes the overlay and makes a request.
    CloseAnd(Request),
}

/// The state of the app that an overlay may read.
pub(in crate::app) struct Context<'a> {
    pub(in crate::app) screen: Rect,
    pub(in crate::app) keymap: &'a Keymap,
    pub(in crate::app) diagnostics: &'a Diagnostics,
    pub(in crate::app) list: &'a List,
    pub(in crate::app) store: &'a Store,
    pub(in crate::app) settings: &'a Settings,
    /// The states of the subscriptions.
    pub(in crate::app) feeds: &'a [FeedStatus],
    /// Previous searches, oldest first.
    pub(in crate::app) searches: &'a [String],
    /// Previous commands, oldest first.
    pub(in crate::app) commands: &'a [String],
    /// The links on the screen.
    pub(in crate::app) anchors: &'a dyn Fn() -> Vec<Anchor>,
}

/// An overlay drawn above the panes. The front one receives every event first.
pub(in crate::app) trait Layer {
    /// Lets the overlay handle a key before the keymap sees it.
    fn key(&mut self, _key: Key, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Handles an action whose meaning here differs from the defaults: move, close, help.
    fn act(&mut self, _action: Action, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Moves by `rows`; [`Layer::settle`] clamps the result.
    fn step(&mut self, _rows: isize, _context: &Context<'_>) {}

    /// Number of visible rows.
    fn page(&self, screen: Rect) -> usize {
        rows_of(screen)
    }

    /// Handles a click; by default a click closes the overlay.
    fn click(&mut self, _at: Position, _context: &Context<'_>) -> Answer {
        Answer::Close
    }

    /// Lines scrolled per wheel step.
    fn wheel(&self) -> isize {
        WHEEL
    }

    /// Handles pasted text, sanitized and on one line.
    fn paste(&mut self, _words: &str, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Receives the start of a file that it requested.
    fn receive_head(&mut self, _path: &Path, _lines: &Result<Vec<String>, Problem>) {}

    /// Receives the first line of the clipboard, sanitized.
    fn receive_clipboard(&mut self, _text: &str) {}

    /// Receives the feeds that were found at an address, or why none was.
    fn receive_found(&mut self, _address: &str, _found: &Result<Vec<FoundFeed>, String>) {}

    /// Clamps cursor and scroll to the content after any change.
    fn settle(&mut self, _context: &Context<'_>) {}

    /// Maps the ids of articles to their new ones; removed articles have none.
    fn rename(&mut self, _new: &dyn Fn(Id) -> Option<Id>) {}

    /// Whether the overlay has nothing left to show.
    fn is_idle(&self) -> bool {
        false
    }

    /// Whether the overlay may cover a picture.
    fn covers(&self) -> bool {
        true
    }

    /// Whether the panes keep their layout when the list becomes empty.
    fn holds_panes(&self) -> bool {
        false
    }

    /// Whether the overlay closes when a command typed above it is run.
    fn gives_way(&self) -> bool {
        false
    }

    /// The theme previewed while it is selected.
    fn preview(&self) -> Option<&Option<String>> {
        None
    }

    /// The actions whose keys the last line shows; empty if the overlay shows its own usage.
    fn hints(&self) -> &'static [Action] {
        &[Action::Down, Action::Up, Action::Back]
    }
}

/// Rows inside the overlay box.
pub(in crate::app) fn rows_of(screen: Rect) -> usize {
    usize::from(layout::inner(layout::overlay(screen)).height)
}
