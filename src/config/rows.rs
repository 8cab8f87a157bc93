//! How many lines a row of the list takes.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// How many lines a row of the list takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowLines {
    /// Two, or one on low screens.
    #[default]
    Auto,
    /// One.
    One,
    /// Two.
    Two,
}

impl<'de> Deserialize<'de> for RowLines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lines;
        impl Visitor<'_> for Lines {
            type Value = RowLines;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("auto, one or two")
            }

            fn visit_u64<E: de::Error>(self, lines: u64) -> Result<RowLines, E> {
                match lines {
                    1 => Ok(RowLines::One),
                    2 => Ok(RowLines::Two),
                    _ => Err(E::invalid_value(de::Unexpected::Unsigned(lines), &self)),
                }
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RowLines, E> {
                match word.to_ascii_lowercase().as_str() {
                    "auto" => Ok(RowLines::Auto),
                    "one" => Ok(RowLines::One),
                    "two" => Ok(RowLines::Two),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Lines)
    }
}
