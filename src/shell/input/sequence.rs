//! Splits the bytes of the terminal into whole characters and control sequences (ECMA-48), also
//! those that nobody here understands: one that is not known must not swallow the keys after it.
//! What a sequence means is decided elsewhere.

use std::str;
use std::time::{Duration, Instant};

/// Longest pause after a byte that may be a key or the beginning of a sequence: a terminal sends a
/// sequence at once, and nobody types as fast.
const MOMENT: Duration = Duration::from_millis(25);
/// Longest pause within what can only be a sequence: a slow connection may delay the rest.
const PATIENCE: Duration = Duration::from_secs(1);
/// Longest time from the beginning of a sequence or of pasted text to its end: what followed it
/// would be taken for keys. Bytes without a pause are awaited even then.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Longest sequence in bytes; a longer one is dropped up to its end.
const LONGEST: usize = 4096;
/// Longest pasted text in bytes; the rest is dropped.
const LONGEST_PASTE: usize = 1024 * 1024;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// A character or a whole control sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::shell) enum Sequence {
    /// A character, and whether ESC precedes it.
    Char {
        /// The character, which may be a control character.
        letter: char,
        /// Whether ESC precedes it, as where Alt is held.
        alt: bool,
    },
    /// A control sequence (CSI).
    Control {
        /// All that stands between the introducer and the final byte.
        parameters: String,
        /// The final byte.
        end: char,
    },
    /// A function key in application mode (SS3).
    Function(char),
    /// A control string, such as an answer of the terminal.
    Text {
        /// The character after ESC: `]` for OSC, `P` for DCS.
        kind: char,
        /// What stands before the terminator.
        content: String,
    },
    /// Pasted text.
    Paste(String),
}

/// What the bytes so far amount to.
enum Verdict {
    /// More bytes belong to it.
    More,
    /// It is complete.
    Whole(Sequence),
    /// It is complete and means nothing.
    Nothing,
    /// It is longer than a sequence may be, and its end has not come.
    Overlong(Overlong),
    /// The last bytes, as many as told, begin something new; before them stands this, if anything.
    Broken(Option<Sequence>, usize),
}

/// Where the bytes stand within a sequence that is too long to hold.
#[derive(Clone, Copy, Debug)]
enum Overlong {
    /// In a control sequence.
    Control,
    /// In a control string.
    Text,
    /// After an ESC in a control string, which may begin its terminator.
    Escape,
}

/// Splits bytes that arrive in pieces.
#[derive(Debug, Default)]
pub(in crate::shell) struct Splitter {
    /// The beginning of a sequence.
    held: Vec<u8>,
    /// The sequence that is being dropped, while there is one.
    overlong: Option<Overlong>,
    /// The pasted text so far, while there is one.
    pasted: Option<Vec<u8>>,
    /// When the first bytes of what is not complete arrived.
    begun: Option<Instant>,
}

impl Splitter {
    /// How long to wait for the next byte; `None` if nothing is held.
    pub(in crate::shell) fn patience(&self) -> Option<Duration> {
        let pause = match self.held.len() {
            _ if self.pasted.is_some() => LONGEST_WAIT,
            _ if self.overlong.is_some() => PATIENCE,
            0 => return None,
            1 | 2 => MOMENT,
            _ => PATIENCE,
        };
        let waited = self.begun.map_or(Duration::ZERO, |begun| begun.elapsed());
        Some(pause.min(LONGEST_WAIT.saturating_sub(waited)).max(MOMENT))
    }

    fn is_complete(&self) -> bool {
        self.held.is_empty() && self.pasted.is_none() && self.overlong.is_none()
    }

    /// Returns what is held as keys, because nothing has followed it. The beginning of a sequence
    /// is no key.
    pub(in crate::shell) fn release(&mut self) -> Option<Sequence> {
        self.begun = None;
        if let Some(mut pasted) = self.pasted.take() {
            pasted.truncate(LONGEST_PASTE);
            return Some(Sequence::Paste(String::from_utf8_lossy(&pasted).into_owned()));
        }
        self.overlong = None;
        let held = std::mem::take(&mut self.held);
        match *held.as_slice() {
            [ESC] => Some(Sequence::Char { letter: '\x1b', alt: false }),
            [ESC, letter] if letter.is_ascii() => {
                Some(Sequence::Char { letter: char::from(letter), alt: true })
            }
            _ => None,
        }
    }

    /// Takes bytes, and returns every sequence that is complete.
    pub(in crate::shell) fn split(&mut self, bytes: &[u8]) -> Vec<Sequence> {
        let mut found = Vec::new();
        for byte in bytes {
            match (&mut self.pasted, self.overlong) {
                (Some(pasted), _) => {
                    let ends = paste(pasted, *byte);
                    found.extend(ends.then(|| self.release()).flatten());
                }
                (None, Some(overlong)) => found.extend(self.drop_up_to_end(overlong, *byte)),
                (None, None) => found.extend(self.take(*byte)),
            }
            if self.is_complete() {
                self.begun = None;
            }
        }
        if !self.is_complete() {
            self.begun.get_or_insert_with(Instant::now);
        }
        found
    }

    /// Drops a byte of a sequence that is too long, or takes it if it breaks the sequence off.
    fn drop_up_to_end(&mut self, overlong: Overlong, byte: u8) -> Option<Sequence> {
        self.overlong = match (overlong, byte) {
            (Overlong::Control, 0x20..=0x3f) => Some(Overlong::Control),
            (Overlong::Text, 0x20..=0x7e | 0x80..) => Some(Overlong::Text),
            (Overlong::Text, ESC) => Some(Overlong::Escape),
            _ => None,
        };
        match (overlong, byte) {
            _ if self.overlong.is_some() => None,
            (Overlong::Control, 0x40..=0x7e)
            | (Overlong::Text, BEL)
            | (Overlong::Escape, b'\\') => None,
            (Overlong::Escape, _) => {
                self.begun = None;
                self.held.push(ESC);
                self.take(byte)
            }
            _ => self.take(byte),
        }
    }

