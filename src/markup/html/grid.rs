//! Turns rows of cells into a table, or into plain blocks if the page uses the table for layout.
//! `flow` draws tables.

use super::super::block::{Align, Block, Cell, Inline, Item, Tone, image_text};

/// Upper bound on the columns of one cell; larger values are implausible.
const MAX_SPAN: usize = 20;
/// Upper bound on the rows of one cell, as in browsers.
const MAX_ROWS: usize = 65_534;
/// A longer text is not repeated in each of its rows.
const MAX_REPEATED: usize = 200;
/// Cells of a table that are covered by others beyond this many are dropped.
const MAX_COVERED: usize = 50_000;

/// The properties given by the tag of a cell.
#[derive(Clone, Copy, Default)]
pub(super) struct Mold {
    pub(super) head: bool,
    pub(super) align: Align,
    /// Columns that it covers; 0 counts as 1.
    pub(super) span: usize,
    /// Rows that it covers; 0 counts as 1.
    pub(super) rows: usize,
}

/// One row as in the document.
pub(super) struct Row {
    head: bool,
    cells: Vec<(Mold, Vec<Block>)>,
}

impl Row {
    /// Creates a row without cells, in the head of the table or below.
    pub(super) fn new(head: bool) -> Self {
        Self { head, cells: Vec::new() }
    }

    pub(super) fn push(&mut self, mut mold: Mold, blocks: Vec<Block>) {
        mold.span = mold.span.clamp(1, MAX_SPAN);
        mold.rows = mold.rows.clamp(1, MAX_ROWS);
        self.cells.push((mold, blocks));
    }

    fn is_head(&self) -> bool {
        self.head || self.cells.iter().all(|(mold, _)| mold.head)
    }

    fn is_title(&self) -> bool {
        matches!(self.cells.as_slice(), [(mold, _)] if self.is_head() && mold.span > 1)
    }

    fn blocks(self) -> impl Iterator<Item = Block> {
        self.cells.into_iter().flat_map(|(_, blocks)| blocks)
    }

    fn has_spans(&self) -> bool {
        self.cells.iter().any(|(mold, _)| mold.span > 1 || mold.rows > 1)
    }

    fn is_complex(&self) -> bool {
        self.cells.iter().any(|(_, blocks)| blocks.iter().any(is_complex))
    }
}

/// Converts `rows` to a table, or to blocks if the table only serves layout.
pub(super) fn table(mut rows: Vec<Row>) -> Vec<Block> {
    rows.retain(|row| !row.cells.is_empty());
    // A head of one cell over all columns is a title.
    let titles = rows.iter().take_while(|row| row.is_title()).count();
    let mut blocks: Vec<Block> = rows.drain(..titles).flat_map(Row::blocks).collect();
    let has_head = rows.first().is_some_and(Row::is_head);
    let spans = rows.iter().any(Row::has_spans);
    let is_layout = rows.iter().any(|row| row.is_complex() || (row.cells.len() < 2 && !spans));
    if rows.is_empty() || (is_layout && !has_head) {
        blocks.extend(rows.into_iter().flat_map(Row::blocks));
        return blocks;
    }
    let mut heads = usize::from(has_head);
    if rows.first().is_some_and(Row::has_spans) {
        heads = rows.iter().take_while(|row| row.is_head()).count();
    }
    let mut grid = Grid { has_head, ..Grid::default() };
    let mut rows: Vec<Vec<Cell>> =
        rows.into_iter().enumerate().map(|(at, row)| grid.row(row, at < heads)).collect();
    let below = rows.split_off(heads.min(rows.len()));
    blocks.push(Block::Table { head: merged(rows), rows: below });
    blocks
}

/// The cells of the rows above that reach into the next row.
#[derive(Default)]
struct Grid {
    /// For each column, the cell above and the number of rows that it still covers.
    held: Vec<Option<(Cell, usize)>>,
    /// Without a head, a table is rather a page in columns, where nothing is repeated.
    has_head: bool,
    covered: usize,
}

impl Grid {
    /// Returns the cells of a row in their columns. A cell that covers several rows is repeated in
    /// each, so that every row is true by itself; in a head it is repeated in its columns too.
    fn row(&mut self, row: Row, is_head: bool) -> Vec<Cell> {
        let mut cells = Vec::new();
        for (mold, blocks) in row.cells {
            self.fill(&mut cells);
            // A span without its cells would swallow those that follow in the row.
            let span = if self.allows(mold.span - 1) { mold.span } else { 1 };
            let cell = Cell { span, ..cell(mold, blocks) };
            let length: usize = cell.text.iter().map(|inline| inline.text.len()).sum();
            let is_short = self.has_head && length <= MAX_REPEATED;
            let repeated = if is_short { cell.clone() } else { Cell::default() };
            self.covered += span - 1;
            for column in 0..span {
                let copy = if is_head { repeated.clone() } else { Cell::default() };
                self.hold(cells.len(), if column == 0 { &repeated } else { &copy }, mold.rows - 1);
                cells.push(if column == 0 { cell.clone() } else { copy });
            }
        }
        self.finish(&mut cells);
        cells
    }

