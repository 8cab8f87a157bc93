//! Key bindings as written in the settings: actions, panes and keys as text. The keymap gives them
//! their meaning.

use std::cell::Cell;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::position::{Step, place};
use super::recover::too_large;
use super::refusal::Refused;
use crate::problem::Problem;
use crate::text;
use crate::yaml;

/// Panes with key bindings of their own.
const PANES: [&str; 4] = ["sidebar", "list", "article", "related"];

/// Bytes that are searched for the places of keys, about a quarter of a second; each search reads
/// the file from its start. Later keys have no place.
const MAX_LOOKED: usize = 10_000_000;
/// Bindings beyond this many are a mistake: there are not so many actions.
const MAX_LINES: usize = 1_000;

/// Line and column, both from 1.
pub type Position = (usize, usize);

/// The key bindings of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The preset to start from.
    pub preset: Option<(String, Position)>,
    /// Bindings that differ from the preset.
    pub lines: Vec<KeyLine>,
    /// The file that contains them.
    pub path: PathBuf,
}

/// The keys bound to one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// `sidebar`, `list`, `article` or `related` for a binding of that pane alone.
    pub pane: Option<&'static str>,
    /// Name of the action.
    pub action: String,
    /// Keys or key sequences; empty to unbind the action.
    pub keys: Vec<(String, Position)>,
    /// Position of the action's name.
    pub place: Position,
}

impl Keys {
    /// Parses a file that contains only key bindings.
    ///
    /// # Errors
    /// If an entry has the wrong form.
    pub fn parse(path: &Path, content: &str) -> Result<Self, Problem> {
        yaml::check_settings(content).map_err(|excess| too_large(path, &excess))?;
        let written: RawConfig = serde_yaml::from_str(content)
            .map_err(|error| super::refusal::refusal(path, content, &error))?;
        Ok(written.placed(path, content, &[]))
    }
}

/// Bindings as deserialized, without positions.
#[derive(Default)]
pub(super) struct RawConfig(Vec<(String, Value)>);

/// The value of an entry.
enum Value {
    Keys(Vec<String>),
    Pane(Vec<(String, Self)>),
}

impl RawConfig {
    /// Adds positions; `inside` is the path to the bindings from the root of `content`.
    pub(super) fn placed(self, path: &Path, content: &str, inside: &[Step<'_>]) -> Keys {
        let mut keys = Keys { path: path.to_owned(), ..Keys::default() };
        let looked = Cell::new(0);
        let place = |content: &str, steps: &[Step<'_>], of_name| {
            looked.set(looked.get() + content.len());
            if looked.get() > MAX_LOOKED { None } else { place(content, steps, of_name) }
        };
        let place_of = |steps: &[Step<'_>], of_name| {
            place(content, &[inside, steps].concat(), of_name).unwrap_or((1, 0))
        };
        let line = |pane: Option<&'static str>, action: String, sequences: Vec<String>| {
            let mut steps: Vec<Step<'_>> = pane.map(Step::Name).into_iter().collect();
            steps.push(Step::Name(&action));
            let named = place_of(&steps, true);
            let is_list = place(content, &[inside, &steps, &[Step::Item(0)]].concat(), false);
            let placed = |(at, keys): (usize, String)| {
                let item = [steps.as_slice(), &[Step::Item(at)]].concat();
                let at = if is_list.is_some() { place_of(&item, false) } else { named };
                (keys, at)
            };
            let keys = sequences.into_iter().enumerate().map(placed).collect();
            let action = text::line(&action).into_owned();
            KeyLine { pane, action, keys, place: named }
        };
        for (name, value) in self.0 {
            match value {
                Value::Keys(names) if name == "preset" => {
                    let at = place(content, &[inside, &[Step::Name("preset")]].concat(), false);
                    let at = at.unwrap_or_else(|| place_of(&[], false));
                    keys.preset = names.into_iter().next().map(|name| (name, at));
                }
                Value::Keys(sequences) => keys.lines.push(line(None, name, sequences)),
                Value::Pane(actions) => {
                    let pane = PANES.into_iter().find(|pane| *pane == name);
                    for (action, value) in actions {
                        if let Value::Keys(sequences) = value {
                            keys.lines.push(line(pane, action, sequences));
                        }
                    }
                }
            }
        }
        keys
    }
}

impl<'de> Deserialize<'de> for RawConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lines;
        impl<'de> Visitor<'de> for Lines {
            type Value = RawConfig;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a preset or lines of the form `action: key`")
            }

            fn visit_str<E: de::Error>(self, preset: &str) -> Result<RawConfig, E> {
                Ok(RawConfig(vec![("preset".to_owned(), Value::Keys(vec![preset.to_owned()]))]))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawConfig, A::Error> {
                lines(map, true).map(RawConfig)
            }
        }
        deserializer.deserialize_any(Lines)
    }
}

/// Reads the entries of a map and rejects duplicate names.
fn lines<'de, A: MapAccess<'de>>(
    mut map: A,
    outer: bool,
) -> Result<Vec<(String, Value)>, A::Error> {
    let mut lines: Vec<(String, Value)> = Vec::new();
    while let Some(name) = map.next_key::<String>()? {
        let value = map.next_value_seed(Behind { name: &name, outer })?;
        if lines.len() == MAX_LINES {
            let what = format!("more than {MAX_LINES} actions have keys");
            return Err(de::Error::custom(Refused::new(what, "there are not so many actions")));
        }
        if lines.iter().any(|(other, _)| *other == name) {
            let what = format!("`{}` is set twice", text::line(&name));
            return Err(de::Error::custom(Refused::new(what, "keep one of the two")));
        }
        lines.push((name, value));
    }
    Ok(lines)
}

/// Deserializes the value of an entry: keys or, at the top level, the actions of a pane.
struct Behind<'a> {
    name: &'a str,
    outer: bool,
}

impl<'de> de::DeserializeSeed<'de> for Behind<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Behind<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key or a list of keys")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Value, E> {
        Ok(Value::Keys(match key {
            "off" | "none" => Vec::new(),
            key => vec![key.to_owned()],
        }))
    }

    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Value, E> {
        if on { Err(E::invalid_type(de::Unexpected::Bool(on), &self)) } else { self.visit_unit() }
    }

    fn visit_u64<E: de::Error>(self, digit: u64) -> Result<Value, E> {
        Ok(Value::Keys(vec![digit.to_string()]))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Keys(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut written: A) -> Result<Value, A::Error> {
        let mut keys = Vec::new();
        while let Some(Sequence(key)) = written.next_element()? {
            keys.push(key);
        }
        Ok(Value::Keys(keys))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        if !self.outer {
            return Err(de::Error::invalid_type(de::Unexpected::Map, &self));
        }
        if !PANES.contains(&self.name) {
            let what = format!("there is no pane `{}`", text::line(self.name));
            let hint = match text::nearest(self.name, &PANES) {
                Some(right) => format!("did you mean `{right}`?"),
                None => format!("the panes are {}", PANES.join(", ")),
            };
            return Err(de::Error::custom(Refused::new(what, hint)));
        }
        lines(map, false).map(Value::Pane)
    }
}

/// A key sequence in a list.
struct Sequence(String);

impl<'de> Deserialize<'de> for Sequence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Sequence;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E: de::Error>(self, key: &str) -> Result<Sequence, E> {
                Ok(Sequence(key.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, digit: u64) -> Result<Sequence, E> {
                Ok(Sequence(digit.to_string()))
            }
        }
        deserializer.deserialize_any(Text)
    }
}
