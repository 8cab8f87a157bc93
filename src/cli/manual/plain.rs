//! Formats pages without colours: code in running text is put in backticks, or the key `c` would
//! not stand out.

use crate::markup::Block;
use crate::markup::Inline;

pub(super) fn mark(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => mark_code(text),
            Block::Quote(blocks) | Block::Definition { text: blocks, .. } => mark(blocks),
            Block::List { items, .. } => items.iter_mut().for_each(|item| mark(&mut item.blocks)),
            // Skips the first column: it is code in all rows, or in none.
            Block::Table { rows, .. } => {
                let cells = rows.iter_mut().flat_map(|row| row.iter_mut().skip(1));
                cells.for_each(|cell| mark_code(&mut cell.text));
            }
            _ => {}
        }
    }
}

fn mark_code(text: &mut [Inline]) {
    for inline in text.iter_mut().filter(|inline| inline.style.code) {
        inline.text = format!("`{}`", inline.text);
    }
}
