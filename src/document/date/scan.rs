//! Reads a date from left to right.

use super::names::{is_time_joiner, is_weekday};

/// The rest of a date.
pub(super) struct Scan<'a> {
    /// The text that is not read yet.
    pub(super) rest: &'a str,
    /// Whether numbers that are too large are carried.
    pub(super) carries: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(what);
    }

    pub(super) fn take(&mut self, what: char) -> bool {
        match self.rest.strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Counts the digits that follow.
    pub(super) fn digits_ahead(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Reads a number of `least` to `most` digits. More digits may follow, so that compact dates
    /// can be read piece by piece.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let length = self.digits_ahead().min(most);
        if length < least {
            return None;
        }
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        number.parse().ok()
    }

    /// Reads a year, which RFC 2822 (4.3) allows to have two or three digits.
    pub(super) fn year(&mut self) -> Option<i32> {
        let length = self.digits_ahead();
        let year = self.digits(2, 4)?;
        match length {
            2 if self.rest.starts_with(':') => None,
            2 => Some(if year < 50 { year + 2000 } else { year + 1900 }),
            3 => Some(year + 1900),
            _ => Some(year),
        }
    }

    pub(super) fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    /// Reads the next word if it is one of these, in lower case.
    pub(super) fn take_word(&mut self, is_one: impl Fn(&str) -> bool) -> bool {
        let before = self.rest;
        let word = self.word().to_lowercase();
        let is_one = is_one(&word);
        if !is_one {
            self.rest = before;
        }
        is_one
    }

    /// Skips what stands between a day and a time: spaces, `T`, `at`, a weekday, a remark.
    pub(super) fn gap(&mut self) {
        loop {
            self.skip(|c| matches!(c, ',' | '-' | ';' | '·' | '|') || c.is_whitespace());
            let before = self.rest;
            if let Some(rest) = before.strip_prefix(['T', 't']) {
                let time = rest.trim_start_matches(' ');
                if time.starts_with(|c: char| c.is_ascii_digit()) {
                    self.rest = time;
                    return;
                }
            }
            self.remark();
            self.cjk_weekday();
            if self.take_word(|word| is_time_joiner(word) || is_weekday(word)) {
                self.take('.');
            }
            if self.rest.len() == before.len() {
                return;
            }
        }
    }

    /// Skips spaces and remarks in parentheses.
    pub(super) fn remark(&mut self) {
        self.skip(|c| c.is_whitespace() || c == '.');
        for (open, close) in [('(', ')'), ('（', '）')] {
            if let Some((_, rest)) =
                self.rest.strip_prefix(open).and_then(|inside| inside.split_once(close))
            {
                self.rest = rest.trim_start();
            }
        }
    }

    /// Skips a Chinese weekday, whose next word may follow without a space.
    fn cjk_weekday(&mut self) {
        for name in ["星期", "礼拜", "禮拜", "周", "週"] {
            if let Some(rest) = self.rest.strip_prefix(name) {
                let mut rest = rest.chars();
                rest.next();
                self.rest = rest.as_str().trim_start();
                return;
            }
        }
    }
}
