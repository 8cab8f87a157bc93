//! Ties between pages: how often each lists the other. Changes are gathered and applied page by
//! page, so that a batch costs no more than the ties that it touches.

/// A tie between two places, kept by both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// The other place.
    pub(super) place: u32,
    /// How often this place lists the other.
    pub(super) lists: i32,
    /// How often the other place lists this one.
    pub(super) listed: i32,
}

/// Listings that come or go.
#[derive(Debug, Default)]
pub(super) struct Listings(Vec<(u32, Edge)>);

impl Listings {
    /// Notes that a place lists another so many times more, or less.
    pub(super) fn add(&mut self, place: u32, other: u32, count: i32) {
        self.0.push((place, Edge { place: other, lists: count, listed: 0 }));
        self.0.push((other, Edge { place, lists: 0, listed: count }));
    }

    /// The changes of each place.
    pub(super) fn by_place(mut self) -> Vec<(u32, Vec<Edge>)> {
        self.0.sort_unstable_by_key(|(place, edge)| (*place, edge.place));
        let places = self.0.chunk_by(|a, b| a.0 == b.0);
        places.map(|all| (all[0].0, all.iter().map(|(_, edge)| *edge).collect())).collect()
    }
}

/// Adds changes to the edges of a place, which are sorted by place; those without a listing go.
pub(super) fn merge(near: &mut Vec<Edge>, changes: Vec<Edge>) {
    near.extend(changes);
    // Two sorted runs take linear time.
    near.sort_by_key(|edge| edge.place);
    near.dedup_by(|next, edge| {
        let is_same = next.place == edge.place;
        if is_same {
            edge.lists = edge.lists.saturating_add(next.lists);
            edge.listed = edge.listed.saturating_add(next.listed);
        }
        is_same
    });
    near.retain(|edge| edge.lists > 0 || edge.listed > 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_lasts_as_long_as_one_of_its_places_lists_the_other() {
        let mut near = Vec::new();
        let mut change = |changes: &[(u32, u32, i32)]| {
            let mut listings = Listings::default();
            for (place, other, count) in changes {
                listings.add(*place, *other, *count);
            }
            for (_, edges) in listings.by_place().into_iter().filter(|(place, _)| *place == 1) {
                merge(&mut near, edges);
            }
            near.iter().map(|edge| (edge.place, edge.lists, edge.listed)).collect::<Vec<_>>()
        };
        assert_eq!(change(&[(1, 7, 1), (1, 2, 1), (2, 1, 1), (1, 7, 1)]), [(2, 1, 1), (7, 2, 0)]);
        assert_eq!(change(&[(1, 7, -1), (1, 2, -1)]), [(2, 0, 1), (7, 1, 0)]);
        assert_eq!(change(&[(1, 7, -1), (2, 1, -1), (5, 1, 1)]), [(5, 0, 1)]);
    }
}
