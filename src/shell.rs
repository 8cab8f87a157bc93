//! The only impure part: terminal, input, signals, jobs, browser, clipboard. One
//! inbox carries everything that happens; the loop drains it, lets the app
//! change, carries out what the app asks for, and draws.

mod answer;
mod bodies;
mod browser;
mod clipboard;
mod desktop;
mod effects;
mod event_loop;
mod graphics;
mod input;
mod jobs;
mod links;
mod modes;
mod openers;
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

/// What to read and how to show it.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the documents are.
    pub input: Input,
    /// What that is called on the screen.
    pub label: String,
    /// Whether colours may be used.
    pub color: bool,
    /// The settings.
    pub config: Config,
    /// Where they stand.
    pub settings: SettingsFile,
    /// What of them is wrong, and the text without that.
    pub parsed: ParsedConfig,
    /// What the command line says, whatever the settings say.
    pub overrides: CliOverrides,
    /// The file in which marks are kept; only for this session where there is none.
    pub marks: Option<PathBuf>,
    /// Where parsed documents are kept.
    pub cache: Option<Cache>,
    /// The name of what is opened, by which one comes back to where one was.
    pub opened: Option<String>,
}

/// Everything that can arrive in the inbox.
#[derive(Debug)]
enum Event {
    Message(Message),
    Signal(Signal),
    /// A link is to be opened by a program that needs the terminal.
    Foreground {
        /// Its command.
        run: String,
        url: String,
    },
    /// The terminal is looked at again.
    Focus,
    /// The terminal has told its background, red, green and blue.
    Background(answer::Rgb),
    /// Name and version of the terminal; empty where it has not told them in time.
    Version(String),
    /// The keyboard is gone, with the reason.
    InputLost(io::Error),
}

/// Draws the state; returns how many rows of the list that took.
pub type Draw = fn(&App, &Theme, &mut Buffer) -> usize;

/// Runs the reader until it is left, and returns the exit code. The terminal is
/// given back however it ends.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(session: Session) -> io::Result<u8> {
    run_with(session, view::draw)
}

/// The same with a way to draw of one's own.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run_with(session: Session, view: Draw) -> io::Result<u8> {
    terminal::restore_on_panic();
    let (outbox, inbox) = mpsc::channel();
    // First, so that no signal finds the terminal taken and nobody listening.
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
    event_loop.pass(Message::Ordered(terminal::is_ordered()))?;
    event_loop.tell_graphics()?;
    // Nothing slow stands before the first frame.
    event_loop.draw()?;
    event_loop.gate = input::listen(&outbox, event_loop.questions.clone());
    drop(outbox);
    event_loop.jobs.state.recall();
    let exit = event_loop.carry_out(first)?;
    let ended = event_loop.run(exit, &inbox);
    // Where the terminal is gone there is nobody to tell.
    let _ = event_loop.screen.send(&event_loop.graphics_output.send(&[], &[]));
    event_loop.await_answer(&inbox);
    // Also where the terminal is gone.
    if let Some(point) = event_loop.app.resume_point() {
        event_loop.jobs.keep_resume_point(point);
    }
    // The process ends: to give back the memory of all documents piece by piece takes longer
    // than anybody who leaves wants to wait.
    std::mem::forget(event_loop.app);
    ended
}

/// What the loop works with. Methods that return an exit code do so when the reader
/// is left.
struct EventLoop {
    app: App,
    view: Draw,
    themes: ThemeHost,
    graphics_output: GraphicsOutput,
    /// When the terminal was asked.
    questions: Questions,
    desktop: Desktop,
    /// Dropped before the jobs, which may have to wait for a disk: the terminal need not.
    screen: Screen,
    jobs: Jobs,
    waiting: Waiting,
    /// What has been spent on batches since the last frame.
    spent: Duration,
    /// When the last frame was drawn.
    drawn: Instant,
    /// Whether keys are read.
    gate: Gate,
}
