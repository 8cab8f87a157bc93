//! Settings for link programs, links and the mouse.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use crate::query;

use super::raw::{CommandLine, Switch};
use super::refusal::Refused;
use super::view::Read;
use super::{Opener, Rule, WhenKnown};

/// An opener as deserialized; its rule is either a host or a pattern, never both.
pub(super) struct Ruled(pub(super) Opener);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    host: Option<Host>,
    r#match: Option<Pattern>,
    run: CommandLine,
    terminal: Option<Switch>,
}

struct Host(String);

struct Pattern(String);

impl<'de> Deserialize<'de> for Ruled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map;
        impl<'de> Visitor<'de> for Map {
            type Value = Ruled;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an opener")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Ruled, A::Error> {
                let written = RawConfig::deserialize(MapAccessDeserializer::new(map))?;
                let RawConfig { host, r#match, run: CommandLine(run), terminal } = written;
                let rule = match (host, r#match) {
                    (Some(Host(host)), None) => Rule::Host(host),
                    (None, Some(Pattern(pattern))) => Rule::Match(pattern),
                    (host, _) => {
                        let count = if host.is_some() { "both" } else { "neither" };
                        let what =
                            format!("an opener takes a host or a match; this one has {count}");
                        let hint = "write one, as in {host: youtube.com, run: \"mpv %s\"}";
                        return Err(de::Error::custom(Refused::new(what, hint)));
                    }
                };
                let terminal = terminal.is_some_and(|Switch(on)| on);
                Ok(Ruled(Opener { rule, run, terminal }))
            }
        }
        deserializer.deserialize_map(Map)
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a host", host))
    }
}

fn host(text: &str) -> Result<Host, Refused> {
    let host = text.trim().trim_start_matches("*.").to_lowercase();
    if host.is_empty() || host.contains(|c: char| c == '/' || c == ':' || c.is_whitespace()) {
        let hint = "write the host alone, as in host: youtube.com; match takes a whole link";
        return Err(Refused::new(format!("`{host}` is not a host"), hint));
    }
    Ok(Host(host))
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a regular expression", pattern))
    }
}

fn pattern(text: &str) -> Result<Pattern, Refused> {
    if query::is_too_large(text) {
        return Err(Refused::new("the expression is too large", "write several rules"));
    }
    let read = regex::Regex::new(text);
    read.map(|_| Pattern(text.to_owned())).map_err(|error| {
        let told = error.to_string();
        let why = told.lines().last().unwrap_or_default().trim_start_matches("error: ");
        let what = format!("not a valid regular expression: {why}");
        Refused::new(what, "write \\. for a literal dot")
    })
}

impl<'de> Deserialize<'de> for WhenKnown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Way;
        impl Visitor<'_> for Way {
            type Value = WhenKnown;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("auto, on or off")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<WhenKnown, E> {
                Ok(if on { WhenKnown::On } else { WhenKnown::Off })
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<WhenKnown, E> {
                match word.to_ascii_lowercase().as_str() {
                    "auto" => Ok(WhenKnown::Auto),
                    "on" | "yes" => self.visit_bool(true),
                    "off" | "no" => self.visit_bool(false),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Way)
    }
}
