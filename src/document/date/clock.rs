//! Reads the time of a day.

use jiff::civil;

use super::carry;
use super::scan::Scan;

/// A time of a day.
pub(super) enum Clock {
    At(civil::Time),
    /// Time since midnight: `24:00:00`, which ISO 8601:2004 (4.2.3) allows for the midnight that
    /// ends a day, and carried times.
    Carried(jiff::Span),
}

/// Words before a time of the morning and of the afternoon.
const BEFORE: [&[&str]; 2] = [&["上午", "午前", "오전"], &["下午", "午後", "오후"]];

/// Marks of hours, minutes and seconds, as in `10時20分30秒`.
const HOUR: &[char] = &[':', 'h', 'H', '時', '时', '點', '点', '시'];
const MINUTE: &[char] = &[':', '分', '분'];
const SECOND: &[char] = &['秒', '초'];

impl Scan<'_> {
    pub(super) fn begins_clock(&self) -> bool {
        self.digits_ahead() > 0
            || BEFORE.iter().flat_map(|words| words.iter()).any(|word| self.rest.starts_with(word))
    }

    /// `9:00`, `09:00:30.5`, `9:00 PM`, `9 PM`, `9h00`, `下午3:20`; a leap second is read as the
    /// second before.
    pub(super) fn clock(&mut self) -> Option<Clock> {
        let half = self.half_before();
        let compact = self.digits_ahead() == 6;
        let hour = self.digits(1, 2)?;
        let (minute, second) = if compact {
            (self.digits(2, 2)?, self.digits(2, 2)?)
        } else {
            self.minute_and_second()?
        };
        let second = if self.carries { second } else { second.min(59) };
        let nano = if self.take('.') || self.take(',') { self.fraction()? } else { 0 };
        self.skip(|c| c == ' ');
        let half = half.or_else(|| self.half_after());
        self.take_word(|word| matches!(word, "uhr" | "h" | "hrs" | "hs" | "ч"));
        let hour = match half {
            // 14:00 in the morning is no time.
            Some(false) if hour > 12 => return None,
            Some(false) => hour % 12,
            Some(true) if hour > 23 => return None,
            Some(true) => hour % 12 + 12,
            None => hour,
        };
        if (hour, minute, second, nano) == (24, 0, 0, 0) || self.carries {
            return carry::clock(hour, minute, second, nano).map(Clock::Carried);
        }
        let part = |number: i32| i8::try_from(number).ok();
        civil::Time::new(part(hour)?, part(minute)?, part(second)?, nano).ok().map(Clock::At)
    }

    /// Reads the minutes and seconds after an hour. There are none in `9 PM` and `9h`.
    fn minute_and_second(&mut self) -> Option<(i32, i32)> {
        if self.is_half_after() {
            return Some((0, 0));
        }
        let mark = self.rest.chars().next()?;
        // `10.20`, as in Finland and Denmark.
        if !HOUR.contains(&mark) && mark != '.' {
            return None;
        }
        self.take(mark);
        self.skip(|c| c == ' ' && mark != ':');
        let minute = match self.digits(2, 2) {
            Some(minute) => minute,
            None if matches!(mark, ':' | '.') => return None,
            None => self.digits(1, 1).unwrap_or(0),
        };
        let is_more = self.rest.starts_with(MINUTE) || (mark == '.' && self.rest.starts_with('.'));
        if !is_more {
            return Some((minute, 0));
        }
        self.skip(|c| MINUTE.contains(&c) || c == '.');
        let second = self.digits(1, 2);
        self.skip(|c| SECOND.contains(&c));
        let needs_second = !self.rest.is_empty() && mark == ':' && second.is_none();
        (!needs_second).then_some((minute, second.unwrap_or(0)))
    }

    fn half_before(&mut self) -> Option<bool> {
        let begins = |words: &&[&str]| words.iter().any(|word| self.rest.starts_with(word));
        let half = BEFORE.iter().position(begins)?;
        self.skip(|c| !c.is_ascii_digit());
        Some(half == 1)
    }

    fn is_half_after(&self) -> bool {
        let mut ahead = Scan { rest: self.rest.trim_start_matches(' '), carries: false };
        ahead.half_after().is_some()
    }

    /// Reads AM or PM, but not a zone such as `PST`, which begins with the same letter.
    fn half_after(&mut self) -> Option<bool> {
        self.skip(|c| c == ' ');
        let word: String =
            self.rest.chars().take_while(|c| c.is_alphabetic() || *c == '.').take(8).collect();
        let afternoon = match word.to_ascii_lowercase().as_str() {
            "am" | "a.m." | "a.m" => false,
            "pm" | "p.m." | "p.m" => true,
            _ => return None,
        };
        self.rest = self.rest.get(word.len()..).unwrap_or_default();
        Some(afternoon)
    }

    /// Reads up to nine digits after the decimal point as nanoseconds.
    fn fraction(&mut self) -> Option<i32> {
        let (digits, rest) = self.rest.split_at_checked(self.digits_ahead())?;
        self.rest = rest;
        format!("{digits:0<9}").get(..9)?.parse().ok()
    }
}
