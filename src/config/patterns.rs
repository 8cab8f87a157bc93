//! The setting `ignore`: patterns of what is left out of folders.

use ignore::gitignore::GitignoreBuilder;
use serde::de::{Deserialize, Deserializer};

use super::refusal::Refused;
use super::view::Read;

/// A pattern as in `.gitignore`.
pub(super) struct Pattern(pub(super) String);

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Read("a pattern", pattern))
    }
}

fn pattern(text: &str) -> Result<Pattern, Refused> {
    let hint = "write patterns as in .gitignore: ignore: [drafts/, \"*.txt\"]";
    match GitignoreBuilder::new("").add_line(None, text) {
        Ok(_) if text.trim().is_empty() => Err(Refused::new("the pattern is empty", hint)),
        Ok(_) => Ok(Pattern(text.to_owned())),
        Err(error) => Err(Refused::new(format!("wrong pattern: {error}"), hint)),
    }
}
