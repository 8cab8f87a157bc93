//! The keyboard: from the terminal's events to messages.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::Code;
use crate::app::Key;
use crate::app::Message;

use super::Event;

/// Reads events for as long as the reader runs. The thread ends with the process:
/// a blocked read cannot be called off.
pub(super) fn listen(outbox: &Sender<Event>) {
    let outbox = outbox.clone();
    thread::spawn(move || {
        loop {
            let event = match event::read() {
                Ok(event) => told(&event),
                Err(error) => Some(Event::InputLost(error)),
            };
            let lost = matches!(event, Some(Event::InputLost(_)));
            if event.is_some_and(|event| outbox.send(event).is_err()) || lost {
                return;
            }
        }
    });
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
