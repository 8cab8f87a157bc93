//! A comparison of newsboat's filters in the query language.

use super::{Refusal, cannot};
use crate::query;

/// The value of a comparison.
pub(super) enum Value<'a> {
    Text(String),
    Number(&'a str),
}

/// Translates a comparison.
pub(super) fn translated(name: &str, operator: &str, value: &Value<'_>) -> Result<String, Refusal> {
    match (name, value) {
        ("unread", Value::Text(value)) => {
            let is_yes = (value == "yes") == matches!(operator, "=" | "==");
            Ok(if is_yes { "is:unread" } else { "is:read" }.to_owned())
        }
        ("age", Value::Number(days)) => {
            age(operator, days).ok_or_else(|| cannot("the age cannot be read"))
        }
        (_, Value::Text(value)) => {
            let Some(field) = field(name) else {
                return Err(cannot(&format!("`{name}` has no counterpart")));
            };
            comparison(field, operator, value)
                .ok_or_else(|| cannot(&format!("`{name}` cannot be combined with `{operator}`")))
        }
        (_, Value::Number(_)) => Err(cannot(&format!("`{name}` has no counterpart"))),
    }
}

/// Returns the field of the query language with its colon; empty for the text of articles.
fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "title",
        "author" => "author",
        "feedtitle" => "provider",
        "rssurl" => "feed",
        "link" | "guid" | "feedlink" => "url",
        "tags" => "topic",
        "content" | "description" => "",
        _ => return None,
    })
}

fn comparison(field: &str, operator: &str, value: &str) -> Option<String> {
    let colon = if field.is_empty() { "" } else { ":" };
    let quoted = query::quoted(value);
    let said = match operator.trim_start_matches('!') {
        "=~" | "~" => format!("{field}{colon}/{}/", value.replace('/', "\\/")),
        // newsboat's word of a list; tags are compared one by one here.
        "#" if field == "topic" => format!("{field}={quoted}"),
        "#" => format!("{field}{colon}{quoted}"),
        "=" | "==" if field.is_empty() => quoted,
        "=" | "==" => format!("{field}={quoted}"),
        _ => return None,
    };
    Some(if operator.starts_with('!') { format!("-{said}") } else { said })
}

/// newsboat counts whole days.
fn age(operator: &str, days: &str) -> Option<String> {
    let below = |days: u32| format!("newer:{days}d");
    let from = |days: u32| if days == 0 { None } else { Some(format!("older:{days}d")) };
    if operator == "between" {
        let (least, most) = days.split_once(':')?;
        let (least, most): (u32, u32) = (least.parse().ok()?, most.parse().ok()?);
        let end = below(most.checked_add(1)?);
        return Some(from(least).map_or(end.clone(), |start| format!("({start} {end})")));
    }
    let days: u32 = days.parse().ok()?;
    let next = days.checked_add(1)?;
    match operator {
        "<" => Some(below(days)),
        "<=" => Some(below(next)),
        ">" => from(next),
        ">=" => from(days),
        "=" | "==" => {
            Some(from(days).map_or(below(next), |start| format!("({start} {})", below(next))))
        }
        _ => None,
    }
}
