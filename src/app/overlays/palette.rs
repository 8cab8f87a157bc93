//! The palette: any action by its name, or by a part of it or of its sentence, with what it takes
//! behind it.

mod rows;
mod run;

use tui_input::{Input, InputRequest};

use crate::app::action::Argument;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::message::Effect;
use crate::app::overlays::overlay::Overlay;
use crate::app::panes::cursor::Cursor;
use crate::app::{App, Status};

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
    pub(in crate::app) fn text(&self) -> &str {
        self.input.value()
    }

    fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
        self.input.handle(InputRequest::GoToEnd);
    }

    fn selected(&self) -> Option<&PaletteRow> {
        self.rows.get(self.cursor.at)
    }
}

impl App {
    /// Begins a command.
    pub(in crate::app) fn ask_command(&mut self, text: &str) {
        let mut palette = Palette {
            input: Input::default(),
            rows: Vec::new(),
            cursor: Cursor::default(),
            mistake: None,
            back: 0,
            draft: String::new(),
        };
        palette.set(text);
        self.overlays.push(Overlay::Palette(Box::new(palette)));
        self.command_typed();
    }

    fn palette(&mut self) -> Option<&mut Palette> {
        match self.overlays.last_mut() {
            Some(Overlay::Palette(palette)) => Some(palette),
            _ => None,
        }
    }

    /// A key for the command that is being typed.
    pub(in crate::app) fn type_command(&mut self, key: Key) -> Vec<Effect> {
        let Some(palette) = self.palette() else { return Vec::new() };
        let count = palette.rows.len();
        let is_at_top = palette.cursor.at == 0;
        match key {
            _ if text_field::gives_up(key) => drop(self.overlays.pop()),
            Key { code: Code::Backspace, .. } if palette.text().is_empty() => {
                drop(self.overlays.pop());
            }
            Key { code: Code::Enter, .. } => return self.run_command(),
            Key { code: Code::Up, .. } if is_at_top => self.recall_command(true),
            Key { code: Code::Down, .. } if palette.back > 0 && is_at_top => {
                self.recall_command(false);
            }
            Key { code: Code::Up, .. } | Key { code: Code::Char('p'), ctrl: true, .. } => {
                palette.cursor.step(-1, count);
            }
            Key { code: Code::Down, .. } | Key { code: Code::Char('n'), ctrl: true, .. } => {
                palette.cursor.step(1, count);
            }
            Key { code: Code::PageUp, .. } => palette.cursor.step(-10, count),
            Key { code: Code::PageDown, .. } => palette.cursor.step(10, count),
            Key { code: Code::Tab, .. } => self.complete_command(),
            _ => {
                if text_field::take(&mut palette.input, key) {
                    palette.back = 0;
                    self.command_typed();
                }
            }
        }
        Vec::new()
    }

    /// Offers what the command may become.
    pub(in crate::app) fn command_typed(&mut self) {
        let Some(text) = self.palette().map(|palette| palette.text().to_owned()) else { return };
        let rows = self.palette_rows(&text);
        if let Some(palette) = self.palette() {
            palette.rows = rows;
            palette.mistake = None;
            palette.cursor = Cursor::default();
        }
    }

    /// The command becomes the one that is selected.
    fn complete_command(&mut self) {
        let Some(palette) = self.palette() else { return };
        let Some(row) = palette.selected() else {
            palette.mistake = Some("nothing is known that this could become".to_owned());
            return;
        };
        let gap = if row.is_part { " " } else { "" };
        let text = format!("{}{gap}", row.command);
        if palette.text() == text {
            let count = palette.rows.len();
            palette.cursor.step(1, count);
            return;
        }
        palette.set(&text);
        self.command_typed();
    }

    /// Enter: runs what is typed, else what is selected.
    fn run_command(&mut self) -> Vec<Effect> {
        let Some(palette) = self.palette() else { return Vec::new() };
        let (text, row) = (palette.text().trim().to_owned(), palette.selected().cloned());
        // Behind a space the first of what may follow is meant, not nothing.
        let is_chosen = palette.cursor.at > 0 || palette.text().ends_with(' ');
        if let Some(row) = row.as_ref().filter(|row| row.is_part && !is_argued(&text, row)) {
            palette.set(&format!("{} ", row.command));
            self.command_typed();
            return Vec::new();
        }
        // What is selected may complete what is typed, or correct it.
        let typed = self.understand(&text).filter(|_| !is_chosen);
        let selected = |app: &Self| app.understand(&row?.command);
        let (command, ordered) = match typed {
            Some(Ok(ordered)) => (text, Ok(ordered)),
            other => match selected(self) {
                Some(Ok(ordered)) => (ordered.text.clone(), Ok(ordered)),
                _ => (text, other.unwrap_or_else(|| Err("no action is called that".to_owned()))),
            },
        };
        match ordered {
            Ok(ordered) => {
                self.overlays.pop();
                if matches!(self.overlays.last(), Some(Overlay::Help(_))) {
                    self.overlays.pop();
                }
                self.commands.retain(|other| *other != command);
                self.commands.push(command);
                self.carry_out(ordered)
            }
            Err(mistake) => {
                if let Some(palette) = self.palette() {
                    palette.mistake = Some(mistake);
                }
                Vec::new()
            }
        }
    }

    /// An older command, or a newer one.
    fn recall_command(&mut self, older: bool) {
        let commands = std::mem::take(&mut self.commands);
        if let Some(palette) = self.palette() {
            if palette.back == 0 {
                palette.draft = palette.text().to_owned();
            }
            palette.back = if older {
                (palette.back + 1).min(commands.len())
            } else {
                palette.back.saturating_sub(1)
            };
            let text = match palette.back {
                0 => palette.draft.clone(),
                back => commands[commands.len() - back].clone(),
            };
            palette.set(&text);
        }
        if commands.is_empty() {
            self.status = Status::info("no command was given yet");
        }
        self.commands = commands;
        self.command_typed();
    }
}

/// Whether something stands behind what the row begins with.
fn is_argued(text: &str, row: &PaletteRow) -> bool {
    text.strip_prefix(&row.command).is_some_and(|rest| !rest.trim().is_empty())
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
