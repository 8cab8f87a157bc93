//! What comes in: the messages that change the state, with what they carry. Plain data.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::config::ParsedConfig;
use crate::load::Batch;
use crate::markup::Document;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::state::Record;
use crate::store::Id;

use crate::app::effect::Wanted;
use crate::app::input::key::Key;
use crate::app::input::mouse::Mouse;

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key {
        /// Which.
        key: Key,
        /// When.
        at: Timestamp,
    },
    /// The mouse did something.
    Mouse {
        /// What and where.
        mouse: Mouse,
        /// When.
        at: Timestamp,
    },
    /// Text was pasted.
    Paste(String),
    /// Columns and rows of the screen.
    Resize(u16, u16),
    /// What time it is.
    Tick(Timestamp),
    /// Documents of a load.
    Loaded {
        /// Which load; results of an older one are dropped, and with those of a later one
        /// everything begins anew.
        load: u32,
        /// What was read.
        batch: Batch,
    },
    /// The stories that texts tell, for [`Job::GroupStories`](super::effect::Job::GroupStories).
    StoriesGrouped {
        /// Which load the articles are of.
        load: u32,
        /// Articles of one story each.
        groups: Vec<Vec<Id>>,
    },
    /// The body of an article, for [`Job::ReadBody`](super::effect::Job::ReadBody).
    Body {
        /// Which load the article is of.
        load: u32,
        /// Whose body.
        id: Id,
        /// What it says.
        body: Result<Document, Problem>,
    },
    /// The start of a file, for [`Job::ReadHead`](super::effect::Job::ReadHead).
    Head {
        /// Which file.
        path: PathBuf,
        /// Clean lines.
        lines: Result<Vec<String>, Problem>,
    },
    /// How opening a link ended, for [`Job::Open`](super::effect::Job::Open).
    Opened {
        /// The link.
        url: String,
        /// Why it could not be opened.
        outcome: Result<(), String>,
    },
    /// What was kept in earlier sessions, or another reader has kept since.
    Recalled(Vec<Record>),
    /// Why nothing can be kept beyond this session.
    Unkept(String),
    /// Everything that could not be kept has been.
    KeptAgain,
    /// An article has been open for long enough to count as read, for [`Job::StartReadTimer`](super::effect::Job::StartReadTimer).
    ReadTimerElapsed(u32),
    /// A sequence of keys has not gone on, for [`Job::StartKeyTimeout`](super::effect::Job::StartKeyTimeout).
    KeyTimeoutElapsed(u32),
    /// The file of the settings has changed.
    Settings {
        /// Where it is.
        path: PathBuf,
        /// What it says now.
        parsed: Box<ParsedConfig>,
    },
    /// How a program ended, for [`Job::Pipe`](super::effect::Job::Pipe).
    Piped(Piped),
    /// How a job ended that the status line reports on.
    Done(Result<String, String>),
    /// The theme that was chosen in an earlier session.
    Themed(String),
    /// How pictures can be shown, or why they cannot.
    Graphics(Result<Graphics, String>),
    /// A picture, or why there is none, for [`Job::Pictures`](super::effect::Job::Pictures).
    Pictured {
        /// What was asked for.
        wanted: Wanted,
        /// Clean text where there is none.
        picture: Result<Arc<Picture>, String>,
    },
    /// Why a theme cannot be shown, for [`TerminalEffect::Theme`](super::effect::TerminalEffect::Theme).
    Unthemed {
        /// Which.
        name: String,
        /// One sentence.
        why: String,
    },
    /// Text that runs from right to left is to be put in the order in which it is seen.
    Ordered(bool),
    /// The terminal was lost for a while.
    Redraw,
}

/// How a program ended that got an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piped {
    /// The program.
    pub name: String,
    /// Clean lines of what it printed.
    pub lines: Vec<String>,
    /// Why it did not do what it should have, as in "ended with status 1".
    pub outcome: Result<(), String>,
}
