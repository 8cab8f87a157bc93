//! What the screen looks like: a theme by its name becomes colours that this terminal has. What
//! was chosen with a key is kept in a file of its own, which is read before the first frame.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::app::Message;
use crate::config::AUTO;
use crate::config::Palette;
use crate::config::Themes;
use crate::problem::Problem;
use crate::problem::cause;
use crate::terminal::Depth;
use crate::terminal::Terminal;
use crate::text;
use crate::view::Theme;
use crate::view::is_dark;

use super::answer::{Question, Questions, Rgb};
use super::{Event, Session};

/// No theme has a longer name.
const LONGEST_NAME: u64 = 1024;
/// The end waits this long for the choice to be written.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the screen looks like.
pub(super) struct Look {
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
    /// What is shown, as [`Look::show`] was told.
    shown: Option<String>,
    background: Option<Rgb>,
    /// A frame has been drawn.
    is_seen: bool,
    /// Where the choice is kept.
    file: Option<PathBuf>,
    /// Disconnected once the last choice has been written.
    keeping: Option<Receiver<()>>,
    outbox: Sender<Event>,
}

impl Look {
    /// That of the settings.
    pub(super) fn new(
        session: &Session,
        kind: &Terminal,
        questions: Questions,
        outbox: Sender<Event>,
    ) -> Self {
        let depth = if session.color { kind.depth() } else { Depth::None };
        let mut look = Self {
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
            file: session.marks.as_ref().map(|marks| marks.with_file_name("theme")),
            keeping: None,
            outbox,
        };
        look.show(None);
        look
    }

    /// The theme that was chosen in an earlier session.
    pub(super) fn recall(&self) -> Option<String> {
        let mut name = String::new();
        let file = fs::File::open(self.file.as_ref()?).ok()?;
        file.take(LONGEST_NAME).read_to_string(&mut name).ok()?;
        Some(text::line(&name).into_owned()).filter(|name| !name.is_empty())
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

    /// Keeps a choice for the sessions to come, beside all else: a slow disk holds up no key.
    pub(super) fn keep(&mut self, name: Option<String>) {
        let Some(file) = self.file.clone() else { return };
        let (done, keeping) = mpsc::channel::<()>();
        let before = self.keeping.replace(keeping);
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            let _done = done;
            // One after the other, for the last counts.
            let _ = before.map(|before| before.recv());
            if let Err(error) = write(&file, name.as_deref()) {
                let why = format!("the theme lasts only this session: {}", cause(&error));
                let _ = outbox.send(Event::Message(Message::Done(Err(why))));
            }
        });
    }

    fn tell(&self, message: Message) {
        // Where the inbox is gone, so is the reader.
        let _ = self.outbox.send(Event::Message(message));
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Some(keeping) = self.keeping.take() {
            let _ = keeping.recv_timeout(PATIENCE);
        }
    }
}

/// The whole name or what was there before, also where the process is killed.
fn write(file: &Path, name: Option<&str>) -> io::Result<()> {
    let Some(name) = name else {
        return match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::new_in(folder)?;
    writeln!(new, "{name}")?;
    new.persist(file)?;
    Ok(())
}
