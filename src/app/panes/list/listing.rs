//! The rows of the list pane: the current view of the store, the search in it, and the order.

mod found;
mod rows;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::app::panes::tally::{Tally, is_hidden};
use crate::app::panes::view::View;
use crate::query;
use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Search;
use crate::store::Span;
use crate::store::Store;

use found::Found;
use rows::{Slots, matching, take_out, with_kept, without};

/// Ordered rows, before stories are unfolded.
#[derive(Debug)]
pub(super) struct Listing {
    /// Whether stories are folded into one row.
    pub(super) stories: bool,
    pub(super) views: Vec<View>,
    pub(super) at: usize,
    /// Whether the last view is temporary: it goes when another one is shown.
    pub(super) narrowed: bool,
    pub(super) tally: Tally,
    /// The rows of the view. A row stays until the user leaves the view, even if it has been read
    /// in the meantime.
    base: Vec<Id>,
    /// The active search in the view.
    found: Option<Found>,
    /// The span by which rows ordered by importance are sorted.
    span: Span,
}

/// Changes to the articles of the store.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::app) struct Update<'a> {
    /// Added articles.
    pub(in crate::app) new: &'a [Id],
    /// Added articles, and articles whose stories have changed.
    pub(in crate::app) changed: &'a [Id],
    /// Removed articles.
    pub(in crate::app) gone: &'a [Id],
}

impl Listing {
    pub(super) fn new(stories: bool, views: Vec<View>) -> Self {
        let tally = Tally::default();
        let (base, span) = (Vec::new(), Span::default());
        Self { stories, views, at: 0, narrowed: false, tally, base, found: None, span }
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

    /// The report that a search found in the story on a row, if it is not the lead.
    pub(super) fn hit(&self, row: Id) -> Option<Id> {
        self.found.as_ref().and_then(|found| found.hit(row))
    }

    /// Whether an article matches the search, if there is one.
    pub(super) fn is_found(&self, id: Id, store: &Store) -> bool {
        self.found.as_ref().is_none_or(|found| found.search.matches(store, id))
    }

    /// Applies added, changed and removed articles.
    pub(super) fn update(&mut self, update: Update<'_>, store: &Store) {
        let Update { new, changed, gone } = update;
        // New articles have no row yet, and they are most of the changed ones.
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
            let matching = found.matching(store, &new, self.stories);
            let again =
                with_kept(matching, &new, &kept, |row| self.stories.then(|| store.story(row)));
            store.merge(&mut found.ids, again, order);
        }
        store.merge(&mut self.base, new, self.views[self.at].order());
        self.follow_span(store);
    }

    /// Sorts the rows that are ordered by importance anew if its meaning has changed.
    fn follow_span(&mut self, store: &Store) {
        if self.span == store.span() {
            return;
        }
        self.span = store.span();
        let order = self.view().order();
        if order.sort == Sort::Top {
            store.sort(&mut self.base, order);
        }
        if let Some(found) = &mut self.found {
            let order = found.order.unwrap_or(order);
            if order.sort == Sort::Top {
                store.sort(&mut found.ids, order);
            }
        }
    }

    /// Filters `rows` to those that the view matches or that were shown before.
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

    /// Returns what a view would list, in no particular order.
    pub(super) fn rows_of(&self, view: &View, store: &Store) -> Vec<Id> {
        let hidden = |id: &Id| !view.wants_muted() && is_hidden(store, *id, self.stories);
        let rows = store.listed(self.stories).into_iter();
        let rows: Vec<Id> = rows.filter(|id| !hidden(id)).collect();
        if view.is_whole() { rows } else { matching(view.search(), store, &rows, self.stories) }
    }

    /// Number of rows of each view, by index.
    pub(super) fn counts(&self, store: &Store) -> Vec<usize> {
        let all = store.listed(self.stories);
        let shown = |id: &Id| !is_hidden(store, *id, self.stories);
        let visible: Vec<Id> = all.iter().copied().filter(shown).collect();
        let count = |(at, view): (usize, &View)| match view {
            _ if at == self.at => self.base.len(),
            view if view.wants_muted() => matching(view.search(), store, &all, self.stories).len(),
            view if view.is_whole() => visible.len(),
            view => matching(view.search(), store, &visible, self.stories).len(),
        };
        self.views.iter().enumerate().map(count).collect()
    }

