//! What the screen looks like: a theme by its name becomes colours that this terminal has. Themes
//! have been parsed with the settings, so that a preview is a lookup. Which one was chosen is kept
//! with everything else.

use std::sync::mpsc::Sender;

use crate::app::Message;
use crate::config::AUTO;
use crate::config::Palette;
use crate::config::Themes;
use crate::problem::Problem;
use crate::terminal::Depth;
use crate::terminal::Terminal;
use crate::view::Theme;
use crate::view::is_dark;

use super::answer::{Question, Questions, Rgb};
use super::{Event, Session};

/// What the screen looks like.
pub(super) struct ThemeHost {
    pub(super) theme: Theme,
    /// When the terminal was asked.
    questions: Questions,
    themes: Themes,
    /// That of the settings.
    usual: String,
    depth: Depth,
    /// Would show the question for its background.
    is_simple: bool,
    /// Follows the background.
    is_auto: bool,
    /// What is shown, as [`ThemeHost::show`] was told.
    shown: Option<String>,
    background: Option<Rgb>,
    /// A frame has been drawn.
    is_seen: bool,
    outbox: Sender<Event>,
}

impl ThemeHost {
    /// That of the settings.
    pub(super) fn new(
        session: &Session,
        kind: &Terminal,
        questions: Questions,
        outbox: Sender<Event>,
    ) -> Self {
        let depth = if session.color { kind.depth() } else { Depth::None };
        let mut host = Self {
            theme: Theme::of(&Palette::TERMINAL, depth),
            questions,
            themes: session.config.themes.clone(),
            usual: session.config.theme.clone(),
            depth,
            is_simple: kind.is_simple(),
            is_auto: false,
            shown: None,
            background: None,
            is_seen: false,
            outbox,
        };
        host.show(None);
        host
    }

    /// Shows a theme, or that of the settings. Where it cannot be shown all stays as it is.
    pub(super) fn show(&mut self, name: Option<String>) {
        self.shown.clone_from(&name);
        let name = name.unwrap_or_else(|| self.usual.clone());
        let is_auto = name == AUTO;
        match if is_auto { self.automatic() } else { self.themes.palette(&name) } {
            Ok(palette) => {
                self.theme = Theme::of(&palette, self.depth);
                self.is_auto = is_auto;
            }
            Err(problem) => self.tell(Message::Unthemed { name, why: problem.to_string() }),
        }
        if self.is_seen && self.depth == Depth::None {
            let why = "colours are turned off here: by NO_COLOR, TERM or --color never";
            self.tell(Message::Done(Ok(why.to_owned())));
        }
    }

    /// The settings name another theme, of these.
    pub(super) fn use_themes(&mut self, usual: String, themes: Themes) {
        (self.usual, self.themes) = (usual, themes);
        self.show(self.shown.clone());
    }

    /// The theme for the terminal's background, as far as that is known.
    fn automatic(&self) -> Result<Palette, Problem> {
        match self.background {
            None => Ok(Palette::TERMINAL),
            Some(background) if is_dark(background) => self.themes.palette("dark"),
            Some(_) => self.themes.palette("light"),
        }
    }

    /// A frame has been drawn. Returns whether the terminal is to be asked for its background.
    pub(super) fn seen(&mut self) -> bool {
        self.is_seen = true;
        let is_open = self.is_auto && self.depth != Depth::None && !self.is_simple;
        is_open && self.questions.begin(Question::Background)
    }

    /// The terminal has told its background.
    pub(super) fn learn(&mut self, background: Rgb) {
        self.background = Some(background);
        if self.is_auto {
            self.show(self.shown.clone());
        }
    }

    fn tell(&self, message: Message) {
        // Where the inbox is gone, so is the reader.
        let _ = self.outbox.send(Event::Message(message));
    }
}
