//! Start tags and their attributes.

use std::borrow::Cow;

use quick_xml::events::attributes;

use super::entity::decode;

/// A start tag as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Tag<'a> {
    /// Name with its prefix.
    pub(in super::super) name: &'a str,
    /// The text after the name, without the closing `/`.
    pub(in super::super) rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Splits the text between `<` and `>`; the flag says whether the tag closes itself.
    pub(super) fn new(inside: &'a str) -> (Self, bool) {
        let (inside, is_empty) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let stop = |c: char| c.is_ascii_whitespace() || c == '/';
        let end = inside.find(stop).unwrap_or(inside.len());
        let (name, rest) = inside.split_at_checked(end).unwrap_or((inside, ""));
        (Self { name, rest }, is_empty)
    }

    /// Iterates over names as written and decoded values.
    pub(in super::super) fn attributes(self) -> Attributes<'a> {
        Attributes::new(self.rest)
    }

    /// Returns the value of an attribute without white space around it, whatever the case of its
    /// name and, if `name` has no prefix, whatever its prefix.
    pub(in super::super) fn attribute(self, name: &str) -> Option<String> {
        let same = |own: &str| {
            own.eq_ignore_ascii_case(name)
                || own.split_once(':').is_some_and(|(prefix, local)| {
                    prefix != "xmlns" && prefix != "xml" && local.eq_ignore_ascii_case(name)
                })
        };
        let (_, value) = self.attributes().find(|(own, _)| same(own))?;
        Some(value.trim().to_owned())
    }
}

/// More attributes than this are ignored.
const MAX_ATTRIBUTES: usize = 200;

/// The attributes of a tag, without malformed ones.
#[derive(Debug)]
pub(in super::super) struct Attributes<'a> {
    inner: std::iter::Take<attributes::Attributes<'a>>,
}

impl<'a> Attributes<'a> {
    /// Iterates over the text after the name of a tag.
    pub(in super::super) fn new(rest: &'a str) -> Self {
        let mut inner = attributes::Attributes::html(rest, 0);
        inner.with_checks(false);
        Self { inner: inner.take(MAX_ATTRIBUTES) }
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Cow<'a, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let attribute = self.inner.find_map(Result::ok)?;
        let value = match attribute.value {
            Cow::Borrowed(value) => decode(value),
            Cow::Owned(value) => Cow::Owned(decode(&value).into_owned()),
        };
        Some((attribute.key.into_inner(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_all_spellings() {
        let (tag, is_empty) = Tag::new("link HREF = 'a&amp;b&c' rel=\" self \" bare async x:y=z /");
        assert!(is_empty);
        assert_eq!(tag.name, "link");
        assert_eq!(tag.attribute("href").as_deref(), Some("a&b&c"));
        assert_eq!(tag.attribute("rel").as_deref(), Some("self"));
        assert_eq!(tag.attribute("bare").as_deref(), Some(""));
        assert_eq!(tag.attribute("y").as_deref(), Some("z"));
        assert_eq!(tag.attribute("none"), None);
    }
}
