//! What a document consists of: blocks of styled text, without any width.
//! How they come about and how they become lines is for others.

use std::sync::Arc;

/// A body as blocks, with the targets of its links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// Targets, as written in the document; [`Inline::link`] is an index into them.
    pub links: Vec<String>,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, `level` 1 to 6.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Words of somebody else.
    Quote(Vec<Self>),
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// Without blank lines between its items.
        tight: bool,
        /// From top to bottom.
        items: Vec<Item>,
    },
    /// Text whose spaces and line ends matter.
    Code {
        /// As the author named it.
        language: Option<String>,
        /// Without a line end at its end.
        text: String,
    },
    /// A table; rows may be shorter than others.
    Table {
        /// Empty where the table has none.
        head: Vec<Cell>,
        /// From top to bottom.
        rows: Vec<Vec<Cell>>,
    },
    /// A line across.
    Rule,
    /// A picture that stands alone.
    Image {
        /// May be empty.
        caption: String,
        /// Where it can be seen.
        link: Option<u32>,
        /// Where its pixels are, as written: an address, a path, or a `data:` URL. Never shown.
        source: Option<Arc<str>>,
    },
    /// A term and what it means.
    Definition {
        /// May be empty.
        term: Vec<Inline>,
        /// May be empty.
        text: Vec<Self>,
    },
    /// A footnote.
    Note {
        /// What its references say between brackets.
        label: String,
        /// What it says.
        text: Vec<Self>,
    },
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Whether a task is done, if it is a task.
    pub checked: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it says.
    pub text: Vec<Inline>,
    /// Where it stands in its column.
    pub align: Align,
}

/// What stands in the place of a picture.
pub(crate) fn image_text(caption: &str) -> String {
    if caption.is_empty() { "[image]".to_owned() } else { format!("[image: {caption}]") }
}

/// Where text stands in its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At its start, as text does.
    #[default]
    Left,
    /// In its middle.
    Center,
    /// At its end, as numbers do.
    Right,
}

/// A stretch of text of one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline {
    /// Clean text; `\n` is a line end that the author wants.
    pub text: String,
    /// How it is said.
    pub style: Style,
    /// Index into [`Document::links`].
    pub link: Option<u32>,
}

impl Inline {
    /// Text in a style, without a link. `text` must be clean.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }
}

/// How text is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
pub struct Style {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// What a machine reads.
    pub code: bool,
    /// Struck through.
    pub struck: bool,
    /// What it is.
    pub tone: Tone,
}

/// What a text is, from which a theme makes its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// The title of a document.
    Title,
    /// A heading within it.
    Heading,
    /// What matters less.
    Dim,
    /// What is to be noticed.
    Accent,
    /// How much a document is talked about.
    Heat,
    /// Something is wrong.
    Warning,
    /// Words of somebody else.
    Quote,
}

impl Tone {
    /// The style of plain text in this tone.
    #[must_use]
    pub fn style(self) -> Style {
        Style { tone: self, ..Style::default() }
    }
}

impl Document {
    /// Moves the blocks of `other` to the end; their links are numbered anew.
    pub fn append(&mut self, mut other: Self) {
        let offset = number(self.links.len());
        if offset > 0 {
            shift_blocks(&mut other.blocks, offset);
        }
        self.blocks.append(&mut other.blocks);
        self.links.append(&mut other.links);
    }

    /// The index of `target`, which is added where it is new.
    pub fn link(&mut self, target: impl AsRef<str> + Into<String>) -> u32 {
        let known = self.links.iter().position(|link| link == target.as_ref());
        number(known.unwrap_or_else(|| {
            self.links.push(target.into());
            self.links.len() - 1
        }))
    }
}

/// No body within memory has so many links.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn shift_blocks(blocks: &mut [Block], offset: u32) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => shift(text, offset),
            Block::Quote(blocks) | Block::Note { text: blocks, .. } => shift_blocks(blocks, offset),
            Block::List { items, .. } => {
                for item in items {
                    shift_blocks(&mut item.blocks, offset);
                }
            }
            Block::Table { head, rows } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| shift(&mut cell.text, offset));
            }
            Block::Image { link, .. } => *link = link.map(|link| link + offset),
            Block::Definition { term, text } => {
                shift(term, offset);
                shift_blocks(text, offset);
            }
            Block::Code { .. } | Block::Rule => {}
        }
    }
}

fn shift(text: &mut [Inline], offset: u32) {
    for inline in text {
        inline.link = inline.link.map(|link| link + offset);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, parse};
    use super::*;

    /// Every link of the document with the text that carries it.
    fn linked(document: &Document) -> Vec<(String, &str)> {
        let lines = super::super::flow(&document.blocks, 80);
        let spans = lines.into_iter().flat_map(|line| line.spans);
        spans
            .filter_map(|span| {
                let target = document.links.get(span.link? as usize)?;
                Some((span.text, target.as_str()))
            })
            .collect()
    }

    #[test]
    fn links_of_an_appended_document_keep_their_targets() {
        let mut all = parse(Format::Markdown, "[a](http://a.org)");
        all.append(parse(
            Format::Markdown,
            "# [b](http://b.org)\n\n> - [c](http://c.org)\n\n|[d](http://d.org)|\n|-|\n\n\
             ![e](http://e.org)\n\nf[^1]\n\n[^1]: [g](http://g.org)\n",
        ));
        let expected = [
            ("a", "http://a.org"),
            ("b", "http://b.org"),
            ("c", "http://c.org"),
            ("d", "http://d.org"),
            ("[image: e]", "http://e.org"),
            ("g", "http://g.org"),
        ];
        let found = linked(&all);
        let found: Vec<_> = found.iter().map(|(text, to)| (text.as_str(), *to)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_target_is_stored_once() {
        let mut document = Document::default();
        assert_eq!(document.link("http://a.org"), 0);
        assert_eq!(document.link("http://b.org".to_owned()), 1);
        assert_eq!(document.link("http://a.org"), 0);
        assert_eq!(document.links.len(), 2);
    }
}
