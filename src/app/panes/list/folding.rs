//! Stories folded to one row, or unfolded with their reports below the lead.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

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

    /// The stories that are folded unlike the others.
    pub(in crate::app) fn exceptional_stories(&self, store: &Store) -> Vec<Vec<Id>> {
        let leads: FxHashSet<Id> = self.exceptions.iter().map(|id| store.lead(*id)).collect();
        leads.into_iter().map(|lead| store.story(lead).to_vec()).collect()
    }

    /// Keeps stories folded as they were after reports moved between them: of those that have
    /// reports of a story, the one with most of them takes its place.
    pub(in crate::app) fn carry_over(&mut self, stories: &[Vec<Id>], store: &Store) {
        self.exceptions.clear();
        for story in stories {
            let mut counts: FxHashMap<Id, usize> = FxHashMap::default();
            for id in story {
                *counts.entry(store.lead(*id)).or_default() += 1;
            }
            let rank =
                |(lead, count): &(Id, usize)| (*count, story.first() == Some(lead), Reverse(*lead));
            if let Some((lead, _)) = counts.into_iter().max_by_key(rank) {
                self.exceptions.extend(store.story(lead));
            }
        }
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
