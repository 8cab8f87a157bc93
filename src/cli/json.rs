//! JSON for scripts: one object per line or an array, without characters that control a terminal.
//! The fields of an article are in `store::Entry`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::problem::Problem;

/// A problem as a JSON object.
#[derive(Serialize)]
pub(super) struct Complaint<'a> {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    severity: String,
    what: &'a str,
    hint: Option<&'a str>,
}

impl<'a> Complaint<'a> {
    pub(super) fn of(problem: &'a Problem) -> Self {
        Self {
            path: problem.path.to_string_lossy().into_owned(),
            line: problem.line,
            column: problem.column,
            severity: problem.severity.to_string(),
            what: &problem.what,
            hint: problem.hint.as_deref(),
        }
    }
}

/// Prints one object per line.
pub(super) fn lines(
    values: impl Iterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for value in values {
        object(&value, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Prints one array, with one object per line.
pub(super) fn array(
    values: impl Iterator<Item = impl Serialize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut before: &[u8] = b"[\n";
    for value in values {
        out.write_all(before)?;
        object(&value, out)?;
        before = b",\n";
    }
    let none = before.starts_with(b"[");
    out.write_all(if none { b"[]\n" } else { b"\n]\n" })
}

fn object(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, Plain);
    Ok(value.serialize(&mut serializer)?)
}

/// Formats compact JSON, and also escapes characters that JSON allows but a terminal obeys. Paths
/// keep their exact characters that way and still cannot control the terminal.
struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if !fragment.contains(steers) {
            return out.write_all(fragment.as_bytes());
        }
        for c in fragment.chars() {
            if steers(c) {
                write!(out, "\\u{:04x}", u32::from(c))?;
            } else {
                write!(out, "{c}")?;
            }
        }
        Ok(())
    }
}

/// Matches DEL, the C1 controls, and the bidi and line controls of Unicode.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_escaped_and_come_back_as_they_were() {
        let name = "a\u{1b}[31m\u{9b}31m\u{7f}\u{202e}é中.md";
        let mut out = Vec::new();
        lines([name].iter(), &mut out).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.trim_end().chars().all(|c| !c.is_control() && !steers(c)), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), name);
    }

    #[test]
    fn an_empty_array_is_an_array() {
        let mut out = Vec::new();
        array(std::iter::empty::<u8>(), &mut out).expect("memory");
        assert_eq!(out, b"[]\n");
    }
}
