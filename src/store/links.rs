//! Groups documents into stories by what they say of each other: the same link, or one listing the
//! other. Comparing their texts is left to `similarity`.
//!
//! A story is a star. Publishers list too much, and following lists of lists ends with hundreds of
//! documents, so a document only joins one that it is directly linked with:
//!
//! - A document with `heat: -1` joins the best lead that it is linked with. It joins a lead that
//!   has itself joined another only if it is linked with no other lead, and then becomes part of
//!   that other lead's story. If none of its leads is here, it joins the best folded document
//!   without a lead that it is linked with, provided that none of those is linked with a better
//!   one; otherwise it leads.
//! - Any other document leads. Of two leads that list *each other*, the lesser joins the better
//!   only if their providers differ and they are either at most a day apart or share half of the
//!   words of their titles; and only a lead that has no better one to join can be joined.
//!
//! "Better" means higher quality, then older, then first by path. In the real folder of 600
//! documents used for testing, 156 of 166 folded documents find a lead and three of the others find
//! each other. One pair of leads lists each other, 44 hours apart and in different words, and 78
//! leads list another that does not list them: all of these stay separate.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::article::Page;
use crate::text;

use super::Id;
use super::articles::Articles;
use super::sort::best_first;

/// Leads that list each other and are at most this far apart report the same event.
const SAME_EVENT_SECONDS: u64 = 24 * 60 * 60;

/// All documents of one key. Two copies of a page are one node, so that a story is never split
/// between them.
#[derive(Debug)]
struct Node {
    page: Page,
    /// Best first; the first represents the node.
    docs: Vec<Id>,
    /// Nodes that list it or that it lists, sorted.
    near: Vec<u32>,
    /// The document says that another report leads its story.
    folded: bool,
    /// Folded, and not linked with a lead.
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
    /// Pages that are listed but not here, with the nodes that list them.
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

    pub(super) fn page(&self, node: u32) -> Page {
        self.nodes[node as usize].page
    }

    /// The other nodes whose story this one leads: each joins it, or one that joins it.
    pub(super) fn followers(&self, node: u32) -> Vec<u32> {
        let near = |node: u32| self.nodes[node as usize].near.iter().copied();
        let mut all: Vec<u32> = near(node).flat_map(|other| near(other).chain([other])).collect();
        all.retain(|other| *other != node && self.head(*other) == node);
        all.sort_unstable();
        all.dedup();
        all
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
        let mut touched = Vec::with_capacity(new.len());
        self.of.resize(articles.slots(), 0);
        for (id, page) in new {
            let article = &articles[id.index()];
            let node = self.place(articles, *page, *id);
            self.of[id.index()] = node;
            touched.push(node);
            self.connect(node, article, &mut touched);
        }
        self.settle(articles, &touched)
    }

