//! Recognizes text that is not markup, and markup that was read too far.

use super::namespace::Name;

/// Whether a `<` begins markup, and not text such as `<3` or `a < b`.
pub(super) fn begins_markup(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    match characters.next() {
        Some('/') => characters.next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == ':'),
        Some('!') => {
            rest.starts_with("<!--")
                || rest.starts_with("<![CDATA[")
                || rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE"))
        }
        Some(c) => c.is_alphabetic() || matches!(c, '_' | ':' | '?'),
        None => false,
    }
}

/// Fields with text alone, so that none of them is inside another.
pub(super) fn is_field(name: &Name<'_>) -> bool {
    let fields = [
        "title",
        "link",
        "guid",
        "pubdate",
        "id",
        "updated",
        "published",
        "description",
        "comments",
    ];
    fields.iter().any(|field| name.is(field))
}

/// A tag that contains a `<` was read too far if its quotes do not match. Returns the length of the
/// tag, and the number of bytes to skip after it.
pub(super) fn misread(inside: &str) -> Option<(usize, usize)> {
    let first = memchr::memchr(b'<', inside.as_bytes())?;
    let mut quote = None;
    let mut bytes = inside.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match quote {
            Some(open) if byte == open => {
                quote = None;
                let fits = |next: u8| next.is_ascii_whitespace() || matches!(next, b'/' | b'?');
                if bytes.peek().is_some_and(|(_, next)| !fits(*next)) {
                    let end = inside.find('>').filter(|end| *end < at);
                    return Some(end.map_or((first, 0), |end| (end, 1)));
                }
            }
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == b'<' => return Some((at, 0)),
            _ => {}
        }
    }
    None
}
