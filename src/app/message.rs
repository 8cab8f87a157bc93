//! What comes in and what goes out: the messages that change the state, and the
//! effects that a change asks for. Both are plain data.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::article::Body;
use crate::article::Source;
use crate::config::Images;
use crate::config::Opener;
use crate::config::Themes;
use crate::config::Understood;
use crate::config::Watch;
use crate::config::WhenKnown;
use crate::load::Batch;
use crate::markup::Document;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::state::Record;
use crate::store::Id;
use crate::store::Telling;

use super::key::Key;
use super::mouse::Mouse;
use super::pictures::Wanted;
use super::pipe::{Pipe, Piped};

/// Something that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// Columns and rows of the screen.
    Resize(u16, u16),
    /// What time it is.
    Tick(Timestamp),
    /// Documents of a load.
    Loaded {
        /// Which load; results of an older one are dropped.
        load: u32,
        /// What was read.
        batch: Batch,
    },
    /// The stories that texts tell, for [`Effect::Look`].
    Found {
        /// Which load the articles are of.
        load: u32,
        /// Articles of one story each.
        groups: Vec<Vec<Id>>,
    },
    /// The body of an article, for [`Effect::ReadBody`].
    Body {
        /// Which load the article is of.
        load: u32,
        /// Whose body.
        id: Id,
        /// What it says.
        body: Result<Document, Problem>,
    },
    /// The start of a file, for [`Effect::ReadHead`].
    Head {
        /// Which file.
        path: PathBuf,
        /// Clean lines.
        lines: Result<Vec<String>, Problem>,
    },
    /// How opening a link ended, for [`Effect::Open`].
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
    /// So long has an article been open, for [`Effect::Wake`].
    Rested(u32),
    /// So long has a sequence of keys not gone on, for [`Effect::Linger`].
    Lingered(u32),
    /// The file of the settings has changed.
    Settings {
        /// Where it is.
        path: PathBuf,
        /// What it says now.
        understood: Box<Understood>,
    },
    /// How a program ended, for [`Effect::Pipe`].
    Piped(Piped),
    /// How a job ended that the status line reports on.
    Done(Result<String, String>),
    /// The theme that was chosen in an earlier session.
    Themed(String),
    /// How pictures can be shown, or why they cannot.
    Graphics(Result<Graphics, String>),
    /// A picture, or why there is none, for [`Effect::Pictures`].
    Pictured {
        /// What was asked for.
        wanted: Wanted,
        /// Clean text where there is none.
        picture: Result<Arc<Picture>, String>,
    },
    /// Why a theme cannot be shown, for [`Effect::Theme`].
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

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read everything from the start.
    Load(u32),
    /// Look for stories in texts.
    Look {
        /// Which load the articles are of.
        load: u32,
        /// What they tell.
        tellings: Vec<Telling>,
    },
    /// Read the body of an article and parse it.
    ReadBody {
        /// Which load the article is of.
        load: u32,
        /// Whose body.
        id: Id,
        /// Where it is.
        source: Source,
        /// How it is kept.
        body: Body,
        /// HTML of an embedded video, to stand above it.
        featured: Option<Box<str>>,
    },
    /// Read the first lines of a file.
    ReadHead(PathBuf),
    /// Open in the browser; only what [`crate::article::openable`] let pass.
    Open(String),
    /// Use the mouse, links and order of text of the terminal as the settings now have them.
    UseTerminal {
        /// Clicks and the wheel are ours.
        mouse: bool,
        /// Who puts text that runs from right to left in order; by what is known of the terminal
        /// where there is none. [`Message::Ordered`] tells.
        bidi: Option<bool>,
        /// Whether the terminal can open links.
        links: WhenKnown,
    },
    /// Open links with this command from now on.
    UseBrowser(Option<String>),
    /// Open some links with these programs from now on.
    UseOpeners(Vec<Opener>),
    /// Run a program and tell what it says.
    Pipe(Pipe),
    /// Put on the clipboard.
    Copy(String),
    /// Say after a while that an article has been open for so long; what was asked for before
    /// is not needed any more.
    Wake {
        /// Which one, for [`Message::Rested`].
        visit: u32,
        /// How long.
        after: Duration,
    },
    /// Say after a while that a sequence of keys has not gone on; as with [`Effect::Wake`].
    Linger {
        /// Which one, for [`Message::Lingered`].
        number: u32,
        /// How long.
        after: Duration,
    },
    /// Keep beyond this session, in this order.
    Keep(Vec<Record>),
    /// Show this theme; none: that of the settings.
    Theme(Option<String>),
    /// The settings name another theme, of these.
    UseThemes(String, Themes),
    /// Make these pictures; those that were asked for before are not needed any more.
    Pictures(Vec<Wanted>),
    /// Notice changes of the files so from the next load on.
    UseWatch(Watch),
    /// Show pictures as the settings now have it.
    UseImages(Images),
    /// Give the terminal back for a while.
    Suspend,
    /// Draw every cell.
    Redraw,
    /// End.
    Quit,
}
