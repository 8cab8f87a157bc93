//! Overlays drawn above the panes. Each is a file of its own that holds its state, handles its
//! keys, mouse and paste, and answers with a request; this module lists them.

pub(super) mod complete;
pub(super) mod confirm;
pub(super) mod feed_line;
pub(super) mod file;
pub(super) mod help;
pub(super) mod hints;
pub(super) mod layer;
pub(super) mod menu;
pub(super) mod output;
pub(super) mod palette;
pub(super) mod phrase;
pub(super) mod problems;
pub(super) mod program;
pub(super) mod prompt;
pub(super) mod request;
pub(super) mod subscribe;
pub(super) mod tags;

use crate::app::action::Action;

use confirm::Confirm;
use feed_line::FeedLine;
use file::FileHead;
use help::Help;
use hints::Hints;
use layer::Layer;
use menu::Menu;
use output::CommandOutput;
use palette::Palette;
use phrase::Phrase;
use problems::Problems;
use prompt::Prompt;
use subscribe::Subscribe;

/// An overlay drawn above the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The table of keys.
    Help(Help),
    /// The list of problems.
    Problems(Problems),
    /// The start of a file with a problem in it.
    File(FileHead),
    /// A menu.
    Menu(Menu),
    /// The search prompt.
    Prompt(Box<Prompt>),
    /// Letters on the links.
    Hints(Hints),
    /// The prompt for words to mute.
    Phrase(Phrase),
    /// Adding a feed.
    Subscribe(Box<Subscribe>),
    /// The prompt for the line of a feed.
    FeedLine(FeedLine),
    /// The command palette.
    Palette(Box<Palette>),
    /// The output of a program that got an article.
    Output(CommandOutput),
    /// A yes-or-no question.
    Confirm(Confirm),
}

impl Overlay {
    /// The actions whose keys the hints line shows while this overlay is in front.
    pub(crate) fn hints(&self) -> &'static [Action] {
        self.layer().hints()
    }

    /// The behaviour common to all overlays.
    pub(super) fn layer(&self) -> &dyn Layer {
        match self {
            Self::Help(it) => it,
            Self::Problems(it) => it,
            Self::File(it) => it,
            Self::Menu(it) => it,
            Self::Prompt(it) => &**it,
            Self::Hints(it) => it,
            Self::Phrase(it) => it,
            Self::Subscribe(it) => &**it,
            Self::FeedLine(it) => it,
            Self::Palette(it) => &**it,
            Self::Output(it) => it,
            Self::Confirm(it) => it,
        }
    }

    pub(super) fn layer_mut(&mut self) -> &mut dyn Layer {
        match self {
            Self::Help(it) => it,
            Self::Problems(it) => it,
            Self::File(it) => it,
            Self::Menu(it) => it,
            Self::Prompt(it) => &mut **it,
            Self::Hints(it) => it,
            Self::Phrase(it) => it,
            Self::Subscribe(it) => &mut **it,
            Self::FeedLine(it) => it,
            Self::Palette(it) => &mut **it,
            Self::Output(it) => it,
            Self::Confirm(it) => it,
        }
    }
}
