//! Articles in slots, and the list of free slots. Stored in chunks: a single vector would be copied
//! every time it grows, keeping the reader waiting and needing twice the memory meanwhile.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Index;

use crate::article::Article;

use super::Id;

/// Articles per chunk.
const PIECE: usize = 2_048;

/// All articles. A slot that becomes free is reused with a new generation, so the id of its
/// previous article is no longer valid.
#[derive(Debug, Default)]
pub(super) struct Articles {
    pieces: Vec<Piece>,
    /// The generation of each slot.
    generations: Vec<u32>,
    /// Lowest first, so that the last chunks become empty.
    free: BinaryHeap<Reverse<u32>>,
}

#[derive(Debug, Default)]
struct Piece {
    slots: Vec<Option<Article>>,
    /// Number of slots that hold an article.
    filled: usize,
}

impl Articles {
    /// Upper bound of the slots, some of which may be free.
    pub(super) fn slots(&self) -> usize {
        self.generations.len()
    }

    /// Number of slots that hold an article.
    pub(super) fn filled(&self) -> usize {
        self.pieces.iter().map(|piece| piece.filled).sum()
    }

    /// The id of the article in a slot.
    pub(super) fn id(&self, slot: usize) -> Id {
        Id::of(slot, self.generations.get(slot).copied().unwrap_or_default())
    }

    /// Whether an id is still valid.
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
            // A few documents do not need a whole chunk.
            if slot >= PIECE && slots.is_empty() {
                slots.reserve_exact(PIECE);
            }
            slots.resize_with(slot % PIECE + 1, || None);
        }
        slots[slot % PIECE] = Some(article);
        *filled += 1;
        self.id(slot)
    }

    /// Removes an article and frees its slot.
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
    /// If the slot is free: the store only lists occupied slots.
    fn index(&self, slot: usize) -> &Article {
        let article = &self.pieces[slot / PIECE].slots[slot % PIECE];
        article.as_ref().expect("ids within the store lead to articles")
    }
}
