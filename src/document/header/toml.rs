//! The TOML header.

use toml::{Table, Value};

use super::{Header, Refusal, with_meaning};
use crate::document::node::Node;

/// Tables whose entries count as if they stood outside: those of Zola and Hugo.
const INNER: [&str; 3] = ["extra", "params", "taxonomies"];

/// Parses a header.
pub(super) fn parse(header: &str) -> Result<Header, Refusal> {
    let mut table: Table = header.parse().map_err(|error| refusal(header, &error))?;
    let mut entries = Header::new();
    for name in INNER {
        if let Some(Value::Table(inner)) = table.remove(name) {
            entries.extend(map(inner));
        }
    }
    // Of equal names the last counts.
    entries.extend(map(table));
    Ok(with_meaning(entries))
}

fn map(table: Table) -> impl Iterator<Item = (String, Node)> {
    table.into_iter().map(|(name, value)| (name, node(value)))
}

/// Converts a value. The parser bounds their nesting.
fn node(value: Value) -> Node {
    match value {
        Value::String(text) => Node::Text(text),
        Value::Integer(number) => Node::Int(number),
        Value::Float(number) => Node::Float(number),
        Value::Boolean(flag) => Node::Bool(flag),
        Value::Datetime(date) => Node::Text(date.to_string()),
        Value::Array(items) => Node::List(items.into_iter().map(node).collect()),
        Value::Table(table) => Node::Map(map(table).collect()),
    }
}

fn refusal(header: &str, error: &toml::de::Error) -> Refusal {
    let before = error.span().and_then(|span| header.get(..span.start));
    let place = before.map(|before| {
        let line = before.matches('\n').count() + 1;
        (line, before.chars().rev().take_while(|c| *c != '\n').count() + 1)
    });
    let cause = error.message().lines().collect::<Vec<_>>().join(", ");
    let hint = if cause.contains("duplicate key") {
        "remove one of the two fields"
    } else {
        "each field needs the form name = \"value\", on a line of its own"
    };
    Refusal { cause, place, hint }
}
