//! The documents of each story, recomputed where leads change: each story once, however many of its
//! documents are affected.

use super::super::Id;
use super::super::articles::Articles;
use super::super::sort::best_first;
use super::Stories;

/// The documents of a story.
#[derive(Debug)]
pub(super) struct Members {
    /// The lead, then the others, best first.
    pub(super) docs: Vec<Id>,
    pub(super) earliest: Id,
}

impl Stories {
    /// Recomputes the lead of the story of each of `nodes`.
    pub(super) fn lead(&mut self, articles: &Articles, nodes: &[u32]) -> Vec<Id> {
        // Pairs of a lead and a node that follows it, or of a lead and a node that left it.
        let mut follows = Vec::with_capacity(nodes.len());
        for node in nodes {
            let at = *node as usize;
            if at >= self.heads.len() {
                self.heads.resize(at + 1, u32::MAX);
                self.provider_counts.resize(at + 1, 0);
            }
            let is_there = self.links.is_there(*node);
            let new = if is_there { self.find_head(articles, *node) } else { u32::MAX };
            let old = self.heads[at];
            if old != u32::MAX && old != new {
                follows.push((old, None));
            }
            self.heads[at] = new;
            if is_there {
                follows.push((new, Some(*node)));
            }
        }
        follows.sort_unstable();
        let mut changed = Vec::new();
        for story in follows.chunk_by(|a, b| a.0 == b.0) {
            let joined = story.iter().filter_map(|(_, node)| *node);
            self.tell(articles, story[0].0, joined, &mut changed);
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Collects the documents of a story; `joined` are the nodes that may be new.
    fn tell(
        &mut self,
        articles: &Articles,
        head: u32,
        joined: impl Iterator<Item = u32> + Clone,
        changed: &mut Vec<Id>,
    ) {
        let alone = matches!(self.links.docs(head), [_]) && self.heads[head as usize] == head;
        if alone && !self.members.contains_key(&head) && joined.clone().all(|node| node == head) {
            self.provider_counts[head as usize] =
                self.count_providers(articles, self.links.docs(head));
            changed.extend(self.links.docs(head));
            return;
        }
        let before = self.members.remove(&head);
        let docs = self.told_by(articles, head, before.as_ref(), joined);
        if docs.is_empty() {
            // A former lead that all members have left.
            return;
        }
        let sources = self.count_providers(articles, &docs);
        let is_same = before.is_some_and(|before| before.docs == docs)
            && self.provider_counts[head as usize] == sources;
        if !is_same {
            changed.extend(&docs);
        }
        self.provider_counts[head as usize] = sources;
        if docs.len() > 1 {
            let earliest = earliest(articles, &docs);
            self.members.insert(head, Members { docs, earliest });
        }
    }

    /// The documents of the story that a node leads, its own first; none if it leads no longer.
    fn told_by(
        &self,
        articles: &Articles,
        head: u32,
        before: Option<&Members>,
        joined: impl Iterator<Item = u32>,
    ) -> Vec<Id> {
        let mut nodes: Vec<u32> = joined.chain([head]).collect();
        let members = before.map_or(&[][..], |before| &before.docs);
        nodes.extend(members.iter().map(|id| self.links.node(*id)));
        nodes.retain(|node| self.heads[*node as usize] == head);
        nodes.sort_unstable();
        nodes.dedup();
        let mut docs: Vec<Id> =
            nodes.iter().flat_map(|node| self.links.docs(*node)).copied().collect();
        let lead = self.links.docs(head).first().copied();
        docs.sort_by(|a, b| {
            let (first, second) = (&articles[a.index()], &articles[b.index()]);
            let is_other = |id: &Id| Some(*id) != lead;
            is_other(a).cmp(&is_other(b)).then_with(|| best_first(first, second))
        });
        docs
    }

    /// Counts the providers of a story; its lead is the first of `docs`.
    fn count_providers(&self, articles: &Articles, docs: &[Id]) -> u32 {
        let article = |id: &Id| &articles[id.index()];
        // Most articles are single.
        if docs.len() == 1 && article(&docs[0]).related.is_empty() {
            return 1;
        }
        let mut providers: Vec<&str> = docs.iter().map(|id| &*article(id).provider.name).collect();
        providers.extend(self.outside(articles, docs).map(|item| &*item.provider.name));
        providers.sort_unstable();
        providers.dedup();
        u32::try_from(providers.len()).unwrap_or(u32::MAX)
    }
}

/// The earliest of some documents, undated ones last.
fn earliest(articles: &Articles, docs: &[Id]) -> Id {
    let rank = |id: &Id| {
        let article = &articles[id.index()];
        (article.date.is_none(), article.date, &article.key)
    };
    docs.iter().copied().min_by(|a, b| rank(a).cmp(&rank(b))).unwrap_or(docs[0])
}
