//! Marking as read and starring with keys, with undo and redo. A change applies to the store at
//! once; saving it beyond the session is an effect.

use crate::state::Marking;
use crate::state::Record;
use crate::store::Id;
use crate::store::Reading;
use crate::text;

use crate::app::effect::{Effect, Job};
use crate::app::model::undo::{Change, Kind, Step, Turn};
use crate::app::overlays::Overlay;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::request::Request;
use crate::app::{App, Status};

impl App {
    /// Marks the target rows as read, or as unread if all of them are read; for a folded story, all
    /// its reports.
    pub(in crate::app) fn toggle_read(&mut self, count: Option<usize>) -> Vec<Effect> {
        let Some(rows) = self.targets(count) else { return Vec::new() };
        self.visit.end();
        let on = rows.iter().any(|id| self.store.reading(*id) == Reading::Unread);
        let all = self.with_reports(&rows);
        let said = self.named(if on { "read" } else { "unread" }, &rows);
        self.mark(&all, Kind::Read, on, said)
    }

    /// Stars the target rows, or removes the stars if all of them have one, including those of
    /// reports folded under a row.
    pub(in crate::app) fn toggle_star(&mut self, count: Option<usize>) -> Vec<Effect> {
        let Some(rows) = self.targets(count) else { return Vec::new() };
        let on = rows.iter().any(|id| !self.has_star(*id));
        let said = self.named(if on { "starred" } else { "no longer starred" }, &rows);
        let all: Vec<Id> = if on {
            rows.into_iter().filter(|id| !self.has_star(*id)).collect()
        } else {
            rows.iter().flat_map(|id| self.under(*id)).collect()
        };
        self.mark(&all, Kind::Starred, on, said)
    }

    /// Whether the article of a row, or a report folded under it, has a star.
    #[must_use]
    pub fn has_star(&self, row: Id) -> bool {
        self.under(row).iter().any(|id| self.store.is_starred(*id))
    }

    /// Whether the article of a row, or a report folded under it, is new since the last visit.
    #[must_use]
    pub fn has_new(&self, row: Id) -> bool {
        self.under(row).iter().any(|id| self.store.is_new(*id))
    }

    /// Returns the article of a row and the reports folded under it.
    fn under(&self, row: Id) -> Vec<Id> {
        let folded = self.list.has_stories()
            && self.store.is_lead(row)
            && !self.list.is_open(row, &self.store);
        if folded { self.store.story(row).to_vec() } else { vec![row] }
    }

    /// Asks whether to mark everything listed as read.
    pub(in crate::app) fn ask_all_read(&mut self) {
        self.ask_read_of(self.list.listed().to_vec());
    }

    /// Asks whether to mark these rows as read.
    pub(in crate::app) fn ask_read_of(&mut self, mut rows: Vec<Id>) {
        rows.retain(|id| self.store.reading(*id) == Reading::Unread);
        if rows.is_empty() {
            self.status = Status::info("nothing here is unread");
            return;
        }
        let what = self.counted(rows.len());
        let question = format!("Mark {what} as read?");
        self.overlays.push(Overlay::Confirm(Confirm { question, yes: Request::MarkRead(rows) }));
    }

    /// Marks the rows as read once [`Self::ask_all_read`] is confirmed.
    pub(in crate::app) fn mark_all(&mut self, rows: &[Id]) -> Vec<Effect> {
        let all = self.with_reports(rows);
        let said = format!("{} read", self.counted(rows.len()));
        self.mark(&all, Kind::Read, true, said)
    }

    /// Marks articles as read that have been open for long enough, or were opened elsewhere.
    pub(in crate::app) fn mark_read(&mut self, ids: &[Id]) -> Vec<Effect> {
        let status = self.status.clone();
        let said = self.named("read", ids);
        let effects = self.mark(ids, Kind::Read, true, said);
        // Keeps the previous message: it matters more to the user than this mark.
        self.status = status;
        effects
    }

    /// Formats a count as `12 stories`, or as articles if stories are off.
    pub(in crate::app) fn counted(&self, count: usize) -> String {
        match (self.list.has_stories(), count) {
            (true, 1) => "1 story".to_owned(),
            (true, _) => format!("{} stories", text::thousands(count)),
            (false, _) => text::counted(count, "article"),
        }
    }

    /// Describes what was done: `read: A title`, `12 articles read`.
    fn named(&self, what: &str, rows: &[Id]) -> String {
        match rows {
            [one] => {
                let title = self.store.get(*one).map_or("", |article| &article.title);
                format!("{what}: {title}")
            }
            many => format!("{} {what}", text::counted(many.len(), "article")),
        }
    }

