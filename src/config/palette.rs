//! The colours of a theme, named by role. Conversion to the terminal's colour depth happens where
//! they are drawn.

use std::fmt;
use std::path::Path;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::problem::Problem;
use crate::text;
use crate::yaml;

use super::recover::too_large;
use super::refusal::{Refused, refusal};

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The terminal's default foreground or background.
    Default,
    /// An indexed colour; the first 16 are the terminal's own palette.
    Number(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what each is for")]
pub struct Palette {
    pub background: Ink,
    pub text: Ink,
    /// Secondary text. The default colour is distinguished from normal text by weight.
    pub dim: Ink,
    /// Focus and links.
    pub accent: Ink,
    pub heat: Ink,
    pub warning: Ink,
    pub code: Ink,
    /// The bar of the selected row.
    pub selection: Ink,
    /// Border of an unfocused pane.
    pub border: Ink,
    /// Background of search matches.
    pub found: Ink,
    pub found_text: Ink,
    /// Headings within an article.
    pub heading: Ink,
    pub quote: Ink,
    /// Background of code; the default colour is none.
    pub code_ground: Ink,
    /// Keywords, literals and comments in code.
    pub keyword: Ink,
    pub literal: Ink,
    pub comment: Ink,
}

impl Palette {
    /// The terminal's own colours, identical to `assets/themes/terminal.yaml`.
    pub const TERMINAL: Self = Self {
        background: Ink::Default,
        text: Ink::Default,
        dim: Ink::Number(244),
        accent: Ink::Number(5),
        heat: Ink::Number(166),
        warning: Ink::Number(136),
        code: Ink::Number(31),
        selection: Ink::Number(5),
        border: Ink::Number(244),
        found: Ink::Number(3),
        found_text: Ink::Number(0),
        heading: Ink::Number(5),
        quote: Ink::Default,
        code_ground: Ink::Default,
        keyword: Ink::Number(5),
        literal: Ink::Number(65),
        comment: Ink::Number(244),
    };

    /// Parses a theme file.
    ///
    /// # Errors
    /// If a colour is missing or unknown; with line and column.
    pub fn parse(path: &Path, content: &str) -> Result<Self, Problem> {
        let content = content.trim_start_matches('\u{feff}');
        yaml::check_settings(content).map_err(|excess| too_large(path, &excess))?;
        let written: RawConfig =
            serde_yaml::from_str(content).map_err(|error| refusal(path, content, &error))?;
        let RawConfig { background, text, dim, accent, heat, warning, .. } = written;
        let found = written.found.unwrap_or(warning);
        let code = written.code.unwrap_or(accent);
        let background = background.unwrap_or(Ink::Default);
        Ok(Self {
            background,
            text,
            dim,
            accent,
            heat,
            warning,
            code,
            selection: written.selection.unwrap_or(accent),
            border: written.border.unwrap_or(dim),
            found,
            found_text: written.found_text.unwrap_or(match background {
                Ink::Default => Ink::Number(0),
                known => known,
            }),
            heading: written.heading.unwrap_or(accent),
            quote: written.quote.unwrap_or(text),
            code_ground: written.code_ground.unwrap_or_else(|| between(background, text)),
            keyword: written.keyword.unwrap_or(accent),
            literal: written.literal.unwrap_or(code),
            comment: written.comment.unwrap_or(dim),
        })
    }
}

/// A theme as deserialized. Optional colours are derived from the others.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "lines of the form `accent: magenta`")]
struct RawConfig {
    #[serde(default, deserialize_with = "given")]
    background: Option<Ink>,
    text: Ink,
    dim: Ink,
    accent: Ink,
    heat: Ink,
    warning: Ink,
    #[serde(default, deserialize_with = "given")]
    code: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    selection: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    border: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    found: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    found_text: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    heading: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    quote: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    code_ground: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    keyword: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    literal: Option<Ink>,
    #[serde(default, deserialize_with = "given")]
    comment: Option<Ink>,
}

/// The ground of code: the background with a little of the text's colour; none if they are not
/// known.
fn between(background: Ink, text: Ink) -> Ink {
    let (Ink::Rgb(r, g, b), Ink::Rgb(red, green, blue)) = (background, text) else {
        return Ink::Default;
    };
    let part = |from: u8, to: u8| {
        let mixed = (u16::from(from) * (SHARE - 1) + u16::from(to)) / SHARE;
        u8::try_from(mixed).unwrap_or(from)
    };
    Ink::Rgb(part(r, red), part(g, green), part(b, blue))
}

/// The text's colour is one part in this many of the ground of code.
const SHARE: u16 = 14;

/// An unquoted `#` starts a YAML comment and leaves a null, which must be an error rather than
/// count as an omitted colour.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Ink>, D::Error> {
    Ink::deserialize(deserializer).map(Some)
}

/// The 16 palette colours, by number.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

const DEFAULT: &str = "default";

impl<'de> Deserialize<'de> for Ink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Color;
        impl Visitor<'_> for Color {
            type Value = Ink;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a colour")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Ink, E> {
                named(name).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Ink, E> {
                u8::try_from(number).map(Ink::Number).map_err(|_above| {
                    let what = format!("unknown colour {number}");
                    E::custom(Refused::new(what, "use a number from 0 to 255"))
                })
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Ink, E> {
                let what = format!("unknown colour {number}");
                Err(E::custom(Refused::new(what, "use a number from 0 to 255")))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Ink, E> {
                let hint = "write it in quotes, as in \"#c792ea\"; an unquoted # starts a comment";
                Err(E::custom(Refused::new("no colour given", hint)))
            }
        }
        deserializer.deserialize_any(Color)
    }
}

fn named(name: &str) -> Result<Ink, Refused> {
    if let Some(digits) = name.strip_prefix('#') {
        return rgb(digits).ok_or_else(|| {
            let what = format!("`{name}` is not a colour");
            Refused::new(what, "write six digits from 0 to f, as in \"#c792ea\"")
        });
    }
    let lower = name.to_ascii_lowercase();
    if lower == DEFAULT {
        return Ok(Ink::Default);
    }
    if let Some(number) = (0..).zip(NAMES).find_map(|(at, known)| (known == lower).then_some(at)) {
        return Ok(Ink::Number(number));
    }
    let known: Vec<&str> = NAMES.into_iter().chain([DEFAULT]).collect();
    let hint = match text::nearest(&lower, &known) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!("write \"#rrggbb\", 0 to 255, or one of {}", known.join(", ")),
    };
    Err(Refused::new(format!("unknown colour `{}`", text::line(name)), hint))
}

fn rgb(digits: &str) -> Option<Ink> {
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Ink::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests;
