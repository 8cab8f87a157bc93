//! The YAML header: limits, parsing, and the parser's errors in words.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{Header, Refusal, with_meaning, without_place};
use crate::document::block;
use crate::document::names::field_of;
use crate::document::node::{Budget, MERGE, Value, merged};
use crate::yaml::{self, Excess};

/// Reads a header within a budget.
#[derive(Clone, Copy)]
pub(super) struct Reading<'b>(pub(super) &'b Budget);

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Header;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Header, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lines of the form `name: value`")
    }

    // A header with only comments is empty, not an error.
    fn visit_unit<E>(self) -> Result<Header, E> {
        Ok(Header::default())
    }

    fn visit_none<E>(self) -> Result<Header, E> {
        Ok(Header::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let mut header = Header::default();
        let mut merges = Vec::new();
        while let Some(key) = map.next_key_seed(Value(self.0))? {
            let name = key.text().unwrap_or_default();
            if name == MERGE {
                merges.push(map.next_value_seed(Value(self.0))?);
            } else if field_of(&name).is_some() {
                header.push((name, map.next_value_seed(Value(self.0))?));
            } else {
                // Costs nothing: skipping follows no alias.
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(with_meaning(merged(header, merges)))
    }
}

/// Parses a header, of the usual form without the YAML parser.
pub(super) fn parse(header: &str) -> Result<Header, Refusal> {
    yaml::check_brackets(header).map_err(|excess| {
        let Excess { cause, hint } = excess;
        Refusal { cause, place: None, hint }
    })?;
    block::read(header).map(with_meaning).map_or_else(|| parse_yaml(header), Ok)
}

/// Parses a header of any form with the YAML parser.
pub(in crate::document) fn parse_yaml(header: &str) -> Result<Header, Refusal> {
    let budget = Budget::of(header);
    let parser = serde_yaml::Deserializer::from_str(header);
    Reading(&budget).deserialize(parser).map_err(|error| refusal(&error, &budget))
}

fn refusal(error: &serde_yaml::Error, budget: &Budget) -> Refusal {
    let place = error.location().map(|at| (at.line(), at.column()));
    let told = without_place(&error.to_string());
    // The parser's message is about its own types; the reader needs to know about the header.
    let cause = if budget.is_spent() {
        "its aliases expand to far more than the text itself".to_owned()
    } else if told.contains("invalid type") {
        "it has no `name: value` lines".to_owned()
    } else {
        told.clone()
    };
    let hint = if budget.is_spent() { WRITE_OUT } else { hint_for(&told) };
    Refusal { cause, place, hint }
}

const WRITE_OUT: &str = "write the repeated parts out instead of using aliases";

fn hint_for(cause: &str) -> &'static str {
    const HINTS: &[(&str, &str)] = &[
        (
            "mapping values are not allowed",
            "put the value in quotes: an unquoted colon starts a new field",
        ),
        (
            "cannot start any token",
            "indent with spaces, not tabs, and quote values that begin with @, ` or %",
        ),
        ("unknown anchor", "put values that begin with * in quotes"),
        ("repetition limit", WRITE_OUT),
        ("recursion limit", "the values are nested too deeply"),
        ("simple key", "each line of the header needs the form `name: value`"),
        ("did not find expected key", "check the quotes and the indentation of this line"),
        ("block end", "check the quotes and the indentation of this line"),
        ("unexpected end of stream", "close the quote or bracket that was opened here"),
        ("invalid type", "write every field on a line of the form `name: value`"),
    ];
    HINTS
        .iter()
        .find(|(part, _)| cause.contains(part))
        .map_or("check the quotes and the indentation of this line", |(_, hint)| hint)
}
