//! How similar the texts of articles are: rare words shared, by an inverted index in time
//! order.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::story_text::{Feature, StoryText, is_counted};
use super::{NEAR_SECONDS, number};

/// So many words are more than a name that many stories have in common.
const WORDS: u32 = 2;
/// Less than this is chance.
const SIMILAR: f32 = 0.05;
/// A word that more articles of five days share says little and costs much: so many, or one
/// in four unless these are few.
const EVERYWHERE: usize = 400;
const ONE_IN: usize = 4;
const FEW: usize = 60;
/// As many similar articles after one are enough to tell its story. Where a few words make
/// all titles, there would be thousands.
const MOST: usize = 96;
/// As if there were so many more articles: in a folder of ten, every word is rare.
const BACKGROUND: f32 = 1000.0;
/// A provider of whom this many articles are known shows which words it always uses.
const KNOWN: usize = 4;
/// Words that each article is taken to have beside its own.
const UNKNOWN: f32 = 0.4;
/// A word of less weight than one of a title counts for no less than this, as a logarithm.
const LEAST: f32 = -0.75;

/// Another article, and how similar it is.
#[derive(Clone, Copy)]
pub(super) struct Similar {
    pub(super) other: u32,
    pub(super) similarity: f32,
    /// They share several words.
    pub(super) is_tie: bool,
}

/// For each article those that are similar to it, and how much.
pub(super) fn similarities(story_texts: &[&StoryText], providers: &[u32]) -> Vec<Vec<Similar>> {
    let index = Index::new(uses(story_texts, providers), story_texts.len());
    let ends = ends(story_texts);
    let after: Vec<Vec<Similar>> = (0..story_texts.len())
        .into_par_iter()
        .map_init(
            || (vec![(0.0_f32, 0_u32); story_texts.len()], Vec::new()),
            |(sums, met), at| {
                index.add_up(at, ends[at], sums, met);
                let own = providers[at];
                let others = take(sums, met).filter(|it| providers[it.other as usize] != own);
                strongest(others.collect())
            },
        )
        .collect();
    both_ways(after)
}

/// For each article the first one that is too far away in time.
fn ends(story_texts: &[&StoryText]) -> Vec<u32> {
    let mut end = 0;
    let end_of = |story_text: &&StoryText| {
        let until = story_text.at.saturating_add(NEAR_SECONDS);
        end += story_texts[end..].iter().take_while(|other| other.at <= until).count();
        number(end)
    };
    story_texts.iter().map(end_of).collect()
}

/// One use of a word by an article.
#[derive(Clone, Copy)]
struct Use {
    feature: Feature,
    article: u32,
    /// First how often, then how much it says of the article.
    weight: f32,
}

/// All uses of words, by word, and of one word in time order; without those that say nothing
/// because their provider always uses them.
fn uses(story_texts: &[&StoryText], providers: &[u32]) -> Vec<Use> {
    let mut uses: Vec<Use> = story_texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, story_text)| {
            let article = number(at);
            let of = story_text.features().into_iter();
            of.map(move |(feature, weight)| Use { feature, article, weight })
        })
        .collect();
    let habits = habits(&uses, providers);
    uses.retain(|used| !habits.contains(&(providers[used.article as usize], used.feature)));
    uses.par_sort_unstable_by_key(|used| (used.feature, used.article));
    uses
}

/// What stands in most articles of its provider: its own name, its series.
fn habits(uses: &[Use], providers: &[u32]) -> FxHashSet<(u32, Feature)> {
    let mut articles: FxHashMap<u32, usize> = FxHashMap::default();
    for provider in providers {
        *articles.entry(*provider).or_default() += 1;
    }
    let mut pairs: Vec<(u32, Feature)> =
        uses.iter().map(|used| (providers[used.article as usize], used.feature)).collect();
    pairs.par_sort_unstable();
    let is_habit = |run: &&[(u32, Feature)]| {
        let count = articles[&run[0].0];
        count >= KNOWN && run.len() * 2 > count
    };
    pairs.chunk_by(|a, b| a == b).filter(is_habit).map(|run| run[0]).collect()
}

