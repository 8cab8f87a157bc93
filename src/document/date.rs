//! Reads dates in the many formats that documents use. Which days exist and what an offset means is
//! left to the time library.

use jiff::civil;
use jiff::tz::Offset;

use crate::article::Date;

/// Parses a date in any of these formats, with or without a time, an offset or a zone name:
/// `2023-06-15`, `2023/06/15`, `20230615`, `2023年6月15日`, `15.06.2023`, `15 Jun 2023`, `Thu, 15 Jun
/// 2023`, `June 15, 2023`; `2023-06` means the first day. Numeric dates such as `6/15/2023` are
/// read only if one of the two numbers cannot be a month. Returns `None` for everything else, and
/// for days that do not exist.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let mut scan = Scan { rest: text.trim() };
    let day = scan.day()?;
    scan.skip(|c| c == 'T' || c == 't' || c == ',' || c == '-' || c.is_whitespace());
    let has_clock = scan.rest.starts_with(|c: char| c.is_ascii_digit());
    let clock = scan.clock();
    if has_clock && clock.is_none() {
        return None;
    }
    scan.skip(char::is_whitespace);
    let offset = if clock.is_some() { scan.offset() } else { Offset::UTC };
    let local = match clock {
        Some(Clock::At(time)) => day.to_datetime(time),
        Some(Clock::EndOfDay) => day.tomorrow().ok()?.to_datetime(civil::Time::midnight()),
        None => day.to_datetime(civil::Time::midnight()),
    };
    let at = offset.to_timestamp(local).ok()?;
    Some(Date { at, offset, has_time: clock.is_some() })
}

/// Parses the date at the start of a file name: `2019-01-02-slug.md`.
#[must_use]
pub(crate) fn of_file_name(name: &str) -> Option<Date> {
    let mut scan = Scan { rest: name };
    let year = scan.digits(4, 4)?;
    let separator = scan.rest.chars().next().filter(|c| matches!(c, '-' | '_' | '.'))?;
    scan.rest = scan.rest.strip_prefix(separator)?;
    let month = scan.digits(1, 2)?;
    scan.rest = scan.rest.strip_prefix(separator)?;
    let day = scan.digits(1, 2)?;
    if scan.rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let at =
        Offset::UTC.to_timestamp(civil_day(year, month, day)?.to_datetime(civil::Time::midnight()));
    Some(Date { at: at.ok()?, offset: Offset::UTC, has_time: false })
}

fn civil_day(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let year = i16::try_from(year).ok().filter(|year| *year > 0)?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

enum Clock {
    At(civil::Time),
    /// `24:00:00`, which ISO 8601:2004 (4.2.3) allows for the midnight that ends a day.
    EndOfDay,
}

struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn skip(&mut self, what: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(what);
    }

    fn take(&mut self, what: char) -> bool {
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
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count().min(most);
        if length < least {
            return None;
        }
        let (number, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        number.parse().ok()
    }

    fn word(&mut self) -> &str {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    fn day(&mut self) -> Option<civil::Date> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            8 => {
                let (year, month) = (self.digits(4, 4)?, self.digits(2, 2)?);
                civil_day(year, month, self.digits(2, 2)?)
            }
            4 => self.year_first(),
            1 | 2 => self.day_first(),
            0 => self.word_first(),
            _ => None,
        }
    }

    fn year_first(&mut self) -> Option<civil::Date> {
        let year = self.digits(4, 4)?;
        self.separator()?;
        let month = match self.digits(1, 2) {
            Some(month) => month,
            None => month_number(self.word())?,
        };
        let day = match self.separator() {
            Some(()) => self.digits(1, 2)?,
            None => 1,
        };
        self.take('日');
        civil_day(year, month, day)
    }

    fn separator(&mut self) -> Option<()> {
        let before = self.rest.len();
        self.skip(|c| matches!(c, '-' | '/' | '.' | '年' | '月'));
        (self.rest.len() < before).then_some(())
    }

    fn day_first(&mut self) -> Option<civil::Date> {
        let first = self.digits(1, 2)?;
        let separator = self.rest.chars().next()?;
        if matches!(separator, '.' | '/' | '-') && self.numeric_after(separator) {
            self.take(separator);
            let second = self.digits(1, 2)?;
            self.take(separator);
            let year = self.digits(4, 4)?;
            return match (separator, first, second) {
                ('.', day, month) => civil_day(year, month, day),
                (_, month, day) if day > 12 => civil_day(year, month, day),
                (_, day, month) if day > 12 || day == month => civil_day(year, month, day),
                _ => None,
            };
        }
        self.skip(|c| matches!(c, ' ' | '.' | '-' | '/' | ','));
        if ["st ", "nd ", "rd ", "th "].iter().any(|ordinal| self.rest.starts_with(ordinal)) {
            self.word();
            self.skip(|c| c == ' ');
        }
        let month = month_number(self.word())?;
        self.skip(|c| matches!(c, ' ' | '.' | '-' | '/' | ','));
        civil_day(self.digits(4, 4)?, month, first)
    }

    fn numeric_after(&self, separator: char) -> bool {
        self.rest
            .strip_prefix(separator)
            .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `Thu, 15 Jun 2023`, `June 15, 2023` or `Thu Jun 15 2023`.
    fn word_first(&mut self) -> Option<civil::Date> {
        let word = self.word().to_owned();
        self.skip(|c| matches!(c, ' ' | '.' | ','));
        let Some(month) = month_number(&word) else {
            weekday(&word)?;
            return self.day();
        };
        let day = self.digits(1, 2)?;
        self.skip(char::is_alphabetic);
        self.skip(|c| matches!(c, ' ' | ','));
        civil_day(self.digits(4, 4)?, month, day)
    }

    /// `9:00`, `09:00:30.5`, `9:00 PM`; a leap second is read as the second before.
    fn clock(&mut self) -> Option<Clock> {
        // `030405` in the compact format has no colons.
        let compact = self.rest.bytes().take_while(u8::is_ascii_digit).count() == 6;
        let hour = self.digits(1, 2)?;
        if !compact && !self.take(':') {
            return None;
        }
        let minute = self.digits(2, 2)?;
        let second = if compact || self.take(':') { self.digits(1, 2)?.min(59) } else { 0 };
        let nano = if self.take('.') || self.take(',') { self.fraction()? } else { 0 };
        self.skip(|c| c == ' ');
        let hour = match self.half_of_day() {
            Some(false) => hour % 12,
            Some(true) => hour % 12 + 12,
            None => hour,
        };
        if (hour, minute, second, nano) == (24, 0, 0, 0) {
            return Some(Clock::EndOfDay);
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
    fn offset(&mut self) -> Offset {
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

/// The zone names of RFC 2822 (4.3) and their European counterparts.
fn named_offset(name: &str) -> Offset {
    let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
    Offset::constant(match name.to_ascii_uppercase().as_str() {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "BST" | "CET" => 1,
        "CEST" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "JST" | "KST" => 9,
        _ => 0,
    })
}

fn month_number(word: &str) -> Option<i32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|at| i32::try_from(at + 1).ok())
}

fn weekday(word: &str) -> Option<()> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let start = word.get(..3)?.to_ascii_lowercase();
    DAYS.contains(&start.as_str()).then_some(())
}

#[cfg(test)]
mod tests;
