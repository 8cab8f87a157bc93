//! Movement: within a pane, between panes, articles and headings, and sideways.

use crate::app::action::Action;
use crate::app::panes::layout::Focus;
use crate::app::{App, Status};

/// Columns moved sideways per key press.
const STEP: usize = 8;

impl App {
    /// Moves within the focused pane. With top or bottom, a count is a row number.
    pub(in crate::app) fn step(&mut self, action: Action, count: Option<usize>) {
        let page = match self.focus {
            Focus::Sidebar => self.layout.sidebar_rows(),
            Focus::List => self.layout.list_rows(),
            Focus::Article => self.layout.article_rows(),
            Focus::Related => self.layout.related_rows(),
        };
        let named =
            count.filter(|_| matches!(action, Action::Top | Action::Bottom)).map(|row| row - 1);
        let Some(rows) = action.distance(count.unwrap_or(1), page) else {
            return;
        };
        let items = self.related.items.len();
        match (self.focus, named) {
            (Focus::Sidebar, Some(row)) => self.sidebar.go(row),
            (Focus::Sidebar, None) => self.sidebar.step(rows),
            (Focus::List, Some(row)) => self.list.go(row, &self.store),
            (Focus::List, None) => self.list.step(rows, &self.store),
            (Focus::Article, Some(row)) => self.reader.go(row, page),
            (Focus::Article, None) => self.reader.step(rows, page),
            (Focus::Related, Some(row)) => self.related.cursor.go(row, items),
            (Focus::Related, None) => self.related.cursor.step(rows, items),
        }
        self.choose();
    }

    /// Notes that the user has made a choice: newly arriving articles no longer move the selection.
    pub(in crate::app) fn choose(&mut self) {
        self.list.choose();
        if self.focus == Focus::List {
            self.jumplist.clear();
        }
    }

    pub(in crate::app) fn forward(&mut self) {
        self.choose();
        match self.focus {
            Focus::Sidebar => self.focus = Focus::List,
            Focus::List if self.reader.id().is_none() => {
                self.status = Status::warning("nothing to read yet");
            }
            Focus::List => self.focus = Focus::Article,
            Focus::Article if self.zen => {
                let zen = self.key_of(Action::Zen);
                self.status = Status::info(format!("{zen} shows the other panes"));
            }
            Focus::Article if self.related.items.is_empty() => {
                let open = self.key_of(Action::Open);
                let said = format!("no related links; {open} opens the article in the browser");
                self.status = Status::info(said);
            }
            Focus::Article => self.focus = Focus::Related,
            Focus::Related => {
                let (follow, open) = (self.key_of(Action::Follow), self.key_of(Action::Open));
                self.status = Status::info(format!("{follow} follows this link, {open} opens it"));
            }
        }
    }

    pub(in crate::app) fn back(&mut self) {
        if self.zen {
            self.leave_zen();
        } else if let Some(jump) = self.jumplist.pop() {
            self.list.select(jump.id, &self.store);
            self.reader.await_place(jump.id, jump.place);
            self.returned = Some(jump.related);
            self.focus = jump.focus;
        } else {
            self.focus = match self.focus {
                Focus::Related => Focus::Article,
                Focus::Article | Focus::List | Focus::Sidebar => Focus::List,
            };
        }
    }

    /// Goes back in the list: clears the picks, or else ends the search, or else goes to the
    /// sidebar.
    pub(in crate::app) fn let_go(&mut self) {
        if self.drop_picks() {
            self.status = Status::info("nothing is picked");
        } else if self.end_search() {
            self.status = Status::info("the whole view again");
        } else if self.has_sidebar() {
            self.focus = Focus::Sidebar;
        }
    }

    pub(in crate::app) fn step_pane(&mut self, forward: bool) {
        let mut panes = vec![Focus::List];
        if self.has_sidebar() || self.focus == Focus::Sidebar {
            panes.insert(0, Focus::Sidebar);
        }
        if self.reader.id().is_some() {
            panes.push(Focus::Article);
        }
        if !self.related.items.is_empty() {
            panes.push(Focus::Related);
        }
        if self.zen {
            return;
        }
        let at = panes.iter().position(|pane| *pane == self.focus).unwrap_or(0);
        let by = if forward { 1 } else { panes.len() - 1 };
        self.focus = panes[(at + by) % panes.len()];
        self.choose();
    }

    pub(in crate::app) fn step_article(&mut self, direction: isize, count: Option<usize>) {
        if self.store.is_empty() {
            self.status = Status::warning("nothing to read yet");
            return;
        }
        let before = self.list.cursor.at;
        let rows = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        self.list.step(direction.saturating_mul(rows), &self.store);
        self.jumplist.clear();
        if self.list.cursor.at == before {
            let end = if direction > 0 { "last" } else { "first" };
            self.status = Status::info(format!("this is the {end} article"));
        }
    }

    pub(in crate::app) fn read_on(&mut self) {
        let height = self.layout.article_rows();
        let hidden = self.layout.article.is_empty();
        if hidden && self.reader.id().is_some() {
            self.focus = Focus::Article;
            return;
        }
        if hidden || self.reader.at_end(height) {
            self.step_unread(true);
            return;
        }
        // Repeats one line of the previous page for orientation.
        let rows = isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1);
        self.reader.step(rows, height);
        self.choose();
        self.visit.page(self.reader.id());
    }

    pub(in crate::app) fn toggle_zen(&mut self) {
        if self.zen {
            self.leave_zen();
        } else if self.reader.id().is_some() {
            self.choose();
            self.zen = true;
            self.before_zen = self.focus;
            self.focus = Focus::Article;
        } else {
            self.status = Status::warning("nothing to read yet");
        }
    }

    fn leave_zen(&mut self) {
        self.zen = false;
        self.focus = self.before_zen;
    }

    pub(in crate::app) fn step_heading(&mut self, forward: bool, count: usize) {
        if !self.is_open() {
            return;
        }
        let height = self.layout.article_rows();
        for _ in 0..count {
            if !self.reader.step_heading(forward, height) {
                let side = if forward { "below" } else { "above" };
                self.status = Status::info(format!("there is no heading {side}"));
                return;
            }
        }
        self.visit.page(self.reader.id());
    }

    pub(in crate::app) fn move_sideways(&mut self, right: bool, count: usize) {
        if !self.is_open() {
            return;
        }
        let height = self.layout.article_rows();
        if self.reader.reach(height) == 0 {
            self.status = Status::info("nothing visible is wider than the pane");
        }
        self.reader.move_sideways(right, STEP.saturating_mul(count), height);
    }

    /// Whether a visible line is wider than the pane.
    pub(crate) fn is_cut(&self) -> bool {
        !self.layout.article.is_empty() && self.reader.reach(self.layout.article_rows()) > 0
    }

    /// Whether the article is visible; reports if it is not.
    fn is_open(&mut self) -> bool {
        let is_open = !self.layout.article.is_empty() && self.reader.id().is_some();
        if !is_open {
            self.status = Status::info("no article is open; l opens the one in the list");
        }
        is_open
    }
}
