//! Weights of the words of each title. A word weighs as much as it is rare in news, and less where
//! the collection itself uses it at other times. What is written within the same days does not
//! count: a story must not make its own words common.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::words::Word;
use super::{NEAR_SECONDS, number};

/// Number of articles that the table of words stands for.
const BACKGROUND: f32 = 2000.0;
/// Squared weight of a word that no other title has, as if each title had one more: otherwise all
/// titles of a single word would be identical.
const UNIQUE: f32 = 112.0;
/// Number of other articles from which a provider is known to always use certain words.
const KNOWN: usize = 4;
/// A word shared by more articles within the near days than this costs much and says little: at
/// least `FEW`, one in `ONE_IN`, at most `MANY`.
const FEW: usize = 20;
const ONE_IN: usize = 8;
const MANY: usize = 1000;
/// The length of a vector, in units of its weights.
pub(super) const LENGTH: u16 = 1 << 15;

/// A word of a title as a part of its vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) stem: u32,
    pub(super) article: u32,
    /// Part of the vector, whose length is [`LENGTH`]: an integer, so that sums do not depend on
    /// their order. At least 1.
    pub(super) weight: u16,
    /// Few enough articles of the near days use the word to compare them all.
    pub(super) is_compared: bool,
}

/// An article in time order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report {
    /// Publication time, in seconds.
    pub(super) at: i64,
    pub(super) provider: u32,
}

/// What is known of the collection as a whole.
struct Collection<'a> {
    reports: &'a [Report],
    /// The articles of the near days of each.
    near: Vec<Range<u32>>,
    /// The articles of each provider, in time order.
    of_provider: Vec<Vec<u32>>,
}

/// Returns the uses of words of all titles: by article, in it by word.
pub(super) fn uses(titles: &[Vec<Word>], reports: &[Report]) -> Vec<Use> {
    let stems: Vec<(u32, u32, u8)> = titles
        .par_iter()
        .enumerate()
        .flat_map_iter(|(article, title)| {
            let evidence = title.iter().filter(|word| word.is_evidence());
            let mut stems: Vec<_> =
                evidence.map(|word| (number(article), word.stem, word.rarity)).collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        })
        .collect();
    let collection = Collection::of(reports);
    let mut order: Vec<u64> = Vec::with_capacity(stems.len());
    order.extend(
        stems.iter().enumerate().map(|(at, (_, stem, _))| u64::from(*stem) << 32 | at as u64),
    );
    order.par_sort_unstable();
    let weighed: Vec<Vec<(u32, f32, bool)>> = order
        .par_chunk_by(|a, b| a >> 32 == b >> 32)
        .fold(Vec::new, |mut weighed, run| {
            collection.weigh(run, &stems, &mut weighed);
            weighed
        })
        .collect();
    let mut weights = vec![(0.0, false); stems.len()];
    for (at, weight, is_compared) in weighed.into_iter().flatten() {
        weights[at as usize] = (weight, is_compared);
    }
    normalized(&stems, &weights)
}

/// Scales the vector of each article to the same length.
fn normalized(stems: &[(u32, u32, u8)], weights: &[(f32, bool)]) -> Vec<Use> {
    let mut uses = Vec::with_capacity(stems.len());
    let mut start = 0;
    for words in stems.chunk_by(|a, b| a.0 == b.0) {
        let own = &weights[start..start + words.len()];
        start += words.len();
        let square: f32 = own.iter().map(|(weight, _)| weight * weight).sum();
        let scale = f32::from(LENGTH) / (square + UNIQUE).sqrt();
        for ((article, stem, _), (weight, is_compared)) in words.iter().zip(own) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a part is not longer than the whole"
            )]
            let weight = (weight * scale).round() as u16;
            if weight > 0 {
                let (stem, article, is_compared) = (*stem, *article, *is_compared);
                uses.push(Use { stem, article, weight, is_compared });
            }
        }
    }
    uses
}

