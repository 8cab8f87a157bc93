//! Headings, and the names by which links within a document find them.

use std::sync::Arc;

use super::super::block::{Inline, Tone};
use super::super::links::written;
use super::Flow;

impl Flow<'_> {
    pub(super) fn heading(&mut self, level: u8, text: &[Inline], id: Option<&str>) {
        let raise = |inline: &Inline| {
            let mut inline = inline.clone();
            if inline.style.tone == Tone::Plain {
                inline.style.tone = Tone::Heading(level);
            }
            inline
        };
        self.heading = true;
        self.name = Some(Arc::from(name(text, id)));
        self.paragraph(&text.iter().map(raise).collect::<Vec<_>>());
        self.heading = false;
        self.name = None;
    }
}

/// Returns the name of a heading: that of the author, else its letters and digits.
pub(in super::super) fn name(text: &[Inline], id: Option<&str>) -> String {
    match id {
        Some(id) => folded(id),
        None => written(text).map(|inline| folded(&inline.text)).collect(),
    }
}

/// Returns the letters and digits of a name in lower case: programs that make pages differ in all
/// else.
pub(in super::super) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
