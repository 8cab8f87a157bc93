//! Following the links of a text: to a heading, to another document that is here, or to a browser.

use std::ffi::OsStr;
use std::path::Path;

use percent_encoding::percent_decode_str;

use crate::article::Article;
use crate::article::Page;
use crate::article::is_relative;
use crate::article::neighbours;
use crate::article::resolved;
use crate::store::Id;
use crate::text;

use crate::app::effect::Effect;
use crate::app::panes::layout::Focus;
use crate::app::{App, Jump, Status};

impl App {
    /// Opens the link of that number, from 1: in the article one of its text, if these have
    /// numbers, else a related link.
    pub(in crate::app) fn open_numbered(&mut self, number: usize) -> Vec<Effect> {
        let numbered = self.reader.numbered();
        if self.focus != Focus::Article || numbered.is_empty() {
            return self.open_related(number);
        }
        let Some(written) = number.checked_sub(1).and_then(|at| numbered.get(at)) else {
            let there = match numbered.len() {
                1 => "there is only one".to_owned(),
                count => format!("there are {count}"),
            };
            self.status = Status::warning(format!("no link {number} in the text, {there}"));
            return Vec::new();
        };
        let written = (*written).to_owned();
        self.follow_link(&written)
    }

    /// Follows a link of the shown text: within it, to a document that is here, else in the
    /// browser.
    pub(in crate::app) fn follow_link(&mut self, written: &str) -> Vec<Effect> {
        if let Some(fragment) = written.strip_prefix('#') {
            self.show_heading(fragment);
            return Vec::new();
        }
        let Some(article) = self.shown() else { return Vec::new() };
        let address = resolved(written, article.link().ok().as_ref());
        let page = address.as_ref().ok().and_then(|url| Page::of_link(url.as_str()));
        let here = self.neighbour(article, written, page);
        if let Some(id) = here {
            let fragment = written.split_once('#').map(|(_, fragment)| fragment);
            if self.reader.id() == Some(id) {
                self.show_heading(fragment.unwrap_or_default());
                return Vec::new();
            }
            if let Some(fragment) = fragment {
                self.reader.seek_heading(id, fragment);
            }
            self.jump_to(id);
            return Vec::new();
        }
        match address {
            Ok(url) => self.launch(vec![url.into()]),
            Err(_) if is_relative(written) => {
                let name = text::fit(&text::line(written), 60).into_owned();
                self.status = Status::warning(format!("there is no document {name} here"));
                Vec::new()
            }
            Err(reason) => {
                self.status = Status::warning(format!("cannot open: {reason}"));
                Vec::new()
            }
        }
    }

    /// Finds the document that a relative link of an article means, by its path, its page or its
    /// name alone.
    fn neighbour(&self, article: &Article, written: &str, page: Option<Page>) -> Option<Id> {
        if !is_relative(written) {
            return None;
        }
        let origins = neighbours(&article.origin, written);
        let found = self.store.from_origins(&origins);
        let origin = |id: &Id| self.store.get(*id).map(|article| &article.origin);
        let nearest = origins
            .iter()
            .find_map(|wanted| found.iter().find(|id| origin(id) == Some(wanted)).copied());
        let of_page = || page.and_then(|page| self.store.find(page));
        nearest.or_else(of_page).or_else(|| self.namesake(article, written))
    }

    /// Finds the document of that name in whatever folder, the nearest of several: notes name each
    /// other like this.
    fn namesake(&self, article: &Article, written: &str) -> Option<Id> {
        let written = written.split(['?', '#']).next().unwrap_or_default().trim();
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        let name = decoded.strip_suffix(".md").unwrap_or(&decoded);
        if name.is_empty() || name.contains(['/', '.']) {
            return None;
        }
        let name = name.to_lowercase();
        let is_named = |path: &Path| {
            let stem = path.file_stem().map(OsStr::to_string_lossy);
            stem.is_some_and(|stem| stem.to_lowercase() == name)
        };
        let folders = |id: &Id| {
            let other = self.store.get(*id).map(|other| other.origin.path().components());
            let both = article.origin.path().components().zip(other.into_iter().flatten());
            both.take_while(|(one, other)| one == other).count()
        };
        let path = |id: &Id| self.store.get(*id).map(|other| other.origin.path());
        let named = self.store.ids().iter().filter(|id| path(id).is_some_and(is_named));
        named.copied().max_by_key(folders)
    }

    fn show_heading(&mut self, fragment: &str) {
        let height = self.layout.article_rows();
        match self.reader.heading_line(fragment) {
            Some(line) => self.reader.go(line, height),
            None if fragment.is_empty() => self.reader.go(0, height),
            None => self.status = Status::warning("the text has no such heading"),
        }
    }

    /// Shows another article; the key for back returns to this one.
    pub(in crate::app) fn jump_to(&mut self, id: Id) {
        if let Some(from) = self.reader.id() {
            let place = self.reader.place();
            let related = self.related.cursor;
            self.jumplist.push(Jump { id: from, focus: self.focus, place, related });
        }
        self.list.select(id, &self.store);
        self.focus = Focus::Article;
        self.status = Status::info("h goes back to where you came from");
    }
}
