//! The texts of all articles, folded once, one behind the other: what searches go through.

use std::ops::Range;

use crate::article::Article;
use crate::text;

use super::Id;

/// Between fields; no folded text holds it, so no word is found across two fields.
const BETWEEN: char = '\n';

/// Ends of the fields of one article, as offsets into the text.
#[derive(Clone, Copy, Debug)]
struct Ends {
    title: u32,
    excerpt: u32,
    provider: u32,
    all: u32,
}

/// Title, excerpt, provider and topics of every article.
#[derive(Debug, Default)]
pub(super) struct Index {
    text: String,
    ends: Vec<Ends>,
}

impl Index {
    pub(super) fn add(&mut self, article: &Article) {
        let title = self.push(&article.title);
        let excerpt = self.push(&article.excerpt);
        let provider = self.push(&article.provider.name);
        for topic in &article.topics {
            self.push(topic);
        }
        self.ends.push(Ends { title, excerpt, provider, all: self.length() });
    }

    fn push(&mut self, text: &str) -> u32 {
        if text.is_ascii() {
            self.text.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            self.text.push_str(&text::folded(text));
        }
        let end = self.length();
        self.text.push(BETWEEN);
        end
    }

    /// Beyond four thousand million bytes nothing more is found, and nothing panics.
    fn length(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn slice(&self, range: Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    fn start(&self, id: Id) -> u32 {
        id.index().checked_sub(1).map_or(0, |before| self.ends[before].all)
    }

    /// All fields, with a line end behind each.
    pub(super) fn all(&self, id: Id) -> &str {
        self.slice(self.start(id)..self.ends[id.index()].all)
    }

    pub(super) fn title(&self, id: Id) -> &str {
        self.slice(self.start(id)..self.ends[id.index()].title)
    }

    pub(super) fn excerpt(&self, id: Id) -> &str {
        let ends = self.ends[id.index()];
        self.slice(ends.title + 1..ends.excerpt)
    }

    pub(super) fn provider(&self, id: Id) -> &str {
        let ends = self.ends[id.index()];
        self.slice(ends.excerpt + 1..ends.provider)
    }
}
