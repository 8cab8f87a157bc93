//! Decodes HTML character references in plain text: `&#8217;`, `&nbsp;`.

use std::borrow::Cow;

use web_atoms::NAMED_ENTITIES;

/// Length in bytes of the longest name, including its semicolon.
const LONGEST: usize = 33;

/// Decodes HTML character references, including doubly encoded ones (`&amp;#8217;`), which
/// publishing pipelines often produce.
#[must_use]
pub fn decode_entities(text: &str) -> Cow<'_, str> {
    match once(text) {
        Some(decoded) => Cow::Owned(once(&decoded).unwrap_or(decoded)),
        None => Cow::Borrowed(text),
    }
}

/// Decodes one level of character references, for values that may hold references as text.
#[must_use]
pub(crate) fn decode_once(text: &str) -> Cow<'_, str> {
    once(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Decodes one level of references; `None` if there are none.
fn once(text: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = text;
    let mut has_any = false;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let Some((letters, length)) = reference(after) else {
            decoded.push('&');
            rest = after;
            continue;
        };
        decoded.extend(letters);
        has_any = true;
        rest = after.get(length..)?;
    }
    decoded.push_str(rest);
    has_any.then_some(decoded)
}

/// Returns the one or two characters of the reference at the start, and its length in bytes.
/// References without a semicolon stay text: `R&D`, and most URLs.
fn reference(text: &str) -> Option<(impl Iterator<Item = char>, usize)> {
    let window = text.as_bytes().get(..LONGEST.min(text.len()))?;
    let end = window.iter().position(|byte| *byte == b';')?;
    let name = text.get(..=end)?;
    let (first, second) = if let Some(number) = name.strip_prefix('#') {
        (numeric(number.trim_end_matches(';'))?, 0)
    } else {
        // The table also contains prefixes of names, which map to nothing.
        NAMED_ENTITIES.get(name).copied().filter(|(first, _)| *first > 0)?
    };
    let second = char::from_u32(second).filter(|second| *second != '\0');
    Some((std::iter::once(char::from_u32(first)?).chain(second), name.len()))
}

fn numeric(digits: &str) -> Option<u32> {
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_decode_also_when_encoded_twice() {
        for (text, expected) in [
            ("it&#8217;s &amp; was", "it’s & was"),
            ("it&amp;#8217;s", "it’s"),
            ("&#x1F600;&#X41;", "😀A"),
            ("a&nbsp;b&CounterClockwiseContourIntegral;", "a\u{a0}b∳"),
            ("&NotEqualTilde;", "≂\u{338}"),
            ("&amp;amp;lt;", "&lt;"),
        ] {
            assert_eq!(decode_entities(text), expected);
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in [
            "AT&T; R&D",
            "&",
            "&;",
            "&#;",
            "&#x;",
            "&#99999999;",
            "&#xD800;",
            "&#+65;",
            "&am;",
            "&amp",
            "a=1&copy=2",
            "日&本;",
            "&CounterClockwiseContourIntegralOf;",
        ] {
            assert!(matches!(decode_entities(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
