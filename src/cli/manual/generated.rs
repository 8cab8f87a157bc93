//! Generated parts of pages. A page names one in braces, in a paragraph of its own: `{keys}`,
//! `{settings}`, `{queries}`.

use crate::config;
use crate::config::Setting;
use crate::markup::Block;
use crate::markup::Cell;
use crate::markup::Inline;
use crate::markup::Style;
use crate::query;

use super::super::keys::KeyRow;

/// Lines with this indent are an example.
const EXAMPLE: &str = "  ";

/// Returns the blocks for a placeholder; any other block is returned unchanged.
pub(super) fn replace(block: Block, rows: &[KeyRow]) -> Vec<Block> {
    match placeholder(&block) {
        Some("{keys}") => vec![keys(rows)],
        Some("{settings}") => config::options().iter().map(setting).collect(),
        Some("{queries}") => vec![queries()],
        _ => vec![block],
    }
}

/// Returns the text of a paragraph that is a placeholder.
pub(in crate::cli) fn placeholder(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph(text) => match text.as_slice() {
            [only] => Some(only.text.as_str()).filter(|text| text.starts_with('{')),
            _ => None,
        },
        _ => None,
    }
}

fn keys(rows: &[KeyRow]) -> Block {
    let head = ["keys", "name", "what they do"].map(|word| cell(plain(word))).to_vec();
    let row = |row: &KeyRow| {
        vec![cell(code(&row.keys)), cell(plain(row.name)), cell(plain(row.sentence))]
    };
    Block::Table { head, rows: rows.iter().map(row).collect() }
}

fn queries() -> Block {
    let row = |(form, sentence): &(String, String)| vec![cell(code(form)), cell(plain(sentence))];
    Block::Table { head: Vec::new(), rows: query::help().iter().map(row).collect() }
}

/// Formats a setting with its default, and its description below.
fn setting(setting: &Setting) -> Block {
    let Setting { name, default, about, .. } = setting;
    let term = vec![code(format!("{name}: {default}").trim_end())];
    let mut text = Vec::new();
    for (at, part) in parts(about).into_iter().enumerate() {
        match part {
            // The first line is a sentence on its own.
            Part::Text(part) if at == 0 => {
                let (first, rest) = part.split_once('\n').unwrap_or((&part, ""));
                let paragraphs = [first, rest].into_iter().filter(|it| !it.is_empty());
                text.extend(paragraphs.map(|it| Block::Paragraph(with_code(it))));
            }
            Part::Text(part) => text.push(Block::Paragraph(with_code(&part))),
            Part::Example(text_of) => text.push(Block::Code { language: None, text: text_of }),
        }
    }
    Block::Definition { term, text }
}

enum Part {
    Text(String),
    Example(String),
}

/// Splits a description into text and examples.
fn parts(about: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for line in about.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix(EXAMPLE), parts.last_mut()) {
            (Some(line), Some(Part::Example(lines))) => *lines = format!("{lines}\n{line}"),
            (Some(line), _) => parts.push(Part::Example(line.to_owned())),
            (None, Some(Part::Text(lines))) => *lines = format!("{lines}\n{line}"),
            (None, _) => parts.push(Part::Text(line.to_owned())),
        }
    }
    parts
}

/// Parses text with code in backticks.
fn with_code(text: &str) -> Vec<Inline> {
    let text = text.replace('\n', " ");
    let style = |at: usize| Style { code: at % 2 == 1, ..Style::default() };
    text.split('`').enumerate().map(|(at, part)| Inline::new(part, style(at))).collect()
}

fn plain(text: &str) -> Inline {
    Inline::new(text, Style::default())
}

fn code(text: &str) -> Inline {
    Inline::new(text, Style { code: true, ..Style::default() })
}

fn cell(text: Inline) -> Cell {
    Cell { text: vec![text], ..Cell::default() }
}
