//! Messages that change the state, and the data they carry. Plain data.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::config::ParsedConfig;
use crate::download::DownloadError;
use crate::library::FeedStatus;
use crate::library::FoundFeed;
use crate::library::SyncEvent;
use crate::load::Batch;
use crate::markup::Laid;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::state::Record;
use crate::store::Id;

use crate::app::effect::Wanted;
use crate::app::input::key::Key;
use crate::app::input::mouse::Mouse;
use crate::terminal::TextOrder;

/// An event the app reacts to.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key {
        /// The key.
        key: Key,
        /// The time of the press.
        at: Timestamp,
    },
    /// The mouse was used.
    Mouse {
        /// What it did, and where.
        mouse: Mouse,
        /// The time of the event.
        at: Timestamp,
    },
    /// Text was pasted.
    Paste(String),
    /// The screen's new size in columns and rows.
    Resize(u16, u16),
    /// The current time.
    Tick(Timestamp),
    /// A batch of a load.
    Loaded {
        /// The load. Results of an older one are dropped; the first of a later one starts over.
        load: u32,
        /// What was read.
        batch: Batch,
    },
    /// Articles grouped by their texts, for
    /// [`Job::GroupStories`](super::effect::Job::GroupStories).
    StoriesGrouped {
        /// The load that the articles belong to.
        load: u32,
        /// The articles of each story.
        groups: Vec<Vec<Id>>,
    },
    /// The body of an article, for [`Job::ReadBody`](super::effect::Job::ReadBody).
    Body {
        /// The load that the article belongs to.
        load: u32,
        /// The article.
        id: Id,
        /// The body, laid out if that was possible, or why it cannot be read.
        body: Result<Laid, Problem>,
    },
    /// The start of a file, for [`Job::ReadHead`](super::effect::Job::ReadHead).
    Head {
        /// The file.
        path: PathBuf,
        /// Its first lines, free of control characters.
        lines: Result<Vec<String>, Problem>,
    },
    /// The outcome of opening a link, for [`Job::Open`](super::effect::Job::Open).
    Opened {
        /// The link.
        url: String,
        /// Why it could not be opened.
        outcome: Result<(), String>,
    },
    /// Records of earlier sessions, or of another running newswire.
    Recalled(Vec<Record>),
    /// Why nothing can be saved beyond this session.
    Unkept(String),
    /// All records that failed to be saved are saved now.
    KeptAgain,
    /// An article has been open for long enough to count as read, for
    /// [`Job::StartReadTimer`](super::effect::Job::StartReadTimer).
    ReadTimerElapsed(u32),
    /// A key sequence has not continued, for
    /// [`Job::StartKeyTimeout`](super::effect::Job::StartKeyTimeout).
    KeyTimeoutElapsed(u32),
    /// The settings file has changed.
    Settings {
        /// Its path.
        path: PathBuf,
        /// Its parsed content.
        parsed: Box<ParsedConfig>,
    },
    /// The result of a program, for [`Job::Pipe`](super::effect::Job::Pipe).
    Piped(Piped),
    /// The name of the opened input.
    Labelled(String),
    /// The current states of the subscriptions.
    Feeds {
        /// The file of feeds.
        file: PathBuf,
        /// The states, in the order of the file.
        feeds: Vec<FeedStatus>,
        /// Problems of its lines.
        problems: Vec<Problem>,
    },
    /// Progress of a sync.
    Sync(SyncEvent),
    /// The first line of the clipboard, sanitized, for
    /// [`Job::ReadClipboard`](super::effect::Job::ReadClipboard).
    Clipboard(String),
    /// What comes of a download, for [`Job::Download`](super::effect::Job::Download).
    Download(DownloadEvent),
    /// The feeds at an address, for [`Job::Probe`](super::effect::Job::Probe).
    Probed {
        /// The address.
        address: String,
        /// The feeds, best first, or why there are none, as a sentence.
        found: Result<Vec<FoundFeed>, String>,
    },
    /// The words after an address in the file of feeds, for
    /// [`Job::ReadFeedLine`](super::effect::Job::ReadFeedLine).
    FeedLine {
        /// The address.
        address: String,
        /// The words, or why they cannot be read.
        words: Result<String, String>,
    },
    /// The words behind an address were saved, for
    /// [`Job::WriteFeedLine`](super::effect::Job::WriteFeedLine).
    FeedLineWritten {
        /// The address.
        address: String,
        /// What to say, or why they were not saved.
        outcome: Result<String, String>,
    },
    /// Whether there are subscriptions, where their articles are not shown.
    OtherFeeds(bool),
    /// The outcome of a job, for the status line.
    Done(Result<String, String>),
    /// The theme chosen in an earlier session.
    Themed(String),
    /// How pictures can be shown, or why they cannot.
    Graphics(Result<Graphics, String>),
    /// A picture, or why there is none, for [`Job::Pictures`](super::effect::Job::Pictures).
    Pictured {
        /// The request.
        wanted: Wanted,
        /// The picture, or the reason, free of control characters.
        picture: Result<Arc<Picture>, String>,
    },
    /// Why a theme cannot be shown, for [`TerminalEffect::Theme`](super::effect::TerminalEffect::Theme).
    Unthemed {
        /// The theme.
        name: String,
        /// The reason, in one sentence.
        why: String,
    },
    /// How right-to-left text has to be sent to the terminal.
    Ordered(TextOrder),
    /// The screen has to be redrawn, as the terminal was given away for a while.
    Redraw,
}

/// The result of a program that got an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piped {
    /// Name of the program.
    pub name: String,
    /// Lines of its output, free of control characters.
    pub lines: Vec<String>,
    /// Why it failed, as in "ended with status 1".
    pub outcome: Result<(), String>,
}

/// What comes of a download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadEvent {
    /// Some of the file is here.
    Progress {
        /// Bytes that are here.
        done: u64,
        /// Bytes of the whole file, if known.
        whole: Option<u64>,
    },
    /// It has ended: the path of the file as it is shown, or why there is none.
    Ended(Result<String, DownloadError>),
}