/// Uses by word and, through their places, by article.
struct Index {
    uses: Vec<Use>,
    /// Places of uses, those of one article together.
    places: Vec<u32>,
    /// Where in them each article begins, and the end of the last.
    starts: Vec<usize>,
}

impl Index {
    /// Weighs words by how rare they are (tf-idf), so that each article has length 1 in all.
    fn new(mut uses: Vec<Use>, articles: usize) -> Self {
        let mut squares = vec![0.0_f32; articles];
        #[expect(clippy::cast_precision_loss, reason = "a logarithm of it is taken")]
        let all = articles as f32 + BACKGROUND;
        for run in uses.chunk_by_mut(|a, b| a.feature == b.feature) {
            #[expect(clippy::cast_precision_loss, reason = "a logarithm of it is taken")]
            let rarity = (all / (1.0 + run.len() as f32)).ln();
            for used in run {
                used.weight = (1.0 + used.weight.ln().max(LEAST)) * rarity;
                squares[used.article as usize] += used.weight * used.weight;
            }
        }
        // As if each had some words more that no other has: those of one word are not the
        // same for that.
        let unknown = UNKNOWN * all.ln() * all.ln();
        for square in &mut squares {
            *square += unknown;
        }
        let mut starts = vec![0; articles + 1];
        for used in &mut uses {
            used.weight /= squares[used.article as usize].sqrt();
            starts[used.article as usize + 1] += 1;
        }
        for at in 0..articles {
            starts[at + 1] += starts[at];
        }
        let (mut next, mut places) = (starts.clone(), vec![0; uses.len()]);
        for (place, used) in uses.iter().enumerate() {
            let free = &mut next[used.article as usize];
            places[*free] = number(place);
            *free += 1;
        }
        Self { uses, places, starts }
    }

    /// Adds up, for each article after `at` and before `end`, what it shares with it. `sums`
    /// is all zero before; `met` tells where it is not afterwards.
    fn add_up(&self, at: usize, end: u32, sums: &mut [(f32, u32)], met: &mut Vec<u32>) {
        let most = ((end as usize).saturating_sub(at) / ONE_IN).clamp(FEW, EVERYWHERE);
        for place in &self.places[self.starts[at]..self.starts[at + 1]] {
            let own = self.uses[*place as usize];
            let after = &self.uses[*place as usize + 1..];
            let is_near = |used: &&Use| used.feature == own.feature && used.article < end;
            let count = after.iter().take(most + 1).take_while(is_near).count();
            if count > most {
                continue;
            }
            for used in &after[..count] {
                let (sum, words) = &mut sums[used.article as usize];
                if *sum == 0.0 {
                    met.push(used.article);
                }
                *sum += own.weight * used.weight;
                *words += u32::from(is_counted(own.feature));
            }
        }
    }
}

/// What was added up and is no chance, in time order; leaves `sums` all zero.
fn take<'a>(
    sums: &'a mut [(f32, u32)],
    met: &'a mut Vec<u32>,
) -> impl Iterator<Item = Similar> + 'a {
    met.sort_unstable();
    met.drain(..).filter_map(|other| {
        let (similarity, words) = std::mem::take(&mut sums[other as usize]);
        let similar = Similar { other, similarity, is_tie: words >= WORDS };
        (similarity >= SIMILAR).then_some(similar)
    })
}

/// The most similar ones, in time order.
fn strongest(mut similar: Vec<Similar>) -> Vec<Similar> {
    if similar.len() > MOST {
        let order = |a: &Similar, b: &Similar| {
            b.similarity.total_cmp(&a.similarity).then(a.other.cmp(&b.other))
        };
        similar.select_nth_unstable_by(MOST, order);
        similar.truncate(MOST);
        similar.sort_unstable_by_key(|it| it.other);
        similar.shrink_to_fit();
    }
    similar
}

/// To each article also those before it.
fn both_ways(mut similar: Vec<Vec<Similar>>) -> Vec<Vec<Similar>> {
    let after: Vec<usize> = similar.iter().map(Vec::len).collect();
    for (at, count) in after.into_iter().enumerate() {
        for place in 0..count {
            let it = similar[at][place];
            similar[it.other as usize].push(Similar { other: number(at), ..it });
        }
    }
    similar
}
