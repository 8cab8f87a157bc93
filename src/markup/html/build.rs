//! Assembles text and structure into blocks, one opened or closed element at a time. The walk
//! decides what each element means.

mod running;

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use super::super::block::{Block, Document, Inline, Item, Numbers, Style};
use super::grid::{self, Row};
use crate::text;

/// Deeper frames are flattened, so that recursion over nested blocks cannot exhaust the stack.
const MAX_DEPTH: usize = 100;
/// Further links stay text.
const MAX_LINKS: usize = 50_000;

/// What an open element will become.
pub(super) enum Kind {
    Root,
    Quote,
    List {
        numbering: Option<Numbering>,
        tight: bool,
        items: Vec<Item>,
    },
    /// An item, with its own number if it has one.
    Item {
        checked: Option<bool>,
        number: Option<i64>,
    },
    Heading(u8, Option<String>),
    Term,
    Meaning,
    Note(String),
    Table(Vec<Row>),
    Row(Row),
    Cell(grid::Mold),
}

/// How the items of a list are numbered.
#[derive(Clone, Copy)]
pub(super) struct Numbering {
    pub(super) numbers: Numbers,
    /// The number of the next item.
    pub(super) next: i64,
    /// Whether the numbers fall.
    pub(super) falls: bool,
}

pub(super) struct Frame {
    pub(super) kind: Kind,
    blocks: Vec<Block>,
}

pub(super) struct Builder {
    document: Document,
    targets: HashMap<String, u32>,
    frames: Vec<Frame>,
    notes: Vec<Block>,
    line: Vec<Inline>,
    pub(super) style: Style,
    pub(super) link: Option<u32>,
    /// Whether the running line ends with a space that stands for a line break.
    is_joined: bool,
    /// Bytes of text and pictures so far, to detect elements without content.
    pub(super) written: usize,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            document: Document::default(),
            targets: HashMap::new(),
            frames: vec![Frame { kind: Kind::Root, blocks: Vec::new() }],
            notes: Vec::new(),
            line: Vec::new(),
            style: Style::default(),
            link: None,
            is_joined: false,
            written: 0,
        }
    }

    pub(super) fn finish(mut self) -> Document {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        self.document.blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        // Definitions may stand in any order, references count from 1.
        self.notes.sort_by_key(|note| match note {
            Block::Note { label, .. } => label.parse().unwrap_or(usize::MAX),
            _ => usize::MAX,
        });
        self.document.blocks.append(&mut self.notes);
        self.document
    }

    /// The innermost open frame.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root is closed by `finish` alone")
    }

    /// Opens a frame; returns `false` if it would be too deep or out of place, in which case it
    /// must not be closed.
    pub(super) fn open(&mut self, kind: Kind) -> bool {
        self.flush();
        let fits = match kind {
            Kind::Item { .. } => matches!(self.top().kind, Kind::List { .. }),
            Kind::Row(_) => matches!(self.top().kind, Kind::Table(_)),
            Kind::Cell(_) => matches!(self.top().kind, Kind::Row(_)),
            _ => true,
        };
        if fits && self.frames.len() < MAX_DEPTH {
            self.frames.push(Frame { kind, blocks: Vec::new() });
            return true;
        }
        false
    }

    /// Closes the innermost frame.
    pub(super) fn close(&mut self) {
        self.flush();
        let Some(Frame { kind, blocks }) = self.frames.pop() else {
            return;
        };
        match kind {
            Kind::Root | Kind::Heading(..) => self.extend(blocks),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => self.push(Block::Quote(blocks)),
            Kind::List { numbering, tight, items } => {
                if !items.is_empty() {
                    let numbers = numbering.map(|numbering| numbering.numbers);
                    self.push(Block::List { numbers, tight, items });
                }
            }
            Kind::Item { checked, number } => {
                self.item(number, Item { number: 0, checked, blocks });
            }
            Kind::Term => {
                self.push(Block::Definition { term: grid::flatten(blocks), text: Vec::new() });
            }
            Kind::Meaning => self.meaning(blocks),
            Kind::Note(label) => self.notes.push(Block::Note { label, text: blocks }),
            Kind::Table(rows) => {
                self.extend(blocks);
                self.extend(grid::table(rows));
            }
            Kind::Row(row) => {
                if let Kind::Table(rows) = &mut self.top().kind {
                    rows.push(row);
                }
            }
            Kind::Cell(mold) => {
                if let Kind::Row(row) = &mut self.top().kind {
                    row.push(mold, blocks);
                }
            }
        }
    }

    fn item(&mut self, number: Option<i64>, mut item: Item) {
        if let Kind::List { numbering, items, .. } = &mut self.top().kind {
            if let Some(numbering) = numbering {
                item.number = number.unwrap_or(numbering.next);
                let step = if numbering.falls { -1 } else { 1 };
                numbering.next = item.number.saturating_add(step);
            }
            items.push(item);
        }
    }

    fn meaning(&mut self, mut blocks: Vec<Block>) {
        match self.top().blocks.last_mut() {
            Some(Block::Definition { text, .. }) => text.append(&mut blocks),
            _ => self.push(Block::Definition { term: Vec::new(), text: blocks }),
        }
    }

    fn extend(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.push(block);
        }
    }

    /// Adds content of a list outside its items to the item before: old pages nest lists this way.
    fn push(&mut self, block: Block) {
        let top = self.top();
        match &mut top.kind {
            Kind::List { items, .. } => {
                if items.is_empty() {
                    items.push(Item::default());
                }
                if let Some(item) = items.last_mut() {
                    item.blocks.push(block);
                }
            }
            Kind::Row(row) => row.push(grid::Mold::default(), vec![block]),
            _ => top.blocks.push(block),
        }
    }

    /// Adds a complete block.
    pub(super) fn block(&mut self, block: Block) {
        self.flush();
        self.written += 1;
        self.push(block);
    }

    /// Returns the link to `raw`; `None` for the start of the document.
    pub(super) fn target(&mut self, raw: &str) -> Option<u32> {
        let target = written(raw);
        if target.is_empty() || target == "#" {
            return None;
        }
        if let Some(&index) = self.targets.get(target.as_ref()) {
            return Some(index);
        }
        let index = u32::try_from(self.document.links.len()).ok()?;
        if self.document.links.len() >= MAX_LINKS {
            return None;
        }
        self.document.links.push(target.clone().into_owned());
        self.targets.insert(target.into_owned(), index);
        Some(index)
    }

    /// Returns the target of a link.
    pub(super) fn target_text(&self, link: u32) -> String {
        self.document.links.get(link as usize).cloned().unwrap_or_default()
    }
}

/// Returns a link as a browser reads it: without white space at its ends and line breaks within. A
/// link is never cleaned as text, which would change where it leads; characters that a terminal must
/// not see are percent-encoded.
fn written(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim_matches(|c: char| c.is_ascii_control() || c == ' ');
    let is_odd = |c: char| {
        let mut bytes = [0; 4];
        (c.is_whitespace() && c != ' ') || !text::is_harmless(c.encode_utf8(&mut bytes))
    };
    if !trimmed.contains(is_odd) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    for c in trimmed.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')) {
        if is_odd(c) {
            let mut bytes = [0; 4];
            out.extend(percent_encode(c.encode_utf8(&mut bytes).as_bytes(), NON_ALPHANUMERIC));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
