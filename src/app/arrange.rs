//! Derives everything that depends on the state after each message: the article of the selection,
//! the layout, the lines wrapped to its width, the visible rows.

use std::sync::Arc;

use crate::app::App;
use crate::app::effect::{BodyRequest, Effect, Job};
use crate::app::panes::layout::{Focus, Layout, Shape};

impl App {
    /// Brings all derived state up to date: the article of the selection, the layout, the lines
    /// wrapped to its width, the visible rows.
    pub(super) fn arrange(&mut self) -> Vec<Effect> {
        self.list.hold(self.is_reading(), &self.store);
        let wanted = self.show_selected();
        self.store.forget(self.reader.id());
        if self.focus == Focus::Related && self.related.items.is_empty() {
            self.focus = Focus::Article;
        }
        let (width, height) = self.size;
        let (focus, zen, split) = (self.focus, self.zen, self.split);
        let sidebar = self.has_sidebar() || focus == Focus::Sidebar;
        let (related, rows) = (self.related.items.len(), self.config().rows);
        let shape = Shape { focus, zen, related, split, sidebar, rows };
        let panes = Layout::new(width, height, shape);
        self.layout = Layout { longest: self.text_width, ..panes };
        self.reader.fit(self.layout.text_width(), self.layout.article_rows());
        let mut effects = Vec::new();
        if wanted || self.reader.is_outdated() {
            effects = self.ask_for_body();
        }
        effects.extend(self.ask_for_pictures());
        // A hidden pane keeps its scroll position for when it is shown again.
        if !self.layout.list.is_empty() {
            self.list.cursor.settle(self.list.rows().len(), self.layout.list_rows());
        }
        self.arrivals.see(&self.list, &self.store);
        if !self.layout.related.is_empty() {
            self.related.cursor.settle(self.related.items.len(), self.layout.related_rows());
        }
        self.sidebar.set_views(self.list.views().len() - usize::from(self.list.is_narrowed()));
        if !self.layout.sidebar.is_empty() {
            let rows = self.sidebar.rows().len();
            self.sidebar.cursor.settle(rows, self.layout.sidebar_rows());
        }
        self.show_output();
        self.settle_overlays();
        effects.extend(self.time_reading());
        effects
    }

    /// Whether the article, or what belongs to it, has the focus.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self.focus, Focus::Article | Focus::Related)
    }

    /// Shows the article of the selection; returns whether its body has to be read.
    fn show_selected(&mut self) -> bool {
        let Some(id) = self.list.selected() else {
            // Only the list explains an empty folder. During a search the focus stays: the next key
            // may bring matches.
            if !self.overlays.last().is_some_and(|front| front.layer().holds_panes()) {
                self.zen = false;
                if self.is_reading() {
                    self.focus = Focus::List;
                }
            }
            self.reader.clear();
            self.related.clear();
            return false;
        };
        if self.reader.id() == Some(id) {
            return false;
        }
        let Some(article) = self.store.get(id) else {
            return false;
        };
        let wanted = self.reader.show(id, self.page_of(id, article));
        self.related.show(id, article, &self.store);
        self.related.cursor = self.returned.take().unwrap_or_default();
        wanted
    }

    pub(super) fn ask_for_body(&mut self) -> Vec<Effect> {
        let (Some(id), Some(article)) = (self.reader.id(), self.shown()) else {
            return Vec::new();
        };
        let (origin, body) = (article.origin.clone(), article.body.clone());
        let (featured, title) = (article.featured.clone(), Arc::clone(&article.title));
        let (measure, slots) = self.reader.ask();
        vec![Effect::Job(Job::ReadBody(BodyRequest {
            load: self.loading.number,
            id,
            origin,
            body,
            featured,
            title,
            measure,
            slots,
        }))]
    }
}
