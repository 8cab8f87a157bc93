//! What a single header value means as text, link, name, picture, date or number, if anything.
//! Reports no warnings.

use crate::article::Date;
use crate::article::Image;
use crate::article::openable;
use crate::markup;
use crate::text;

use super::date;
use super::names::{Entries, Field};
use super::node::Node;

/// A scalar as displayed: entities decoded, the words of HTML, on one clean line. `None` if blank.
pub(super) fn clean(value: &Node) -> Option<String> {
    let text = value.text()?;
    let decoded = text::decode_entities(&text);
    if has_tags(&decoded) {
        let words = markup::words(&decoded, usize::MAX);
        return (!text::is_blank(&words)).then_some(words);
    }
    let line = text::line(&decoded);
    (!text::is_blank(&line)).then(|| line.into_owned())
}

/// Elements within a line; `Vec<T>` and `<script>` in a title are words.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "big", "bdi", "br", "cite", "code", "em", "font", "i", "img", "ins", "kbd",
    "mark", "p", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "wbr",
];

/// Whether a text has a tag that belongs to a line of HTML: one that closes, or stands alone.
fn has_tags(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let after = text.get(at + 1..).unwrap_or_default();
        match after.strip_prefix('/').and_then(inline_tag) {
            Some((_, rest)) => rest.starts_with('>'),
            None => inline_tag(after).is_some_and(|(name, rest)| {
                matches!(&*name, "br" | "wbr" | "img" | "p") && rest.starts_with(['>', ' ', '/'])
            }),
        }
    })
}

/// Splits the name of an element within a line from what follows it.
fn inline_tag(after: &str) -> Option<(String, &str)> {
    let end = after.bytes().take(7).take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = after.split_at_checked(end)?;
    let name = name.to_ascii_lowercase();
    INLINE.contains(&&*name).then_some((name, rest))
}

/// Like [`clean`] but for links: entities are not decoded, since `&copy=1` is a parameter, and a
/// number is not a link. What cleaning would change is written as the address that it means: a
/// link is more than what can be seen of it.
pub(super) fn clean_link(value: &Node) -> Option<String> {
    let Node::Text(text) = value else {
        return None;
    };
    let line = text::line(text);
    if *line != *text.trim()
        && let Ok(url) = openable(Some(text))
    {
        return Some(url.into());
    }
    (!text::is_blank(&line)).then(|| line.into_owned())
}

/// Whether a value is empty: valid, but without content.
pub(super) fn says_nothing(value: &Node) -> bool {
    match value {
        Node::Null => true,
        // Signs without width and blanks as entities say nothing either.
        Node::Text(_) => clean(value).is_none(),
        Node::List(items) => items.is_empty(),
        Node::Map(map) => map.is_empty(),
        _ => false,
    }
}

pub(super) fn image_of(value: &Node) -> Option<Image> {
    let Node::Map(map) = value else {
        let url = clean_link(value)?.into();
        return Some(Image { url, title: None, width: None, height: None });
    };
    let all = |names: &'static [&str]| {
        names.iter().filter_map(|name| {
            map.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        })
    };
    let pixels = |number: i32| u32::try_from(number).ok();
    Some(Image {
        url: all(&["url", "src", "path", "image", "file"]).find_map(clean_link)?.into(),
        title: all(&["title", "caption", "alt", "description"]).find_map(clean).map(Into::into),
        width: all(&["width"]).find_map(whole_number).and_then(pixels),
        height: all(&["height"]).find_map(whole_number).and_then(pixels),
    })
}

/// Returns the items of a list, or the parts of a text: between commas, or else, where `spaced`,
/// between spaces. In tags, `#` is a mark.
pub(super) fn names_of(value: &Node, spaced: bool) -> Option<Vec<Option<String>>> {
    let tag = |name: String| match name.trim_start_matches('#') {
        bare if bare.is_empty() || bare.len() == name.len() => name,
        bare => bare.to_owned(),
    };
    match value {
        Node::List(items) => {
            Some(flat(items).into_iter().map(|item| name_of(item).map(tag)).collect())
        }
        scalar => {
            let text = scalar.text()?;
            let parts = parts(&text, spaced);
            let names = parts.into_iter().filter_map(|part| name_of(&Node::Text(part.to_owned())));
            Some(names.map(tag).map(Some).collect())
        }
    }
}

fn parts(text: &str, spaced: bool) -> Vec<&str> {
    if spaced && !text.contains([',', '<']) && !text.contains("[[") {
        text.split_whitespace().collect()
    } else {
        text.split(',').collect()
    }
}

