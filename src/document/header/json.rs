//! The JSON header.

use serde::de::DeserializeSeed;

use super::yaml::Reading;
use super::{Header, Refusal, without_place};
use crate::document::node::Budget;

/// Parses an object, whose brackets may be left out as Hexo does.
pub(super) fn parse(header: &str) -> Result<Header, Refusal> {
    if header.trim_start().starts_with('{') {
        return object(header).map_err(|error| refusal(&error));
    }
    if header.trim().is_empty() {
        return Ok(Header::default());
    }
    object(&format!("{{\n{header}}}")).map_err(|error| {
        let refusal = refusal(&error);
        Refusal {
            place: refusal.place.map(|(line, column)| (line.saturating_sub(1), column)),
            ..refusal
        }
    })
}

fn object(text: &str) -> Result<Header, serde_json::Error> {
    let budget = Budget::of(text);
    let mut parser = serde_json::Deserializer::from_str(text);
    let header = Reading(&budget).deserialize(&mut parser)?;
    parser.end().map(|()| header)
}

fn refusal(error: &serde_json::Error) -> Refusal {
    let cause = without_place(&error.to_string());
    let hint = match cause.as_str() {
        "trailing comma" => "remove the comma after the last field",
        "recursion limit exceeded" => "the values are nested too deeply",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "write line breaks in a value as \\n"
        }
        _ => "each field needs the form \"name\": \"value\", with commas between them",
    };
    let place = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
    Refusal { cause, place, hint }
}
