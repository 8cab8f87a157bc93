//! The impure part: terminal, input, signals, jobs, browser, clipboard. Every event arrives in one
//! inbox; the loop drains it, updates the app, carries out the effects that the app returns, and
//! draws.

mod answer;
mod bodies;
mod browser;
mod clipboard;
mod clusters;
mod desktop;
mod downloads;
mod effects;
mod event_loop;
mod feeds;
mod graphics;
mod input;
mod jobs;
mod modes;
mod opening;
mod output;
mod pictures;
mod pipe;
mod run_foreground;
mod settings;
mod signals;
mod state_worker;
mod terminal;
mod theme_host;
mod timer;
mod waiting;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::Message;
use crate::config::CliOverrides;
use crate::config::Config;
use crate::config::ParsedConfig;
use crate::config::SettingsFile;
use crate::load::Cache;
use crate::load::Input;
use crate::state;
use crate::terminal::Terminal;
use crate::view;
use crate::view::Theme;

use answer::Questions;
use desktop::Desktop;
use graphics::GraphicsOutput;
use input::Gate;
use jobs::Jobs;
use signals::Signal;
use terminal::Screen;
use theme_host::ThemeHost;
use waiting::Waiting;

/// What to read and how to show it, fixed when the program starts.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where to read documents from.
    pub input: Input,
    /// Name of the input, as shown on the screen.
    pub label: String,
    /// Whether colours may be used.
    pub color: bool,
    /// The settings.
    pub config: Config,
    /// Path of the settings file.
    pub settings: SettingsFile,
    /// The parsed settings file with its problems, and its text without the parts that are wrong.
    pub parsed: ParsedConfig,
    /// Options of the command line; they override the settings.
    pub overrides: CliOverrides,
    /// The file that stores the marks; if none, marks last for this session only.
    pub marks: Option<PathBuf>,
    /// Cache of parsed documents.
    pub cache: Option<Cache>,
    /// The folder of the library, if its documents are shown.
    pub library: Option<PathBuf>,
    /// Identifies the input across sessions, so that the next one resumes at the same place.
    pub opened: Option<String>,
}

/// Everything that can arrive in the inbox.
#[derive(Debug)]
enum Event {
    Message(Message),
    Signal(Signal),
    /// Opens a link with a program that needs the terminal.
    Foreground {
        /// The command line of the program.
        run: String,
        url: String,
    },
    /// The terminal has gained the focus.
    Focus,
    /// The terminal has reported its background colour: red, green and blue.
    Background(answer::Rgb),
    /// Name and version of the terminal; empty if it did not answer in time.
    Version(String),
    /// The terminal has told how many columns some clusters occupy.
    Columns(Vec<u16>),
    /// The keyboard can no longer be read.
    InputLost(io::Error),
}

/// Draws the state; returns the number of list rows drawn.
pub type Draw = fn(&App, &Theme, &mut Buffer) -> usize;

/// Runs the reader until the user quits, and returns the exit code. Restores the terminal however
/// the reader ends.
///
/// # Errors
/// If the terminal cannot be used.
pub fn run(session: Session) -> io::Result<u8> {
    run_with(session, view::draw)
}

/// Runs the reader like [`run`], but draws with `view`.
///
/// # Errors
/// If the terminal cannot be used.
pub fn run_with(session: Session, view: Draw) -> io::Result<u8> {
    terminal::restore_on_panic();
    let (outbox, inbox) = mpsc::channel();
    // First, so that no signal arrives after the terminal is taken over but before it is handled.
    signals::listen(&outbox)?;
    let kind = Terminal::here();
    let screen = Screen::open(&session.config, kind.clone())?;
    let (mut app, first) =
        App::new(session.label.clone(), screen.size()?, Timestamp::now(), &session.config);
    app.welcome(session.input == Input::Edition);
    app.begin_with(&session.settings.path, session.parsed.clone(), session.overrides);
    let questions = Questions::default();
    let themes = ThemeHost::new(&session, &kind, questions.clone(), outbox.clone());
    let theme = session.marks.as_deref().and_then(state::remembered_theme);
    let desktop = Desktop::new(&kind);
    let graphics_output = GraphicsOutput::new(kind, session.color, session.config.images);
    let jobs = Jobs::new(session, outbox.clone());
    let (waiting, drawn) = (Waiting::new(), Instant::now());
    let gate = Gate::default();
    let mut event_loop = EventLoop {
        app,
        view,
        themes,
        graphics_output,
        questions,
        desktop,
        screen,
        jobs,
        waiting,
        spent: Duration::ZERO,
        drawn,
        gate,
    };
    if let Some(theme) = theme {
        event_loop.pass(Message::Themed(theme))?;
    }
    event_loop.pass(Message::Ordered(event_loop.screen.text_order()))?;
    event_loop.tell_graphics()?;
    event_loop.measure()?;
    // Nothing slow runs before the first frame.
    event_loop.draw()?;
    event_loop.gate = input::listen(&outbox, event_loop.questions.clone());
    drop(outbox);
    event_loop.jobs.state.recall();
    let exit = event_loop.carry_out(first)?;
    let ended = event_loop.run(exit, &inbox);
    // If the terminal is gone, there is nothing left to clean up.
    let _ = event_loop.screen.send(&event_loop.graphics_output.send(&[], &[]));
    event_loop.await_answer(&inbox);
    // Runs even if the terminal is gone.
    if let Some(point) = event_loop.app.resume_point() {
        event_loop.jobs.keep_resume_point(point);
    }
    // The process ends here. Freeing the memory of all documents one by one would delay the exit
    // noticeably.
    std::mem::forget(event_loop.app);
    ended
}

/// State of the loop. Methods that return an exit code return one if the reader is to quit.
struct EventLoop {
    app: App,
    view: Draw,
    themes: ThemeHost,
    graphics_output: GraphicsOutput,
    /// When each question was sent to the terminal.
    questions: Questions,
    desktop: Desktop,
    /// Dropped before the jobs: they may have to wait for a disk, and the terminal must not.
    screen: Screen,
    jobs: Jobs,
    waiting: Waiting,
    /// Time spent on batches since the last frame.
    spent: Duration,
    /// Time of the last frame.
    drawn: Instant,
    /// Controls whether the input thread reads keys.
    gate: Gate,
}
