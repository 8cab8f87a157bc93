//! The header of `Name: value` lines. Nothing in it can be malformed.

use super::{Header, with_meaning};
use crate::document::bare::{entry, is_continuation};
use crate::document::names::{Field, field_of};
use crate::document::node::Node;

/// Parses a header. Indented lines go on with the value before them.
pub(super) fn parse(header: &str) -> Header {
    let mut fields: Vec<(String, Vec<&str>)> = Vec::new();
    for line in header.lines() {
        match (entry(line), fields.last_mut()) {
            (_, Some((_, values))) if is_continuation(line) => values.push(line.trim()),
            (Some((name, value)), _) => fields.push((name.to_owned(), vec![value])),
            _ => {}
        }
    }
    let nodes = fields.into_iter().map(|(name, values)| {
        let node = node(&name, &values);
        (name, node)
    });
    with_meaning(nodes.collect())
}

fn node(name: &str, values: &[&str]) -> Node {
    let items: Option<Vec<&str>> = values.iter().skip(1).map(|it| it.strip_prefix("- ")).collect();
    if let (Some(items @ [_, ..]), [""]) = (items.as_deref(), values.get(..1).unwrap_or_default()) {
        return list(items.iter().copied());
    }
    let value = values.iter().copied().filter(|value| !value.is_empty()).collect::<Vec<_>>();
    let value = value.join(" ");
    if !matches!(field_of(name), Some((Field::Topics, _))) {
        return Node::Text(unquoted(&value).to_owned());
    }
    // A space is part of a tag here.
    let inside = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let inside = inside.unwrap_or(&value);
    let separator = if inside.contains(';') { ';' } else { ',' };
    list(inside.split(separator).filter(|item| !item.trim().is_empty()))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Node {
    Node::List(items.map(|item| Node::Text(unquoted(item.trim()).to_owned())).collect())
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| {
        let inside = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    };
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}
