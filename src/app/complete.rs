//! Completing the word at the cursor of a search: names of the query language, and values that
//! stand in the articles.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use tui_input::{Input, InputRequest};

use crate::article::Article;
use crate::query;
use crate::query::Field;
use crate::query::Offer;
use crate::text;

use super::{App, Status, typing};

/// More values than this nobody walks through.
const MOST: usize = 50;

/// What may stand at the cursor.
#[derive(Debug)]
pub struct Offers {
    /// The text before anything was offered.
    text: String,
    span: Range<usize>,
    /// What may stand there.
    pub words: Vec<String>,
    /// Which of them stands there.
    pub at: usize,
}

impl Offers {
    /// The text with what is offered now, and the cursor's place in characters.
    fn input(&self) -> Input {
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let after = self.text.get(self.span.end..).unwrap_or_default();
        let word = &self.words[self.at];
        let cursor = before.chars().count() + word.chars().count();
        let mut input = Input::new(format!("{before}{word}{after}"));
        input.handle(InputRequest::SetCursor(cursor));
        input
    }
}

impl App {
    /// Completes the word at the cursor; again offers the next word, or the one before.
    pub(super) fn complete(&mut self, forward: bool) {
        let Some(prompt) = self.prompt() else { return };
        let offers = if let Some(mut offers) = prompt.offers.take() {
            let count = offers.words.len();
            offers.at = (offers.at + if forward { 1 } else { count - 1 }) % count;
            Some(offers)
        } else {
            let (text, cursor) = (prompt.text().to_owned(), typing::cursor(&prompt.input));
            self.offers(text, cursor)
        };
        let Some(offers) = offers else {
            self.status = Status::info("nothing is known that this could become");
            return;
        };
        let Some(prompt) = self.prompt() else { return };
        prompt.input = offers.input();
        // Where there is no choice, the next Tab completes what comes after.
        prompt.offers = Some(offers).filter(|offers| offers.words.len() > 1);
        self.search_typed();
    }

    fn offers(&self, text: String, cursor: usize) -> Option<Offers> {
        let completion = query::complete(&text, cursor)?;
        let words = match completion.offer {
            Offer::Names(names) => names,
            Offer::Values(field, prefix) => self.values(field, &prefix),
        };
        let offers = Offers { text, span: completion.span, words, at: 0 };
        Some(offers).filter(|offers| !offers.words.is_empty())
    }

    /// Values of a field that begin like this, those of most articles first; where none does,
    /// those that hold it.
    fn values(&self, field: Field, prefix: &str) -> Vec<String> {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let articles = self.store.ids().iter().filter_map(|id| self.store.get(*id));
        for value in articles.flat_map(|article| values_of(field, article)) {
            *counts.entry(value).or_insert(0) += 1;
        }
        let prefix = text::folded(prefix);
        let mut found: Vec<(bool, usize, &str)> = counts
            .into_iter()
            .filter_map(|(value, count)| {
                let folded = text::folded(value);
                folded.contains(&prefix).then(|| (folded.starts_with(&prefix), count, value))
            })
            .collect();
        found.sort_unstable_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(b.2)));
        let mut seen = FxHashSet::default();
        found.retain(|(_, _, value)| seen.insert(text::folded(value)));
        found.into_iter().take(MOST).map(|(_, _, value)| query::written(value)).collect()
    }
}

fn values_of(field: Field, article: &Article) -> Box<dyn Iterator<Item = &str> + '_> {
    match field {
        Field::Topic => Box::new(article.topics.iter().map(|topic| &**topic)),
        Field::Provider => Box::new(std::iter::once(&*article.provider.name)),
        Field::Domain => Box::new(article.provider.domain.as_deref().into_iter()),
        Field::Category => Box::new(article.category.as_deref().into_iter()),
        Field::Type => Box::new(article.kind.as_deref().into_iter()),
        Field::Author => Box::new(article.author.as_deref().into_iter()),
        Field::Title | Field::Excerpt | Field::Url => Box::new(std::iter::empty()),
    }
}
