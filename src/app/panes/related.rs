//! The related pane: other reports of the shown story, best first.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::article::Article;
use crate::article::Page;
use crate::article::Related;
use crate::article::Report;
use crate::store::Id;
use crate::store::Store;

use crate::app::panes::cursor::Cursor;

/// One related link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the document says about it.
    pub related: Related,
    /// The article itself, if it is in the store.
    pub article: Option<Id>,
}

/// The related links of the shown article.
#[derive(Debug, Default)]
pub struct RelatedPane {
    /// Best first.
    pub items: Vec<Item>,
    /// The selected row.
    pub cursor: Cursor,
}

impl RelatedPane {
    /// Collects the links that the article lists, the other reports of its story in the store, and
    /// those that its lead lists.
    pub(in crate::app) fn show(&mut self, id: Id, article: &Article, store: &Store) {
        let mut seen = HashSet::from([Report::At(article.page())]);
        let mut here = HashSet::from([id]);
        let mut items: Vec<Item> = Vec::new();
        for related in article.related_items().into_iter().chain(store.outside(id)) {
            if seen.insert(related.report()) {
                let id = related.page.and_then(|page| store.find(page));
                here.extend(id);
                let mut related = related.clone();
                if let Some(article) = id.and_then(|id| store.get(id)) {
                    // The document itself often has facts that the list omits.
                    related.date = related.date.or(article.date);
                    related.quality = related.quality.or(article.quality);
                }
                items.push(Item { related, article: id });
            }
        }
        for other in store.story(id).iter().filter(|other| here.insert(**other)) {
            if let Some(article) = store.get(*other) {
                items.push(Item { related: article.as_related(), article: Some(*other) });
            }
        }
        items.sort_by_key(|item| Reverse(item.related.quality));
        let selected = self.selected().cloned();
        self.items = items;
        // The selection follows the report, not the row.
        let same = |item: &Item| {
            selected.as_ref().is_some_and(|old| old.related.report() == item.related.report())
        };
        if let Some(row) = self.items.iter().position(same) {
            self.cursor.moved_to(row);
        }
    }

    /// Whether any of these pages belongs to an item whose article was not in the store yet.
    pub(in crate::app) fn awaits(&self, mut pages: impl Iterator<Item = Page>) -> bool {
        let awaited: HashSet<Page> = self
            .items
            .iter()
            .filter(|item| item.article.is_none())
            .filter_map(|item| item.related.page)
            .collect();
        !awaited.is_empty() && pages.any(|page| awaited.contains(&page))
    }

    pub(in crate::app) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Columns before the title of an item: bar, number, and the sign of an item in the store.
    pub(crate) fn indent(&self, item: &Item) -> usize {
        let digits = self.items.len().to_string().len();
        2 + digits + if item.article.is_some() { 2 } else { 0 }
    }

    /// The item under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(self.cursor.at)
    }
}
