//! The command line: what can be asked, and who answers. One file below this one
//! for each concern; the screen is not here.

mod check;
mod count;
mod failure;
mod help;
mod json;
mod keys;
mod list;
mod log;
mod man;
mod opened;
mod output;
mod read;
mod table;

pub use failure::Failure;
pub use keys::KeyRow;
pub use opened::Opened;
pub use output::{Color, Output};

use std::ffi::OsString;
use std::num::IntErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::config::Config;
use crate::query::Order;
use crate::query::Sort;
use crate::text;

/// Everything was as it should be.
const FINE: u8 = 0;
/// It ran, and something was found wrong, or nothing was found.
const FOUND_FAULT: u8 = 1;

/// What was asked for.
#[derive(Debug, Parser)]
#[command(
    name = "newswire",
    version,
    about = "A terminal news reader for folders of plain-text articles",
    long_about = "A terminal news reader for folders of plain-text articles\n\n\
        An article is a text file with a YAML header and Markdown, HTML or nothing below. \
        Without a command the reader opens what the paths name, else the folders of the \
        config, else a built-in edition. The reports of one story are folded into one row. \
        Links open in the browser; no article is changed.",
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
    /// Write what happens to FILE, below what is there
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
    /// Show every document on a row of its own
    #[arg(long, global = true)]
    pub no_stories: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// What can be asked for besides the reader.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List articles: a table on a terminal, tab-separated lines in a pipe
    ///
    /// The lines hold date, provider, title and link; - stands for what is missing.
    List(ListOptions),
    /// Print how many documents a query asks for
    Count(CountOptions),
    /// Read everything and print every problem
    Check(CheckOptions),
    /// Print the keys of the reader
    Keys,
    /// Print completions for a shell
    Completions {
        /// The shell to complete for
        shell: Shell,
    },
    /// Print the manual page
    Man,
    /// Print the help of a command, on queries or on keys
    Help {
        /// The command, or query for the language of queries
        topic: Option<String>,
    },
}

/// What to list and how.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own when typed")]
pub struct ListOptions {
    /// Files and folders; - for standard input; none for those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// List what QUERY asks for, such as 'mars or "deep sea" quality>=50 newer:2d'
    #[arg(short, long, value_name = "QUERY")]
    query: Option<String>,
    /// What to order by; else as the query says, or the latest first
    #[arg(long, value_name = "KEY")]
    sort: Option<SortKey>,
    /// Turn the order round
    #[arg(long)]
    reverse: bool,
    /// List stories instead of documents: the lead of each
    ///
    /// Tab-separated lines then end in two more fields, the number of sources and of
    /// documents; JSON objects in `sources` and `members`.
    #[arg(long, conflicts_with = "no_stories")]
    stories: bool,
    /// List at most N
    #[arg(long, value_name = "N", value_parser = whole_number, allow_negative_numbers = true)]
    limit: Option<usize>,
    /// Print one JSON array
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Print one JSON object a line
    #[arg(long)]
    jsonl: bool,
}

impl ListOptions {
    /// The order that is asked for, else that of the query.
    fn order(&self, of_query: Option<Order>) -> Order {
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

/// The standard library's own words are about digits and types.
fn whole_number(text: &str) -> Result<usize, &'static str> {
    text.parse::<usize>().map_err(|error| match error.kind() {
        IntErrorKind::PosOverflow => "too large a number",
        _ if text.parse::<f64>().is_ok() => "neither 0 nor a whole number above",
        _ => "not a number",
    })
}

/// The store's orders, as they are named on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SortKey {
    /// Newest first
    Latest,
    /// What matters first: by weight, which halves every 36 hours
    Top,
    /// Hottest first
    Heat,
    /// Best first
    Quality,
    /// What most providers tell first
    Sources,
    /// By title
    Title,
    /// By provider
    Provider,
}

/// What to count.
#[derive(Debug, Args)]
pub struct CountOptions {
    /// Files and folders; - for standard input; none for those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Count what QUERY asks for
    #[arg(short, long, value_name = "QUERY", default_value = "")]
    query: String,
}

/// What to check and how.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Files and folders; - for standard input; none for those of the config
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Understands a command line, and starts the log that it asks for.
    ///
    /// # Errors
    /// Where it is wrong, and where it asks for help: then that is to be printed.
    pub fn read(words: Vec<OsString>) -> Result<Self, Failure> {
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

    /// The settings.
    ///
    /// # Errors
    /// Where the file is missing though asked for, or wrong.
    pub fn settings(&self) -> Result<Config, Failure> {
        Ok(Config::load(self.config.as_deref())?)
    }
}

/// The parser of the command line.
fn parser() -> clap::Command {
    help::with_topics(Arguments::command())
}

/// `newswire news list` could mean two folders or a command at the wrong place.
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
            Self::Check(_) => "check",
            Self::Keys => "keys",
            Self::Help { .. } => "help",
            Self::Completions { .. } => "completions",
            Self::Man => "man",
        }
    }

    /// Does it, and returns the exit code.
    ///
    /// # Errors
    /// Where the config or the paths are wrong, or the output cannot be written.
    pub fn run(
        &self,
        arguments: &Arguments,
        rows: &[KeyRow],
        output: &mut Output<'_>,
    ) -> Result<u8, Failure> {
        match self {
            Self::List(options) => {
                let opened = Opened::choose(&options.paths, &arguments.settings()?)?;
                list::run(options, &opened, output)
            }
            Self::Count(options) => {
                let opened = Opened::choose(&options.paths, &arguments.settings()?)?;
                count::run(options, &opened, output)
            }
            Self::Check(options) => {
                let opened = Opened::choose(&options.paths, &arguments.settings()?)?;
                check::run(options, &opened, output)
            }
            Self::Keys => {
                arguments.settings()?;
                keys::print(rows, output)
            }
            Self::Help { topic } => help::print(topic.as_deref(), rows, output),
            Self::Completions { shell } => print_whole(output, |text| {
                clap_complete::generate(*shell, &mut parser(), "newswire", text);
                Ok(())
            }),
            Self::Man => print_whole(output, |text| man::write(parser(), rows, text)),
        }
    }
}

/// In memory first: the generators panic where they cannot write.
fn print_whole(
    output: &mut Output<'_>,
    make: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>,
) -> Result<u8, Failure> {
    let mut text = Vec::new();
    make(&mut text)?;
    output.out.write_all(&text)?;
    Ok(FINE)
}
