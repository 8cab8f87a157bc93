//! Which articles of given similarities are one group: members join and leave until none gains
//! by it.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{NEAR_SECONDS, number};

/// What each member of a group weighs against joining it.
const APART: f32 = 0.04;
/// What a story of its own is worth.
const ALONE: f32 = 0.45;
/// What weighs against two articles of one provider in one group.
const SAME_PROVIDER: f32 = 1.0;
/// How often members may change places before the groups are taken as they are.
const ROUNDS: usize = 8;

/// An article, or a group of them that moves as one.
pub(super) struct Unit {
    pub(super) members: Vec<u32>,
    /// Provider and how many articles it has here, sorted.
    pub(super) providers: Vec<(u32, u32)>,
    pub(super) first: i64,
    pub(super) last: i64,
    /// Other units, and the sum of the similarities between their members and these.
    pub(super) similar: Vec<(u32, f32)>,
}

/// Lets units join and leave groups until none gains by it, then groups do the same as
/// units.
pub(super) fn groups(mut units: Vec<Unit>) -> Vec<Unit> {
    loop {
        let before = units.len();
        units = merged(&units);
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
fn merged(units: &[Unit]) -> Vec<Unit> {
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
                let gain = groups[group as usize].gain(unit, sum, units);
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
    joined(units, &groups, &of)
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
