//! Headers of all languages: limits, parsing, and errors with their position in the file. Which
//! names have a meaning is decided in `names`; typing is left to `fields`.

mod bare;
mod json;
mod toml;
mod yaml;

use super::front_matter::Language;
use super::names::field_of;
use super::node::Node;

#[cfg(test)]
pub(super) use yaml::parse_yaml;

/// Larger headers are not real headers and would take seconds to parse.
pub(super) const MAX_BYTES: usize = 256 * 1024;

/// The header entries whose names have a meaning.
pub(crate) type Header = Vec<(String, Node)>;

/// Why a header could not be read; line and column count from 1 within the header.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) cause: String,
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) hint: &'static str,
}

/// Parses a header.
pub(crate) fn parse(header: &str, language: Language) -> Result<Header, Refusal> {
    if header.len() > MAX_BYTES {
        return Err(too_long());
    }
    match language {
        Language::Yaml => yaml::parse(header),
        Language::Toml => toml::parse(header),
        Language::Json => json::parse(header),
        Language::Bare => Ok(bare::parse(header)),
    }
}

/// Says why an object at the start of a text cannot be read.
pub(crate) fn fault_of_object(text: &str) -> Refusal {
    let within = |less| text.get(..MAX_BYTES.saturating_sub(less));
    // No character has more than four bytes.
    let start = (0..4).find_map(within).unwrap_or(text);
    json::fault(start, start.len() == text.len()).unwrap_or_else(too_long)
}

fn too_long() -> Refusal {
    let cause = format!("it is longer than {} KiB", MAX_BYTES / 1024);
    Refusal { cause, place: None, hint: "move the text below the header" }
}

/// Keeps the entries whose names have a meaning.
pub(super) fn with_meaning(mut entries: Header) -> Header {
    entries.retain(|(name, _)| field_of(name).is_some());
    entries
}

/// Removes the position, which is reported separately and relative to the file.
fn without_place(message: &str) -> String {
    let end = message.find(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// Returns the line of a field in the header, from 1, for warnings: the parsers do not report
/// positions of values. Of a duplicate name it returns the last, whose value counts; of one that
/// also stands within other values, that which is indented least.
pub(crate) fn line_of(header: &str, name: &str) -> Option<usize> {
    let says = |line: &str| {
        let line = line.trim_start_matches(['"', '\'']);
        line.strip_prefix(name).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\'']).trim_start().starts_with([':', '='])
        })
    };
    let mut found: Option<(usize, usize)> = None;
    for (number, line) in (1..).zip(header.lines()) {
        let text = line.trim_start_matches([' ', '\t', '{']);
        let indent = line.len() - text.len();
        if found.is_none_or(|(least, _)| indent <= least) && says(text) {
            found = Some((indent, number));
        }
    }
    found.map(|(_, number)| number)
}

#[cfg(test)]
mod tests;
