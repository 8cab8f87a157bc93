//! Groups documents into stories by what they say of each other: the same link, or one listing the
//! other. Comparing their texts is left to `similarity`.
//!
//! This file keeps the graph of what lists what; `copies` says which documents of a page are one
//! node of it, and `joining` which node joins which.

mod awaited;
mod copies;
mod edges;
mod joining;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::article::Page;

use super::Id;
use super::articles::Articles;
use awaited::Awaited;
use copies::Copies;
pub(super) use copies::is_folded;
use edges::{Edge, Listings};
pub(super) use joining::is_far;

/// A page, which documents name as their own or list.
#[derive(Debug)]
struct Place {
    page: Page,
    /// The nodes of its documents, best first.
    nodes: Vec<u32>,
    /// The ties to places that it lists or that list it, sorted by place.
    near: Vec<Edge>,
}

/// The documents of one page and of the same days. Two copies of a page are one node, so that a
/// story is never split between them.
#[derive(Debug)]
struct Node {
    place: u32,
    /// Best first; the first represents the node.
    docs: Vec<Id>,
    /// Publication time, in seconds.
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
    places: Vec<Place>,
    nodes: Vec<Node>,
    /// The node of each document.
    of: Vec<u32>,
    by_page: FxHashMap<Page, u32>,
    /// Pages that are listed but not here.
    awaited: Awaited,
    /// Places and nodes without documents, available for reuse.
    free_places: Vec<u32>,
    free_nodes: Vec<u32>,
}

impl Links {
    pub(super) fn node(&self, id: Id) -> u32 {
        self.of[id.index()]
    }

    /// Whether a document has this page.
    pub(super) fn has(&self, page: Page) -> bool {
        self.by_page.contains_key(&page)
    }

    /// The nodes of a page, best first.
    pub(super) fn at(&self, page: Page) -> &[u32] {
        self.by_page.get(&page).map_or(&[], |place| &self.places[*place as usize].nodes)
    }

    pub(super) fn page(&self, node: u32) -> Page {
        self.places[self.nodes[node as usize].place as usize].page
    }

    /// The documents of a node, best first; none if it is no longer one.
    pub(super) fn docs(&self, node: u32) -> &[Id] {
        &self.nodes[node as usize].docs
    }

    /// The node that leads the story of `node`: a lead that it joined may have joined another.
    pub(super) fn head(&self, node: u32) -> u32 {
        self.nodes[self.nodes[node as usize].joins as usize].joins
    }

    /// Whether no document determines the story of the node.
    pub(super) fn is_alone(&self, node: u32) -> bool {
        self.places[self.nodes[node as usize].place as usize].near.is_empty()
    }

    /// Adds documents with their pages; returns the nodes whose story may have changed, with those
    /// that have no document any more.
    pub(super) fn insert(&mut self, articles: &Articles, new: &[(Id, Page)]) -> Vec<u32> {
        self.of.resize(articles.slots(), 0);
        let mut listings = Listings::default();
        let mut came = Vec::with_capacity(new.len());
        for (id, page) in new {
            let place = self.place(*page);
            came.push((place, *id));
            self.connect(place, &articles[id.index()], &mut listings);
        }
        came.sort_unstable();
        let mut touched = Vec::with_capacity(came.len());
        let mut emptied = Vec::new();
        for copies in came.chunk_by(|a, b| a.0 == b.0) {
            touched.push(copies[0].0);
            let docs = copies.iter().map(|(_, id)| *id).collect();
            self.divide(articles, copies[0].0, docs, &mut emptied);
        }
        self.tie(listings, &mut touched);
        emptied.extend(self.settle(articles, &touched));
        emptied
    }

    /// Removes documents; returns the nodes whose story may have changed, with those that have no
    /// document any more. A page without documents leaves the graph: the documents that list it
    /// await it again.
    pub(super) fn remove(&mut self, articles: &Articles, ids: &[Id]) -> Vec<u32> {
        let gone: FxHashSet<Id> = ids.iter().copied().collect();
        let mut places: Vec<u32> = ids.iter().map(|id| self.place_of(*id)).collect();
        places.sort_unstable();
        places.dedup();
        let mut touched = places.clone();
        self.disconnect(articles, ids, &mut touched);
        let mut emptied = Vec::new();
        for place in &places {
            for node in &self.places[*place as usize].nodes {
                self.nodes[*node as usize].docs.retain(|id| !gone.contains(id));
            }
            self.divide(articles, *place, Vec::new(), &mut emptied);
        }
        places.retain(|place| self.places[*place as usize].nodes.is_empty());
        self.take_out(&places, &mut touched);
        emptied.extend(self.settle(articles, &touched));
        self.free_places.extend(places);
        emptied
    }

