//! What lies over the panes: help, problems, the start of a file, a question.
//! Each takes all keys while it is in front.

use std::path::PathBuf;

use ratatui::layout::Rect;
use tui_input::Input;

use crate::problem::Problem;
use crate::query::Sort;
use crate::store::Id;

use crate::app::action::Action;
use crate::app::commands::pipe::Said;
use crate::app::input::keymap::Keymap;
use crate::app::overlays::help;
use crate::app::overlays::hints::Hints;
use crate::app::overlays::menu::Menu;
use crate::app::overlays::palette::Palette;
use crate::app::overlays::prompt::Prompt;
use crate::app::panes::cursor::Cursor;
use crate::app::panes::layout;

/// Screen rows of one problem in the list of problems.
pub(crate) const PROBLEM_ROWS: usize = 4;

/// One of what may lie over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The table of keys; the number is the first line in sight.
    Help(usize),
    /// The problems.
    Problems(Cursor),
    /// The start of a file with a problem in it.
    File(FileHead),
    /// A menu.
    Menu(Menu),
    /// A search that is being typed.
    Prompt(Box<Prompt>),
    /// Letters over the links.
    Hints(Hints),
    /// Words that are being typed, for articles to hide.
    Phrase(Input),
    /// A command that is being typed.
    Palette(Box<Palette>),
    /// What a program said that got an article.
    Said(Said),
    /// A question that is answered with yes or no.
    Confirm(Confirm),
}

impl Overlay {
    /// Moves, where `action` is a movement.
    pub(in crate::app) fn step(
        &mut self,
        action: Action,
        count: usize,
        screen: Rect,
        problems: usize,
        keymap: &Keymap,
    ) {
        let rows = rows_of(screen);
        match self {
            Self::Help(scroll) => {
                let rows = distance(action, count, rows).unwrap_or(0);
                *scroll = scroll.saturating_add_signed(rows);
            }
            Self::Problems(cursor) => {
                let rows = distance(action, count, rows / PROBLEM_ROWS).unwrap_or(0);
                cursor.step(rows, problems);
            }
            Self::File(file) => {
                let rows = distance(action, count, rows).unwrap_or(0);
                file.scroll = file.scroll.saturating_add_signed(rows);
            }
            Self::Said(said) => {
                let rows = distance(action, count, rows).unwrap_or(0);
                said.scroll = said.scroll.saturating_add_signed(rows);
            }
            Self::Menu(menu) => {
                let rows = distance(action, count, rows).unwrap_or(0);
                menu.cursor.step(rows, menu.shown.len());
            }
            Self::Prompt(_)
            | Self::Hints(_)
            | Self::Phrase(_)
            | Self::Palette(_)
            | Self::Confirm(_) => {}
        }
        self.settle(screen, problems, keymap);
    }

    /// Keeps within what there is to show, also when the screen has changed.
    pub(in crate::app) fn settle(&mut self, screen: Rect, problems: usize, keymap: &Keymap) {
        let rows = rows_of(screen);
        match self {
            Self::Help(scroll) => {
                let lines = help::lines(layout::overlay_text(screen), keymap).len();
                *scroll = (*scroll).min(lines.saturating_sub(rows));
            }
            Self::Problems(cursor) => cursor.settle(problems, (rows / PROBLEM_ROWS).max(1)),
            Self::File(file) => {
                let lines = file.lines.as_ref().and_then(|lines| lines.as_ref().ok());
                let last = lines.map_or(0, |lines| lines.len().saturating_sub(1));
                file.scroll = file.scroll.min(last);
            }
            Self::Said(said) => said.settle(layout::overlay_text(screen), rows),
            Self::Menu(menu) => menu.cursor.settle(menu.shown.len(), menu_rows(menu, screen)),
            Self::Palette(palette) => {
                palette.cursor.settle(palette.rows.len(), palette_rows(screen));
            }
            Self::Prompt(_) | Self::Hints(_) | Self::Phrase(_) | Self::Confirm(_) => {}
        }
    }
}

/// Lines of the palette below the one that is typed in.
pub(crate) fn palette_rows(screen: Rect) -> usize {
    usize::from(layout::inner(layout::palette(screen)).height.saturating_sub(1)).max(1)
}

/// Rows within the box over the panes.
fn rows_of(screen: Rect) -> usize {
    usize::from(layout::inner(layout::overlay(screen)).height)
}

/// Lines of a menu that fit on the screen.
pub(crate) fn menu_rows(menu: &Menu, screen: Rect) -> usize {
    let most = usize::from(layout::inner(layout::overlay(screen)).height);
    menu.items.len().min(most.saturating_sub(usize::from(menu.typed.is_some()))).max(1)
}

/// Where a menu stands.
pub(crate) fn menu_area(menu: &Menu, screen: Rect) -> Rect {
    layout::dialog(
        screen,
        menu.columns,
        menu_rows(menu, screen) + usize::from(menu.typed.is_some()),
    )
}

/// The start of a file.
#[derive(Debug)]
pub struct FileHead {
    /// What is wrong with it.
    pub problem: Problem,
    /// Clean lines, or why there are none; `None` until it has been read.
    pub lines: Option<Result<Vec<String>, Problem>>,
    /// The first line in sight.
    pub scroll: usize,
}

impl FileHead {
    /// Takes the lines of the file and turns to the place of the problem.
    pub(in crate::app) fn arrive(&mut self, path: &PathBuf, lines: Result<Vec<String>, Problem>) {
        if *path == self.problem.path {
            let line = self.problem.line.map_or(0, |line| line as usize);
            self.lines = Some(lines);
            self.scroll = line.saturating_sub(5);
        }
    }
}

/// The key that chooses each order in its menu, the order, and its name.
pub(in crate::app) const SORTS: [(char, Sort, &str); 8] = [
    ('d', Sort::Latest, "date"),
    ('w', Sort::Top, "weight, what matters first"),
    ('h', Sort::Heat, "heat"),
    ('q', Sort::Quality, "quality"),
    ('s', Sort::Sources, "sources"),
    ('t', Sort::Title, "title"),
    ('p', Sort::Provider, "provider"),
    ('r', Sort::Read, "when it was read"),
];

/// The name of an order.
pub(crate) fn name_of_order(sort: Sort) -> &'static str {
    let known = SORTS.iter().find(|(_, other, _)| *other == sort);
    known.map_or("", |(_, _, name)| name.split(',').next().unwrap_or(name))
}

/// A question and what a yes does.
#[derive(Debug)]
pub struct Confirm {
    /// One sentence.
    pub question: String,
    pub(in crate::app) yes: Yes,
}

/// What a yes does.
#[derive(Debug)]
pub(in crate::app) enum Yes {
    /// Opens links, and marks what they are of as read.
    Open { urls: Vec<String>, read: Vec<Id> },
    /// Marks as read.
    Read(Vec<Id>),
}

/// How far an action moves, in rows, where `page` rows are in sight. `None` for
/// what is no movement.
pub(in crate::app) fn distance(action: Action, count: usize, page: usize) -> Option<isize> {
    let rows = |rows: usize| isize::try_from(rows.saturating_mul(count)).unwrap_or(isize::MAX);
    let page = page.max(1);
    let half = (page / 2).max(1);
    Some(match action {
        Action::Down => rows(1),
        Action::Up => -rows(1),
        Action::HalfDown => rows(half),
        Action::HalfUp => -rows(half),
        Action::PageDown | Action::ReadOn => rows(page),
        Action::PageUp => -rows(page),
        Action::Top => isize::MIN,
        Action::Bottom => isize::MAX,
        _ => return None,
    })
}
