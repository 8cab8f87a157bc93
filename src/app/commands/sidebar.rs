//! The sidebar's commands: showing it, moving in it, and narrowing the list to one of its rows.

use crate::library::FeedStatus;
use crate::query::Condition;
use crate::query::Field;
use crate::query::Query;
use crate::query::Test;
use crate::query::Text;
use crate::store::Id;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::panes::layout::Focus;
use crate::app::panes::sidebar::{Narrowed, SidebarRow};
use crate::app::panes::view::View;
use crate::app::{App, Status};

impl App {
    /// Shows the sidebar and goes there, or hides it.
    pub(in crate::app) fn toggle_sidebar(&mut self) {
        if self.layout.sidebar.is_empty() {
            self.sidebar.want(true);
            (self.focus, self.zen) = (Focus::Sidebar, false);
        } else {
            self.sidebar.want(false);
            self.leave_sidebar();
        }
    }

    fn leave_sidebar(&mut self) {
        if self.focus == Focus::Sidebar {
            self.focus = Focus::List;
        }
    }

    /// Whether the sidebar can have the focus.
    pub(in crate::app) fn has_sidebar(&self) -> bool {
        self.sidebar.is_wanted(self.size.0)
    }

    /// Performs an action in the sidebar; `None` if the sidebar does not redefine it.
    pub(in crate::app) fn perform_in_sidebar(
        &mut self,
        action: Action,
        count: Option<usize>,
    ) -> Option<Vec<Effect>> {
        match action {
            Action::Forward => {
                self.enter();
                self.leave_sidebar();
            }
            Action::Back if self.layout.list.is_empty() => self.leave_sidebar(),
            Action::Back => {
                let next = self.key_of(Action::NextPane);
                self.status = Status::info(format!("{next} goes to the list"));
            }
            Action::FoldStory if !self.sidebar.toggle_topic() => {
                self.status = Status::info("there is no topic to fold here");
            }
            Action::FoldStory => {}
            Action::FoldAll => self.sidebar.toggle_topics(),
            Action::ToggleRead | Action::AllRead => {
                let rows = self.selected_rows();
                self.ask_read_of(rows);
            }
            Action::Search => {
                self.leave_sidebar();
                self.ask_search();
            }
            Action::Top | Action::Bottom if count.is_some() => {
                self.sidebar.go(count.unwrap_or(1).saturating_sub(1));
            }
            action => {
                let page = self.layout.sidebar_rows();
                self.sidebar.step(action.distance(count.unwrap_or(1), page)?);
            }
        }
        Some(Vec::new())
    }

    /// Shows the selected view, topic or feed in the list.
    pub(in crate::app) fn enter(&mut self) {
        match self.sidebar.selected() {
            Some(SidebarRow::View(view)) => self.turn_to(view),
            _ => {
                if let Some((name, query, narrowed)) = self.selected_source() {
                    self.narrow(&name, query, narrowed);
                }
            }
        }
    }

    /// Returns the name and the query of the selected topic or feed.
    fn selected_source(&self) -> Option<(String, Query, Narrowed)> {
        match self.sidebar.selected()? {
            SidebarRow::Topic(at) => {
                let topic = self.sidebar.topics().get(at)?;
                let feeds = topic.feeds.iter().filter_map(|feed| self.sidebar.feeds().get(*feed));
                let name = topic.name.clone();
                Some((name.clone(), of_feeds(feeds), Narrowed::Topic(name)))
            }
            SidebarRow::Feed { feed, .. } => {
                let feed = self.sidebar.feeds().get(feed)?;
                let query = of_feeds(std::iter::once(feed));
                Some((feed.title.clone(), query, Narrowed::Feed(feed.address.clone())))
            }
            SidebarRow::View(_) | SidebarRow::Gap => None,
        }
    }

    /// Returns the rows that the list would show of what is selected.
    fn selected_rows(&self) -> Vec<Id> {
        if let Some(SidebarRow::View(at)) = self.sidebar.selected() {
            let view = self.list.views().get(at);
            return view.map_or_else(Vec::new, |view| self.list.rows_of(view, &self.store));
        }
        self.selected_source().map_or_else(Vec::new, |(name, query, _)| {
            self.list.rows_of(&View::new(&name, query, self.now), &self.store)
        })
    }

    fn narrow(&mut self, name: &str, query: Query, narrowed: Narrowed) {
        if self.sidebar.narrowed() == Some(&narrowed) && self.list.is_narrowed() {
            return self.turn_to(self.list.view_at());
        }
        self.list.offer_narrow(View::new(name, query, self.now));
        self.turn_to(self.list.views().len() - 1);
        self.sidebar.set_narrowed(Some(narrowed));
    }
}

/// A query for the articles of any of these feeds.
fn of_feeds<'a>(feeds: impl Iterator<Item = &'a FeedStatus>) -> Query {
    let of_feed = |feed: &FeedStatus| {
        let address = Text::Exact(feed.address.clone());
        Condition::Is(Test::Text(Some(Field::Feed), address))
    };
    let mut parts: Vec<Condition> = feeds.map(of_feed).collect();
    let condition = if parts.len() > 1 { Some(Condition::Any(parts)) } else { parts.pop() };
    Query { condition, order: None }
}
