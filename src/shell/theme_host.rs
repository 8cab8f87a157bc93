//! Turns the chosen theme into colours that this terminal supports. Themes are parsed with the
//! settings, so that a preview is a lookup. The choice is saved with the rest of the state.

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

/// The current theme, and what it was chosen by.
pub(super) struct ThemeHost {
    pub(super) theme: Theme,
    /// When each question was sent to the terminal.
    questions: Questions,
    themes: Themes,
    /// Name of the configured theme.
    usual: String,
    depth: Depth,
    /// Whether the terminal would print the question for its background as text.
    is_simple: bool,
    /// Whether the theme follows the terminal's background.
    is_auto: bool,
    /// The theme last passed to [`ThemeHost::show`].
    shown: Option<String>,
    background: Option<Rgb>,
    /// Whether a frame has been drawn.
    is_seen: bool,
    outbox: Sender<Event>,
}

impl ThemeHost {
    /// Starts with the configured theme.
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

    /// Shows a theme, or the configured one. Keeps the current one if it cannot be shown.
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
            let why = "colours are turned off by NO_COLOR, TERM or --color never";
            self.tell(Message::Done(Ok(why.to_owned())));
        }
    }

    /// Applies changed themes, and the name of the one that is now configured.
    pub(super) fn use_themes(&mut self, usual: String, themes: Themes) {
        (self.usual, self.themes) = (usual, themes);
        self.show(self.shown.clone());
    }

    /// Returns the dark or light theme to match the terminal's background, or the terminal's own
    /// palette while that is unknown.
    fn automatic(&self) -> Result<Palette, Problem> {
        match self.background {
            None => Ok(Palette::TERMINAL),
            Some(background) if is_dark(background) => self.themes.palette("dark"),
            Some(_) => self.themes.palette("light"),
        }
    }

    /// Records that a frame was drawn. Returns whether to ask the terminal for its background.
    pub(super) fn seen(&mut self) -> bool {
        self.is_seen = true;
        let is_open = self.is_auto && self.depth != Depth::None && !self.is_simple;
        is_open && self.questions.begin(Question::Background)
    }

    /// Applies the background that the terminal has reported.
    pub(super) fn learn(&mut self, background: Rgb) {
        self.background = Some(background);
        if self.is_auto {
            self.show(self.shown.clone());
        }
    }

    fn tell(&self, message: Message) {
        // If the inbox is gone, the reader has ended.
        let _ = self.outbox.send(Event::Message(message));
    }
}
