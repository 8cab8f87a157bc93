//! Turns rows of cells into a table, or into plain blocks if the page uses the table for layout.
//! `flow` draws tables.

use super::super::block::{Align, Block, Cell, Inline, Item, Tone, image_text};

/// Upper bound on the columns of one cell; larger values are implausible.
const MAX_SPAN: usize = 20;

/// The properties given by the tag of a cell.
#[derive(Clone, Copy, Default)]
pub(super) struct Mold {
    pub(super) head: bool,
    pub(super) align: Align,
    pub(super) span: usize,
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

    pub(super) fn push(&mut self, mold: Mold, blocks: Vec<Block>) {
        self.cells.push((mold, blocks));
        let more = mold.span.min(MAX_SPAN).saturating_sub(1);
        self.cells.extend((0..more).map(|_| (mold, Vec::new())));
    }

    fn is_head(&self) -> bool {
        self.head || self.cells.iter().all(|(mold, _)| mold.head)
    }

    fn is_layout(&self) -> bool {
        self.cells.len() < 2 || self.cells.iter().any(|(_, blocks)| blocks.iter().any(is_complex))
    }
}

/// Converts `rows` to a table, or to blocks if the table only serves layout.
pub(super) fn table(mut rows: Vec<Row>) -> Vec<Block> {
    rows.retain(|row| !row.cells.is_empty());
    let has_head = rows.first().is_some_and(Row::is_head);
    let is_layout = rows.iter().any(Row::is_layout);
    if rows.is_empty() || (is_layout && !has_head) {
        return rows.into_iter().flat_map(|row| row.cells).flat_map(|(_, blocks)| blocks).collect();
    }
    let mut rows = rows.into_iter().map(cells);
    let head = if has_head { rows.next().unwrap_or_default() } else { Vec::new() };
    let rows = rows.collect();
    vec![Block::Table { head, rows }]
}

fn cells(row: Row) -> Vec<Cell> {
    let cell = |(mold, blocks): (Mold, Vec<Block>)| {
        let mut text = flatten(blocks);
        for inline in &mut text {
            inline.style.strong |= mold.head;
        }
        Cell { text, align: mold.align }
    };
    row.cells.into_iter().map(cell).collect()
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
mod tests {
    use super::super::super::tests::shown_html;

    #[test]
    fn a_table_that_lays_out_a_page_is_read_cell_by_cell() {
        let page =
            "<table><tr><td><h2>One</h2><p>first</p></td><td><p>second</p></td></tr></table>";
        assert_eq!(shown_html(page, 40), ["One", "", "first", "", "second"]);
        assert_eq!(
            shown_html("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", 9),
            ["a", "", "b"]
        );
    }

    #[test]
    fn a_cell_of_a_headed_table_may_hold_anything() {
        let page = "<table><tr><th>k<th>v<tr><td>a<td><ul><li>x<li>y</ul></table>";
        assert_eq!(shown_html(page, 40), ["k  v", "──────", "a  • x", "   • y"]);
    }

    #[test]
    fn a_cell_over_two_columns_keeps_the_others_in_place() {
        let page = "<table><tr><th>k<th>v<th>w<tr><td colspan=2>a<td>b</table>";
        assert_eq!(shown_html(page, 40), ["k  v  w", "───────", "a     b"]);
    }
}
