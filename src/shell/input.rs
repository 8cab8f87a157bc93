//! Reads the keyboard, and turns the terminal's events into messages.

#[cfg(unix)]
mod keyboard;
pub(super) mod keys;
pub(super) mod sequence;

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};
#[cfg(unix)]
use crossterm::terminal;
use jiff::Timestamp;

use crate::app::Code;
use crate::app::Key;
use crate::app::Message;
use crate::app::Motion;
use crate::app::Mouse;

use super::Event;
#[cfg(unix)]
use super::answer::Sieve;
use super::answer::{Questions, Sifted};
#[cfg(unix)]
use keyboard::{Arrival, Keyboard};
#[cfg(unix)]
use sequence::Splitter;

/// Pauses the input thread while another program uses the terminal.
#[derive(Clone, Default)]
pub(super) struct Gate(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    closed: bool,
    /// Whether the input thread is paused.
    resting: bool,
}

/// Upper bound on the wait for the pause. The thread wakes at once, but would never pause if it has
/// not started to read.
const PATIENCE: Duration = Duration::from_secs(1);

/// Time between the end of the input and that of the reader.
const GRACE: Duration = Duration::from_millis(500);

impl Gate {
    /// Pauses reading; returns once the input thread has stopped.
    pub(super) fn close(&self) {
        self.state().closed = true;
        super::signals::wake_input();
        let is_reading = |state: &mut State| !state.resting;
        let _ = self.0.1.wait_timeout_while(self.state(), PATIENCE, is_reading);
    }

    /// Resumes reading.
    pub(super) fn open(&self) {
        self.state().closed = false;
        self.0.1.notify_all();
    }

    /// Blocks until keys may be read.
    fn pass(&self) {
        let mut state = self.state();
        while state.closed {
            state.resting = true;
            self.0.1.notify_all();
            state = self.0.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.resting = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the input thread, which filters out answers to questions. It runs until the process ends,
/// because a blocked read cannot be cancelled.
pub(super) fn listen(outbox: &Sender<Event>, questions: Questions) -> Gate {
    let outbox = outbox.clone();
    let gate = Gate::default();
    let entry = gate.clone();
    thread::spawn(move || {
        let mut source = Source::new(questions);
        loop {
            entry.pass();
            let events = match source.next() {
                Ok(sifted) => sifted.into_iter().filter_map(taken).collect(),
                Err(error) => {
                    // If the terminal is gone, the signal that says so comes first.
                    thread::sleep(GRACE);
                    vec![Event::InputLost(error)]
                }
            };
            let lost = matches!(events.last(), Some(Event::InputLost(_)));
            let gone = events.into_iter().any(|event| outbox.send(event).is_err());
            if gone || lost {
                return;
            }
        }
    });
    gate
}

/// Where events come from.
#[cfg(unix)]
struct Source {
    /// Opened with the first read.
    keyboard: Option<Keyboard>,
    splitter: Splitter,
    sieve: Sieve,
}

#[cfg(unix)]
impl Source {
    fn new(questions: Questions) -> Self {
        Self { keyboard: None, splitter: Splitter::default(), sieve: Sieve::new(questions) }
    }

    /// Waits for the next events.
    fn next(&mut self) -> io::Result<Vec<Sifted>> {
        let keyboard = match &mut self.keyboard {
            Some(keyboard) => keyboard,
            none => none.insert(Keyboard::open()?),
        };
        let sequences = match keyboard.next(self.splitter.patience())? {
            Arrival::Bytes(bytes) => self.splitter.split(&bytes),
            Arrival::Silence => self.splitter.release().into_iter().collect(),
            Arrival::Resize => {
                let (width, height) = terminal::size()?;
                return Ok(vec![Sifted::Event(event::Event::Resize(width, height))]);
            }
        };
        Ok(sequences.into_iter().filter_map(|it| self.sieve.sift(it)).collect())
    }
}

/// Where events come from.
#[cfg(not(unix))]
struct Source;

#[cfg(not(unix))]
impl Source {
    fn new(_: Questions) -> Self {
        Self
    }

    fn next(&mut self) -> io::Result<Vec<Sifted>> {
        Ok(vec![Sifted::Event(event::read()?)])
    }
}

fn taken(sifted: Sifted) -> Option<Event> {
    match sifted {
        Sifted::Event(event) => told(event),
        Sifted::Background(background) => Some(Event::Background(background)),
        Sifted::Version(version) => Some(Event::Version(version)),
        Sifted::Columns(columns) => Some(Event::Columns(columns)),
    }
}

fn told(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Paste(words) => Some(Event::Message(Message::Paste(words))),
        event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Message(Message::Key { key: named(key), at: Timestamp::now() }))
        }
        event::Event::Mouse(mouse) => {
            let motion = motion(mouse.kind)?;
            let (column, row) = (mouse.column, mouse.row);
            let mouse = Mouse { motion, column, row };
            Some(Event::Message(Message::Mouse { mouse, at: Timestamp::now() }))
        }
        event::Event::Resize(width, height) => Some(Event::Message(Message::Resize(width, height))),
        event::Event::FocusGained => Some(Event::Focus),
        _ => None,
    }
}

fn motion(kind: MouseEventKind) -> Option<Motion> {
    use crossterm::event::MouseButton::Left;
    Some(match kind {
        MouseEventKind::Down(Left) => Motion::Press,
        MouseEventKind::Drag(Left) => Motion::Drag,
        MouseEventKind::Up(Left) => Motion::Release,
        MouseEventKind::ScrollUp => Motion::WheelUp,
        MouseEventKind::ScrollDown => Motion::WheelDown,
        _ => return None,
    })
}

fn named(event: KeyEvent) -> Key {
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Delete => Code::Other("Delete"),
        KeyCode::Insert => Code::Other("Insert"),
        KeyCode::F(number) => Code::Function(number),
        _ => Code::Other("this key"),
    };
    Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    }
}
