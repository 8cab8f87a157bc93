//! Why the program ends without having done what was asked, and how that is said:
//! `newswire: situation: cause`, then `hint: …`.

use std::io::{self, Write};

use clap::error::ErrorKind;
use thiserror::Error;

use crate::problem::Problem;
use crate::problem::cause;
use crate::text;

/// Wrong usage or config.
const WRONG: u8 = 2;

/// Why the program ends.
#[derive(Debug, Error)]
pub enum Failure {
    /// The words of the command line were not understood, or asked for help.
    #[error("{}", sentence(.0))]
    Words(#[from] clap::Error),
    /// What they ask for cannot be done.
    #[error("{what}")]
    Usage {
        /// Situation and cause.
        what: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The config is wrong.
    #[error("{}: {}", .0.place(), .0.what)]
    Config(#[from] Problem),
    /// Standard output is closed or full.
    #[error("cannot write to standard output: {}", cause(.0))]
    Output(#[from] io::Error),
    /// The reader lost its terminal, or never had one it can use.
    #[error("cannot use the terminal: {}", cause(.0))]
    Terminal(io::Error),
}

impl Failure {
    /// Wrong usage.
    pub fn usage(what: impl Into<String>) -> Self {
        let what = what.into();
        Self::Usage { what, hint: None }
    }

    /// With advice; of wrong usage only.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Usage { what, .. } => Self::Usage { what, hint: Some(hint.into()) },
            other => other,
        }
    }

    /// Says it where it belongs, and returns the exit code. Help is no failure, and
    /// neither is a reader of the output who has seen enough.
    pub fn report(&self, err: &mut dyn Write) -> u8 {
        match self {
            Self::Words(error) if !error.use_stderr() => {
                return error.print().map_or_else(|error| Self::from(error).report(err), |()| 0);
            }
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return 0,
            _ => {}
        }
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(err, "newswire: {self}");
        if let Some(hint) = self.advice() {
            let _ = writeln!(err, "hint: {hint}");
        }
        match self {
            Self::Output(_) | Self::Terminal(_) => super::FOUND_FAULT,
            _ => WRONG,
        }
    }

    fn advice(&self) -> Option<String> {
        match self {
            Self::Words(error) => Some(tip(error)),
            Self::Usage { hint, .. } => hint.clone(),
            Self::Config(problem) => problem.hint.clone(),
            Self::Output(_) | Self::Terminal(_) => None,
        }
    }
}

/// The first paragraph of the parser's message, on one line.
fn sentence(error: &clap::Error) -> String {
    let message = error.render().to_string();
    let first = message.split("\n\n").next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    text::line(first).into_owned()
}

/// The parser's tip, else where to look.
fn tip(error: &clap::Error) -> String {
    let message = error.render().to_string();
    let tip = message.lines().find_map(|line| line.trim().strip_prefix("tip: "));
    match tip {
        Some(tip) => text::line(tip).into_owned(),
        None if error.kind() == ErrorKind::MissingRequiredArgument => {
            "name files or folders, or . for this one".to_owned()
        }
        None => "`newswire --help` lists what there is".to_owned(),
    }
}
