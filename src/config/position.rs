//! Finds positions in a YAML text. The parser reports positions only in errors, so a lookup
//! deserializes the text with a visitor that fails at the wanted value.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// One step of a path into the text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// The value of this key.
    Name(&'a str),
    /// An item of a list, from 0.
    Item(usize),
}

/// Returns line and column, both from 1, of the value that `steps` lead to, or of the key before
/// it; `None` if it does not exist.
pub(super) fn place(content: &str, steps: &[Step<'_>], of_name: bool) -> Option<(usize, usize)> {
    let deserializer = serde_yaml::Deserializer::from_str(content);
    let error = Seek { steps, of_name }.deserialize(deserializer).err()?;
    let at = error.location().filter(|_| error.to_string().contains(HERE))?;
    Some((at.line(), at.column()))
}

/// Error message that marks the position. The control character keeps it distinct from any real
/// message.
const HERE: &str = "\u{2}here";

#[derive(Clone, Copy)]
struct Seek<'a> {
    steps: &'a [Step<'a>],
    of_name: bool,
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.steps.first() {
            None => deserializer.deserialize_any(Here),
            Some(Step::Name(_)) => deserializer.deserialize_map(self),
            Some(Step::Item(_)) => deserializer.deserialize_seq(self),
        }
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what is looked for")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Name(name), rest)) = self.steps.split_first() else { return Ok(()) };
        let stops = self.of_name && rest.is_empty();
        while let Some(is_it) = map.next_key_seed(Named { name, stops })? {
            if is_it {
                map.next_value_seed(Self { steps: rest, ..self })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Item(wanted), rest)) = self.steps.split_first() else { return Ok(()) };
        for _ in 0..*wanted {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(Self { steps: rest, ..self })?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// Deserializes a key and compares it with the wanted name.
struct Named<'a> {
    name: &'a str,
    stops: bool,
}

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Named<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<bool, E> {
        if self.stops && name == self.name { Err(E::custom(HERE)) } else { Ok(name == self.name) }
    }
}

/// Fails on any value, so that the error carries its position.
struct Here;

impl Visitor<'_> for Here {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_found_where_they_stand() {
        let content = "a: 1\nkeys:\n  down: [j, {x: y}]\n  up: k\n";
        let find = |steps: &[Step<'_>], of_name| place(content, steps, of_name);
        let keys = Step::Name("keys");
        assert_eq!(find(&[Step::Name("a")], false), Some((1, 4)));
        assert_eq!(find(&[keys], true), Some((2, 1)));
        assert_eq!(find(&[keys, Step::Name("up")], true), Some((4, 3)));
        assert_eq!(find(&[keys, Step::Name("up")], false), Some((4, 7)));
        assert_eq!(find(&[keys, Step::Name("down"), Step::Item(1)], false), Some((3, 13)));
        assert_eq!(find(&[keys, Step::Name("none")], false), None);
        assert_eq!(find(&[keys, Step::Name("up"), Step::Item(0)], false), None);
    }
}