    /// Removes documents; returns the nodes whose story may have changed. A node without documents
    /// leaves the graph: the documents that list its page await it again.
    pub(super) fn remove(&mut self, articles: &Articles, ids: &[Id]) -> Vec<u32> {
        let mut touched = Vec::new();
        for id in ids {
            self.take_out(articles, *id, &mut touched);
        }
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

    fn take_out(&mut self, articles: &Articles, id: Id, touched: &mut Vec<u32>) {
        let node = self.node(id);
        let entry = &mut self.nodes[node as usize];
        entry.docs.retain(|other| *other != id);
        let first = entry.docs.first();
        entry.folded = first.is_some_and(|first| is_folded(&articles[first.index()]));
        let (page, near) = (entry.page, entry.near.clone());
        touched.push(node);
        touched.extend(&near);
        for other in near {
            let (own, entry) = (&self.nodes[node as usize], &self.nodes[other as usize]);
            let is_listed = lists(articles, entry, page);
            if own.docs.is_empty() && is_listed {
                self.awaited.entry(page).or_default().push(other);
            }
            if own.docs.is_empty() || !(is_listed || lists(articles, own, entry.page)) {
                self.part(node, other);
            }
        }
        if !self.is_there(node) {
            self.by_page.remove(&page);
        }
        let own = &self.nodes[node as usize];
        for page in articles[id.index()].related.iter().filter_map(|item| item.page) {
            if let Some(waiting) = self.awaited.get_mut(&page)
                && !lists(articles, own, page)
            {
                waiting.retain(|other| *other != node);
                if waiting.is_empty() {
                    self.awaited.remove(&page);
                }
            }
        }
    }

    fn part(&mut self, a: u32, b: u32) {
        for (from, to) in [(a, b), (b, a)] {
            self.nodes[from as usize].near.retain(|node| *node != to);
        }
    }

    /// Adds a document to the node of its page.
    fn place(&mut self, articles: &Articles, page: Page, id: Id) -> u32 {
        let node = match self.by_page.get(&page) {
            Some(node) => *node,
            None => self.new_node(page),
        };
        let entry = &mut self.nodes[node as usize];
        entry.docs.push(id);
        // A copy that leads represents its node, whatever the other copies say of themselves.
        entry.docs.sort_by(|a, b| {
            let (a, b) = (&articles[a.index()], &articles[b.index()]);
            is_folded(a).cmp(&is_folded(b)).then_with(|| best_first(a, b))
        });
        entry.folded = is_folded(&articles[entry.docs[0].index()]);
        node
    }

    fn new_node(&mut self, page: Page) -> u32 {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let node = self.free.pop().unwrap_or(end);
        let new = Node {
            page,
            docs: Vec::with_capacity(1),
            near: Vec::new(),
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

    /// Adds the edges between a node and what its document lists or is listed by.
    fn connect(&mut self, node: u32, article: &Article, touched: &mut Vec<u32>) {
        let own = self.nodes[node as usize].page;
        for page in article.related.iter().filter_map(|item| item.page) {
            match self.by_page.get(&page).copied() {
                _ if page == own => {}
                Some(other) => self.join(node, other, touched),
                None => self.awaited.entry(page).or_default().push(node),
            }
        }
        for other in self.awaited.remove(&own).unwrap_or_default() {
            self.join(node, other, touched);
        }
    }

    fn join(&mut self, a: u32, b: u32, touched: &mut Vec<u32>) {
        if a == b {
            return;
        }
        for (from, to) in [(a, b), (b, a)] {
            let near = &mut self.nodes[from as usize].near;
            if let Err(at) = near.binary_search(&to) {
                near.insert(at, to);
            }
        }
        touched.push(b);
    }

    /// Recomputes what follows from the edges around `touched`. Each property depends on the
    /// previous ones of the direct neighbours.
    fn settle(&mut self, articles: &Articles, touched: &[u32]) -> Vec<u32> {
        let around = self.with_neighbours(touched);
        for node in &around {
            let entry = &self.nodes[*node as usize];
            let orphan = entry.folded && entry.near.iter().all(|n| self.nodes[*n as usize].folded);
            self.nodes[*node as usize].orphan = orphan;
        }
        let around = self.with_neighbours(&around);
        for node in &around {
            let top = self.better(articles, *node).next().is_none();
            self.nodes[*node as usize].top = top;
        }
        let around = self.with_neighbours(&around);
        for node in &around {
            self.nodes[*node as usize].joins = self.choose(articles, *node);
        }
        self.with_neighbours(&around)
    }

    /// Returns the nodes with their neighbours, without duplicates, in no particular order. A
    /// bitmap of all nodes costs less than sorting those of a large batch, and next to nothing with
    /// a small one.
    fn with_neighbours(&self, nodes: &[u32]) -> Vec<u32> {
        let mut known = vec![false; self.nodes.len()];
        let mut all = Vec::with_capacity(nodes.len());
        let mut add = |node: u32| {
            if !std::mem::replace(&mut known[node as usize], true) {
                all.push(node);
            }
        };
        for node in nodes {
            add(*node);
            self.nodes[*node as usize].near.iter().copied().for_each(&mut add);
        }
        all
    }

    /// The better nodes of the same kind that it would join.
    fn better<'a>(
        &'a self,
        articles: &'a Articles,
        node: u32,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let own = &self.nodes[node as usize];
        own.near.iter().copied().filter(move |other| {
            let entry = &self.nodes[*other as usize];
            let of_a_kind = if own.folded { own.orphan && entry.orphan } else { !entry.folded };
            of_a_kind
                && self.is_better(articles, *other, node)
                && (own.folded || agree(articles, own, entry))
        })
    }

    fn choose(&self, articles: &Articles, node: u32) -> u32 {
        let own = &self.nodes[node as usize];
        let top = |other: &u32| self.nodes[*other as usize].top;
        if !own.folded || own.orphan {
            let heads = self.better(articles, node).filter(top);
            return self.best(articles, heads).unwrap_or(node);
        }
        let leads = || own.near.iter().copied().filter(|n| !self.nodes[*n as usize].folded);
        // A lead that joined another is the second choice: its story is one edge away.
        let chosen = self.best(articles, leads().filter(top));
        chosen.or_else(|| self.best(articles, leads())).unwrap_or(node)
    }

    fn best(&self, articles: &Articles, nodes: impl Iterator<Item = u32>) -> Option<u32> {
        nodes.reduce(|best, next| if self.is_better(articles, next, best) { next } else { best })
    }

    fn is_better(&self, articles: &Articles, a: u32, b: u32) -> bool {
        let article = |node: u32| &articles[self.docs(node)[0].index()];
        best_first(article(a), article(b)).is_lt()
    }
}

/// Whether two leads report the same event.
fn agree(articles: &Articles, a: &Node, b: &Node) -> bool {
    let (first, second) = (&articles[a.docs[0].index()], &articles[b.docs[0].index()]);
    first.provider.name != second.provider.name
        && lists(articles, a, b.page)
        && lists(articles, b, a.page)
        && (same_time(first, second) || same_words(&first.title, &second.title))
}

/// Whether a document of a node lists a page.
fn lists(articles: &Articles, node: &Node, page: Page) -> bool {
    let docs = node.docs.iter().map(|id| &articles[id.index()]);
    docs.flat_map(|article| &article.related).any(|item| item.page == Some(page))
}

pub(super) fn is_folded(article: &Article) -> bool {
    article.heat.is_some_and(|heat| heat < 0)
}

fn same_time(a: &Article, b: &Article) -> bool {
    let seconds = |article: &Article| article.date.map(|date| date.at.as_second());
    let apart = seconds(a).zip(seconds(b)).map(|(a, b)| a.abs_diff(b));
    apart.is_some_and(|apart| apart <= SAME_EVENT_SECONDS)
}

/// Whether half of the words of the shorter title are in the other. Short words do not count: they
/// are in every title.
fn same_words(a: &str, b: &str) -> bool {
    let words = |title: &str| {
        let mut words = BTreeSet::new();
        text::each_word(title, |word| {
            if word.len() > 3 {
                words.insert(word.to_owned());
            }
        });
        words
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count();
    shared > 0 && shared * 2 >= a.len().min(b.len())
}
