//! The options of each command.

use std::num::IntErrorKind;
use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand, ValueEnum, ValueHint};

use crate::query::Order;
use crate::query::Sort;

/// What to list and how.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own when typed")]
pub struct ListOptions {
    /// Files and folders; - for standard input; default: those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// List what matches QUERY, such as 'mars or "deep sea" quality>=50 newer:2d'
    #[arg(short, long, allow_hyphen_values = true, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// List what the view NAME shows, such as Unread or one of your own
    #[arg(long, value_name = "NAME")]
    pub(super) view: Option<String>,
    /// What to sort by; default: as in the query or view, else latest
    #[arg(long, value_name = "KEY")]
    pub(super) sort: Option<SortKey>,
    /// Reverse the order
    #[arg(long)]
    pub(super) reverse: bool,
    /// List stories instead of documents: the lead of each
    ///
    /// Tab-separated lines then end in two more fields, the number of sources and of
    /// documents; JSON objects in `sources` and `members`.
    #[arg(long, conflicts_with = "no_stories")]
    pub(super) stories: bool,
    /// List at most N
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    pub(super) limit: Option<usize>,
    /// Print one JSON array
    #[arg(long, conflicts_with = "jsonl")]
    pub(super) json: bool,
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) jsonl: bool,
}

impl ListOptions {
    /// Returns the requested order, else that of the query.
    pub(super) fn order(&self, of_query: Option<Order>) -> Order {
        let Some(sort) = self.sort else {
            let order = of_query.unwrap_or_default();
            return Order { reverse: order.reverse != self.reverse, ..order };
        };
        let sort = match sort {
            SortKey::Latest => Sort::Latest,
            SortKey::Top => Sort::Top,
            SortKey::Sources => Sort::Sources,
            SortKey::Heat => Sort::Heat,
            SortKey::Quality => Sort::Quality,
            SortKey::Title => Sort::Title,
            SortKey::Provider => Sort::Provider,
        };
        Order { sort, reverse: self.reverse }
    }
}

/// Parses a number. The standard library's errors are worded in terms of digits and types.
fn whole_number(text: &str) -> Result<usize, &'static str> {
    text.parse::<usize>().map_err(|error| match error.kind() {
        IntErrorKind::PosOverflow => "too large a number",
        _ if text.parse::<f64>().is_ok() => "neither 0 nor a positive whole number",
        _ => "not a number",
    })
}

/// The store's orders, as they are named on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SortKey {
    /// Newest first
    Latest,
    /// Most important first: by weight, which fades with age
    Top,
    /// Hottest first
    Heat,
    /// Best first
    Quality,
    /// Most widely reported first
    Sources,
    /// By title
    Title,
    /// By provider
    Provider,
}

/// What to count.
#[derive(Debug, Args)]
pub struct CountOptions {
    /// Files and folders; - for standard input; default: those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Count what matches QUERY
    #[arg(short, long, allow_hyphen_values = true, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// Count what the view NAME shows, such as Unread or one of your own
    #[arg(long, value_name = "NAME")]
    pub(super) view: Option<String>,
}

/// What to check and how.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Files and folders; - for standard input; default: those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) json: bool,
}

/// What to mark and how.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true))]
#[command(group = ArgGroup::new("which").required(true).multiple(true))]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own when typed")]
pub struct MarkOptions {
    /// Files and folders; - for standard input; default: those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Mark as read
    #[arg(long, group = "what")]
    pub(super) read: bool,
    /// Mark as not read
    #[arg(long, group = "what")]
    pub(super) unread: bool,
    /// Star
    #[arg(long, group = "what")]
    pub(super) star: bool,
    /// Remove the star
    #[arg(long, group = "what")]
    pub(super) unstar: bool,
    /// Mark what matches QUERY, such as 'is:unread older:4w'
    #[arg(short, long, allow_hyphen_values = true, value_name = "QUERY", group = "which")]
    pub(super) query: Option<String>,
    /// Mark what the view NAME shows, such as Unread or one of your own
    #[arg(long, value_name = "NAME", group = "which")]
    pub(super) view: Option<String>,
    /// Only list what would be marked
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigTask {
    /// Print every problem in the settings as path:line:column: error: what (hint: …)
    Check,
}

/// What to do with the cache.
#[derive(Debug, Subcommand)]
pub enum CacheTask {
    /// Print size, documents, last use and folders of each file
    Info,
    /// Delete all of it; the next start parses everything
    Clear,
}

/// What to do with the subscriptions.
#[derive(Debug, Subcommand)]
pub enum FeedsTask {
    /// List the feeds in the order of the file
    ///
    /// In a pipe each line holds address, title, tags, what is wrong, and pause or !, separated by
    /// tabs; - marks a missing value. Passwords are never shown.
    List,
    /// Subscribe to feeds
    ///
    /// An address can also be that of a site: its feeds are looked for, and the best one is added.
    /// What it has is fetched at once. Without a scheme, https is tried first, then http.
    Add(AddOptions),
    /// Unsubscribe from feeds; no article is deleted
    Remove {
        /// Addresses or titles of feeds
        #[arg(value_name = "FEED", required = true)]
        feeds: Vec<String>,
    },
    /// Subscribe to the feeds of an OPML file, or of newsboat's urls
    ///
    /// Folders become tags. Commands are never taken from a file of others: lines that begin with
    /// exec: or filter: are left out, and so are passwords.
    Import {
        /// The file; - for standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print all feeds as OPML, without passwords
    Export,
}

/// What to fetch.
#[derive(Debug, Args)]
pub struct SyncOptions {
    /// Fetch all feeds, not only those that are due; each once an hour at most
    ///
    /// Servers that asked for fewer requests are skipped all the same.
    #[arg(long, conflicts_with = "feeds")]
    pub(super) all: bool,
    /// Print one JSON object for each feed, and a summary as the last line
    #[arg(long)]
    pub(super) jsonl: bool,
    /// Addresses or titles of the feeds to fetch; default: those that are due
    #[arg(value_name = "FEED")]
    pub(super) feeds: Vec<String>,
}

/// What to subscribe to.
#[derive(Debug, Args)]
pub struct AddOptions {
    /// The addresses of feeds or sites; https:// may be left out
    #[arg(value_name = "URL", required = true, value_hint = ValueHint::Url)]
    pub(super) urls: Vec<String>,
    /// Tag the feeds with TAG; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub(super) tags: Vec<String>,
    /// Show TITLE in place of the feed's own
    #[arg(long, value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// Add the addresses as they are, and fetch nothing
    #[arg(long)]
    pub(super) as_is: bool,
}

/// What to do with all marks.
#[derive(Debug, Subcommand)]
pub enum MarksTask {
    /// Print all marks, one JSON object a line
    ///
    /// An article is named by its id, as `list --json` prints it; a hidden query by `mute`. Times
    /// are null where a mark is not set or was never decided.
    Export,
    /// Import marks that were exported here or elsewhere
    ///
    /// Where two decisions differ, the later one wins, so importing twice or in any order gives
    /// the same result. If any line is wrong, nothing is imported.
    Import {
        /// An exported file; - or none for standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
    },
}
