//! What follows from the state after every message: the article of the selection, the layout,
//! the lines for its width, the rows in sight.

use crate::app::App;
use crate::app::effect::{BodyRequest, Effect, Job};
use crate::app::panes::layout::{Focus, Layout, Shape};

impl App {
    /// Makes everything that follows from the state agree with it: the article of
    /// the selection, the layout, the lines for its width, the rows in sight.
    pub(super) fn arrange(&mut self) -> Vec<Effect> {
        self.list.hold(self.focus != Focus::List, &self.store);
        let mut effects = self.show_selected();
        self.store.forget(self.reader.id());
        if self.focus == Focus::Related && self.related.items.is_empty() {
            self.focus = Focus::Article;
        }
        let (width, height) = self.size;
        let (focus, zen, split) = (self.focus, self.zen, self.split);
        let shape = Shape { focus, zen, related: self.related.items.len(), split };
        let panes = Layout::new(width, height, shape);
        self.layout = Layout { longest: self.text_width, ..panes };
        self.reader.fit(self.layout.text_width(), self.layout.article_rows());
        effects.extend(self.ask_for_pictures());
        // A pane that is hidden keeps its place for when it comes back.
        if !self.layout.list.is_empty() {
            self.list.cursor.settle(self.list.rows().len(), self.layout.list_rows());
        }
        self.arrivals.see(&self.list, &self.store);
        if !self.layout.related.is_empty() {
            self.related.cursor.settle(self.related.items.len(), self.layout.related_rows());
        }
        self.show_output();
        self.settle_overlays();
        effects.extend(self.time_reading());
        effects
    }

    fn show_selected(&mut self) -> Vec<Effect> {
        let Some(id) = self.list.selected() else {
            // Only the list says what an empty folder means.
            // While one types a search, nothing found may be something with the next key.
            if !self.overlays.last().is_some_and(|front| front.layer().holds_panes()) {
                (self.focus, self.zen) = (Focus::List, false);
            }
            self.reader.clear();
            self.related.clear();
            return Vec::new();
        };
        if self.reader.id() == Some(id) {
            return Vec::new();
        }
        let Some(article) = self.store.get(id) else {
            return Vec::new();
        };
        let wanted = self.reader.show(id, self.page_of(id, article));
        self.related.show(id, article, &self.store);
        self.related.cursor = self.returned.take().unwrap_or_default();
        if wanted { self.ask_for_body() } else { Vec::new() }
    }

    pub(super) fn ask_for_body(&self) -> Vec<Effect> {
        let (Some(id), Some(article)) = (self.reader.id(), self.shown()) else {
            return Vec::new();
        };
        let (origin, body) = (article.origin.clone(), article.body.clone());
        let featured = article.featured.clone();
        vec![Effect::Job(Job::ReadBody(BodyRequest {
            load: self.loading.number,
            id,
            origin,
            body,
            featured,
        }))]
    }
}
