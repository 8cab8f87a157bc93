//! What keys do to a line of text that is being typed, as in a shell.

use tui_input::{Input, InputRequest};

use super::key::{Code, Key};

/// Takes a key; false where it is none for a line of text.
pub(super) fn take(input: &mut Input, key: Key) -> bool {
    let Some(request) = request(key) else { return false };
    input.handle(request);
    true
}

fn request(key: Key) -> Option<InputRequest> {
    use InputRequest as Do;
    Some(match key {
        Key { code: Code::Char(c), ctrl: false, alt: false } => Do::InsertChar(c),
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
