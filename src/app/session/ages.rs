//! Ages in the views, the search and the rules of what is hidden: in an archive they count from its
//! newest article.

use jiff::Timestamp;

use crate::query;

use crate::app::App;
use crate::app::panes::search::Searched;

impl App {
    /// Returns the time from which ages count.
    pub(in crate::app) fn present(&self) -> Timestamp {
        self.store.present(self.now)
    }

    /// Sets the time. Ages are counted again when the newest article turns a week old, since they
    /// count from it then.
    pub(in crate::app) fn tell_time(&mut self, now: Timestamp) {
        let archive_end = self.store.archive_end(self.now);
        self.now = now;
        if self.store.archive_end(now) != archive_end {
            self.count_ages_again();
        }
    }

    /// Whether the view or the search asks how old articles are.
    pub(in crate::app) fn counts_ages(&self) -> bool {
        query::asks_for_age(self.list.view().query())
            || self.searched.as_ref().is_some_and(Searched::asks_for_age)
    }

    /// Adds to a number of rows the day from which their ages count, if that is not today.
    pub(in crate::app) fn as_of(&self, found: String) -> String {
        match self.archive_end().filter(|_| self.counts_ages()) {
            Some(day) => format!("{found} as of {day}, the newest here"),
            None => found,
        }
    }

    /// Applies everything that depends on ages again, since they count from another article now.
    pub(in crate::app) fn count_ages_again(&mut self) {
        let present = self.present();
        if !self.mutes.fixed.is_empty() || !self.mutes.made.is_empty() {
            self.apply_mutes();
        }
        if let Some(searched) = self.searched.as_mut().filter(|it| it.asks_for_age()) {
            searched.renew(present);
            self.list.search(Some(searched.search.clone()), &self.store);
        }
        if self.list.asks_for_age() {
            self.list.renew(&self.store, self.now);
        }
    }
}
