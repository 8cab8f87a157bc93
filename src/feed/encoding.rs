//! Bytes of a feed → text: the evidence of the bytes first, then the document's declaration, then
//! the server's charset. Nothing is refused: the last resort is windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Bytes at the start that are searched for a declaration.
const HEAD: usize = 1024;

/// Decodes a document of any encoding; `charset` is the one that the server names. The result has
/// no byte order mark and none of the characters that XML and JSON forbid.
pub(super) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    allowed(decode_raw(bytes, charset))
}

fn decode_raw<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    if let Some(text) = wide(bytes) {
        return text;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let declared = declared(bytes).and_then(narrow);
    // Among encodings that are valid UTF-8, only ISO-2022-JP means something else.
    let shifts = declared.filter(|encoding| !encoding.is_ascii_compatible());
    if shifts.is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    match declared.or_else(|| charset.and_then(|label| narrow(label.as_bytes()))) {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0,
        _ => mixed(bytes),
    }
}

/// Reads UTF-16 and UTF-32, recognized by a byte order mark or by the zeros around the first
/// character, which is `<` or `{` or white space.
fn wide(bytes: &[u8]) -> Option<Cow<'_, str>> {
    Some(match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF, rest @ ..] => utf32(rest, u32::from_be_bytes),
        [0, 0, 0, 1..=255, ..] => utf32(bytes, u32::from_be_bytes),
        [1..=255, 0, 0, 0, ..] => utf32(bytes, u32::from_le_bytes),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0, 1..=255, 0, 1..=255, ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0,
        [1..=255, 0, 1..=255, 0, ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0,
        _ => return None,
    })
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Cow<'_, str> {
    let (units, _) = bytes.as_chunks::<4>();
    let character = |four: &[u8; 4]| char::from_u32(unit(*four)).unwrap_or('\u{FFFD}');
    Cow::Owned(units.iter().map(character).collect())
}

/// Returns the label of an XML declaration: `<?xml version="1.0" encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..HEAD.min(bytes.len()))?;
    let start = memchr::memmem::find(head, b"<?xml")?;
    let head = head.get(start..)?;
    let head = head.get(..memchr::memchr(b'>', head)?)?;
    let label = head.get(memchr::memmem::find(head, b"encoding")? + b"encoding".len()..)?;
    let label = label.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, label) = label.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    label.get(..memchr::memchr(*quote, label)?)
}

/// Returns the encoding of a label, unless its units are wider than a byte: [`wide`] recognizes
/// those.
fn narrow(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    (!is_wide).then_some(encoding)
}

/// Reads valid UTF-8 as such and every other byte as windows-1252, since feeds are pasted together
/// from sources of both kinds.
fn mixed(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

/// Removes the characters that XML forbids (1.0, 2.2).
fn allowed(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_fine = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r');
    // No early exit inside, so that the compiler can vectorize the loop.
    if text.bytes().fold(true, |fine, byte| fine & is_fine(byte)) {
        return text;
    }
    Cow::Owned(text.chars().filter(|c| *c >= ' ' || matches!(c, '\t' | '\n' | '\r')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<?xml?><t>é€</t>";

    fn encoded(unit: impl Fn(char) -> Vec<u8>) -> Vec<u8> {
        TEXT.chars().flat_map(unit).collect()
    }

    #[test]
    fn wide_encodings_are_seen_by_their_mark_or_their_zeros() {
        let units = |c: char| u16::try_from(u32::from(c)).expect("a character of one unit");
        let kinds = [
            ("\u{FEFF}", encoded(|c| units(c).to_le_bytes().to_vec())),
            ("\u{FEFF}", encoded(|c| units(c).to_be_bytes().to_vec())),
            ("\u{FEFF}", encoded(|c| u32::from(c).to_le_bytes().to_vec())),
            ("\u{FEFF}", encoded(|c| u32::from(c).to_be_bytes().to_vec())),
        ];
        for (_, bytes) in &kinds {
            assert_eq!(decode(bytes, Some("utf-8")), TEXT);
        }
        let marks: [&[u8]; 4] = [b"\xFF\xFE", b"\xFE\xFF", b"\xFF\xFE\0\0", b"\0\0\xFE\xFF"];
        for (mark, (_, bytes)) in marks.iter().zip(&kinds) {
            assert_eq!(decode(&[*mark, bytes.as_slice()].concat(), None), TEXT);
        }
    }

    #[test]
    fn bytes_count_more_than_declarations() {
        let lies = "<?xml version='1.0' encoding='iso-8859-1'?><t>é</t>";
        assert_eq!(decode(lies.as_bytes(), Some("koi8-r")), lies);
        let wide = "<?xml version='1.0' encoding='UTF-16'?><t>é</t>";
        assert_eq!(decode(wide.as_bytes(), None), wide);
    }

    #[test]
    fn what_is_declared_counts_before_what_the_server_says() {
        let koi = b"<?xml version='1.0' encoding = \"koi8-r\"?>\xC1";
        assert!(decode(koi, Some("iso-8859-1")).ends_with('а'));
        assert_eq!(decode(b"<t>\xC1</t>", Some("koi8-r")), "<t>а</t>");
        assert_eq!(decode(b"<t>\x80 \xE9</t>", None), "<t>€ é</t>");
    }

    #[test]
    fn a_byte_of_another_encoding_spoils_only_itself() {
        assert_eq!(decode("ä\u{1} – ".as_bytes(), None), "ä – ");
        assert_eq!(decode(b"\xC3\xA4 \x96 \xC3\xA4", Some("utf-8")), "ä – ä");
    }
}
