//! The list pane: which article is selected and which rows are in sight. The
//! rows themselves are the store's.

use crate::store::Id;

use super::cursor::Cursor;

/// The selection is an article; its row follows from the order.
#[derive(Debug, Default)]
pub struct List {
    /// Where it stands.
    pub cursor: Cursor,
    selected: Option<Id>,
    /// Until a key moves it, the selection stays on the first row while newer
    /// articles arrive: nobody has chosen anything yet.
    chosen: bool,
}

impl List {
    /// The selected article.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.selected
    }

    /// The reader has chosen the selected article, which from now on stays selected.
    pub(super) fn choose(&mut self) {
        self.chosen = self.selected.is_some();
    }

    pub(super) fn step(&mut self, rows: isize, ids: &[Id]) {
        self.cursor.step(rows, ids.len());
        self.take(ids);
    }

    pub(super) fn go(&mut self, row: usize, ids: &[Id]) {
        self.cursor.go(row, ids.len());
        self.take(ids);
    }

    pub(super) fn select(&mut self, id: Id, ids: &[Id]) {
        if let Some(row) = ids.iter().position(|other| *other == id) {
            self.go(row, ids);
        }
    }

    fn take(&mut self, ids: &[Id]) {
        self.selected = ids.get(self.cursor.at).copied();
        self.choose();
    }

    /// The order changed: finds the selected article again.
    pub(super) fn follow(&mut self, ids: &[Id]) {
        match self
            .selected
            .filter(|_| self.chosen)
            .and_then(|id| ids.iter().position(|other| *other == id))
        {
            Some(row) => self.cursor.moved_to(row),
            None => {
                self.selected = ids.get(self.cursor.at.min(ids.len().saturating_sub(1))).copied();
            }
        }
    }

    /// A new store: ids mean other articles now.
    pub(super) fn replace(&mut self, selected: Option<Id>, ids: &[Id]) {
        self.selected = selected;
        self.follow(ids);
    }
}
