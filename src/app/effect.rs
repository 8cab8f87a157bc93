//! What goes out: what a change of the state asks for, of the terminal and of jobs. Plain data that
//! tests compare.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use crate::article::Body;
use crate::article::Origin;
use crate::config::Images;
use crate::config::Opener;
use crate::config::Themes;
use crate::config::Watch;
use crate::config::WhenKnown;
use crate::picture::Graphics;
use crate::picture::Location;
use crate::state::Record;
use crate::store::Id;
use crate::store::StoryText;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// By the thread that draws.
    Terminal(TerminalEffect),
    /// By another one.
    Job(Job),
}

impl From<TerminalEffect> for Effect {
    fn from(effect: TerminalEffect) -> Self {
        Self::Terminal(effect)
    }
}

impl From<Job> for Effect {
    fn from(job: Job) -> Self {
        Self::Job(job)
    }
}

/// What concerns the terminal and the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEffect {
    /// Use the mouse, links and order of text of the terminal as the settings now have them.
    UseTerminal {
        /// Clicks and the wheel are ours.
        mouse: bool,
        /// Who puts text that runs from right to left in order; by what is known of the terminal
        /// where there is none. [`Message::Ordered`](super::message::Message::Ordered) tells.
        bidi: Option<bool>,
        /// Whether the terminal can open links.
        links: WhenKnown,
    },
    /// Show pictures as the settings now have it.
    UseGraphics(Images),
    /// The settings name another theme, of these.
    UseThemes(String, Themes),
    /// Show this theme; none: that of the settings.
    Theme(Option<String>),
    /// Put on the clipboard.
    Copy(String),
    /// Give the terminal back for a while.
    Suspend,
    /// Draw every cell.
    Redraw,
    /// End.
    Quit,
}

/// What is done beside the drawing; a result comes back as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Read everything, under this number.
    Load(u32),
    /// Look at the files again, and tell what has changed.
    Rescan,
    /// Look for stories in texts.
    GroupStories {
        /// Which load the articles are of.
        load: u32,
        /// What they tell.
        story_texts: Vec<StoryText>,
    },
    /// Read the body of an article and parse it.
    ReadBody(BodyRequest),
    /// Read the first lines of a file.
    ReadHead(PathBuf),
    /// Open a link: only what [`crate::article::openable`] let pass.
    Open(String),
    /// Run a program and tell what it prints.
    Pipe(Pipe),
    /// Say after a while that an article has been open for so long. Replaces the timer before.
    StartReadTimer {
        /// Which visit, for the message.
        visit: u32,
        /// How long.
        after: Duration,
    },
    /// Say after a while that a sequence of keys has not gone on. Replaces the timeout before.
    StartKeyTimeout {
        /// Which sequence, for the message.
        number: u32,
        /// How long.
        after: Duration,
    },
    /// Keep beyond this session, in this order.
    Keep(Vec<Record>),
    /// Make these pictures; those that were asked for before are not needed any more.
    Pictures(Vec<Wanted>),
    /// Get pictures as the settings now have it.
    UseImages(Images),
    /// Notice changes of the files like that from now on.
    UseWatch(Watch),
    /// Open links with this command from now on.
    UseBrowser(Option<String>),
    /// Open some links with these programs from now on.
    UseOpeners(Vec<Opener>),
}

/// A body that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRequest {
    /// Which load the article is of.
    pub load: u32,
    /// Whose body.
    pub id: Id,
    /// Where it is.
    pub origin: Origin,
    /// How it is kept.
    pub body: Body,
    /// HTML of an embedded video, to stand above it.
    pub featured: Option<Box<str>>,
}

/// A picture that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As the document names it.
    pub source: Arc<str>,
    /// Where it is.
    pub location: Location,
    /// Columns and rows at most.
    pub room: Size,
    /// For which terminal.
    pub graphics: Graphics,
}

/// A program that gets an article on its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// The program and its arguments; never a shell that nobody asked for.
    pub command: Vec<String>,
    /// What it gets.
    pub input: PipeInput,
    /// After so long it is ended.
    pub limit: Option<Duration>,
}

/// What a program gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipeInput {
    /// This.
    Ready(String),
    /// This, and then a body as it stands in its file.
    Above(String, Origin, Body),
}
