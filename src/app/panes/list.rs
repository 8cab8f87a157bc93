//! The list pane: which view of the store is shown, what of it was searched for, which stories
//! are unfolded, which article is selected. Stories themselves are the store's.

mod folding;
mod listing;
mod selection;

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
pub(in crate::app) struct Stand {
    cursor: Cursor,
    pub(in crate::app) selected: Option<Id>,
    chosen: bool,
}

impl List {
    /// An empty list; with `stories` each story is one row.
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

    /// The articles of the rows, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Id] {
        if self.rows.is_empty() { self.listed() } else { &self.rows }
    }

    /// What is listed before stories are unfolded.
    pub(in crate::app) fn listed(&self) -> &[Id] {
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
    pub(in crate::app) fn base(&self) -> &[Id] {
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

    /// Lists an article also where the view would not, for one comes back to it.
    pub(in crate::app) fn admit(&mut self, id: Id, store: &Store) {
        self.listing.admit(id, store);
        self.unfold(store);
        self.stay(store);
    }

    /// Turns to another view; the selection stays on its article, also on the way through views
    /// that do not have it.
    pub(in crate::app) fn show(&mut self, view: usize, store: &Store, now: Timestamp) {
        self.cursor.tie();
        let wanted = self.parted.take().or(self.selected.filter(|_| self.chosen));
        self.listing.show(view, store, now);
        self.unfold(store);
        let is_here = wanted.is_some_and(|id| self.row_of(id, store).is_some());
        if is_here {
            (self.selected, self.chosen) = (wanted, true);
        } else {
            self.parted = wanted;
        }
        self.leave_missing(store);
        self.follow(store);
    }

    /// These are the views from now on. The one that was shown still is, where it is among them.
    pub(in crate::app) fn set_views(&mut self, views: Vec<View>, store: &Store, now: Timestamp) {
        self.listing.set_views(views);
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Whether stories are folded, from now on.
    pub(in crate::app) fn set_stories(&mut self, stories: bool, store: &Store, now: Timestamp) {
        self.listing.stories = stories;
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Articles came, changed and went.
    pub(in crate::app) fn update(&mut self, update: Update<'_>, store: &Store) {
        self.listing.update(update, store);
        self.unfold(store);
        self.stay(store);
    }

    /// The marks of these articles changed; what is listed stays.
    pub(in crate::app) fn marked(&mut self, changed: &[Id], store: &Store) {
        if self.listing.marked(changed, store) {
            self.unfold(store);
            self.stay(store);
        }
    }

    /// Lists everything anew; what was read or unstarred since is left out.
    pub(in crate::app) fn fill(&mut self, store: &Store) {
        self.listing.fill(store);
        self.unfold(store);
        self.stay(store);
    }

    /// Counts everything anew, ages from `now`, and lists it.
    pub(in crate::app) fn renew(&mut self, store: &Store, now: Timestamp) {
        self.listing.renew(store, now);
        self.unfold(store);
        self.stay(store);
    }

    /// Shows only what a search finds in the view, or all of it again.
    pub(in crate::app) fn search(&mut self, search: Option<Search>, store: &Store) {
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

    /// Orders the view anew; again reverses.
    pub(in crate::app) fn sort(&mut self, sort: Sort, store: &Store) {
        self.cursor.tie();
        self.listing.sort(sort, store);
        self.unfold(store);
        self.follow(store);
    }

    /// Articles have other ids now, or are gone. Whether one that is gone stays selected is found
    /// out with the rows.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        self.selected = self.selected.map(|id| new(id).unwrap_or(id));
        self.parted = self.parted.and_then(new);
        self.exceptions = self.exceptions.drain().filter_map(new).collect();
    }

    /// All has been loaded.
    pub(in crate::app) fn settle(&mut self) {
        self.settled = true;
    }

    /// Whether all has been loaded.
    pub(in crate::app) fn is_settled(&self) -> bool {
        self.settled
    }

    /// How often the rows have changed.
    pub(in crate::app) fn changes(&self) -> u32 {
        self.changes
    }

    /// How many rows stand above the place where the last visit ended; none where that is not
    /// between two rows.
    #[must_use]
    pub fn divider(&self) -> Option<usize> {
        self.divider
    }

    /// Looks at no row below the first that is not new.
    fn end_of_news(&self, store: &Store) -> Option<usize> {
        if self.order() != Order::default() || !store.has_known() {
            return None;
        }
        let is_past = |row: &Id| {
            if self.has_stories() {
                !store.story(*row).iter().any(|id| store.is_new(*id))
            } else {
                !store.is_new(*row)
            }
        };
        self.rows().iter().position(is_past).filter(|count| *count > 0)
    }
}
