//! Components: articles that resemble each other, directly or through others. Each is compared by
//! itself.

use super::number;
use super::pairs::Pair;

/// The articles of a component and their similarities.
pub(super) struct Component {
    /// In time order.
    pub(super) members: Vec<u32>,
    /// The pairs of each member with later ones, by place among the members.
    pub(super) pairs: Vec<Vec<Pair>>,
}

/// Splits articles into components; those without pairs are in none.
pub(super) fn components(pairs: Vec<Vec<Pair>>) -> Vec<Component> {
    let mut roots = Roots((0..number(pairs.len())).collect());
    let mut is_paired = vec![false; pairs.len()];
    for (at, own) in pairs.iter().enumerate() {
        is_paired[at] |= !own.is_empty();
        for pair in own {
            is_paired[pair.other as usize] = true;
            roots.join(number(at), pair.other);
        }
    }
    let mut components: Vec<Component> = Vec::new();
    // The component of each article, and its place in it.
    let mut places = vec![(0, 0); pairs.len()];
    for article in (0..number(pairs.len())).filter(|at| is_paired[*at as usize]) {
        let first = roots.find(article);
        if first == article {
            components.push(Component { members: Vec::new(), pairs: Vec::new() });
            places[article as usize].0 = components.len() - 1;
        }
        let component = places[first as usize].0;
        let members = &mut components[component].members;
        places[article as usize] = (component, number(members.len()));
        members.push(article);
    }
    for (at, mut own) in pairs.into_iter().enumerate().filter(|(at, _)| is_paired[*at]) {
        for pair in &mut own {
            pair.other = places[pair.other as usize].1;
        }
        components[places[at].0].pairs.push(own);
    }
    components
}

/// Disjoint sets; the smallest member of each is its root.
pub(super) struct Roots(pub(super) Vec<u32>);

impl Roots {
    pub(super) fn find(&mut self, member: u32) -> u32 {
        let Self(roots) = self;
        let mut at = member;
        while roots[at as usize] != at {
            roots[at as usize] = roots[roots[at as usize] as usize];
            at = roots[at as usize];
        }
        at
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
