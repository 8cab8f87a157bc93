//! The folded texts of all articles, concatenated for searching. Stored in several strings, because
//! a single one would be copied every time it grows.

mod fields;

use std::ops::Range;

use memchr::memmem::Finder;
use regex::Regex;

use crate::article::Article;
use crate::query::Field;

use super::Id;
use super::articles::Articles;
use fields::{BETWEEN, Ends, length, write};

/// Articles that share one string, about 800 kB.
pub(super) const STRETCH: usize = 2_048;

/// Parts of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All fields searched by default: everything except links.
    Usual,
    Title,
    Excerpt,
    Provider,
    Topics,
    Links,
}

impl Part {
    pub(super) const EACH: [Self; 5] =
        [Self::Title, Self::Excerpt, Self::Provider, Self::Topics, Self::Links];

    /// The matching query field; `None` for the default fields.
    pub(super) fn field(self) -> Option<Field> {
        match self {
            Self::Usual => None,
            Self::Links => Some(Field::Url),
            Self::Title => Some(Field::Title),
            Self::Excerpt => Some(Field::Excerpt),
            Self::Provider => Some(Field::Provider),
            Self::Topics => Some(Field::Topic),
        }
    }

    fn bit(self) -> u8 {
        match self {
            Self::Usual => 1 | 2 | 4 | 8,
            Self::Title => 1,
            Self::Excerpt => 2,
            Self::Provider => 4,
            Self::Topics => 8,
            Self::Links => 16,
        }
    }
}

/// Title, excerpt, provider, topics and links of every article.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The text of each [`STRETCH`] of articles.
    texts: Vec<String>,
    /// Bytes in each that no longer belong to an article.
    dead: Vec<usize>,
    ends: Vec<Ends>,
}

impl Index {
    /// Adds the texts of new articles; those in new slots must be in slot order.
    pub(super) fn add(&mut self, articles: &Articles, ids: &[Id]) {
        let mut filled: Vec<usize> = Vec::new();
        for slot in ids.iter().map(|id| id.index()) {
            if slot < self.ends.len() {
                filled.push(slot);
            } else {
                self.append(&articles[slot]);
            }
        }
        filled.sort_unstable();
        for filled in filled.chunk_by(|a, b| a / STRETCH == b / STRETCH) {
            self.rewrite(filled, |slot| Some(&articles[slot]));
        }
    }

    fn append(&mut self, article: &Article) {
        if self.ends.len().is_multiple_of(STRETCH) {
            // The next one will be about as long.
            let before = self.texts.last().map_or(0, String::len);
            self.texts.push(String::with_capacity(before + before / 16));
            self.dead.push(0);
        }
        if let Some(text) = self.texts.last_mut() {
            self.ends.push(write(text, article));
        }
    }

    /// Discards the text of an article. Its bytes are freed once a quarter of its stretch is dead.
    pub(super) fn clear(&mut self, id: Id) {
        let stretch = id.index() / STRETCH;
        let ends = &mut self.ends[id.index()];
        self.dead[stretch] += ends.range().len();
        *ends = Ends::default().moved(ends.start);
        if self.dead[stretch] * 4 > self.texts[stretch].len() {
            self.rewrite(&[id.index()], |_| None);
        }
    }

