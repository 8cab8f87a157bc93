//! The selected article, as chosen by the user or adjusted when the rows change.

use crate::store::Id;
use crate::store::Store;

use super::{List, Stand};

impl List {
    /// Records that the user chose the selected article, so that it stays selected.
    pub(in crate::app) fn choose(&mut self) {
        self.chosen = self.selected.is_some();
    }

    /// Whether the user has chosen an article.
    pub(in crate::app) fn is_chosen(&self) -> bool {
        self.chosen
    }

    pub(in crate::app) fn step(&mut self, rows: isize, store: &Store) {
        let before = self.cursor.at;
        self.cursor.step(rows, self.rows().len());
        if self.cursor.at == before && self.selected.is_some() {
            // Already at the last row: keep the report that is shown.
            return self.choose();
        }
        self.take(store);
    }

    pub(in crate::app) fn go(&mut self, row: usize, store: &Store) {
        self.cursor.go(row, self.rows().len());
        self.take(store);
    }

    /// Selects a visible row.
    pub(in crate::app) fn point(&mut self, row: usize, store: &Store) {
        self.cursor.point(row, self.rows().len());
        self.take(store);
    }

    fn take(&mut self, store: &Store) {
        self.parted = None;
        self.selected = self.rows().get(self.cursor.at).map(|row| self.face(*row, store));
        self.choose();
    }

    /// Returns the report shown for a row: its article, or, if that is a muted lead, the best
    /// report of the story that is not muted.
    #[must_use]
    pub fn face(&self, row: Id, store: &Store) -> Id {
        if !self.has_stories() || !store.is_muted(row) || self.is_open(row, store) {
            return row;
        }
        let told = store.story(row).iter().copied();
        told.into_iter().find(|id| !store.is_muted(*id)).unwrap_or(row)
    }

    /// Selects an article, which may be folded into another one's row.
    pub(in crate::app) fn select(&mut self, id: Id, store: &Store) {
        if let Some(row) = self.row_of(id, store) {
            self.cursor.go(row, self.rows().len());
        }
        self.parted = None;
        // An article without a row is shown too; the cursor stays where it is.
        self.selected = Some(id);
        self.choose();
    }

    pub(in crate::app) fn row_of(&self, id: Id, store: &Store) -> Option<usize> {
        let at = |wanted: Id| self.rows().iter().position(|id| *id == wanted);
        at(id).or_else(|| at(store.lead(id)))
    }

    /// Returns the position, to be restored later.
    pub(in crate::app) fn stand(&self) -> Stand {
        Stand { cursor: self.cursor, selected: self.selected, chosen: self.chosen }
    }

    /// Restores a position, if its rows still exist.
    pub(in crate::app) fn return_to(&mut self, stand: Stand, store: &Store) {
        (self.cursor, self.selected, self.chosen) = (stand.cursor, stand.selected, stand.chosen);
        self.follow(store);
    }

    /// While `reading`, the selected article stays selected even without a row. When reading ends,
    /// a removed article gives way to the one on its row.
    pub(in crate::app) fn hold(&mut self, reading: bool, store: &Store) {
        self.holds = reading;
        if !reading && self.selected.is_some_and(|id| store.is_gone(id)) {
            self.follow(store);
        }
    }

    /// Adjusts to rows that changed by themselves: the selected article stays selected, chosen or
    /// not, unless the load is still running.
    pub(super) fn stay(&mut self, store: &Store) {
        let chosen = self.chosen;
        self.chosen |= self.settled && self.selected.is_some();
        self.follow(store);
        self.chosen = chosen;
    }

    /// Drops the selection if the rows that the user asked for do not include it. Returns whether
    /// it was dropped.
    pub(super) fn leave_missing(&mut self, store: &Store) -> bool {
        let missing = self.selected.is_none_or(|id| self.row_of(id, store).is_none());
        if missing {
            self.selected = None;
        }
        missing
    }

    /// Finds the selected article again after the rows have changed.
    pub(super) fn follow(&mut self, store: &Store) {
        let selected = self.selected.filter(|_| self.chosen);
        if let Some(row) = selected.and_then(|id| self.row_of(id, store)) {
            self.cursor.moved_to(row);
        } else if !(self.holds && selected.is_some()) {
            let rows = self.rows();
            let row = rows.get(self.cursor.at.min(rows.len().saturating_sub(1))).copied();
            self.selected = row.map(|row| self.face(row, store));
        }
    }
}
