//! The settings as deserialized, and the value types they use.

use std::fmt;
use std::time::Duration;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::downloads::Folder;
use super::images::Showing;
use super::opener::Ruled;
use super::patterns::Pattern;
use super::reading::Columns;
use super::refusal::Refused;
use super::retain::{Count, Months, RetainThen};
use super::rows::RowLines;
use super::view::{Mute, Views};
use super::{SyncWhen, Watch, WhenKnown, keys};

/// The settings as deserialized.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "lines of the form `key: value`")]
pub(super) struct RawConfig {
    pub(super) folders: Option<Vec<String>>,
    pub(super) ignore: Option<Vec<Pattern>>,
    pub(super) browser: Option<CommandLine>,
    pub(super) stories: Option<Switch>,
    pub(super) rows: Option<RowLines>,
    pub(super) views: Option<Views>,
    pub(super) mute: Option<Vec<Mute>>,
    pub(super) read_after: Option<Patience>,
    pub(super) pipe_limit: Option<Patience>,
    pub(super) watch: Option<Watching>,
    pub(super) sync: Option<SyncWhen>,
    #[serde(rename = "retain.months")]
    pub(super) retain_months: Option<Months>,
    #[serde(rename = "retain.least")]
    pub(super) retain_least: Option<Count>,
    #[serde(rename = "retain.most")]
    pub(super) retain_most: Option<Count>,
    #[serde(rename = "retain.then")]
    pub(super) retain_then: Option<RetainThen>,
    pub(super) keys: Option<keys::RawConfig>,
    pub(super) theme: Option<String>,
    pub(super) text_width: Option<Columns>,
    pub(super) wrap_code: Option<Switch>,
    pub(super) bidi: Option<WhenKnown>,
    pub(super) openers: Option<Vec<Ruled>>,
    pub(super) downloads: Option<Folder>,
    pub(super) links: Option<WhenKnown>,
    pub(super) mouse: Option<Switch>,
    pub(super) images: Option<Showing>,
    #[serde(rename = "images.fetch")]
    pub(super) images_fetch: Option<Switch>,
    #[serde(rename = "images.private")]
    pub(super) images_private: Option<Switch>,
    pub(super) title: Option<Switch>,
    pub(super) progress: Option<WhenKnown>,
}

/// `on`, `off`, or a YAML boolean.
pub(super) struct Switch(pub(super) bool);

/// A command line that can be split into words.
pub(super) struct CommandLine(pub(super) String);

impl<'de> Deserialize<'de> for CommandLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Checked inside the visitor, because only errors raised there carry the position of the
        // value.
        struct Line;
        impl Visitor<'_> for Line {
            type Value = CommandLine;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a command line")
            }

            fn visit_str<E: de::Error>(self, line: &str) -> Result<CommandLine, E> {
                match shell_words::split(line) {
                    Ok(words) if words.is_empty() => Err(E::custom("the command is empty")),
                    Ok(_) => Ok(CommandLine(line.to_owned())),
                    Err(_) => Err(E::custom("a quote in the command is not closed")),
                }
            }
        }
        deserializer.deserialize_str(Line)
    }
}

impl<'de> Deserialize<'de> for Switch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnOrOff;
        impl Visitor<'_> for OnOrOff {
            type Value = Switch;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("on or off")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Switch, E> {
                Ok(Switch(on))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Switch, E> {
                match word.to_ascii_lowercase().as_str() {
                    "on" | "yes" => Ok(Switch(true)),
                    "off" | "no" => Ok(Switch(false)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(OnOrOff)
    }
}

/// A number of seconds, or no limit.
pub(super) struct Patience(pub(super) Option<Duration>);

/// Upper bound in seconds; anyone who wants more can turn the setting off.
const LONGEST: u32 = 24 * 60 * 60;

impl<'de> Deserialize<'de> for Patience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seconds;
        impl Visitor<'_> for Seconds {
            type Value = Patience;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("seconds or off")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Patience, E> {
                if on {
                    return Err(E::invalid_value(de::Unexpected::Bool(on), &self));
                }
                Ok(Patience(None))
            }

            fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Patience, E> {
                let few = u32::try_from(seconds).map_or(-1.0, f64::from);
                self.visit_f64(few)
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Patience, E> {
                let few = u32::try_from(seconds).map_or(f64::INFINITY, f64::from);
                self.visit_f64(few)
            }

            fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Patience, E> {
                if !(0.0..=f64::from(LONGEST)).contains(&seconds) {
                    let hint = format!("write 0 to {LONGEST}, or off for never");
                    return Err(E::custom(Refused::new("number of seconds out of range", hint)));
                }
                Ok(Patience(Some(Duration::from_secs_f64(seconds))))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Patience, E> {
                match word.to_ascii_lowercase().as_str() {
                    "off" | "no" | "never" => Ok(Patience(None)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Seconds)
    }
}

/// `on`, `off` or `poll`.
pub(super) struct Watching(pub(super) Watch);

impl<'de> Deserialize<'de> for Watching {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Way;
        impl Visitor<'_> for Way {
            type Value = Watching;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("on, off or poll")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Watching, E> {
                Ok(Watching(if on { Watch::On } else { Watch::Off }))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Watching, E> {
                match word.to_ascii_lowercase().as_str() {
                    "on" | "yes" => self.visit_bool(true),
                    "off" | "no" => self.visit_bool(false),
                    "poll" => Ok(Watching(Watch::Poll)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Way)
    }
}

/// Returns line and column of the value of `theme:`. Whether the theme exists is checked only after
/// all settings are parsed, when the parser no longer knows positions.
pub(super) fn place_of_theme(content: &str) -> Option<(usize, usize)> {
    #[derive(serde::Deserialize)]
    struct Refusing {
        #[expect(dead_code, reason = "it is always refused")]
        theme: Nothing,
    }
    struct Nothing;
    impl<'de> Deserialize<'de> for Nothing {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Never;
            impl Visitor<'_> for Never {
                type Value = Nothing;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("nothing")
                }
            }
            deserializer.deserialize_str(Never)
        }
    }
    let place = serde_yaml::from_str::<Refusing>(content).err()?.location()?;
    Some((place.line(), place.column()))
}
