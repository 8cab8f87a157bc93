//! What the sequences of a terminal mean: keys as xterm, the console of Linux and rxvt send them,
//! the mouse as xterm and its older modes do, and the focus. A sequence without a meaning is none.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::sequence::Sequence;

/// Returns the event that a sequence stands for.
pub(in crate::shell) fn event(sequence: Sequence) -> Option<Event> {
    match sequence {
        Sequence::Char { letter, alt } => {
            let (code, modifiers) = typed(letter);
            let alt = if alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
            Some(key(code, modifiers | alt))
        }
        Sequence::Control { parameters, end } => control(&parameters, end),
        Sequence::Function(letter) => named(letter).map(|code| key(code, KeyModifiers::NONE)),
        Sequence::Paste(text) => Some(Event::Paste(text)),
        Sequence::Text { .. } => None,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// Returns the key of a character. Control characters are Ctrl with a letter, except those that
/// have a key of their own.
fn typed(letter: char) -> (KeyCode, KeyModifiers) {
    let code = match letter {
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\x1b' => KeyCode::Esc,
        '\x7f' => KeyCode::Backspace,
        '\0' => return (KeyCode::Char(' '), KeyModifiers::CONTROL),
        '\x01'..='\x1a' => return (held_with(letter, 'a', 1), KeyModifiers::CONTROL),
        '\x1c'..='\x1f' => return (held_with(letter, '4', 0x1c), KeyModifiers::CONTROL),
        letter => KeyCode::Char(letter),
    };
    (code, KeyModifiers::NONE)
}

/// Returns the key of a control character, counted from `first`, which sends the code `code`.
fn held_with(control: char, first: char, code: u32) -> KeyCode {
    let number = u32::from(control) - code + u32::from(first);
    KeyCode::Char(char::from_u32(number).unwrap_or(first))
}

/// Keys that are told by a letter, after `CSI` or `SS3`.
fn named(letter: char) -> Option<KeyCode> {
    Some(match letter {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'F' => KeyCode::End,
        'H' => KeyCode::Home,
        'P' => KeyCode::F(1),
        'Q' => KeyCode::F(2),
        'R' => KeyCode::F(3),
        'S' => KeyCode::F(4),
        'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

/// Keys that are told by a number before `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let function =
        |first: u32, key: u32| KeyCode::F(u8::try_from(number - first + key).unwrap_or(0));
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => return None,
    })
}

fn control(parameters: &str, end: char) -> Option<Event> {
    if let Some(mouse) = parameters.strip_prefix('<') {
        return mouse_of(mouse, end).map(Event::Mouse);
    }
    if let Some(mouse) = parameters.strip_prefix('M') {
        return old_mouse(mouse).map(Event::Mouse);
    }
    // The console of Linux.
    if parameters == "[" {
        return (matches!(end, 'A'..='E')).then(|| {
            key(KeyCode::F(u8::try_from(u32::from(end) - 0x40).unwrap_or(1)), KeyModifiers::NONE)
        });
    }
    match (parameters, end) {
        ("", 'I') => return Some(Event::FocusGained),
        ("", 'O') => return Some(Event::FocusLost),
        _ => {}
    }
    let mut numbers = parameters.split(';').map(first_number);
    let first = numbers.next().flatten();
    let modifiers = numbers.next().map_or(Some(KeyModifiers::NONE), |it| it.map(modifiers));
    let code = match (end, first) {
        // xterm's modifyOtherKeys.
        ('~', Some(27)) => numbers.next().flatten().and_then(char::from_u32).map(|it| typed(it).0),
        ('~', Some(number)) => numbered(number),
        ('u', Some(number)) => char::from_u32(number).map(|letter| typed(letter).0),
        // Answers have other parameters.
        (_, Some(1)) => named(end),
        _ if parameters.is_empty() => named(end),
        _ => None,
    };
    code.zip(modifiers).map(|(code, modifiers)| key(code, modifiers))
}

/// Returns the number of a parameter without its parts after `:`.
fn first_number(parameter: &str) -> Option<u32> {
    parameter.split(':').next().and_then(|number| number.parse().ok())
}

/// One more than the sum of 1 for Shift, 2 for Alt and 4 for Ctrl.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let held = |bit: u32, modifier| if bits & bit == 0 { KeyModifiers::NONE } else { modifier };
    held(1, KeyModifiers::SHIFT) | held(2, KeyModifiers::ALT) | held(4, KeyModifiers::CONTROL)
}

/// Reads `button;column;row` of xterm's mouse mode 1006; the end says whether a button is pressed.
fn mouse_of(parameters: &str, end: char) -> Option<MouseEvent> {
    let mut numbers = parameters.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    mouse(kind_of(button, end == 'm')?, column, row)
}

/// Reads the three bytes of xterm's first mouse mode: button, column and row, 32 more each. Button
/// 3 is the release of any.
fn old_mouse(bytes: &str) -> Option<MouseEvent> {
    let mut numbers =
        bytes.chars().map(|byte| u16::try_from(u32::from(byte)).ok()?.checked_sub(32));
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let kind = if button & 0xe3 == 3 { kind_of(0, true)? } else { kind_of(button, false)? };
    mouse(kind, column, row)
}

/// Columns and rows are counted from 1.
fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Option<MouseEvent> {
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// Returns what a button does: the low two bits are its number, 32 is a motion, 64 the wheel.
fn kind_of(button: u16, is_release: bool) -> Option<MouseEventKind> {
    let left = MouseButton::Left;
    let number = usize::from(button & 3);
    let of_number = [left, MouseButton::Middle, MouseButton::Right].get(number).copied();
    Some(match (button & 0xc0, of_number) {
        (0, button) if is_release => MouseEventKind::Up(button.unwrap_or(left)),
        (0, Some(held)) if button & 32 != 0 => MouseEventKind::Drag(held),
        (0, Some(pressed)) => MouseEventKind::Down(pressed),
        (64, _) if number == 0 => MouseEventKind::ScrollUp,
        (64, _) if number == 1 => MouseEventKind::ScrollDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::input::sequence::Splitter;

    fn events(bytes: &str) -> Vec<Event> {
        let mut splitter = Splitter::default();
        let mut sequences = splitter.split(bytes.as_bytes());
        sequences.extend(splitter.release());
        sequences.into_iter().filter_map(event).collect()
    }

    #[test]
    fn keys_are_those_that_were_pressed() {
        let (none, alt, control) = (KeyModifiers::NONE, KeyModifiers::ALT, KeyModifiers::CONTROL);
        for (bytes, code, modifiers) in [
            ("j", KeyCode::Char('j'), none),
            ("é", KeyCode::Char('é'), none),
            ("\x1bj", KeyCode::Char('j'), alt),
            ("\x1b", KeyCode::Esc, none),
            ("\x03", KeyCode::Char('c'), control),
            ("\0", KeyCode::Char(' '), control),
            ("\x1f", KeyCode::Char('7'), control),
            ("\r", KeyCode::Enter, none),
            ("\x7f", KeyCode::Backspace, none),
            ("\x1b[A", KeyCode::Up, none),
            ("\x1bOB", KeyCode::Down, none),
            ("\x1b[1;5C", KeyCode::Right, control),
            ("\x1b[Z", KeyCode::BackTab, none),
            ("\x1b[5~", KeyCode::PageUp, none),
            ("\x1b[3;3~", KeyCode::Delete, alt),
            ("\x1b[15~", KeyCode::F(5), none),
            ("\x1b[24~", KeyCode::F(12), none),
            ("\x1bOQ", KeyCode::F(2), none),
            ("\x1b[[B", KeyCode::F(2), none),
            ("\x1b[1;2R", KeyCode::F(3), KeyModifiers::SHIFT),
            ("\x1b[106;5u", KeyCode::Char('j'), control),
            ("\x1b[27;5;106~", KeyCode::Char('j'), control),
        ] {
            assert_eq!(events(bytes), [key(code, modifiers)], "{bytes:?}");
        }
    }

    #[test]
    fn the_mouse_and_the_focus_are_told() {
        let kinds = |bytes: &str| -> Vec<MouseEventKind> {
            let kind = |event| match event {
                Event::Mouse(MouseEvent { kind, column: 9, row: 299, .. }) => kind,
                other => panic!("{other:?}"),
            };
            events(bytes).into_iter().map(kind).collect()
        };
        let left = MouseButton::Left;
        assert_eq!(kinds("\x1b[<0;10;300M"), [MouseEventKind::Down(left)]);
        assert_eq!(kinds("\x1b[<4;10;300M"), [MouseEventKind::Down(left)], "with Shift");
        assert_eq!(kinds("\x1b[<32;10;300M"), [MouseEventKind::Drag(left)]);
        assert_eq!(kinds("\x1b[<0;10;300m"), [MouseEventKind::Up(left)]);
        assert_eq!(kinds("\x1b[<64;10;300M"), [MouseEventKind::ScrollUp]);
        assert_eq!(kinds("\x1b[<65;10;300M"), [MouseEventKind::ScrollDown]);
        let pressed = MouseEvent {
            kind: MouseEventKind::Down(left),
            column: 2,
            row: 3,
            modifiers: KeyModifiers::NONE,
        };
        let released = MouseEvent { kind: MouseEventKind::Up(left), ..pressed };
        let old = [pressed, released].map(Event::Mouse);
        assert_eq!(events("\x1b[M #$\x1b[M##$"), old, "in the first mode of xterm");
        assert_eq!(events("\x1b[I\x1b[O"), [Event::FocusGained, Event::FocusLost]);
    }

    #[test]
    fn answers_to_other_programs_are_no_keys() {
        for answer in [
            "\x1b[?62;22c",
            "\x1b[?997;1n",
            "\x1b[?2026;2$y",
            "\x1b[12;40R",
            "\x1b[8;24;80t",
            "\x1b]11;rgb:0/0/0\x07",
            "\x1bP1$r0m\x1b\\",
            "\x1b[<35;1;1M",
            "\x1b[<0;0;0M",
            "\x1b[<99999;1;1M",
        ] {
            assert_eq!(events(answer), [], "{answer:?}");
        }
    }
}
