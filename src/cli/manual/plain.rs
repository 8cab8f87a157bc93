//! Pages where nothing can be painted: code in running text stands between backticks, or the key
//! `c` would be a letter among others.

use crate::markup::Block;
use crate::markup::Inline;

pub(super) fn mark(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => mark_code(text),
            Block::Quote(blocks) | Block::Definition { text: blocks, .. } => mark(blocks),
            Block::List { items, .. } => items.iter_mut().for_each(|item| mark(&mut item.blocks)),
            // The first column is code throughout, or none.
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
