//! The texts of all articles, folded once, one behind the other: what searches go through. Not
//! all in one, which would be copied each time it has outgrown its place.

mod fields;

use std::ops::Range;

use memchr::memmem::Finder;
use regex::Regex;

use crate::article::Article;
use crate::query::Field;

use super::Id;
use super::articles::Articles;
use fields::{BETWEEN, Ends, length, write};

/// Articles whose text is one: about 800 kB.
pub(super) const STRETCH: usize = 2_048;

/// Fields of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Those where words are looked for: all but the links.
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

    /// The field of queries; none for the usual ones.
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
    /// How many bytes of each are of no article any more.
    dead: Vec<usize>,
    ends: Vec<Ends>,
}

impl Index {
    /// Takes the texts of new articles, those in new slots in the order of these.
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
            // The next is about as long.
            let before = self.texts.last().map_or(0, String::len);
            self.texts.push(String::with_capacity(before + before / 16));
            self.dead.push(0);
        }
        if let Some(text) = self.texts.last_mut() {
            self.ends.push(write(text, article));
        }
    }

    /// Gives up the text of an article. Its bytes go once a quarter of its stretch is dead.
    pub(super) fn clear(&mut self, id: Id) {
        let stretch = id.index() / STRETCH;
        let ends = &mut self.ends[id.index()];
        self.dead[stretch] += ends.range().len();
        *ends = Ends::default().moved(ends.start);
        if self.dead[stretch] * 4 > self.texts[stretch].len() {
            self.rewrite(&[id.index()], |_| None);
        }
    }

    /// Writes the text of a stretch anew without what is dead, and in it that of the articles in
    /// these slots, in ascending order.
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

    /// How many bytes of text it holds, and how many of them are dead.
    pub(super) fn bytes(&self) -> (usize, usize) {
        (self.texts.iter().map(String::len).sum(), self.dead.iter().sum())
    }

    fn start(&self, at: usize) -> usize {
        self.ends[at].start as usize
    }

    /// The text of these articles of one stretch, from its start.
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

    /// What stands in a part, with line ends between fields.
    pub(super) fn text(&self, id: Id, part: Part) -> &str {
        let whole = &self.texts[id.index() / STRETCH];
        whole.get(self.range(id.index(), part)).unwrap_or_default()
    }

    /// The fields of a part.
    pub(super) fn texts(&self, id: Id, part: Part) -> impl Iterator<Item = &str> {
        let text = self.text(id, part);
        let ended = matches!(part, Part::Usual | Part::Topics | Part::Links);
        let fields = if ended { text.strip_suffix(BETWEEN) } else { Some(text) };
        fields.into_iter().flat_map(|fields| fields.split(BETWEEN))
    }

    /// Whether any field of a part is not ASCII as written, so that the folded text says less.
    pub(super) fn is_foreign(&self, at: usize, part: Part) -> bool {
        self.ends[at].foreign & part.bit() != 0
    }

    /// Calls `each` with the articles of a row of one stretch of which an expression matches a field
    /// that is ASCII as written. `folded` is the expression for folded text, which matches nothing across
    /// line ends. Goes through the text of all of them at once.
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
        // The earliest end of a match, or one `.*` would be followed through each line again.
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
                // In the text of an article that is gone.
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

    /// The field in which a match ends at a place; of an empty one that is its line end.
    fn field_at(&self, article: usize, place: usize) -> Part {
        let is_before = |field: &Part| place < self.next(article, *field);
        Part::EACH.into_iter().find(is_before).unwrap_or(Part::Links)
    }

    /// Where the field after this one begins.
    fn next(&self, article: usize, field: Part) -> usize {
        let end = self.range(article, field).end;
        if matches!(field, Part::Topics | Part::Links) { end } else { end + 1 }
    }

    /// Calls `each` with the articles of a row of one stretch in whose part something is found, which is
    /// no empty text. Goes through the text of all of them at once.
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
