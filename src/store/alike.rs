//! Which articles tell one story by their texts. Pure: the same articles give the same
//! groups, in whatever order they come, and nothing is remembered.
//!
//! Two titles are as similar as the rare words that they share (cosine of tf-idf over words and
//! the beginnings of words). A group grows where that pays: an article joins for the sum of
//! its similarities to all members, less [`APART`] for each of them, less [`ALONE`] for the
//! story of its own that it gives up. So a pair needs titles that are nearly the same, while
//! in a story that many tell a member need not be like every other. What speaks against:
//! another article of the same provider ([`SAME_PROVIDER`]), which is never
//! similar to begin with: providers repeat themselves, and their second report is folded only
//! where several others vouch for it. Articles more than [`NEAR_SECONDS`] apart are never in
//! one group, and neither are those of a single provider.
//!
//! The search is by an inverted index, in time order: an article is compared with those of
//! the next five days with which it shares a word that is not everywhere in these days.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Id;
use super::telling::{Feature, Telling};

/// Five days.
const NEAR_SECONDS: i64 = 5 * 24 * 60 * 60;
/// What each member of a group weighs against joining it.
const APART: f32 = 0.04;
/// What a story of its own is worth.
const ALONE: f32 = 0.45;
/// What weighs against two articles of one provider in one group.
const SAME_PROVIDER: f32 = 1.0;
/// Less than this is chance.
const SIMILAR: f32 = 0.05;
/// A word that more articles of five days share says little and costs much.
const EVERYWHERE: usize = 400;
/// As if there were so many more articles: in a folder of ten, every word is rare.
const BACKGROUND: f32 = 1000.0;
/// A provider of whom this many articles are known shows which words it always uses.
const KNOWN: u32 = 4;
/// How often members may change places before the groups are taken as they are.
const ROUNDS: usize = 8;

/// Groups of at least two articles and two providers; what is in none stands alone.
#[must_use]
pub fn alike(tellings: &[Telling]) -> Vec<Vec<Id>> {
    let mut tellings: Vec<&Telling> = tellings.iter().collect();
    tellings.par_sort_unstable_by(|a, b| (a.at, &a.key, a.id).cmp(&(b.at, &b.key, b.id)));
    let vectors = vectors(&tellings);
    let similar = similarities(&tellings, &vectors);
    let mut providers: FxHashMap<&str, u32> = FxHashMap::default();
    let units = tellings.iter().zip(similar).enumerate().map(|(at, (telling, similar))| {
        let new = number(providers.len());
        let provider = *providers.entry(&telling.provider).or_insert(new);
        Unit {
            members: vec![number(at)],
            providers: vec![(provider, 1)],
            first: telling.at,
            last: telling.at,
            similar,
        }
    });
    groups(units.collect())
        .into_iter()
        .map(|unit| unit.members.iter().map(|member| tellings[*member as usize].id).collect())
        .collect()
}

