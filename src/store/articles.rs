//! Articles in slots, and which of the slots are free. In pieces: one long row would be copied
//! each time it has outgrown its place, while the reader waits, and be there twice meanwhile.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Index;

use crate::article::Article;

use super::Id;

/// Articles of a piece.
const PIECE: usize = 2_048;

/// All articles. A slot that has become free is filled again, and then has another generation:
/// an id of the article before leads nowhere.
#[derive(Debug, Default)]
pub(super) struct Articles {
    pieces: Vec<Piece>,
    /// The generation of each slot.
    generations: Vec<u32>,
    /// The lowest first, so that the last pieces become empty.
    free: BinaryHeap<Reverse<u32>>,
}

#[derive(Debug, Default)]
struct Piece {
    slots: Vec<Option<Article>>,
    /// How many slots hold an article.
    filled: usize,
}

impl Articles {
    /// Slots are below this; some may be free.
    pub(super) fn slots(&self) -> usize {
        self.generations.len()
    }

    /// How many slots hold an article.
    pub(super) fn filled(&self) -> usize {
        self.pieces.iter().map(|piece| piece.filled).sum()
    }

    /// The id of what is in a slot.
    pub(super) fn id(&self, slot: usize) -> Id {
        Id::of(slot, self.generations.get(slot).copied().unwrap_or_default())
    }

    /// Whether an id still leads to its article.
    pub(super) fn has(&self, id: Id) -> bool {
        self.get(id).is_some()
    }

    pub(super) fn get(&self, id: Id) -> Option<&Article> {
        let slot = id.index();
        if *self.generations.get(slot)? != id.generation {
            return None;
        }
        self.pieces.get(slot / PIECE)?.slots.get(slot % PIECE)?.as_ref()
    }

    /// Puts an article into the lowest free slot.
    pub(super) fn add(&mut self, article: Article) -> Id {
        let slot = self.free.pop().map_or(self.generations.len(), |Reverse(slot)| slot as usize);
        if slot == self.generations.len() {
            self.generations.push(0);
        }
        if self.pieces.len() <= slot / PIECE {
            self.pieces.push(Piece::default());
        }
        let Piece { slots, filled } = &mut self.pieces[slot / PIECE];
        if slots.len() <= slot % PIECE {
            // A few documents need no whole piece.
            if slot >= PIECE && slots.is_empty() {
                slots.reserve_exact(PIECE);
            }
            slots.resize_with(slot % PIECE + 1, || None);
        }
        slots[slot % PIECE] = Some(article);
        *filled += 1;
        self.id(slot)
    }

    /// Takes an article out and gives its slot back.
    pub(super) fn take(&mut self, id: Id) -> Option<Article> {
        if !self.has(id) {
            return None;
        }
        let piece = &mut self.pieces[id.index() / PIECE];
        let article = piece.slots[id.index() % PIECE].take();
        piece.filled -= 1;
        if piece.filled == 0 {
            piece.slots = Vec::new();
        }
        self.generations[id.index()] = id.generation.wrapping_add(1);
        self.free.push(Reverse(id.slot));
        article
    }
}

impl Index<usize> for Articles {
    type Output = Article;

    /// # Panics
    /// Where the slot is free: what the store lists is in a slot.
    fn index(&self, slot: usize) -> &Article {
        let article = &self.pieces[slot / PIECE].slots[slot % PIECE];
        article.as_ref().expect("ids within the store lead to articles")
    }
}
