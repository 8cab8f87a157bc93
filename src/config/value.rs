//! Renders a setting of the file on one line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::position::{Step, place};
use crate::text;

/// Returns the value of a setting as one line of YAML, with its line number; `None` if the text
/// does not set it.
pub(crate) fn written(content: &str, name: &str) -> Option<(String, usize)> {
    let all: Value = serde_yaml::from_str(content).ok()?;
    let value = all.get(name).filter(|value| !value.is_null())?;
    let (line, _) = place(content, &[Step::Name(name)], true)?;
    Some((text::line(&flow(value)).into_owned(), line))
}

/// Returns all settings of a text, each value as one line of YAML, by name.
pub(crate) fn all_written(content: &str) -> BTreeMap<String, String> {
    let all: Option<BTreeMap<String, Value>> = serde_yaml::from_str(content).unwrap_or_default();
    let set = all.unwrap_or_default().into_iter().filter(|(_, value)| !value.is_null());
    set.map(|(name, value)| (name, text::line(&flow(&value)).into_owned())).collect()
}

fn flow(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) if is_plain(words) => words.clone(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) => {
            let line = |(name, value): (&String, &Value)| format!("{name}: {}", flow(value));
            format!("{{{}}}", map.iter().map(line).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Whether YAML reads the unquoted text as this same string.
fn is_plain(words: &str) -> bool {
    let begins = words.starts_with(|c: char| c.is_alphabetic() || c == '/');
    let is_usual = |c: char| c.is_alphanumeric() || "_-./%>=<: ".contains(c);
    let word = !matches!(words.to_lowercase().as_str(), "true" | "false" | "null");
    begins
        && word
        && words.chars().all(is_usual)
        && !words.contains(": ")
        && !words.ends_with([' ', ':'])
}
