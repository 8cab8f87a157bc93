//! The list pane: which view of the store is shown, what of it was searched for, which stories
//! are unfolded, which article is selected. Stories themselves are the store's.

mod fresh;
mod listing;
mod turn;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

use super::cursor::Cursor;
use super::view::View;

use listing::Listing;
pub(super) use listing::Update;

/// The selection is an article; its row follows from the order. It may be another
/// than the one on its row: any report of a folded story.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not whatever the others are")]
pub struct List {
    /// Where it stands.
    pub cursor: Cursor,
    selected: Option<Id>,
    /// What was chosen in another view and is not in this one.
    parted: Option<Id>,
    /// Until a key moves it, the selection stays on the first row while newer
    /// articles are loaded: nobody has chosen anything yet.
    chosen: bool,
    /// All has been loaded: what arrives from here on moves no selection, chosen or not.
    settled: bool,
    /// What is selected is being read: it stays though it may be on no row any more.
    holds: bool,
    listing: Listing,
    /// With the reports of unfolded stories below their leads; empty where none is.
    rows: Vec<Id>,
    /// Whether stories are unfolded unless they are an exception.
    all_unfolded: bool,
    /// A story is one where any report of it is in here: so it stays one when a better
    /// report comes to lead it.
    exceptions: FxHashSet<Id>,
    /// Counts how often the rows have changed.
    changes: u32,
    /// Below this many rows the last visit ended.
    divider: Option<usize>,
}

/// Where the list stood, to come back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    cursor: Cursor,
    pub(super) selected: Option<Id>,
    chosen: bool,
}

impl List {
    /// An empty list; with `stories` each story is one row.
    pub(super) fn new(stories: bool, views: Vec<View>) -> Self {
        Self {
            cursor: Cursor::default(),
            selected: None,
            parted: None,
            chosen: false,
            settled: false,
            holds: false,
            listing: Listing::new(stories, views),
            rows: Vec::new(),
            all_unfolded: false,
            exceptions: FxHashSet::default(),
            changes: 0,
            divider: None,
        }
    }

