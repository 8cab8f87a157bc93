//! Turns untrusted text into text that is safe to print. Every string of a document is cleaned
//! once, on input; no later code cleans it again.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthChar;

/// More zero-width characters than this on one base are dropped: real scripts
/// need four, emoji flags eight, and taller stacks paint over other lines.
const MAX_STACK: usize = 16;
/// Characters of one grapheme cluster; the rest of it is dropped, because all of it is sent to the
/// terminal with its cell. The longest emoji have eleven.
const MAX_CLUSTER: usize = 1 + MAX_STACK;
const TAB: usize = 4;

/// Cleans a single line. Removes control characters, complete escape sequences, bidi controls and
/// stray zero-width characters; collapses spaces, tabs and line breaks into one space; trims both
/// ends.
///
/// Idempotent: `line(&line(s)) == line(s)`.
///
/// ```
/// assert_eq!(newswire::line("breaking:\t\u{1b}[31mred\u{1b}[0m\nnews"), "breaking: red news");
/// ```
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    let mut sink = Sink::new(text.len());
    scan(text, |c, next| {
        if is_line_space(c) {
            if !sink.out.is_empty() && !sink.out.ends_with(' ') {
                sink.push(' ', next);
            }
        } else {
            sink.push(c, next);
        }
    });
    let end = sink.out.trim_end_matches(' ').len();
    sink.out.truncate(end);
    Cow::Owned(sink.out)
}

/// Cleans several lines. Like [`line()`], but keeps line breaks (CRLF and CR become LF) and runs of
/// spaces, and expands tabs to the next multiple of four.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| b == b'\n' || (b' '..0x7f).contains(&b);
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut sink = Sink::new(text.len());
    let mut column = 0;
    let mut after_return = false;
    scan(text, |c, next| {
        let ends_return = std::mem::replace(&mut after_return, c == '\r');
        match c {
            '\n' if ends_return => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => {
                sink.push('\n', next);
                column = 0;
            }
            '\t' => {
                let spaces = TAB - column % TAB;
                (0..spaces).for_each(|_| sink.push(' ', next));
                column += spaces;
            }
            _ => {
                sink.push(c, next);
                column += c.width().unwrap_or(0);
            }
        }
    });
    Cow::Owned(sink.out)
}

/// Whether previously cleaned text is still free of control and hidden characters. Cheaper than
/// cleaning it again.
pub(crate) fn is_harmless(text: &str) -> bool {
    // No early exit inside, so that the compiler can vectorize the loop.
    text.bytes().fold(true, |plain, b| plain & (b' '..0x7f).contains(&b))
        || !text.chars().any(|c| c.is_control() || is_hidden(c))
}

/// Fast path for the most common case: the text is what [`line()`] would return.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|b| (b' '..0x7f).contains(b))
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
        && !text.contains("  ")
}

fn is_line_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Bidi controls reorder the text around them; the other characters are invisible and only serve to
/// hide text or make two equal titles differ.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}' | '\u{034F}' | '\u{180E}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}')
}

/// Joiners carry meaning between letters of Persian or Indic scripts and
/// inside emoji; anywhere else they are stray.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// Letters of the most common scripts, which never continue a cluster except after the rare signs
/// that enclose a number. Saves most text the tables of clusters.
fn begins_cluster(c: char) -> bool {
    c.is_ascii()
        || matches!(c,
            '\u{C0}'..='\u{2FF}' | '\u{400}'..='\u{481}' | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}')
}

struct Sink {
    out: String,
    last: Option<char>,
    stack: usize,
    /// Byte offset in `out` of a character that begins a cluster: the last such known.
    start: usize,
    /// Characters of `out` from there.
    run: usize,
}