    /// Frees a node that has no document and that no story refers to.
    pub(super) fn free(&mut self, node: u32) {
        debug_assert!(self.docs(node).is_empty(), "it is still used");
        self.nodes[node as usize].docs = Vec::new();
        self.free_nodes.push(node);
    }

    /// Counts the pages of documents and the awaited pages.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.by_page.len(), self.awaited.len())
    }

    /// Whether a node has a document.
    pub(super) fn is_there(&self, node: u32) -> bool {
        !self.docs(node).is_empty()
    }

    fn place_of(&self, id: Id) -> u32 {
        self.nodes[self.node(id) as usize].place
    }

    /// The place of a page, which is new if no document has been there.
    fn place(&mut self, page: Page) -> u32 {
        let end = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let free = &mut self.free_places;
        let places = &mut self.places;
        *self.by_page.entry(page).or_insert_with(|| {
            let place = free.pop().unwrap_or(end);
            let new = Place { page, nodes: Vec::with_capacity(1), near: Vec::new() };
            match places.get_mut(place as usize) {
                Some(old) => *old = new,
                None => places.push(new),
            }
            place
        })
    }

    /// Divides the documents of a place, with `new` ones, into nodes; adds those that are no longer
    /// needed to `emptied`.
    fn divide(&mut self, articles: &Articles, place: u32, new: Vec<Id>, emptied: &mut Vec<u32>) {
        let old = std::mem::take(&mut self.places[place as usize].nodes);
        let mut docs = new;
        for node in &old {
            docs.append(&mut self.nodes[*node as usize].docs);
        }
        let mut free = old.into_iter();
        for copies in Copies::of(articles, docs) {
            let node = free.next().unwrap_or_else(|| self.new_node());
            for id in &copies.docs {
                self.of[id.index()] = node;
            }
            let Copies { docs, at, folded } = copies;
            let entry = &mut self.nodes[node as usize];
            *entry = Node { place, docs, at, folded, ..*entry };
            self.places[place as usize].nodes.push(node);
        }
        emptied.extend(free);
    }

    fn new_node(&mut self) -> u32 {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let node = self.free_nodes.pop().unwrap_or(end);
        let (docs, at, joins) = (Vec::new(), None, node);
        let new = Node { place: 0, docs, at, folded: true, orphan: false, top: true, joins };
        match self.nodes.get_mut(node as usize) {
            Some(free) => *free = new,
            None => self.nodes.push(new),
        }
        node
    }

    /// Notes what a document lists, and that others list it.
    fn connect(&mut self, place: u32, article: &Article, listings: &mut Listings) {
        let own = self.places[place as usize].page;
        for page in listed(article).filter(|page| *page != own) {
            match self.by_page.get(&page) {
                Some(other) => listings.add(place, *other, 1),
                None => self.awaited.add(page, place, 1),
            }
        }
        for other in self.awaited.take(own) {
            listings.add(other, place, 1);
        }
    }

    /// Takes back what removed documents listed.
    fn disconnect(&mut self, articles: &Articles, ids: &[Id], touched: &mut Vec<u32>) {
        let mut listings = Listings::default();
        let mut awaited: Vec<(Page, u32)> = Vec::new();
        for id in ids {
            let place = self.place_of(*id);
            let own = self.places[place as usize].page;
            for page in listed(&articles[id.index()]).filter(|page| *page != own) {
                match self.by_page.get(&page) {
                    Some(other) => listings.add(place, *other, -1),
                    None => awaited.push((page, place)),
                }
            }
        }
        self.tie(listings, touched);
        self.awaited.remove(awaited);
    }

    /// Takes places without documents out of the graph.
    fn take_out(&mut self, empty: &[u32], touched: &mut Vec<u32>) {
        let mut listings = Listings::default();
        for place in empty {
            let entry = &self.places[*place as usize];
            self.by_page.remove(&entry.page);
            for edge in entry.near.iter().filter(|edge| edge.listed > 0) {
                let count = usize::try_from(edge.listed).unwrap_or_default();
                self.awaited.add(entry.page, edge.place, count);
                listings.add(edge.place, *place, -edge.listed);
            }
        }
        self.tie(listings, touched);
    }

    /// Updates the edges, and adds their places to `touched`.
    fn tie(&mut self, listings: Listings, touched: &mut Vec<u32>) {
        for (place, edges) in listings.by_place() {
            edges::merge(&mut self.places[place as usize].near, edges);
            touched.push(place);
        }
    }
}

/// The pages that a document lists, as often as it does.
fn listed(article: &Article) -> impl Iterator<Item = Page> {
    article.related.iter().filter_map(|item| item.page)
}
