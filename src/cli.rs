//! The command line: its options and commands. One file per command or concern; the reader's screen
//! is in other modules.

mod cache;
mod check;
mod complete;
mod completions;
mod config;
mod count;
mod doctor;
mod failure;
mod feeds;
mod fill;
mod help;
mod interruption;
mod json;
mod keys;
mod list;
mod log;
mod man;
mod manual;
mod mark;
mod marks;
mod opened;
mod options;
mod output;
mod read;
mod subscribed;
mod sync;
mod table;
mod transfer;

pub use complete::CompletionRequest;
pub use failure::Failure;
pub use interruption::report_size_limit;
pub use keys::{KeyRow, KeyRows, KeysOf};
pub use manual::{ManualPage, PAGES as MANUAL};
pub use marks::marks_file;
pub(crate) use opened::YOUR_FEEDS;
pub use opened::{Opened, prepare_library};
pub use output::{Color, Output};

use fill::Asked;
use options::{
    CacheTask, CheckOptions, ConfigTask, CountOptions, FeedsTask, ListOptions, MarkOptions,
    MarksTask, SyncOptions,
};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::config::Config;
use crate::load::Cache;
use crate::text;

/// Exit code: success.
const FINE: u8 = 0;
/// Exit code: wrong usage or config.
const WRONG: u8 = 2;
/// Exit code: the command ran, but found problems or no results.
const FOUND_FAULT: u8 = 1;

/// What was asked for.
#[derive(Debug, Parser)]
#[command(
    name = "newswire",
    version,
    about = "A terminal news reader for feeds and folders of plain-text articles",
    long_about = "A terminal news reader for feeds and folders of plain-text articles\n\n\
        An article is a text file with a YAML header and Markdown, HTML or nothing below; those of \
        feeds are fetched. \
        Without a command, the reader opens the given paths, else your feeds and the folders \
        of the config, else a built-in edition. The reports of one story are folded into one row. \
        Links open in the browser; no article is changed. What you \
        have read and starred is kept in a separate file.",
    after_help = include_str!("../assets/examples.txt"),
    disable_help_subcommand = true
)]
pub struct Arguments {
    /// The command; the reader where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files and folders to read; - for one document on standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Read the settings from FILE
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Append a log of what happens to FILE
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
    /// Show every document on a row of its own
    #[arg(long, global = true)]
    pub no_stories: bool,
    /// Parse every document again, without the cache
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Do not watch the files while the reader is open
    #[arg(long, global = true)]
    pub no_watch: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// What can be asked for besides the reader.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List articles: a table on a terminal, tab-separated lines in a pipe
    ///
    /// Each line holds date, provider, title and link; - marks a missing value.
    List(ListOptions),
    /// Print how many documents match a query
    Count(CountOptions),
    /// Mark articles as read or starred, or undo that
    Mark(MarkOptions),
    /// Export or import all marks
    #[command(disable_help_subcommand = true, arg_required_else_help = false)]
    Marks {
        /// What to do with them.
        #[command(subcommand)]
        task: MarksTask,
    },
    /// Fetch the feeds that are due, and report what is new
    ///
    /// Prints a line for each feed with new or updated articles, failures on standard error, and a
    /// summary; without a terminal, nothing if nothing is new. Exits with 1 if a feed failed.
    Sync(SyncOptions),
    /// List, add, remove, import or export the feeds that you have subscribed to
    #[command(disable_help_subcommand = true)]
    Feeds {
        /// Print one JSON array
        #[arg(long, global = true)]
        json: bool,
        /// What to do with them; lists them by default.
        #[command(subcommand)]
        task: Option<FeedsTask>,
    },
    /// Read everything and print every problem
    Check(CheckOptions),
    /// Show or delete the cache of parsed documents
    #[command(disable_help_subcommand = true, arg_required_else_help = false)]
    Cache {
        /// What to do with it.
        #[command(subcommand)]
        task: CacheTask,
    },
    /// Print the settings in force and their origin, the defaults, or what is wrong with them
    #[command(disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
    Config {
        /// Print all options with their defaults and what they do
        #[arg(long)]
        default: bool,
        /// What to do instead.
        #[command(subcommand)]
        task: Option<ConfigTask>,
    },
    /// Report what the terminal and the system can do for the reader
    Doctor {
        /// Print one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Print the keys of the reader
    Keys,
    /// Print completions for a shell
    Completions {
        /// The shell to complete for
        shell: Shell,
    },
    /// Print the completion candidates at the cursor of a shell.
    #[command(skip)]
    Complete(CompletionRequest),
    /// Print the whole manual as a man page
    Man,
    /// Show the manual by topics, or the help of a command
    Help {
        /// A topic of the manual, a command, or query for the query language
        topic: Option<String>,
    },
}

impl Arguments {
    /// Parses a command line, and starts the log that it asks for.
    ///
    /// # Errors
    /// If it is wrong, or asks for help: then the error holds the help to print.
    pub fn read(words: Vec<OsString>) -> Result<Self, Failure> {
        if let Some(request) = complete::request(&words) {
            let plain = parser().try_get_matches_from(words.get(..1).unwrap_or_default())?;
            let command = Some(Command::Complete(request));
            return Ok(Self { command, ..Self::from_arg_matches(&plain)? });
        }
        let matches = parser().color(Color::asked(&words).into()).try_get_matches_from(words)?;
        let arguments = Self::from_arg_matches(&matches)?;
        if let (Some(command), Some(path)) = (&arguments.command, arguments.paths.first()) {
            return Err(misplaced(command, path));
        }
        if let Some(path) = &arguments.log {
            log::start(path)?;
        }
        Ok(arguments)
    }

