//! Performs actions in the pane they apply to.

use crate::app::action::Action;
use crate::app::effect::{Effect, Job, TerminalEffect};
use crate::app::overlays::Overlay;
use crate::app::overlays::help::Help;
use crate::app::overlays::problems::Problems;
use crate::app::panes::layout::Focus;
use crate::app::{App, Status};

/// Returns the count as a signed distance.
fn steps(count: Option<usize>) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

impl App {
    pub(in crate::app) fn perform(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        match action {
            Action::QuitNow => return vec![Effect::Terminal(TerminalEffect::Quit)],
            Action::Suspend => return vec![Effect::Terminal(TerminalEffect::Suspend)],
            Action::Redraw => return vec![Effect::Terminal(TerminalEffect::Redraw)],
            _ => {}
        }
        if !self.overlays.is_empty() {
            return self.perform_in_front(action, count.unwrap_or(1));
        }
        if self.focus == Focus::Sidebar
            && let Some(effects) = self.perform_in_sidebar(action, count)
        {
            return effects;
        }
        match action {
            Action::Forward => self.forward(),
            Action::Back if self.focus == Focus::List && !self.zen && self.jumplist.is_empty() => {
                self.let_go();
            }
            Action::Back => self.back(),
            Action::NextPane => self.step_pane(true),
            Action::PreviousPane => self.step_pane(false),
            Action::NextArticle => self.step_article(1, count),
            Action::PreviousArticle => self.step_article(-1, count),
            Action::ReadOn => self.read_on(),
            Action::FoldStory => self.toggle_story(),
            Action::FoldAll => self.toggle_stories(),
            Action::NextSource => self.step_source(true),
            Action::PreviousSource => self.step_source(false),
            Action::NextView => self.step_view(true),
            Action::PreviousView => self.step_view(false),
            Action::Split => return self.split(count),
            Action::Join => return self.join(),
            Action::Sort => self.ask_order(),
            Action::Search => self.ask_search(),
            Action::Filter => self.ask_filter(),
            Action::NextMatch => self.step_match(true, count.unwrap_or(1)),
            Action::PreviousMatch => self.step_match(false, count.unwrap_or(1)),
            Action::AllRead => self.ask_all_read(),
            Action::Pick => self.pick(count.unwrap_or(1)),
            Action::PickRange => self.pick_range(),
            Action::Mute => self.ask_mute(),
            Action::Subscribe => return self.ask_subscribe(),
            Action::Unsubscribe => self.ask_unsubscribe_here(),
            Action::EditFeed => return self.edit_feed_here(),
            Action::ToggleRead => return self.toggle_read(count),
            Action::ToggleStar => return self.toggle_star(count),
            Action::Undo => return self.undo(count.unwrap_or(1)),
            Action::Redo => return self.redo(count.unwrap_or(1)),
            Action::NextHeading => self.step_heading(true, count.unwrap_or(1)),
            Action::PreviousHeading => self.step_heading(false, count.unwrap_or(1)),
            Action::MoveRight => self.move_sideways(true, count.unwrap_or(1)),
            Action::MoveLeft => self.move_sideways(false, count.unwrap_or(1)),
            Action::Zen => self.toggle_zen(),
            Action::Sidebar => self.toggle_sidebar(),
            Action::Palette => self.ask_command(""),
            Action::View => self.ask_command("view "),
            Action::Set => self.ask_command("set "),
            Action::Pipe => self.ask_command("pipe "),
            Action::Images => return self.toggle_images(),
            Action::Theme => self.ask_theme(),
            Action::Problems => self.overlays.push(Overlay::Problems(Problems::default())),
            Action::Help => self.overlays.push(Overlay::Help(Help::default())),
            Action::WidenList => return self.widen_list(steps(count)),
            Action::NarrowList => return self.widen_list(-steps(count)),
            Action::Hints => self.show_hints(),
            Action::Enclosures => return self.open_enclosure(count),
            Action::Download => return self.download_enclosure(count),
            Action::Open => return self.open(count),
            Action::OpenAll => return self.open_all(),
            Action::Follow => return self.follow(),
            Action::OpenNumbered => return self.open_related(count.unwrap_or(1)),
            Action::CopyLink => return self.copy(false),
            Action::CopyTitle => return self.copy(true),
            Action::Reload => return self.reload_and_sync(),
            Action::Quit => return self.quit(),
            other => self.step(other, count),
        }
        Vec::new()
    }

    /// Rescans the files, once any running load has ended. Read articles leave the unread views at
    /// once.
    pub(in crate::app) fn reload(&mut self) -> Vec<Effect> {
        self.list.fill(&self.store);
        if self.is_complete() {
            return self.rescan();
        }
        self.loading.request();
        self.status = Status::info("still reading; the files are checked again afterwards");
        Vec::new()
    }

    /// Rescans the files and fetches the feeds that may be fetched now.
    fn reload_and_sync(&mut self) -> Vec<Effect> {
        let mut effects = self.reload();
        effects.extend(self.sync());
        effects
    }

    pub(in crate::app) fn rescan(&mut self) -> Vec<Effect> {
        self.loading.look_again();
        self.status = Status::info("reading again…");
        vec![Effect::Job(Job::Rescan)]
    }

    fn quit(&mut self) -> Vec<Effect> {
        if self.zen || self.focus != Focus::List {
            self.zen = false;
            self.focus = Focus::List;
            self.jumplist.clear();
            return Vec::new();
        }
        vec![Effect::Terminal(TerminalEffect::Quit)]
    }
}
