//! Sets of rows: removal, kept rows and matches.

use rustc_hash::FxHashSet;

use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

/// Returns those of `rows` that are not listed.
pub(super) fn without(rows: &FxHashSet<Id>, listed: &[Id]) -> Vec<Id> {
    let mut missing = rows.clone();
    for id in listed {
        missing.remove(id);
    }
    missing.into_iter().collect()
}

/// A set of articles, as a bit per slot.
pub(super) struct Slots {
    bits: Vec<u64>,
    any: bool,
}

impl Slots {
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a Id>, store: &Store) -> Self {
        let mut slots = Self { bits: vec![0; store.end().div_ceil(64)], any: false };
        for id in ids {
            slots.bits[id.index() / 64] |= 1 << (id.index() % 64);
        }
        slots
    }

    pub(super) fn leave_out(&mut self, ids: &[Id]) {
        for id in ids {
            self.bits[id.index() / 64] &= !(1 << (id.index() % 64));
        }
        self.any = self.bits.iter().any(|word| *word != 0);
    }

    fn has(&self, id: Id) -> bool {
        self.bits[id.index() / 64] >> (id.index() % 64) & 1 == 1
    }
}

/// Removes the articles in `out`; returns which of them were present.
pub(super) fn take_out(ids: &mut Vec<Id>, out: &Slots) -> FxHashSet<Id> {
    let mut taken = FxHashSet::default();
    if out.any {
        ids.retain(|id| !out.has(*id) || !taken.insert(*id));
    }
    taken
}

/// Adds to `matching` the `rows` whose story had a row before.
pub(super) fn with_kept<'a>(
    matching: Vec<Id>,
    rows: &[Id],
    kept: &FxHashSet<Id>,
    told: impl Fn(Id) -> Option<&'a [Id]>,
) -> Vec<Id> {
    if kept.is_empty() {
        return matching;
    }
    let matching: FxHashSet<Id> = matching.into_iter().collect();
    let was_there = |row: Id| match told(row) {
        Some(story) => story.iter().any(|id| kept.contains(id)),
        None => kept.contains(&row),
    };
    rows.iter().copied().filter(|row| matching.contains(row) || was_there(*row)).collect()
}

/// Filters `rows` to those that match the search; a story matches if any of its reports does.
pub(super) fn matching(search: &Search, store: &Store, rows: &[Id], stories: bool) -> Vec<Id> {
    if stories { search.stories(store, rows) } else { search.filter(store, rows) }
}
