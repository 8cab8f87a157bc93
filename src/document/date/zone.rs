//! Reads the zone of a time.

use jiff::tz::{Offset, TimeZone};

use super::names::named_offset;
use super::scan::Scan;

/// Where a time counts from.
pub(super) enum Zone {
    Fixed(Offset),
    Named(TimeZone),
}

impl Scan<'_> {
    /// Reads a zone; a missing one is UTC, and `None` stands for one that is not known.
    pub(super) fn zone(&mut self) -> Option<Zone> {
        self.remark();
        if self.rest.is_empty() {
            return Some(Zone::Fixed(Offset::UTC));
        }
        if self.rest.starts_with('[') {
            return self.bracketed();
        }
        self.name_before_number();
        if self.rest.starts_with(['+', '-', '−']) {
            let offset = self.numeric()?;
            self.skip(|c| c == ' ');
            // A name after the number says the same in words.
            if self.rest.starts_with('[') {
                self.bracketed()?;
            } else {
                self.word();
            }
            return Some(Zone::Fixed(offset));
        }
        let zone = self.named()?;
        if self.rest.starts_with('[') {
            self.bracketed()?;
        }
        Some(zone)
    }

    /// Skips the name in `GMT+0200`, as browsers write it: the number counts.
    fn name_before_number(&mut self) {
        let after = ["GMT", "UTC"].iter().find_map(|name| self.rest.strip_prefix(name));
        let after = after.map(|rest| rest.trim_start_matches(' '));
        if let Some(rest) = after.filter(|rest| rest.starts_with(['+', '-', '−'])) {
            self.rest = rest;
        }
    }

    /// `[Europe/Berlin]`, as RFC 9557 writes it.
    fn bracketed(&mut self) -> Option<Zone> {
        let (name, rest) = self.rest.strip_prefix('[')?.split_once(']')?;
        let zone = TimeZone::get(name.trim_start_matches('!')).ok()?;
        self.rest = rest;
        Some(Zone::Named(zone))
    }

    /// `Z`, `CEST` or `Europe/Berlin`.
    fn named(&mut self) -> Option<Zone> {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        let end = self.rest.find(|c: char| !is_of_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        let zone = match named_offset(name) {
            Some(offset) => Zone::Fixed(offset),
            None if name.is_empty() => return None,
            None => Zone::Named(TimeZone::get(name).ok()?),
        };
        self.rest = rest;
        Some(zone)
    }

    /// `+02:00`, `+0200`, `+2` or `+530`, which has one digit for the hours.
    fn numeric(&mut self) -> Option<Offset> {
        let sign = if self.take('+') { 1 } else { -1 };
        self.skip(|c| matches!(c, '-' | '−'));
        let hours = self.digits(1, if self.digits_ahead() == 3 { 1 } else { 2 })?;
        self.take(':');
        let minutes = self.digits(2, 2).unwrap_or(0);
        let is_offset = minutes < 60 && hours <= 18;
        is_offset.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()).flatten()
    }
}
