//! Masks the sealed data of publishers in raw text that is shown: the file preview in the list of
//! problems, the body of a document without a recognized header, standard input. The parser does
//! not need this: it does not read the field `secured`.
//!
//! Works line by line, because it must also work on broken YAML, and prefers masking a line too
//! many to one too few.

use std::borrow::Cow;

use super::encoding;

/// Replaces a sealed value.
const MARK: &str = " (sealed)";

/// Masks the values of sealed fields in `text`; line numbers stay the same. Searches only the
/// header: up to the closing fence, or up to the first blank line if there is no opening fence. In
/// a `whole` YAML file everything is header.
#[must_use]
pub(super) fn mask(text: Cow<'_, str>, whole: bool) -> Cow<'_, str> {
    let (header, body) = text.split_at(end_of_header(&text, whole));
    if !header.lines().any(|line| key(line, true).is_some()) {
        return text;
    }
    let mut masked = String::with_capacity(text.len());
    let (mut in_flow, mut open) = (false, None);
    for line in header.split_inclusive('\n') {
        let (content, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        in_flow |= content.contains(['{', '[']);
        if open.is_none_or(|column| !continues(content, column)) {
            let found = key(content, in_flow);
            open = found.as_ref().map(|key| key.column);
            masked.push_str(found.as_ref().map_or(content, |key| key.kept));
            masked.push_str(found.map_or("", |_| MARK));
        }
        masked.push_str(end);
    }
    masked.push_str(body);
    Cow::Owned(masked)
}

/// Returns the bytes of a document that may be kept in memory: unchanged unless they contain sealed
/// data.
pub(crate) fn mask_bytes(bytes: Vec<u8>) -> Vec<u8> {
    let (text, damaged) = encoding::decode(&bytes);
    let text = mask(text, false);
    if !text.contains(MARK) {
        return bytes;
    }
    if !damaged {
        return text.into_owned().into_bytes();
    }
    // Insert an invalid byte, so that the damage is reported again.
    text.split(char::REPLACEMENT_CHARACTER).map(str::as_bytes).collect::<Vec<_>>().join(&0xFF)
}

fn end_of_header(text: &str, whole: bool) -> usize {
    let is_fence =
        |line: &str| matches!(line.trim_end(), "..." | "+++" | ";;;") || line.starts_with("---");
    let (mut at, mut begun, mut fenced) = (0, false, whole);
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if begun && (is_fence(line) || (blank && !fenced)) {
            return at;
        }
        // Directives and comments may precede the opening fence.
        fenced |= !begun && (is_fence(line) || line.starts_with('{'));
        begun |= !blank && !line.starts_with(['%', '#']);
        at += line.len();
    }
    at
}

/// A sealed key in a line.
struct Key<'a> {
    /// The line up to the colon.
    kept: &'a str,
    /// Byte offset of the key.
    column: usize,
}

/// Finds the first sealed key of a line: at its start or, within brackets, after a bracket or
/// comma.
fn key(line: &str, in_flow: bool) -> Option<Key<'_>> {
    let (mut at, mut may_begin) = (0, true);
    for piece in line.split_inclusive([':', '=', ',', '{', '}', '[', ']']) {
        let bare = piece.trim_start_matches([' ', '\t', '-', '?', '"', '\'']);
        let name =
            bare.strip_suffix([':', '=']).map(|name| name.trim_end_matches([' ', '"', '\'']));
        if may_begin && name.is_some_and(is_sealed) {
            let quoted = piece.trim_start_matches([' ', '\t', '-', '?']);
            let (kept, column) = (line.get(..at + piece.len())?, at + piece.len() - quoted.len());
            return Some(Key { kept, column });
        }
        at += piece.len();
        may_begin = in_flow && piece.ends_with([',', '{', '[']);
    }
    None
}

fn is_sealed(name: &str) -> bool {
    let letters = name.bytes().filter(|byte| !matches!(byte, b'-' | b'_'));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(*b"secured")
}

/// Whether a line continues the value of a key at `column`: it is indented further, or it is not a
/// field.
fn continues(line: &str, column: usize) -> bool {
    let bare = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - bare.len();
    let is_item = bare == "-" || bare.starts_with("- ");
    let named = bare.split_once(':').or_else(|| bare.split_once(" ="));
    let is_field = named.is_some_and(|(name, value)| {
        (value.is_empty() || value.starts_with(' ')) && !name.contains([',', '[', ']', '{', '}'])
    });
    indent > column || (is_item && indent == column) || !(is_item || is_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        mask(text.into(), false).into_owned()
    }

    /// Values that must not be shown are spelled `SEAL…`, including on continuation lines.
    #[test]
    fn every_form_of_the_field_is_masked_and_lines_stay() {
        for (text, expected) in [
            ("secured: SEAL;SEAL", "secured: (sealed)"),
            ("Se-cured_ : 'SEAL'", "Se-cured_ : (sealed)"),
            ("\"secured\": \"SEAL\"\nquality: 3", "\"secured\": (sealed)\nquality: 3"),
            ("secured: \"SEAL\nSEAL\"\nheat: 1", "secured: (sealed)\n\nheat: 1"),
            ("secured: >-\n  SEAL\n\n  SEAL\nheat: 1", "secured: (sealed)\n\n\n\nheat: 1"),
            ("secured:\n- SEAL\n- {a: SEAL}\nb:\n- c", "secured: (sealed)\n\n\nb:\n- c"),
            ("secured = 'SEAL'\nb = 1", "secured = (sealed)\nb = 1"),
            ("{\n\n\"secured\": \"SEAL\",\n\"b\": 1\n}", "{\n\n\"secured\": (sealed)\n\"b\": 1\n}"),
            ("secured: [SEAL,\nSEAL]\nb: c", "secured: (sealed)\n\nb: c"),
            ("secured: SEAL, SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("secured: \"SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("secured: \"SEAL\" SEAL\nb: c", "secured: (sealed)\nb: c"),
            ("a:\n  - secured: SEAL\n    b: c", "a:\n  - secured: (sealed)\n    b: c"),
            ("- secured: SEAL\n- title: x", "- secured: (sealed)\n- title: x"),
            ("{secured: \"SEAL\", b: c}", "{secured: (sealed)"),
            ("{b: c, secured: SEAL, d: [e]}", "{b: c, secured: (sealed)"),
            ("{a: {\"secured\":[SEAL, SEAL]}}", "{a: {\"secured\": (sealed)"),
            ("{\n  \"secured\": \"SEAL\",\n  b: c\n}", "{\n  \"secured\": (sealed)\n  b: c\n}"),
            ("{\n  a: b, secured: SEAL,\n  b: c", "{\n  a: b, secured: (sealed)\n  b: c"),
            ("title: \"open\nsecured: \"SEAL\"", "title: \"open\nsecured: (sealed)"),
        ] {
            let (text, expected) = (format!("---\n{text}\n"), format!("---\n{expected}\n"));
            assert_eq!(masked(&text), expected);
            let closed = format!("{text}---\nsecured: body\n");
            assert_eq!(masked(&closed), format!("{expected}---\nsecured: body\n"));
            assert!(!mask(text.into(), true).contains("SEAL"));
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
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn a_header_without_its_first_fence_counts_up_to_the_first_blank_line() {
        assert_eq!(
            masked("a: b\nsecured: SEAL\n\nsecured: c\n"),
            "a: b\nsecured: (sealed)\n\nsecured: c\n"
        );
        let yaml = "%YAML 1.2\n# note\n---\na: b\n\nsecured: SEAL\n";
        assert!(!mask(yaml.into(), true).contains("SEAL"));
    }
}
