//! The list pane: which view of the store is shown, in what order, which stories are
//! unfolded, which article is selected. Stories themselves are the store's.

use std::collections::HashSet;

use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Store;

use super::cursor::Cursor;

/// A view of the whole store. Each keeps its own order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// Newest first.
    #[default]
    Latest,
    /// What matters first.
    Top,
}

impl View {
    /// From left to right.
    pub const ALL: [Self; 2] = [Self::Latest, Self::Top];

    /// As the header names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Latest => "Latest",
            Self::Top => "Top",
        }
    }

    /// The order that it has unless another is chosen.
    #[must_use]
    pub fn order(self) -> Order {
        let sort = match self {
            Self::Latest => Sort::Latest,
            Self::Top => Sort::Top,
        };
        Order { sort, reverse: false }
    }

    fn number(self) -> usize {
        self as usize
    }
}

/// The selection is an article; its row follows from the order. It may be another
/// than the one on its row: any report of a folded story.
#[derive(Debug)]
pub struct List {
    /// Where it stands.
    pub cursor: Cursor,
    selected: Option<Id>,
    /// Until a key moves it, the selection stays on the first row while newer
    /// articles arrive: nobody has chosen anything yet.
    chosen: bool,
    /// Whether stories are folded into one row.
    stories: bool,
    view: View,
    orders: [Order; View::ALL.len()],
    /// What is listed, in order, before stories are unfolded.
    leads: Vec<Id>,
    /// How many articles of the store it knows.
    seen: usize,
    /// With the reports of unfolded stories below their leads; empty where none is.
    rows: Vec<Id>,
    /// Whether stories are unfolded unless they are an exception.
    all_unfolded: bool,
    /// A story is one where any report of it is in here: so it stays one when a better
    /// report comes to lead it.
    exceptions: HashSet<Id>,
}

impl List {
    /// An empty list; with `stories` each story is one row.
    pub(super) fn new(stories: bool) -> Self {
        Self {
            cursor: Cursor::default(),
            selected: None,
            chosen: false,
            stories,
            view: View::default(),
            orders: View::ALL.map(View::order),
            leads: Vec::new(),
            seen: 0,
            rows: Vec::new(),
            all_unfolded: false,
            exceptions: HashSet::new(),
        }
    }

