//! Reads the day of a date, in numbers or with the name of a month.

use jiff::civil;

use super::carry::{self, civil_day};
use super::names::{is_month_joiner, is_ordinal, is_weekday, month_number};
use super::scan::Scan;

impl Scan<'_> {
    /// Reads a day, with its weekday before it. Never calls itself: a text of many weekdays would
    /// overflow the stack.
    pub(super) fn day(&mut self) -> Option<civil::Date> {
        if self.digits_ahead() > 0 {
            return self.number_first();
        }
        let start = self.rest;
        if let Some(day) = self.month_first() {
            return Some(day);
        }
        self.rest = start;
        self.weekday()?;
        if self.digits_ahead() > 0 { self.number_first() } else { self.month_first() }
    }

    /// Skips a weekday; before a comma, any word is one.
    fn weekday(&mut self) -> Option<()> {
        let is_weekday = is_weekday(self.word());
        self.take('.');
        if !is_weekday && !self.rest.starts_with(',') {
            return None;
        }
        self.skip(|c| matches!(c, ' ' | '.' | ','));
        self.take_word(|word| matches!(word, "the" | "le" | "el" | "den" | "dem" | "d"));
        self.skip(|c| matches!(c, ' ' | '.'));
        Some(())
    }

    fn number_first(&mut self) -> Option<civil::Date> {
        match self.digits_ahead() {
            8 | 14 => {
                let (year, month) = (self.digits(4, 4)?, self.digits(2, 2)?);
                let day = self.digits(2, 2)?;
                self.existing(year, month, day)
            }
            4 => self.year_first(),
            1 | 2 => self.day_first(),
            _ => None,
        }
    }

    /// Returns the day with these numbers, or the one that they carry to.
    fn existing(&self, year: i32, month: i32, day: i32) -> Option<civil::Date> {
        let found = civil_day(year, month, day);
        if self.carries { found.or_else(|| carry::day(year, month, day)) } else { found }
    }

    fn year_first(&mut self) -> Option<civil::Date> {
        let year = self.digits(4, 4)?;
        if self.separator().is_none() && !self.is_word_after_space() {
            return None;
        }
        self.skip(|c| c == ' ');
        let month = match self.digits(1, 2) {
            Some(month) => month,
            None => month_number(self.word())?,
        };
        let day = match self.separator() {
            Some(()) => self.digits(1, 2)?,
            None if self.is_number_after_space() => {
                self.skip(|c| c == ' ');
                self.digits(1, 2)?
            }
            None => 1,
        };
        self.skip(|c| matches!(c, '日' | '일' | '号' | '號'));
        self.existing(year, month, day)
    }

    fn separator(&mut self) -> Option<()> {
        let before = self.rest.len();
        self.skip(|c| matches!(c, '-' | '/' | '.' | '年' | '月' | '년' | '월'));
        let has_any = self.rest.len() < before;
        if self.rest.len() + 1 < before {
            // `2014년 5월 12일`
            self.skip(|c| c == ' ');
        }
        has_any.then_some(())
    }

    /// Whether a month is written as a word: `2023 June 15`.
    fn is_word_after_space(&self) -> bool {
        self.rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    }

    /// Whether a day follows the name of a month, and not a time.
    fn is_number_after_space(&self) -> bool {
        let Some(rest) = self.rest.strip_prefix(' ') else {
            return false;
        };
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(rest.len() - after.len())) && !after.starts_with(':')
    }

    fn day_first(&mut self) -> Option<civil::Date> {
        let first = self.digits(1, 2)?;
        if let Some(separator) = self.numeric_separator() {
            return self.numbers(first, separator);
        }
        self.skip(|c| matches!(c, ' ' | '.' | '-' | '/' | ','));
        self.take_word(is_ordinal);
        self.skip(|c| matches!(c, ' ' | '.'));
        self.take_word(is_month_joiner);
        self.skip(|c| matches!(c, ' ' | '\''));
        let month = month_number(self.word())?;
        self.skip(|c| matches!(c, ' ' | '.' | '-' | '/' | ','));
        self.take_word(is_month_joiner);
        self.skip(|c| c == ' ');
        let year = self.year()?;
        self.existing(year, month, first)
    }

    /// Returns the mark between two numbers. German and Czech dates have a space after it.
    fn numeric_separator(&self) -> Option<char> {
        let separator = self.rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
        let rest = self.rest.strip_prefix(separator)?;
        let rest = if separator == '.' { rest.trim_start_matches(' ') } else { rest };
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some(separator)
    }

    fn numbers(&mut self, first: i32, separator: char) -> Option<civil::Date> {
        let next = |scan: &mut Self| {
            scan.take(separator);
            scan.skip(|c| c == ' ');
        };
        next(self);
        let second = self.digits(1, 2)?;
        next(self);
        let year = self.digits(4, 4)?;
        match (separator, first, second) {
            ('.', day, month) => civil_day(year, month, day),
            (_, month, day) if day > 12 => civil_day(year, month, day),
            (_, day, month) if day > 12 || day == month => civil_day(year, month, day),
            _ => None,
        }
    }

    /// `June 15, 2023`, `Jun 15 2023` or `June 2023`.
    fn month_first(&mut self) -> Option<civil::Date> {
        let month = month_number(self.word())?;
        self.skip(|c| matches!(c, ' ' | '.' | '-'));
        if self.digits_ahead() == 4 {
            let year = self.digits(4, 4)?;
            return self.existing(year, month, 1);
        }
        let day = self.digits(1, 2)?;
        self.take_word(is_ordinal);
        self.skip(|c| matches!(c, ' ' | ',' | '-' | '.'));
        let year = self.year()?;
        self.existing(year, month, day)
    }
}
