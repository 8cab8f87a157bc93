//! Reads dates in the many formats that documents use. Which days exist and what an offset means is
//! left to the time library.

mod carry;
mod clock;
mod names;
mod scan;

use jiff::civil;
use jiff::tz::Offset;

use crate::article::Date;
use carry::civil_day;
use clock::Clock;
use names::{month_number, weekday};
use scan::Scan;

/// Parses a date in any of these formats, with or without a time, an offset or a zone name:
/// `2023-06-15`, `2023/06/15`, `20230615`, `2023年6月15日`, `15.06.2023`, `15 Jun 2023`, `Thu, 15 Jun
/// 23`, `June 15, 2023`, `Thu Jun 15 10:20:30 EST 2023`; `2023-06` means the first day. Months may be
/// named in the larger languages of Europe. Numeric dates such as `6/15/2023` are read only if one
/// of the two numbers cannot be a month. Returns `None` for everything else, and for days that do
/// not exist.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    read(text.trim(), false).or_else(|| read(&year_before_clock(text)?, false))
}

/// Like [`parse`], but carries numbers that are one too large, since a date that is off by a day is
/// better than none: the 31st of June is the first of July, and 25:10 is ten past one.
#[must_use]
pub(crate) fn parse_leniently(text: &str) -> Option<Date> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    read(&text, true).or_else(|| parse(&text)).or_else(|| year(&text))
}

/// A year alone means its first day.
fn year(text: &str) -> Option<Date> {
    let year: i32 = text.parse().ok().filter(|year| (1900..2200).contains(year))?;
    let day = civil_day(year, 1, 1)?;
    let at = Offset::UTC.to_timestamp(day.to_datetime(civil::Time::midnight())).ok()?;
    Some(Date { at, offset: Offset::UTC, has_time: false })
}

/// Longest date in bytes.
const MAX_BYTES: usize = 200;

/// `Thu Jun 15 10:20:30 EST 2023`, as C writes dates: the year is moved before the clock.
fn year_before_clock(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let (year, others) = words.split_last()?;
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let clock = others.iter().position(|part| part.contains(':')).filter(|clock| *clock > 1)?;
    let (before, after) = others.split_at_checked(clock)?;
    Some(format!("{} {year} {}", before.join(" "), after.join(" ")))
}

fn read(text: &str, carries: bool) -> Option<Date> {
    let mut scan = Scan { rest: text, carries };
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
        Some(Clock::Carried(time)) => {
            day.to_datetime(civil::Time::midnight()).checked_add(time).ok()?
        }
        None => day.to_datetime(civil::Time::midnight()),
    };
    let at = offset.to_timestamp(local).ok()?;
    Some(Date { at, offset, has_time: clock.is_some() })
}

/// Parses the date at the start of a file name: `2019-01-02-slug.md`.
#[must_use]
pub(crate) fn of_file_name(name: &str) -> Option<Date> {
    let mut scan = Scan { rest: name, carries: false };
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

impl Scan<'_> {
    fn civil_day(&self, year: i32, month: i32, day: i32) -> Option<civil::Date> {
        let found = civil_day(year, month, day);
        if self.carries { found.or_else(|| carry::day(year, month, day)) } else { found }
    }

    fn day(&mut self) -> Option<civil::Date> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            8 => {
                let (year, month) = (self.digits(4, 4)?, self.digits(2, 2)?);
                let day = self.digits(2, 2)?;
                self.civil_day(year, month, day)
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
        self.skip(|c| matches!(c, '日' | '일'));
        self.civil_day(year, month, day)
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
        let year = self.year()?;
        self.civil_day(year, month, first)
    }

    fn numeric_after(&self, separator: char) -> bool {
        self.rest
            .strip_prefix(separator)
            .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `Thu, 15 Jun 2023`, `June 15, 2023` or `Thu Jun 15 2023`.
    fn word_first(&mut self) -> Option<civil::Date> {
        let word = self.word().to_owned();
        self.take('.');
        let before = self.rest;
        self.skip(|c| matches!(c, ' ' | '.' | ','));
        let is_weekday = before.starts_with(',') || weekday(&word).is_some();
        let month = match month_number(&word) {
            Some(month) if !before.starts_with(',') => month,
            _ if is_weekday && self.rest.starts_with(|c: char| c.is_alphanumeric()) => {
                // A second weekday would recurse without end.
                let starts = self.rest;
                let next = self.word().to_owned();
                self.rest = starts;
                return (next.is_empty() || month_number(&next).is_some()).then(|| self.day())?;
            }
            _ => return None,
        };
        let day = self.digits(1, 2)?;
        self.skip(char::is_alphabetic);
        self.skip(|c| matches!(c, ' ' | ','));
        let year = self.year()?;
        self.civil_day(year, month, day)
    }
}

#[cfg(test)]
mod tests;
