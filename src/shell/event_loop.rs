//! The loop: takes events, updates the app, and draws once for all of them.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::Message;

use super::answer::Question;
use super::signals::Signal;
use super::{Event, EventLoop};

/// Shortest time between frames: the effects of a held key or a flood of batches are drawn in one.
const FRAME: Duration = Duration::from_millis(10);
/// Ages on the screen are accurate to the minute.
const TICK: Duration = Duration::from_secs(60);

impl EventLoop {
    pub(super) fn run(&mut self, mut exit: Option<u8>, inbox: &Receiver<Event>) -> io::Result<u8> {
        let mut ticked = Instant::now();
        loop {
            if let Some(code) = exit {
                return Ok(code);
            }
            let tick = TICK.saturating_sub(ticked.elapsed());
            let due = self.desktop.due(Instant::now()).filter(|due| *due < tick);
            let patience = due.unwrap_or(tick);
            let batch = self.waiting.due().filter(|due| *due <= patience);
            exit = match inbox.recv_timeout(batch.unwrap_or(patience)) {
                Ok(event) => self.gather(event, inbox)?,
                Err(RecvTimeoutError::Timeout) if batch.is_some() => self.pour()?,
                Err(RecvTimeoutError::Timeout) if due.is_some() => None,
                Err(RecvTimeoutError::Timeout) => {
                    ticked = Instant::now();
                    self.look_around();
                    self.pass(Message::Tick(Timestamp::now()))?
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(io::Error::other("all inputs are closed"));
                }
            };
            if exit.is_none() {
                let began = Instant::now();
                self.draw()?;
                let spent = std::mem::take(&mut self.spent);
                if !spent.is_zero() {
                    self.waiting.spent(spent + began.elapsed());
                }
            }
        }
    }

    /// Checks for changes by other programs.
    fn look_around(&mut self) {
        self.jobs.state.recall();
        self.jobs.look_around();
    }

    pub(super) fn draw(&mut self) -> io::Result<()> {
        let theme = self.themes.theme.with_links(self.screen.has_links());
        let (app, view) = (&self.app, self.view);
        let draw = |buffer: &mut _| {
            view(app, &theme, buffer);
        };
        self.screen.send(&self.graphics_output.send(&app.seen_pictures(), &app.pictures()))?;
        let around = || self.desktop.tell(&app.desktop(), Instant::now());
        self.screen.draw(|| crate::view::links(app), draw, around)?;
        self.drawn = Instant::now();
        self.ask()
    }

    /// Asks how the terminal measures clusters; before the first frame, which covers the traces of
    /// the question. The answer comes after that frame.
    pub(super) fn measure(&mut self) -> io::Result<()> {
        if self.screen.can_measure() && self.questions.begin(Question::Columns) {
            self.screen.ask(Question::Columns)?;
        }
        Ok(())
    }

    /// Asks the terminal the questions that are needed and have not been asked yet.
    fn ask(&mut self) -> io::Result<()> {
        if self.themes.seen() {
            self.screen.ask(Question::Background)?;
        }
        if self.graphics_output.asks() && self.questions.begin(Question::Version) {
            self.screen.ask(Question::Version)?;
            self.jobs.await_version(Question::Version.limit());
        }
        Ok(())
    }

    /// Tells the app how pictures can be shown, if that has changed.
    pub(super) fn tell_graphics(&mut self) -> io::Result<Option<u8>> {
        self.graphics_output.news().map_or(Ok(None), |news| self.pass(news))
    }

    /// Waits for outstanding answers: one that arrives after the exit would be typed into the
    /// shell.
    pub(super) fn await_answer(&self, inbox: &Receiver<Event>) {
        while let Some(left) = self.questions.left()
            && inbox.recv_timeout(left).is_ok()
        {}
    }

    /// Handles an event and all that arrive until the next frame is due. A continuous stream of
    /// events must not delay the frame forever.
    fn gather(&mut self, first: Event, inbox: &Receiver<Event>) -> io::Result<Option<u8>> {
        let due = self.drawn + FRAME;
        let end = Instant::now().max(due) + FRAME;
        // Only the last of several resizes matters.
        let mut resize = None;
        let mut exit = self.sort_in(first, &mut resize)?;
        while exit.is_none()
            && Instant::now() < end
            && let Ok(event) = inbox.recv_timeout(due.saturating_duration_since(Instant::now()))
        {
            exit = self.sort_in(event, &mut resize)?;
        }
        if let Some(resize) = resize {
            exit = exit.or(self.pass(resize)?);
        }
        Ok(exit.or(self.pour()?))
    }

    /// Passes on batches for at most half a frame: keys must not wait until everything that has
    /// been read is processed.
    fn pour(&mut self) -> io::Result<Option<u8>> {
        let began = Instant::now();
        let mut exit = None;
        while exit.is_none()
            && began.elapsed() < FRAME / 2
            && let Some(batch) = self.waiting.take()
        {
            exit = self.pass(batch)?;
            self.spent = began.elapsed();
        }
        Ok(exit)
    }

    /// Sets aside events that can wait for the frame.
    fn sort_in(&mut self, event: Event, resize: &mut Option<Message>) -> io::Result<Option<u8>> {
        match event {
            Event::Message(message @ Message::Resize(..)) => *resize = Some(message),
            Event::Message(message @ Message::Loaded { .. }) => self.waiting.push(message),
            other => return self.take(other),
        }
        Ok(None)
    }

    fn take(&mut self, event: Event) -> io::Result<Option<u8>> {
        match event {
            Event::Message(message) => {
                if matches!(message, Message::Key { .. } | Message::Mouse { .. }) {
                    self.jobs.state.recall_sometimes();
                }
                self.pass(message)
            }
            Event::Focus => {
                self.look_around();
                Ok(None)
            }
            Event::Background(background) => {
                self.themes.learn(background);
                Ok(None)
            }
            Event::Version(version) => {
                self.graphics_output.learn(version);
                self.tell_graphics()
            }
            Event::Columns(columns) => {
                self.screen.learn(&columns);
                Ok(None)
            }
            Event::Foreground { run, url } => self.open_here(&run, url),
            Event::Signal(Signal::End(number)) => Ok(Some(128_u8.saturating_add(number))),
            Event::Signal(Signal::Stop) => self.suspend(),
            Event::Signal(Signal::Continue) => self.renew(),
            Event::InputLost(error) => Err(error),
        }
    }

    pub(super) fn pass(&mut self, message: Message) -> io::Result<Option<u8>> {
        // A resize may have changed the size of a cell in pixels.
        let is_resize = matches!(message, Message::Resize(..));
        let effects = self.app.update(message);
        let exit = self.carry_out(effects)?;
        if is_resize && exit.is_none() { self.tell_graphics() } else { Ok(exit) }
    }
}
