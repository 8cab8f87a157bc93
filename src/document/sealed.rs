//! Takes the sealed data of a publisher out of a text before anything else sees it.
//! Looks at lines, not at YAML: it must also work where the header is broken, and there
//! rather takes a line too many than one too few.

use std::borrow::Cow;

use super::{encoding, names};

/// What stands instead of sealed data.
const MARK: &str = " (sealed)";

/// `text` with the values of its sealed fields replaced. Lines keep their numbers. Only
/// the header can hold any: what stands above the closing fence or, where there is no
/// fence, above the first blank line; everything where the file is YAML as a `whole`.
#[must_use]
pub(super) fn without(text: Cow<'_, str>, whole: bool) -> Cow<'_, str> {
    let end = end_of_header(&text, whole);
    let header = text.get(..end).unwrap_or_default();
    if !mentions(header) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut open = None;
    for line in header.split_inclusive('\n') {
        let (line, line_end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        if open.as_ref().is_none_or(|value: &Open| !value.holds(line)) {
            open = replace(line, &mut out);
        }
        out.push_str(line_end);
    }
    out.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(out)
}

/// The bytes of a document that may be kept: as they are, or without sealed data.
pub(crate) fn kept(bytes: Vec<u8>) -> Vec<u8> {
    let (text, damaged) = encoding::decode(&bytes);
    let text = without(text, false);
    if !text.contains(MARK) {
        return bytes;
    }
    if !damaged {
        return text.into_owned().into_bytes();
    }
    // A byte that is no text, so that the damage is found again.
    text.split(char::REPLACEMENT_CHARACTER).map(str::as_bytes).collect::<Vec<_>>().join(&0xFF)
}

/// Whether the name stands anywhere. Nearly all that it costs to open thousands of
/// documents, so it is asked first and simply.
fn mentions(text: &str) -> bool {
    const NAME: &[u8] = b"secured";
    let mut matched = 0;
    for byte in text.bytes() {
        let lower = byte.to_ascii_lowercase();
        if NAME.get(matched) == Some(&lower) {
            matched += 1;
        } else if !matches!(byte, b'-' | b'_') {
            matched = usize::from(lower == b's');
        }
        if matched == NAME.len() {
            return true;
        }
    }
    false
}

fn end_of_header(text: &str, whole: bool) -> usize {
    let is_fence = |line: &str| matches!(line.trim_end(), "---" | "...");
    let (mut at, mut begun, mut fenced) = (0, false, whole);
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if begun && (is_fence(line) || (blank && !fenced)) {
            return at;
        }
        // Directives and comments may stand before the opening fence.
        fenced |= !begun && is_fence(line);
        begun |= !blank && !line.starts_with(['%', '#']);
        at += line.len();
    }
    at
}

/// A sealed value whose end has not been seen.
struct Open {
    /// Where its key begins.
    column: usize,
    /// In quotes or brackets it may go on anywhere.
    enclosed: bool,
}

impl Open {
    /// Whether a line goes on with the value. A line that reads as a field does not, so
    /// that a quote that was forgotten costs no more than the value.
    fn holds(&self, line: &str) -> bool {
        let bare = line.trim_start_matches([' ', '\t']);
        let column = line.len() - bare.len();
        bare.is_empty()
            || column > self.column
            || (column == self.column && (bare == "-" || bare.starts_with("- ")))
            || (self.enclosed && !is_field(bare))
    }
}

fn is_field(line: &str) -> bool {
    token(line).1.trim_start().starts_with(':')
}

/// Writes a line without its sealed values; the last of them if it goes on.
fn replace(line: &str, out: &mut String) -> Option<Open> {
    let mut rest = line;
    while let Some(key) = sealed_in(rest) {
        let (before, value) = rest.split_at_checked(key.end)?;
        out.push_str(before);
        out.push_str(MARK);
        let Some(after) = after_value(value, key.first) else {
            let column = line.len() - rest.len() + key.start;
            return Some(Open { column, enclosed: is_open(value) });
        };
        rest = after;
    }
    out.push_str(rest);
    None
}

/// What follows a value within the brackets around it; `None` where the value takes the
/// rest of the line and perhaps more.
fn after_value(value: &str, first: bool) -> Option<&str> {
    let value = value.trim_start();
    let quoted = value.starts_with(['"', '\'']);
    let after = match value.chars().next()? {
        '"' | '\'' => token(value).1,
        '[' | '{' => after_brackets(value)?,
        _ => value.get(value.find([',', ']', '}'])?..)?,
    }
    .trim_start();
    // Outside of brackets a comma belongs to a bare value.
    let ends = if first && !quoted {
        after.chars().all(|c| matches!(c, ',' | ']' | '}' | ' '))
    } else {
        after.starts_with([',', ']', '}'])
    };
    (ends && !after.is_empty()).then_some(after)
}

fn after_brackets(value: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let last = value.find(|c| {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })?;
    value.get(last + 1..)
}

/// Whether quotes or brackets of a value are open at the end of its line.
fn is_open(value: &str) -> bool {
    let count = |wanted: &[char]| value.matches(wanted).count();
    count(&['"']) % 2 == 1 || count(&['\'']) % 2 == 1 || count(&['[', '{']) > count(&[']', '}'])
}

/// A sealed key in a line.
struct Key {
    start: usize,
    /// After its colon.
    end: usize,
    /// Only indentation and dashes stand before it.
    first: bool,
}

/// The first key in a line that is sealed. Quoted text is passed over as one token, so
/// that a headline may hold `, secured: `.
fn sealed_in(line: &str) -> Option<Key> {
    let mut rest = if mentions(line) { line } else { "" };
    while !rest.is_empty() {
        let before = rest;
        rest = rest.trim_start_matches([' ', '\t', '-', '?', '{', '[', ',', ']', '}', ':']);
        let start = line.len() - rest.len();
        let (name, after) = token(rest);
        let colon = after.trim_start();
        if colon.starts_with(':') && names::is_sealed(name) {
            let lead = line.get(..start)?;
            let first = lead.chars().all(|c| matches!(c, ' ' | '\t' | '-' | '?'));
            return Some(Key { start, end: line.len() - colon.len() + 1, first });
        }
        // A quote alone in the line stands for itself.
        rest = if after.len() < before.len() { after } else { "" };
    }
    None
}

/// The text in quotes or up to what ends a bare word, and what follows it.
fn token(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = text.find([':', ',', '{', '}', '[', ']']).unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        return (word.trim_end(), rest);
    };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            let inside = text.get(1..at).unwrap_or_default();
            return (inside, text.get(at + 1..).unwrap_or_default());
        }
        escaped = c == '\\' && quote == '"' && !escaped;
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> String {
        without(text.into(), false).into_owned()
    }

    /// The values that had to go are spelled `SEAL…`, in lines that follow too.
    #[test]
    fn every_form_of_the_field_is_taken_and_lines_stay() {
        for (text, expected) in [
            ("secured: SEAL;SEAL", "secured: (sealed)"),
            ("Se-cured_ : 'SEAL'", "Se-cured_ : (sealed)"),
            ("\"secured\": \"SEAL\"\nquality: 3", "\"secured\": (sealed)\nquality: 3"),
            ("secured: \"SEAL\nSEAL\"\nheat: 1", "secured: (sealed)\n\nheat: 1"),
            ("secured: >-\n  SEAL\n\n  SEAL\nheat: 1", "secured: (sealed)\n\n\n\nheat: 1"),
            ("secured:\n- SEAL\n- {a: SEAL}\nb:\n- c", "secured: (sealed)\n\n\nb:\n- c"),
            ("secured: [SEAL,\nSEAL]\nb: c", "secured: (sealed)\n\nb: c"),
            ("secured: SEAL, SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("secured: \"SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("secured: \"SEAL\" SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("a:\n  - secured: SEAL\n    b: c", "a:\n  - secured: (sealed)\n    b: c"),
            ("{secured: \"SEAL\", b: c}", "{secured: (sealed), b: c}"),
            ("{b: c, secured: SEAL, d: [e]}", "{b: c, secured: (sealed), d: [e]}"),
            ("{a: {\"secured\":[SEAL, SEAL]}}", "{a: {\"secured\": (sealed)}}"),
            ("{\n  \"secured\": \"SEAL\",\n  b: c\n}", "{\n  \"secured\": (sealed),\n  b: c\n}"),
            ("title: \"open\nsecured: \"SEAL\"", "title: \"open\nsecured: (sealed)"),
        ] {
            let (text, expected) = (format!("---\n{text}\n"), format!("---\n{expected}\n"));
            assert_eq!(taken(&text), expected);
            let closed = format!("{text}---\nsecured: body\n");
            assert_eq!(taken(&closed), format!("{expected}---\nsecured: body\n"));
            assert!(!without(text.into(), true).contains("SEAL"));
        }
    }

    #[test]
    fn what_is_no_such_field_stays() {
        for text in [
            "---\ntitle: \"Peace, secured: a history\"\nexcerpt: 'is secured: yes'\n---\n",
            "---\ninsecured: x\nsecuredby: y\nsecured\n---\n",
            "All is well.\n\nsecured: by all\n",
            "",
        ] {
            assert_eq!(taken(text), text);
        }
    }

    #[test]
    fn a_header_without_its_first_fence_counts_up_to_the_first_blank_line() {
        assert_eq!(
            taken("a: b\nsecured: SEAL\n\nsecured: c\n"),
            "a: b\nsecured: (sealed)\n\nsecured: c\n"
        );
        let yaml = "%YAML 1.2\n# note\n---\na: b\n\nsecured: SEAL\n";
        assert!(!without(yaml.into(), true).contains("SEAL"));
    }
}
