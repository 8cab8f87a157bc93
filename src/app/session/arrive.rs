//! What happens when documents arrive: they are poured into the store, and what is on the
//! screen follows without losing its place.

use jiff::Timestamp;
use jiff::tz::Offset;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::article::Origin;
use crate::article::Page;
use crate::load::Batch;
use crate::load::Contents;
use crate::problem::Problem;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Inserted;
use crate::store::Reading;
use crate::text;

use crate::app::effect::Effect;
use crate::app::model::grouping::GroupingState;
use crate::app::model::loading::Seen;
use crate::app::panes::coverage;
use crate::app::panes::diagnostics::Diagnostics;
use crate::app::panes::layout::Focus;
use crate::app::panes::list::Update;
use crate::app::panes::page;
use crate::app::panes::reader::Frame;
use crate::app::{App, Status};

impl App {
    pub(in crate::app) fn receive(&mut self, load: u32, batch: &Batch) -> Vec<Effect> {
        if load < self.loading.number {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if load > self.loading.number {
            effects = self.begin_anew(load);
        }
        let contents = batch.take();
        self.loading.add(contents.done, contents.total, contents.finished);
        effects.extend(self.pour(contents));
        let grouping = self.group_stories();
        effects.extend(if self.is_complete() { self.end_load() } else { grouping });
        effects
    }

    /// The load before has failed: what it told is taken back, for this one tells it again.
    fn begin_anew(&mut self, load: u32) -> Vec<Effect> {
        self.grouping = GroupingState::default();
        self.diagnostics = Diagnostics::default();
        self.complain_again();
        let all = self.store.ids().iter().filter_map(|id| self.store.get(*id));
        let gone = all.map(|article| article.origin.clone()).collect();
        let effects = self.pour(Contents { gone, ..Contents::default() });
        self.loading.begin(load);
        // Whoever asked for it is told when it is finished.
        self.loading.look_again();
        effects
    }

    /// All has been read and its stories are known.
    pub(in crate::app) fn end_load(&mut self) -> Vec<Effect> {
        let mut effects = match self.loading.end_look() {
            Some(seen) => self.end_look(seen),
            None => Vec::new(),
        };
        self.list.settle();
        self.resume = None;
        self.get_to_know();
        if self.loading.take_request() {
            effects.extend(self.rescan());
        }
        effects
    }

    /// Everything that was asked for has been looked at: what depends on the time, and what is not
    /// of the documents themselves, is renewed as well.
    fn end_look(&mut self, seen: Seen) -> Vec<Effect> {
        self.forget_pictures();
        self.complain_again();
        self.store.set_now(self.now);
        self.hide_again();
        self.list.renew(&self.store, self.now);
        self.refresh_related();
        self.status = Status::info(seen.said(self.store.len()));
        let has_text = self.shown().is_some_and(Article::has_text);
        if has_text { self.ask_for_body() } else { Vec::new() }
    }

    /// Takes what was read into the store on the screen, in place of what is gone.
    fn pour(&mut self, contents: Contents) -> Vec<Effect> {
        let unheard_of = self.unheard_of(&contents.articles);
        let gone = self.store.from_origins(&contents.gone);
        self.complain(&contents.gone, contents.problems);
        // First what is new: a story stays one where a report of it is exchanged for another.
        let Inserted { new, mut changed } = self.store.insert(contents.articles);
        if !gone.is_empty() {
            changed.extend(self.store.remove(&gone));
            changed.retain(|id| !self.store.is_gone(*id));
            changed.sort_unstable();
            changed.dedup();
        }
        let renewed = self.renewed(&gone, &new);
        self.loading.note(new.len(), renewed.len(), gone.len());
        self.rename(&gone, &renewed);
        self.list.hold(self.focus != Focus::List, &self.store);
        self.list.update(Update { new: &new, changed: &changed, gone: &gone }, &self.store);
        let again: FxHashSet<Id> = renewed.values().copied().collect();
        let is_arrival = |id: &&Id| {
            let page = self.store.get(**id).map(Article::page);
            page.is_some_and(|page| unheard_of.contains(&page)) && !again.contains(*id)
        };
        self.arrivals.add(new.iter().filter(is_arrival).copied().collect::<Vec<_>>());
        let effects = self.follow_file(&gone, &renewed);
        self.refresh(&changed);
        self.try_to_resume();
        self.store.forget(self.reader.id());
        effects
    }

    /// Pages that none of the articles has that were here before; nobody asks during the load.
    fn unheard_of(&self, articles: &[Article]) -> FxHashSet<Page> {
        let pages = articles.iter().map(Article::page).filter(|_| self.list.is_settled());
        pages.filter(|page| self.store.find(*page).is_none()).collect()
    }

    /// Of articles that are gone those that have come back from the same file, or of the same page
    /// from another file, as pairs.
    fn renewed(&self, gone: &[Id], new: &[Id]) -> FxHashMap<Id, Id> {
        if gone.is_empty() || new.is_empty() {
            return FxHashMap::default();
        }
        let (mut sources, mut pages) = (FxHashMap::default(), FxHashMap::default());
        for (id, article) in new.iter().filter_map(|id| Some((*id, self.store.get(*id)?))) {
            sources.insert(&article.origin, id);
            pages.insert(article.page(), id);
        }
        let again = |article: &Article| {
            sources.get(&article.origin).or_else(|| pages.get(&article.page())).copied()
        };
        let pair = |id: &Id| Some((*id, again(self.store.get(*id)?)?));
        gone.iter().filter_map(pair).collect()
    }

    /// The file of the article on the screen changed or went away: it is shown as it is now, or
    /// as it was.
    fn follow_file(&mut self, gone: &[Id], renewed: &FxHashMap<Id, Id>) -> Vec<Effect> {
        let Some(shown) = self.reader.id().filter(|id| gone.contains(id)) else {
            return Vec::new();
        };
        let id = renewed.get(&shown).copied().unwrap_or(shown);
        let Some(article) = self.store.get(id) else { return Vec::new() };
        let frame = self.page_of(id, article);
        if id == shown {
            self.reader.reframe(frame);
            return Vec::new();
        }
        let wanted = self.reader.renew(id, frame);
        self.refresh_related();
        if wanted { self.ask_for_body() } else { Vec::new() }
    }

    /// What the article pane says beside the body.
    pub(in crate::app) fn page_of(&self, id: Id, article: &Article) -> Frame {
        let coverage = [
            coverage::timeline(&self.store, id, self.now),
            (self.list.order().sort == Sort::Top)
                .then(|| coverage::reason(&self.store, id, self.now))
                .flatten(),
        ];
        Frame {
            above: page::above(article, &self.marks_of(id), coverage.into_iter().flatten()),
            below: page::below(article, self.diagnostics.of(&article.origin)),
            has_body: article.has_text(),
        }
    }

    /// What a reader did with an article, in words.
    fn marks_of(&self, id: Id) -> Vec<String> {
        let mark = self.store.mark(id);
        let when = |at: i64| {
            let at = Timestamp::from_millisecond(at).unwrap_or(self.now);
            text::day(self.now, at, Offset::UTC)
        };
        if self.store.is_gone(id) {
            return vec!["⚠ its file is gone; this is what it said".to_owned()];
        }
        let read = match (self.store.reading(id), mark.read.at) {
            (Reading::Read, Some(at)) => format!("read {}", when(at)),
            (Reading::Seen, _) => "another report of its story was read".to_owned(),
            _ => "● unread".to_owned(),
        };
        let starred = mark.starred.at.map(|at| format!("★ starred {}", when(at)));
        let new = self.store.is_new(id).then(|| "new since the last visit".to_owned());
        std::iter::once(read).chain(starred).chain(new).collect()
    }

    /// Takes problems in place of those of what is gone.
    fn complain(&mut self, gone: &[Origin], problems: Vec<Problem>) {
        self.diagnostics.forget(gone);
        self.diagnostics.add(problems);
    }

    /// Shows anew what depends on the articles that changed.
    pub(in crate::app) fn refresh(&mut self, changed: &[Id]) {
        let Some(shown) = self.reader.id() else { return };
        let is_of_story = changed.iter().any(|id| self.store.lead(*id) == self.store.lead(shown));
        let pages = || changed.iter().filter_map(|id| self.store.get(*id)).map(Article::page);
        let has_lost = self.related.items.iter().filter_map(|item| item.article);
        let has_lost = has_lost.into_iter().any(|id| self.store.is_gone(id));
        if is_of_story || has_lost || self.related.awaits(pages()) {
            self.refresh_related();
        }
    }

    pub(in crate::app) fn refresh_related(&mut self) {
        if let Some((id, article)) = self.reader.id().and_then(|id| Some((id, self.store.get(id)?)))
        {
            self.related.show(id, article, &self.store);
            let frame = self.page_of(id, article);
            self.reader.reframe(frame);
        }
    }
}
