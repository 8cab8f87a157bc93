//! The related pane: other reports of the story that is shown, best first.

use crate::article::Article;
use crate::article::Related;
use crate::store::Id;
use crate::store::Store;

use super::cursor::Cursor;

/// One related link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the document says of it.
    pub related: Related,
    /// The document itself, where it is in the store.
    pub article: Option<Id>,
}

/// The items of the article that is shown.
#[derive(Debug, Default)]
pub struct RelatedPane {
    /// Best first.
    pub items: Vec<Item>,
    /// Where the selection stands.
    pub cursor: Cursor,
}

impl RelatedPane {
    pub(super) fn show(&mut self, article: &Article, store: &Store) {
        let item = |related: &Related| Item {
            article: related.key().and_then(|key| store.find(&key)),
            related: related.clone(),
        };
        self.items = article.sources().into_iter().map(item).collect();
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The item under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(self.cursor.at)
    }
}
