//! Reads the time of a day and its offset.

use jiff::civil;
use jiff::tz::Offset;

use super::carry;
use super::names::named_offset;
use super::scan::Scan;

/// A time of a day.
pub(super) enum Clock {
    At(civil::Time),
    /// Time since midnight: `24:00:00`, which ISO 8601:2004 (4.2.3) allows for the midnight that
    /// ends a day, and carried times.
    Carried(jiff::Span),
}

impl Scan<'_> {
    /// `9:00`, `09:00:30.5`, `9:00 PM`; a leap second is read as the second before.
    pub(super) fn clock(&mut self) -> Option<Clock> {
        // `030405` in the compact format has no colons.
        let compact = self.rest.bytes().take_while(u8::is_ascii_digit).count() == 6;
        let hour = self.digits(1, 2)?;
        if !compact && !self.take(':') {
            return None;
        }
        let minute = self.digits(2, 2)?;
        let second = if compact || self.take(':') { self.digits(1, 2)? } else { 0 };
        let second = if self.carries { second } else { second.min(59) };
        let nano = if self.take('.') || self.take(',') { self.fraction()? } else { 0 };
        self.skip(|c| c == ' ');
        let hour = match self.half_of_day() {
            Some(false) => hour % 12,
            Some(true) => hour % 12 + 12,
            None => hour,
        };
        if (hour, minute, second, nano) == (24, 0, 0, 0) || self.carries {
            return carry::clock(hour, minute, second, nano).map(Clock::Carried);
        }
        let part = |number: i32| i8::try_from(number).ok();
        civil::Time::new(part(hour)?, part(minute)?, part(second)?, nano).ok().map(Clock::At)
    }

    /// Reads AM or PM, but not a zone such as `PST`, which begins with the same letter.
    fn half_of_day(&mut self) -> Option<bool> {
        let word: String =
            self.rest.chars().take_while(|c| c.is_alphabetic() || *c == '.').collect();
        let afternoon = match word.to_ascii_lowercase().as_str() {
            "am" | "a.m." => false,
            "pm" | "p.m." => true,
            _ => return None,
        };
        self.rest = self.rest.get(word.len()..).unwrap_or_default();
        Some(afternoon)
    }

    /// Reads up to nine digits after the decimal point as nanoseconds.
    fn fraction(&mut self) -> Option<i32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        format!("{digits:0<9}").get(..9)?.parse().ok()
    }

    /// Reads an offset; a missing or unknown one is UTC.
    pub(super) fn offset(&mut self) -> Offset {
        // `GMT+0200`, as browsers write it: the number counts.
        if let Some(rest) = self.rest.strip_prefix("GMT").or(self.rest.strip_prefix("UTC"))
            && rest.starts_with(['+', '-'])
        {
            self.rest = rest;
        }
        let sign = match self.rest.chars().next() {
            Some('+') => 1,
            Some('-' | '−') => -1,
            _ => return named_offset(self.rest),
        };
        self.skip(|c| matches!(c, '+' | '-' | '−'));
        // `+530` has one hour digit, `+0530` two.
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let hours = self.digits(1, if digits == 3 { 1 } else { 2 }).unwrap_or(0);
        self.take(':');
        let minutes = self.digits(2, 2).unwrap_or(0);
        Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).unwrap_or(Offset::UTC)
    }
}
