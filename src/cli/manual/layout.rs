//! Lays out the blocks of a page like the reader does, except that cells of wide tables are
//! wrapped.

use crate::markup;
use crate::markup::Block;
use crate::markup::Line;
use crate::markup::Measure;

use super::table;

/// Returns the lines of a page, none wider than `width`. Breaks long code lines, because a pager
/// cannot scroll them sideways.
pub(super) fn lines(blocks: &[Block], width: u16) -> Vec<Line> {
    let measure = Measure { width, wrap_code: true };
    let mut lines = Vec::new();
    for block in blocks {
        let wrapped = match block {
            Block::Table { head, rows } => table::wrapped(head, rows, usize::from(width)),
            _ => None,
        };
        let part = wrapped.unwrap_or_else(|| markup::flow(std::slice::from_ref(block), measure));
        if !lines.is_empty() && !part.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(part);
    }
    lines
}
