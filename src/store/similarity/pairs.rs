//! Pairs of similar titles: of different providers, within five days, that share rare words. Found
//! with an inverted index in time order.

use rayon::prelude::*;

use super::conflict::conflict;
use super::number;
use super::weights::{Report, Use};
use super::words::Word;
use super::{AVERAGE, NEAR_SECONDS, ONE};

/// Similarity, in units of 1 / [`ONE`], that an article needs with at least one other.
const BEST: u32 = ONE / 5;
/// Square of the length of vectors, divided by [`ONE`], as a power of two.
const SCALE: u32 = 30 - 12;
/// The word is not compared.
const NOWHERE: u32 = u32::MAX;

/// A later article, and how similar it is, in units of 1 / [`ONE`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) other: u32,
    pub(super) similarity: u32,
}

/// Returns the similar later articles of each article. Articles that resemble no other closely are
/// left out.
pub(super) fn pairs(reports: &[Report], titles: &[Vec<Word>], uses: &[Use]) -> Vec<Vec<Pair>> {
    let index = Index::of(uses, reports.len());
    let ends = ends(reports);
    let mut pairs: Vec<Vec<Pair>> = (0..reports.len())
        .into_par_iter()
        .map_init(
            || (vec![0_u32; reports.len()], Vec::new()),
            |(sums, met), at| {
                index.add_up(at, ends[at], sums, met);
                let own = reports[at].provider;
                let others = take(sums, met).filter(|it| {
                    let other = it.other as usize;
                    reports[other].provider != own
                        && (it.similarity < BEST || !conflict(&titles[at], &titles[other]))
                });
                others.collect()
            },
        )
        .collect();
    leave_out(&mut pairs);
    pairs
}

/// Takes the sums that are not chance and resets `sums` to zero.
fn take<'a>(sums: &'a mut [u32], met: &'a mut Vec<u32>) -> impl Iterator<Item = Pair> + 'a {
    met.sort_unstable();
    met.drain(..).filter_map(|other| {
        let similarity = std::mem::take(&mut sums[other as usize]) >> SCALE;
        (similarity >= AVERAGE).then_some(Pair { other, similarity })
    })
}

/// Removes the pairs of articles that resemble no other closely.
fn leave_out(pairs: &mut [Vec<Pair>]) {
    let mut is_close = vec![false; pairs.len()];
    for (at, own) in pairs.iter().enumerate() {
        for pair in own.iter().filter(|pair| pair.similarity >= BEST) {
            (is_close[at], is_close[pair.other as usize]) = (true, true);
        }
    }
    pairs.par_iter_mut().enumerate().for_each(|(at, own)| {
        let is_at_close = is_close[at];
        own.retain(|pair| is_at_close && is_close[pair.other as usize]);
        own.shrink_to_fit();
    });
}

/// For each article, the first one that is too far away in time.
fn ends(reports: &[Report]) -> Vec<u32> {
    let mut end = 0;
    let end_of = |report: &Report| {
        let until = report.at.saturating_add(NEAR_SECONDS);
        end += reports[end..].iter().take_while(|other| other.at <= until).count();
        number(end)
    };
    reports.iter().map(end_of).collect()
}

/// The use of a word by an article.
#[derive(Clone, Copy)]
struct Posting {
    article: u32,
    weight: u32,
}

/// Uses by word and, through their places, by article.
struct Index {
    /// By word, in time order.
    postings: Vec<Posting>,
    /// By article: the place in `postings` after each use, and where the word ends.
    places: Vec<(u32, u32)>,
    /// Where each article begins in `places`, and the end of the last.
    starts: Vec<u32>,
}

impl Index {
    fn of(uses: &[Use], articles: usize) -> Self {
        let mut starts = vec![0; articles + 1];
        let mut order = Vec::with_capacity(uses.len());
        for (at, used) in uses.iter().enumerate() {
            starts[used.article as usize + 1] += 1;
            if used.is_compared {
                order.push(u64::from(used.stem) << 32 | at as u64);
            }
        }
        for at in 0..articles {
            starts[at + 1] += starts[at];
        }
        order.par_sort_unstable();
        let mut postings = Vec::with_capacity(order.len());
        let mut places = vec![(NOWHERE, NOWHERE); uses.len()];
        for run in order.chunk_by(|a, b| a >> 32 == b >> 32) {
            let end = number(postings.len() + run.len());
            for it in run {
                let at = usize::try_from(it & u64::from(u32::MAX)).unwrap_or(usize::MAX);
                let Use { article, weight, .. } = uses[at];
                postings.push(Posting { article, weight: u32::from(weight) });
                places[at] = (number(postings.len()), end);
            }
        }
        Self { postings, places, starts }
    }

    /// Sums, for each article after `at` and before `end`, the products of the weights of shared
    /// words. `sums` must be all zero; `met` receives the articles whose sums are not afterwards.
    fn add_up(&self, at: usize, end: u32, sums: &mut [u32], met: &mut Vec<u32>) {
        let own = self.starts[at] as usize..self.starts[at + 1] as usize;
        for (place, last) in self.places[own].iter().filter(|(place, _)| *place != NOWHERE) {
            let weight = self.postings[*place as usize - 1].weight;
            let after = &self.postings[*place as usize..*last as usize];
            for posting in after.iter().take_while(|posting| posting.article < end) {
                let sum = &mut sums[posting.article as usize];
                if *sum == 0 {
                    met.push(posting.article);
                }
                *sum += weight * posting.weight;
            }
        }
    }
}
