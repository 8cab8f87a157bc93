//! The command palette: finds any action by part of its name or description, and completes its
//! argument.

mod command;
mod rows;

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::app::action::{Action, Argument, Entry, TABLE};
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::panes::cursor::Cursor;
use crate::app::panes::layout;
use crate::app::status::Status;

/// A command being typed, and its completions.
#[derive(Debug)]
pub struct Palette {
    /// The text typed so far.
    pub input: Input,
    /// The completions, best first.
    pub rows: Vec<PaletteRow>,
    /// The row that Enter runs.
    pub cursor: Cursor,
    /// What is wrong with the command.
    pub mistake: Option<String>,
    /// Steps back in the history; 0 is the new command.
    back: usize,
    /// The text typed before the history was opened.
    draft: String,
}

/// A completion of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteRow {
    /// The whole command.
    pub command: String,
    /// What it does.
    pub sentence: String,
    /// Its keys; for a setting, its value.
    pub keys: String,
    /// Whether it still requires an argument.
    pub(in crate::app) is_part: bool,
}

impl Palette {
    /// Opens the palette with `text` already typed.
    pub(in crate::app) fn new(text: &str, context: &Context<'_>) -> Self {
        let mut palette = Self {
            input: Input::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            mistake: None,
            back: 0,
            draft: String::new(),
        };
        palette.set(text);
        palette.offer(context);
        palette
    }

    fn text(&self) -> &str {
        self.input.value()
    }

    fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
        self.input.handle(InputRequest::GoToEnd);
    }

    fn selected(&self) -> Option<&PaletteRow> {
        self.rows.get(self.cursor.at)
    }

    /// Recomputes the completions.
    fn offer(&mut self, context: &Context<'_>) {
        self.rows = rows::offered(self.text(), context);
        self.mistake = None;
        self.cursor = Cursor::default();
    }

    /// Replaces the command by the selected completion.
    fn complete(&mut self, context: &Context<'_>) {
        let Some(row) = self.selected() else {
            self.mistake = Some("no completion found".to_owned());
            return;
        };
        let gap = if row.is_part { " " } else { "" };
        let text = format!("{}{gap}", row.command);
        if self.text() == text {
            return self.cursor.step(1, self.rows.len());
        }
        self.set(&text);
        self.offer(context);
    }

    /// Enter: runs the typed command, or else the selected one.
    fn run(&mut self, context: &Context<'_>) -> Answer {
        let (text, row) = (self.text().trim().to_owned(), self.selected().cloned());
        // A trailing space asks for an argument, so the first completion is meant, not the bare
        // name.
        let is_chosen = self.cursor.at > 0 || self.text().ends_with(' ');
        if let Some(row) = row.as_ref().filter(|row| row.is_part && !is_argued(&text, row)) {
            self.set(&format!("{} ", row.command));
            self.offer(context);
            return Answer::Stay;
        }
        // The selected row may complete or correct what was typed.
        let typed = command::parsed(&text, context).filter(|_| !is_chosen);
        let selected = || command::parsed(&row?.command, context)?.ok();
        let why = match typed {
            Some(Ok((_, request))) => return run(text, request),
            Some(Err(why)) => why,
            None => "no action is called that".to_owned(),
        };
        if let Some((command, request)) = selected() {
            return run(command, request);
        }
        self.mistake = Some(why);
        Answer::Stay
    }

    /// Recalls an older or a newer command from the history.
    fn recall(&mut self, older: bool, context: &Context<'_>) -> Answer {
        let commands = context.commands;
        if self.back == 0 {
            self.draft = self.text().to_owned();
        }
        self.back =
            if older { (self.back + 1).min(commands.len()) } else { self.back.saturating_sub(1) };
        let text = match self.back {
            0 => self.draft.clone(),
            back => commands[commands.len() - back].clone(),
        };
        self.set(&text);
        self.offer(context);
        if commands.is_empty() {
            return Answer::Do(Request::Say(Status::info("no command was given yet")));
        }
        Answer::Stay
    }
}

