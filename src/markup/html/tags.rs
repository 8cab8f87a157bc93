//! Reads the tags of a page one after the other, without a tree: for callers that need a few of
//! them. Linear in the length of the page, whatever its nesting.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;

use super::names::is_raw;
use super::tag::{Markup, Tag, Unclosed, read};
use crate::text;

/// Attributes of a tag beyond this many are ignored.
const MAX_ATTRIBUTES: usize = 200;

/// The tags of a page. Contents that are not HTML, such as scripts, are skipped.
pub(crate) struct Tags<'a> {
    rest: &'a str,
    unclosed: Unclosed,
}

/// A tag of a page.
pub(crate) struct PageTag<'a> {
    /// Name in lower case.
    pub(crate) name: String,
    /// Whether it is an end tag.
    pub(crate) closes: bool,
    /// The text between the previous tag and this one, with its entities.
    pub(crate) text: &'a str,
    inside: &'a str,
}

/// Reads the tags of a page.
pub(crate) fn tags(page: &str) -> Tags<'_> {
    Tags { rest: page, unclosed: Unclosed::default() }
}

impl<'a> Iterator for Tags<'a> {
    type Item = PageTag<'a>;

    fn next(&mut self) -> Option<PageTag<'a>> {
        loop {
            let (text, after) = self.rest.split_once('<')?;
            self.rest = match read(after) {
                Markup::Comment(comment) => self.unclosed.after_comment(comment),
                Markup::Text => after,
                Markup::Dropped(behind) => behind,
                Markup::Tag(Tag { name, closes, source, behind, .. }) => {
                    let is_skipped = is_raw(&name) && !closes;
                    self.rest = if is_skipped { self.unclosed.skip(&name, behind) } else { behind };
                    // End tags have no attributes, and a slash before the name.
                    let inside = source.get(name.len()..).unwrap_or_default();
                    let inside = inside.strip_suffix('>').unwrap_or(inside);
                    return Some(PageTag { name, closes, text, inside });
                }
            };
        }
    }
}

impl<'a> PageTag<'a> {
    /// Returns the value of an attribute, with its entities decoded; `name` in lower case.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let mut attributes = Attributes::html(self.inside, 0);
        attributes.with_checks(false);
        let mut attributes = attributes.flatten().take(MAX_ATTRIBUTES);
        let found = attributes.find(|own| own.key.into_inner().eq_ignore_ascii_case(name))?;
        Some(match found.value {
            Cow::Borrowed(value) => text::decode_once(value),
            Cow::Owned(value) => Cow::Owned(text::decode_once(&value).into_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_all_spellings_are_read() {
        let page = "<!-- <a href=no> --><LINK REL='x y' href=\"a?b&amp;c&#43;\">\
            <script>if (a<b) '<a href=no>'</script>5 < 6<a href=/b/ bare>T &amp; t</a>";
        let found: Vec<(String, bool, String)> = tags(page)
            .map(|tag| {
                let address = tag.attribute("href").unwrap_or_default().into_owned();
                (tag.name.clone(), tag.closes, address)
            })
            .collect();
        let expected = [
            ("link", false, "a?b&c+"),
            ("script", false, ""),
            ("a", false, "/b/"),
            ("a", true, ""),
        ];
        let expected =
            expected.map(|(name, closes, address)| (name.to_owned(), closes, address.to_owned()));
        assert_eq!(found, expected);
        assert_eq!(tags(page).last().map(|tag| tag.text), Some("T &amp; t"));
    }

    #[test]
    fn hostile_pages_are_read_in_linear_time() {
        for piece in ["<a ", "<!--", "<script>", "<a href='", "<", "<a x=1 ", "</"] {
            let page = piece.repeat(500_000 / piece.len());
            let addresses = tags(&page).filter(|tag| tag.attribute("href").is_some()).count();
            assert!(addresses <= 1, "{piece}");
        }
    }
}
