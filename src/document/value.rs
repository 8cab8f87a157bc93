//! What a single header value means as text, link, name, picture, date or number, if anything.
//! Reports no warnings.

use crate::article::Date;
use crate::article::Image;
use crate::text;

use super::date;
use super::names::{Entries, Field};
use super::node::Node;

/// A scalar as displayed: entities decoded, on one clean line. `None` if blank.
pub(super) fn clean(value: &Node) -> Option<String> {
    let text = value.text()?;
    let decoded = text::decode_entities(&text);
    let line = text::line(&decoded);
    (!text::is_blank(&line)).then(|| line.into_owned())
}

/// Like [`clean`] but for links: entities are not decoded, since `&copy=1` is a parameter, and a
/// number is not a link.
pub(super) fn clean_link(value: &Node) -> Option<String> {
    let Node::Text(text) = value else {
        return None;
    };
    let line = text::line(text);
    (!text::is_blank(&line)).then(|| line.into_owned())
}

/// Whether a value is an empty text, list or map: valid, but without content.
pub(super) fn says_nothing(value: &Node) -> bool {
    match value {
        Node::Text(text) => text::is_blank(text),
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

/// Returns the items of a list, or the comma-separated parts of a text.
pub(super) fn names_of(value: &Node) -> Option<Vec<Option<String>>> {
    match value {
        Node::List(items) => Some(items.iter().map(name_of).collect()),
        scalar => {
            let text = scalar.text()?;
            let names = text.split(',').filter_map(|name| clean(&Node::Text(name.to_owned())));
            Some(names.map(Some).collect())
        }
    }
}

/// Returns a name given directly, or the name in a map, such as an author with a link.
fn name_of(value: &Node) -> Option<String> {
    match value {
        Node::Map(map) => Entries::of(map).find(Field::Title, clean),
        scalar => clean(scalar),
    }
}

/// Returns a text, or the items of a list joined by commas.
pub(super) fn joined(value: &Node) -> Option<String> {
    match value {
        Node::List(items) => {
            let names: Vec<String> = items.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => name_of(other),
    }
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
