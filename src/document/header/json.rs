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

/// Says what is wrong with an object at the start of a text; `None` if nothing is before the end
/// of `start`. `is_all` says whether that is the end of the text.
pub(super) fn fault(start: &str, is_all: bool) -> Option<Refusal> {
    let nested = Refusal { cause: NESTED.to_owned(), place: None, hint: FLATTEN };
    match object(start) {
        // Values that are skipped are not counted by the parser.
        Ok(_) => Some(nested),
        Err(error) if error.is_eof() && !is_all => None,
        Err(error) if without_place(&error.to_string()) == "trailing characters" => Some(nested),
        Err(error) => Some(refusal(&error)),
    }
}

/// Why an object is not read whose values lie too deep.
const NESTED: &str = "recursion limit exceeded";
const FLATTEN: &str = "the values are nested too deeply";

fn refusal(error: &serde_json::Error) -> Refusal {
    let cause = without_place(&error.to_string());
    let hint = match cause.as_str() {
        "EOF while parsing a string" => "close the last value with a quote, and the header with }",
        _ if error.is_eof() => "write } below the last field",
        "trailing comma" => "remove the comma after the last field",
        NESTED => FLATTEN,
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "write line breaks in a value as \\n"
        }
        _ => "each field needs the form \"name\": \"value\", with commas between them",
    };
    let cause = match cause.as_str() {
        "EOF while parsing a string" => "a text in quotes has no end".to_owned(),
        _ if error.is_eof() => "it has no closing }".to_owned(),
        _ => cause,
    };
    let place = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
    Refusal { cause, place, hint }
}
