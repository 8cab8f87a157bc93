//! `newswire keys`: prints the keys of the reader. The caller supplies them, because the table of
//! actions belongs to a higher layer.

use crate::config::Config;
use crate::problem::Problem;
use crate::text;

use super::failure::Failure;
use super::output::{DIM, KEY, Output};
use super::table::spaces;

/// An action with its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The keys as typed, such as `j Down`.
    pub keys: String,
    /// The action's name in the config.
    pub name: &'static str,
    /// What it does.
    pub sentence: &'static str,
}

/// All actions, with the keys that some settings give them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRows {
    /// All actions.
    pub rows: Vec<KeyRow>,
    /// Problems in the key settings.
    pub problems: Vec<Problem>,
}

/// Returns the keys that apply with some settings.
pub type KeysOf<'a> = &'a dyn Fn(&Config) -> KeyRows;

/// Prints keys, meaning and action name in columns.
pub(super) fn print(rows: &[KeyRow], output: &mut Output<'_>) -> Result<u8, Failure> {
    let widest = |column: fn(&KeyRow) -> &str| {
        rows.iter().map(|row| text::width(column(row))).max().unwrap_or(0)
    };
    let (keys, sentences) = (widest(|row| &row.keys), widest(|row| row.sentence));
    for row in rows {
        let key = output.paint(KEY, &row.keys);
        let name = output.paint(DIM, row.name);
        let after_key = spaces(keys + 2, &row.keys);
        let after_sentence = spaces(sentences + 2, row.sentence);
        writeln!(output.out, "{key}{after_key}{}{after_sentence}{name}", row.sentence)?;
    }
    Ok(super::FINE)
}
