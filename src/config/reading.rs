//! Settings for the layout of articles.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::refusal::Refused;

/// A number of columns, or the full width.
pub(super) struct Columns(pub(super) Option<u16>);

/// Accepted widths: narrower is unreadable, and no screen is wider.
const COLUMNS: std::ops::RangeInclusive<u64> = 20..=400;

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Width;
        impl Visitor<'_> for Width {
            type Value = Columns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("columns or off")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Columns, E> {
                if on {
                    return Err(E::invalid_value(de::Unexpected::Bool(on), &self));
                }
                Ok(Columns(None))
            }

            fn visit_i64<E: de::Error>(self, columns: i64) -> Result<Columns, E> {
                self.visit_u64(u64::try_from(columns).unwrap_or(0))
            }

            fn visit_u64<E: de::Error>(self, columns: u64) -> Result<Columns, E> {
                match u16::try_from(columns) {
                    Ok(fits) if COLUMNS.contains(&columns) => Ok(Columns(Some(fits))),
                    _ => {
                        let (least, most) = (COLUMNS.start(), COLUMNS.end());
                        let hint = format!("write {least} to {most}, or off for the whole pane");
                        Err(E::custom(Refused::new("width out of range", hint)))
                    }
                }
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Columns, E> {
                match word.to_ascii_lowercase().as_str() {
                    "off" | "no" => Ok(Columns(None)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Width)
    }
}
