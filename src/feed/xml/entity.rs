//! Character references and entities: those of HTML by name, numbers, and those that a document
//! declares for itself.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::text;

/// The most entities that a document may declare, and the most bytes of each: a declared entity is
/// text and never expanded again.
const MAX_DECLARED: usize = 100;
const MAX_DECLARED_BYTES: usize = 1_000;
/// Longest entity name of HTML, in bytes.
const MAX_NAME: usize = 33;

/// The entities of one document.
#[derive(Debug, Default)]
pub(super) struct Entities {
    declared: Vec<(String, String)>,
}

impl Entities {
    /// Reads the declarations `<!ENTITY name "text">` of a doctype.
    pub(super) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(MAX_DECLARED) {
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace)
            else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            let value = rest.strip_prefix(quote).and_then(|value| value.split_once(quote));
            if let Some((value, _)) = value.filter(|(value, _)| value.len() <= MAX_DECLARED_BYTES) {
                let value = text::decode_entities(value).into_owned();
                self.declared.push((name.to_owned(), value));
            }
        }
    }

    /// Appends the text of a reference, `name` being the text between `&` and `;`. Text that is not
    /// a reference stays as it is.
    pub(super) fn push(&self, name: &str, out: &mut String) {
        match name {
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "amp" => out.push('&'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            "nbsp" => out.push('\u{a0}'),
            _ => match name.strip_prefix('#') {
                Some(digits) => push_number(digits, out),
                None => self.push_named(name, out),
            },
        }
    }

    fn push_named(&self, name: &str, out: &mut String) {
        let own = self.declared.iter().find(|(own, _)| own == name);
        if let Some((_, value)) = own {
            out.push_str(value);
            return;
        }
        let whole = format!("&{name};");
        if name.len() <= MAX_NAME {
            out.push_str(&text::decode_entities(&whole));
        } else {
            out.push_str(&whole);
        }
    }

    /// Decodes the value of an attribute.
    pub(super) fn decode<'a>(&self, value: &'a str) -> Cow<'a, str> {
        if !value.contains('&') {
            return Cow::Borrowed(value);
        }
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while let Some((before, after)) = rest.split_once('&') {
            out.push_str(before);
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            match after.split_at_checked(end) {
                Some((name, behind)) if !name.is_empty() && behind.starts_with(';') => {
                    self.push(name, &mut out);
                    rest = behind.strip_prefix(';').unwrap_or(behind);
                }
                _ => {
                    out.push('&');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}

/// Decodes the references in a text, once.
pub(in super::super) fn decode(text: &str) -> Cow<'_, str> {
    Entities::default().decode(text)
}

/// Appends the character of a number. 128 to 159 are those of windows-1252, as in HTML (13.2.5.80);
/// characters that XML forbids are dropped.
fn push_number(digits: &str, out: &mut String) {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    match number {
        Ok(number @ 0x80..=0x9f) => {
            let byte = u8::try_from(number).unwrap_or(b' ');
            out.push_str(&WINDOWS_1252.decode_without_bom_handling(&[byte]).0);
        }
        Ok(number) => {
            let fine = |c: &char| *c >= ' ' || matches!(c, '\t' | '\n' | '\r');
            out.extend(char::from_u32(number).filter(fine));
        }
        Err(_) => out.extend(["&#", digits, ";"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_all_kinds() {
        let mut entities = Entities::default();
        entities.declare(r#"rss [ <!ENTITY own "x &#233;"> <!ENTITY loop '&loop;'> <!ENTITY % a>"#);
        for (value, expected) in [
            ("a &amp; b &lt;&#60;&#x3C;&#X3c;", "a & b <<<<"),
            ("&eacute;&hellip;&nbsp;", "é…\u{a0}"),
            ("&#146;&#150;", "’–"),
            ("&own;&loop;", "x é&loop;"),
            ("AT&T R&D; &; &unknown; &#; &#1; &", "AT&T R&D; &; &unknown; &#;  &"),
        ] {
            assert_eq!(entities.decode(value), expected);
        }
    }
}
