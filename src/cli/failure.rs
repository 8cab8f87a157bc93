//! Errors that end the program, and how they are printed: `newswire: situation: cause`, then `hint:
//! …`.

use std::io::{self, Write};

use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap_complete::Shell;
use thiserror::Error;

use crate::problem::Problem;
use crate::problem::cause;
use crate::query::Mistake;
use crate::state::StateError;
use crate::text;

/// An error that ends the program.
#[derive(Debug, Error)]
pub enum Failure {
    /// The command line was not parsed, or asked for help.
    #[error("{}", sentence(.0))]
    Words(#[from] clap::Error),
    /// The command line asks for something that cannot be done.
    #[error("{what}")]
    Usage {
        /// Situation and cause.
        what: String,
        /// What the user can do about it.
        hint: Option<String>,
    },
    /// The query is invalid.
    #[error("{}\n{}", .1.what, pointed(.0, .1))]
    Query(String, Mistake),
    /// The config is invalid.
    #[error("{}: {}", .0.place(), .0.what)]
    Config(#[from] Problem),
    /// The file that stores the marks cannot be used.
    #[error("{}", .0.what())]
    Marks(#[from] StateError),
    /// Standard output is closed or full.
    #[error("cannot write to standard output: {}", cause(.0))]
    Output(#[from] io::Error),
    /// The reader lost its terminal, or never had one it can use.
    #[error("cannot use the terminal: {}", cause(.0))]
    Terminal(io::Error),
}

impl Failure {
    /// Creates a usage error.
    pub fn usage(what: impl Into<String>) -> Self {
        let what = what.into();
        Self::Usage { what, hint: None }
    }

    /// Adds a hint; only to a usage error.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Usage { what, .. } => Self::Usage { what, hint: Some(hint.into()) },
            other => other,
        }
    }

    /// Prints the error to the right stream, and returns the exit code. Help is not an error, and
    /// neither is a closed output.
    pub fn report(&self, err: &mut dyn Write) -> u8 {
        match self {
            Self::Words(error) if !error.use_stderr() => {
                return error.print().map_or_else(|error| Self::from(error).report(err), |()| 0);
            }
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return 0,
            _ => {}
        }
        // If standard error is closed, the error cannot be printed anywhere.
        let _ = writeln!(err, "newswire: {self}");
        if let Some(hint) = self.advice() {
            let _ = writeln!(err, "hint: {hint}");
        }
        match self {
            Self::Output(_) | Self::Terminal(_) => super::FOUND_FAULT,
            _ => super::WRONG,
        }
    }

    pub(super) fn advice(&self) -> Option<String> {
        match self {
            Self::Words(error) => Some(tip(error)),
            Self::Usage { hint, .. } => hint.clone(),
            Self::Query(_, mistake) => Some(mistake.hint.clone()),
            Self::Config(problem) => problem.hint.clone(),
            Self::Marks(fault) => Some(fault.hint().to_owned()),
            Self::Output(_) | Self::Terminal(_) => None,
        }
    }
}

/// Returns the query, with carets below the part that is wrong.
fn pointed(query: &str, mistake: &Mistake) -> String {
    // The printed text is cleaned, so the carets must be measured on cleaned text too.
    let part = |text: Option<&str>| text::line(text.unwrap_or_default()).into_owned();
    let (start, end) = (mistake.span.start, mistake.span.end);
    let before = query.get(..start).unwrap_or_default();
    let wrong = part(query.get(start..end));
    let carets = "^".repeat(text::width(&wrong).max(1));
    let indent = text::width(&text::line(before)) + usize::from(before.ends_with(' '));
    format!("  {}\n  {}{carets}", text::line(query), " ".repeat(indent))
}

/// Returns the first paragraph of the parser's message on one line.
fn sentence(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::MissingSubcommand {
        return format!("`{}` requires a subcommand", command_of(error));
    }
    let message = error.render().to_string();
    let first = message.split("\n\n").next().unwrap_or_default();
    let first = if has_many_values(error) { first.lines().next().unwrap_or(first) } else { first };
    let first = first.strip_prefix("error: ").unwrap_or(first);
    text::line(first).into_owned()
}

/// Whether there are too many valid values for one sentence, as there are topics.
fn has_many_values(error: &clap::Error) -> bool {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => values.len() > 12,
        _ => false,
    }
}

/// Returns the parser's tip, or else where to find help.
fn tip(error: &clap::Error) -> String {
    match error.kind() {
        ErrorKind::MissingRequiredArgument => return missing_word(&command_of(error)),
        ErrorKind::MissingSubcommand => return missing_command(&command_of(error)),
        _ => {}
    }
    let unknown = named(error).filter(|_| error.kind() == ErrorKind::UnknownArgument);
    if let Some((option, command)) = unknown.and_then(|option| Some((option, owner(option)?))) {
        return format!("`newswire {command}` takes {option}");
    }
    let message = error.render().to_string();
    // Ignores "use '-- --foo'": it would make a path of the word, and hardly anybody means one.
    let mut tips = message.lines().filter_map(|line| line.trim().strip_prefix("tip: "));
    match tips.find(|tip| !tip.contains("as a value, use")) {
        Some(tip) => text::line(tip).into_owned(),
        None if named(error) == Some("[TOPIC]") => {
            "`newswire help` lists topics and commands".to_owned()
        }
        None => format!("`{} --help` lists the options", command_of(error)),
    }
}

/// Returns what a command needs that was typed without it.
fn missing_word(command: &str) -> String {
    let needed = match command {
        "newswire mark" => "for example: newswire mark --read -q 'is:unread older:4w'",
        "newswire feeds add" => {
            "for example: newswire feeds add --tag news https://example.org/feed"
        }
        "newswire feeds remove" => "`newswire feeds list` lists them",
        "newswire feeds import" => "name an OPML file, newsboat's urls, or - for standard input",
        "newswire completions" => return format!("name a shell: {}", shells()),
        _ => return format!("`{command} --help` says what it needs"),
    };
    needed.to_owned()
}

fn missing_command(command: &str) -> String {
    if command == "newswire marks" {
        return "`newswire marks export` prints them, `newswire marks import` reads them"
            .to_owned();
    }
    format!("`{command} --help` lists them")
}

/// Returns the names of the shells that have completions.
fn shells() -> String {
    let values = Shell::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

/// Returns the option that the parser complains about, such as `--limit` of `--limit <N>`.
fn named(error: &clap::Error) -> Option<&str> {
    match error.get(ContextKind::InvalidArg)? {
        ContextValue::String(shown) => shown.split_whitespace().next(),
        _ => None,
    }
}

/// Returns the first command that has this option.
fn owner(option: &str) -> Option<String> {
    let long = option.strip_prefix("--")?;
    let parser = super::parser();
    let mut commands = parser.get_subcommands();
    let found = commands.find(|command| {
        command.get_arguments().any(|argument| argument.get_long() == Some(long))
    })?;
    Some(found.get_name().to_owned())
}

/// Returns the command as typed, if the parser names it in its usage; otherwise by the option.
fn command_of(error: &clap::Error) -> String {
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let words = usage.split_whitespace().skip_while(|word| *word != "newswire");
        // Options that were given stand between the names.
        let names = words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
        let names = names.collect::<Vec<_>>().join(" ");
        if !names.is_empty() {
            return names;
        }
    }
    match named(error).and_then(owner) {
        Some(command) => format!("newswire {command}"),
        None => "newswire".to_owned(),
    }
}
