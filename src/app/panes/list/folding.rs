//! Stories on one row each, and unfolded with their reports below the lead.

use crate::store::Id;
use crate::store::Store;

use super::List;

impl List {
    /// Puts the reports of unfolded stories below their leads.
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
        self.all_unfolded != told.iter().any(|id| self.exceptions.contains(id))
    }

    /// Whether the story of an article is unfolded.
    #[must_use]
    pub fn is_open(&self, id: Id, store: &Store) -> bool {
        self.is_unfolded(store.story(id))
    }

    /// Folds or unfolds the story of an article; `false` where it has only one report.
    pub(in crate::app) fn toggle(&mut self, id: Id, store: &Store) -> bool {
        let told = store.story(id);
        if !self.has_stories() || told.len() < 2 {
            return false;
        }
        let was_one = told.iter().any(|id| self.exceptions.contains(id));
        self.exceptions.retain(|id| !told.contains(id));
        if !was_one {
            // All of them: the file of any may go.
            self.exceptions.extend(told);
        }
        self.unfold(store);
        self.follow(store);
        true
    }

    /// Unfolds all stories, or folds them where they are; says which.
    pub(in crate::app) fn toggle_all(&mut self, store: &Store) -> bool {
        // Where some are folded, one wants to see all of them first.
        self.all_unfolded = !(self.all_unfolded && self.exceptions.is_empty());
        self.exceptions.clear();
        self.unfold(store);
        self.follow(store);
        self.all_unfolded
    }

    /// The row on which an article stands, if it stands on any.
    pub(in crate::app) fn standing(&self, id: Id, store: &Store) -> Id {
        if self.has_stories() && !self.is_open(id, store) { store.lead(id) } else { id }
    }
}
