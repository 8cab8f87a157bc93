//! Rows that were picked, for an action to be done to all of them.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::store::Id;

use crate::app::{App, Status};

/// Picked rows.
#[derive(Debug, Default)]
pub struct Picks {
    ids: HashSet<Id>,
    /// Where a range begins that ends at the cursor.
    from: Option<Id>,
}

impl Picks {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.from.is_none()
    }

    /// Whether this one was picked by itself.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }
}

impl Picks {
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.ids = self.ids.drain().filter_map(new).collect();
        self.from = self.from.and_then(new);
    }
}

impl App {
    /// The rows between the start of the range and the cursor.
    #[must_use]
    pub fn picked_range(&self) -> Option<RangeInclusive<usize>> {
        let from = self.list.row_of(self.picks.from?, &self.store)?;
        let at = self.list.cursor.at;
        Some(from.min(at)..=from.max(at))
    }

    /// What was picked, in the order of the rows.
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

    /// Picks the selected row and goes on to the next, or lets go of it.
    pub(in crate::app) fn pick(&mut self) {
        let Some(id) = self.list.rows().get(self.list.cursor.at).copied() else {
            self.status = Status::warning("nothing to pick");
            return;
        };
        if !self.picks.ids.remove(&id) {
            self.picks.ids.insert(id);
        }
        if self.list.cursor.at + 1 < self.list.rows().len() {
            self.list.step(1, &self.store);
        }
        self.say_picked();
    }

    /// Begins a range, or ends it: then its rows stay picked.
    pub(in crate::app) fn pick_range(&mut self) {
        if self.picks.from.is_some() {
            let rows = self.picked();
            self.picks.ids.extend(rows);
            self.picks.from = None;
            return self.say_picked();
        }
        self.picks.from = self.list.rows().get(self.list.cursor.at).copied();
        self.list.choose();
        self.status = Status::info("move to the end of the range; Esc lets go");
    }

    fn say_picked(&mut self) {
        self.status = Status::info(match self.count_picked() {
            0 => "nothing is picked".to_owned(),
            count => format!("{count} picked; Esc lets go"),
        });
    }

    /// How many rows are picked; counted without a walk through all.
    #[must_use]
    pub fn count_picked(&self) -> usize {
        let rows = self.list.rows();
        let in_range = self.picked_range().and_then(|range| rows.get(range)).unwrap_or_default();
        let alone = in_range.iter().filter(|id| !self.picks.contains(**id)).count();
        self.picks.ids.len() + alone
    }

    /// Lets go of all; false where nothing was picked.
    pub(in crate::app) fn drop_picks(&mut self) -> bool {
        let picked = !self.picks.is_empty();
        self.picks = Picks::default();
        picked
    }

    /// What an action is done to: what was picked, which is let go of then, else so many rows from
    /// the selected one on, else what is selected.
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
