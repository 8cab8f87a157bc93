//! A subscription: one line of the file of feeds.

use std::fmt;
use std::time::Duration;

use super::masked::Masked;

/// A line of the file of feeds, parsed.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The address with its scheme, otherwise as written, with a user and a password if the line
    /// has them; mask it before it is shown. The whole word for commands (`exec:…`). Identifies
    /// the subscription.
    pub address: String,
    /// Where the feed comes from.
    pub source: Source,
    /// Title of the user's own, which replaces that of the feed.
    pub title: Option<String>,
    /// Tags in the line's order, without the mark of hidden feeds.
    pub tags: Vec<String>,
    /// Whether the line has newsboat's `!`, which leaves a feed out where all are shown together.
    /// It is kept and listed, but hides nothing here.
    pub hidden: bool,
    /// How often to fetch, in place of the feed's own pace.
    pub every: Option<Duration>,
    /// Whether to fetch the full text of each new entry; `None` follows the settings.
    pub full_text: Option<bool>,
    /// How many documents to keep in the folder; `None` follows the settings.
    pub keep: Option<usize>,
    /// Whether fetching is paused.
    pub paused: bool,
    /// Name to log in with; goes before a name in the address.
    pub user: Option<String>,
    /// Program and arguments of a command that prints the password, run without a shell.
    pub password_command: Option<Vec<String>>,
    /// Line number in the file, from 1.
    pub line: usize,
}

/// Where a feed comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// A server, at the address of the subscription.
    Address,
    /// The output of a command.
    Exec {
        /// Program and arguments, run without a shell; a leading `~/` means the home folder.
        argv: Vec<String>,
    },
    /// The output of a command, which gets the response of a server on standard input.
    Filter {
        /// Program and arguments, run without a shell; a leading `~/` means the home folder.
        argv: Vec<String>,
        /// Address to fetch.
        address: String,
    },
}

impl Subscription {
    /// Returns a subscription to an address without any words.
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            source: Source::Address,
            title: None,
            tags: Vec::new(),
            hidden: false,
            every: None,
            full_text: None,
            keep: None,
            paused: false,
            user: None,
            password_command: None,
            line: 0,
        }
    }

    /// Returns the address with secrets masked, for display.
    #[must_use]
    pub fn masked(&self) -> Masked<'_> {
        Masked(&self.address)
    }
}

/// Hides secrets, so that they never reach a log.
impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("address", &self.masked().to_string())
            .field("title", &self.title)
            .field("tags", &self.tags)
            .field("hidden", &self.hidden)
            .field("every", &self.every)
            .field("full_text", &self.full_text)
            .field("keep", &self.keep)
            .field("paused", &self.paused)
            .field("user", &self.user)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// Shows the kind alone, because arguments may contain secrets.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address => "Address",
            Self::Exec { .. } => "Exec",
            Self::Filter { .. } => "Filter",
        })
    }
}
