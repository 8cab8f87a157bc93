//! Settings for pictures: how they are displayed and whether they are downloaded.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::terminal::Protocol;

/// How pictures are displayed and where they may come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Images {
    /// How they are displayed.
    pub show: Showing,
    /// Whether pictures are downloaded from servers.
    pub fetch: bool,
    /// Whether servers in private networks are contacted too.
    pub private: bool,
}

/// How pictures are displayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Showing {
    /// With the best protocol that the terminal is known to support.
    #[default]
    Auto,
    /// Only on request.
    Off,
    /// With this protocol.
    In(Protocol),
}

/// Accepted values, in the order in which errors list them.
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Config;
    use super::*;

    fn read(content: &str) -> Result<Images, String> {
        let (config, problems, _) = Config::parse(Path::new("c"), content);
        problems.first().map_or(Ok(config.images), |problem| Err(problem.to_string()))
    }

    #[test]
    fn how_pictures_are_shown_is_read() {
        let show = |word: &str| read(&format!("images: {word}\n")).map(|images| images.show);
        for (word, showing) in WORDS {
            assert_eq!(show(word), Ok(showing));
            assert_eq!(show(&word.to_uppercase()), Ok(showing));
        }
        assert_eq!((show("on"), show("no")), (Ok(Showing::Auto), Ok(Showing::Off)));
        let images = Images { show: Showing::Auto, fetch: true, private: true };
        assert_eq!(read("images.fetch: true\nimages.private: on\n"), Ok(images));
        assert_eq!(read(""), Ok(Images::default()));
        assert!(!Images::default().fetch, "opening an article tells nobody");
    }

    #[test]
    fn what_is_wrong_has_place_and_hint() {
        for (content, expected) in [
            (
                "images: chafa\n",
                "c:1:9: error: images: wrong value: string \"chafa\", expected auto, off, \
                 halfblocks, kitty, iterm or sixel \
                 (hint: write images: auto, off, halfblocks, kitty, iterm or sixel)",
            ),
            (
                "images.fetch: maybe\n",
                "c:1:15: error: images.fetch: wrong value: string \"maybe\", expected on or off \
                 (hint: write images.fetch: on or images.fetch: off)",
            ),
            (
                "images.private: 1\n",
                "c:1:17: error: images.private: wrong type: integer `1`, expected on or off \
                 (hint: write images.private: on or images.private: off)",
            ),
            ("image: auto\n", "c:1:1: error: unknown key `image` (hint: did you mean `images`?)"),
        ] {
            assert_eq!(read(content), Err(expected.to_owned()), "{content}");
        }
    }
}
