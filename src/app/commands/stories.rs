//! Stories on the screen: folding them, stepping through their sources, changing the view or sort
//! order, and when to group articles again.

use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;

use crate::app::effect::{Effect, Job};
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::Request;
use crate::app::panes::view::{SORTS, order_name};
use crate::app::{App, Status};

/// Number of articles from which the first grouping during a load is worthwhile.
const FIRST_LOOK: usize = 500;

impl App {
    /// Requests a grouping by text at the end of the load, and during it whenever the number of
    /// articles has quadrupled since the last one: all earlier groupings together then cost a third
    /// of the last.
    pub(in crate::app) fn group_stories(&mut self) -> Vec<Effect> {
        let store = &self.store;
        let due = self.loading.finished || store.len() >= (4 * self.grouping.seen).max(FIRST_LOOK);
        let known = (store.len(), store.ever()) == (self.grouping.seen, self.grouping.ever);
        if !self.list.has_stories() || self.grouping.busy || !due || known {
            return Vec::new();
        }
        (self.grouping.seen, self.grouping.ever) = (store.len(), store.ever());
        let story_texts = store.story_texts();
        if story_texts.len() < 2 {
            return Vec::new();
        }
        self.grouping.busy = true;
        vec![Effect::Job(Job::GroupStories { load: self.loading.number, story_texts })]
    }

    /// Whether everything has been read and grouped.
    pub(in crate::app) fn is_complete(&self) -> bool {
        self.loading.finished && !self.grouping.busy
    }

    /// Receives the stories that a grouping has found.
    pub(in crate::app) fn stories_grouped(
        &mut self,
        load: u32,
        groups: Vec<Vec<Id>>,
    ) -> Vec<Effect> {
        if load != self.loading.number {
            return Vec::new();
        }
        self.grouping.busy = false;
        let unfolded = self.list.exceptional_stories(&self.store);
        let changed = self.store.regroup(groups);
        self.follow_stories(&unfolded, &changed);
        let again = self.group_stories();
        if self.is_complete() { self.end_load() } else { again }
    }

    pub(in crate::app) fn toggle_story(&mut self) {
        let Some(id) = self.list.selected() else { return };
        self.list.choose();
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
        } else if !self.list.toggle(id, &self.store) {
            self.status = Status::info("only one report of this story is here");
        }
    }

    pub(in crate::app) fn toggle_stories(&mut self) {
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
            return;
        }
        self.list.choose();
        let unfolded = self.list.toggle_all(&self.store);
        let what = if unfolded { "all stories unfolded" } else { "all stories folded" };
        self.status = Status::info(what);
    }

    /// Selects the next or previous report of the shown story, wrapping around.
    pub(in crate::app) fn step_source(&mut self, forward: bool) {
        let Some(id) = self.reader.id() else { return };
        let story = self.store.story(id);
        let Some(at) = story.iter().position(|other| *other == id) else { return };
        if story.len() < 2 {
            self.status = Status::info("only one report of this story is here");
            return;
        }
        let by = if forward { 1 } else { story.len() - 1 };
        let (at, count) = ((at + by) % story.len(), story.len());
        self.list.select(story[at], &self.store);
        self.status = Status::info(format!("source {} of {count} here", at + 1));
    }

    pub(in crate::app) fn step_view(&mut self, forward: bool) {
        let (at, count) = (self.list.view_at(), self.list.views().len());
        self.turn_to((at + if forward { 1 } else { count - 1 }) % count);
    }

    /// Shows the view of that number, without the search of the previous one.
    pub(in crate::app) fn turn_to(&mut self, view: usize) {
        self.list.choose();
        self.drop_picks();
        if self.searched.take().is_some() {
            self.status = Status::info("search closed; it was for the previous view");
        }
        self.list.show(view, &self.store, self.now);
        if !self.list.is_narrowed() {
            self.sidebar.set_narrowed(None);
        }
        self.arrivals.forget();
        self.refresh_related();
    }

    pub(in crate::app) fn ask_order(&mut self) {
        let order = self.list.order();
        let item = |(key, sort, name): (char, Sort, &str)| MenuItem {
            // `SS` reverses the current order.
            keys: if sort == order.sort {
                format!("{key}S").into()
            } else {
                String::from(key).into()
            },
            name: name.to_owned(),
            note: match (sort == order.sort, order.reverse) {
                (true, false) => "now".to_owned(),
                (true, true) => "now, reversed".to_owned(),
                (false, _) => String::new(),
            },
            choice: Request::Sort(sort),
        };
        let items = SORTS.into_iter().map(item).collect();
        let mut menu = Menu::new("Order by", "S reverses, q closes", items);
        let at = SORTS.iter().position(|(_, sort, _)| *sort == order.sort).unwrap_or(0);
        menu.cursor.go(at, SORTS.len());
        self.overlays.push(Overlay::Menu(menu));
    }

    /// Sorts the view in this order.
    pub(in crate::app) fn sort_by(&mut self, order: Order) {
        self.sort(order.sort);
        if self.list.order() != order {
            self.sort(order.sort);
        }
    }

    /// Sorts the view as chosen in the menu.
    pub(in crate::app) fn sort(&mut self, sort: Sort) {
        self.list.choose();
        self.list.sort(sort, &self.store);
        self.arrivals.forget();
        self.refresh_related();
        let reversed = if self.list.order().reverse { ", reversed" } else { "" };
        self.status = Status::info(format!("ordered by {}{reversed}", order_name(sort)));
    }
}
