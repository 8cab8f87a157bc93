//! Formats a page of the manual in `man` macros.

use clap_mangen::roff::{Inline as Set, Roff, bold, italic, roman};

use crate::markup;
use crate::markup::Block;
use crate::markup::Cell;
use crate::markup::Format;
use crate::markup::Inline;

use super::super::keys::KeyRow;
use super::super::manual::{ManualPage, placeholder};
use super::{keys, queries, settings, table};

/// Language of code blocks that show a screen; left out, because not every typesetter has the
/// characters of their frames.
const SCREEN: &str = "screen";

/// Formats a page as a section.
pub(super) fn section(roff: &mut Roff, page: ManualPage, rows: &[KeyRow]) {
    roff.control("SH", [page.title().to_uppercase().as_str()]);
    let document = markup::parse(Format::Markdown, page.text);
    // The first block is the title.
    for block in document.blocks.iter().skip(1) {
        match placeholder(block) {
            Some("{keys}") => keys(roff, rows),
            Some("{settings}") => settings::section(roff),
            Some("{queries}") => queries(roff),
            _ => set(roff, block),
        }
    }
}

fn set(roff: &mut Roff, block: &Block) {
    match block {
        Block::Heading { text, .. } => {
            roff.control("SS", [words(text).as_str()]);
        }
        Block::Paragraph(text) => {
            roff.control("PP", []);
            roff.text(inlines(text));
        }
        Block::List { items, .. } => {
            for item in items {
                roff.control("IP", [r"\(bu", "2"]);
                for block in &item.blocks {
                    if let Block::Paragraph(text) = block {
                        roff.text(inlines(text));
                    }
                }
            }
        }
        Block::Code { language, text } if language.as_deref() != Some(SCREEN) => {
            roff.control("PP", []);
            roff.control("nf", []);
            text.lines().for_each(|line| _ = roff.text([roman(line)]));
            roff.control("fi", []);
        }
        Block::Table { head, rows } => set_table(roff, head, rows),
        _ => {}
    }
}

/// Formats a table as two columns: the first, and the rest; several others are prefixed with their
/// heads.
fn set_table(roff: &mut Roff, head: &[Cell], rows: &[Vec<Cell>]) {
    roff.control("PP", []);
    let row = |cells: &Vec<Cell>| {
        let (first, others) = cells.split_first()?;
        let others = others.iter().zip(head.iter().skip(1));
        let named = others.filter_map(|(cell, head)| {
            let text = words(&cell.text);
            let name = words(&head.text);
            (!text.is_empty())
                .then(|| if head_counts(cells) { format!("{name}: {text}") } else { text })
        });
        Some((words(&first.text), named.collect::<Vec<_>>().join("; ")))
    };
    table(roff, &rows.iter().filter_map(row).collect::<Vec<_>>());
}

/// A single other column needs no head.
fn head_counts(cells: &[Cell]) -> bool {
    cells.len() > 2
}

fn words(text: &[Inline]) -> String {
    text.iter().map(|inline| inline.text.as_str()).collect()
}

fn inlines(text: &[Inline]) -> Vec<Set> {
    let set = |inline: &Inline| match inline.style {
        style if style.code || style.strong => bold(inline.text.as_str()),
        style if style.emphasis => italic(inline.text.as_str()),
        _ => roman(inline.text.as_str()),
    };
    text.iter().map(set).collect()
}
