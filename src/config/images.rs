//! How pictures are shown, and whether servers are asked for them: the forms of these settings.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::terminal::Protocol;

/// How pictures are shown, and where they may come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Images {
    /// How they are shown.
    pub show: Showing,
    /// Servers are asked for them.
    pub fetch: bool,
    /// Also those of the own network.
    pub private: bool,
}

/// How pictures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Showing {
    /// In the best way that the terminal is known for.
    #[default]
    Auto,
    /// Not until they are asked for.
    Off,
    /// In this way.
    In(Protocol),
}

/// The words for it, in the order in which they are told.
const WORDS: [(&str, Showing); 6] = [
    ("auto", Showing::Auto),
    ("off", Showing::Off),
    ("halfblocks", Showing::In(Protocol::HalfBlocks)),
    ("kitty", Showing::In(Protocol::Kitty)),
    ("iterm", Showing::In(Protocol::Iterm)),
    ("sixel", Showing::In(Protocol::Sixel)),
];

impl<'de> Deserialize<'de> for Showing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Way;
        impl Visitor<'_> for Way {
            type Value = Showing;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("auto, off, halfblocks, kitty, iterm or sixel")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Showing, E> {
                Ok(if on { Showing::Auto } else { Showing::Off })
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Showing, E> {
                let lower = word.to_ascii_lowercase();
                match WORDS.iter().find(|(known, _)| *known == lower) {
                    Some((_, showing)) => Ok(*showing),
                    None if lower == "on" || lower == "yes" => Ok(Showing::Auto),
                    None if lower == "no" => Ok(Showing::Off),
                    None => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Way)
    }
}
