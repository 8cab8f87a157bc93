//! Output streams, and what they can show.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use crossterm::terminal;

/// Width of a terminal that does not report it.
const USUAL_COLUMNS: usize = 80;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Also in a pipe or file; tab-separated lines and JSON stay plain
    Always,
    /// Never
    Never,
}

impl Color {
    /// Reads the option from the unparsed words: the parser's own messages are coloured too.
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

/// Output streams of a command.
pub struct Output<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Messages and progress. Not locked: loading may panic or draw progress there.
    pub err: &'a mut dyn Write,
    /// Width of the terminal, if data goes to one.
    pub columns: Option<usize>,
    /// Whether data may be coloured.
    pub color: bool,
    /// Whether messages go to a terminal.
    pub watched: bool,
}

impl<'a> Output<'a> {
    /// Uses the process's standard streams, to which `out` and `err` write.
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

    /// Formats `text` in a style, if colour is allowed.
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

/// Style of text next to the headline.
pub(super) const DIM: Style = Style::new().dimmed();
/// Style of an error.
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();
/// Style of a warning.
pub(super) const DOUBTFUL: Style = AnsiColor::Yellow.on_default();
/// Style of a key.
pub(super) const KEY: Style = Style::new().bold();
