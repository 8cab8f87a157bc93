//! Similarity of the texts of articles: shared rare words, found with an inverted index in time
//! order.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::story_text::{Feature, StoryText, is_counted};
use super::{NEAR_SECONDS, number};

/// Sharing this many words is more than sharing a name that many stories mention.
const WORDS: u32 = 2;
/// Lower similarities are chance.
const SIMILAR: f32 = 0.05;
/// A word shared by more articles within five days says little and costs much. The limit is a
/// quarter of the articles in these days, but at least `FEW` and at most this many.
const EVERYWHERE: usize = 400;
const ONE_IN: usize = 4;
const FEW: usize = 60;
/// Maximum number of similar later articles kept for each one, which is enough to find its story.
/// If titles consisted of only a few words, there would be thousands.
const MOST: usize = 96;
/// Added to the number of articles: in a folder of ten, every word would be rare.
const BACKGROUND: f32 = 1000.0;
/// A provider with this many articles shows which words it always uses.
const KNOWN: usize = 4;
/// Words that each article is assumed to have in addition to its own.
const UNKNOWN: f32 = 0.4;
/// Lower bound for the logarithm of the weight of words that weigh less than a title word.
const LEAST: f32 = -0.75;

/// Another article, and how similar it is.
#[derive(Clone, Copy)]
pub(super) struct Similar {
    pub(super) other: u32,
    pub(super) similarity: f32,
    /// They share several words.
    pub(super) is_tie: bool,
}

/// Finds the similar articles of each article.
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

/// For each article, the first one that is too far away in time.
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
    /// Initially the frequency, later the tf-idf weight.
    weight: f32,
}

/// All uses of words, sorted by word, then by time; without words that a provider always uses,
/// which say nothing.
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

/// Words in most articles of a provider, such as its own name or a series.
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

/// Uses by word and, through their positions, by article.
struct Index {
    uses: Vec<Use>,
    /// Positions of uses, grouped by article.
    places: Vec<u32>,
    /// Where each article begins in `places`, and the end of the last.
    starts: Vec<usize>,
}

impl Index {
    /// Weighs words by rarity (tf-idf) and normalizes each article to length 1.
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
        // Assume that each article also has some unique words: otherwise all articles of a single
        // word would be identical.
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

    /// Sums, for each article after `at` and before `end`, the weight of shared words. `sums` must
    /// be all zero; `met` receives the indexes that are not afterwards.
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

/// Takes the sums that are not chance, in time order, and resets `sums` to zero.
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

/// The most similar articles, in time order.
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

/// Makes the relation symmetric by adding the earlier articles.
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
