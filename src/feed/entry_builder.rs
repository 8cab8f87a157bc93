//! Builds an entry from its fields, which come in any order.

use url::Url;

use super::content::{self, Content};
use super::links;
use super::media::Media;
use super::model::Entry;
use super::person;
use super::services;
use super::words;
use crate::article::Date;
use crate::document;
use crate::text;

/// Most categories of an entry.
const MAX_CATEGORIES: usize = 64;
/// Bytes of text that are read for an excerpt or a title.
const MAX_WORDS_BYTES: usize = 1_500;

/// How likely a text is to be the text of the entry; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// `content:encoded`, `content`.
    Content,
    /// `description`, `summary`.
    Summary,
    /// The description of a picture, a video or an episode.
    Media,
    /// Anything less, such as a caption.
    Hint,
}

/// Collects the fields of an entry.
#[derive(Debug, Default)]
pub(super) struct EntryBuilder {
    /// Fields that need no other field.
    pub(super) entry: Entry,
    /// Titles by rank.
    titles: Vec<(u8, String)>,
    links: Vec<(u8, String)>,
    published: Vec<(u8, Date)>,
    /// Authors.
    pub(super) authors: Vec<String>,
    /// Author of the feed, for an entry that names none.
    pub(super) other_author: Option<String>,
    contents: Vec<Text>,
    /// Pictures and files.
    pub(super) media: Media,
}

impl EntryBuilder {
    /// Adds a title; the lowest rank wins, then the first.
    pub(super) fn title(&mut self, rank: u8, title: String) {
        if !title.is_empty() {
            self.titles.push((rank, title));
        }
    }

    /// Adds an absolute link; the lowest rank wins, then the first.
    pub(super) fn link(&mut self, rank: u8, link: Option<String>) {
        self.links.extend(link.map(|link| (rank, link)));
    }

    /// Sets the identity, unless one is there already.
    pub(super) fn identity(&mut self, written: &str) {
        let id = text::line(written);
        if self.entry.id.is_none() && !id.is_empty() {
            self.entry.id = Some(id.into_owned());
        }
    }

    /// Adds a date of publication; the lowest rank wins, then the first.
    pub(super) fn published(&mut self, rank: u8, written: &str) {
        self.published.extend(date(written).map(|date| (rank, date)));
    }

    /// Adds a date of change; the last counts.
    pub(super) fn updated(&mut self, written: &str) {
        self.entry.updated = self.entry.updated.max(date(written));
    }

    /// Adds a category, unless the entry has it.
    pub(super) fn category(&mut self, written: &str) {
        let category = words::title(written, content::TextKind::Unknown);
        let categories = &mut self.entry.categories;
        let is_new = !categories.iter().any(|own| own.eq_ignore_ascii_case(&category));
        if is_new && !category.is_empty() && categories.len() < MAX_CATEGORIES {
            categories.push(category);
        }
    }

    /// Adds a text with the base of the addresses in it, if it declares one.
    pub(super) fn content(&mut self, trust: Trust, content: Option<Content>, base: Option<Url>) {
        self.contents.extend(content.map(|content| (trust, content, base)));
    }

    /// Returns the entry. `base` is the base of relative addresses in its texts if neither the text
    /// nor the entry's link gives one.
    pub(super) fn finish(mut self, base: &Url) -> Entry {
        let mut entry = self.entry;
        entry.link = lowest(self.links);
        entry.published = lowest(self.published);
        entry.author = person::joined(&self.authors).or(self.other_author);
        self.contents.sort_by_key(|(trust, _, _)| *trust);
        if let Some(link) = &entry.link {
            for (_, content, _) in &mut self.contents {
                services::drop_trailer(&mut content.html, link);
            }
        }
        let words = read_texts(&mut entry, self.contents, base);
        entry.title = lowest(self.titles).unwrap_or_else(|| words::first_sentence(&words));
        (entry.images, entry.enclosures) = self.media.finish(&entry.body);
        services::adapt(&mut entry);
        entry
    }
}

/// A text, how much it is trusted, and the base of the addresses in it, if it declares one.
type Text = (Trust, Content, Option<Url>);

/// Sets body and excerpt; returns words of the text.
fn read_texts(entry: &mut Entry, mut texts: Vec<Text>, base: &Url) -> String {
    // A hint such as a caption is the text only of an entry that has no other.
    if texts.iter().any(|(trust, _, _)| *trust != Trust::Hint) {
        texts.retain(|(trust, _, _)| *trust != Trust::Hint);
    }
    let contents: Vec<&Content> = texts.iter().map(|(_, content, _)| content).collect();
    let Some(best) = content::best(&contents) else {
        return String::new();
    };
    let words = contents.get(best).map(|body| body.words(MAX_WORDS_BYTES)).unwrap_or_default();
    let summary = texts.iter().find(|(trust, own, _)| *trust == Trust::Summary && own.weight > 0);
    entry.excerpt = match summary {
        Some((_, summary, _)) => words::excerpt(&summary.words(MAX_WORDS_BYTES)),
        None => words::excerpt(&words),
    };
    if let Some((_, body, own)) = texts.into_iter().nth(best) {
        let link = entry.link.as_deref().filter(|link| links::is_web(link));
        let link = link.and_then(|link| Url::parse(link).ok());
        let base = own.or(link).unwrap_or_else(|| base.clone());
        entry.body = links::absolute(body.html, &base);
    }
    words
}

fn lowest<T>(ranked: Vec<(u8, T)>) -> Option<T> {
    ranked.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
}

/// Reads a date. Programs without a date write the epoch, which counts as none.
fn date(written: &str) -> Option<Date> {
    document::parse_date_leniently(written).filter(|date| date.at.as_second() != 0)
}
