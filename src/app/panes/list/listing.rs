//! What the list pane lists: which view of the store, what was searched for in it, in what order.

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::app::panes::tally::{Tally, is_hidden};
use crate::app::panes::view::View;
use crate::query;
use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

/// Rows in order, before stories are unfolded.
#[derive(Debug)]
pub(super) struct Listing {
    /// Whether stories are folded into one row.
    pub(super) stories: bool,
    pub(super) views: Vec<View>,
    pub(super) at: usize,
    pub(super) tally: Tally,
    /// What the view shows. What was there once stays until the view is left, though it may have
    /// been read since.
    base: Vec<Id>,
    /// What is searched for in it.
    found: Option<Found>,
}

/// What happened to articles.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app) struct Update<'a> {
    /// These have come.
    pub(in crate::app) new: &'a [Id],
    /// These have come, or their stories have changed.
    pub(in crate::app) changed: &'a [Id],
    /// These went.
    pub(in crate::app) gone: &'a [Id],
}

/// The rows of the view that a search found.
#[derive(Debug)]
struct Found {
    search: Search,
    /// The order that it asks for, until another is chosen.
    order: Option<Order>,
    ids: Vec<Id>,
}

impl Listing {
    pub(super) fn new(stories: bool, views: Vec<View>) -> Self {
        let tally = Tally::default();
        Self { stories, views, at: 0, tally, base: Vec::new(), found: None }
    }

    pub(super) fn ids(&self) -> &[Id] {
        self.found.as_ref().map_or(&self.base, |found| &found.ids)
    }

    pub(super) fn base(&self) -> &[Id] {
        &self.base
    }

    pub(super) fn whole(&self) -> usize {
        self.base.len()
    }

    pub(super) fn view(&self) -> &View {
        &self.views[self.at]
    }

    pub(super) fn order(&self) -> Order {
        let of_search = self.found.as_ref().and_then(|found| found.order);
        of_search.unwrap_or(self.view().order())
    }

    pub(super) fn is_searched(&self) -> bool {
        self.found.is_some()
    }

    /// Articles came, changed and went.
    pub(super) fn update(&mut self, update: Update<'_>, store: &Store) {
        let Update { new, changed, gone } = update;
        // What is new stands nowhere yet, and most of what changed is.
        let mut old = Slots::of(changed.iter().chain(gone), store);
        old.leave_out(new);
        self.tally.update(gone, &self.views, store, self.stories);
        self.tally.update(changed, &self.views, store, self.stories);
        let listed = |id: &&Id| !self.stories || store.is_lead(**id);
        let rows: Vec<Id> = changed.iter().filter(listed).copied().collect();
        let kept = take_out(&mut self.base, &old);
        let new = self.shown(rows, &kept, store);
        if let Some(found) = &mut self.found {
            let kept = take_out(&mut found.ids, &old);
            let order = found.order.unwrap_or(self.views[self.at].order());
            let matching = matching(&found.search, store, &new, self.stories);
            let again =
                with_kept(matching, &new, &kept, |row| self.stories.then(|| store.story(row)));
            store.merge(&mut found.ids, again, order);
        }
        store.merge(&mut self.base, new, self.views[self.at].order());
    }

    /// Those of `rows` that the view shows, or that were shown before.
    fn shown(&self, rows: Vec<Id>, kept: &FxHashSet<Id>, store: &Store) -> Vec<Id> {
        let hidden = |id: &Id| !self.wants_muted() && is_hidden(store, *id, self.stories);
        let rows: Vec<Id> = rows.into_iter().filter(|id| !hidden(id)).collect();
        let view = self.view();
        if view.is_whole() {
            return rows;
        }
        let matching = matching(view.search(), store, &rows, self.stories);
        with_kept(matching, &rows, kept, |row| self.stories.then(|| store.story(row)))
    }

    fn wants_muted(&self) -> bool {
        self.view().wants_muted() || self.found.as_ref().is_some_and(|it| it.search.wants_muted())
    }

    /// The marks of these articles changed. What is listed stays at its place; what is meant now
    /// and was not before comes in. Returns whether anything did.
    pub(super) fn marked(&mut self, changed: &[Id], store: &Store) -> bool {
        self.tally.update(changed, &self.views, store, self.stories);
        if self.view().is_whole() && self.found.is_none() {
            return false;
        }
        let row = |id: &Id| if self.stories { store.lead(*id) } else { *id };
        let rows: FxHashSet<Id> = changed.iter().map(row).collect();
        let new = self.shown(without(&rows, &self.base), &FxHashSet::default(), store);
        let (any, order) = (!new.is_empty(), self.view().order());
        store.merge(&mut self.base, new, order);
        let Some(found) = &mut self.found else { return any };
        let meant = matching(&found.search, store, &without(&rows, &found.ids), self.stories);
        let meant: FxHashSet<Id> = meant.into_iter().collect();
        let outside: FxHashSet<Id> = without(&meant, &self.base).into_iter().collect();
        let new: Vec<Id> = meant.into_iter().filter(|id| !outside.contains(id)).collect();
        let any = any || !new.is_empty();
        store.merge(&mut found.ids, new, found.order.unwrap_or(order));
        any
    }