    /// Adds all reports of the rows' stories, unless stories are off.
    fn with_reports(&self, rows: &[Id]) -> Vec<Id> {
        if !self.list.has_stories() {
            return rows.to_vec();
        }
        let mut leads: Vec<Id> = rows.iter().map(|id| self.store.lead(*id)).collect();
        leads.sort_unstable();
        leads.dedup();
        let mut all: Vec<Id> = leads.iter().flat_map(|id| self.store.story(*id)).copied().collect();
        all.sort_unstable();
        all
    }

    fn mark(&mut self, ids: &[Id], kind: Kind, on: bool, what: String) -> Vec<Effect> {
        let after = on.then(|| self.now.as_millisecond());
        let mut changes = Vec::new();
        for id in ids {
            let Some(article) = self.store.get(*id) else { continue };
            let before = kind.of(&mut self.store.mark(*id)).at;
            if before.is_some() != on {
                let (key, value) = (article.key.clone(), Turn { before, after });
                changes.push(Change::Mark { key, kind, value });
            }
        }
        self.status = Status::info(what.as_str());
        if changes.is_empty() {
            return Vec::new();
        }
        self.take_step(Step { what, changes })
    }

    /// Applies a step that can be undone.
    pub(in crate::app) fn take_step(&mut self, step: Step) -> Vec<Effect> {
        let effects = self.change(step.changes.iter(), false);
        self.steps.add(step);
        effects
    }

    /// Takes back changes of marks, except those that the user has changed since.
    pub(in crate::app) fn take_back(&mut self, changes: &[Change]) -> Vec<Effect> {
        let is_as_set = |change: &&Change| match change {
            Change::Mark { key, kind, value } => {
                kind.of(&mut self.store.mark_of(key)).at == value.after
            }
            Change::Mute { .. } | Change::Story { .. } => false,
        };
        let changes_left: Vec<Change> = changes.iter().filter(is_as_set).cloned().collect();
        self.steps.drop_step(changes);
        if changes_left.is_empty() {
            return Vec::new();
        }
        self.change(changes_left.iter(), true)
    }

    pub(in crate::app) fn undo(&mut self, count: usize) -> Vec<Effect> {
        self.visit.end();
        let mut effects = Vec::new();
        for _ in 0..count {
            let Some(step) = self.steps.done.pop() else {
                if effects.is_empty() {
                    self.status = Status::info("nothing to undo");
                }
                break;
            };
            effects.extend(self.change(step.changes.iter().rev(), true));
            self.status = Status::info(format!("undone: {}", step.what));
            self.steps.undone.push(step);
        }
        effects
    }

    pub(in crate::app) fn redo(&mut self, count: usize) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..count {
            let Some(step) = self.steps.undone.pop() else {
                if effects.is_empty() {
                    self.status = Status::info("nothing to redo");
                }
                break;
            };
            effects.extend(self.change(step.changes.iter(), false));
            self.status = Status::info(format!("redone: {}", step.what));
            self.steps.done.push(step);
        }
        effects
    }

    /// Makes changes or, if `back`, takes them back.
    fn change<'a>(&mut self, changes: impl Iterator<Item = &'a Change>, back: bool) -> Vec<Effect> {
        let now = self.now.as_millisecond();
        let (mut markings, mut assignments, mut records) = (Vec::new(), Vec::new(), Vec::new());
        for change in changes {
            match change {
                Change::Mark { key, kind, value } => {
                    let mut mark = self.store.mark_of(key);
                    let since = kind.of(&mut mark);
                    *since = since.decide(*value.value(back), now);
                    markings.push(Marking { key: (&**key).into(), mark });
                }
                Change::Mute { query, value } => {
                    records.push(self.set_mute(query, *value.value(back)));
                }
                Change::Story { key, value } => {
                    assignments.push(self.assignment(key, value.value(back).clone()));
                }
            }
        }
        self.take_marks(&markings);
        self.take_assignments(&assignments);
        records.extend(markings.into_iter().map(Record::Mark));
        records.extend(assignments.into_iter().map(Record::Assignment));
        vec![Effect::Job(Job::Keep(records))]
    }

    /// Applies marks of any origin; rows keep their positions.
    pub(in crate::app) fn take_marks(&mut self, markings: &[Marking]) {
        let changed = self.store.take_marks(markings);
        self.list.marked(&changed, &self.store);
        self.sidebar.count(&changed, &self.store);
        self.refresh(&changed);
    }
}
