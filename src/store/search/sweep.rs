//! Evaluates a condition on all articles at once. Articles that were added together are adjacent in
//! memory, so they are scanned in that order, in stretches that fit into the CPU cache, and each
//! part of the condition is evaluated only on the articles that passed the earlier parts.

use std::ops::Range;

use memchr::memmem::Finder;
use rayon::prelude::*;
use regex::Regex;
use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::query::Field;

use super::super::index::{Part, STRETCH};
use super::matcher::{Matcher, part, texts};
use super::{Id, Ready, Store};

/// Articles per word of the bit set.
const WORD: usize = u64::BITS as usize;
/// If at least one in this many articles is left, scanning all their text is faster than starting a
/// search for each of them.
const DENSE: usize = 6;

/// A set of articles.
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The set of the first `count` articles.
    pub(super) fn all(count: usize) -> Self {
        let mut words = vec![u64::MAX; count.div_ceil(WORD)];
        if let Some(last) = words.last_mut()
            && !count.is_multiple_of(WORD)
        {
            *last = (1 << (count % WORD)) - 1;
        }
        Self(words)
    }

    /// The set of these articles, with room for `count`.
    pub(super) fn of(ids: &[Id], count: usize) -> Self {
        let mut bits = Self(vec![0; count.div_ceil(WORD)]);
        for id in ids {
            bits.add(*id);
        }
        bits
    }

    /// The slots in the set, in ascending order.
    pub(super) fn slots(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.checked_sub(1)?;
                Some(at * WORD + bit)
            })
        })
    }

    pub(super) fn add(&mut self, id: Id) {
        if let Some(word) = self.0.get_mut(id.index() / WORD) {
            *word |= 1 << (id.index() % WORD);
        }
    }

    pub(super) fn has(&self, id: Id) -> bool {
        self.0.get(id.index() / WORD).is_some_and(|word| word >> (id.index() % WORD) & 1 == 1)
    }
}

/// Returns the articles in `wanted` that satisfy the condition.
pub(super) fn run(condition: &Ready, store: &Store, mut wanted: Bits) -> Bits {
    let stretches = wanted.0.par_chunks_mut(STRETCH / WORD).enumerate();
    // The scratch memory of an expression cannot be shared between threads.
    stretches.for_each_init(
        || condition.clone(),
        |mine, (at, left)| Stretch { store, first: at * STRETCH }.keep(mine, left),
    );
    wanted
}

/// Adjacent articles, with their bits.
struct Stretch<'a> {
    store: &'a Store,
    first: usize,
}

