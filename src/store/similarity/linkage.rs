//! Average linkage of articles that resemble each other: the two groups whose members resemble each
//! other most on average merge first. The nearest-neighbour chain finds the same tree as merging in
//! that order, whatever the order of articles; pairs that are not similar count as zero.

use super::components::{Component, Roots};
use super::pairs::Pair;
use super::weights::Report;
use super::{AVERAGE, NEAR_SECONDS, number};

/// Two groups that have merged, or an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Both parts, as places in the tree; `None` for an article.
    pub(super) parts: Option<(u32, u32)>,
    /// Number of articles.
    pub(super) size: u32,
    /// Sum of the similarities of all pairs of its articles.
    pub(super) within: u64,
}

/// The similarity of two groups: the sum over the pairs of their members. Sums above the maximum
/// are of a thousand articles against a thousand, and only then too low.
#[derive(Clone, Copy)]
struct Tie {
    other: u32,
    sum: u32,
}

/// A group that has not merged with another yet.
struct Group {
    node: u32,
    size: u64,
    first: i64,
    last: i64,
    ties: Vec<Tie>,
}

/// Merges the articles of a component as far as they are similar. Returns the tree: the articles
/// first, each merged group after its parts.
pub(super) fn merged(component: &Component, reports: &[Report]) -> Vec<Node> {
    let mut linkage = Linkage::of(component, reports);
    let mut chain: Vec<u32> = Vec::new();
    for start in 0..number(component.members.len()) {
        if linkage.into.find(start) == start {
            chain.push(start);
        }
        while let Some(end) = chain.pop() {
            let Some(next) = linkage.nearest(end) else { continue };
            // The order of pairs is strict, so a chain leads back only to the one before.
            if chain.last() == Some(&next) {
                chain.pop();
                linkage.merge(end, next);
                if chain.is_empty() {
                    chain.push(end.min(next));
                }
            } else {
                chain.extend([end, next]);
            }
        }
    }
    linkage.nodes
}

struct Linkage {
    nodes: Vec<Node>,
    /// By the first member of each; that of a merged group is the smaller of its parts'.
    groups: Vec<Group>,
    /// The group that each has merged into.
    into: Roots,
    /// The place of each group among the ties at hand; otherwise [`NOWHERE`].
    places: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Linkage {
    fn of(component: &Component, reports: &[Report]) -> Self {
        let count = component.members.len();
        let times = component.members.iter().map(|member| reports[*member as usize].at);
        let mut groups: Vec<Group> = (0..)
            .zip(times)
            .map(|(node, at)| Group { node, size: 1, first: at, last: at, ties: Vec::new() })
            .collect();
        for (at, own) in component.pairs.iter().enumerate() {
            for Pair { other, similarity } in own {
                groups[at].ties.push(Tie { other: *other, sum: *similarity });
                groups[*other as usize].ties.push(Tie { other: number(at), sum: *similarity });
            }
        }
        let into = Roots((0..number(count)).collect());
        let nodes = vec![Node { parts: None, size: 1, within: 0 }; count];
        Self { nodes, groups, into, places: vec![NOWHERE; count] }
    }

    /// Adds up the ties of a group to the same other group.
    fn add_up(&mut self, group: u32) -> Vec<Tie> {
        let ties = std::mem::take(&mut self.groups[group as usize].ties);
        let mut sums: Vec<Tie> = Vec::with_capacity(ties.len());
        for tie in ties {
            let other = self.into.find(tie.other);
            if other == group {
                continue;
            }
            if let Some(known) = sums.get_mut(self.places[other as usize] as usize) {
                known.sum = known.sum.saturating_add(tie.sum);
            } else {
                self.places[other as usize] = number(sums.len());
                sums.push(Tie { other, sum: tie.sum });
            }
        }
        for tie in &sums {
            self.places[tie.other as usize] = NOWHERE;
        }
        sums
    }

    /// The group with the greatest average similarity, of those it may merge with; of several the
    /// one whose pair has the first members.
    fn nearest(&mut self, group: u32) -> Option<u32> {
        let ties = self.add_up(group);
        let own = &self.groups[group as usize];
        let mut best: Option<(Tie, u64)> = None;
        for tie in &ties {
            let other = &self.groups[tie.other as usize];
            let span = own.last.max(other.last) - own.first.min(other.first);
            let sum = u64::from(tie.sum);
            if span > NEAR_SECONDS || sum < u64::from(AVERAGE) * own.size * other.size {
                continue;
            }
            let is_better = best.is_none_or(|(known, size)| {
                let (new, old) = (sum * size, u64::from(known.sum) * other.size);
                let pair = |other: u32| (group.min(other), group.max(other));
                new > old || (new == old && pair(tie.other) < pair(known.other))
            });
            if is_better {
                best = Some((*tie, other.size));
            }
        }
        self.groups[group as usize].ties = ties;
        best.map(|(tie, _)| tie.other)
    }

    /// Merges two groups whose ties are added up.
    fn merge(&mut self, a: u32, b: u32) {
        let (first, second) = (a.min(b), a.max(b));
        self.into.join(first, second);
        let place = second as usize;
        let ties = std::mem::take(&mut self.groups[place].ties);
        let sum = ties.iter().find(|tie| tie.other == first).map_or(0, |tie| tie.sum);
        let Group { node, size, first: begin, last: end, .. } = self.groups[place];
        let group = &mut self.groups[first as usize];
        let parts = (group.node, node);
        group.node = number(self.nodes.len());
        group.size += size;
        (group.first, group.last) = (group.first.min(begin), group.last.max(end));
        group.ties.extend(ties);
        let (one, other) = (self.nodes[parts.0 as usize], self.nodes[parts.1 as usize]);
        let within = one.within + other.within + u64::from(sum);
        self.nodes.push(Node { parts: Some(parts), size: one.size + other.size, within });
    }
}
