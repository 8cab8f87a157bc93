//! Stories folded to one row, or unfolded with their reports below the lead.

use crate::store::Id;
use crate::store::Store;

use super::List;

impl List {
    /// Inserts the reports of unfolded stories below their leads.
    pub(super) fn insert_reports(&mut self, store: &Store) {
        self.rows.clear();
        if !self.has_stories() || (self.exceptions.is_empty() && !self.all_unfolded) {
            return;
        }
        let mut rows = Vec::with_capacity(self.count());
        for lead in self.listed() {
            let told = store.story(*lead);
            if self.is_unfolded(told) {
                rows.extend_from_slice(told);
            } else {
                rows.push(*lead);
            }
        }
        self.rows = rows;
    }

    pub(super) fn is_unfolded(&self, told: &[Id]) -> bool {
        self.all_unfolded != self.is_exception(told)
    }

    fn is_exception(&self, told: &[Id]) -> bool {
        !self.exceptions.is_empty() && told.iter().any(|id| self.exceptions.contains(id))
    }

    /// Whether the story of an article is unfolded.
    #[must_use]
    pub fn is_open(&self, id: Id, store: &Store) -> bool {
        self.is_unfolded(store.story(id))
    }

    /// Folds or unfolds the story of an article; returns `false` if it has only one report.
    pub(in crate::app) fn toggle(&mut self, id: Id, store: &Store) -> bool {
        let told = store.story(id);
        if !self.has_stories() || told.len() < 2 {
            return false;
        }
        let was_one = self.is_exception(told);
        for id in told {
            self.exceptions.remove(id);
        }
        if !was_one {
            // Adds all reports, since the file of any one may be removed.
            self.exceptions.extend(told);
        }
        self.unfold(store);
        self.follow(store);
        true
    }

    /// Unfolds all stories, or folds them if all are unfolded; returns whether they are unfolded.
    pub(in crate::app) fn toggle_all(&mut self, store: &Store) -> bool {
        // With some stories folded, unfolding all is the likelier intention.
        self.all_unfolded = !(self.all_unfolded && self.exceptions.is_empty());
        self.exceptions.clear();
        self.unfold(store);
        self.follow(store);
        self.all_unfolded
    }

    /// Returns the article of the row that would show this one.
    pub(in crate::app) fn standing(&self, id: Id, store: &Store) -> Id {
        if self.has_stories() && !self.is_open(id, store) { store.lead(id) } else { id }
    }
}
