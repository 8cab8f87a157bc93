//! A menu over the panes: a line for each choice, picked by its letter, by moving to it, or, where
//! there are many, by typing a part of its name. What a choice does is plain data.

use std::borrow::Cow;

use tui_input::Input;

use crate::query::Sort;
use crate::text;

use crate::app::App;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::message::Effect;
use crate::app::overlays::overlay::Overlay;
use crate::app::panes::cursor::Cursor;

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Choice {
    /// Orders the view.
    Order(Sort),
    /// Turns to the view of that number.
    View(usize),
    /// Searches for this.
    Search(String),
    /// Hides what this query asks for.
    Mute(String),
    /// Hides it no longer.
    Unmute(String),
    /// Asks for the words of articles to hide.
    MutePhrase,
    /// Shows this theme from now on; none: that of the settings.
    Theme(Option<String>),
}

/// A line of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The letters that choose it, the first one shown.
    pub keys: Cow<'static, str>,
    /// What it is.
    pub name: String,
    /// What stands at the right end.
    pub note: String,
    pub(in crate::app) choice: Choice,
}

/// A menu.
#[derive(Debug)]
pub struct Menu {
    /// What it is about.
    pub title: &'static str,
    /// How it is used.
    pub note: &'static str,
    /// All choices.
    pub items: Vec<MenuItem>,
    /// Those that are shown, by number.
    pub shown: Vec<usize>,
    /// The line of the one that is selected.
    pub cursor: Cursor,
    /// The columns of the widest choice, keys and notes included.
    pub columns: usize,
    /// Whether choices can be looked for by typing.
    pub long: bool,
    /// What was typed so far, where one types.
    pub typed: Option<Input>,
}

/// Names wider than this are cut.
const WIDEST: usize = 60;

/// Measured once over all, so that the box keeps its size while one types.
fn columns(item: &MenuItem) -> usize {
    let note = if item.note.is_empty() { 0 } else { text::width(&item.note) + 2 };
    text::width(&item.name).min(WIDEST) + note + 4
}

impl App {
    /// A key for the menu in front; `None` where it means there what it means everywhere.
    pub(in crate::app) fn press_in_menu(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Some(Overlay::Menu(menu)) = self.overlays.last_mut() else { return None };
        if menu.typed.is_some() {
            return self.type_in_menu(key);
        }
        let Key { code: Code::Char(letter), ctrl: false, alt: false } = key else { return None };
        if let Some(item) = menu.at_key(letter) {
            let choice = item.choice.clone();
            return Some(self.take_choice(choice));
        }
        if menu.long && letter == '/' {
            menu.typed = Some(Input::default());
            return Some(Vec::new());
        }
        None
    }

    fn type_in_menu(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Some(Overlay::Menu(menu)) = self.overlays.last_mut() else { return None };
        match key.code {
            Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Enter => return None,
            _ if text_field::gives_up(key) => {
                self.overlays.pop();
            }
            _ => {
                if menu.typed.as_mut().is_some_and(|input| text_field::take(input, key)) {
                    menu.narrow();
                }
            }
        }
        Some(Vec::new())
    }
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

    /// The choice that a letter stands for.
    pub(in crate::app) fn at_key(&self, letter: char) -> Option<&MenuItem> {
        self.items.iter().find(|item| item.keys.contains(letter))
    }

    /// The selected choice.
    #[must_use]
    pub fn selected(&self) -> Option<&MenuItem> {
        self.shown.get(self.cursor.at).map(|at| &self.items[*at])
    }

    /// Shows only choices of whose names all typed words are a part.
    pub(in crate::app) fn narrow(&mut self) {
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