    /// Whether what a view lists depends on the time.
    pub(super) fn asks_for_age(&self) -> bool {
        self.views.iter().any(|view| query::asks_for_age(view.query()))
    }

    fn wants_muted(&self) -> bool {
        self.view().wants_muted() || self.found.as_ref().is_some_and(|it| it.search.wants_muted())
    }

    /// Applies changed marks of these articles. Rows keep their place; rows that match now are
    /// added. Returns whether any was added.
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
        let meant = found.matching(store, &without(&rows, &found.ids), self.stories);
        let meant: FxHashSet<Id> = meant.into_iter().collect();
        let outside: FxHashSet<Id> = without(&meant, &self.base).into_iter().collect();
        let new: Vec<Id> = meant.into_iter().filter(|id| !outside.contains(id)).collect();
        let any = any || !new.is_empty();
        store.merge(&mut found.ids, new, found.order.unwrap_or(order));
        any
    }

    /// Lists the row of an article even if the view does not match it.
    pub(super) fn admit(&mut self, id: Id, store: &Store) {
        let row = if self.stories { store.lead(id) } else { id };
        let order = self.view().order();
        if !self.base.contains(&row) {
            store.merge(&mut self.base, vec![row], order);
        }
    }

    /// Rebuilds the list; drops rows that were read or unstarred in the meantime.
    pub(super) fn fill(&mut self, store: &Store) {
        let all = store.listed(self.stories);
        self.base = self.shown(all, &FxHashSet::default(), store);
        let order = self.view().order();
        store.sort(&mut self.base, order);
        self.span = store.span();
        self.find_again(store);
    }

    /// Recounts and relists everything, with ages measured from `now`.
    pub(super) fn renew(&mut self, store: &Store, now: Timestamp) {
        let present = store.present(now);
        for view in &mut self.views {
            view.renew(present);
        }
        self.tally.fill(&self.views, store, self.stories);
        self.fill(store);
    }

    /// Replaces the views; each keeps the order that was chosen for it.
    pub(super) fn set_views(&mut self, mut views: Vec<View>) {
        let narrow = if self.narrowed { self.views.pop() } else { None };
        for view in &mut views {
            let known = self.views.iter().find(|old| old.query() == view.query());
            if let Some(order) = known.filter(|old| old.name() == view.name()).map(View::order) {
                view.set_order(order);
            }
        }
        let shown = self.views.get(self.at).map(|view| view.name().to_owned());
        let place = |name: String| views.iter().position(|view| view.name() == name).unwrap_or(0);
        self.at = shown.map_or(views.len(), place);
        views.extend(narrow);
        self.views = views;
        self.found = None;
    }

    /// Repeats the search in the rows of the view.
    fn find_again(&mut self, store: &Store) {
        if let Some(found) = &mut self.found {
            found.fill(store, &self.base, self.stories);
        }
    }

    /// Restricts the rows to the matches of a search, or lifts the restriction.
    pub(super) fn search(&mut self, search: Option<Search>, store: &Store) {
        let wanted_muted = self.wants_muted();
        self.found = search.map(Found::new);
        if self.wants_muted() == wanted_muted {
            self.find_again(store);
        } else {
            self.fill(store);
        }
    }

    /// Adds a temporary view, in place of the last one.
    pub(super) fn offer_narrow(&mut self, view: View) {
        if self.narrowed {
            self.views.pop();
        }
        self.views.push(view);
        self.narrowed = true;
    }

    /// Switches to another view.
    pub(super) fn show(&mut self, view: usize, store: &Store, now: Timestamp) {
        self.at = view.min(self.views.len() - 1);
        if self.narrowed && self.at + 1 < self.views.len() {
            self.views.pop();
            self.narrowed = false;
        }
        self.views[self.at].renew(store.present(now));
        if self.view().is_counted() && query::asks_for_age(self.view().query()) {
            self.tally.fill(&self.views, store, self.stories);
        }
        self.found = None;
        self.fill(store);
    }

    /// Sorts the view; the same order again reverses it.
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
