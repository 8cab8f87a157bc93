//! `newswire complete`, called only by the scripts of `newswire completions`: prints the candidates
//! for the word at the cursor. The engine of `clap_complete` knows commands, options and their
//! values; completion of queries and views is added here.
//!
//! The engine's own scripts are not used. The one for bash inserts candidates without quoting them,
//! so that a topic `$(…)` of an article would be run, and splits words at `:` and `=`. Those for
//! zsh and fish pass the word at the cursor with its quote, and most queries are quoted.

mod bash;
mod values;

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::StyledStr;
use clap::{Arg, ArgMatches, Command, ValueHint};
use clap_complete::engine::{self, ArgValueCompleter, CompletionCandidate};

use crate::text;

use super::failure::Failure;
use super::output::Output;
use super::{FINE, parser};

use bash::Line;
use values::Candidate;

/// The request of a completion script.
#[derive(Debug)]
pub enum CompletionRequest {
    /// bash passes the line as typed. It replaces the end of the last word, and inserts candidates
    /// verbatim.
    Bash {
        /// The line up to the cursor.
        line: String,
        /// The part of the line that bash replaces.
        replaced: String,
    },
    /// zsh and fish replace the last word, and quote what they insert.
    Words {
        /// The words up to the cursor, without their quotes.
        words: Vec<String>,
    },
}

/// What the shell does besides inserting a candidate; the first line of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handling {
    /// Adds a space.
    Finished,
    /// Adds no space, because a query may continue.
    Open,
    /// Also offers file names.
    Files,
}

/// Tag of candidates that are the value of a query.
const OPEN: &str = "open";
/// Tag of the single candidate of an option or argument that takes a path.
const FILES: &str = "files";

/// Where the articles come from, according to the words before the cursor.
#[derive(Debug, Default)]
struct Context {
    paths: Vec<PathBuf>,
    config: Option<PathBuf>,
    no_cache: bool,
}

/// Recognises the request of a script. The command is not in any parser, so that neither help nor
/// completion mentions it.
pub(super) fn request(words: &[OsString]) -> Option<CompletionRequest> {
    let text = |word: &OsString| word.to_string_lossy().into_owned();
    let [_, command, shell, words @ ..] = words else { return None };
    match (command.to_str()?, shell.to_str()?, words) {
        ("complete", "bash", [line, replaced]) => {
            Some(CompletionRequest::Bash { line: text(line), replaced: text(replaced) })
        }
        ("complete", "zsh" | "fish", [_, ..]) => {
            Some(CompletionRequest::Words { words: words.iter().map(text).collect() })
        }
        _ => None,
    }
}

/// Prints the handling, and then one candidate per line; for zsh and fish with its description
/// after a tab.
pub(super) fn run(request: &CompletionRequest, output: &mut Output<'_>) -> Result<u8, Failure> {
    let line = match request {
        CompletionRequest::Bash { line, replaced } => Line::parse(line, replaced),
        CompletionRequest::Words { .. } => None,
    };
    let words = match (request, &line) {
        (CompletionRequest::Words { words }, _) => words.as_slice(),
        (CompletionRequest::Bash { .. }, Some(line)) => &line.words,
        (CompletionRequest::Bash { .. }, None) => return Ok(FINE),
    };
    let (handling, candidates) = complete(words);
    writeln!(output.out, "{}", handling.word())?;
    for (word, what) in candidates {
        match &line {
            Some(line) => {
                let ending = line.ending(&word);
                ending.map_or(Ok(()), |ending| writeln!(output.out, "{ending}"))?;
            }
            None => writeln!(output.out, "{word}\t{what}")?,
        }
    }
    Ok(FINE)
}

/// Returns the candidates for the last word.
fn complete(words: &[String]) -> (Handling, Vec<Candidate>) {
    let mut command = with_values(parser(), &Arc::new(Context::of(words)));
    let (last, current) = (words.len().saturating_sub(1), words.last().map_or("", String::as_str));
    let arguments = words.iter().map(OsString::from).collect();
    let folder = env::current_dir().ok();
    // Fails only if there is no word at the cursor, and so nothing to complete.
    let found = engine::complete(&mut command, arguments, last, folder.as_deref());
    let found = found.unwrap_or_default();
    let handling = handling(&found);
    // As usual in shells, options are offered only after a dash.
    let is_asked_for = |word: &str| current.starts_with('-') || !word.starts_with('-');
    let candidates = found
        .iter()
        .filter(|candidate| !is_tagged(candidate, FILES))
        .map(described)
        .filter(|(word, _)| handling == Handling::Open || is_asked_for(word))
        .collect();
    (handling, candidates)
}

