//! Reads a date from left to right.

/// The rest of a date.
pub(super) struct Scan<'a> {
    /// The text that is not read yet.
    pub(super) rest: &'a str,
    /// Whether numbers that are too large are carried.
    pub(super) carries: bool,
}

impl Scan<'_> {
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

    /// Reads a number of `least` to `most` digits. More digits may follow, so that compact dates
    /// can be read piece by piece.
    pub(super) fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count().min(most);
        if length < least {
            return None;
        }
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        number.parse().ok()
    }

    /// Reads a year, which RFC 2822 (4.3) allows to have two or three digits.
    pub(super) fn year(&mut self) -> Option<i32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let year = self.digits(2, 4)?;
        match length {
            2 if self.rest.starts_with(':') => None,
            2 => Some(if year < 50 { year + 2000 } else { year + 1900 }),
            3 => Some(year + 1900),
            _ => Some(year),
        }
    }

    pub(super) fn word(&mut self) -> &str {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }
}
