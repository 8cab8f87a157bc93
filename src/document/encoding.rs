//! Bytes → text: UTF-8, UTF-16 with a byte order mark, line ends.

use std::borrow::Cow;

use memchr::memchr;

/// Decodes a document; the flag says whether any byte had to be replaced. The text has no byte
/// order mark, and its line ends are LF.
#[must_use]
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (text, damaged) = match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        // Validation is several times as fast as lossy decoding.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (String::from_utf8_lossy(bytes), true),
        },
    };
    (unify_line_ends(strip_mark(text)), damaged)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, bool) {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut damaged = bytes.len() % 2 == 1;
    let text = char::decode_utf16(units)
        .map(|decoded| {
            decoded.unwrap_or_else(|_| {
                damaged = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (Cow::Owned(text), damaged)
}

fn strip_mark(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{FEFF}')),
        Cow::Owned(text) if text.starts_with('\u{FEFF}') => {
            Cow::Owned(text.trim_start_matches('\u{FEFF}').to_owned())
        }
        owned @ Cow::Owned(_) => owned,
    }
}

fn unify_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_and_line_ends() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc"), ("a\nb\nc".into(), false));
        assert_eq!(decode(b"\xFF\xFEa\0\xE9\0"), ("aé".into(), false));
        assert_eq!(decode(b"\xFE\xFF\0a"), ("a".into(), false));
        assert_eq!(decode(b"caf\xE9"), ("caf\u{FFFD}".into(), true));
    }
}
