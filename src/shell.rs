//! The only impure part: terminal, input, signals, jobs, browser, clipboard. One
//! inbox carries everything that happens; the loop drains it, lets the app
//! change, carries out what the app asks for, and draws.

mod alarm;
mod answer;
mod browser;
mod clipboard;
mod desktop;
mod graphics;
mod input;
mod jobs;
mod keeper;
mod lend;
mod links;
mod look;
mod openers;
mod pictures;
mod pipe;
mod settings;
mod signals;
mod terminal;

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::App;
use crate::app::Effect;
use crate::app::Message;
use crate::config::Config;
use crate::config::Overruled;
use crate::config::SettingsFile;
use crate::config::Understood;
use crate::load::Cache;
use crate::load::Origin;
use crate::terminal::Terminal;
use crate::view;

use answer::{Question, Questions};
use desktop::Desktop;
use graphics::Easel;
use input::Gate;
use jobs::Jobs;
use look::Look;
use signals::Signal;
use terminal::Screen;

/// Frames come at most this often: a held key or a flood of batches is drawn
/// as one.
const FRAME: Duration = Duration::from_millis(10);
/// Ages are right to the minute.
const TICK: Duration = Duration::from_secs(60);

/// What to read and how to show it.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where the documents are.
    pub origin: Origin,
    /// What that is called on the screen.
    pub label: String,
    /// Whether colours may be used.
    pub color: bool,
    /// The settings.
    pub config: Config,
    /// Where they stand.
    pub settings: SettingsFile,
    /// What of them is wrong, and the text without that.
    pub understood: Understood,
    /// What the command line says, whatever the settings say.
    pub overruled: Overruled,
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
    /// The terminal is looked at again.
    Focus,
    /// The terminal has told its background, red, green and blue.
    Background(answer::Rgb),
    /// The terminal knows kitty's graphics; or does not, or has not answered in time.
    Graphics(bool),
    /// The keyboard is gone, with the reason.
    InputLost(io::Error),
}

/// Runs the reader until it is left, and returns the exit code. The terminal is
/// given back however it ends.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(session: Session) -> io::Result<u8> {
    terminal::restore_on_panic();
    let (outbox, inbox) = mpsc::channel();
    // First, so that no signal finds the terminal taken and nobody listening.
    signals::listen(&outbox)?;
    let kind = Terminal::here();
    let screen = Screen::open(&session.config, kind.clone())?;
    let (mut app, first) =
        App::new(session.label.clone(), screen.size()?, Timestamp::now(), &session.config);
    app.welcome(session.origin == Origin::Edition);
    app.begin_with(&session.settings.path, session.understood.clone(), session.overruled);
    let questions = Questions::default();
    let look = Look::new(&session, &kind, questions.clone(), outbox.clone());
    let desktop = Desktop::new(&kind);
    let easel = Easel::new(kind, session.color, session.config.images);
    let jobs = Jobs::new(session, outbox.clone());
    let (waiting, drawn) = (VecDeque::new(), Instant::now());
    let gate = Gate::default();
    let mut desk = Desk {
        app,
        look,
        easel,
        questions,
        desktop,
        screen,
        jobs,
        waiting,
        drawn,
        typed: false,
        gate,
    };
    if let Some(theme) = desk.look.recall() {
        desk.pass(Message::Themed(theme))?;
    }
    desk.pass(Message::Ordered(terminal::is_ordered()))?;
    desk.tell_graphics()?;
    // Nothing slow stands before the first frame.
    desk.draw()?;
    desk.gate = input::listen(&outbox, desk.questions.clone());
    drop(outbox);
    desk.jobs.keeper.recall();
    let exit = desk.carry_out(first)?;
    let ended = desk.run(exit, &inbox);
    // Where the terminal is gone there is nobody to tell.
    let _ = desk.screen.send(&desk.easel.send(std::iter::empty()));
    desk.await_answer(&inbox);
    // Also where the terminal is gone.
    if let Some(place) = desk.app.place() {
        desk.jobs.keep_place(place);
    }
    // The process ends: to give back the memory of all documents piece by piece takes longer
    // than anybody who leaves wants to wait.
    std::mem::forget(desk.app);
    ended
}