    fn hold(&mut self, column: usize, cell: &Cell, rows: usize) {
        if self.held.len() <= column {
            self.held.resize(column + 1, None);
        }
        if let Some(held) = self.held.get_mut(column) {
            *held = (rows > 0).then(|| (cell.clone(), rows));
        }
    }

    /// Whether so many cells more may be covered. Once they may not, none may.
    fn allows(&mut self, cells: usize) -> bool {
        let allowed = self.covered + cells <= MAX_COVERED;
        if !allowed {
            self.covered = MAX_COVERED;
        }
        allowed
    }

    /// Adds the cells from above that stand next in the row.
    fn fill(&mut self, cells: &mut Vec<Cell>) {
        while let Some(cell) = self.take(cells.len()) {
            cells.push(cell);
        }
    }

    /// Adds all cells from above that are left, with empty ones before them.
    fn finish(&mut self, cells: &mut Vec<Cell>) {
        // Columns behind the last held one are forgotten, so that no row looks through them again.
        let length = self.held.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        self.held.truncate(length);
        while cells.len() < length && self.allows(1) {
            let cell = self.take(cells.len());
            if cell.is_none() {
                self.covered += 1;
            }
            cells.push(cell.unwrap_or_default());
        }
        if !self.allows(1) {
            self.held.clear();
        }
    }

    /// Takes the cell above a column for one row, if there is one and it is not one too many.
    fn take(&mut self, column: usize) -> Option<Cell> {
        let (cell, rows) = self.held.get_mut(column)?.take()?;
        if !self.allows(cell.span.max(1)) {
            return None;
        }
        self.covered += 1;
        self.hold(column, &cell, rows - 1);
        Some(cell)
    }
}

/// Returns the rows of a head as one row, with the words of each column below each other.
fn merged(rows: Vec<Vec<Cell>>) -> Vec<Cell> {
    let mut rows = rows.into_iter();
    let mut head = rows.next().unwrap_or_default();
    for row in rows {
        for (column, below) in row.into_iter().enumerate() {
            match head.get_mut(column) {
                Some(above) if above.text != below.text && !below.text.is_empty() => {
                    if let Some(last) = above.text.last_mut() {
                        last.text.push('\n');
                    }
                    above.text.extend(below.text);
                }
                Some(_) => {}
                None => head.push(below),
            }
        }
    }
    for cell in &mut head {
        cell.span = 1;
    }
    head
}

fn cell(mold: Mold, blocks: Vec<Block>) -> Cell {
    let mut text = flatten(blocks);
    for inline in &mut text {
        inline.style.strong |= mold.head;
    }
    Cell { text, align: mold.align, span: mold.span }
}

fn is_complex(block: &Block) -> bool {
    !matches!(block, Block::Paragraph(_) | Block::Image { .. })
}

/// Flattens blocks into running text with line breaks between them, where blocks do not fit.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::new();
    for block in blocks {
        let mut text = inlines(block);
        if !text.is_empty() {
            if let Some(last) = all.last_mut() {
                last.text.push('\n');
            }
            all.append(&mut text);
        }
    }
    all
}

fn inlines(block: Block) -> Vec<Inline> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Line(text) => text,
        Block::Quote(blocks) | Block::Note { text: blocks, .. } => flatten(blocks),
        Block::List { items, .. } => flatten(items.into_iter().flat_map(bulleted).collect()),
        Block::Code { text, .. } => vec![Inline::new(text, Tone::Plain.style())],
        Block::Table { head, rows } => {
            let cells = head.into_iter().chain(rows.into_iter().flatten());
            flatten(cells.map(|cell| Block::Paragraph(cell.text)).collect())
        }
        Block::Rule => Vec::new(),
        Block::Image { caption, link, .. } => {
            vec![Inline { text: image_text(&caption), style: Tone::Dim.style(), link }]
        }
        Block::Definition { term, text } => {
            let mut blocks = vec![Block::Paragraph(term)];
            blocks.extend(text);
            flatten(blocks)
        }
    }
}

fn bulleted(item: Item) -> Vec<Block> {
    let mut text = vec![Inline::new("• ", Tone::Plain.style())];
    text.extend(flatten(item.blocks));
    vec![Block::Paragraph(text)]
}

#[cfg(test)]
mod tests;
