//! Stories: each document belongs to exactly one, which has one lead. `links` finds the ties that
//! documents declare and `similarity` those of their texts; this module combines both.

mod assigned;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Page;
use crate::article::Related;

use super::articles::Articles;
use super::assignments::Assignments;
use super::changes::discard;
use super::links::Links;
use super::sort::best_first;
use super::{Id, StoryText};

/// All stories of a store.
#[derive(Debug, Default)]
pub(super) struct Stories {
    links: Links,
    /// Nodes whose texts tell one story, by group number.
    groups: Vec<Vec<u32>>,
    group_of: FxHashMap<u32, usize>,
    assignments: Assignments,
    /// The node that leads instead of one that the reader took out of its story, or joined with
    /// others.
    instead: FxHashMap<u32, u32>,
    /// The documents of each story with more than one, best first, by the node that leads.
    members: FxHashMap<u32, Vec<Id>>,
    /// The node that leads the story of each node.
    heads: Vec<u32>,
    /// Number of providers of the story, for nodes that lead.
    provider_counts: Vec<u32>,
}

impl Stories {
    /// Adds documents with their pages; returns the documents whose story changed.
    pub(super) fn insert(&mut self, articles: &Articles, new: &[(Id, Page)]) -> Vec<Id> {
        let mut touched: Vec<u32> = self.links.insert(articles, new);
        for at in 0..touched.len() {
            let node = touched[at];
            let Some(group) = self.group_of.get(&node).copied() else { continue };
            if !self.may_group(articles, node) {
                self.group_of.remove(&node);
                self.groups[group].retain(|other| *other != node);
            }
            // Even if the node stays in the group: a copy of it may have become the best of all.
            touched.extend(&self.groups[group]);
        }
        touched.extend(self.apply_assignments(articles));
        touched.sort_unstable();
        touched.dedup();
        self.lead(articles, &touched)
    }

    /// Removes documents; returns the remaining documents of their stories, and all others whose
    /// story changed.
    pub(super) fn remove(&mut self, articles: &Articles, ids: &[Id]) -> Vec<Id> {
        let members: Vec<Id> = ids.iter().flat_map(|id| self.members(*id)).copied().collect();
        let mut touched: Vec<u32> = members.iter().map(|id| self.links.node(*id)).collect();
        for id in ids {
            let head = self.heads[self.links.node(*id) as usize];
            if let Some(members) = self.members.get_mut(&head) {
                members.retain(|other| other != id);
            }
        }
        touched.extend(self.links.remove(articles, ids));
        let mut empty: Vec<u32> = ids.iter().map(|id| self.links.node(*id)).collect();
        empty.sort_unstable();
        empty.dedup();
        empty.retain(|node| !self.links.is_there(*node));
        for node in empty.iter().copied() {
            if let Some(group) = self.group_of.remove(&node) {
                self.groups[group].retain(|other| *other != node);
                touched.extend(&self.groups[group]);
            }
            self.heads[node as usize] = u32::MAX;
        }
        touched.extend(self.apply_assignments(articles));
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|node| self.links.is_there(*node));
        let mut changed = self.lead(articles, &touched);
        for node in empty {
            self.members.remove(&node);
            self.links.free(node);
        }
        let gone: FxHashSet<&Id> = ids.iter().collect();
        changed.extend(members.iter().filter(|id| !gone.contains(id)));
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Replaces the groups found by text; returns the documents whose story changed.
    pub(super) fn regroup(&mut self, articles: &Articles, groups: Vec<Vec<Id>>) -> Vec<Id> {
        let old = std::mem::take(&mut self.groups);
        let old_of = std::mem::take(&mut self.group_of);
        let mut kept = vec![false; old.len()];
        let mut touched = Vec::new();
        for group in groups {
            // Some may have been removed since the comparison.
            let here = group.into_iter().filter(|id| articles.has(*id));
            let nodes = here.map(|id| self.links.node(id)).filter(|it| self.links.is_there(*it));
            let mut nodes: Vec<u32> =
                nodes.filter(|node| self.may_group(articles, *node)).collect();
            // Another copy may represent a page since the comparison, so two copies may be in one
            // group.
            nodes.retain(|node| self.group_of.insert(*node, self.groups.len()).is_none());
            nodes.sort_unstable();
            match nodes.first().and_then(|node| old_of.get(node)) {
                Some(same) if old[*same] == nodes => kept[*same] = true,
                _ => touched.extend_from_slice(&nodes),
            }
            self.groups.push(nodes);
        }
        let gone = old.iter().zip(&kept).filter(|(_, kept)| !**kept);
        touched.extend(gone.flat_map(|(group, _)| group));
        discard((old, old_of));
        touched.extend(self.apply_assignments(articles));
        touched.sort_unstable();
        touched.dedup();
        self.lead(articles, &touched)
    }

