//! Stories: each document belongs to exactly one, which has one lead. What ties
//! documents together is found by `links` (what they say of each other) and `alike`
//! (what their texts say); this is where both come together.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::article::Related;

use super::links::Links;
use super::sort::best_first;
use super::{Id, Telling};

/// All stories of a store.
#[derive(Debug, Default)]
pub(super) struct Stories {
    links: Links,
    /// Nodes that tell one story by their texts, by the group's number.
    groups: Vec<Vec<u32>>,
    group_of: FxHashMap<u32, usize>,
    /// The documents of the stories that have more than one, best first, by the node
    /// that leads.
    told: FxHashMap<u32, Vec<Id>>,
    /// The node that leads the story of each node.
    heads: Vec<u32>,
    /// How many providers tell the story, for nodes that lead.
    sources: Vec<u32>,
}

impl Stories {
    /// Adds the documents from `first` on; returns the documents whose story changed.
    pub(super) fn insert(&mut self, articles: &[Article], first: usize) -> Vec<Id> {
        let mut touched = self.links.insert(articles, first);
        for node in touched.clone() {
            if !self.may_group(articles, node)
                && let Some(group) = self.group_of.remove(&node)
            {
                self.groups[group].retain(|other| *other != node);
                touched.extend(&self.groups[group]);
            }
        }
        self.lead(articles, &touched)
    }

    /// Takes the groups that texts make, in place of those before; returns the documents whose
    /// story changed.
    pub(super) fn regroup(&mut self, articles: &[Article], groups: Vec<Vec<Id>>) -> Vec<Id> {
        let mut touched: BTreeSet<u32> = self.group_of.drain().map(|(node, _)| node).collect();
        self.groups.clear();
        for group in groups {
            let nodes = group.into_iter().map(|id| self.links.node(id));
            let mut nodes: Vec<u32> =
                nodes.filter(|node| self.may_group(articles, *node)).collect();
            // Of copies each may have told it, if they came one by one.
            nodes.retain(|node| self.group_of.insert(*node, self.groups.len()).is_none());
            touched.extend(&nodes);
            self.groups.push(nodes);
        }
        self.lead(articles, &touched)
    }

    /// What documents say of their story goes before what their texts say: one that has
    /// heat leads by that, and one that lists others or is listed has its story.
    fn may_group(&self, articles: &[Article], node: u32) -> bool {
        let is_silent = |id: &Id| {
            let article = &articles[id.index()];
            article.related.is_empty() && article.heat.is_none()
        };
        self.links.is_alone(node) && self.links.docs(node).iter().all(is_silent)
    }

    /// What the text of a document tells, where texts decide about its story.
    pub(super) fn telling(&self, articles: &[Article], id: Id) -> Option<Telling> {
        let node = self.links.node(id);
        let stands_for_it = self.links.docs(node).first() == Some(&id);
        if !stands_for_it || !self.may_group(articles, node) {
            return None;
        }
        Telling::of(id, &articles[id.index()])
    }

    /// Works out anew who leads the story of each of `nodes`.
    fn lead(&mut self, articles: &[Article], nodes: &BTreeSet<u32>) -> Vec<Id> {
        let mut heads = BTreeSet::new();
        for node in nodes {
            let at = *node as usize;
            if at >= self.heads.len() {
                self.heads.resize(at + 1, u32::MAX);
                self.sources.resize(at + 1, 0);
            }
            let (old, new) = (self.heads[at], self.find_head(articles, *node));
            if old != u32::MAX && old != new {
                let docs = self.links.docs(*node);
                if let Some(told) = self.told.get_mut(&old) {
                    told.retain(|id| !docs.contains(id));
                }
                heads.insert(old);
            }
            self.heads[at] = new;
            heads.insert(new);
        }
        let mut joined: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for node in nodes {
            joined.entry(self.heads[*node as usize]).or_default().push(*node);
        }
        let mut changed = Vec::new();
        for head in heads {
            self.tell(articles, head, joined.get(&head).map_or(&[], Vec::as_slice), &mut changed);
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Puts the documents of a story together, of which `joined` are nodes that may be new.
    fn tell(&mut self, articles: &[Article], head: u32, joined: &[u32], changed: &mut Vec<Id>) {
        let mut docs = self.told.remove(&head).unwrap_or_default();
        docs.extend(joined.iter().flat_map(|node| self.links.docs(*node)));
        if self.heads[head as usize] != head {
            // It led once, and all have left it.
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
        changed.extend(&docs);
        let mut providers: FxHashSet<&str> =
            docs.iter().map(|id| &*articles[id.index()].provider.name).collect();
        providers.extend(self.outside(articles, lead).map(|item| &*item.provider.name));
        self.sources[head as usize] = u32::try_from(providers.len()).unwrap_or(u32::MAX);
        if docs.len() > 1 {
            self.told.insert(head, docs);
        }
    }

    fn find_head(&self, articles: &[Article], node: u32) -> u32 {
        match self.group_of.get(&node) {
            Some(group) => self.best_of(articles, &self.groups[*group]).unwrap_or(node),
            None => self.links.head(node),
        }
    }

    /// The node that leads a group; none where one provider alone is left in it.
    fn best_of(&self, articles: &[Article], group: &[u32]) -> Option<u32> {
        let article = |node: &u32| &articles[self.links.docs(*node)[0].index()];
        let first = article(group.first()?);
        group.iter().find(|node| article(node).provider.name != first.provider.name)?;
        group.iter().copied().min_by(|a, b| best_first(article(a), article(b)))
    }

    /// The lead of the story of a document.
    pub(super) fn lead_of(&self, id: Id) -> Id {
        self.links.docs(self.heads[self.links.node(id) as usize])[0]
    }

    /// The other documents of the story of a document, best first; its lead is the first of all.
    pub(super) fn told(&self, id: Id) -> &[Id] {
        let head = self.heads[self.links.node(id) as usize];
        self.told.get(&head).map_or_else(|| self.links.docs(head), Vec::as_slice)
    }

    /// How many providers tell the story of a document.
    pub(super) fn sources(&self, id: Id) -> usize {
        self.sources[self.heads[self.links.node(id) as usize] as usize] as usize
    }

    /// Reports that the lead lists and that are not here.
    pub(super) fn outside<'a>(
        &'a self,
        articles: &'a [Article],
        lead: Id,
    ) -> impl Iterator<Item = &'a Related> {
        let items = articles[lead.index()].sources().into_iter();
        items.filter(|item| item.page.is_none_or(|page| self.links.at(page).is_none()))
    }

    /// The document that stands for a page.
    pub(super) fn at(&self, page: crate::article::Page) -> Option<Id> {
        self.links.at(page).map(|node| self.links.docs(node)[0])
    }
}
