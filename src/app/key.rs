//! Keys by name: what was pressed, as the action table and the help write it.

use std::fmt;

/// The key itself.
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
    /// Any other, by its name.
    Other(&'static str),
}

/// A key with its modifiers. Shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Together with Control.
    pub ctrl: bool,
    /// Together with Alt.
    pub alt: bool,
}

/// Names of keys that are no characters.
const NAMES: [(&str, Code); 14] = [
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
];

impl Key {
    /// A key without modifiers.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Reads `j`, `Enter`, `Space`, `^d` (Control) or `Alt-x`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(rest) = name.strip_prefix("Alt-") {
            return Self::parse(rest).map(|key| Self { alt: true, ..key });
        }
        if let Some(rest) = name.strip_prefix('^').filter(|rest| !rest.is_empty()) {
            return Self::parse(rest).map(|key| Self { ctrl: true, ..key });
        }
        if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Some(Self::plain(*code));
        }
        let mut characters = name.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) => Some(Self::plain(Code::Char(c))),
            _ => None,
        }
    }

    /// 1 to 9, or 0.
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
            Code::Other(name) => f.write_str(name),
            _ => Ok(()),
        }
    }
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
}
