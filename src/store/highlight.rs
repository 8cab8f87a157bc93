//! Highlights: the parts of a text that a query matches.

use std::ops::Range;

use memchr::memmem::Finder;
use regex::Regex;

use crate::query;
use crate::query::{Condition, Field, Query, Test, Text};
use crate::text;

/// The texts that a query looks for, without those it excludes.
#[derive(Clone, Debug, Default)]
pub struct Highlights {
    plain: Vec<Finder<'static>>,
    regexes: Vec<Regex>,
}

impl Highlights {
    /// Collects the texts of a query.
    #[must_use]
    pub fn of(query: &Query) -> Self {
        let mut highlights = Self::default();
        if let Some(condition) = &query.condition {
            highlights.gather(condition);
        }
        highlights
    }

    fn gather(&mut self, condition: &Condition) {
        match condition {
            Condition::Is(Test::Text(field, text)) => self.add(*field, text),
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.gather(part);
                }
            }
            Condition::Is(_) | Condition::Not(_) => {}
        }
    }

    fn add(&mut self, field: Option<Field>, text: &Text) {
        let seen = [Field::Title, Field::Excerpt, Field::Provider, Field::Topic, Field::Author];
        if field.is_some_and(|field| !seen.contains(&field)) {
            return;
        }
        match text {
            Text::Plain(words) | Text::Exact(words) => {
                let folded = text::folded(words);
                if !folded.is_empty() {
                    self.plain.push(Finder::new(&folded).into_owned());
                }
            }
            Text::Regex(pattern) => self.regexes.extend(query::regex(pattern)),
        }
    }

    /// Returns the byte ranges of `text` to highlight, in order and without overlaps.
    #[must_use]
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        if !self.plain.is_empty() {
            let (folded, places) = text::folded_places(text);
            for finder in &self.plain {
                let length = finder.needle().len();
                let found = finder.find_iter(folded.as_bytes());
                ranges.extend(found.map(|at| places.range(at..at + length)));
            }
        }
        for regex in &self.regexes {
            ranges.extend(regex.find_iter(text).map(|found| found.range()));
        }
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        ranges.dedup_by(|next, range| {
            let meet = next.start <= range.end;
            if meet {
                range.end = range.end.max(next.end);
            }
            meet
        });
        ranges
    }
}
