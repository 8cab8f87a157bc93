//! Saved views and mute rules: their queries and how they are validated.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::refusal::Refused;
use super::{Config, MuteRule, SavedView};
use crate::query;
use crate::query::Condition;
use crate::query::Order;
use crate::query::Query;
use crate::query::Sort;
use crate::query::State;
use crate::query::Test;
use crate::text;

/// The built-in views, from left to right: name, state filter and sort order.
const BUILT_IN: [(&str, Option<State>, Sort); 5] = [
    ("Latest", None, Sort::Latest),
    ("Top", None, Sort::Top),
    ("Unread", Some(State::Unread), Sort::Latest),
    ("Starred", Some(State::Starred), Sort::Latest),
    ("History", Some(State::Read), Sort::Read),
];

impl SavedView {
    /// Returns the built-in views, from left to right.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        let view = |(name, state, sort): (&str, Option<State>, Sort)| {
            let condition = state.map(|state| Condition::Is(Test::State(state)));
            let order = Some(Order { sort, reverse: false });
            Self { name: name.to_owned(), query: Query { condition, order }, key: None }
        };
        BUILT_IN.into_iter().map(view).collect()
    }
}

impl Config {
    /// Returns every view, built-in ones first.
    #[must_use]
    pub fn every_view(&self) -> Vec<SavedView> {
        SavedView::built_in().into_iter().chain(self.views.iter().cloned()).collect()
    }
}

/// Keys that the view menu reserves for itself.
const TAKEN: &str = "lmushntwi!/jkgGqQ?0123456789";

/// A list of views with unique names and keys.
#[derive(Default)]
pub(super) struct Views(pub(super) Vec<SavedView>);

impl<'de> Deserialize<'de> for Views {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Views;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of views")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut written: A) -> Result<Views, A::Error> {
                let mut views = Vec::new();
                while let Some(view) = written.next_element_seed(Beside(&views))? {
                    views.push(view);
                }
                Ok(Views(views))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

/// Deserializes a view and compares it with the views before it. Duplicates are checked here
/// because only errors raised during parsing carry a position.
struct Beside<'a>(&'a [SavedView]);

impl<'de> DeserializeSeed<'de> for Beside<'_> {
    type Value = SavedView;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<SavedView, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Beside<'_> {
    type Value = SavedView;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a view")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SavedView, A::Error> {
        let written = RawConfig::deserialize(MapAccessDeserializer::new(map))?;
        let RawConfig { name: Name(name), query: Asked(query), key } = written;
        let key = key.map(|Letter(key)| key);
        for other in self.0 {
            if other.name.to_lowercase() == name.to_lowercase() {
                let what = format!("a view `{name}` already exists");
                let hint = "give each view a unique name";
                return Err(de::Error::custom(Refused::new(what, hint)));
            }
            if let Some(key) = key.filter(|key| other.key == Some(*key)) {
                let what = format!("the key `{key}` belongs to the view `{}`", other.name);
                let hint = "give each view a unique key, or none";
                return Err(de::Error::custom(Refused::new(what, hint)));
            }
        }
        Ok(SavedView { name, query, key })
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConfig {
    name: Name,
    query: Asked,
    key: Option<Letter>,
}

/// The name of a view, cleaned for display.
struct Name(String);

/// A query that selects or sorts something.
struct Asked(Query);

/// A menu key.
struct Letter(char);

/// A mute rule: hides some articles, but not all.
pub(super) struct Mute(pub(super) MuteRule);

/// Parses a string as `T` inside a visitor: only errors raised there carry the position of the
/// value.
pub(super) struct Read<T>(pub(super) &'static str, pub(super) fn(&str) -> Result<T, Refused>);

impl<T> Visitor<'_> for Read<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a name", name))
    }
}

fn name(text: &str) -> Result<Name, Refused> {
    let name = text::line(text).into_owned();
    if name.is_empty() {
        let hint = "write the name for the header, as in name: Space";
        return Err(Refused::new("the name is empty", hint));
    }
    if let Some(known) =
        BUILT_IN.iter().map(|view| view.0).find(|known| known.eq_ignore_ascii_case(&name))
    {
        let what = format!("`{known}` is a built-in view");
        return Err(Refused::new(what, "give this one another name"));
    }
    Ok(Name(name))
}

impl<'de> Deserialize<'de> for Letter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a key", letter))
    }
}

fn letter(text: &str) -> Result<Letter, Refused> {
    let text = text::line(text);
    let mut characters = text.chars();
    let (Some(key), None) = (characters.next(), characters.next()) else {
        return Err(Refused::new("a key is one character", "write one, as in key: a"));
    };
    if TAKEN.contains(key) {
        let taken: Vec<String> = TAKEN.chars().map(String::from).collect();
        let what = format!("the menu already uses the key `{key}`");
        return Err(Refused::new(what, format!("use none of {}", taken.join(" "))));
    }
    Ok(Letter(key))
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a query", asked))
    }
}

fn asked(text: &str) -> Result<Asked, Refused> {
    let query = query::parse(text).map_err(|_mistake| Refused::Query(text.to_owned()))?;
    if query == Query::default() {
        let hint = "write a query, as in topic:space";
        return Err(Refused::new("the query is empty", hint));
    }
    Ok(Asked(query))
}

impl<'de> Deserialize<'de> for Mute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a query", mute))
    }
}

fn mute(text: &str) -> Result<Mute, Refused> {
    asked(text)?;
    match query::parse_rule(text) {
        Ok(query) => Ok(Mute(MuteRule { query })),
        Err(mistake) => Err(Refused::new(mistake.what, mistake.hint)),
    }
}
