//! What happens when documents arrive: they are poured into the store, and what is on the
//! screen follows without losing its place.

use jiff::Timestamp;
use jiff::tz::Offset;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::article::Page;
use crate::article::Source;
use crate::load::Batch;
use crate::load::Contents;
use crate::problem::Problem;
use crate::query::Sort;
use crate::store::Id;
use crate::store::Reading;
use crate::text;

use crate::app::effect::Effect;
use crate::app::panes::coverage;
use crate::app::panes::layout::Focus;
use crate::app::panes::page;
use crate::app::panes::reader::Frame;
use crate::app::{App, Incoming, Status};

impl App {
    pub(in crate::app) fn receive(&mut self, load: u32, batch: &Batch) -> Vec<Effect> {
        if load != self.loading.number {
            return Vec::new();
        }
        let contents = batch.take();
        let finished = contents.finished;
        self.loading.add(contents.done, contents.total, finished);
        let mut effects = Vec::new();
        if let Some(incoming) = &mut self.incoming {
            incoming.complaints.forget(&contents.gone);
            incoming.complaints.add(contents.problems);
            let gone = incoming.store.from_sources(&contents.gone);
            incoming.store.remove(&gone);
            incoming.store.insert(contents.articles);
        } else {
            effects = self.pour(contents);
        }
        let grouping = self.group_stories();
        effects.extend(if self.is_complete() { self.end_load() } else { grouping });
        effects
    }

    /// All has been read and its stories are known.
    pub(in crate::app) fn end_load(&mut self) -> Vec<Effect> {
        // A reload is shown only now: rows must not unfold for a moment.
        let effects = self.swap();
        self.list.settle();
        self.resume = None;
        self.get_to_know();
        effects
    }

    /// Takes what was read into the store on the screen, in place of what is gone.
    fn pour(&mut self, contents: Contents) -> Vec<Effect> {
        let first = self.store.end();
        let unheard_of = self.unheard_of(&contents.articles);
        let gone = self.store.from_sources(&contents.gone);
        self.complain(&contents.gone, contents.problems);
        let mut changed = self.store.remove(&gone);
        changed.extend(self.store.insert(contents.articles));
        changed.retain(|id| !self.store.is_gone(*id));
        changed.sort_unstable();
        changed.dedup();
        let renewed = self.renewed(&gone, first);
        self.rename(&|id| Some(renewed.get(&id).copied().unwrap_or(id)));
        self.list.hold(self.focus != Focus::List, &self.store);
        self.list.update(&changed, &gone, &self.store);
        let is_arrival = |id: &&Id| {
            let page = self.store.get(**id).map(Article::page);
            id.index() >= first && page.is_some_and(|page| unheard_of.contains(&page))
        };
        let unrenewed = |id: &&Id| !renewed.values().any(|new| new == *id);
        let arrivals = changed.iter().filter(is_arrival).filter(unrenewed).copied();
        self.arrivals.add(arrivals.collect::<Vec<_>>());
        let effects = self.follow_file(&gone, &renewed);
        self.refresh(&changed);
        self.try_to_resume();
        effects
    }

    /// Pages that none of the articles has that were here before; nobody asks during the load.
    fn unheard_of(&self, articles: &[Article]) -> FxHashSet<Page> {
        let pages = articles.iter().map(Article::page).filter(|_| self.list.is_settled());
        pages.filter(|page| self.store.find(*page).is_none()).collect()
    }

    /// Of articles that are gone those that have come back from the same file, or of the same page
    /// from another file, as pairs. New ones have ids from `first` on.
    fn renewed(&self, gone: &[Id], first: usize) -> FxHashMap<Id, Id> {
        if gone.is_empty() {
            return FxHashMap::default();
        }
        let (mut sources, mut pages) = (FxHashMap::default(), FxHashMap::default());
        let new = self.store.ids().iter().filter(|id| id.index() >= first);
        for (id, article) in new.filter_map(|id| Some((*id, self.store.get(*id)?))) {
            sources.insert(&article.source, id);
            pages.insert(article.page(), id);
        }
        let again = |article: &Article| {
            sources.get(&article.source).or_else(|| pages.get(&article.page())).copied()
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

    /// A reload is complete: the new store takes the old one's place, and what
    /// was selected and read stays so.
    pub(in crate::app) fn swap(&mut self) -> Vec<Effect> {
        let Some(Incoming { store, complaints }) = self.incoming.take() else {
            return Vec::new();
        };
        let old = std::mem::take(&mut self.store);
        let again = |id: Id| old.get(id).and_then(|article| store.find_again(article));
        let same = self.reader.id().and_then(again);
        self.rename(&again);
        self.drop_idle_questions();
        self.store = store;
        self.store.share_marks(&old);
        self.complaints = complaints;
        self.complain_again();
        self.visit.forget();
        self.forget_pictures();
        self.hide_again();
        self.list.renew(&self.store, self.now);
        let has_arrived = |id: &&Id| {
            let page = self.store.get(**id).map(Article::page);
            page.is_some_and(|page| old.find(page).is_none())
        };
        self.arrivals.add(self.store.ids().iter().filter(has_arrived).copied().collect::<Vec<_>>());
        self.status =
            Status::info(format!("{} loaded again", text::counted(self.store.len(), "article")));
        match same.and_then(|id| Some((id, self.store.get(id)?))) {
            Some((id, article)) if self.reader.id().is_some() => {
                let wanted = self.reader.renew(id, self.page_of(id, article));
                self.refresh_related();
                if wanted { self.ask_for_body() } else { Vec::new() }
            }
            _ => {
                self.reader.clear();
                self.related.clear();
                Vec::new()
            }
        }
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
            below: page::below(article, self.complaints.of(&article.source)),
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
    fn complain(&mut self, gone: &[Source], problems: Vec<Problem>) {
        self.complaints.forget(gone);
        self.complaints.add(problems);
    }

    /// Shows anew what depends on the articles that changed.
    pub(in crate::app) fn refresh(&mut self, changed: &[Id]) {
        let Some(shown) = self.reader.id() else { return };
        let is_of_story = changed.iter().any(|id| self.store.lead(*id) == self.store.lead(shown));
        let pages = || changed.iter().filter_map(|id| self.store.get(*id)).map(Article::page);
        if is_of_story || self.related.awaits(pages()) {
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
