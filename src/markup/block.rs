//! The document model: blocks of styled text, independent of any width.

use std::sync::Arc;

/// A body as blocks, with the targets of its links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The blocks, top to bottom.
    pub blocks: Vec<Block>,
    /// Targets, as written in the document; [`Inline::link`] is an index into them.
    pub links: Vec<String>,
    /// The links that have a number in the text, from 1; indexes into [`Document::links`].
    pub numbered: Vec<u32>,
}

/// One block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 to 6, 1 being the highest.
        level: u8,
        /// The text of the heading.
        text: Vec<Inline>,
        /// The name that links within the document use, if the author gave one.
        id: Option<String>,
    },
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Text of one line: from the first part that has no room on, an ellipsis stands instead.
    Line(Vec<Inline>),
    /// A block quotation.
    Quote(Vec<Self>),
    /// A list.
    List {
        /// How the items are numbered; `None` for an unordered list.
        numbers: Option<Numbers>,
        /// Whether items are not separated by blank lines.
        tight: bool,
        /// The items, top to bottom.
        items: Vec<Item>,
    },
    /// Preformatted text.
    Code {
        /// The language as the author wrote it.
        language: Option<String>,
        /// The code, without a trailing line break.
        text: String,
    },
    /// A table; rows may differ in length.
    Table {
        /// The header row; empty if there is none.
        head: Vec<Cell>,
        /// The rows, top to bottom.
        rows: Vec<Vec<Cell>>,
    },
    /// A horizontal rule.
    Rule,
    /// A picture in a block of its own.
    Image {
        /// The caption; may be empty.
        caption: String,
        /// The link where it can be viewed, an index into [`Document::links`].
        link: Option<u32>,
        /// Source of the pixels, as written: an address, a path, or a `data:` URL. Never shown.
        source: Option<Arc<str>>,
        /// Width and height in pixels, as far as the document tells.
        size: Option<(u32, u32)>,
    },
    /// A term and its definition.
    Definition {
        /// The term; may be empty.
        term: Vec<Inline>,
        /// The definition; may be empty.
        text: Vec<Self>,
    },
    /// A footnote.
    Note {
        /// The text in brackets of its references.
        label: String,
        /// The text of the footnote.
        text: Vec<Self>,
    },
}

/// The numbers of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// `1`.
    #[default]
    Decimal,
    /// `a`.
    Letters,
    /// `A`.
    Capitals,
    /// `i`.
    Roman,
    /// `I`.
    RomanCapitals,
}

/// One item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its number, if the list has numbers.
    pub number: i64,
    /// Whether a task is done; `None` if the item is not a task.
    pub checked: Option<bool>,
    /// The content.
    pub blocks: Vec<Block>,
}

/// One cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The text.
    pub text: Vec<Inline>,
    /// Alignment within the column.
    pub align: Align,
    /// Columns that it covers; the cells behind it that it covers are empty. 0 counts as 1.
    pub span: usize,
}

/// The placeholder text of a picture.
pub(crate) fn image_text(caption: &str) -> String {
    if caption.is_empty() { "[picture]".to_owned() } else { format!("[picture: {caption}]") }
}

/// Alignment of text in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Left-aligned, as text is.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Right-aligned, as numbers are.
    Right,
}

/// A run of text of one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline {
    /// Sanitized text; `\n` is a hard line break.
    pub text: String,
    /// The style.
    pub style: Style,
    /// Index into [`Document::links`].
    pub link: Option<u32>,
}

impl Inline {
    /// Creates text in a style, without a link. `text` must be sanitized.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }
}

/// The style of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
pub struct Style {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Struck through.
    pub struck: bool,
    /// The role of the text.
    pub tone: Tone,
}

/// The role of a text, which a theme maps to a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// The title of a document.
    Title,
    /// A heading within it, with its level.
    Heading(u8),
    /// Secondary text.
    Dim,
    /// Emphasized text.
    Accent,
    /// The heat of a story.
    Heat,
    /// An error or a warning.
    Warning,
    /// Quoted text.
    Quote,
    /// A keyword of code.
    Keyword,
    /// A string or a number in code.
    Literal,
    /// A comment in code.
    Comment,
}

impl Tone {
    /// Plain text in this tone.
    #[must_use]
    pub fn style(self) -> Style {
        Style { tone: self, ..Style::default() }
    }
}

impl Document {
    /// Appends the blocks of `other` and renumbers their links.
    pub fn append(&mut self, mut other: Self) {
        let offset = number(self.links.len());
        if offset > 0 {
            shift_blocks(&mut other.blocks, offset);
            other.numbered.iter_mut().for_each(|link| *link += offset);
        }
        self.blocks.append(&mut other.blocks);
        self.links.append(&mut other.links);
        self.numbered.append(&mut other.numbered);
    }

    /// Returns the targets of the links that have a number, as written.
    pub(crate) fn hidden_targets(&self) -> Vec<&str> {
        let target = |link: &u32| Some(self.links.get(*link as usize)?.as_str());
        self.numbered.iter().filter_map(target).collect()
    }

    /// Returns the index of `target`, adding it if it is new.
    pub fn link(&mut self, target: impl AsRef<str> + Into<String>) -> u32 {
        let known = self.links.iter().position(|link| link == target.as_ref());
        number(known.unwrap_or_else(|| {
            self.links.push(target.into());
            self.links.len() - 1
        }))
    }
}

/// No body that fits in memory has this many links.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn shift_blocks(blocks: &mut [Block], offset: u32) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Line(text) => {
                shift(text, offset);
            }
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
mod tests;
