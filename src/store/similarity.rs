//! Groups articles into stories by their texts. Pure: the same articles give the same groups, in
//! whatever order they arrive, and no state is kept.
//!
//! The similarity of two titles is based on the rare words that they share (cosine of tf-idf over
//! words and word prefixes). Groups grow greedily by gain: an article joins for the sum of its
//! similarities to all members, minus a little for each member, minus the value of its own story
//! that it gives up. So a pair needs nearly identical titles, while in a widely reported story a
//! member need not resemble every other. Another article of the same provider counts against
//! joining and is never considered similar to begin with: providers repeat themselves, and their
//! second report is folded only if several others support it. Articles more than five days apart
//! are never in one group, and neither are articles of a single provider.
//!
//! The search uses an inverted index in time order: an article is compared with those of the next
//! five days with which it shares a word that is not too common in these days.

mod group;
mod similar;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Id;
use super::story_text::StoryText;

use group::{Tie, Unit, groups};
use similar::similarities;

/// Five days.
const NEAR_SECONDS: i64 = 5 * 24 * 60 * 60;

/// Returns groups of at least two articles and two providers; all other articles stay single.
#[must_use]
pub fn similarity(story_texts: &[StoryText]) -> Vec<Vec<Id>> {
    let mut story_texts: Vec<&StoryText> = story_texts.iter().collect();
    story_texts.par_sort_unstable_by(|a, b| (a.at, &a.key, a.id).cmp(&(b.at, &b.key, b.id)));
    let providers = providers(&story_texts);
    let similar = similarities(&story_texts, &providers);
    let units =
        story_texts.iter().zip(similar).enumerate().map(|(at, (story_text, similar))| Unit {
            members: vec![number(at)],
            providers: vec![(providers[at], 1)],
            first: story_text.at,
            last: story_text.at,
            ties: similar
                .into_iter()
                .map(|it| {
                    let strongest = if it.is_tie { it.similarity } else { 0.0 };
                    Tie { other: it.other, sum: it.similarity, strongest }
                })
                .collect(),
        });
    groups(units.collect())
        .into_iter()
        .map(|unit| unit.members.iter().map(|member| story_texts[*member as usize].id).collect())
        .collect()
}

/// The provider of each article as a number, from 0.
fn providers(story_texts: &[&StoryText]) -> Vec<u32> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut all = Vec::with_capacity(story_texts.len());
    for story_text in story_texts {
        let new = number(known.len());
        all.push(*known.entry(&story_text.provider).or_insert(new));
    }
    all
}

/// Saturates; a store never holds more articles than ids can number.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
