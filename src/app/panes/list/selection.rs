//! Which article is selected: by the reader, or as the rows below it change.

use crate::store::Id;
use crate::store::Store;

use super::{List, Stand};

impl List {
    /// The reader has chosen the selected article, which from now on stays selected.
    pub(in crate::app) fn choose(&mut self) {
        self.chosen = self.selected.is_some();
    }

    /// Whether the reader has chosen an article.
    pub(in crate::app) fn is_chosen(&self) -> bool {
        self.chosen
    }

    pub(in crate::app) fn step(&mut self, rows: isize, store: &Store) {
        let before = self.cursor.at;
        self.cursor.step(rows, self.rows().len());
        if self.cursor.at == before && self.selected.is_some() {
            // There is no further row: what is shown of this one stays.
            return self.choose();
        }
        self.take(store);
    }

    pub(in crate::app) fn go(&mut self, row: usize, store: &Store) {
        self.cursor.go(row, self.rows().len());
        self.take(store);
    }

    /// Selects a row that is in sight.
    pub(in crate::app) fn point(&mut self, row: usize, store: &Store) {
        self.cursor.point(row, self.rows().len());
        self.take(store);
    }

    fn take(&mut self, store: &Store) {
        self.parted = None;
        self.selected = self.rows().get(self.cursor.at).map(|row| self.face(*row, store));
        self.choose();
    }

    /// The report that a row shows: its article, or where that leads a story and is hidden, the
    /// best of the story that is not.
    #[must_use]
    pub fn face(&self, row: Id, store: &Store) -> Id {
        if !self.has_stories() || !store.is_muted(row) || self.is_open(row, store) {
            return row;
        }
        let told = store.story(row).iter().copied();
        told.into_iter().find(|id| !store.is_muted(*id)).unwrap_or(row)
    }

    /// Selects an article, which may be folded under the one of its row.
    pub(in crate::app) fn select(&mut self, id: Id, store: &Store) {
        if let Some(row) = self.row_of(id, store) {
            self.cursor.go(row, self.rows().len());
        }
        self.parted = None;
        // Also one that is on no row is shown; the cursor then stays where it was.
        self.selected = Some(id);
        self.choose();
    }

    pub(in crate::app) fn row_of(&self, id: Id, store: &Store) -> Option<usize> {
        let at = |wanted: Id| self.rows().iter().position(|id| *id == wanted);
        at(id).or_else(|| at(store.lead(id)))
    }

    /// Where it stands.
    pub(in crate::app) fn stand(&self) -> Stand {
        Stand { cursor: self.cursor, selected: self.selected, chosen: self.chosen }
    }

    /// Comes back to where it stood, as far as the same rows are there.
    pub(in crate::app) fn return_to(&mut self, stand: Stand, store: &Store) {
        (self.cursor, self.selected, self.chosen) = (stand.cursor, stand.selected, stand.chosen);
        self.follow(store);
    }

    /// With `reading` what is selected stays, also where it is on no row any more. Where that
    /// ends, an article that is gone is left: the one on its row is selected.
    pub(in crate::app) fn hold(&mut self, reading: bool, store: &Store) {
        self.holds = reading;
        if !reading && self.selected.is_some_and(|id| store.is_gone(id)) {
            self.follow(store);
        }
    }

    /// Rows came or went by themselves: the selected article stays so, chosen or not, unless the
    /// load is still under way.
    pub(super) fn stay(&mut self, store: &Store) {
        let chosen = self.chosen;
        self.chosen |= self.settled && self.selected.is_some();
        self.follow(store);
        self.chosen = chosen;
    }

    /// The reader asked for other rows: what is on none of them is not selected any more. Returns
    /// whether that is so.
    pub(super) fn leave_missing(&mut self, store: &Store) -> bool {
        let missing = self.selected.is_none_or(|id| self.row_of(id, store).is_none());
        if missing {
            self.selected = None;
        }
        missing
    }

    /// The rows changed: finds the selected article again.
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
