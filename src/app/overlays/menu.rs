//! A menu above the panes: one line per choice, selected by its letter, by the cursor or, in long
//! menus, by typing part of its name. The effect of a choice is plain data.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::text;

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer, rows_of};
use crate::app::overlays::request::Request;
use crate::app::panes::cursor::Cursor;
use crate::app::panes::layout;
use crate::app::status::Status;

/// A line of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The letters that select it; the first one is shown.
    pub keys: Cow<'static, str>,
    /// The name shown.
    pub name: String,
    /// Text at the right edge.
    pub note: String,
    /// The request it makes.
    pub(in crate::app) choice: Request,
}

/// A menu.
#[derive(Debug)]
pub struct Menu {
    /// The heading.
    pub title: &'static str,
    /// How to use the menu, in a few words.
    pub note: &'static str,
    /// All choices.
    pub items: Vec<MenuItem>,
    /// Indices of the choices that match what is typed.
    pub shown: Vec<usize>,
    /// The selected line.
    pub cursor: Cursor,
    /// Width of the widest choice, including keys and notes.
    pub columns: usize,
    /// Whether choices can be filtered by typing.
    pub long: bool,
    /// The text typed so far, if filtering has started.
    pub typed: Option<Input>,
}

/// Longer names are cut.
const WIDEST: usize = 60;
/// Closes every menu, so that it never selects a choice.
const CLOSE: char = 'q';

/// Measured over all choices, so that the box keeps its size while the user types.
fn columns(item: &MenuItem) -> usize {
    let note = if item.note.is_empty() { 0 } else { text::width(&item.note) + 2 };
    text::width(&item.name).min(WIDEST) + note + 4
}

impl Layer for Menu {
    fn key(&mut self, key: Key, _: &Context<'_>) -> Answer {
        if self.typed.is_some() {
            return self.type_name(key);
        }
        let Key { code: Code::Char(letter), ctrl: false, alt: false } = key else {
            return Answer::Pass;
        };
        if letter == CLOSE {
            return Answer::Close;
        }
        if let Some(item) = self.at_key(letter) {
            return Answer::CloseAnd(item.choice.clone());
        }
        if self.long && letter == '/' {
            self.typed = Some(Input::default());
            return Answer::Stay;
        }
        Answer::Pass
    }

    fn act(&mut self, action: Action, _: &Context<'_>) -> Answer {
        match action {
            Action::Forward => {
                self.selected().map_or(Answer::Stay, |item| Answer::CloseAnd(item.choice.clone()))
            }
            Action::Back | Action::Quit | Action::Help => Answer::Pass,
            _ if action.is_movement() => Answer::Pass,
            // In a menu letters select choices, so an unbound one only gets the usage note.
            _ => Answer::Do(Request::Say(Status::info(self.note))),
        }
    }

    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.cursor.step(rows, self.shown.len());
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        let area = menu_area(self, context.screen);
        if !area.contains(at) {
            return Answer::Close;
        }
        let first = layout::inner(area).y + u16::from(self.typed.is_some());
        let line = at.y.checked_sub(first).map(|line| self.cursor.top + usize::from(line));
        let Some(line) = line.filter(|line| *line < self.shown.len()) else { return Answer::Stay };
        self.cursor.point(line, self.shown.len());
        self.selected().map_or(Answer::Stay, |item| Answer::CloseAnd(item.choice.clone()))
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        if let Some(input) = &mut self.typed {
            text_field::insert(input, words);
            self.narrow();
        }
        Answer::Stay
    }

    fn settle(&mut self, context: &Context<'_>) {
        let rows = menu_rows(self, context.screen);
        self.cursor.settle(self.shown.len(), rows);
    }

    fn preview(&self) -> Option<&Option<String>> {
        match &self.selected()?.choice {
            Request::Theme(name) => Some(name),
            _ => None,
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[]
    }
}

/// Lines of the menu that fit on the screen.
pub(crate) fn menu_rows(menu: &Menu, screen: Rect) -> usize {
    let most = rows_of(screen);
    menu.items.len().min(most.saturating_sub(usize::from(menu.typed.is_some()))).max(1)
}

/// The area of a menu on the screen.
pub(crate) fn menu_area(menu: &Menu, screen: Rect) -> Rect {
    let rows = menu_rows(menu, screen) + usize::from(menu.typed.is_some());
    layout::dialog(screen, menu.columns, rows)
}

impl Menu {
    pub(in crate::app) fn new(
        title: &'static str,
        note: &'static str,
        items: Vec<MenuItem>,
    ) -> Self {
        let shown = (0..items.len()).collect();
        let widest = items.iter().map(columns).max().unwrap_or(0);
        let columns =
            [note, title].map(|it| text::width(it) + 4).into_iter().fold(widest, usize::max);
        let cursor = Cursor::default();
        Self { title, note, items, shown, cursor, columns, long: false, typed: None }
    }

    /// Handles a key of the filter text.
    fn type_name(&mut self, key: Key) -> Answer {
        match key.code {
            Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Enter => Answer::Pass,
            _ if text_field::gives_up(key) => Answer::Close,
            _ => {
                if self.typed.as_mut().is_some_and(|input| text_field::take(input, key)) {
                    self.narrow();
                }
                Answer::Stay
            }
        }
    }

    /// Returns the choice bound to a letter.
    fn at_key(&self, letter: char) -> Option<&MenuItem> {
        self.items.iter().find(|item| item.keys.contains(letter))
    }

    /// The selected choice.
    #[must_use]
    pub fn selected(&self) -> Option<&MenuItem> {
        self.shown.get(self.cursor.at).map(|at| &self.items[*at])
    }

    /// Keeps only choices whose names contain all typed words.
    fn narrow(&mut self) {
        let typed = self.typed.as_ref().map_or("", |input| input.value());
        let typed = text::folded(typed);
        let words: Vec<&str> = typed.split_whitespace().collect();
        let matches = |name: &str| {
            let name = text::folded(name);
            words.iter().all(|word| name.contains(word))
        };
        let items = self.items.iter().enumerate();
        self.shown = items.filter(|(_, item)| matches(&item.name)).map(|(at, _)| at).collect();
        self.cursor = Cursor::default();
    }
}
