//! Completion of the word at the cursor in a search: names of the query language, and values that
//! occur in the articles.

use std::ops::Range;

use tui_input::{Input, InputRequest};

use crate::query;
use crate::query::Field;
use crate::query::Offer;
use crate::store;
use crate::store::Store;

/// Candidates for the word at the cursor.
#[derive(Debug)]
pub struct Offers {
    /// The text before completion started.
    text: String,
    span: Range<usize>,
    /// The candidates.
    pub words: Vec<String>,
    /// Index of the candidate currently inserted.
    pub at: usize,
}

impl Offers {
    /// Returns the candidates for the word at `cursor`, a byte offset.
    pub(in crate::app) fn at(text: &str, cursor: usize, store: &Store) -> Option<Self> {
        let completion = query::complete(text, cursor)?;
        let words = match completion.offer {
            Offer::Names(names) => names,
            Offer::Values(field, prefix) => values(store, field, &prefix),
        };
        let offers = Self { text: text.to_owned(), span: completion.span, words, at: 0 };
        Some(offers).filter(|offers| !offers.words.is_empty())
    }

    /// Selects the next or the previous candidate.
    pub(in crate::app) fn turned(mut self, forward: bool) -> Self {
        let count = self.words.len();
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        self
    }

    /// Returns the text with the current candidate inserted, and the cursor as a character offset.
    pub(in crate::app) fn input(&self) -> Input {
        let before = self.text.get(..self.span.start).unwrap_or_default();
        let after = self.text.get(self.span.end..).unwrap_or_default();
        let word = &self.words[self.at];
        let cursor = before.chars().count() + word.chars().count();
        let mut input = Input::new(format!("{before}{word}{after}"));
        input.handle(InputRequest::SetCursor(cursor));
        input
    }
}

/// Like [`store::values`], quoted for use in a query.
fn values(store: &Store, field: Field, prefix: &str) -> Vec<String> {
    let articles = store.ids().iter().filter_map(|id| store.get(*id));
    let found = store::values(articles, field, prefix).into_iter();
    found.map(|(value, _)| query::written(value)).collect()
}
