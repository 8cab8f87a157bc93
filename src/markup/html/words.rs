//! The text of HTML, for a title or an excerpt.

use std::borrow::Cow;

use super::names::is_block;
use super::tag::{Piece, pieces};
use crate::text;

/// Returns the words of a fragment as one clean line of at least `most` bytes, if it has so many,
/// and not many more. Scripts and comments are left out, tags of blocks become spaces, and
/// references to characters are decoded.
pub(crate) fn words(html: &str, most: usize) -> String {
    // Feeds often encode references twice.
    collect(html, most, text::decode_entities)
}

/// Returns all words of a fragment as one clean line, with each reference decoded once.
pub(in super::super) fn all_words(html: &str) -> String {
    collect(html, usize::MAX, text::decode_once)
}

/// Decodes references to characters.
type Decode = for<'a> fn(&'a str) -> Cow<'a, str>;

fn collect(html: &str, most: usize, decode: Decode) -> String {
    let mut out = String::with_capacity(most.min(html.len()));
    for piece in pieces(html) {
        if out.len() > most {
            break;
        }
        match piece {
            Piece::Text(text) => push(text, most, decode, &mut out),
            Piece::Tag(tag) if is_block(&tag.name) || tag.name == "br" => space(&mut out),
            Piece::Tag(_) => {}
        }
    }
    match text::line(&out) {
        Cow::Borrowed(same) if same.len() == out.len() => out,
        clean => clean.into_owned(),
    }
}

/// Appends decoded text; of much text only the beginning, as white space may be most of it.
fn push(text: &str, most: usize, decode: Decode, out: &mut String) {
    if text.trim_start().len() < text.len() {
        space(out);
    }
    let text = text.trim_start();
    let enough = most.saturating_mul(4);
    let end = text.char_indices().nth(enough).map_or(text.len(), |(end, _)| end);
    let text = if text.len() > enough { text.get(..end).unwrap_or(text) } else { text };
    out.push_str(&decode(text));
}

/// Separates words, once.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_fragment() {
        let cases = [
            ("<p>One <b>t</b>wo</p><p>three<br>four</p>", "One two three four"),
            ("a<!-- b --><script>c</script><style>d</style> e", "a e"),
            ("AT&amp;T &lt;3 a < b", "AT&T <3 a < b"),
            ("<img src=x alt='y'>", ""),
            ("<script>never ends", "never ends"),
        ];
        for (html, expected) in cases {
            assert_eq!(words(html, 300), expected, "{html}");
        }
    }

    #[test]
    fn no_more_is_read_than_is_wanted() {
        let long = format!("<p>{}</p>", "word ".repeat(100_000));
        let found = words(&long, 300);
        assert!((300..2_000).contains(&found.len()), "{}", found.len());
    }
}
