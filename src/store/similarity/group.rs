//! Partitions articles into groups by similarity: members join and leave until no move gains
//! anything.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::{NEAR_SECONDS, number};

/// Penalty for each member of a group when joining it.
const APART: f32 = 0.02;
/// Value of a story of its own.
const ALONE: f32 = 0.6;
/// Each member of a group needs at least one other this similar: many small similarities, such as
/// one word that all share, are not evidence.
const TIED: f32 = 0.2;
/// Penalty for two articles of one provider in one group.
const SAME_PROVIDER: f32 = 1.0;
/// Maximum number of rounds before the groups are accepted as they are.
const ROUNDS: usize = 4;

/// An article, or a group of articles that moves as one.
pub(super) struct Unit {
    pub(super) members: Vec<u32>,
    /// Each provider with its number of articles in the unit, sorted.
    pub(super) providers: Vec<(u32, u32)>,
    pub(super) first: i64,
    pub(super) last: i64,
    /// Ties to other units.
    pub(super) ties: Vec<Tie>,
}

/// The similarity of two units.
#[derive(Clone, Copy)]
pub(super) struct Tie {
    pub(super) other: u32,
    /// The sum of the similarities between their members.
    pub(super) sum: f32,
    /// The greatest similarity among pairs that share several words.
    pub(super) strongest: f32,
}

/// Lets units join and leave groups until no move gains anything, then repeats with the groups as
/// units. Returns the groups of several providers.
pub(super) fn groups(mut units: Vec<Unit>) -> Vec<Unit> {
    let mut done = Vec::new();
    loop {
        let before = units.len();
        units = merged(&without_isolated(units, &mut done));
        if units.len() == before {
            break;
        }
    }
    done.append(&mut units);
    done.retain(|unit| unit.providers.len() > 1);
    done.sort_unstable_by_key(|unit| unit.members.first().copied());
    done
}

/// Moves units without similar units to `done`: they can neither move nor be joined. That is true
/// of most articles.
fn without_isolated(units: Vec<Unit>, done: &mut Vec<Unit>) -> Vec<Unit> {
    let mut kept = 0;
    let new: Vec<u32> = units
        .iter()
        .map(|unit| {
            kept += u32::from(!unit.ties.is_empty());
            kept.wrapping_sub(1)
        })
        .collect();
    let (mut rest, isolated): (Vec<Unit>, Vec<Unit>) =
        units.into_iter().partition(|unit| !unit.ties.is_empty());
    for tie in rest.iter_mut().flat_map(|unit| &mut unit.ties) {
        tie.other = new[tie.other as usize];
    }
    done.extend(isolated);
    rest
}

/// A group being built.
#[derive(Default)]
struct Group {
    /// Sorted.
    units: Vec<u32>,
    size: f32,
    /// Sorted, as in [`Unit`].
    providers: Vec<(u32, u32)>,
    first: i64,
    last: i64,
}

impl Group {
    fn add(&mut self, at: u32, unit: &Unit) {
        let alone = self.units.is_empty();
        self.first = if alone { unit.first } else { self.first.min(unit.first) };
        self.last = if alone { unit.last } else { self.last.max(unit.last) };
        self.units.insert(self.units.partition_point(|other| *other < at), at);
        self.size += size(unit);
        for (provider, count) in &unit.providers {
            match self.providers.binary_search_by_key(provider, |(known, _)| *known) {
                Ok(place) => self.providers[place].1 += count,
                Err(place) => self.providers.insert(place, (*provider, *count)),
            }
        }
    }

    fn remove(&mut self, at: u32, units: &[Unit]) {
        let unit = &units[at as usize];
        self.units.retain(|other| *other != at);
        self.size -= size(unit);
        for (provider, count) in &unit.providers {
            if let Ok(place) = self.providers.binary_search_by_key(provider, |(known, _)| *known) {
                self.providers[place].1 -= count;
            }
        }
        self.providers.retain(|(_, count)| *count > 0);
        if unit.first == self.first || unit.last == self.last {
            let left = || self.units.iter().map(|at| &units[*at as usize]);
            self.first = left().map(|unit| unit.first).min().unwrap_or_default();
            self.last = left().map(|unit| unit.last).max().unwrap_or_default();
        }
    }

    /// The gain for a unit from being in the group; `similar` is the sum of its similarities to the
    /// members.
    fn gain(&self, unit: &Unit, similar: f32) -> f32 {
        let before = similar - APART * size(unit) * self.size - ALONE;
        if before <= 0.0
            || self.units.is_empty()
            || self.last.max(unit.last) - self.first.min(unit.first) > NEAR_SECONDS
        {
            return f32::MIN;
        }
        let pairs = unit.providers.iter().map(|(provider, count)| {
            let known = self.providers.binary_search_by_key(provider, |(known, _)| *known);
            known.map_or(0, |place| self.providers[place].1) * count
        });
        #[expect(clippy::cast_precision_loss, reason = "no provider reports so often of a story")]
        let same = pairs.sum::<u32>() as f32;
        before - SAME_PROVIDER * same
    }
}

