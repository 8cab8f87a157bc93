//! What every overlay can do, what it may know of the rest, and how it answers.

use std::path::Path;

use ratatui::layout::{Position, Rect};

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

/// Lines that the wheel scrolls at a time.
const WHEEL: isize = 3;

/// What an overlay answers.
#[derive(Debug)]
pub(in crate::app) enum Answer {
    /// It has no meaning of its own for what it was given.
    Pass,
    /// It has dealt with it.
    Stay,
    /// It is done.
    Close,
    /// It wants something, and stays.
    Do(Request),
    /// It is done, and wants something.
    CloseAnd(Request),
}

/// What an overlay may know of the rest of the reader.
pub(in crate::app) struct Context<'a> {
    pub(in crate::app) screen: Rect,
    pub(in crate::app) keymap: &'a Keymap,
    pub(in crate::app) diagnostics: &'a Diagnostics,
    pub(in crate::app) list: &'a List,
    pub(in crate::app) store: &'a Store,
    pub(in crate::app) settings: &'a Settings,
    /// Searches of before, the last one last.
    pub(in crate::app) searches: &'a [String],
    /// Commands of before, the last one last.
    pub(in crate::app) commands: &'a [String],
    /// The links on the screen.
    pub(in crate::app) anchors: &'a dyn Fn() -> Vec<Anchor>,
}

/// Something that lies over the panes. While it is in front it is given everything first.
pub(in crate::app) trait Layer {
    /// Takes a key before it is looked up in the keymap.
    fn key(&mut self, _key: Key, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Takes an action, where it means something else here than to move, to close and to help.
    fn act(&mut self, _action: Action, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Moves by so many rows; [`Layer::settle`] keeps it within what there is.
    fn step(&mut self, _rows: isize, _context: &Context<'_>) {}

    /// How many rows are in sight.
    fn page(&self, screen: Rect) -> usize {
        rows_of(screen)
    }

    /// Takes a click; beside its box it closes an overlay.
    fn click(&mut self, _at: Position, _context: &Context<'_>) -> Answer {
        Answer::Close
    }

    /// Lines that the wheel scrolls at a time.
    fn wheel(&self) -> isize {
        WHEEL
    }

    /// Takes what was pasted, a clean line.
    fn paste(&mut self, _words: &str, _context: &Context<'_>) -> Answer {
        Answer::Pass
    }

    /// Takes the start of a file that was asked for.
    fn receive_head(&mut self, _path: &Path, _lines: &Result<Vec<String>, Problem>) {}

    /// Keeps within what there is to show, whatever has changed.
    fn settle(&mut self, _context: &Context<'_>) {}

    /// Takes the new ids of articles; those that are gone have none.
    fn rename(&mut self, _new: &dyn Fn(Id) -> Option<Id>) {}

    /// Whether nothing is left of what it is about.
    fn is_idle(&self) -> bool {
        false
    }

    /// Whether it may cover a picture.
    fn covers(&self) -> bool {
        true
    }

    /// Whether the panes stay as they are though the list becomes empty.
    fn holds_panes(&self) -> bool {
        false
    }

    /// Whether it closes when a command that was typed over it is run.
    fn gives_way(&self) -> bool {
        false
    }

    /// The theme that is shown while it stands on it.
    fn preview(&self) -> Option<&Option<String>> {
        None
    }

    /// The actions whose keys the last line shows; none where it says itself how it is used.
    fn hints(&self) -> &'static [Action] {
        &[Action::Down, Action::Up, Action::Back]
    }
}

/// Rows within the box over the panes.
pub(in crate::app) fn rows_of(screen: Rect) -> usize {
    usize::from(layout::inner(layout::overlay(screen)).height)
}
