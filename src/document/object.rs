//! Where an object of JSON at the start of a text ends, and whether it is a header.

use memchr::memchr2;
use serde::de::IgnoredAny;

use super::header::MAX_BYTES;
use super::names::field_of;

/// Deeper values are not read, as by the parser.
const MAX_DEPTH: usize = 127;

/// An object that is meant as a header.
pub(super) enum Object<'a> {
    /// The object, and what follows it.
    Header(&'a str, &'a str),
    /// It has no end, is too large or too deep, or is written wrongly.
    Unreadable,
}

/// Finds the header at the start of a text. An object that can be read is text if none of its own
/// names has a meaning.
pub(super) fn find(text: &str) -> Option<Object<'_>> {
    let name = text.strip_prefix('{')?.trim_start().strip_prefix('"')?;
    let after = name.get(string_length(name)?..)?;
    if !after.trim_start().starts_with(':') {
        return None;
    }
    let Some(Extent { length, deepest, is_header }) = extent(text) else {
        return Some(Object::Unreadable);
    };
    let (object, body) = text.split_at_checked(length)?;
    if is_header {
        return Some(Object::Header(object, body));
    }
    let is_read = deepest <= MAX_DEPTH
        && length <= MAX_BYTES
        && serde_json::from_str::<IgnoredAny>(object).is_ok();
    (!is_read).then_some(Object::Unreadable)
}

/// How far an object reaches.
struct Extent {
    length: usize,
    deepest: usize,
    /// Whether one of its own names has a meaning.
    is_header: bool,
}

/// Measures an object at the start of a text; `None` if it has no end.
fn extent(text: &str) -> Option<Extent> {
    let (mut at, mut depth, mut deepest, mut is_header) = (0, 0_usize, 0, false);
    while let Some(byte) = text.as_bytes().get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let start = at;
                at += string_length(text.get(at..)?)?;
                let is_name = || text.get(at..).is_some_and(|it| it.trim_start().starts_with(':'));
                let name = || text.get(start..at.saturating_sub(1)).and_then(field_of);
                is_header |= depth == 1 && !is_header && name().is_some() && is_name();
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        if depth == 0 {
            return Some(Extent { length: at, deepest, is_header });
        }
    }
    None
}

/// Returns the length of the rest of a string, with its closing quote.
fn string_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let special = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(special) == Some(&b'"') {
            return Some(special + 1);
        }
        at = special + 2;
    }
}
