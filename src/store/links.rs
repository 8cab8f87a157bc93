//! Groups documents into stories by what they say of each other: the same link, or one listing the
//! other. Comparing their texts is left to `similarity`.
//!
//! This file keeps the graph of what lists what; `joining` decides who joins whom.

mod edges;
mod joining;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::article::Page;

use super::Id;
use super::articles::Articles;
use super::sort::best_first;
use edges::{Edge, Listings};
pub(super) use joining::is_far;

/// All documents of one key. Two copies of a page are one node, so that a story is never split
/// between them.
#[derive(Debug)]
struct Node {
    page: Page,
    /// Best first; the first represents the node.
    docs: Vec<Id>,
    /// The ties to nodes that it lists or that list it, sorted by node.
    near: Vec<Edge>,
    /// Publication time of the first document, in seconds.
    at: Option<i64>,
    /// The document says that another report leads its story.
    folded: bool,
    /// Folded, and not linked with a lead that it may join.
    orphan: bool,
    /// Has no better node to join, so others may join it.
    top: bool,
    /// The node that it joins; itself if it leads.
    joins: u32,
}

/// The graph of what documents list.
#[derive(Debug, Default)]
pub(super) struct Links {
    nodes: Vec<Node>,
    /// The node of each document.
    of: Vec<u32>,
    by_page: FxHashMap<Page, u32>,
    /// Pages that are listed but not here, with the node of each listing.
    awaited: FxHashMap<Page, Vec<u32>>,
    /// Nodes without documents that no story refers to, available for reuse.
    free: Vec<u32>,
}

impl Links {
    pub(super) fn node(&self, id: Id) -> u32 {
        self.of[id.index()]
    }

    pub(super) fn at(&self, page: Page) -> Option<u32> {
        self.by_page.get(&page).copied()
    }

    /// The documents of a node, best first; never empty.
    pub(super) fn docs(&self, node: u32) -> &[Id] {
        &self.nodes[node as usize].docs
    }

    /// The node that leads the story of `node`: a lead that it joined may have joined another.
    pub(super) fn head(&self, node: u32) -> u32 {
        self.nodes[self.nodes[node as usize].joins as usize].joins
    }

    /// Whether no document determines the story of the node.
    pub(super) fn is_alone(&self, node: u32) -> bool {
        self.nodes[node as usize].near.is_empty()
    }

    /// Adds documents with their pages; returns the nodes whose story may have changed.
    pub(super) fn insert(&mut self, articles: &Articles, new: &[(Id, Page)]) -> Vec<u32> {
        self.of.resize(articles.slots(), 0);
        let mut listings = Listings::default();
        let mut touched = Vec::with_capacity(new.len());
        for (id, page) in new {
            let node = self.place(*page, *id);
            self.of[id.index()] = node;
            touched.push(node);
            self.connect(node, &articles[id.index()], &mut listings);
        }
        touched.sort_unstable();
        touched.dedup();
        for node in &touched {
            self.represent(articles, *node);
        }
        self.tie(listings, &mut touched);
        self.settle(articles, &touched)
    }

    /// Removes documents; returns the nodes whose story may have changed. A node without documents
    /// leaves the graph: the documents that list its page await it again.
    pub(super) fn remove(&mut self, articles: &Articles, ids: &[Id]) -> Vec<u32> {
        let gone: FxHashSet<Id> = ids.iter().copied().collect();
        let mut nodes: Vec<u32> = ids.iter().map(|id| self.node(*id)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in &nodes {
            self.nodes[*node as usize].docs.retain(|id| !gone.contains(id));
            self.represent(articles, *node);
        }
        let mut touched = nodes.clone();
        self.disconnect(articles, ids, &mut touched);
        nodes.retain(|node| !self.is_there(*node));
        self.take_out(&nodes, &mut touched);
        touched.retain(|node| self.is_there(*node));
        self.settle(articles, &touched)
    }

    /// Frees a node that has no document and that no story refers to.
    pub(super) fn free(&mut self, node: u32) {
        debug_assert!(self.docs(node).is_empty() && self.is_alone(node), "it is still used");
        let entry = &mut self.nodes[node as usize];
        (entry.docs, entry.near) = (Vec::new(), Vec::new());
        self.free.push(node);
    }

    /// Counts the nodes with documents and the awaited pages.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.nodes.len() - self.free.len(), self.awaited.len())
    }

    /// Whether a node has a document.
    pub(super) fn is_there(&self, node: u32) -> bool {
        !self.docs(node).is_empty()
    }

