//! Line editing in a text field, with the keys of a shell.

use tui_input::{Input, InputRequest};

use crate::text;

use crate::app::input::key::{Code, Key};

/// Upper bound on typed characters; longer pastes are cut.
pub(in crate::app) const LONGEST: usize = 500;

/// Handles a key; returns false if it is not an editing key.
pub(in crate::app) fn take(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else { return false };
    let insert = matches!(request, InputRequest::InsertChar(_));
    if !insert || input.value().chars().count() < LONGEST {
        input.handle(request);
    }
    true
}

/// Inserts pasted text, as much as fits.
pub(in crate::app) fn insert(input: &mut Input, words: &str) {
    let room = LONGEST.saturating_sub(input.value().chars().count());
    for c in words.chars().take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Cleans pasted text into one line, keeping one space at either end if there was any.
pub(in crate::app) fn pasted(words: &str) -> String {
    let gap = |at_end: bool| if at_end { " " } else { "" };
    let (first, last) = (words.starts_with(' '), words.ends_with(' '));
    format!("{}{}{}", gap(first), text::line(words), gap(last))
}

/// Returns the cursor's offset in bytes.
pub(crate) fn cursor(input: &Input) -> usize {
    let text = input.value();
    text.char_indices().nth(input.cursor()).map_or(text.len(), |(at, _)| at)
}

/// Whether a key cancels the input.
pub(in crate::app) fn gives_up(key: Key) -> bool {
    key.code == Code::Esc || (key.ctrl && matches!(key.code, Code::Char('c' | 'g')))
}

fn is_shown(c: char) -> bool {
    c == ' ' || text::line(&c.to_string()).contains(c)
}

fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as Do;
    Some(match key {
        // Ignores invisible characters: nobody types them, and they could control the terminal.
        Key { code: Code::Char(c), ctrl: false, alt: false } if is_shown(c) => Do::InsertChar(c),
        Key { code: Code::Char(c), ctrl: true, alt: false } => match c {
            'a' => Do::GoToStart,
            'e' => Do::GoToEnd,
            'b' => Do::GoToPrevChar,
            'f' => Do::GoToNextChar,
            'h' => Do::DeletePrevChar,
            'w' => Do::DeletePrevWord,
            'u' => Do::DeleteLine,
            'k' => Do::DeleteTillEnd,
            _ => return None,
        },
        Key { code: Code::Backspace, alt: true, .. } => Do::DeletePrevWord,
        Key { code: Code::Backspace, .. } => Do::DeletePrevChar,
        Key { code: Code::Other("Delete"), .. } => Do::DeleteNextChar,
        Key { code: Code::Char('b'), alt: true, .. } | Key { code: Code::Left, ctrl: true, .. } => {
            Do::GoToPrevWord
        }
        Key { code: Code::Char('f'), alt: true, .. }
        | Key { code: Code::Right, ctrl: true, .. } => Do::GoToNextWord,
        Key { code: Code::Left, .. } => Do::GoToPrevChar,
        Key { code: Code::Right, .. } => Do::GoToNextChar,
        Key { code: Code::Home, .. } => Do::GoToStart,
        Key { code: Code::End, .. } => Do::GoToEnd,
        _ => return None,
    })
}