/// What the loop works with. Methods that return an exit code do so when the reader
/// is left.
struct Desk {
    app: App,
    look: Look,
    easel: Easel,
    /// When the terminal was asked.
    questions: Questions,
    desktop: Desktop,
    /// Dropped before the jobs, which may have to wait for a disk: the terminal need not.
    screen: Screen,
    jobs: Jobs,
    /// Batches that have not been passed on: one that is not taken at once goes on growing.
    waiting: VecDeque<Message>,
    /// When the last frame was drawn.
    drawn: Instant,
    /// A key has been pressed.
    typed: bool,
    /// Whether keys are read.
    gate: Gate,
}

impl Desk {
    fn run(&mut self, mut exit: Option<u8>, inbox: &Receiver<Event>) -> io::Result<u8> {
        let mut ticked = Instant::now();
        loop {
            if let Some(code) = exit {
                return Ok(code);
            }
            let is_busy = !self.waiting.is_empty();
            let tick = TICK.saturating_sub(ticked.elapsed());
            let due = self.desktop.due(Instant::now()).filter(|due| *due < tick);
            let patience = due.unwrap_or(tick);
            exit = match inbox.recv_timeout(if is_busy { Duration::ZERO } else { patience }) {
                Ok(event) => self.gather(event, inbox)?,
                Err(RecvTimeoutError::Timeout) if is_busy => self.pour()?,
                Err(RecvTimeoutError::Timeout) if due.is_some() => None,
                Err(RecvTimeoutError::Timeout) => {
                    ticked = Instant::now();
                    self.look_around();
                    self.pass(Message::Tick(Timestamp::now()))?
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(io::Error::other("all inputs are gone"));
                }
            };
            if exit.is_none() {
                self.draw()?;
            }
        }
    }

    /// For what others may have done meanwhile.
    fn look_around(&mut self) {
        self.jobs.keeper.recall();
        self.jobs.look_around();
    }

    fn draw(&mut self) -> io::Result<()> {
        self.jobs.keeper.catch_up();
        let theme = self.look.theme.with_links(self.screen.has_links());
        let (app, typed) = (&self.app, self.typed);
        let draw = |buffer: &mut _| {
            view::draw(app, &theme, buffer);
            if typed {
                injected_panic("screen");
            }
        };
        self.screen.send(&self.easel.send(app.pictures()))?;
        let around = || self.desktop.tell(&app.desktop(), Instant::now());
        self.screen.draw(|| view::links(app), draw, around)?;
        self.drawn = Instant::now();
        self.ask()
    }

    /// Asks the terminal what has to be known of it, where it has not been asked yet.
    fn ask(&mut self) -> io::Result<()> {
        if self.look.seen() {
            self.screen.ask(Question::Background)?;
        }
        if self.easel.asks() && self.questions.begin(Question::Graphics) {
            self.screen.ask(Question::Graphics)?;
            self.jobs.later(Question::Graphics.limit(), Event::Graphics(false));
        }
        Ok(())
    }

    /// Says how pictures can be shown, where that is something new.
    fn tell_graphics(&mut self) -> io::Result<Option<u8>> {
        self.easel.news().map_or(Ok(None), |news| self.pass(news))
    }

    /// An answer that comes after the end would be typed into the shell.
    fn await_answer(&self, inbox: &Receiver<Event>) {
        while let Some(left) = self.questions.left()
            && inbox.recv_timeout(left).is_ok()
        {}
    }

    /// Takes an event and all that arrives until the next frame is due. What never
    /// stops arriving must not put that frame off for ever.
    fn gather(&mut self, first: Event, inbox: &Receiver<Event>) -> io::Result<Option<u8>> {
        let due = self.drawn + FRAME;
        let end = Instant::now().max(due) + FRAME;
        // Of many resizes only the last matters.
        let mut resize = None;
        let mut exit = self.sort_in(first, &mut resize)?;
        while exit.is_none()
            && Instant::now() < end
            && let Ok(event) = inbox.recv_timeout(due.saturating_duration_since(Instant::now()))
        {
            exit = self.sort_in(event, &mut resize)?;
            // A batch that another follows grows no more.
            if self.waiting.len() > 1
                && let Some(batch) = self.waiting.pop_front()
            {
                exit = exit.or(self.pass(batch)?);
            }
        }
        if let Some(resize) = resize {
            exit = exit.or(self.pass(resize)?);
        }
        Ok(exit.or(self.pour()?))
    }

    /// Passes on batches for half of the time of a frame: what is typed must not wait for all
    /// that has been read.
    fn pour(&mut self) -> io::Result<Option<u8>> {
        let end = Instant::now() + FRAME / 2;
        let mut exit = None;
        while exit.is_none()
            && Instant::now() < end
            && let Some(batch) = self.waiting.pop_front()
        {
            exit = self.pass(batch)?;
        }
        Ok(exit)
    }

