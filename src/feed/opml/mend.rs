//! Repairs the attributes of a list: some programs write markup with its own quotes, which would
//! end the value.

use std::borrow::Cow;

/// The start of the elements that are repaired.
const OUTLINE: &[u8] = b"<outline";

/// Escapes tags inside of quoted values of outlines. Linear in the length of the list.
pub(super) fn mended(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut out = String::new();
    // `out` has the text before this position.
    let mut copied = 0;
    let (mut is_inside, mut quote, mut at) = (false, None, 0);
    while let Some(byte) = bytes.get(at).copied() {
        let rest = bytes.get(at..).unwrap_or_default();
        let mut length = 1;
        match (byte, quote) {
            (b'<', _) if begins_outline(rest) => (is_inside, quote) = (true, None),
            (b'<', Some(quote)) => {
                let end = tag_length(rest, quote);
                if let Some(tag) = end.and_then(|end| source.get(at..at + end)) {
                    out.push_str(source.get(copied..at).unwrap_or_default());
                    out.push_str(&quick_xml::escape::escape(tag));
                    length = tag.len();
                    copied = at + length;
                }
            }
            (b'>', None) => is_inside = false,
            (b'"' | b'\'', None) if is_inside => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
        at += length;
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    out.push_str(source.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

fn begins_outline(rest: &[u8]) -> bool {
    rest.get(..OUTLINE.len()).is_some_and(|start| start.eq_ignore_ascii_case(OUTLINE))
}

/// Returns the length of a tag inside a value: its quotes are in pairs, so that the value continues
/// after it.
fn tag_length(rest: &[u8], quote: u8) -> Option<usize> {
    let name = rest.get(1..)?;
    let name = name.strip_prefix(b"/").unwrap_or(name);
    if !name.first()?.is_ascii_alphabetic() {
        return None;
    }
    let end = memchr::memchr2(b'<', b'>', name)?;
    let inside = name.get(..end).filter(|_| name.get(end) == Some(&b'>'))?;
    let quotes = memchr::memchr_iter(quote, inside).count();
    quotes.is_multiple_of(2).then(|| rest.len() - name.len() + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_values_is_escaped_and_all_else_stays() {
        let list = r#"<outline text="a <a href="x">b</a> c" xmlUrl="y"/>"#;
        let expected =
            "<outline text=\"a &lt;a href=&quot;x&quot;&gt;b&lt;/a&gt; c\" xmlUrl=\"y\"/>";
        assert_eq!(mended(list), expected);
        for same in [
            r#"<outline text="a <b" xmlUrl="y"/><outline text="a < b > c"/>"#,
            r#"<p class="<b>">x</p>"#,
            r#"<outline text="open <outline text='<'/>"#,
            "",
        ] {
            assert_eq!(mended(same), same);
        }
    }
}
