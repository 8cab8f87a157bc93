//! What may lie over the panes. Each overlay is a file of its own, which holds its state, takes its
//! keys, mouse and paste, and answers with what it wants; here stands the list of them.

pub(super) mod complete;
pub(super) mod confirm;
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

use crate::app::action::Action;

use confirm::Confirm;
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

/// One of what may lie over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The table of keys.
    Help(Help),
    /// The problems.
    Problems(Problems),
    /// The start of a file with a problem in it.
    File(FileHead),
    /// A menu.
    Menu(Menu),
    /// A search that is being typed.
    Prompt(Box<Prompt>),
    /// Letters over the links.
    Hints(Hints),
    /// Words that are being typed, for articles to hide.
    Phrase(Phrase),
    /// A command that is being typed.
    Palette(Box<Palette>),
    /// What a program printed that got an article.
    Output(CommandOutput),
    /// A question that is answered with yes or no.
    Confirm(Confirm),
}

impl Overlay {
    /// The actions whose keys the last line shows while it is in front.
    pub(crate) fn hints(&self) -> &'static [Action] {
        self.layer().hints()
    }

    /// What all overlays can do.
    pub(super) fn layer(&self) -> &dyn Layer {
        match self {
            Self::Help(it) => it,
            Self::Problems(it) => it,
            Self::File(it) => it,
            Self::Menu(it) => it,
            Self::Prompt(it) => &**it,
            Self::Hints(it) => it,
            Self::Phrase(it) => it,
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
            Self::Palette(it) => &mut **it,
            Self::Output(it) => it,
            Self::Confirm(it) => it,
        }
    }
}
