//! Reads dates in the many formats that documents use. Which days exist and what an offset means is
//! left to the time library. Anything that is not understood makes the whole date unreadable: a
//! wrong date is worse than none.

mod carry;
mod clock;
mod day;
mod names;
mod scan;
mod zone;

use jiff::civil;
use jiff::tz::Offset;

use crate::article::Date;
use carry::civil_day;
use clock::Clock;
use scan::Scan;
use zone::Zone;

/// Longest date in bytes.
const MAX_BYTES: usize = 200;

/// Parses a date in any of these formats, with or without a time, an offset or a zone name:
/// `2023-06-15`, `2023/06/15`, `20230615`, `2023年6月15日`, `15.06.2023`, `15 Jun 2023`, `Thu, 15 Jun
/// 23`, `June 15, 2023 at 10:11 AM`, `Thu Jun 15 10:20:30 EST 2023`, `15 de junio de 2023`; `2023-06`
/// and `June 2023` mean the first day. Months and weekdays may be named in the languages of
/// `names`, zones by their usual abbreviation or their name in the IANA database. Numeric dates such
/// as `6/15/2023` are read only if one of the two numbers cannot be a month. Returns `None` for
/// everything else, and for days that do not exist.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    written(text.trim(), false)
}

/// Like [`parse`], but carries numbers that are one too large and ignores what is not understood
/// after the day, since a date that is off by a day is better than none: the 31st of June is the
/// first of July, and 25:10 is ten past one.
#[must_use]
pub(crate) fn parse_leniently(text: &str) -> Option<Date> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    written(&text, true).or_else(|| parse(&text)).or_else(|| year(&text))
}

fn written(text: &str, carries: bool) -> Option<Date> {
    if text.len() > MAX_BYTES {
        return None;
    }
    read(text, carries).or_else(|| read(&year_before_clock(text)?, carries))
}

/// A year alone means its first day.
fn year(text: &str) -> Option<Date> {
    let year: i32 = text.parse().ok().filter(|year| (1900..2200).contains(year))?;
    let day = civil_day(year, 1, 1)?;
    let at = Offset::UTC.to_timestamp(day.to_datetime(civil::Time::midnight())).ok()?;
    Some(Date { at, offset: Offset::UTC, has_time: false })
}

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
    scan.gap();
    let clock = if scan.begins_clock() { Some(scan.clock()?) } else { None };
    let zone = scan.zone();
    scan.remark();
    if (zone.is_none() || !scan.rest.is_empty()) && !carries {
        return None;
    }
    let local = match clock {
        Some(Clock::At(time)) => day.to_datetime(time),
        Some(Clock::Carried(time)) => {
            day.to_datetime(civil::Time::midnight()).checked_add(time).ok()?
        }
        None => day.to_datetime(civil::Time::midnight()),
    };
    let (at, offset) = match zone.unwrap_or(Zone::Fixed(Offset::UTC)) {
        Zone::Fixed(offset) => (offset.to_timestamp(local).ok()?, offset),
        Zone::Named(zone) => {
            let at = zone.to_timestamp(local).ok()?;
            (at, zone.to_offset(at))
        }
    };
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

#[cfg(test)]
mod tests;