/// The features of each article with their weights, of length 1 in all.
fn vectors(tellings: &[&Telling]) -> Vec<Vec<(Feature, f32)>> {
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
        vector.iter_mut().for_each(|(_, weight)| *weight /= length);
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
fn similarities(tellings: &[&Telling], vectors: &[Vec<(Feature, f32)>]) -> Vec<Vec<(u32, f32)>> {
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

/// An article, or a group of them that moves as one.
struct Unit {
    members: Vec<u32>,
    /// Provider and how many articles it has here, sorted.
    providers: Vec<(u32, u32)>,
    first: i64,
    last: i64,
    /// Other units, and the sum of the similarities between their members and these.
    similar: Vec<(u32, f32)>,
}

/// Lets units join and leave groups until none gains by it, then groups do the same as
/// units.
fn groups(mut units: Vec<Unit>) -> Vec<Unit> {
    loop {
        let before = units.len();
        units = merged(units);
        if units.len() == before {
            break;
        }
    }
    units.retain(|unit| unit.providers.len() > 1);
    units
}

/// A group under way.
#[derive(Default)]
struct Group {
    units: BTreeSet<u32>,
    size: f32,
    providers: FxHashMap<u32, u32>,
}

impl Group {
    fn add(&mut self, at: u32, unit: &Unit) {
        self.units.insert(at);
        self.size += size(unit);
        for (provider, count) in &unit.providers {
            *self.providers.entry(*provider).or_default() += count;
        }
    }

    fn remove(&mut self, at: u32, unit: &Unit) {
        self.units.remove(&at);
        self.size -= size(unit);
        for (provider, count) in &unit.providers {
            *self.providers.entry(*provider).or_default() -= count;
        }
    }

    /// What a unit gains by being in it, where `similar` is the sum of similarities.
    fn gain(&self, unit: &Unit, similar: f32, units: &[Unit]) -> f32 {
        let first = self.units.iter().map(|at| units[*at as usize].first).min();
        let last = self.units.iter().map(|at| units[*at as usize].last).max();
        let (Some(first), Some(last)) = (first, last) else { return f32::MIN };
        if last.max(unit.last) - first.min(unit.first) > NEAR_SECONDS {
            return f32::MIN;
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "no provider has so many reports of a story"
        )]
        let same: f32 = unit
            .providers
            .iter()
            .map(|(provider, count)| {
                (self.providers.get(provider).copied().unwrap_or(0) * count) as f32
            })
            .sum();
        similar - APART * size(unit) * self.size - SAME_PROVIDER * same - ALONE
    }
}

#[expect(clippy::cast_precision_loss, reason = "no story has so many members")]
fn size(unit: &Unit) -> f32 {
    unit.members.len() as f32
}

/// One level: units move between groups, and each group becomes a unit.
fn merged(units: Vec<Unit>) -> Vec<Unit> {
    let mut groups: Vec<Group> = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        groups.push(Group::default());
        groups[at].add(number(at), unit);
    }
    let mut of: Vec<u32> = (0..number(units.len())).collect();
    // What has no neighbour cannot move, and of most articles that is so.
    let mut waiting: BTreeSet<u32> =
        of.iter().copied().filter(|at| !units[*at as usize].similar.is_empty()).collect();
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for _ in 0..ROUNDS {
        let mut next = BTreeSet::new();
        for at in waiting {
            let unit = &units[at as usize];
            let own = of[at as usize];
            groups[own as usize].remove(at, unit);
            sums.clear();
            for (other, similarity) in &unit.similar {
                *sums.entry(of[*other as usize]).or_default() += similarity;
            }
            let mut best = (0.0, home(at, own, &groups));
            let mut candidates: Vec<_> = sums.iter().map(|(group, sum)| (*group, *sum)).collect();
            candidates.sort_unstable_by_key(|(group, _)| *group);
            for (group, sum) in candidates {
                let gain = groups[group as usize].gain(unit, sum, &units);
                if gain > best.0 {
                    best = (gain, group);
                }
            }
            groups[best.1 as usize].add(at, unit);
            of[at as usize] = best.1;
            if best.1 != own {
                next.extend(unit.similar.iter().map(|(other, _)| *other));
            }
        }
        if next.is_empty() {
            break;
        }
        waiting = next;
    }
    joined(&units, &groups, &of)
}

/// A group without members for a unit that stands alone: its own, where that is empty.
fn home(at: u32, own: u32, groups: &[Group]) -> u32 {
    if groups[own as usize].units.is_empty() {
        return own;
    }
    if groups[at as usize].units.is_empty() {
        return at;
    }
    let empty = groups.iter().position(|group| group.units.is_empty());
    empty.map_or(own, number)
}

/// Each group as one unit, in the order of their first members.
fn joined(units: &[Unit], groups: &[Group], of: &[u32]) -> Vec<Unit> {
    let mut order: Vec<&Group> = groups.iter().filter(|group| !group.units.is_empty()).collect();
    order.sort_unstable_by_key(|group| group.units.first().copied());
    let mut new_of = vec![0; groups.len()];
    for (new, group) in order.iter().enumerate() {
        if let Some(first) = group.units.first() {
            new_of[of[*first as usize] as usize] = number(new);
        }
    }
    order
        .iter()
        .enumerate()
        .map(|(new, group)| {
            let parts: Vec<&Unit> = group.units.iter().map(|at| &units[*at as usize]).collect();
            let mut members: Vec<u32> =
                parts.iter().flat_map(|part| part.members.iter().copied()).collect();
            members.sort_unstable();
            let mut providers: Vec<_> =
                group.providers.iter().map(|(name, count)| (*name, *count)).collect();
            providers.retain(|(_, count)| *count > 0);
            providers.sort_unstable();
            let mut sums: Vec<(u32, f32)> = parts
                .iter()
                .flat_map(|part| &part.similar)
                .map(|(other, sum)| (new_of[of[*other as usize] as usize], *sum))
                .filter(|(other, _)| *other != number(new))
                .collect();
            sums.sort_by_key(|(other, _)| *other);
            sums.dedup_by(|next, sum| {
                let same = next.0 == sum.0;
                if same {
                    sum.1 += next.1;
                }
                same
            });
            Unit {
                members,
                providers,
                first: parts.iter().map(|part| part.first).min().unwrap_or(0),
                last: parts.iter().map(|part| part.last).max().unwrap_or(0),
                similar: sums,
            }
        })
        .collect()
}

/// No store holds more than ids can count.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
