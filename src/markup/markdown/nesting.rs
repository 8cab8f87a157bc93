//! Bounds the nesting of quotes and lists in a Markdown source. The parser looks at every open
//! container on every line: 3,000 of them took it half a minute.

use std::borrow::Cow;

/// Marks of containers on one line beyond this many are dropped.
const MAX_MARKS: usize = 60;
/// Spaces at the start of a line beyond this many are dropped: they open containers too.
const MAX_INDENT: usize = 300;

/// Returns the text with the marks and spaces dropped that nest it too deeply.
pub(super) fn bounded(body: &str) -> Cow<'_, str> {
    if !body.split('\n').any(|line| excess(line).is_some()) {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    for line in body.split_inclusive('\n') {
        match excess(line).and_then(|(kept, end)| Some((line.get(..kept)?, line.get(end..)?))) {
            Some((start, rest)) => out.extend([start, rest]),
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// Returns the bytes at the start of a line that nest it too deeply, as where they start and end.
fn excess(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let spaces =
        |at: usize| bytes.iter().skip(at).take_while(|b| matches!(b, b' ' | b'\t')).count();
    let indent = spaces(0);
    if indent > MAX_INDENT {
        return Some((MAX_INDENT, indent));
    }
    let (mut at, mut marks, mut kept) = (indent, 0, 0);
    while let Some(length) = mark(bytes.get(at..).unwrap_or_default()) {
        marks += 1;
        if marks <= MAX_MARKS {
            kept = at + length;
        }
        at += length;
        at += spaces(at);
    }
    (marks > MAX_MARKS).then_some((kept, at))
}

/// Returns the length of the mark of a quote or a list item.
fn mark(rest: &[u8]) -> Option<usize> {
    let digits = rest.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let length = digits + 1;
    match rest.get(digits)? {
        b'>' if digits == 0 => return Some(1),
        b'-' | b'+' | b'*' if digits == 0 => {}
        b'.' | b')' if digits > 0 => {}
        _ => return None,
    }
    rest.get(length).is_none_or(u8::is_ascii_whitespace).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_too_deeply_is_dropped() {
        for plain in ["a\n\n> > b\n- * 1. c\n", "- - -\n", "\t\tx", "10. a\n>b\n-x"] {
            assert!(matches!(bounded(plain), Cow::Borrowed(_)), "{plain}");
        }
        let deep = format!("a\n{}b\nc\n", "> ".repeat(3_000));
        assert_eq!(bounded(&deep), format!("a\n{}b\nc\n", "> ".repeat(60).trim_end()));
        let mixed = format!("{}b", "- > 1. ".repeat(1_000));
        assert_eq!(bounded(&mixed).len(), "- > 1. ".repeat(20).len());
        assert_eq!(bounded(&format!("{}x", " ".repeat(9_000))).len(), 301);
    }
}
