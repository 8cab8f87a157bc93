//! How similar the texts of articles are: rare words shared, by an inverted index in time
//! order.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::telling::{Feature, Telling};
use super::{NEAR_SECONDS, number};

/// Less than this is chance.
const SIMILAR: f32 = 0.05;
/// A word that more articles of five days share says little and costs much.
const EVERYWHERE: usize = 400;
/// As if there were so many more articles: in a folder of ten, every word is rare.
const BACKGROUND: f32 = 1000.0;
/// A provider of whom this many articles are known shows which words it always uses.
const KNOWN: u32 = 4;

/// The features of each article with their weights, of length 1 in all.
pub(super) fn vectors(tellings: &[&Telling]) -> Vec<Vec<(Feature, f32)>> {
    let mut vectors: Vec<_> = tellings.par_iter().map(|telling| telling.features()).collect();
    drop_habits(tellings, &mut vectors);
    let mut count: FxHashMap<Feature, f32> = FxHashMap::default();
    for (feature, _) in vectors.iter().flatten() {
        *count.entry(*feature).or_default() += 1.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a logarithm of it is taken")]
    let all = tellings.len() as f32 + BACKGROUND;
    vectors.par_iter_mut().for_each(|vector| {
        for (feature, weight) in vector.iter_mut() {
            *weight = (1.0 + weight.ln().max(-0.75)) * (all / (1.0 + count[feature])).ln();
        }
        let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        for (_, weight) in vector.iter_mut() {
            *weight /= length;
        }
    });
    vectors
}

/// Leaves out what stands in most articles of its provider: its own name, its series.
fn drop_habits(tellings: &[&Telling], vectors: &mut [Vec<(Feature, f32)>]) {
    let mut articles: FxHashMap<&str, u32> = FxHashMap::default();
    for telling in tellings {
        *articles.entry(&telling.provider).or_default() += 1;
    }
    articles.retain(|_, count| *count >= KNOWN);
    let mut uses: FxHashMap<(&str, Feature), u32> = FxHashMap::default();
    for (telling, vector) in tellings.iter().zip(&*vectors) {
        if articles.contains_key(&*telling.provider) {
            for (feature, _) in vector {
                *uses.entry((&telling.provider, *feature)).or_default() += 1;
            }
        }
    }
    for (telling, vector) in tellings.iter().zip(vectors) {
        if let Some(count) = articles.get(&*telling.provider) {
            vector.retain(|(feature, _)| uses[&(&*telling.provider, *feature)] * 2 <= *count);
        }
    }
}

/// For each article those that are similar to it, and how much.
pub(super) fn similarities(
    tellings: &[&Telling],
    vectors: &[Vec<(Feature, f32)>],
) -> Vec<Vec<(u32, f32)>> {
    let mut index: FxHashMap<Feature, Vec<(u32, f32)>> = FxHashMap::default();
    for (at, vector) in vectors.iter().enumerate() {
        for (feature, weight) in vector {
            index.entry(*feature).or_default().push((number(at), *weight));
        }
    }
    index.retain(|_, uses| uses.len() > 1);
    let later: Vec<Vec<(u32, f32)>> = (0..tellings.len())
        .into_par_iter()
        .map_init(
            || (vec![0.0_f32; tellings.len()], Vec::new()),
            |(sums, met), at| later(at, tellings, &vectors[at], &index, sums, met),
        )
        .collect();
    let mut both = later.clone();
    for (at, similar) in later.iter().enumerate() {
        for (other, similarity) in similar {
            both[*other as usize].push((number(at), *similarity));
        }
    }
    both
}

/// Those similar to `at` that come after it. `sums` is all zero before and afterwards.
fn later(
    at: usize,
    tellings: &[&Telling],
    vector: &[(Feature, f32)],
    index: &FxHashMap<Feature, Vec<(u32, f32)>>,
    sums: &mut [f32],
    met: &mut Vec<u32>,
) -> Vec<(u32, f32)> {
    let until = tellings[at].at.saturating_add(NEAR_SECONDS);
    for (feature, weight) in vector {
        let Some(uses) = index.get(feature) else { continue };
        let after = uses.partition_point(|(other, _)| *other as usize <= at);
        let near = uses.get(after..after + EVERYWHERE + 1).unwrap_or(&uses[after..]);
        let near = near.partition_point(|(other, _)| tellings[*other as usize].at <= until);
        if near > EVERYWHERE {
            continue;
        }
        for (other, own) in &uses[after..after + near] {
            let sum = &mut sums[*other as usize];
            if *sum == 0.0 {
                met.push(*other);
            }
            *sum += weight * own;
        }
    }
    let mut similar = Vec::new();
    met.sort_unstable();
    for other in met.drain(..) {
        let sum = std::mem::take(&mut sums[other as usize]);
        if sum >= SIMILAR && tellings[other as usize].provider != tellings[at].provider {
            similar.push((other, sum));
        }
    }
    similar
}
