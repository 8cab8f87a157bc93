//! Picking rows, so that an action applies to all of them.

use std::ops::RangeInclusive;

use crate::store::Id;

use crate::app::panes::picks::Picks;
use crate::app::{App, Status};

impl App {
    /// Returns the rows between the start of the range and the cursor.
    #[must_use]
    pub fn picked_range(&self) -> Option<RangeInclusive<usize>> {
        let from = self.list.row_of(self.picks.from?, &self.store)?;
        let at = self.list.cursor.at;
        Some(from.min(at)..=from.max(at))
    }

    /// Returns the picked articles in the order of their rows.
    #[must_use]
    pub fn picked(&self) -> Vec<Id> {
        let range = self.picked_range();
        let is_picked = |(row, id): &(usize, &Id)| {
            range.as_ref().is_some_and(|range| range.contains(row)) || self.picks.contains(**id)
        };
        if self.picks.is_empty() {
            return Vec::new();
        }
        self.list.rows().iter().enumerate().filter(is_picked).map(|(_, id)| *id).collect()
    }

    /// Toggles the pick of `count` rows from the cursor on, and moves to the row below them.
    pub(in crate::app) fn pick(&mut self, count: usize) {
        let (at, rows) = (self.list.cursor.at, self.list.rows());
        if at >= rows.len() {
            self.status = Status::warning("nothing to pick");
            return;
        }
        let count = count.min(rows.len() - at);
        for id in rows.iter().skip(at).take(count) {
            if !self.picks.ids.remove(id) {
                self.picks.ids.insert(*id);
            }
        }
        if at + 1 < self.list.rows().len() {
            self.list.go(at + count, &self.store);
        }
        self.say_picked();
    }

    /// Begins a range, or ends it, which leaves its rows picked.
    pub(in crate::app) fn pick_range(&mut self) {
        if self.picks.from.is_some() {
            let rows = self.picked();
            self.picks.ids.extend(rows);
            self.picks.from = None;
            return self.say_picked();
        }
        self.picks.from = self.list.rows().get(self.list.cursor.at).copied();
        self.list.choose();
        self.status = Status::info("move to the end of the range; Esc unpicks");
    }

    fn say_picked(&mut self) {
        self.status = Status::info(match self.count_picked() {
            0 => "nothing is picked".to_owned(),
            count => format!("{count} picked; Esc unpicks"),
        });
    }

    /// Returns the number of picked rows without iterating over all rows.
    #[must_use]
    pub fn count_picked(&self) -> usize {
        let rows = self.list.rows();
        let in_range = self.picked_range().and_then(|range| rows.get(range)).unwrap_or_default();
        let alone = in_range.iter().filter(|id| !self.picks.contains(**id)).count();
        self.picks.ids.len() + alone
    }

    /// Clears all picks; returns false if there were none.
    pub(in crate::app) fn drop_picks(&mut self) -> bool {
        let picked = !self.picks.is_empty();
        self.picks = Picks::default();
        picked
    }

    /// Returns the targets of an action: the picked rows, whose picks are cleared; else `count`
    /// rows from the selected one on; else the selection.
    pub(in crate::app) fn targets(&mut self, count: Option<usize>) -> Option<Vec<Id>> {
        self.list.choose();
        let picked = self.picked();
        if !picked.is_empty() {
            self.drop_picks();
            return Some(picked);
        }
        if let Some(count) = count.filter(|count| *count > 1) {
            let rows = self.list.rows().iter().skip(self.list.cursor.at);
            return Some(rows.take(count).copied().collect());
        }
        let selected = self.list.selected();
        if selected.is_none() {
            self.status = Status::warning("no article here");
        }
        selected.map(|id| vec![id])
    }
}
