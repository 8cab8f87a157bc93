//! Completing the word at the cursor of a search: names of the query language, and values that
//! stand in the articles.

use std::ops::Range;

use tui_input::{Input, InputRequest};

use crate::query;
use crate::query::Field;
use crate::query::Offer;
use crate::store;

use crate::app::input::text_field;
use crate::app::{App, Status};

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
    pub(in crate::app) fn complete(&mut self, forward: bool) {
        let Some(prompt) = self.prompt() else { return };
        let offers = if let Some(mut offers) = prompt.offers.take() {
            let count = offers.words.len();
            offers.at = (offers.at + if forward { 1 } else { count - 1 }) % count;
            Some(offers)
        } else {
            let (text, cursor) = (prompt.text().to_owned(), text_field::cursor(&prompt.input));
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

    /// As [`store::values`], ready to stand in a query.
    fn values(&self, field: Field, prefix: &str) -> Vec<String> {
        let articles = self.store.ids().iter().filter_map(|id| self.store.get(*id));
        let found = store::values(articles, field, prefix).into_iter();
        found.map(|(value, _)| query::written(value)).collect()
    }
}
