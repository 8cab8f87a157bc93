//! What actions do, in the pane that they concern.

use super::action::Action;
use super::layout::Focus;
use super::message::Effect;
use super::overlay::{Overlay, distance};
use super::{App, Status};

/// A count as a distance.
fn steps(count: Option<usize>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

impl App {
    pub(super) fn perform(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        match action {
            Action::QuitNow => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            _ => {}
        }
        if !self.overlays.is_empty() {
            return self.perform_in_overlay(action, count.unwrap_or(1));
        }
        match action {
            Action::Forward => self.forward(),
            Action::Back if self.focus == Focus::List && !self.zen && self.trail.is_empty() => {
                self.let_go();
            }
            Action::Back => self.back(),
            Action::NextPane => self.turn(true),
            Action::PreviousPane => self.turn(false),
            Action::NextArticle => self.step_article(1, count),
            Action::PreviousArticle => self.step_article(-1, count),
            Action::ReadOn => self.read_on(),
            Action::FoldStory => self.toggle_story(),
            Action::FoldAll => self.toggle_stories(),
            Action::NextSource => self.step_source(true),
            Action::PreviousSource => self.step_source(false),
            Action::NextView => self.step_view(true),
            Action::PreviousView => self.step_view(false),
            Action::Sort => self.ask_order(),
            Action::Search => self.ask_search(),
            Action::Filter => self.ask_filter(),
            Action::NextMatch => self.step_match(true, count.unwrap_or(1)),
            Action::PreviousMatch => self.step_match(false, count.unwrap_or(1)),
            Action::AllRead => self.ask_all_read(),
            Action::Pick => (0..count.unwrap_or(1)).for_each(|_| self.pick()),
            Action::PickRange => self.pick_range(),
            Action::Mute => self.ask_mute(),
            Action::ToggleRead => return self.toggle_read(count),
            Action::ToggleStar => return self.toggle_star(count),
            Action::Undo => return self.undo(count.unwrap_or(1)),
            Action::Redo => return self.redo(count.unwrap_or(1)),
            Action::NextHeading => self.step_heading(true, count.unwrap_or(1)),
            Action::PreviousHeading => self.step_heading(false, count.unwrap_or(1)),
            Action::MoveRight => self.move_sideways(true, count.unwrap_or(1)),
            Action::MoveLeft => self.move_sideways(false, count.unwrap_or(1)),
            Action::Zen => self.toggle_zen(),
            Action::Palette => self.ask_command(""),
            Action::View => self.ask_command("view "),
            Action::Set => self.ask_command("set "),
            Action::Pipe => self.ask_command("pipe "),
            Action::Images => return self.toggle_images(),
            Action::Theme => self.ask_theme(),
            Action::Problems => self.overlays.push(Overlay::Problems(super::Cursor::default())),
            Action::Help => self.overlays.push(Overlay::Help(0)),
            Action::WidenList => return self.widen_list(steps(count)),
            Action::NarrowList => return self.widen_list(-steps(count)),
            Action::Hints => self.show_hints(),
            Action::Open => return self.open(count),
            Action::OpenAll => return self.open_all(),
            Action::Follow => return self.follow(),
            Action::OpenNumbered => return self.open_related(count.unwrap_or(1)),
            Action::CopyLink => return self.copy(false),
            Action::CopyTitle => return self.copy(true),
            Action::Reload => return self.reload(),
            Action::Quit => return self.quit(),
            other => self.step(other, count),
        }
        Vec::new()
    }

    /// Movement in the pane that has the focus. A count before top or bottom
    /// names the row.
    fn step(&mut self, action: Action, count: Option<usize>) {
        let page = match self.focus {
            Focus::List => self.layout.list_rows(),
            Focus::Article => self.layout.article_rows(),
            Focus::Related => self.layout.related_rows(),
        };
        let named =
            count.filter(|_| matches!(action, Action::Top | Action::Bottom)).map(|row| row - 1);
        let Some(rows) = distance(action, count.unwrap_or(1), page) else {
            return;
        };
        let items = self.related.items.len();
        match (self.focus, named) {
            (Focus::List, Some(row)) => self.list.go(row, &self.store),
            (Focus::List, None) => self.list.step(rows, &self.store),
            (Focus::Article, Some(row)) => self.reader.go(row, page),
            (Focus::Article, None) => self.reader.step(rows, page),
            (Focus::Related, Some(row)) => self.related.cursor.go(row, items),
            (Focus::Related, None) => self.related.cursor.step(rows, items),
        }
        self.choose();
    }

    /// The reader has made a choice: what newer articles arrive no longer moves it.
    pub(super) fn choose(&mut self) {
        self.list.choose();
        if self.focus == Focus::List {
            self.trail.clear();
        }
    }

    pub(super) fn forward(&mut self) {
        self.choose();
        match self.focus {
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

    fn back(&mut self) {
        if self.zen {
            self.leave_zen();
        } else if let Some(station) = self.trail.pop() {
            self.list.select(station.id, &self.store);
            self.reader.await_place(station.id, station.place);
            self.returned = Some(station.related);
            self.focus = station.focus;
        } else {
            self.focus = match self.focus {
                Focus::Related => Focus::Article,
                Focus::Article | Focus::List => Focus::List,
            };
        }
    }

    /// Esc in the list: lets go of what was picked, else shows all that was not searched for.
    fn let_go(&mut self) {
        if self.drop_picks() {
            self.status = Status::info("nothing is picked");
        } else if self.end_search() {
            self.status = Status::info("the whole view again");
        }
    }

    fn turn(&mut self, forward: bool) {
        let mut panes = vec![Focus::List];
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

    fn step_article(&mut self, direction: isize, count: Option<usize>) {
        if self.store.is_empty() {
            self.status = Status::warning("nothing to read yet");
            return;
        }
        let before = self.list.cursor.at;
        let rows = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        self.list.step(direction.saturating_mul(rows), &self.store);
        self.trail.clear();
        if self.list.cursor.at == before {
            let end = if direction > 0 { "last" } else { "first" };
            self.status = Status::info(format!("this is the {end} article"));
        }
    }

    fn read_on(&mut self) {
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
        // One line of the old page stays for the eye.
        let rows = isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1);
        self.reader.step(rows, height);
        self.choose();
        self.note_paged();
    }

    fn toggle_zen(&mut self) {
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

    /// Has the files looked at again. What was read meanwhile leaves the views of unread at once.
    pub(super) fn reload(&mut self) -> Vec<Effect> {
        self.list.fill(&self.store);
        if self.is_complete() {
            return self.rescan();
        }
        self.loading.request();
        self.status =
            Status::info("still reading; when that is done the files are looked at again");
        Vec::new()
    }

    pub(super) fn rescan(&mut self) -> Vec<Effect> {
        self.loading.look_again();
        self.status = Status::info("reading again…");
        vec![Effect::Rescan]
    }

    fn quit(&mut self) -> Vec<Effect> {
        if self.zen || self.focus != Focus::List {
            self.zen = false;
            self.focus = Focus::List;
            self.trail.clear();
            return Vec::new();
        }
        vec![Effect::Quit]
    }
}
