//! Stories on the screen: folding them, stepping through their sources, turning to
//! another view or order, and when texts are compared anew.

use crate::store::Id;

use super::key::{Code, Key};
use super::list::View;
use super::message::Effect;
use super::overlay::{Overlay, SortMenu};
use super::{App, Status};

/// With so few articles the first look for stories is worth it.
const FIRST_LOOK: usize = 500;

/// How far the articles of the load under way have been looked through for stories.
#[derive(Debug, Default)]
pub(super) struct Looking {
    /// How many articles there were at the last look.
    seen: usize,
    /// A look is under way.
    busy: bool,
}

impl App {
    /// Asks for a look for stories in the texts: when four times as many articles are here as at
    /// the last one, so that those before the last cost a third of it, and at the end.
    pub(super) fn look(&mut self) -> Vec<Effect> {
        let store = self.incoming.as_ref().map_or(&self.store, |incoming| &incoming.store);
        let due = self.loading.finished || store.len() >= (4 * self.looking.seen).max(FIRST_LOOK);
        if !self.list.has_stories() || self.looking.busy || !due || store.len() == self.looking.seen
        {
            return Vec::new();
        }
        self.looking.seen = store.len();
        let tellings = store.tellings();
        if tellings.len() < 2 {
            return Vec::new();
        }
        self.looking.busy = true;
        vec![Effect::Look { load: self.loading.number, tellings }]
    }

    /// Whether all that has been read has been looked through.
    pub(super) fn has_looked(&self) -> bool {
        !self.looking.busy
    }

    /// What a look found.
    pub(super) fn found(&mut self, load: u32, groups: Vec<Vec<Id>>) -> Vec<Effect> {
        if load != self.loading.number {
            return Vec::new();
        }
        self.looking.busy = false;
        if let Some(incoming) = &mut self.incoming {
            incoming.store.regroup(groups);
        } else {
            let changed = self.store.regroup(groups);
            self.list.update(&changed, &self.store);
            self.refresh(&changed);
        }
        let again = self.look();
        if self.loading.finished && self.has_looked() { self.swap() } else { again }
    }

    pub(super) fn toggle_story(&mut self) {
        let Some(id) = self.list.selected() else { return };
        self.list.choose();
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
        } else if !self.list.toggle(id, &self.store) {
            self.status = Status::info("only one report of this story is here");
        }
    }

    pub(super) fn toggle_stories(&mut self) {
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
            return;
        }
        self.list.choose();
        let unfolded = self.list.toggle_all(&self.store);
        let what = if unfolded { "all stories unfolded" } else { "all stories folded" };
        self.status = Status::info(what);
    }

    /// The next or previous report of the story that is shown, in a circle.
    pub(super) fn step_source(&mut self, forward: bool) {
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

    pub(super) fn step_view(&mut self, forward: bool) {
        let views = View::ALL;
        let at = views.iter().position(|view| *view == self.list.view()).unwrap_or(0);
        let by = if forward { 1 } else { views.len() - 1 };
        self.list.choose();
        self.list.show(views[(at + by) % views.len()], &self.store);
        self.refresh_related();
    }

    pub(super) fn ask_order(&mut self) {
        let at = SortMenu::number(self.list.order().sort);
        self.overlays.push(Overlay::Sort(SortMenu { at }));
    }

    /// The order that a key stands for in the menu; `S` stands for the one that is there.
    pub(super) fn chosen_order(&self, key: Key) -> Option<usize> {
        match key {
            Key { code: Code::Char('S'), ctrl: false, alt: false } => {
                Some(SortMenu::number(self.list.order().sort))
            }
            Key { code: Code::Char(c), ctrl: false, alt: false } => {
                SortMenu::SORTS.iter().position(|(letter, _, _)| *letter == c)
            }
            _ => None,
        }
    }

    /// Takes the order that is chosen in the menu.
    pub(super) fn sort(&mut self, at: usize) {
        self.overlays.pop();
        let Some((_, sort, name)) = SortMenu::SORTS.get(at) else { return };
        self.list.choose();
        self.list.sort(*sort, &self.store);
        self.refresh_related();
        let reversed = if self.list.order().reverse { ", reversed" } else { "" };
        self.status = Status::info(format!("ordered by {name}{reversed}"));
    }
}
