//! An untyped value of a header: everything parses, nothing is rejected for its type. What a value means
//! is decided in `fields`.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// Any value. Tags are dropped; keys are text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Self>),
    /// In document order; of equal keys the last counts.
    Map(Vec<(String, Self)>),
}

impl Node {
    /// Returns a scalar as text; null, lists and maps have none.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::Text(value) => Some(value.clone()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Names the kind of value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// The name that merges the entries of other maps into its own (<https://yaml.org/type/merge.html>).
pub(crate) const MERGE: &str = "<<";

/// Adds the entries of merged maps, or of lists of them, to those of a map. Its own entries count
/// first, then those of the first map.
pub(crate) fn merged(own: Vec<(String, Node)>, merges: Vec<Node>) -> Vec<(String, Node)> {
    if merges.is_empty() {
        return own;
    }
    let maps = merges.into_iter().flat_map(|merge| match merge {
        Node::List(maps) => maps,
        map => vec![map],
    });
    let mut all: Vec<_> = maps.collect();
    all.reverse();
    let entries = all.into_iter().filter_map(|map| match map {
        Node::Map(entries) => Some(entries),
        _ => None,
    });
    // Of equal names the last counts.
    entries.flatten().chain(own).collect()
}

/// The remaining allowance for a header: each value and each byte of text costs one. Without it,
/// aliases could expand a few lines to gigabytes.
#[derive(Debug)]
pub(crate) struct Budget(Cell<Option<usize>>);

impl Budget {
    /// Without aliases a byte costs less than two: a value takes one byte plus a separator, and a
    /// two-byte escape yields a character of three bytes.
    pub(crate) fn of(header: &str) -> Self {
        Self(Cell::new(Some(4 * header.len() + 4096)))
    }

    fn spend<E: Error>(&self, cost: usize) -> Result<(), E> {
        self.0.set(self.0.get().and_then(|left| left.checked_sub(cost)));
        if self.is_spent() { Err(E::custom("too much is repeated")) } else { Ok(()) }
    }

    /// Whether the budget was exceeded.
    pub(crate) fn is_spent(&self) -> bool {
        self.0.get().is_none()
    }
}

/// Reads any value within a budget.
#[derive(Clone, Copy)]
pub(crate) struct Value<'b>(pub(crate) &'b Budget);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or_else(|_| Node::Text(value.to_string()), Node::Int))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.0.spend(value.len())?;
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let (mut entries, mut merges) = (Vec::new(), Vec::new());
        while let Some((key, value)) = map.next_entry_seed(self, self)? {
            match key.text().unwrap_or_default() {
                name if name == MERGE => merges.push(value),
                name => entries.push((name, value)),
            }
        }
        Ok(Node::Map(merged(entries, merges)))
    }

    /// A value with a custom tag, such as `!secret x`.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant_seed(self)
    }
}
