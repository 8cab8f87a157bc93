//! Articles one behind the other, in pieces: one long row would be copied each time it has
//! outgrown its place, while the reader waits, and be there twice meanwhile.

use std::ops::Index;

use crate::article::Article;

/// Articles of a piece.
const PIECE: usize = 2_048;

/// All articles that ever came, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Articles(Vec<Vec<Article>>);

impl Articles {
    pub(super) fn len(&self) -> usize {
        let before = self.0.len().saturating_sub(1) * PIECE;
        before + self.0.last().map_or(0, Vec::len)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Article> {
        self.0.get(at / PIECE)?.get(at % PIECE)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Article> {
        self.0.iter().flatten()
    }

    pub(super) fn extend(&mut self, new: Vec<Article>) {
        let mut new = new.into_iter();
        while new.len() > 0 {
            match self.0.last_mut() {
                Some(last) if last.len() < PIECE => {
                    let room = PIECE - last.len();
                    last.extend(new.by_ref().take(room));
                }
                // A few documents need no whole piece.
                None => self.0.push(Vec::new()),
                Some(_) => self.0.push(Vec::with_capacity(PIECE)),
            }
        }
    }
}

impl Index<usize> for Articles {
    type Output = Article;

    fn index(&self, at: usize) -> &Article {
        &self.0[at / PIECE][at % PIECE]
    }
}
