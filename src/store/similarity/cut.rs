//! Cuts the tree of merged groups into stories: where a group says more as a whole than in parts,
//! and where it tells of one event rather than of one subject.

use rustc_hash::FxHashMap;

use super::linkage::Node;
use super::weights::{LENGTH, Report, Use};
use super::{AVERAGE, ONE};

/// What a story must gain for each member after the first: a pair needs that much more than
/// [`AVERAGE`], ten members an average of `.18`.
const ALONE: i64 = ONE as i64 / 2;
/// Reports of one event share more words than two, the more so the longer it is told: a similarity
/// without the two strongest words of one part in `REST` for each day of the mean deviation from
/// the median time, and at least for `SHORT`.
const REST: u128 = 50;
const DAY: u128 = 24 * 60 * 60;
/// A subject that is new to the collection looks like an event for days.
const SHORT: u128 = DAY;
/// Failed parts within each other after which the rest stays apart.
const PATIENCE: u32 = 64;

/// What is known of all articles.
pub(super) struct Evidence {
    pub(super) reports: Vec<Report>,
    /// By article.
    pub(super) uses: Vec<Use>,
    /// Where each article begins in `uses`, and the end of the last.
    pub(super) starts: Vec<u32>,
}

/// Returns the stories in the tree of a component with these members, as sorted articles.
pub(super) fn stories(tree: &[Node], members: &[u32], evidence: &Evidence) -> Vec<Vec<u32>> {
    let is_whole = wholes(tree);
    let mut is_part = vec![false; tree.len()];
    for (a, b) in tree.iter().filter_map(|node| node.parts) {
        (is_part[a as usize], is_part[b as usize]) = (true, true);
    }
    let roots = (0..tree.len()).filter(|at| !is_part[*at]);
    let mut waiting: Vec<(usize, u32)> = roots.map(|root| (root, 0)).collect();
    let mut stories = Vec::new();
    while let Some((at, mut failures)) = waiting.pop() {
        let Some((a, b)) = tree[at].parts else { continue };
        if is_whole[at] {
            let story = articles(tree, at, members);
            if evidence.is_story(&story) {
                stories.push(story);
                continue;
            }
            failures += 1;
        }
        if failures < PATIENCE {
            waiting.extend([(a as usize, failures), (b as usize, failures)]);
        }
    }
    stories
}

/// Which groups are worth something, and no less than their parts.
fn wholes(tree: &[Node]) -> Vec<bool> {
    let mut worth: Vec<i64> = Vec::with_capacity(tree.len());
    let mut is_whole = Vec::with_capacity(tree.len());
    for node in tree {
        let size = i64::from(node.size);
        let pairs = size * (size - 1) / 2;
        let within = i64::try_from(node.within).unwrap_or(i64::MAX);
        let own = within - i64::from(AVERAGE) * pairs - ALONE * (size - 1);
        let parts = node.parts.map_or(0, |(a, b)| worth[a as usize] + worth[b as usize]);
        is_whole.push(own > 0 && own >= parts);
        worth.push(own.max(parts));
    }
    is_whole
}

/// The articles of a group, sorted.
fn articles(tree: &[Node], group: usize, members: &[u32]) -> Vec<u32> {
    let mut articles = Vec::with_capacity(tree[group].size as usize);
    let mut waiting = vec![group];
    while let Some(at) = waiting.pop() {
        match tree[at].parts {
            Some((a, b)) => waiting.extend([a as usize, b as usize]),
            None => articles.push(members[at]),
        }
    }
    articles.sort_unstable();
    articles
}

impl Evidence {
    /// Whether several providers tell of one event.
    fn is_story(&self, articles: &[u32]) -> bool {
        let report = |article: &u32| self.reports[*article as usize];
        let first = report(&articles[0]).provider;
        let several = articles.iter().any(|article| report(article).provider != first);
        if !several || articles.len() < 3 {
            return several;
        }
        let count = articles.len() as u128;
        let pairs = count * (count - 1) * u128::from(LENGTH) * u128::from(LENGTH);
        let time = self.deviation(articles).max(SHORT * count);
        self.rest(articles) * REST * DAY * count >= time * pairs
    }

    /// Twice the sum of the similarities of all pairs without the two words that add most to it, in
    /// units of vectors.
    fn rest(&self, articles: &[u32]) -> u128 {
        let mut sums: FxHashMap<u32, (u64, u64)> = FxHashMap::default();
        for article in articles {
            let own = self.starts[*article as usize]..self.starts[*article as usize + 1];
            for used in &self.uses[own.start as usize..own.end as usize] {
                let weight = u64::from(used.weight);
                let (sum, squares) = sums.entry(used.stem).or_default();
                *sum += weight;
                *squares += weight * weight;
            }
        }
        let mut parts: Vec<u64> =
            sums.into_values().map(|(sum, squares)| sum * sum - squares).collect();
        parts.sort_unstable_by(|a, b| b.cmp(a));
        parts.iter().skip(2).map(|part| u128::from(*part)).sum()
    }

    /// The sum of the distances in time from the median, in seconds; the articles are sorted.
    fn deviation(&self, articles: &[u32]) -> u128 {
        let at = |article: &u32| self.reports[*article as usize].at;
        let median = at(&articles[articles.len() / 2]);
        articles.iter().map(|article| u128::from(at(article).abs_diff(median))).sum()
    }
}
