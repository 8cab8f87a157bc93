//! Parses single values of a query and describes invalid ones.

use std::ops::Range;

use super::When;
use super::names::ALIASES;
use super::{Age, Day, Field, Mistake, Number, State};
use crate::text;

pub(super) fn mistake(
    span: Range<usize>,
    what: impl Into<String>,
    hint: impl Into<String>,
) -> Mistake {
    Mistake { span, what: what.into(), hint: hint.into() }
}

pub(super) fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

/// Returns the last line of the parser's message, which names the cause.
pub(super) fn cause(error: &regex::Error) -> String {
    let message = error.to_string();
    let last = message.lines().last().unwrap_or_default();
    let why = last.strip_prefix("error: ").unwrap_or(last);
    format!("this is not a regular expression: {why}")
}

pub(super) fn unknown_number(span: Range<usize>, name: &str) -> Mistake {
    let names: Vec<&str> = Number::ALL.iter().map(|(name, _)| *name).collect();
    let hint = match text::nearest(name, &names) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("numbers are {}", names.join(", ")),
    };
    mistake(span, format!("`{name}` is not a number"), hint)
}

/// Returns the mistake in a name that was probably meant for a field; `None` if it is a word: an
/// address, `std::vec` or `12:30`.
pub(super) fn unknown_field(span: Range<usize>, name: &str) -> Option<Mistake> {
    let fields = Field::ALL.iter().chain(ALIASES);
    let mut known: Vec<&str> = fields.map(|(name, _)| *name).collect();
    known.extend(Number::ALL.iter().map(|(name, _)| *name));
    known.extend(When::ALL.iter().map(|(name, _)| *name));
    known.extend(["is", "has", "sort"]);
    let near = text::nearest(name, &known)?;
    let hint = format!("did you mean {near}:? Or quote it to search for it literally");
    Some(mistake(span, format!("there is no field `{name}`"), hint))
}

pub(super) fn state(kind: &str, value: &str, span: Range<usize>) -> Result<State, Mistake> {
    named(State::ALL, &format!("{kind}:{}", value.to_lowercase())).ok_or_else(|| {
        let known = State::ALL.iter().map(|(name, _)| *name);
        let known: Vec<&str> = known.filter(|name| name.starts_with(kind)).collect();
        mistake(
            span,
            format!("there is no `{kind}:{value}`"),
            format!("there are {}", known.join(", ")),
        )
    })
}

pub(super) fn day(value: &str, span: Range<usize>) -> Result<Day, Mistake> {
    let parts: Vec<&str> = value.split('-').collect();
    let number = |at: usize| parts.get(at).map(|part| part.parse::<i8>().ok());
    let year = parts[0].parse::<i16>().ok().filter(|year| (1..=9999).contains(year));
    let read = match (year, number(1), number(2), parts.len()) {
        (Some(year), None, None, 1) => Some(Day { year, month: None, date: None }),
        (Some(year), Some(Some(month)), None, 2) => {
            Some(Day { year, month: Some(month), date: None })
        }
        (Some(year), Some(Some(month)), Some(Some(day)), 3) => {
            Some(Day { year, month: Some(month), date: Some(day) })
        }
        _ => None,
    };
    read.filter(|day| super::moment::bounds(*day).is_some()).ok_or_else(|| {
        let what = format!("`{value}` is not a date");
        mistake(span, what, "write it as 2023-06-15, 2023-06 or 2023")
    })
}

pub(super) fn age(value: &str, span: Range<usize>) -> Result<Age, Mistake> {
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = value.get(digits.len()..).unwrap_or_default();
    if let (Ok(count), "m" | "h" | "d" | "w") = (digits.parse::<u32>(), unit) {
        return Ok(Age { count, unit: unit.chars().next().unwrap_or('d') });
    }
    let what = format!("`{value}` is not a length of time");
    Err(mistake(span, what, "write 30m, 12h, 2d or 3w"))
}