    /// Keeps the last bytes, as many as told: at most two, which are never broken themselves.
    fn begin_anew(&mut self, before: Option<Sequence>, rest: usize) -> Option<Sequence> {
        self.held.drain(..self.held.len() - rest);
        self.begun = None;
        let after = match judged(&self.held) {
            Verdict::More => return before,
            Verdict::Whole(after) => Some(after),
            _ => None,
        };
        self.held.clear();
        before.or(after)
    }

    fn take(&mut self, byte: u8) -> Option<Sequence> {
        self.held.push(byte);
        let verdict = judged(&self.held);
        if let Verdict::Broken(before, rest) = verdict {
            return self.begin_anew(before, rest);
        }
        if matches!(verdict, Verdict::More) {
            return None;
        }
        self.held.clear();
        match verdict {
            Verdict::Whole(Sequence::Control { parameters, end: '~' }) if parameters == "200" => {
                self.pasted = Some(Vec::new());
                None
            }
            Verdict::Whole(sequence) => Some(sequence),
            Verdict::Overlong(overlong) => {
                self.overlong = Some(overlong);
                None
            }
            _ => None,
        }
    }
}

/// Adds a byte to pasted text; returns whether the text ends with it.
fn paste(pasted: &mut Vec<u8>, byte: u8) -> bool {
    pasted.push(byte);
    if pasted.ends_with(PASTE_END) {
        pasted.truncate(pasted.len() - PASTE_END.len());
        return true;
    }
    if pasted.len() > LONGEST_PASTE + PASTE_END.len() {
        pasted.remove(LONGEST_PASTE);
    }
    false
}

fn judged(bytes: &[u8]) -> Verdict {
    match *bytes {
        [] | [ESC] | [ESC, b'[' | b'O' | b']' | b'P' | b'_' | b'^' | b'X'] => Verdict::More,
        [ESC, ESC] => Verdict::Broken(Some(Sequence::Char { letter: '\x1b', alt: false }), 1),
        [ESC, b'[', .., last] => control(bytes, last),
        [ESC, b'O', letter @ 0x40..=0x7e] => Verdict::Whole(Sequence::Function(char::from(letter))),
        [ESC, b'O', _] => Verdict::Broken(None, 1),
        [ESC, b']' | b'P' | b'_' | b'^' | b'X', .., last] => text(bytes, last),
        [ESC, ref rest @ ..] => letter(rest, true),
        _ => letter(bytes, false),
    }
}

/// Judges a control sequence. Parameters and intermediates are `0x20` to `0x3f`, and the final byte
/// is `0x40` to `0x7e`; any other byte breaks it off.
fn control(bytes: &[u8], last: u8) -> Verdict {
    let is_old_mouse = bytes.get(2) == Some(&b'M');
    match (bytes.len(), last) {
        // xterm's first mouse mode sends three bytes of any value after its final byte.
        (3..6, _) if is_old_mouse => Verdict::More,
        (6, _) if is_old_mouse => {
            let parameters = bytes.iter().skip(2).copied().map(char::from).collect();
            Verdict::Whole(Sequence::Control { parameters, end: 'M' })
        }
        (LONGEST.., 0x20..=0x3f) => Verdict::Overlong(Overlong::Control),
        (_, 0x20..=0x3f) if bytes.get(2) == Some(&b'[') => Verdict::Nothing,
        // The console of Linux sends `ESC [ [ A` for F1.
        (3, b'[') | (_, 0x20..=0x3f) => Verdict::More,
        (_, 0x40..=0x7e) => {
            let inner = bytes.get(2..bytes.len() - 1).unwrap_or_default();
            let parameters = inner.iter().copied().map(char::from).collect();
            Verdict::Whole(Sequence::Control { parameters, end: char::from(last) })
        }
        _ => Verdict::Broken(None, 1),
    }
}

/// Judges a control string, which BEL or `ESC \` ends; other control characters break it off, so
/// that `^C` never becomes part of one.
fn text(bytes: &[u8], last: u8) -> Verdict {
    let inner = bytes.get(2..bytes.len() - 1).unwrap_or_default();
    let whole = |content: &[u8]| {
        let kind = bytes.get(1).copied().map_or(' ', char::from);
        let content = String::from_utf8_lossy(content).into_owned();
        Verdict::Whole(Sequence::Text { kind, content })
    };
    match (inner.split_last(), last) {
        (Some((&ESC, content)), b'\\') => whole(content),
        (Some((&ESC, _)), _) => Verdict::Broken(None, 2),
        (_, BEL) => whole(inner),
        (_, ESC) => Verdict::More,
        (_, 0x00..=0x1f | 0x7f) => Verdict::Broken(None, 1),
        _ if bytes.len() > LONGEST => Verdict::Overlong(Overlong::Text),
        _ => Verdict::More,
    }
}

/// Judges the bytes of one character in UTF-8.
fn letter(bytes: &[u8], alt: bool) -> Verdict {
    match str::from_utf8(bytes) {
        Ok(text) => {
            let letter = text.chars().next();
            letter.map_or(Verdict::More, |letter| Verdict::Whole(Sequence::Char { letter, alt }))
        }
        Err(error) if error.error_len().is_none() => Verdict::More,
        // The byte that breaks a character off begins the next one.
        Err(_) if bytes.len() > 1 => Verdict::Broken(None, 1),
        Err(_) => Verdict::Nothing,
    }
}

#[cfg(test)]
mod tests;