    /// Adds a document to the node of its page.
    fn place(&mut self, page: Page, id: Id) -> u32 {
        let node = match self.by_page.get(&page) {
            Some(node) => *node,
            None => self.new_node(page),
        };
        self.nodes[node as usize].docs.push(id);
        node
    }

    fn new_node(&mut self, page: Page) -> u32 {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let node = self.free.pop().unwrap_or(end);
        let new = Node {
            page,
            docs: Vec::with_capacity(1),
            near: Vec::new(),
            at: None,
            folded: true,
            orphan: false,
            top: true,
            joins: node,
        };
        match self.nodes.get_mut(node as usize) {
            Some(free) => *free = new,
            None => self.nodes.push(new),
        }
        self.by_page.insert(page, node);
        node
    }

    /// Chooses the document that represents a node. A copy that leads does, whatever the other
    /// copies say of themselves.
    fn represent(&mut self, articles: &Articles, node: u32) {
        let entry = &mut self.nodes[node as usize];
        entry.docs.sort_by(|a, b| {
            let (a, b) = (&articles[a.index()], &articles[b.index()]);
            is_folded(a).cmp(&is_folded(b)).then_with(|| best_first(a, b))
        });
        let first = entry.docs.first().map(|first| &articles[first.index()]);
        entry.folded = first.is_some_and(is_folded);
        entry.at = first.and_then(|article| Some(article.date?.at.as_second()));
    }

    /// Notes what a document lists, and that others list it.
    fn connect(&mut self, node: u32, article: &Article, listings: &mut Listings) {
        let own = self.nodes[node as usize].page;
        for page in listed(article).filter(|page| *page != own) {
            match self.by_page.get(&page) {
                Some(other) => listings.add(node, *other, 1),
                None => self.awaited.entry(page).or_default().push(node),
            }
        }
        for other in self.awaited.remove(&own).unwrap_or_default() {
            listings.add(other, node, 1);
        }
    }

    /// Takes back what removed documents listed.
    fn disconnect(&mut self, articles: &Articles, ids: &[Id], touched: &mut Vec<u32>) {
        let mut listings = Listings::default();
        let mut awaited: Vec<(Page, u32)> = Vec::new();
        for id in ids {
            let node = self.node(*id);
            let own = self.nodes[node as usize].page;
            for page in listed(&articles[id.index()]).filter(|page| *page != own) {
                match self.by_page.get(&page) {
                    Some(other) => listings.add(node, *other, -1),
                    None => awaited.push((page, node)),
                }
            }
        }
        self.tie(listings, touched);
        awaited.sort_unstable();
        for nodes in awaited.chunk_by(|a, b| a.0 == b.0) {
            self.await_less(nodes);
        }
    }

    /// Removes one listing of a page that is not here for each of these nodes, which are sorted.
    fn await_less(&mut self, nodes: &[(Page, u32)]) {
        let page = nodes[0].0;
        let Some(waiting) = self.awaited.get_mut(&page) else { return };
        let mut left: FxHashMap<u32, usize> = FxHashMap::default();
        for (_, node) in nodes {
            *left.entry(*node).or_default() += 1;
        }
        waiting.retain(|node| match left.get_mut(node) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        if waiting.is_empty() {
            self.awaited.remove(&page);
        }
    }

    /// Takes nodes without documents out of the graph.
    fn take_out(&mut self, empty: &[u32], touched: &mut Vec<u32>) {
        let mut listings = Listings::default();
        for node in empty {
            let entry = &self.nodes[*node as usize];
            self.by_page.remove(&entry.page);
            for edge in entry.near.iter().filter(|edge| edge.listed > 0) {
                let count = usize::try_from(edge.listed).unwrap_or_default();
                let waiting = self.awaited.entry(entry.page).or_default();
                waiting.extend(std::iter::repeat_n(edge.node, count));
                listings.add(edge.node, *node, -edge.listed);
            }
        }
        self.tie(listings, touched);
    }

    /// Updates the edges, and adds their nodes to `touched`.
    fn tie(&mut self, listings: Listings, touched: &mut Vec<u32>) {
        for (node, edges) in listings.by_node() {
            let near = &mut self.nodes[node as usize].near;
            edges::merge(near, edges);
            touched.push(node);
        }
    }
}

/// The pages that a document lists, as often as it does.
fn listed(article: &Article) -> impl Iterator<Item = Page> {
    article.related.iter().filter_map(|item| item.page)
}

fn is_folded(article: &Article) -> bool {
    article.heat.is_some_and(|heat| heat < 0)
}