impl Layer for Palette {
    fn key(&mut self, key: Key, context: &Context<'_>) -> Answer {
        let (count, is_at_top) = (self.rows.len(), self.cursor.at == 0);
        match key {
            _ if text_field::gives_up(key) => return Answer::Close,
            Key { code: Code::Backspace, .. } if self.text().is_empty() => return Answer::Close,
            Key { code: Code::Enter, .. } => return self.run(context),
            Key { code: Code::Up, .. } if is_at_top => return self.recall(true, context),
            Key { code: Code::Down, .. } if self.back > 0 && is_at_top => {
                return self.recall(false, context);
            }
            Key { code: Code::Up, .. } | Key { code: Code::Char('p'), ctrl: true, .. } => {
                self.cursor.step(-1, count);
            }
            Key { code: Code::Down, .. } | Key { code: Code::Char('n'), ctrl: true, .. } => {
                self.cursor.step(1, count);
            }
            Key { code: Code::PageUp, .. } => self.cursor.step(-10, count),
            Key { code: Code::PageDown, .. } => self.cursor.step(10, count),
            Key { code: Code::Tab, .. } => self.complete(context),
            _ => {
                if text_field::take(&mut self.input, key) {
                    self.back = 0;
                    self.offer(context);
                }
            }
        }
        Answer::Stay
    }

    /// Ignores clicks, so that a stray one does not lose the typed text.
    fn click(&mut self, _: Position, _: &Context<'_>) -> Answer {
        Answer::Stay
    }

    fn paste(&mut self, words: &str, context: &Context<'_>) -> Answer {
        text_field::insert(&mut self.input, words);
        self.offer(context);
        Answer::Stay
    }

    fn settle(&mut self, context: &Context<'_>) {
        self.cursor.settle(self.rows.len(), palette_rows(context.screen));
    }

    fn hints(&self) -> &'static [Action] {
        &[]
    }
}

/// Completion rows below the input line of the palette.
fn palette_rows(screen: Rect) -> usize {
    usize::from(layout::inner(layout::palette(screen)).height.saturating_sub(1)).max(1)
}

fn run(command: String, request: Request) -> Answer {
    Answer::CloseAnd(Request::Command(command, Box::new(request)))
}

/// Whether `text` has an argument after the command of the row.
fn is_argued(text: &str, row: &PaletteRow) -> bool {
    text.strip_prefix(&row.command).is_some_and(|rest| !rest.trim().is_empty())
}

/// Returns a command as the beginning of a name, if it is one although it has spaces: `quit now`.
fn spaced(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join("-");
    let is_name = |entry: &Entry| entry.name.starts_with(&name);
    Some(name.clone()).filter(|name| name.contains('-') && TABLE.iter().any(is_name))
}

/// Splits a command into its action and its argument; `None` while the name is incomplete.
fn split(text: &str) -> Option<(&'static Entry, &str)> {
    let (name, argument) = text.trim_start().split_once(' ')?;
    let exact = TABLE.iter().find(|entry| entry.name == name);
    let fits = |entry: &Entry| {
        let is_count = argument.is_empty() || argument.starts_with(|c: char| c.is_ascii_digit());
        entry.name.starts_with(name) && (is_count || entry.argument != Argument::Count)
    };
    let begun = || {
        let mut begun = TABLE.iter().filter(|entry| fits(entry));
        begun.next().filter(|_| begun.next().is_none())
    };
    Some((exact.or_else(begun)?, argument))
}

/// Placeholder for the argument of an action, shown after its name.
fn placeholder(argument: Argument) -> &'static str {
    match argument {
        Argument::Count => "",
        Argument::Order => "ORDER",
        Argument::View => "VIEW",
        Argument::Query => "QUERY",
        Argument::Setting => "SETTING VALUE",
        Argument::Theme => "THEME",
        Argument::Address => "ADDRESS",
        Argument::Feed => "FEED",
        Argument::Program => "PROGRAM",
    }
}
