//! Opening the media files of an article with an opener of the settings or the browser.

use std::sync::Arc;

use crate::article::Article;
use crate::store::Id;

use crate::app::effect::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::Request;
use crate::app::panes::enclosures;
use crate::app::{App, Status};

impl App {
    /// Opens the media file with that number, from 1, or the only one; shows a menu if there are
    /// several.
    pub(in crate::app) fn open_enclosures(&mut self, number: Option<usize>) -> Vec<Effect> {
        self.list.choose();
        let of_article = |article: &Article| -> Vec<Arc<str>> {
            article.enclosures.iter().map(|it| Arc::clone(&it.url)).collect()
        };
        let urls = self.shown().map(of_article).unwrap_or_default();
        let chosen = match (number, urls.as_slice()) {
            (None, [only]) => Some(only),
            (number, _) => number.and_then(|number| urls.get(number.checked_sub(1)?)),
        };
        if let Some(url) = chosen {
            let read: Vec<Id> = self.reader.id().into_iter().collect();
            return self.open_and_mark(vec![url.to_string()], &read);
        }
        match number {
            _ if urls.is_empty() => self.status = Status::info("this article has no media files"),
            None => self.ask_enclosure(),
            Some(number) => {
                let said = format!("no media file {number}, there are {}", urls.len());
                self.status = Status::warning(said);
            }
        }
        Vec::new()
    }

    fn ask_enclosure(&mut self) {
        let Some(article) = self.shown() else { return };
        let read: Vec<Id> = self.reader.id().into_iter().collect();
        let items = article.enclosures.iter().enumerate().map(|(at, enclosure)| MenuItem {
            keys: if at < 9 { (at + 1).to_string().into() } else { "".into() },
            name: enclosures::name(enclosure),
            note: enclosures::facts(enclosure),
            choice: Request::OpenAll { urls: vec![enclosure.url.to_string()], read: read.clone() },
        });
        let note = "a number or Enter opens one, Esc closes";
        let mut menu = Menu::new("Media", note, items.collect());
        menu.long = true;
        self.overlays.push(Overlay::Menu(menu));
    }

    /// Whether the shown article has media files.
    pub(crate) fn has_enclosures(&self) -> bool {
        self.shown().is_some_and(|article| !article.enclosures.is_empty())
    }
}
