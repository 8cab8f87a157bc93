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

    /// Returns the report shown for a row: the one that a search found in its story, else the lead,
    /// or, if that is muted, the best report of the story that is not.
    #[must_use]
    pub fn face(&self, row: Id, store: &Store) -> Id {
        if !self.has_stories() || self.is_open(row, store) {
            return row;
        }
        if let Some(hit) = self.listing.hit(row).filter(|hit| !store.is_gone(*hit)) {
            return hit;
        }
        if !store.is_muted(row) {
            return row;
        }
        let told = store.story(row).iter().copied();
        told.into_iter().find(|id| !store.is_muted(*id)).unwrap_or(row)
    }

    /// Whether the report shown for a row is one that a search found in its story.
    #[must_use]
    pub fn is_hit(&self, row: Id, store: &Store) -> bool {
        self.listing.hit(row).is_some_and(|hit| hit == self.face(row, store))
    }

    /// Selects the report that a search found in the story of the selection, unless the selected
    /// one matches too.
    pub(super) fn take_hit(&mut self, store: &Store) {
        let row = self.rows().get(self.cursor.at).copied();
        if let (Some(row), Some(selected)) = (row, self.selected)
            && !self.listing.is_found(selected, store)
        {
            self.selected = Some(self.face(row, store));
        }
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
