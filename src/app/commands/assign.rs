//! Correcting stories: an article taken out of its story, and several stories made one. Both can be
//! undone, and outlast every new grouping.

use std::sync::Arc;

use crate::article::Article;
use crate::state::Assigned;
use crate::state::Assignment;
use crate::store::Id;
use crate::text;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::undo::{Change, Step, Turn};
use crate::app::panes::list::Update;
use crate::app::{App, Status};

impl App {
    /// Takes the articles of the target rows out of their stories.
    pub(in crate::app) fn split(&mut self, count: Option<usize>) -> Vec<Effect> {
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
            return Vec::new();
        }
        let Some(mut rows) = self.targets(count) else { return Vec::new() };
        rows.retain(|id| self.has_other_pages(*id));
        if rows.is_empty() {
            self.status = Status::info("only one report of this story is here");
            return Vec::new();
        }
        let what = match rows[..] {
            [_] => "taken out of its story".to_owned(),
            _ => format!("{} taken out of their stories", text::counted(rows.len(), "article")),
        };
        self.assign(&rows, &Assigned::Apart, &what)
    }

    /// Makes the stories of the picked rows one.
    pub(in crate::app) fn join(&mut self) -> Vec<Effect> {
        let rows = self.picked();
        if !self.list.has_stories() {
            self.status = Status::info("stories are off (stories: off, or --no-stories)");
            return Vec::new();
        }
        if rows.len() < 2 {
            let key = self.key_of(Action::Pick);
            self.status = Status::info(format!("pick the stories to join first, with {key}"));
            return Vec::new();
        }
        self.drop_picks();
        let mut leads: Vec<Id> = rows.iter().map(|id| self.store.lead(*id)).collect();
        leads.sort_unstable();
        leads.dedup();
        if leads.len() < 2 {
            self.status = Status::info("these are reports of one story already");
            return Vec::new();
        }
        let reports = leads.iter().flat_map(|lead| self.store.story(*lead)).copied();
        let joined = reports.filter_map(|id| Some((id, self.joined_with(id)?)));
        let joined: Vec<(Id, Arc<str>)> = joined.collect();
        let first = self.store.get(rows[0]).map(|article| Arc::clone(&article.key));
        let name = joined.iter().map(|(_, name)| Arc::clone(name)).min().or(first);
        let what = format!("{} joined", self.counted(leads.len()));
        let all: Vec<Id> = rows.into_iter().chain(joined.into_iter().map(|(id, _)| id)).collect();
        let effects = self.assign(&all, &Assigned::With(name.unwrap_or_default()), &what);
        let lead = self.store.lead(all[0]);
        self.list.select(self.list.face(lead, &self.store), &self.store);
        effects
    }

    /// The name of the joined story that an article is assigned to.
    fn joined_with(&self, id: Id) -> Option<Arc<str>> {
        match self.store.assigned(&self.store.get(id)?.key).0 {
            Assigned::With(name) => Some(name),
            Assigned::Found | Assigned::Apart => None,
        }
    }

    fn has_other_pages(&self, id: Id) -> bool {
        let page = self.store.get(id).map(Article::page);
        let others = self.store.story(id).iter().filter_map(|id| self.store.get(*id));
        others.map(Article::page).any(|other| Some(other) != page)
    }

    fn assign(&mut self, ids: &[Id], story: &Assigned, what: &str) -> Vec<Effect> {
        let mut changes = Vec::new();
        for article in ids.iter().filter_map(|id| self.store.get(*id)) {
            let (before, after) = (self.store.assigned(&article.key).0, story.clone());
            if before != after {
                let (key, value) = (Arc::clone(&article.key), Turn { before, after });
                changes.push(Change::Story { key, value });
            }
        }
        let key = self.key_of(Action::Undo);
        let effects = self.take_step(Step { what: what.to_owned(), changes });
        self.status = Status::info(format!("{what}; {key} takes it back"));
        effects
    }

    /// A decision that is later than the present one.
    pub(in crate::app) fn assignment(&self, key: &str, story: Assigned) -> Assignment {
        let (_, known) = self.store.assigned(key);
        let decided = self.now.as_millisecond().max(known.saturating_add(1));
        Assignment { key: key.into(), story, decided }
    }

    /// Applies assignments of any origin; what is unfolded stays so.
    pub(in crate::app) fn take_assignments(&mut self, assignments: &[Assignment]) {
        if assignments.is_empty() {
            return;
        }
        let unfolded = self.list.exceptional_stories(&self.store);
        let changed = self.store.take_assignments(assignments);
        self.follow_stories(&unfolded, &changed);
    }

    /// Updates the screen after stories changed; `unfolded` are those that were folded unlike the
    /// others before.
    pub(in crate::app) fn follow_stories(&mut self, unfolded: &[Vec<Id>], changed: &[Id]) {
        self.list.carry_over(unfolded, &self.store);
        self.list.update(Update { changed, ..Update::default() }, &self.store);
        self.sidebar.count(changed, &self.store);
        self.refresh(changed);
    }
}