    /// The articles of the rows, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Id] {
        if self.rows.is_empty() { self.listed() } else { &self.rows }
    }

    /// What is listed before stories are unfolded.
    pub(super) fn listed(&self) -> &[Id] {
        self.listing.ids()
    }

    /// How many stories, or articles where they are not folded.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed().len()
    }

    /// The selected article.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.selected
    }

    /// Whether stories are folded into one row.
    #[must_use]
    pub fn has_stories(&self) -> bool {
        self.listing.stories
    }

    /// All views, from left to right.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.listing.views
    }

    /// The number of the view that is shown.
    #[must_use]
    pub fn view_at(&self) -> usize {
        self.listing.at
    }

    /// The view that is shown.
    #[must_use]
    pub fn view(&self) -> &View {
        self.listing.view()
    }

    /// How many rows of the view of that number are unread; right for counted ones.
    #[must_use]
    pub fn unread(&self, view: usize) -> usize {
        self.listing.tally.unread(view)
    }

    /// Whether only what was searched for is listed.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        self.listing.is_searched()
    }

    /// What the view lists, whether or not it is searched.
    pub(super) fn base(&self) -> &[Id] {
        self.listing.base()
    }

    /// How many rows there are without the search.
    #[must_use]
    pub fn searched_in(&self) -> usize {
        self.listing.whole()
    }

    /// The order of the rows.
    #[must_use]
    pub fn order(&self) -> Order {
        self.listing.order()
    }

    /// The reader has chosen the selected article, which from now on stays selected.
    pub(super) fn choose(&mut self) {
        self.chosen = self.selected.is_some();
    }

    /// Whether the reader has chosen an article.
    pub(super) fn is_chosen(&self) -> bool {
        self.chosen
    }

    pub(super) fn step(&mut self, rows: isize, store: &Store) {
        let before = self.cursor.at;
        self.cursor.step(rows, self.rows().len());
        if self.cursor.at == before && self.selected.is_some() {
            // There is no further row: what is shown of this one stays.
            return self.choose();
        }
        self.take(store);
    }

    pub(super) fn go(&mut self, row: usize, store: &Store) {
        self.cursor.go(row, self.rows().len());
        self.take(store);
    }

    /// Selects a row that is in sight.
    pub(super) fn point(&mut self, row: usize, store: &Store) {
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
    pub(super) fn select(&mut self, id: Id, store: &Store) {
        if let Some(row) = self.row_of(id, store) {
            self.cursor.go(row, self.rows().len());
        }
        self.parted = None;
        // Also one that is on no row is shown; the cursor then stays where it was.
        self.selected = Some(id);
        self.choose();
    }

    /// Lists an article also where the view would not, for one comes back to it.
    pub(super) fn admit(&mut self, id: Id, store: &Store) {
        self.listing.admit(id, store);
        self.unfold(store);
        self.stay(store);
    }

    pub(super) fn row_of(&self, id: Id, store: &Store) -> Option<usize> {
        let at = |wanted: Id| self.rows().iter().position(|id| *id == wanted);
        at(id).or_else(|| at(store.lead(id)))
    }

    /// Where it stands.
    pub(super) fn stand(&self) -> Stand {
        Stand { cursor: self.cursor, selected: self.selected, chosen: self.chosen }
    }

    /// Comes back to where it stood, as far as the same rows are there.
    pub(super) fn return_to(&mut self, stand: Stand, store: &Store) {
        (self.cursor, self.selected, self.chosen) = (stand.cursor, stand.selected, stand.chosen);
        self.follow(store);
    }

    /// These are the views from now on. The one that was shown still is, where it is among them.
    pub(super) fn set_views(&mut self, views: Vec<View>, store: &Store, now: Timestamp) {
        self.listing.set_views(views);
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Whether stories are folded, from now on.
    pub(super) fn set_stories(&mut self, stories: bool, store: &Store, now: Timestamp) {
        self.listing.stories = stories;
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Articles came, changed and went.
    pub(super) fn update(&mut self, update: Update<'_>, store: &Store) {
        self.listing.update(update, store);
        self.unfold(store);
        self.stay(store);
    }

    /// The marks of these articles changed; what is listed stays.
    pub(super) fn marked(&mut self, changed: &[Id], store: &Store) {
        if self.listing.marked(changed, store) {
            self.unfold(store);
            self.stay(store);
        }
    }

    /// Lists everything anew; what was read or unstarred since is left out.
    pub(super) fn fill(&mut self, store: &Store) {
        self.listing.fill(store);
        self.unfold(store);
        self.stay(store);
    }

    /// Counts everything anew, ages from `now`, and lists it.
    pub(super) fn renew(&mut self, store: &Store, now: Timestamp) {
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Shows only what a search finds in the view, or all of it again.
    pub(super) fn search(&mut self, search: Option<Search>, store: &Store) {
        self.cursor.tie();
        self.listing.search(search, store);
        self.unfold(store);
        if self.leave_missing(store) {
            self.cursor = Cursor::default();
        }
        self.follow(store);
    }

    /// Other articles are listed, or other stories unfolded.
    fn unfold(&mut self, store: &Store) {
        self.changes = self.changes.wrapping_add(1);
        self.insert_reports(store);
        self.divider = self.end_of_news(store);
    }

    /// Puts the reports of unfolded stories below their leads.
    fn insert_reports(&mut self, store: &Store) {
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
    pub(super) fn toggle_all(&mut self, store: &Store) -> bool {
        // Where some are folded, one wants to see all of them first.
        self.all_unfolded = !(self.all_unfolded && self.exceptions.is_empty());
        self.exceptions.clear();
        self.unfold(store);
        self.follow(store);
        self.all_unfolded
    }

    /// Orders the view anew; again reverses.
    pub(super) fn sort(&mut self, sort: Sort, store: &Store) {
        self.cursor.tie();
        self.listing.sort(sort, store);
        self.unfold(store);
        self.follow(store);
    }

    /// Articles have other ids now, or are gone. Whether one that is gone stays selected is found
    /// out with the rows.
    pub(super) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.selected = self.selected.map(|id| new(id).unwrap_or(id));
        self.parted = self.parted.and_then(new);
        self.exceptions = self.exceptions.drain().filter_map(new).collect();
    }

    /// With `reading` what is selected stays, also where it is on no row any more. Where that
    /// ends, an article that is gone is left: the one on its row is selected.
    pub(super) fn hold(&mut self, reading: bool, store: &Store) {
        self.holds = reading;
        if !reading && self.selected.is_some_and(|id| store.is_gone(id)) {
            self.follow(store);
        }
    }

    /// The reader asked for other rows: what is on none of them is not selected any more. Returns
    /// whether that is so.
    fn leave_missing(&mut self, store: &Store) -> bool {
        let missing = self.selected.is_none_or(|id| self.row_of(id, store).is_none());
        if missing {
            self.selected = None;
        }
        missing
    }

    /// The rows changed: finds the selected article again.
    fn follow(&mut self, store: &Store) {
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