    /// Whether texts may decide the story of a node. What documents declare takes precedence: heat
    /// decides by itself, and so does listing others or being listed.
    fn may_group(&self, articles: &Articles, node: u32) -> bool {
        let is_silent = |id: &Id| {
            let article = &articles[id.index()];
            article.related.is_empty() && article.heat.is_none()
        };
        self.links.is_alone(node) && self.links.docs(node).iter().all(is_silent)
    }

    /// The text of a document, if texts decide its story.
    pub(super) fn story_text(&self, articles: &Articles, id: Id) -> Option<StoryText> {
        let node = self.links.node(id);
        let stands_for_it = self.links.docs(node).first() == Some(&id);
        if !stands_for_it || !self.may_group(articles, node) {
            return None;
        }
        StoryText::of(id, &articles[id.index()])
    }

    /// Recomputes the lead of the story of each of `nodes`.
    fn lead(&mut self, articles: &Articles, nodes: &[u32]) -> Vec<Id> {
        // Pairs of a lead and a node that follows it, or of a lead and a node that left it.
        let mut follows = Vec::with_capacity(nodes.len());
        for node in nodes {
            let at = *node as usize;
            if at >= self.heads.len() {
                self.heads.resize(at + 1, u32::MAX);
                self.provider_counts.resize(at + 1, 0);
            }
            let (old, new) = (self.heads[at], self.find_head(articles, *node));
            if old != u32::MAX && old != new {
                let docs = self.links.docs(*node);
                if let Some(members) = self.members.get_mut(&old) {
                    members.retain(|id| !docs.contains(id));
                }
                follows.push((old, None));
            }
            self.heads[at] = new;
            follows.push((new, Some(*node)));
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
        let mut docs = before.clone().unwrap_or_default();
        docs.extend(joined.flat_map(|node| self.links.docs(node)));
        if self.heads[head as usize] != head {
            // A former lead that all members have left.
            debug_assert!(docs.is_empty(), "a story without its lead");
            return;
        }
        docs.extend(self.links.docs(head));
        docs.sort_unstable();
        docs.dedup();
        let lead = self.links.docs(head)[0];
        docs.sort_by(|a, b| {
            let (first, second) = (&articles[a.index()], &articles[b.index()]);
            (*a != lead).cmp(&(*b != lead)).then_with(|| best_first(first, second))
        });
        let sources = self.count_providers(articles, &docs);
        let is_same =
            before.as_ref() == Some(&docs) && self.provider_counts[head as usize] == sources;
        if !is_same {
            changed.extend(&docs);
        }
        self.provider_counts[head as usize] = sources;
        if docs.len() > 1 {
            self.members.insert(head, docs);
        }
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

    /// The node that leads a group; `None` if only one provider is left in it.
    fn best_of(&self, articles: &Articles, group: &[u32]) -> Option<u32> {
        let article = |node: &u32| &articles[self.links.docs(*node)[0].index()];
        let group = || group.iter().filter(|node| !self.is_apart(**node));
        let first = article(group().next()?);
        group().find(|node| article(node).provider.name != first.provider.name)?;
        group().copied().min_by(|a, b| best_first(article(a), article(b)))
    }

    /// The node that leads the story of a document; `None` if its page is gone.
    fn head(&self, id: Id) -> Option<u32> {
        Some(self.heads[self.links.node(id) as usize]).filter(|head| *head != u32::MAX)
    }

    /// The lead of the story of a document.
    pub(super) fn lead_of(&self, id: Id) -> Id {
        self.head(id).map_or(id, |head| self.links.docs(head)[0])
    }

    /// All documents of a document's story: its lead, then the others, best first.
    pub(super) fn members(&self, id: Id) -> &[Id] {
        let Some(head) = self.head(id) else { return &[] };
        self.members.get(&head).map_or_else(|| self.links.docs(head), Vec::as_slice)
    }

    /// Number of providers of a document's story.
    pub(super) fn provider_count(&self, id: Id) -> usize {
        self.head(id).map_or(0, |head| self.provider_counts[head as usize] as usize)
    }

    /// Counts nodes, awaited pages and stories.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let (nodes, awaited) = self.links.counts();
        (nodes, awaited, self.members.len())
    }

    /// Reports that documents of a story list but that are not in the store, once per document that
    /// lists them.
    pub(super) fn outside<'a>(
        &'a self,
        articles: &'a Articles,
        docs: &'a [Id],
    ) -> impl Iterator<Item = &'a Related> {
        docs.iter().map(|id| &articles[id.index()]).flat_map(move |article| {
            // A page that the document gives as its own is not another report, even if it is
            // nobody's key.
            let is_outside = move |page: Page| {
                self.links.at(page).is_none() && !article.pages().any(|own| own == page)
            };
            let listed = article.related.iter().map(|item| &**item);
            listed.filter(move |item| item.page.is_none_or(&is_outside))
        })
    }

    /// The document that represents a page.
    pub(super) fn at(&self, page: Page) -> Option<Id> {
        self.copies(page).first().copied()
    }

    /// All articles of a page, best first.
    pub(super) fn copies(&self, page: Page) -> &[Id] {
        self.links.at(page).map_or(&[], |node| self.links.docs(node))
    }
}
