//! The list pane: the current view of the store, its search, the unfolded stories, and the selected
//! article. Grouping into stories is the store's work.

mod folding;
mod listing;
mod selection;
mod views;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;

use crate::app::panes::cursor::Cursor;
use crate::app::panes::view::View;

use listing::Listing;
pub(in crate::app) use listing::Update;

/// The selection is an article; its row follows from the order. It may differ from the article of
/// its row: any report of a folded story can be selected.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not whatever the others are")]
pub struct List {
    /// The row of the selection.
    pub cursor: Cursor,
    selected: Option<Id>,
    /// The article chosen in another view that this one does not list.
    parted: Option<Id>,
    /// Until the user moves the selection, it stays on the first row while newer articles are
    /// loaded.
    chosen: bool,
    /// The load has finished: later arrivals never move the selection, chosen or not.
    settled: bool,
    /// The selected article is being read: it stays selected even if no row shows it any more.
    holds: bool,
    listing: Listing,
    /// Rows including the reports of unfolded stories below their leads; empty if no story is
    /// unfolded.
    rows: Vec<Id>,
    /// Whether stories outside `exceptions` are unfolded.
    all_unfolded: bool,
    /// A story is an exception if any of its reports is in here, so that it remains one when a
    /// better report becomes its lead.
    exceptions: FxHashSet<Id>,
    /// Incremented whenever the rows change.
    changes: u32,
    /// The number of rows above the point where the last visit ended.
    divider: Option<usize>,
}

/// A saved position in the list, to be restored later.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Stand {
    cursor: Cursor,
    pub(in crate::app) selected: Option<Id>,
    chosen: bool,
}

impl List {
    /// Creates an empty list; with `stories` each story takes one row.
    pub(in crate::app) fn new(stories: bool, views: Vec<View>) -> Self {
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

    /// Returns the articles of the rows, top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Id] {
        if self.rows.is_empty() { self.listed() } else { &self.rows }
    }

    /// Returns the rows without the reports of unfolded stories.
    pub(in crate::app) fn listed(&self) -> &[Id] {
        self.listing.ids()
    }

    /// Returns what another view would list, in no particular order.
    pub(in crate::app) fn rows_of(&self, view: &View, store: &Store) -> Vec<Id> {
        self.listing.rows_of(view, store)
    }

    /// Number of rows of each view, by index.
    pub(in crate::app) fn counts(&self, store: &Store) -> Vec<usize> {
        self.listing.counts(store)
    }

    /// Number of stories, or of articles if stories are not folded.
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

    /// All views, left to right.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.listing.views
    }

    /// The index of the current view.
    #[must_use]
    pub fn view_at(&self) -> usize {
        self.listing.at
    }

    /// The current view.
    #[must_use]
    pub fn view(&self) -> &View {
        self.listing.view()
    }

    /// Number of unread rows of a view, by index; maintained only for counted views.
    #[must_use]
    pub fn unread(&self, view: usize) -> usize {
        self.listing.tally.unread(view)
    }

    /// Whether a search restricts the rows.
    #[must_use]
    pub fn is_searched(&self) -> bool {
        self.listing.is_searched()
    }

    /// Returns the rows of the view, ignoring the search.
    pub(in crate::app) fn base(&self) -> &[Id] {
        self.listing.base()
    }

    /// Number of rows without the search.
    #[must_use]
    pub fn searched_in(&self) -> usize {
        self.listing.whole()
    }

    /// The order of the rows.
    #[must_use]
    pub fn order(&self) -> Order {
        self.listing.order()
    }

    /// Lists an article even if the view does not match it, so that a jump back can return to it.
    pub(in crate::app) fn admit(&mut self, id: Id, store: &Store) {
        self.listing.admit(id, store);
        self.unfold(store);
        self.stay(store);
    }

    /// Sets whether stories are folded.
    pub(in crate::app) fn set_stories(&mut self, stories: bool, store: &Store, now: Timestamp) {
        self.listing.stories = stories;
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Applies added, changed and removed articles.
    pub(in crate::app) fn update(&mut self, update: Update<'_>, store: &Store) {
        self.listing.update(update, store);
        self.unfold(store);
        self.stay(store);
    }

    /// Applies changed marks of these articles; no row disappears.
    pub(in crate::app) fn marked(&mut self, changed: &[Id], store: &Store) {
        if self.listing.marked(changed, store) {
            self.unfold(store);
            self.stay(store);
        }
    }

    /// Rebuilds the list; drops rows that were read or unstarred in the meantime.
    pub(in crate::app) fn fill(&mut self, store: &Store) {
        self.listing.fill(store);
        self.unfold(store);
        self.stay(store);
    }

    /// Recounts and relists everything, with ages measured from `now`.
    pub(in crate::app) fn renew(&mut self, store: &Store, now: Timestamp) {
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Restricts the rows to the matches of a search, or lifts the restriction.
    pub(in crate::app) fn search(&mut self, search: Option<Search>, store: &Store) {
        self.cursor.tie();
        self.listing.search(search, store);
        self.unfold(store);
        if self.leave_missing(store) {
            self.cursor = Cursor::default();
        }
        self.follow(store);
        self.take_hit(store);
    }

    /// Whether what a view lists depends on the time.
    pub(in crate::app) fn asks_for_age(&self) -> bool {
        self.listing.asks_for_age()
    }

    /// Rebuilds the rows after a change of the listing or of the unfolded stories.
    fn unfold(&mut self, store: &Store) {
        self.changes = self.changes.wrapping_add(1);
        self.insert_reports(store);
        self.divider = self.end_of_news(store);
    }

    /// Sorts the view; the same order again reverses it.
    pub(in crate::app) fn sort(&mut self, sort: Sort, store: &Store) {
        self.cursor.show_anew();
        self.listing.sort(sort, store);
        self.unfold(store);
        self.follow(store);
    }

    /// Maps the ids of articles to their new ones. Whether a removed article stays selected is
    /// decided once the rows are updated.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.selected = self.selected.map(|id| new(id).unwrap_or(id));
        self.parted = self.parted.and_then(new);
        self.exceptions = self.exceptions.drain().filter_map(new).collect();
    }

    /// Ends the load.
    pub(in crate::app) fn settle(&mut self) {
        self.settled = true;
    }

    /// Whether the load has finished.
    pub(in crate::app) fn is_settled(&self) -> bool {
        self.settled
    }

    /// Number of changes of the rows so far.
    pub(in crate::app) fn changes(&self) -> u32 {
        self.changes
    }

    /// Number of rows above the point where the last visit ended; `None` if that is not between two
    /// rows.
    #[must_use]
    pub fn divider(&self) -> Option<usize> {
        self.divider
    }

    /// Stops at the first row that is not new.
    fn end_of_news(&self, store: &Store) -> Option<usize> {
        if self.order() != Order::default() || !store.has_known() {
            return None;
        }
        // The reports of an unfolded story follow each other.
        let mut last: Option<(Id, bool)> = None;
        let is_past = |row: &Id| {
            if !self.has_stories() {
                return !store.is_new(*row);
            }
            let lead = store.lead(*row);
            let known = last.filter(|(known, _)| *known == lead);
            let is_past = || !store.story(lead).iter().any(|id| store.is_new(*id));
            let (_, is_past) = *last.insert(known.unwrap_or_else(|| (lead, is_past())));
            is_past
        };
        self.rows().iter().position(is_past).filter(|count| *count > 0)
    }
}
