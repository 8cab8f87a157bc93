//! Arriving articles: inserts them into the store and updates the screen without moving the user's
//! position.

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
use crate::app::panes::list::Update;
use crate::app::panes::page::{self, Standing};
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

    /// Starts over after a failed load: removes its articles, which the new load delivers again.
    fn begin_anew(&mut self, load: u32) -> Vec<Effect> {
        self.grouping = GroupingState::default();
        self.diagnostics = Diagnostics::default();
        self.complain_again();
        let all = self.store.ids().iter().filter_map(|id| self.store.get(*id));
        let gone = all.map(|article| article.origin.clone()).collect();
        let effects = self.pour(Contents { gone, ..Contents::default() });
        self.loading.begin(load);
        // Reports the result at the end, as after a rescan.
        self.loading.look_again();
        effects
    }

    /// Finishes a load once everything has been read and grouped into stories.
    pub(in crate::app) fn end_load(&mut self) -> Vec<Effect> {
        let mut effects = match self.loading.end_look() {
            Some(seen) => self.end_look(seen),
            None => Vec::new(),
        };
        self.list.settle();
        self.renew_links_below();
        self.resume = None;
        self.get_to_know();
        if self.loading.take_request() {
            effects.extend(self.rescan());
        }
        effects
    }

    /// Finishes a rescan: also renews what depends on the time or lies outside the documents, such
    /// as pictures.
    fn end_look(&mut self, seen: Seen) -> Vec<Effect> {
        self.forget_pictures();
        self.complain_again();
        self.store.set_now(self.now);
        self.hide_again();
        self.list.renew(&self.store, self.now);
        self.sidebar.recount(&self.store);
        self.refresh_related();
        if let Some(said) = self.syncing.after_rescan(seen.said(self.store.len())) {
            self.status = Status::info(said);
        }
        let has_text = self.shown().is_some_and(Article::has_text);
        if has_text { self.ask_for_body() } else { Vec::new() }
    }

    /// Inserts what was read into the store and removes what is gone.
    fn pour(&mut self, contents: Contents) -> Vec<Effect> {
        let unheard_of = self.unheard_of(&contents.articles);
        let archive_end = self.store.archive_end(self.now);
        let gone = self.store.from_origins(&contents.gone);
        self.complain(&contents.gone, contents.problems);
        // Inserts before removing: a story survives when one of its reports is replaced.
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
        self.list.hold(self.is_reading(), &self.store);
        self.list.update(Update { new: &new, changed: &changed, gone: &gone }, &self.store);
        if self.store.archive_end(self.now) != archive_end {
            self.count_ages_again();
        }
        self.sidebar.count(&gone, &self.store);
        self.sidebar.count(&changed, &self.store);
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

    /// Returns the pages not in the store yet; empty during the load, when arrivals are not
    /// announced.
    fn unheard_of(&self, articles: &[Article]) -> FxHashSet<Page> {
        let pages = articles.iter().map(Article::page).filter(|_| self.list.is_settled());
        pages.filter(|page| self.store.find(*page).is_none()).collect()
    }

    /// Pairs each gone article with its replacement: one from the same origin, or else one of the
    /// same page from another file.
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

    /// Updates the article on the screen when its file has changed, and keeps showing its old text
    /// when the file is gone.
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

    /// Returns what the article pane shows besides the body.
    pub(in crate::app) fn page_of(&self, id: Id, article: &Article) -> Frame {
        let standing = self.standing_of(id);
        Frame {
            above: page::above(article, &standing),
            below: page::below(article, &standing, self.diagnostics.of(&article.origin)),
            has_body: article.has_text(),
        }
    }

    /// Describes the marks of an article, how its story is covered, and why it stands where it
    /// does.
    fn standing_of(&self, id: Id) -> Standing {
        let mark = self.store.mark(id);
        let when = |at: i64| {
            let at = Timestamp::from_millisecond(at).unwrap_or(self.now);
            text::day(self.now, at, Offset::UTC)
        };
        if self.store.is_gone(id) {
            let notice = Some("⚠ its file is gone; this is what it said".to_owned());
            return Standing { notice, ..Standing::default() };
        }
        let read = match (self.store.reading(id), mark.read.at) {
            (Reading::Read, Some(at)) => format!("read {}", when(at)),
            (Reading::Seen, _) => "another report of its story was read".to_owned(),
            _ => "● unread".to_owned(),
        };
        let new = self.store.is_new(id).then(|| "new since the last visit".to_owned());
        let marks: Vec<String> = std::iter::once(read).chain(new).collect();
        let coverage = coverage::coverage(&self.store, id, self.now);
        let (told, first) = coverage.map_or((None, None), |it| (Some(it.told), it.first));
        let basis = self.list.has_stories().then(|| coverage::basis(&self.store, id)).flatten();
        let is_top = self.list.order().sort == Sort::Top;
        let reason = is_top.then(|| coverage::reason(&self.store, id, self.now)).flatten();
        Standing {
            notice: None,
            coverage: told,
            starred: mark.starred.at.map(|at| format!("★ starred {}", when(at))),
            more: [Some(marks.join(" · ")), first, basis, reason].into_iter().flatten().collect(),
        }
    }

    /// Replaces the problems of the gone origins.
    fn complain(&mut self, gone: &[Origin], problems: Vec<Problem>) {
        self.diagnostics.forget(gone);
        self.diagnostics.add(problems);
    }

    /// Refreshes what depends on the changed articles.
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
