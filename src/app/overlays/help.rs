//! Help: all keys in groups, signs, and the words of a search. It can be searched.

mod groups;
mod page;

use ratatui::layout::Position;
use tui_input::Input;

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer, rows_of};
use crate::app::overlays::request::Request;
use crate::app::panes::layout;

pub(crate) use page::{HelpLine, HelpPage};

/// The help overlay.
#[derive(Debug, Default)]
pub struct Help {
    /// The first visible line.
    pub scroll: usize,
    /// What to find.
    pub typed: Input,
    /// Whether keys go to the search.
    pub is_typing: bool,
}

impl Help {
    /// Whether the line of the search is shown.
    pub(crate) fn is_searched(&self) -> bool {
        self.is_typing || !self.typed.value().is_empty()
    }

    fn leave_search(&mut self) -> Answer {
        (self.typed, self.is_typing, self.scroll) = (Input::default(), false, 0);
        Answer::Stay
    }
}

impl Layer for Help {
    fn key(&mut self, key: Key, _: &Context<'_>) -> Answer {
        if !self.is_typing {
            return Answer::Pass;
        }
        match key.code {
            Code::Up | Code::Down | Code::PageUp | Code::PageDown => return Answer::Pass,
            Code::Enter => self.is_typing = false,
            _ if text_field::gives_up(key) => return self.leave_search(),
            _ => {
                if text_field::take(&mut self.typed, key) {
                    self.scroll = 0;
                }
            }
        }
        Answer::Stay
    }

    fn act(&mut self, action: Action, _: &Context<'_>) -> Answer {
        match action {
            Action::Help => Answer::Close,
            Action::Search => {
                self.is_typing = true;
                Answer::Stay
            }
            Action::Back if self.is_searched() => self.leave_search(),
            // Help stays open below, so that closing the palette returns to it.
            Action::Palette => Answer::Do(Request::AskCommand),
            _ => Answer::Pass,
        }
    }

    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.scroll = self.scroll.saturating_add_signed(rows);
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        if layout::help(context.screen).contains(at) { Answer::Stay } else { Answer::Close }
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        if !self.is_typing {
            return Answer::Pass;
        }
        text_field::insert(&mut self.typed, words);
        Answer::Stay
    }

    fn settle(&mut self, context: &Context<'_>) {
        let width = layout::help_text(context.screen);
        let height = HelpPage::new(width, context.keymap, self.typed.value()).height();
        let rows = rows_of(context.screen).saturating_sub(usize::from(self.is_searched()));
        self.scroll = self.scroll.min(height.saturating_sub(rows));
    }

    fn gives_way(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [Action] {
        if self.is_typing {
            return &[];
        }
        &[Action::Down, Action::Up, Action::Search, Action::Palette, Action::Back]
    }
}