#[expect(clippy::cast_precision_loss, reason = "no story has so many members")]
fn size(unit: &Unit) -> f32 {
    unit.members.len() as f32
}

/// The current assignment of units to groups.
struct Level<'a> {
    units: &'a [Unit],
    groups: Vec<Group>,
    /// The group of each unit.
    of: Vec<u32>,
    /// Groups without members.
    empty: Vec<u32>,
    /// Sum and maximum of the similarities by group, for one unit at a time.
    sums: FxHashMap<u32, (f32, f32)>,
}

/// Runs one level: units move between groups, and each group becomes a unit.
fn merged(units: &[Unit]) -> Vec<Unit> {
    let mut groups: Vec<Group> = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        groups.push(Group::default());
        groups[at].add(number(at), unit);
    }
    let of = (0..number(units.len())).collect();
    let mut level = Level { units, groups, of, empty: Vec::new(), sums: FxHashMap::default() };
    // Units without neighbours cannot move, and most articles have none.
    let mut waiting: Vec<u32> =
        level.of.iter().copied().filter(|at| !units[*at as usize].ties.is_empty()).collect();
    let mut queued = vec![false; units.len()];
    for _ in 0..ROUNDS {
        for at in &waiting {
            if level.place(*at) {
                for tie in &units[*at as usize].ties {
                    queued[tie.other as usize] = true;
                }
            }
        }
        waiting.clear();
        for (at, queued) in queued.iter_mut().enumerate().filter(|(_, queued)| **queued) {
            waiting.push(number(at));
            *queued = false;
        }
        if waiting.is_empty() {
            break;
        }
    }
    joined(units, &level.groups, &level.of)
}

impl Level<'_> {
    /// Moves a unit to the group with the greatest gain; returns whether its group changed.
    fn place(&mut self, at: u32) -> bool {
        let unit = &self.units[at as usize];
        let own = self.of[at as usize];
        self.groups[own as usize].remove(at, self.units);
        self.sums.clear();
        for tie in &unit.ties {
            let (sum, strongest) = self.sums.entry(self.of[tie.other as usize]).or_default();
            *sum += tie.sum;
            *strongest = strongest.max(tie.strongest);
        }
        let mut best: Option<(f32, u32)> = None;
        for (group, (sum, strongest)) in &self.sums {
            if *strongest < TIED {
                continue;
            }
            let gain = self.groups[*group as usize].gain(unit, *sum);
            // Break ties in favour of the current group, then of the first: the iteration order of
            // `sums` is arbitrary.
            let better = best.is_none_or(|(most, chosen)| {
                let rank = |group: u32| (group == own, Reverse(group));
                gain.total_cmp(&most).then(rank(*group).cmp(&rank(chosen))).is_gt()
            });
            if gain > 0.0 && better {
                best = Some((gain, *group));
            }
        }
        let chosen = best.map_or_else(|| self.alone(own), |(_, group)| group);
        self.groups[chosen as usize].add(at, unit);
        self.of[at as usize] = chosen;
        if chosen != own && self.groups[own as usize].units.is_empty() {
            self.empty.push(own);
        }
        chosen != own
    }

    /// Returns an empty group: the unit's own if it is the only member.
    fn alone(&mut self, own: u32) -> u32 {
        if self.groups[own as usize].units.is_empty() {
            return own;
        }
        while let Some(empty) = self.empty.pop() {
            if self.groups[empty as usize].units.is_empty() {
                return empty;
            }
        }
        // There are as many groups as units, so while one has two members, another is empty.
        own
    }
}

/// Makes each group a unit, in the order of their first members.
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
            let providers = group.providers.clone();
            let mut ties: Vec<Tie> = parts
                .iter()
                .flat_map(|part| &part.ties)
                .map(|tie| Tie { other: new_of[of[tie.other as usize] as usize], ..*tie })
                .filter(|tie| tie.other != number(new))
                .collect();
            ties.sort_by_key(|tie| tie.other);
            ties.dedup_by(|next, tie| {
                let same = next.other == tie.other;
                if same {
                    tie.sum += next.sum;
                    tie.strongest = tie.strongest.max(next.strongest);
                }
                same
            });
            Unit {
                members,
                providers,
                first: parts.iter().map(|part| part.first).min().unwrap_or(0),
                last: parts.iter().map(|part| part.last).max().unwrap_or(0),
                ties,
            }
        })
        .collect()
}