impl Sink {
    fn new(capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), last: None, stack: 0, start: 0, run: 0 }
    }

    /// `next` is the raw character after `c`; joiners depend on it.
    fn push(&mut self, c: char, next: Option<char>) {
        if (c.is_control() && c != '\n') || is_hidden(c) {
            return;
        }
        self.find_start();
        if self.is_stray(c, next) {
            return;
        }
        let stack = if c.width() == Some(0) { self.stack + 1 } else { 0 };
        if stack <= MAX_STACK && self.has_room(c) {
            self.out.push(c);
            self.last = Some(c);
            self.stack = stack;
        }
    }

    /// Finds where the last cluster begins, if it may be nearly full.
    fn find_start(&mut self) {
        if self.run + 1 < MAX_CLUSTER {
            return;
        }
        let tail = self.out.get(self.start..).unwrap_or_default();
        if let Some((at, cluster)) = tail.grapheme_indices(true).next_back() {
            self.start += at;
            self.run = cluster.chars().count();
        }
    }

    /// Counts `c` if it may be added: whether it begins a cluster or the last one is not full.
    fn has_room(&mut self, c: char) -> bool {
        if begins_cluster(c) || (self.run >= MAX_CLUSTER && self.is_boundary(c)) {
            self.start = self.out.len();
            self.run = 0;
        }
        let has_room = self.run < MAX_CLUSTER;
        self.run += usize::from(has_room);
        has_room
    }

    /// Whether a cluster ends where `c` would be added.
    fn is_boundary(&self, c: char) -> bool {
        let mut tail = self.out.get(self.start..).unwrap_or_default().to_owned();
        let end = tail.len();
        tail.push(c);
        GraphemeCursor::new(end, tail.len(), true).is_boundary(&tail, 0) == Ok(true)
    }

    fn is_stray(&self, c: char, next: Option<char>) -> bool {
        let joins = |c: char| {
            !c.is_ascii() && !c.is_control() && !c.is_whitespace() && !is_hidden(c) && !is_tag(c)
        };
        if is_joiner(c) {
            let after = next.is_some_and(|n| joins(n) && !is_joiner(n) && n.width() != Some(0));
            let has_room = self.stack < MAX_STACK && self.run + 1 < MAX_CLUSTER;
            return !(after && has_room && self.last.is_some_and(joins));
        }
        // Tag characters spell regional flags after a black flag and are invisible elsewhere.
        is_tag(c) && !self.last.is_some_and(|l| l == '\u{1F3F4}' || is_tag(l))
    }
}

/// Calls `each(char, next raw char)` for every character outside escape sequences.
fn scan(text: &str, mut each: impl FnMut(char, Option<char>)) {
    // End of the region already searched without finding a terminator. Without it, each of many
    // unterminated sequences would search the rest of the text again.
    let mut open_until = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let introducer = match c {
            '\u{1b}' => match rest.next_if(|&(_, n)| (' '..='~').contains(&n)) {
                Some((_, n)) => n,
                None => continue,
            },
            '\u{9b}' => '[',
            '\u{9d}' => ']',
            '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => 'P',
            _ => {
                each(c, rest.peek().map(|&(_, n)| n));
                continue;
            }
        };
        match introducer {
            '[' => skip_csi(&mut rest),
            ']' | 'P' | 'X' | '^' | '_' if at >= open_until => {
                match string_sequence(text.get(at..).unwrap_or_default()) {
                    Ok(length) => while rest.next_if(|&(i, _)| i < at + length).is_some() {},
                    Err(searched) => open_until = at + searched,
                }
            }
            '(' | ')' | '*' | '+' | '-' | '.' | '/' | '#' | '%' | ' ' => {
                rest.next_if(|&(_, c)| c.is_ascii_graphic());
            }
            _ => {}
        }
    }
}

/// Skips parameter and intermediate bytes and one final byte (ECMA-48, 5.4).
fn skip_csi(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
    while rest.next_if(|&(_, c)| (' '..='?').contains(&c)).is_some() {}
    rest.next_if(|&(_, c)| ('@'..='~').contains(&c));
}

/// Returns the length in bytes of an OSC, DCS, SOS, PM or APC string including its terminator (BEL
/// or ST). If the line ends first, returns the number of bytes searched as an error: a terminator
/// on another line belongs to something else.
fn string_sequence(text: &str) -> Result<usize, usize> {
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        if c == '\u{7}' || c == '\u{9c}' || (c == '\\' && before == '\u{1b}') {
            return Ok(i + c.len_utf8());
        }
        if c == '\n' {
            return Err(i);
        }
        before = c;
    }
    Err(text.len())
}

#[cfg(test)]
mod tests;