impl<'a> Collection<'a> {
    fn of(reports: &'a [Report]) -> Self {
        let (mut start, mut end) = (0, 0);
        let near = reports.iter().map(|report| {
            let (from, to) = (report.at - NEAR_SECONDS, report.at + NEAR_SECONDS);
            start += reports[start..].iter().take_while(|other| other.at < from).count();
            end += reports[end..].iter().take_while(|other| other.at <= to).count();
            number(start)..number(end)
        });
        let near = near.collect();
        let mut of_provider: Vec<Vec<u32>> = Vec::new();
        for (at, report) in reports.iter().enumerate() {
            let provider = report.provider as usize;
            if provider >= of_provider.len() {
                of_provider.resize(provider + 1, Vec::new());
            }
            of_provider[provider].push(number(at));
        }
        Self { reports, near, of_provider }
    }

    /// Weighs all uses of a word; `run` are their places in `stems`, in time order.
    fn weigh(&self, run: &[u64], stems: &[(u32, u32, u8)], weighed: &mut Vec<(u32, f32, bool)>) {
        let place = |it: u64| u32::try_from(it & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        let article = |it: u64| stems[place(it) as usize].0;
        let share = (-f32::from(stems[place(run[0]) as usize].2) / 10.0).exp();
        let weight = |article: u32, out: usize| {
            let near = &self.near[article as usize];
            weight(share, (out, self.reports.len() - near.len()))
        };
        // About half of all words are those of a single title.
        if let [only] = *run {
            weighed.push((place(only), weight(article(only), 0), false));
            return;
        }
        let articles: Vec<u32> = run.iter().map(|it| article(*it)).collect();
        let habits = self.habits(&articles);
        let mut counts = Counts::default();
        weighed.extend(articles.iter().zip(run).map(|(article, it)| {
            let near = &self.near[*article as usize];
            let count = counts.within(&articles, near);
            let is_habit = habits.binary_search(article).is_ok();
            let weight = if is_habit { 0.0 } else { weight(*article, articles.len() - count) };
            (place(*it), weight, count <= (near.len() / ONE_IN).clamp(FEW, MANY))
        }));
    }

    /// The articles, of those with a word, whose provider uses it in most of its others: its own
    /// name, or that of a series. Sorted.
    fn habits(&self, articles: &[u32]) -> Vec<u32> {
        if articles.len() * 2 <= KNOWN {
            return Vec::new();
        }
        let mut by_provider: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for article in articles {
            let provider = self.reports[*article as usize].provider;
            by_provider.entry(provider).or_default().push(*article);
        }
        let mut habits = Vec::new();
        for (provider, articles) in by_provider.iter().filter(|(_, some)| some.len() * 2 > KNOWN) {
            let (mut counts, mut all_counts) = (Counts::default(), Counts::default());
            let all = &self.of_provider[*provider as usize];
            let is_habit = |article: &&u32| {
                let near = &self.near[**article as usize];
                let out = articles.len() - counts.within(articles, near);
                let of = all.len() - all_counts.within(all, near);
                of >= KNOWN && out * 2 > of
            };
            habits.extend(articles.iter().filter(is_habit));
        }
        habits.sort_unstable();
        habits
    }
}

/// Counts the articles of a sorted list within a range that only moves on.
#[derive(Default)]
struct Counts {
    start: usize,
    end: usize,
}

impl Counts {
    fn within(&mut self, articles: &[u32], range: &Range<u32>) -> usize {
        let before = |bound: u32, from: usize| {
            articles[from..].iter().take_while(|article| **article < bound).count()
        };
        self.start += before(range.start, self.start);
        self.end += before(range.end, self.end);
        self.end - self.start
    }
}

/// The weight of a word that a `share` of all titles has, and `out.0` of the `out.1` articles of
/// other days.
#[expect(clippy::cast_precision_loss, reason = "a logarithm of it is taken")]
fn weight(share: f32, out: (usize, usize)) -> f32 {
    let here = (BACKGROUND * share + out.0 as f32) / (BACKGROUND + out.1 as f32);
    -share.max(here).ln()
}
