//! Groups articles into stories by their titles. Pure: the same articles give the same groups, in
//! whatever order they arrive, and no state is kept.
//!
//! Titles are compared by their rare words (the cosine of weighted words): `words` reads them,
//! `weights` says how much each counts, `pairs` finds the similar titles of different providers
//! within five days and leaves out those that only follow one pattern (`conflict`). Similar titles
//! then merge into larger and larger groups by the average similarity of their members (`linkage`),
//! and `cut` chooses among these groups: a pair needs nearly the same words, while in a widely
//! reported story a member need not resemble every other. All sums are of integers, so they do not
//! depend on their order.

mod background;
mod components;
mod conflict;
mod cut;
mod linkage;
mod pairs;
mod shared;
mod stem;
mod weights;
mod words;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Id;
use super::story_text::StoryText;

pub(super) use shared::shared_words;

use components::{Component, components};
use cut::Evidence;
use weights::Report;

/// Five days.
const NEAR_SECONDS: i64 = 5 * 24 * 60 * 60;
/// The similarity of a title with itself; those of pairs are parts of it.
const ONE: u32 = 4096;
/// Lower similarities are chance, and groups merge only where the average is at least this.
const AVERAGE: u32 = ONE * 8 / 100;

/// Returns groups of at least two articles and two providers; all other articles stay single.
#[must_use]
pub fn similarity(story_texts: &[StoryText]) -> Vec<Vec<Id>> {
    let mut story_texts: Vec<&StoryText> = story_texts.iter().collect();
    story_texts.par_sort_unstable_by(|a, b| (a.at, &a.key, a.id).cmp(&(b.at, &b.key, b.id)));
    let reports = reports(&story_texts);
    let titles: Vec<_> = story_texts.par_iter().map(|it| words::words(&it.title)).collect();
    let uses = weights::uses(&titles, &reports);
    let pairs = pairs::pairs(&reports, &titles, &uses);
    drop(titles);
    let starts = starts(&uses, reports.len());
    let evidence = Evidence { reports, uses, starts };
    let stories = |component: Component| {
        let tree = linkage::merged(&component, &evidence.reports);
        cut::stories(&tree, &component.members, &evidence)
    };
    let mut groups: Vec<Vec<u32>> =
        components(pairs).into_par_iter().flat_map_iter(stories).collect();
    groups.sort_unstable();
    let id = |article: &u32| story_texts[*article as usize].id;
    groups.iter().map(|group| group.iter().map(id).collect()).collect()
}

/// Providers become numbers, from 0.
fn reports(story_texts: &[&StoryText]) -> Vec<Report> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut all = Vec::with_capacity(story_texts.len());
    for story_text in story_texts {
        let new = number(known.len());
        let provider = *known.entry(&story_text.provider).or_insert(new);
        all.push(Report { at: story_text.at, provider });
    }
    all
}

/// Where each article begins in `uses`, and the end of the last.
fn starts(uses: &[weights::Use], articles: usize) -> Vec<u32> {
    let mut starts = vec![0; articles + 1];
    for used in uses {
        starts[used.article as usize + 1] += 1;
    }
    for at in 0..articles {
        starts[at + 1] += starts[at];
    }
    starts
}

/// Saturates; a store never holds more articles than ids can number.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