    /// The articles of the rows, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Id] {
        if self.rows.is_empty() { &self.leads } else { &self.rows }
    }

    /// How many stories, or articles where they are not folded.
    #[must_use]
    pub fn count(&self) -> usize {
        self.leads.len()
    }

    /// The selected article.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.selected
    }

    /// Whether stories are folded into one row.
    #[must_use]
    pub fn has_stories(&self) -> bool {
        self.stories
    }

    /// The view that is shown.
    #[must_use]
    pub fn view(&self) -> View {
        self.view
    }

    /// The order of that view.
    #[must_use]
    pub fn order(&self) -> Order {
        self.orders[self.view.number()]
    }

    /// The reader has chosen the selected article, which from now on stays selected.
    pub(super) fn choose(&mut self) {
        self.chosen = self.selected.is_some();
    }

    pub(super) fn step(&mut self, rows: isize) {
        let before = self.cursor.at;
        self.cursor.step(rows, self.rows().len());
        if self.cursor.at == before && self.selected.is_some() {
            // There is no further row: what is shown of this one stays.
            return self.choose();
        }
        self.take();
    }

    pub(super) fn go(&mut self, row: usize) {
        self.cursor.go(row, self.rows().len());
        self.take();
    }

    fn take(&mut self) {
        self.selected = self.rows().get(self.cursor.at).copied();
        self.choose();
    }

    /// Selects an article, which may be folded under the one of its row.
    pub(super) fn select(&mut self, id: Id, store: &Store) {
        if let Some(row) = self.row_of(id, store) {
            self.cursor.go(row, self.rows().len());
            self.selected = Some(id);
            self.choose();
        }
    }

    fn row_of(&self, id: Id, store: &Store) -> Option<usize> {
        let at = |wanted: Id| self.rows().iter().position(|id| *id == wanted);
        at(id).or_else(|| at(store.lead(id)))
    }

    /// These articles are new, or their stories have changed.
    pub(super) fn update(&mut self, changed: &[Id], store: &Store) {
        let order = self.order();
        // What is new stands nowhere yet, and most of what changed is.
        let old: HashSet<Id> =
            changed.iter().copied().filter(|id| id.index() < self.seen).collect();
        self.seen = store.len();
        if !old.is_empty() {
            self.leads.retain(|id| !old.contains(id));
        }
        let listed = |id: &&Id| !self.stories || store.is_lead(**id);
        let new = changed.iter().filter(listed).copied().collect();
        store.merge(&mut self.leads, new, order);
        self.unfold(store);
        self.follow(store);
    }

    /// Lists everything anew.
    fn fill(&mut self, store: &Store) {
        self.leads = store.sorted(self.order(), self.stories);
        self.seen = store.len();
        self.unfold(store);
    }

    /// Puts the reports of unfolded stories below their leads.
    fn unfold(&mut self, store: &Store) {
        self.rows.clear();
        if !self.stories || (self.exceptions.is_empty() && !self.all_unfolded) {
            return;
        }
        for lead in &self.leads {
            let told = store.story(*lead);
            if self.is_unfolded(told) {
                self.rows.extend_from_slice(told);
            } else {
                self.rows.push(*lead);
            }
        }
    }

    fn is_unfolded(&self, told: &[Id]) -> bool {
        self.all_unfolded != told.iter().any(|id| self.exceptions.contains(id))
    }

    /// Whether the story of an article is unfolded.
    #[must_use]
    pub fn is_open(&self, id: Id, store: &Store) -> bool {
        self.is_unfolded(store.story(id))
    }

    /// Folds or unfolds the story of an article; `false` where it has only one report.
    pub(super) fn toggle(&mut self, id: Id, store: &Store) -> bool {
        let told = store.story(id);
        if !self.stories || told.len() < 2 {
            return false;
        }
        let was_one = told.iter().any(|id| self.exceptions.contains(id));
        self.exceptions.retain(|id| !told.contains(id));
        if !was_one {
            self.exceptions.insert(store.lead(id));
        }
        self.unfold(store);
        self.follow(store);
        true
    }

    /// Unfolds all stories, or folds them where they are; says which.
    pub(super) fn toggle_all(&mut self, store: &Store) -> bool {
        // Where some are folded, one wants to see all of them first.
        self.all_unfolded = !(self.all_unfolded && self.exceptions.is_empty());
        self.exceptions.clear();
        self.unfold(store);
        self.follow(store);
        self.all_unfolded
    }

    /// Turns to another view; the selection stays on its article.
    pub(super) fn show(&mut self, view: View, store: &Store) {
        self.view = view;
        self.fill(store);
        self.follow(store);
    }

    /// Orders the view anew; again reverses.
    pub(super) fn sort(&mut self, sort: Sort, store: &Store) {
        let order = &mut self.orders[self.view.number()];
        let reverse = order.sort == sort && !order.reverse;
        *order = Order { sort, reverse };
        self.fill(store);
        self.follow(store);
    }

    /// The rows changed: finds the selected article again.
    fn follow(&mut self, store: &Store) {
        let selected = self.selected.filter(|_| self.chosen);
        if let Some(row) = selected.and_then(|id| self.row_of(id, store)) {
            self.cursor.moved_to(row);
        } else {
            let rows = self.rows();
            self.selected = rows.get(self.cursor.at.min(rows.len().saturating_sub(1))).copied();
        }
    }

    /// A new store: ids mean other articles now.
    pub(super) fn replace(&mut self, selected: Option<Id>, old: &Store, store: &Store) {
        self.selected = selected;
        let again = |id: &Id| old.get(*id).and_then(|article| store.find_again(article));
        self.exceptions = self.exceptions.iter().filter_map(again).collect();
        self.fill(store);
        self.follow(store);
    }
}