/// The items of a list and of lists within it: `[[Name]]` without quotes is a list in a list to
/// YAML, and categories of Hexo are lists of lists. Of deeper ones, the lists remain.
fn flat(items: &[Node]) -> Vec<&Node> {
    let mut flat: Vec<&Node> = items.iter().collect();
    for _ in 0..3 {
        if !flat.iter().any(|item| matches!(item, Node::List(_))) {
            return flat;
        }
        let inner = flat.into_iter().map(|item| match item {
            Node::List(items) if !items.is_empty() => items.iter().collect(),
            other => vec![other],
        });
        flat = inner.flatten().collect::<Vec<&Node>>();
    }
    flat
}

/// Returns a name given directly, or the name in a map, such as an author with a link.
fn name_of(value: &Node) -> Option<String> {
    match value {
        Node::Map(map) => Entries::of(map).find(Field::Title, clean),
        scalar => clean(scalar).map(|name| linked(&name).map(str::to_owned).unwrap_or(name)),
    }
}

/// Returns what is shown of `[[Note]]` or `[[Note|Name]]`.
pub(super) fn linked(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("[[")?.strip_suffix("]]")?;
    let name = inside.rsplit_once('|').map_or(inside, |(_, name)| name).trim();
    (!name.is_empty() && !name.contains("[[")).then_some(name)
}

/// Returns a text, or the items of a list joined by commas.
pub(super) fn joined(value: &Node) -> Option<String> {
    match value {
        Node::List(items) => {
            let names: Vec<String> = flat(items).into_iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => name_of(other),
    }
}

/// Like [`joined`], for categories that are written as words with spaces between them.
pub(super) fn joined_words(value: &Node) -> Option<String> {
    let names: Vec<String> = names_of(value, true)?.into_iter().flatten().collect();
    (!names.is_empty()).then(|| names.join(", "))
}

pub(super) fn as_date(value: &Node) -> Option<Date> {
    match value {
        Node::Text(_) | Node::Int(_) => date::parse(&clean(value)?),
        _ => None,
    }
}

pub(super) fn as_flag(value: &Node) -> Option<bool> {
    match value {
        Node::Bool(flag) => Some(*flag),
        Node::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn whole_number(value: &Node) -> Option<i32> {
    match value {
        Node::Int(number) => i32::try_from(*number).ok(),
        Node::Float(number) => number.round().to_string().parse().ok(),
        Node::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tags were shown as they were written.
    #[test]
    fn html_in_a_field_is_read_and_code_stays() {
        for (written, expected) in [
            ("The <i>Hobbit</i> &amp; <em>more</em><br>news", "The Hobbit & more news"),
            ("<a href='/x'>Ann</a>", "Ann"),
            ("&lt;b&gt;Wire&lt;/b&gt;", "Wire"),
            ("Why Vec<T> and Option<u8> differ", "Why Vec<T> and Option<u8> differ"),
            ("a < b and <script> tags", "a < b and <script> tags"),
            ("What </div> closes", "What </div> closes"),
        ] {
            assert_eq!(clean(&Node::Text(written.to_owned())).as_deref(), Some(expected));
        }
    }

    /// A line separator in a link became a space, and the link led elsewhere.
    #[test]
    fn a_link_is_parsed_and_not_cleaned() {
        let link = |link: &str| clean_link(&Node::Text(link.to_owned()));
        assert_eq!(link("https://a.example/x y").as_deref(), Some("https://a.example/x y"));
        assert_eq!(
            link("https://a.example/x\u{2028}y").as_deref(),
            Some("https://a.example/x%E2%80%A8y")
        );
        assert_eq!(link(" https://a.example/é "), Some("https://a.example/é".to_owned()));
        assert_eq!(link("a\u{1b}[31m"), Some("a".to_owned()));
    }

    #[test]
    fn names_stand_between_commas_or_spaces_and_in_brackets() {
        let names = |text: &str, spaced| -> Vec<String> {
            let names = names_of(&Node::Text(text.to_owned()), spaced);
            names.unwrap_or_default().into_iter().flatten().collect()
        };
        assert_eq!(names("ruby rails  jekyll", true), ["ruby", "rails", "jekyll"]);
        assert_eq!(names("machine learning, AI", true), ["machine learning", "AI"]);
        assert_eq!(names("machine learning", false), ["machine learning"]);
        assert_eq!(names("#garden #sea/kelp", true), ["garden", "sea/kelp"]);
        assert_eq!(names("[[A note]], [[B|Bee]]", true), ["A note", "Bee"]);
        assert_eq!(names("C#, #", true), ["C#", "#"]);
        let nested = Node::List(vec![Node::List(vec![Node::Text("Ann Lee".to_owned())])]);
        assert_eq!(joined(&nested).as_deref(), Some("Ann Lee"));
    }
}