impl Handling {
    fn word(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Open => "open",
            Self::Files => "files",
        }
    }
}

fn handling(candidates: &[CompletionCandidate]) -> Handling {
    let has = |tag: &'static str| candidates.iter().any(|candidate| is_tagged(candidate, tag));
    match () {
        () if has(FILES) => Handling::Files,
        () if has(OPEN) => Handling::Open,
        () => Handling::Finished,
    }
}

fn is_tagged(candidate: &CompletionCandidate, tag: &'static str) -> bool {
    candidate.get_tag() == Some(&StyledStr::from(tag))
}

/// Cleans value and description to one line each: articles may hold any characters.
fn described(candidate: &CompletionCandidate) -> Candidate {
    let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
    let what = text::line(help.lines().next().unwrap_or_default()).into_owned();
    (text::line(&candidate.get_value().to_string_lossy()).into_owned(), what)
}

/// Adds candidates that the engine does not know to a command and its subcommands.
fn with_values(command: Command, context: &Arc<Context>) -> Command {
    command
        .mut_args(|argument| with_completer(argument, context))
        .mut_subcommands(|command| with_values(command, context))
}

fn with_completer(argument: Arg, context: &Arc<Context>) -> Arg {
    let context = Arc::clone(context);
    match (argument.get_id().as_str(), argument.get_value_hint()) {
        ("query", _) => argument.add(ArgValueCompleter::new(move |value: &OsStr| {
            tagged(OPEN, values::queries(&value.to_string_lossy(), &context))
        })),
        ("view", _) => argument.add(ArgValueCompleter::new(move |value: &OsStr| {
            tagged(OPEN, values::views(&value.to_string_lossy(), &context))
        })),
        ("feeds", _) => argument.add(ArgValueCompleter::new(|value: &OsStr| {
            let feeds = values::feeds(&value.to_string_lossy());
            let candidate =
                |(word, what)| CompletionCandidate::new(word).help(Some(StyledStr::from(what)));
            feeds.into_iter().map(candidate).collect()
        })),
        (_, ValueHint::AnyPath | ValueHint::FilePath) => {
            let is_positional = argument.is_positional();
            argument.add(ArgValueCompleter::new(move |value: &OsStr| {
                // The engine also asks positional arguments for candidates if the word begins an
                // option.
                let is_option = is_positional && value.to_string_lossy().starts_with('-');
                if is_option { Vec::new() } else { tagged(FILES, vec![Candidate::default()]) }
            }))
        }
        _ => argument,
    }
}

fn tagged(tag: &'static str, candidates: Vec<Candidate>) -> Vec<CompletionCandidate> {
    let candidate = |(word, what): Candidate| {
        let help = Some(StyledStr::from(what)).filter(|help| !help.to_string().is_empty());
        CompletionCandidate::new(word).help(help).tag(Some(tag.into()))
    };
    candidates.into_iter().map(candidate).collect()
}

impl Context {
    /// Parses as much of an unfinished line as possible.
    fn of(words: &[String]) -> Self {
        let Ok(matches) = parser().ignore_errors(true).try_get_matches_from(words) else {
            return Self::default();
        };
        let inner = matches.subcommand().map_or(&matches, |(_, inner)| inner);
        Self {
            paths: paths(inner, "paths"),
            config: paths(inner, "config").pop(),
            no_cache: inner.try_get_one("no_cache").ok().flatten() == Some(&true),
        }
    }
}

/// Returns the paths of an argument, which the command may not have.
fn paths(matches: &ArgMatches, argument: &str) -> Vec<PathBuf> {
    let paths = matches.try_get_many::<PathBuf>(argument).ok().flatten();
    paths.into_iter().flatten().map(|path| expanded(path)).collect()
}

/// Replaces `~` by the home folder, which the shell has not done yet.
fn expanded(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(inside), Ok(home)) => home.join(inside),
        _ => path.to_owned(),
    }
}