impl Stretch<'_> {
    /// Keeps in `left` the articles that satisfy the condition.
    fn keep(&self, condition: &Ready, left: &mut [u64]) {
        if left.iter().all(|word| *word == 0) {
            return;
        }
        match condition {
            Ready::All(parts) => parts.iter().for_each(|part| self.keep(part, left)),
            Ready::Any(parts) => {
                let mut rest = left.to_vec();
                for part in parts {
                    let mut found = rest.clone();
                    self.keep(part, &mut found);
                    drop_from(&mut rest, &found);
                }
                drop_from(left, &rest);
            }
            Ready::Not(inner) => {
                let mut found = left.to_vec();
                self.keep(inner, &mut found);
                drop_from(left, &found);
            }
            Ready::Text(field, matcher) => self.keep_text(*field, matcher, left),
            other => self.keep_each(left, |id| other.is_true(self.store, id)),
        }
    }

    fn keep_text(&self, field: Option<Field>, matcher: &Matcher, left: &mut [u64]) {
        match (matcher, part(field)) {
            (Matcher::Plain(finder), Some(part)) => self.keep_found(part, finder, left),
            (Matcher::Exact(_) | Matcher::AnyOf(_), Some(_)) => {
                self.keep_each(left, |id| matcher.is_in(field, self.store, id));
            }
            (Matcher::Regex(pattern), Some(part)) => {
                if let Some(finder) = &pattern.needed {
                    self.keep_found(part, finder, left);
                }
                match pattern.folded.as_ref().filter(|_| self.is_dense(left)) {
                    Some(folded) => self.keep_matched(part, matcher, folded, left),
                    None => self.keep_by_text(field, matcher, left),
                }
            }
            (_, None) => self.keep_by_text(field, matcher, left),
        }
    }

    /// Searches the contiguous folded text where that is equivalent to the text as written, and
    /// otherwise article by article.
    fn keep_matched(&self, part: Part, matcher: &Matcher, folded: &Regex, left: &mut [u64]) {
        let index = &self.store.index;
        let mut found = vec![0; left.len()];
        index.each_match(self.articles(left), part, folded, |id| set(&mut found, id - self.first));
        let mut rest = left.to_vec();
        drop_from(&mut rest, &found);
        let mut seen = Seen::new(matcher);
        self.keep_each(&mut rest, |id| {
            let asked = |one: &Part| part == *one || part == Part::Usual && *one != Part::Links;
            let foreign = Part::EACH.into_iter().filter(asked);
            let mut foreign = foreign.filter(|one| index.is_foreign(id.index(), *one)).peekable();
            foreign.peek().is_some()
                && self
                    .store
                    .get(id)
                    .is_some_and(|article| foreign.any(|part| seen.any(part.field(), article)))
        });
        for (word, (found, rest)) in left.iter_mut().zip(found.iter().zip(&rest)) {
            *word &= found | rest;
        }
    }

    fn keep_by_text(&self, field: Option<Field>, matcher: &Matcher, left: &mut [u64]) {
        let mut seen = Seen::new(matcher);
        self.keep_each(left, |id| {
            self.store.get(id).is_some_and(|article| seen.any(field, article))
        });
    }

    fn keep_each(&self, left: &mut [u64], mut is_true: impl FnMut(Id) -> bool) {
        for (at, word) in left.iter_mut().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if !is_true(self.store.id_in(self.first + at * WORD + bit)) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    fn keep_found(&self, part: Part, finder: &Finder<'_>, left: &mut [u64]) {
        let index = &self.store.index;
        // An empty needle matches everywhere, even where there is no text to scan.
        if !self.is_dense(left) || finder.needle().is_empty() {
            let is_in = |id| finder.find(index.text(id, part).as_bytes()).is_some();
            return self.keep_each(left, is_in);
        }
        let mut found = vec![0; left.len()];
        index.each_found(self.articles(left), part, finder, |id| set(&mut found, id - self.first));
        for (word, found) in left.iter_mut().zip(found) {
            *word &= found;
        }
    }

    fn articles(&self, left: &[u64]) -> Range<usize> {
        self.first..(self.first + left.len() * WORD).min(self.store.end())
    }

    fn is_dense(&self, left: &[u64]) -> bool {
        let count: usize = left.iter().map(|word| word.count_ones() as usize).sum();
        count * DENSE >= self.articles(left).len()
    }
}

/// Cached results for texts that many articles share, such as provider names. These texts live as
/// long as the store, so a memory address identifies a text.
struct Seen<'a> {
    matcher: &'a Matcher,
    known: FxHashMap<*const u8, bool>,
}

impl<'a> Seen<'a> {
    fn new(matcher: &'a Matcher) -> Self {
        Self { matcher, known: FxHashMap::default() }
    }

    /// Whether a field of an article matches.
    fn any(&mut self, field: Option<Field>, article: &Article) -> bool {
        let own = [article.title.as_ptr(), article.excerpt.as_ptr()];
        texts(field, article).any(|text| {
            if field == Some(Field::Url) || own.contains(&text.as_ptr()) {
                return self.matcher.is_text(text);
            }
            *self.known.entry(text.as_ptr()).or_insert_with(|| self.matcher.is_text(text))
        })
    }
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / WORD] |= 1 << (at % WORD);
}

fn drop_from(left: &mut [u64], gone: &[u64]) {
    for (word, gone) in left.iter_mut().zip(gone) {
        *word &= !gone;
    }
}