    /// Puts aside what may wait for the frame.
    fn sort_in(&mut self, event: Event, resize: &mut Option<Message>) -> io::Result<Option<u8>> {
        match event {
            Event::Message(message @ Message::Resize(..)) => *resize = Some(message),
            Event::Message(message @ Message::Loaded { .. }) => self.waiting.push_back(message),
            other => return self.take(other),
        }
        Ok(None)
    }

    fn take(&mut self, event: Event) -> io::Result<Option<u8>> {
        match event {
            Event::Message(message) => {
                if matches!(message, Message::Key(_) | Message::Mouse(_)) {
                    self.typed = true;
                    self.jobs.keeper.recall_sometimes();
                    // Marks are of the moment of the key, not of the last full minute.
                    self.pass(Message::Tick(Timestamp::now()))?;
                }
                self.pass(message)
            }
            Event::Focus => {
                self.look_around();
                Ok(None)
            }
            Event::Background(background) => {
                self.look.learn(background);
                Ok(None)
            }
            Event::Graphics(knows) => {
                if self.easel.learn(knows) {
                    self.tell_graphics()
                } else {
                    Ok(None)
                }
            }
            Event::Signal(Signal::End(number)) => Ok(Some(128_u8.saturating_add(number))),
            Event::Signal(Signal::Stop) => self.suspend(),
            Event::Signal(Signal::Continue) => self.renew(),
            Event::InputLost(error) => Err(error),
        }
    }

    fn pass(&mut self, message: Message) -> io::Result<Option<u8>> {
        // A cell may have other pixels now.
        let is_resize = matches!(message, Message::Resize(..));
        let effects = self.app.update(message);
        let suspended = effects.contains(&Effect::Suspend);
        let mut exit = self.carry_out(effects)?;
        if is_resize {
            exit = exit.or(self.tell_graphics()?);
        }
        if suspended { self.suspend() } else { Ok(exit) }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Option<u8>> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Some(0)),
                Effect::Redraw => {
                    self.easel.forget();
                    self.screen.clear()?;
                }
                Effect::UseImages(images) => {
                    self.easel.use_settings(images);
                    self.jobs.pictures.use_settings(images);
                    let exit = self.tell_graphics()?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
                Effect::Suspend => {}
                Effect::Copy(text) => {
                    self.screen.copy(&text)?;
                    self.jobs.copy(text);
                }
                Effect::Open(url) => {
                    let exit = self.open(url)?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
                Effect::UseTerminal { mouse, bidi, links } => {
                    self.screen.use_settings(mouse, bidi, links)?;
                    let exit = self.pass(Message::Ordered(terminal::is_ordered()))?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
                Effect::Theme(name) => self.look.show(name),
                Effect::KeepTheme(name) => self.look.keep(name),
                Effect::UseThemes(usual, themes) => self.look.use_themes(usual, themes),
                other => self.jobs.start(other),
            }
        }
        Ok(None)
    }

    /// Opens a link, here where the program for it needs the terminal.
    fn open(&mut self, url: String) -> io::Result<Option<u8>> {
        let openers = self.jobs.openers.clone();
        let Some(opener) = openers.find(&url).filter(|opener| opener.terminal) else {
            self.jobs.start(Effect::Open(url));
            return Ok(None);
        };
        let outcome = match browser::command(&opener.run, &url) {
            Ok(command) => {
                let outcome = lend::run(command, &self.gate);
                if let Some(exit) = self.renew()? {
                    return Ok(Some(exit));
                }
                outcome
            }
            Err(cause) => Err(cause),
        };
        self.pass(Message::Opened { url, outcome })
    }

    fn suspend(&mut self) -> io::Result<Option<u8>> {
        terminal::give_back();
        signals::stop_self()?;
        self.renew()
    }

    /// After the terminal was somebody else's: it may have another size now.
    fn renew(&mut self) -> io::Result<Option<u8>> {
        self.screen.enter()?;
        let (width, height) = self.screen.size()?;
        self.pass(Message::Resize(width, height))?;
        self.pass(Message::Redraw)
    }
}

/// Panics where a test asks for it by the name of the place, in builds for tests only.
fn injected_panic(place: &str) {
    if cfg!(debug_assertions)
        && std::env::var_os("NEWSWIRE_TEST_PANIC").is_some_and(|wanted| wanted == place)
    {
        panic!("a panic that a test asked for");
    }
}
