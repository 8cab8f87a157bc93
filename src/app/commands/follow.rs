//! Following the links of a text: to a heading, to another document that is here, or to a browser.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::article::Article;
use crate::article::Origin;
use crate::article::Page;
use crate::article::is_relative;
use crate::article::neighbours;
use crate::article::resolved;
use crate::markup::Document;
use crate::store::Id;
use crate::text;

use crate::app::effect::Effect;
use crate::app::panes::layout::Focus;
use crate::app::panes::page;
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
        let here = self.documents(article, &[written]).pop().flatten();
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

    /// Returns what stands below a text: where those of its links lead whose words do not say it.
    pub(in crate::app) fn links_below(&self, id: Id, written: &[&str]) -> Document {
        let Some(article) = self.store.get(id) else { return Document::default() };
        let listed: Vec<&str> = written.iter().copied().take(page::MAX_TARGETS).collect();
        let documents = self.documents(article, &listed);
        let shown = listed.iter().zip(documents);
        let shown: Vec<String> =
            shown.map(|(written, id)| self.destination(article, written, id)).collect();
        page::targets(written, &shown)
    }

    /// Renews what stands below the text: documents that its links mean may have come or gone.
    pub(in crate::app) fn renew_links_below(&mut self) {
        let written = self.reader.numbered();
        if let Some(id) = self.reader.id().filter(|_| !written.is_empty()) {
            let links = self.links_below(id, &written);
            self.reader.relink(links);
        }
    }

    /// Returns where a link leads, to be read: the path of a document that is here, or the whole
    /// address of a link that is not complete.
    fn destination(&self, article: &Article, written: &str, document: Option<Id>) -> String {
        let here = document.and_then(|id| self.store.get(id));
        if let Some(other) = here {
            let fragment = written.split_once('#').map(|(_, fragment)| fragment);
            let fragment = fragment.filter(|it| !it.is_empty()).map(|it| format!("#{it}"));
            return other.origin.label() + &text::line(&fragment.unwrap_or_default());
        }
        let is_part = is_relative(written) || written.trim_start().starts_with("//");
        let whole = is_part.then(|| resolved(written, article.link().ok().as_ref()).ok());
        text::line(whole.flatten().as_ref().map_or(written, Url::as_str)).into_owned()
    }

    /// Finds the documents that relative links of an article mean, by their path, their page or
    /// their name alone.
    fn documents(&self, article: &Article, written: &[&str]) -> Vec<Option<Id>> {
        let origins = |written: &&str| {
            let origins = is_relative(written).then(|| neighbours(&article.origin, written));
            origins.unwrap_or_default()
        };
        let origins: Vec<Vec<Origin>> = written.iter().map(origins).collect();
        let found = self.store.from_origins(&origins.concat());
        let origin = |id: &Id| Some((&self.store.get(*id)?.origin, *id));
        let found: HashMap<&Origin, Id> = found.iter().rev().filter_map(origin).collect();
        let address = article.link().ok();
        let of_page = |written: &str| {
            let url = resolved(written, address.as_ref()).ok().filter(|_| is_relative(written))?;
            self.store.find(Page::of_link(url.as_str())?)
        };
        let documents = written.iter().zip(&origins).map(|(written, origins)| {
            let nearest = origins.iter().find_map(|origin| found.get(origin).copied());
            nearest.or_else(|| of_page(written))
        });
        let mut documents: Vec<Option<Id>> = documents.collect();
        self.find_namesakes(article, written, &mut documents);
        documents
    }

    /// Finds for links without a document the one of that name in whatever folder, the nearest of
    /// several: notes name each other like this.
    fn find_namesakes(&self, article: &Article, written: &[&str], documents: &mut [Option<Id>]) {
        let mut named: HashMap<String, Option<(usize, Id)>> = HashMap::new();
        let missing = written.iter().zip(&*documents).filter(|(_, document)| document.is_none());
        named.extend(missing.filter_map(|(written, _)| Some((name(written)?, None))));
        if named.is_empty() {
            return;
        }
        for id in self.store.ids() {
            let Some(path) = self.store.get(*id).map(|other| other.origin.path()) else { continue };
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
            let Some(nearest) = stem.and_then(|stem| named.get_mut(&stem)) else { continue };
            let both = article.origin.path().components().zip(path.components());
            let folders = both.take_while(|(one, other)| one == other).count();
            if nearest.is_none_or(|(most, _)| folders >= most) {
                *nearest = Some((folders, *id));
            }
        }
        for (document, written) in documents.iter_mut().zip(written) {
            let namesake = || Some(named.get(&name(written)?)?.as_ref()?.1);
            *document = document.or_else(namesake);
        }
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

/// Returns the name of a document in lower case, if a relative link may be no more than that.
fn name(written: &str) -> Option<String> {
    let own = written.split(['?', '#']).next().unwrap_or_default().trim();
    let decoded = percent_decode_str(own).decode_utf8_lossy();
    let name = decoded.strip_suffix(".md").unwrap_or(&decoded);
    let is_name = is_relative(written) && !name.is_empty() && !name.contains(['/', '.']);
    is_name.then(|| name.to_lowercase())
}
