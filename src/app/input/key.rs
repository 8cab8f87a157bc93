//! Keys and their names, as the action table and the help write them.

use std::fmt;
use std::ops::RangeInclusive;

use crate::text;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Backspace,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key such as `F1`.
    Function(u8),
    /// Any other, by its name.
    Other(&'static str),
}

/// A key with its modifiers. Shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

/// Names of keys that are not single visible characters.
const NAMES: [(&str, Code); 16] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Backspace", Code::Backspace),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("Delete", Code::Other("Delete")),
    ("Insert", Code::Other("Insert")),
];

/// Upper bound on a count: no list is longer, and the count must not overflow.
pub(in crate::app) const MAX_COUNT: usize = 10_000_000;

/// Other common prefixes for Control and Alt.
const CONTROL: [&str; 2] = ["Ctrl-", "C-"];
const ALT: [&str; 3] = ["Alt-", "M-", "A-"];

/// Numbers of the existing function keys.
pub(in crate::app) const FUNCTIONS: RangeInclusive<u8> = 1..=24;

/// Number of keys that may be written without spaces, as in `gg`.
const TOGETHER: usize = 3;

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Parses `j`, `Enter`, `Space`, `F5`, `^d` or `Ctrl-d`, and `Alt-x`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let behind = |prefixes: &[&str]| {
            let mut rests = prefixes.iter().filter_map(|prefix| name.strip_prefix(prefix));
            rests.find(|rest| !rest.is_empty())
        };
        if let Some(rest) = behind(&ALT) {
            return Self::parse(rest).map(|key| Self { alt: true, ..key });
        }
        if let Some(rest) = behind(&CONTROL).or_else(|| behind(&["^"])) {
            return Self::parse(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Some(Self::plain(*code));
        }
        let number = function(name).and_then(|number| number.parse().ok());
        if let Some(number) = number.filter(|number| FUNCTIONS.contains(number)) {
            return Some(Self::plain(Code::Function(number)));
        }
        let mut characters = name.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) => Some(Self::plain(Code::Char(c))),
            _ => None,
        }
    }

    /// Parses a key sequence: `g t`, `gt`, `^x ^c`, `Space f`.
    ///
    /// # Errors
    /// Returns the part that is not a key.
    pub fn sequence(written: &str) -> Result<Vec<Self>, &str> {
        let mut keys = Vec::new();
        for part in written.split_whitespace() {
            match Self::parse(part) {
                Some(key) => keys.push(key),
                None => keys.extend(together(part).ok_or(part)?),
            }
        }
        Ok(keys)
    }

    /// Returns the key name closest to a misspelled one.
    pub(in crate::app) fn nearest(wrong: &str) -> Option<&'static str> {
        let lower = NAMES.map(|(name, _)| name.to_lowercase());
        let names: Vec<&str> = lower.iter().map(String::as_str).collect();
        let found = text::nearest(wrong, &names)?;
        NAMES.iter().map(|(name, _)| *name).find(|name| name.eq_ignore_ascii_case(found))
    }

    /// Returns the digit, 0 to 9, if the key is one without modifiers.
    #[must_use]
    pub fn digit(&self) -> Option<usize> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => {
                c.to_digit(10).and_then(|digit| usize::try_from(digit).ok())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.ctrl {
            f.write_str("^")?;
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::Function(number) => write!(f, "F{number}"),
            Code::Other(name) => f.write_str(name),
            _ => Ok(()),
        }
    }
}

/// Returns the digits after the `F` of a function key, whether or not that key exists.
pub(in crate::app) fn function(name: &str) -> Option<&str> {
    let number = name.strip_prefix('F')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

/// Splits single-character keys written without spaces; `None` if the text looks like a misspelled
/// key name or is too long.
fn together(part: &str) -> Option<Vec<Key>> {
    if Key::nearest(part).is_some() || function(part).is_some() {
        return None;
    }
    let mut keys = Vec::new();
    let mut characters = part.chars();
    while let Some(c) = characters.next() {
        let after = if c == '^' { characters.next() } else { None };
        let ctrl = after.is_some();
        keys.push(Key { ctrl, ..Key::plain(Code::Char(after.unwrap_or(c))) });
    }
    Some(keys).filter(|keys| keys.len() <= TOGETHER)
}

/// Formats keys as help shows them: `gt`, `^x^c`, `Space-f`.
pub(in crate::app) fn written(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let is_short = |name: &String| name.trim_start_matches('^').chars().count() <= 1;
    names.join(if names.iter().all(is_short) { "" } else { "-" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keys_agree() {
        for name in ["j", "G", "^d", "Space", "Shift-Tab", "PgDn", "?", "^", "Alt-x", "中"] {
            assert_eq!(Key::parse(name).expect(name).to_string(), name);
        }
        assert_eq!(Key::parse("nonsense"), None);
    }

    #[test]
    fn sequences_are_read_with_and_without_spaces() {
        let read = |text| Key::sequence(text).map(|keys| written(&keys));
        for (text, shown) in [
            ("g t", "gt"),
            ("gt", "gt"),
            ("Ctrl-x C-c", "^x^c"),
            ("^x^c", "^x^c"),
            ("space f", "Space-f"),
            ("M-x", "Alt-x"),
            ("F5", "F5"),
            ("^", "^"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(shown), "{text}");
        }
        for (text, wrong) in
            [("g Entr", "Entr"), ("abcd", "abcd"), ("F99", "F99"), ("g F0", "F0"), ("F256", "F256")]
        {
            assert_eq!(Key::sequence(text), Err(wrong));
        }
    }
}
