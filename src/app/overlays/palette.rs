//! The palette: any action by its name, or by a part of it or of its sentence, with what it takes
//! behind it.

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

/// A command that is being typed, and what it may become.
#[derive(Debug)]
pub struct Palette {
    /// What has been typed.
    pub input: Input,
    /// What it may become, the best first.
    pub rows: Vec<PaletteRow>,
    /// The row that Enter takes.
    pub cursor: Cursor,
    /// What is wrong with it.
    pub mistake: Option<String>,
    /// How far back in the history; 0 for what is new.
    back: usize,
    /// What was typed before going back.
    draft: String,
}

/// What a command may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteRow {
    /// The whole command.
    pub command: String,
    /// What it does.
    pub sentence: String,
    /// Its keys.
    pub keys: String,
    /// It wants something behind it.
    pub(in crate::app) is_part: bool,
}

impl Palette {
    /// With what is typed already.
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

    /// Offers what the command may become.
    fn offer(&mut self, context: &Context<'_>) {
        self.rows = rows::offered(self.text(), context);
        self.mistake = None;
        self.cursor = Cursor::default();
    }

    /// The command becomes the one that is selected.
    fn complete(&mut self, context: &Context<'_>) {
        let Some(row) = self.selected() else {
            self.mistake = Some("nothing is known that this could become".to_owned());
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

    /// Enter: runs what is typed, else what is selected.
    fn run(&mut self, context: &Context<'_>) -> Answer {
        let (text, row) = (self.text().trim().to_owned(), self.selected().cloned());
        // Behind a space the first of what may follow is meant, not nothing.
        let is_chosen = self.cursor.at > 0 || self.text().ends_with(' ');
        if let Some(row) = row.as_ref().filter(|row| row.is_part && !is_argued(&text, row)) {
            self.set(&format!("{} ", row.command));
            self.offer(context);
            return Answer::Stay;
        }
        // What is selected may complete what is typed, or correct it.
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

    /// An older command, or a newer one.
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

    /// What is typed is not lost by a click.
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

/// Lines of the palette below the one that is typed in.
pub(crate) fn palette_rows(screen: Rect) -> usize {
    usize::from(layout::inner(layout::palette(screen)).height.saturating_sub(1)).max(1)
}

fn run(command: String, request: Request) -> Answer {
    Answer::CloseAnd(Request::Command(command, Box::new(request)))
}

/// Whether something stands behind what the row begins with.
fn is_argued(text: &str, row: &PaletteRow) -> bool {
    text.strip_prefix(&row.command).is_some_and(|rest| !rest.trim().is_empty())
}

/// The action that is named, and what stands behind its name; `None` while it is only a part.
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

/// What an action takes, as the palette shows it behind its name.
fn placeholder(argument: Argument) -> &'static str {
    match argument {
        Argument::Count => "",
        Argument::Order => "ORDER",
        Argument::View => "VIEW",
        Argument::Query => "QUERY",
        Argument::Setting => "SETTING VALUE",
        Argument::Program => "PROGRAM",
    }
}
