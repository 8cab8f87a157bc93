//! Remembers where articles were left, so that they reopen at the same place.

use std::collections::HashMap;

use crate::markup::{self, Block, Document, PICTURE};
use crate::store::Id;

use super::{Part, Reader, Text};

/// Places by article; articles left at the top have no entry.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<Id, usize>);

impl Places {
    pub(super) fn of(&self, id: Id) -> Option<usize> {
        self.0.get(&id).copied()
    }

    fn keep(&mut self, id: Id, place: usize) {
        if place > 0 {
            self.0.insert(id, place);
        } else {
            self.0.remove(&id);
        }
    }
}

impl Reader {
    /// Returns the top line as a place that does not depend on the width: even numbers are twice
    /// the place on the page, odd ones twice the place from the start of the body, since the part
    /// above the body changes once the article has been read.
    pub(in crate::app) fn place(&self) -> usize {
        let Some(shown) = &self.shown else { return 0 };
        if let Some(awaited) = shown.awaited {
            return awaited;
        }
        let place = self.anchor.or_else(|| self.place_of(self.scroll)).unwrap_or(0);
        match place.checked_sub(length(shown.page.document(Part::Above))) {
            Some(within) => 2 * within + 1,
            None => 2 * place,
        }
    }

    /// Returns the place of a line on the page; `None` for the first, which stays the first.
    pub(super) fn place_of(&self, line: usize) -> Option<usize> {
        self.lines().get(line).filter(|_| line > 0).map(|line| line.place)
    }

    /// Saves the place of the shown article before it is replaced.
    pub(super) fn leave(&mut self) {
        if let Some(id) = self.id() {
            self.places.keep(id, self.place());
        }
    }

    /// Maps the ids of articles to their new ones; removed articles lose their place.
    pub(in crate::app) fn rename_places(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        let places = std::mem::take(&mut self.places.0);
        self.places.0 = places.into_iter().filter_map(|(id, at)| Some((new(id)?, at))).collect();
    }

    /// Scrolls an article that is or will be shown to a place, even if its body arrives later.
    pub(in crate::app) fn await_place(&mut self, id: Id, place: usize) {
        match self.shown.as_mut().filter(|shown| shown.id == id) {
            Some(shown) => {
                shown.awaited = Some(place);
                if shown.text != Text::Awaited {
                    self.turn_to_awaited();
                }
            }
            None => self.places.keep(id, place),
        }
    }

    pub(super) fn turn_to_awaited(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        let Some(place) = shown.awaited.take() else { return };
        let start = if place % 2 == 1 { length(shown.page.document(Part::Above)) } else { 0 };
        self.anchor = (place > 0).then_some(place / 2 + start);
        self.scroll = self.anchor.map_or(0, |place| self.line_at(place));
    }
}

/// Length of the text in bytes as lines count it, with one per gap below a block.
fn length(document: &Document) -> usize {
    let bytes = |block: &Block| match block {
        Block::Paragraph(text) => text.iter().map(|inline| inline.text.len()).sum(),
        Block::Image { caption, .. } => PICTURE + markup::image_text(caption).len(),
        _ => 0,
    };
    document.blocks.iter().map(|block| bytes(block) + 1).sum()
}
