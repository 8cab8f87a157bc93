//! Searching the view: while typing, keeping the search, and restoring the state before it.

use crate::query;
use crate::query::Query;

use crate::app::action::Action;
use crate::app::overlays::Overlay;
use crate::app::overlays::prompt::Prompt;
use crate::app::panes::search::{BeforeSearch, Searched};
use crate::app::{App, Status};

impl App {
    /// Opens the search prompt, in which the active search can be edited.
    pub(in crate::app) fn ask_search(&mut self) {
        let before = BeforeSearch {
            searched: self.searched.clone(),
            stand: self.list.stand(),
            place: self.reader.id().map(|id| (id, self.reader.place())),
            focus: self.focus,
            zen: self.zen,
        };
        self.overlays.push(Overlay::Prompt(Box::new(Prompt::new(before))));
        self.drop_picks();
    }

    /// Searches for the text typed so far, if it parses.
    pub(in crate::app) fn search_typed(&mut self, text: &str) {
        if let Ok(query) = query::parse(text) {
            self.search(text, &query);
        }
    }

    /// Searches the view; an empty query shows all of it.
    pub(in crate::app) fn search(&mut self, text: &str, query: &Query) {
        self.searched = Searched::of(text, query, self.present());
        self.apply_search();
    }

    /// Filters the view by a query that was chosen from the menu.
    pub(in crate::app) fn filter(&mut self, text: &str, query: &Query) {
        self.searched = Searched::of(text, query, self.present()).map(Searched::chosen);
        self.apply_search();
    }

    fn apply_search(&mut self) {
        let search = self.searched.as_ref().map(|searched| searched.search.clone());
        self.list.search(search, &self.store);
        self.arrivals.forget();
        self.refresh_related();
    }

    /// Keeps the typed search active and adds it to the history.
    pub(in crate::app) fn keep_search(&mut self, text: String) {
        if !text.is_empty() {
            self.history.retain(|other| *other != text);
            self.history.push(text);
        }
        if self.searched.is_none() {
            return;
        }
        self.list.choose();
        self.status = match self.list.count() {
            0 => Status::warning("nothing found; Esc shows all again"),
            count => {
                let found = self.as_of(self.counted(count));
                let [next, previous] =
                    [Action::NextMatch, Action::PreviousMatch].map(|it| self.key_of(it));
                Status::info(format!(
                    "{found} found; {next} and {previous} step through them, Esc shows all again"
                ))
            }
        };
    }

    /// Restores the state before the search.
    pub(in crate::app) fn leave_search(&mut self, before: BeforeSearch) {
        let BeforeSearch { searched, stand, place, focus, zen } = before;
        self.searched = searched;
        self.apply_search();
        self.list.return_to(stand, &self.store);
        (self.focus, self.zen) = (focus, zen);
        if let Some((id, place)) = place {
            self.reader.await_place(id, place);
        }
    }

    /// Ends the search, so that the whole view is shown; returns false if there was none.
    pub(in crate::app) fn end_search(&mut self) -> bool {
        if self.searched.take().is_none() {
            return false;
        }
        self.apply_search();
        true
    }
}
