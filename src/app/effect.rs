//! Effects: what a change of the state asks of the terminal and of jobs. Plain data that tests
//! compare.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Size;

use crate::article::Body;
use crate::article::Origin;
use crate::config::Images;
use crate::config::Opener;
use crate::config::SyncWhen;
use crate::config::Themes;
use crate::config::Watch;
use crate::config::WhenKnown;
use crate::download::Download;
use crate::library::SyncScope;
use crate::markup::{Measure, Slots};
use crate::picture::Graphics;
use crate::picture::Location;
use crate::state::Record;
use crate::store::Id;
use crate::store::StoryText;

/// Something to be done outside the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Done by the thread that draws.
    Terminal(TerminalEffect),
    /// Done by another thread.
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

/// Effects on the terminal and the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalEffect {
    /// Apply the settings for the mouse, links and text order of the terminal.
    UseTerminal {
        /// Whether newswire receives clicks and the wheel.
        mouse: bool,
        /// Whether newswire puts right-to-left text into visual order; `None` decides by the
        /// terminal. [`Message::Ordered`](super::message::Message::Ordered) reports the decision.
        bidi: Option<bool>,
        /// Whether the terminal can open links.
        links: WhenKnown,
    },
    /// Apply the settings for pictures.
    UseGraphics(Images),
    /// Use the theme of this name, from these themes, as the settings' theme.
    UseThemes(String, Themes),
    /// Show this theme; `None` for that of the settings.
    Theme(Option<String>),
    /// Copy to the clipboard.
    Copy(String),
    /// Suspend to the shell.
    Suspend,
    /// Redraw every cell.
    Redraw,
    /// Quit the program.
    Quit,
}

/// Work done off the drawing thread; results come back as messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Load everything, with this load number.
    Load(u32),
    /// Rescan the files and report the changes.
    Rescan,
    /// Group articles into stories by their texts.
    GroupStories {
        /// The load that the articles belong to.
        load: u32,
        /// The texts to compare.
        story_texts: Vec<StoryText>,
    },
    /// Read and parse the body of an article.
    ReadBody(BodyRequest),
    /// Read the first lines of a file.
    ReadHead(PathBuf),
    /// Open a link: only one that [`crate::article::openable`] has accepted.
    Open(String),
    /// Run a program and report its output.
    Pipe(Pipe),
    /// Report after a delay that an article has been open that long. Replaces the previous timer.
    StartReadTimer {
        /// The visit, for the message.
        visit: u32,
        /// The delay.
        after: Duration,
    },
    /// Report after a delay that a key sequence has not continued. Replaces the previous timeout.
    StartKeyTimeout {
        /// The sequence, for the message.
        number: u32,
        /// The delay.
        after: Duration,
    },
    /// Save these records beyond this session, in this order.
    Keep(Vec<Record>),
    /// Prepare these pictures; replaces any earlier request.
    Pictures(Vec<Wanted>),
    /// Apply the settings for fetching pictures.
    UseImages(Images),
    /// Watch the files in this way from now on.
    UseWatch(Watch),
    /// Fetch feeds, within the limits of their servers.
    Sync(SyncScope),
    /// Change when feeds are fetched.
    UseSync(SyncWhen),
    /// Read the clipboard, if a program for that is here.
    ReadClipboard,
    /// Download a media file; the previous download has ended.
    Download(Download),
    /// Stop the download that is running; what has arrived stays.
    StopDownload,
    /// Look for feeds at an address that the user typed.
    Probe(String),
    /// Stop looking for feeds: the answer is no longer wanted.
    StopProbe,
    /// Add a subscription and fetch it.
    Subscribe(NewFeed),
    /// Remove the subscription of this address; its documents stay.
    Unsubscribe(String),
    /// Read the words after this address in the file of feeds.
    ReadFeedLine(String),
    /// Replace the words after an address in the file of feeds.
    WriteFeedLine {
        /// The address.
        address: String,
        /// The new words.
        words: String,
    },
    /// Open links with this command from now on.
    UseBrowser(Option<String>),
    /// Open some links with these programs from now on.
    UseOpeners(Vec<Opener>),
}

/// A subscription to add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewFeed {
    /// The feed's address.
    pub address: String,
    /// A title of the user's own.
    pub title: Option<String>,
    /// Tags, each once.
    pub tags: Vec<String>,
}

/// A request to read the body of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRequest {
    /// The load that the article belongs to.
    pub load: u32,
    /// The article.
    pub id: Id,
    /// Where the article was read from.
    pub origin: Origin,
    /// How the body is stored.
    pub body: Body,
    /// HTML of an embedded video, shown above the body.
    pub featured: Option<Box<str>>,
    /// The title, which the body does not repeat.
    pub title: Arc<str>,
    /// What the body is laid out for.
    pub measure: Measure,
    /// The known slots of pictures.
    pub slots: Slots,
}

/// A request to prepare a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The source, as written in the document.
    pub source: Arc<str>,
    /// The resolved location.
    pub location: Location,
    /// Maximum size in columns and rows.
    pub room: Size,
    /// The graphics of the terminal.
    pub graphics: Graphics,
}

/// A program that gets an article on its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// The program and its arguments; never a shell unless the user names one.
    pub command: Vec<String>,
    /// Its standard input.
    pub input: PipeInput,
    /// Time limit, after which it is ended.
    pub limit: Option<Duration>,
}

/// The standard input of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipeInput {
    /// This text.
    Ready(String),
    /// This text, followed by a body as it is in its file.
    Above(String, Origin, Body),
}