    /// Rewrites the text of a stretch without its dead bytes, and with the articles in these slots,
    /// in ascending order.
    fn rewrite<'a>(&mut self, slots: &[usize], article: impl Fn(usize) -> Option<&'a Article>) {
        let Some(stretch) = slots.first().map(|slot| slot / STRETCH) else { return };
        let old = std::mem::take(&mut self.texts[stretch]);
        let mut text = String::with_capacity(old.len() - self.dead[stretch].min(old.len()));
        let mut slots = slots.iter().copied().peekable();
        let first = stretch * STRETCH;
        for slot in first..(first + STRETCH).min(self.ends.len()) {
            let ends = self.ends[slot];
            if let Some(article) = slots.next_if_eq(&slot).and_then(&article) {
                self.ends[slot] = write(&mut text, article);
            } else {
                self.ends[slot] = ends.moved(length(&text));
                text.push_str(old.get(ends.range()).unwrap_or_default());
            }
        }
        (self.texts[stretch], self.dead[stretch]) = (text, 0);
    }

    /// Returns the bytes of text, and how many of them are dead.
    pub(super) fn bytes(&self) -> (usize, usize) {
        (self.texts.iter().map(String::len).sum(), self.dead.iter().sum())
    }

    fn start(&self, at: usize) -> usize {
        self.ends[at].start as usize
    }

    /// Returns the text of these articles of one stretch, from the start of the stretch.
    fn up_to(&self, articles: &Range<usize>) -> &str {
        debug_assert_eq!(articles.start / STRETCH, (articles.end - 1) / STRETCH, "one stretch");
        let end = self.ends[articles.end - 1].all as usize;
        self.texts[articles.start / STRETCH].get(..end).unwrap_or_default()
    }

    fn range(&self, at: usize, part: Part) -> Range<usize> {
        let Ends { start, title, excerpt, provider, topics, all, .. } = self.ends[at];
        let [start, title, excerpt, provider, topics, all] =
            [start, title, excerpt, provider, topics, all].map(|end| end as usize);
        match part {
            Part::Usual => start..topics,
            Part::Title => start..title,
            Part::Excerpt => title + 1..excerpt,
            Part::Provider => excerpt + 1..provider,
            Part::Topics => provider + 1..topics,
            Part::Links => topics..all,
        }
    }

    /// Returns the text of a part, with newlines between fields.
    pub(super) fn text(&self, id: Id, part: Part) -> &str {
        let whole = &self.texts[id.index() / STRETCH];
        whole.get(self.range(id.index(), part)).unwrap_or_default()
    }

    /// Returns the fields of a part.
    pub(super) fn texts(&self, id: Id, part: Part) -> impl Iterator<Item = &str> {
        let text = self.text(id, part);
        let ended = matches!(part, Part::Usual | Part::Topics | Part::Links);
        let fields = if ended { text.strip_suffix(BETWEEN) } else { Some(text) };
        fields.into_iter().flat_map(|fields| fields.split(BETWEEN))
    }

    /// Whether any field of a part is not ASCII as written, so that the folded text has lost
    /// information.
    pub(super) fn is_foreign(&self, at: usize, part: Part) -> bool {
        self.ends[at].foreign & part.bit() != 0
    }

    /// Calls `each` with the articles, in a range of one stretch, that have a field which is ASCII
    /// as written and matches an expression. `folded` is the expression for folded text and never
    /// matches across newlines. Searches the text of all articles in one pass.
    pub(super) fn each_match(
        &self,
        articles: Range<usize>,
        part: Part,
        folded: &Regex,
        mut each: impl FnMut(usize),
    ) {
        if articles.is_empty() {
            return;
        }
        let (mut at, mut article) = (self.start(articles.start), articles.start);
        let text = self.up_to(&articles);
        // Take the earliest end of a match; otherwise one `.*` would scan each line again.
        while at < text.len()
            && let Some(place) = folded.shortest_match_at(text, at)
        {
            while self.ends.get(article).is_some_and(|ends| ends.all as usize <= place) {
                article += 1;
            }
            if article >= articles.end {
                return;
            }
            if place < self.start(article) {
                // The match is in the text of an article that is gone.
                at = self.start(article);
                continue;
            }
            let field = self.field_at(article, place);
            let is_wanted = part == field || part == Part::Usual && field != Part::Links;
            if is_wanted && !self.is_foreign(article, field) {
                each(article);
                at = self.ends[article].all as usize;
            } else {
                at = self.next(article, field);
            }
        }
    }

    /// The field in which a match ends; an empty field is identified by its newline.
    fn field_at(&self, article: usize, place: usize) -> Part {
        let is_before = |field: &Part| place < self.next(article, *field);
        Part::EACH.into_iter().find(is_before).unwrap_or(Part::Links)
    }

    /// Start of the field after this one.
    fn next(&self, article: usize, field: Part) -> usize {
        let end = self.range(article, field).end;
        if matches!(field, Part::Topics | Part::Links) { end } else { end + 1 }
    }

    /// Calls `each` with the articles, in a range of one stretch, whose part contains the needle,
    /// which must not be empty. Searches the text of all articles in one pass.
    pub(super) fn each_found(
        &self,
        articles: Range<usize>,
        part: Part,
        finder: &Finder<'_>,
        mut each: impl FnMut(usize),
    ) {
        if articles.is_empty() {
            return;
        }
        let (mut at, mut article) = (self.start(articles.start), articles.start);
        let text = self.up_to(&articles).as_bytes();
        while let Some(found) = text.get(at..).and_then(|rest| finder.find(rest)) {
            let place = at + found;
            while self.ends[article].all as usize <= place {
                article += 1;
            }
            let wanted = self.range(article, part);
            at = self.ends[article].all as usize;
            if wanted.contains(&place) {
                each(article);
            } else if place < wanted.start {
                at = wanted.start;
            }
        }
    }
}
