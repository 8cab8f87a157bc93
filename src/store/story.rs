//! Stories: each document belongs to exactly one, which has one lead. `links` finds the ties that
//! documents declare and `similarity` those of their texts; this module combines both.

mod assigned;
mod members;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Date;
use crate::article::Page;
use crate::article::Related;

use super::articles::Articles;
use super::assignments::Assignments;
use super::changes::discard;
use super::links::{Links, is_far};
use super::sort::best_first;
use super::{Id, StoryText};
use members::Members;

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
    /// Each story with more than one document, by the node that leads.
    members: FxHashMap<u32, Members>,
    /// The node that leads the story of each node.
    heads: Vec<u32>,
    /// Number of providers of the story, for nodes that lead.
    provider_counts: Vec<u32>,
}

impl Stories {
    /// Adds documents with their pages; returns the documents whose story changed.
    pub(super) fn insert(&mut self, articles: &Articles, new: &[(Id, Page)]) -> Vec<Id> {
        let touched = self.links.insert(articles, new);
        self.follow(articles, touched)
    }

    /// Removes documents; returns the remaining documents of their stories, and all others whose
    /// story changed.
    pub(super) fn remove(&mut self, articles: &Articles, ids: &[Id]) -> Vec<Id> {
        let mut heads: Vec<u32> =
            ids.iter().map(|id| self.heads[self.links.node(*id) as usize]).collect();
        heads.sort_unstable();
        heads.dedup();
        let members: Vec<Id> = heads.iter().flat_map(|head| self.docs(*head)).copied().collect();
        let mut touched: Vec<u32> = members.iter().map(|id| self.links.node(*id)).collect();
        touched.extend(self.links.remove(articles, ids));
        let mut changed = self.follow(articles, touched);
        let gone: FxHashSet<&Id> = ids.iter().collect();
        changed.extend(members.iter().filter(|id| !gone.contains(id)));
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Updates the stories after the links of nodes have changed; frees those without documents.
    fn follow(&mut self, articles: &Articles, mut touched: Vec<u32>) -> Vec<Id> {
        let grouped = |node: &u32| self.group_of.contains_key(node);
        let grouped: Vec<u32> = touched.iter().copied().filter(grouped).collect();
        let leaving = grouped.iter().copied().filter(|node| !self.may_group(articles, *node));
        let leaving: Vec<u32> = leaving.collect();
        // Even if a node stays in its group: a copy of it may have become the best of all.
        let groups = self.groups_of(&grouped);
        self.ungroup(&leaving);
        touched.extend(groups.iter().flat_map(|group| &self.groups[*group]));
        touched.extend(self.apply_assignments(articles));
        touched.sort_unstable();
        touched.dedup();
        let changed = self.lead(articles, &touched);
        touched.retain(|node| !self.links.is_there(*node));
        for node in touched {
            self.members.remove(&node);
            self.links.free(node);
        }
        changed
    }

    /// The groups of nodes, without duplicates.
    fn groups_of(&self, nodes: &[u32]) -> Vec<usize> {
        let groups = nodes.iter().filter_map(|node| self.group_of.get(node).copied());
        let mut groups: Vec<usize> = groups.collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Takes nodes out of their groups.
    fn ungroup(&mut self, nodes: &[u32]) {
        let groups = self.groups_of(nodes);
        for node in nodes {
            self.group_of.remove(node);
        }
        for group in groups {
            let is_in = |node: &u32| self.group_of.get(node) == Some(&group);
            self.groups[group].retain(is_in);
        }
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
        let docs = self.links.docs(node);
        !docs.is_empty() && self.links.is_alone(node) && docs.iter().all(is_silent)
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
        self.head(id).map_or(&[], |head| self.docs(head))
    }

    /// All documents of the story that a node leads.
    fn docs(&self, head: u32) -> &[Id] {
        self.members.get(&head).map_or_else(|| self.links.docs(head), |story| &story.docs)
    }

    /// The earliest document of a document's story.
    pub(super) fn earliest(&self, id: Id) -> Id {
        let story = self.head(id).map(|head| (head, self.members.get(&head)));
        match story {
            Some((_, Some(members))) => members.earliest,
            Some((head, None)) => self.links.docs(head).first().copied().unwrap_or(id),
            None => id,
        }
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
    /// lists them; without those of another time than the story, whose lead is the first of `docs`.
    pub(super) fn outside<'a>(
        &'a self,
        articles: &'a Articles,
        docs: &'a [Id],
    ) -> impl Iterator<Item = &'a Related> {
        let seconds = |date: Option<Date>| date.map(|date| date.at.as_second());
        let lead = docs.first().and_then(|lead| seconds(articles[lead.index()].date));
        docs.iter().map(|id| &articles[id.index()]).flat_map(move |article| {
            // A page that the document gives as its own is not another report, even if it is
            // nobody's key.
            let is_outside =
                move |page: Page| !self.links.has(page) && !article.pages().any(|own| own == page);
            let listed = article.related.iter().map(|item| &**item);
            let listed = listed.filter(move |item| !is_far(seconds(item.date), lead));
            listed.filter(move |item| item.page.is_none_or(&is_outside))
        })
    }

    /// The document that represents a page.
    pub(super) fn at(&self, page: Page) -> Option<Id> {
        self.copies(page).next()
    }

    /// Whether the documents of a page are of several stories because of their dates.
    pub(super) fn is_divided(&self, page: Page) -> bool {
        self.links.at(page).len() > 1
    }

    /// All articles of a page, best first.
    pub(super) fn copies(&self, page: Page) -> impl Iterator<Item = Id> {
        self.links.at(page).iter().flat_map(|node| self.links.docs(*node)).copied()
    }
}
