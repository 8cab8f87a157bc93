//! The keyboard: from the terminal's events to messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::Code;
use crate::app::Key;
use crate::app::Message;

use super::Event;
use super::answer::{Question, Sieve, Sifted};

/// Reads events for as long as the reader runs, and sifts out what answers the question. The
/// thread ends with the process: a blocked read cannot be called off.
pub(super) fn listen(outbox: &Sender<Event>, question: Question) {
    let outbox = outbox.clone();
    let mut sieve = Sieve::new(question);
    thread::spawn(move || {
        loop {
            let events = match next(&mut sieve) {
                Ok(sifted) => sifted.iter().filter_map(taken).collect(),
                Err(error) => vec![Event::InputLost(error)],
            };
            let lost = matches!(events.last(), Some(Event::InputLost(_)));
            let gone = events.into_iter().any(|event| outbox.send(event).is_err());
            if gone || lost {
                return;
            }
        }
    });
}

fn next(sieve: &mut Sieve) -> io::Result<Vec<Sifted>> {
    match sieve.patience() {
        Some(patience) if !event::poll(patience)? => Ok(sieve.release()),
        _ => Ok(sieve.sift(event::read()?)),
    }
}

fn taken(sifted: &Sifted) -> Option<Event> {
    match sifted {
        Sifted::Event(event) => told(event),
        Sifted::Background(background) => Some(Event::Background(*background)),
    }
}

fn told(event: &event::Event) -> Option<Event> {
    match *event {
        event::Event::Paste(ref words) => Some(Event::Message(Message::Paste(words.clone()))),
        event::Event::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Message(Message::Key(named(key))))
        }
        event::Event::Resize(width, height) => Some(Event::Message(Message::Resize(width, height))),
        event::Event::FocusGained => Some(Event::Focus),
        _ => None,
    }
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
