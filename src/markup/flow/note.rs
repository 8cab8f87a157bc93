//! Footnotes, whose labels look like their references.

use super::super::block::{Block, Tone};
use super::super::html::superscript;
use super::Flow;
use crate::text;

impl Flow<'_> {
    pub(super) fn note(&mut self, label: &str, text: &[Block]) {
        let first = format!("{} ", shown(label));
        let rest = " ".repeat(text::width(&first));
        self.within(Some(first), rest, Tone::Dim, |flow| flow.blocks(text, false));
    }
}

/// The label as its references show it.
fn shown(label: &str) -> String {
    let small: Option<String> = label.chars().map(superscript).collect();
    small.filter(|small| !small.is_empty()).unwrap_or_else(|| format!("[{label}]"))
}
