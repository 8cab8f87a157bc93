//! Where output goes, and what that place can show.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use crossterm::terminal;

/// Columns of a terminal that does not tell.
const USUAL_COLUMNS: usize = 80;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Also where it is no terminal; tab-separated lines and JSON stay plain
    Always,
    /// Never
    Never,
}

impl Color {
    /// What the words ask for, before they are parsed: the parser's own messages
    /// have colour too.
    #[must_use]
    pub(super) fn asked(words: &[OsString]) -> Self {
        let mut asked = Self::Auto;
        let mut words = words.iter().filter_map(|word| word.to_str()).peekable();
        while let Some(word) = words.next() {
            let value = match word.strip_prefix("--color") {
                Some("") => words.peek().copied().unwrap_or_default(),
                Some(value) => value.trim_start_matches('='),
                None if word == "--" => break,
                None => continue,
            };
            asked = Self::from_str(value, false).unwrap_or(asked);
        }
        asked
    }

    /// Whether colour may be used, on a terminal or elsewhere.
    #[must_use]
    pub fn allowed(self, terminal: bool) -> bool {
        let unset = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                terminal && unset("NO_COLOR") && !dumb
            }
        }
    }
}

impl From<Color> for clap::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// Where output goes.
pub struct Output<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Everything else. Not locked: loading may panic or draw progress there.
    pub err: &'a mut dyn Write,
    /// Columns where data goes to a terminal.
    pub columns: Option<usize>,
    /// Whether data may be coloured.
    pub color: bool,
    /// Whether somebody watches everything else.
    pub watched: bool,
}

impl<'a> Output<'a> {
    /// For the streams of the process, of which `out` and `err` are the ends.
    pub fn standard(color: Color, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        let terminal = io::stdout().is_terminal();
        Self {
            out,
            err,
            columns: terminal.then(columns),
            color: color.allowed(terminal),
            watched: io::stderr().is_terminal(),
        }
    }

    /// `text` in a style, where that is allowed.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

fn columns() -> usize {
    terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
        .filter(|columns| *columns > 0)
        .unwrap_or(USUAL_COLUMNS)
}

/// What stands beside the headline.
pub(super) const DIM: Style = Style::new().dimmed();
/// An error.
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
/// A warning.
pub(super) const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
/// A key.
pub(super) const KEY: Style = Style::new().bold();