    /// Lists the row of an article also where the view would not.
    pub(super) fn admit(&mut self, id: Id, store: &Store) {
        let row = if self.stories { store.lead(id) } else { id };
        let order = self.view().order();
        if !self.base.contains(&row) {
            store.merge(&mut self.base, vec![row], order);
        }
    }

    /// Lists everything anew; what was read or unstarred since is left out.
    pub(super) fn fill(&mut self, store: &Store) {
        let all = store.listed(self.stories);
        self.base = self.shown(all, &FxHashSet::default(), store);
        let order = self.view().order();
        store.sort(&mut self.base, order);
        self.find_again(store);
    }

    /// Counts everything anew, ages from `now`, and lists it.
    pub(super) fn renew(&mut self, store: &Store, now: Timestamp) {
        for view in &mut self.views {
            view.renew(now);
        }
        self.tally.fill(&self.views, store, self.stories);
        self.fill(store);
    }

    /// Exchanges the views; each keeps the order that was chosen for it.
    pub(super) fn set_views(&mut self, mut views: Vec<View>) {
        for view in &mut views {
            let known = self.views.iter().find(|old| old.query() == view.query());
            if let Some(order) = known.filter(|old| old.name() == view.name()).map(View::order) {
                view.set_order(order);
            }
        }
        let shown = self.view().name().to_owned();
        self.at = views.iter().position(|view| view.name() == shown).unwrap_or(0);
        self.views = views;
        self.found = None;
    }

    /// Looks for what is searched for in what the view shows.
    fn find_again(&mut self, store: &Store) {
        if let Some(found) = &mut self.found {
            found.ids = matching(&found.search, store, &self.base, self.stories);
            if let Some(order) = found.order {
                store.sort(&mut found.ids, order);
            }
        }
    }

    /// Shows only what a search finds in the view, or all of it again.
    pub(super) fn search(&mut self, search: Option<Search>, store: &Store) {
        let wanted_muted = self.wants_muted();
        self.found = search.map(|search| Found { order: search.order(), search, ids: Vec::new() });
        if self.wants_muted() == wanted_muted {
            self.find_again(store);
        } else {
            self.fill(store);
        }
    }

    /// Turns to another view.
    pub(super) fn show(&mut self, view: usize, store: &Store, now: Timestamp) {
        self.at = view.min(self.views.len() - 1);
        self.views[self.at].renew(now);
        if self.view().is_counted() && query::asks_for_time(self.view().query()) {
            self.tally.fill(&self.views, store, self.stories);
        }
        self.found = None;
        self.fill(store);
    }

    /// Orders the view anew; again reverses.
    pub(super) fn sort(&mut self, sort: Sort, store: &Store) {
        let order = self.order();
        let reverse = order.sort == sort && !order.reverse;
        self.views[self.at].set_order(Order { sort, reverse });
        store.sort(&mut self.base, Order { sort, reverse });
        if let Some(found) = &mut self.found {
            found.order = None;
        }
        self.find_again(store);
    }
}

/// Those of `rows` that are not listed.
fn without(rows: &FxHashSet<Id>, listed: &[Id]) -> Vec<Id> {
    let mut missing = rows.clone();
    for id in listed {
        missing.remove(id);
    }
    missing.into_iter().collect()
}

/// Articles by their slots.
struct Slots {
    bits: Vec<u64>,
    any: bool,
}

impl Slots {
    fn of<'a>(ids: impl Iterator<Item = &'a Id>, store: &Store) -> Self {
        let mut slots = Self { bits: vec![0; store.end().div_ceil(64)], any: false };
        for id in ids {
            slots.bits[id.index() / 64] |= 1 << (id.index() % 64);
        }
        slots
    }

    fn leave_out(&mut self, ids: &[Id]) {
        for id in ids {
            self.bits[id.index() / 64] &= !(1 << (id.index() % 64));
        }
        self.any = self.bits.iter().any(|word| *word != 0);
    }

    fn has(&self, id: Id) -> bool {
        self.bits[id.index() / 64] >> (id.index() % 64) & 1 == 1
    }
}

/// Takes these out; returns which of them were there.
fn take_out(ids: &mut Vec<Id>, out: &Slots) -> FxHashSet<Id> {
    let mut taken = FxHashSet::default();
    if out.any {
        ids.retain(|id| !out.has(*id) || !taken.insert(*id));
    }
    taken
}

/// `matching`, and of `rows` also those of whose story a row was there before.
fn with_kept<'a>(
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

/// Those of `rows` that a search means: of a story any report.
fn matching(search: &Search, store: &Store, rows: &[Id], stories: bool) -> Vec<Id> {
    if stories { search.stories(store, rows) } else { search.filter(store, rows) }
}
