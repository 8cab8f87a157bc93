//! Stories as the reader corrected them: an article that was taken out leads a story of its own, and
//! the leads of joined stories give way to the best of them.

use rustc_hash::FxHashMap;

use crate::article::Page;
use crate::state::Assignment;

use super::super::Id;
use super::super::articles::Articles;
use super::super::links::is_folded;
use super::super::sort::best_first;
use super::Stories;

impl Stories {
    /// Applies later decisions of the reader; returns the documents whose story changed.
    pub(in super::super) fn assign(
        &mut self,
        articles: &Articles,
        assignments: &[Assignment],
    ) -> Vec<Id> {
        let mut touched = Vec::new();
        for assignment in assignments {
            let page = Page::of_key(&assignment.key);
            if !self.assignments.take(page, assignment) {
                continue;
            }
            touched.extend(self.links.at(page));
            for group in self.groups_of(self.links.at(page)) {
                touched.extend(&self.groups[group]);
            }
        }
        touched.extend(self.apply_assignments(articles));
        touched.sort_unstable();
        touched.dedup();
        self.lead(articles, &touched)
    }

    pub(in super::super) fn assignment(&self, page: Page) -> Option<&Assignment> {
        self.assignments.of(page)
    }

    /// Whether texts put a document into its story.
    pub(in super::super) fn is_grouped(&self, id: Id) -> bool {
        self.group_of.contains_key(&self.links.node(id))
    }

    pub(super) fn is_apart(&self, node: u32) -> bool {
        self.assignments.is_apart(self.links.page(node))
    }

    /// The node that leads the story of a node.
    pub(super) fn find_head(&self, articles: &Articles, node: u32) -> u32 {
        if self.is_apart(node) {
            return node;
        }
        let found = self.found_head(articles, node);
        self.instead.get(&found).copied().unwrap_or(found)
    }

    /// The node that leads the story of a node as links and texts tell it.
    fn found_head(&self, articles: &Articles, node: u32) -> u32 {
        match self.group_of.get(&node) {
            Some(group) => self.best_of(articles, &self.groups[*group]).unwrap_or(node),
            None => self.links.head(node),
        }
    }

    /// Finds out again which nodes lead instead of others; returns the nodes of the stories that
    /// changed.
    pub(super) fn apply_assignments(&mut self, articles: &Articles) -> Vec<u32> {
        let mut instead = self.successors(articles);
        for story in self.joined_stories(articles) {
            let leads = story.iter().map(|lead| instead.get(lead).copied().unwrap_or(*lead));
            if let Some(best) = self.best_lead(articles, leads) {
                instead.extend(story.iter().map(|lead| (*lead, best)));
            }
        }
        let old = std::mem::replace(&mut self.instead, instead);
        let leads = self.instead.keys().chain(old.keys()).copied();
        let mut touched: Vec<u32> =
            leads.filter(|lead| self.instead.get(lead) != old.get(lead)).collect();
        for at in 0..touched.len() {
            let lead = touched[at];
            // The story that had another lead and has it no longer moves, too.
            let leads = [Some(&lead), old.get(&lead), self.instead.get(&lead)];
            for lead in leads.into_iter().flatten() {
                let head = self.heads.get(*lead as usize).copied().unwrap_or(*lead);
                let docs = self.members.get(&head).map_or(&[][..], |story| &story.docs).iter();
                touched.extend(docs.map(|id| self.links.node(*id)));
                touched.push(*lead);
            }
        }
        touched
    }

    /// For each lead of a story by links that was taken out of it: the one that leads the others.
    fn successors(&self, articles: &Articles) -> FxHashMap<u32, u32> {
        let nodes = self.assignments.apart().flat_map(|page| self.links.at(page)).copied();
        let successor = |node: u32| {
            let followers = self.links.followers(node).into_iter();
            self.best_lead(articles, followers.filter(|node| !self.is_apart(*node)))
        };
        nodes.filter_map(|node| Some((node, successor(node)?))).collect()
    }

    fn best_lead(&self, articles: &Articles, nodes: impl Iterator<Item = u32>) -> Option<u32> {
        nodes.min_by(|a, b| {
            let article = |node: u32| &articles[self.links.docs(node)[0].index()];
            let (a, b) = (article(*a), article(*b));
            is_folded(a).cmp(&is_folded(b)).then_with(|| best_first(a, b))
        })
    }

    /// The leads of the stories that the reader joined, those of each joined story together.
    fn joined_stories(&self, articles: &Articles) -> Vec<Vec<u32>> {
        let mut stories: Vec<Vec<u32>> = Vec::new();
        let mut of: FxHashMap<u32, usize> = FxHashMap::default();
        for pages in self.assignments.joined() {
            let nodes = pages.iter().flat_map(|page| self.links.at(*page));
            let leads: Vec<u32> = nodes.map(|node| self.found_head(articles, *node)).collect();
            let known = leads.iter().find_map(|lead| of.get(lead).copied());
            let at = known.unwrap_or(stories.len());
            stories.resize(stories.len().max(at + 1), Vec::new());
            for lead in leads {
                match of.insert(lead, at) {
                    Some(other) if other != at => {
                        let moved = std::mem::take(&mut stories[other]);
                        of.extend(moved.iter().map(|lead| (*lead, at)));
                        stories[at].extend(moved);
                    }
                    Some(_) => {}
                    None => stories[at].push(lead),
                }
            }
        }
        stories.retain(|story| story.len() > 1);
        stories
    }
}
