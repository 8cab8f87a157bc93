//! When feeds are fetched.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// When feeds are fetched while the reader is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncWhen {
    /// Whenever they are due.
    #[default]
    On,
    /// Only when the user requests it.
    Manual,
}

impl<'de> Deserialize<'de> for SyncWhen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Way;
        impl Visitor<'_> for Way {
            type Value = SyncWhen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("on or manual")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<SyncWhen, E> {
                Ok(if on { SyncWhen::On } else { SyncWhen::Manual })
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<SyncWhen, E> {
                match word.to_ascii_lowercase().as_str() {
                    "on" | "yes" => Ok(SyncWhen::On),
                    "manual" | "off" | "no" => Ok(SyncWhen::Manual),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Way)
    }
}