    /// Loads the settings.
    ///
    /// # Errors
    /// If the requested file is missing, or the settings are invalid.
    pub fn settings(&self) -> Result<Config, Failure> {
        Ok(Config::load(self.config.as_deref())?)
    }

    /// Returns the cache of parsed documents, unless it is turned off.
    #[must_use]
    pub fn cache(&self) -> Option<Cache> {
        cache::usual().filter(|_| !self.no_cache)
    }
}

/// Builds the parser of the command line.
fn parser() -> clap::Command {
    help::with_topics(Arguments::command())
}

/// Returns the error for `newswire news list`, which could mean two folders or a misplaced command.
fn misplaced(command: &Command, path: &Path) -> Failure {
    let name = command.name();
    let path = text::line(&path.to_string_lossy()).into_owned();
    Failure::usage(format!("a path before the command `{name}`: {path}")).hint(format!(
        "write `newswire {name} …` for the command, `./{name}` for a folder of that name"
    ))
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Self::List(_) => "list",
            Self::Count(_) => "count",
            Self::Mark(_) => "mark",
            Self::Marks { .. } => "marks",
            Self::Sync(_) => "sync",
            Self::Feeds { .. } => "feeds",
            Self::Check(_) => "check",
            Self::Cache { .. } => "cache",
            Self::Config { .. } => "config",
            Self::Doctor { .. } => "doctor",
            Self::Keys => "keys",
            Self::Help { .. } => "help",
            Self::Completions { .. } => "completions",
            Self::Complete(_) => "complete",
            Self::Man => "man",
        }
    }

    /// Runs the command, and returns the exit code.
    ///
    /// # Errors
    /// If the config or the paths are wrong, or the output cannot be written.
    pub fn run(
        &self,
        arguments: &Arguments,
        keys: KeysOf<'_>,
        output: &mut Output<'_>,
    ) -> Result<u8, Failure> {
        match self {
            Self::List(options) => {
                list::run(options, &Asked::new(&options.paths, arguments)?, output)
            }
            Self::Count(options) => {
                count::run(options, &Asked::new(&options.paths, arguments)?, output)
            }
            Self::Mark(options) => {
                mark::run(options, &Asked::new(&options.paths, arguments)?, output)
            }
            Self::Marks { task } => marks::run(task, output),
            Self::Sync(options) => sync::run(options, arguments, output),
            Self::Feeds { json, task } => feeds::run(task.as_ref(), *json, arguments, output),
            Self::Check(options) => {
                let opened = Opened::choose(&options.paths, &arguments.settings()?)?;
                check::run(options, &opened.with(arguments.cache()), output)
            }
            Self::Cache { task } => cache::run(task, output),
            Self::Config { default, task } => {
                config::run(*default, task.as_ref(), arguments, keys, output)
            }
            Self::Doctor { json } => doctor::run(*json, arguments, keys, output),
            Self::Keys => {
                let KeyRows { rows, problems } = keys(&arguments.settings()?);
                problems.into_iter().next().map_or(Ok(()), Err)?;
                keys::print(&rows, output)
            }
            Self::Help { topic } => {
                help::print(topic.as_deref(), &keys(&Config::default()).rows, output)
            }
            Self::Completions { shell } => {
                write!(output.out, "{}", completions::script(*shell))?;
                Ok(FINE)
            }
            Self::Complete(request) => complete::run(request, output),
            Self::Man => man::print(parser(), &keys(&Config::default()).rows, output),
        }
    }
}
