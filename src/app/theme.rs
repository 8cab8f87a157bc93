//! Choosing a theme: a menu in which each is shown while one moves over it. Here a theme is no
//! more than its name; what it looks like, and whether it can be shown, is for others.

use crate::config::AUTO;
use crate::config::Config;
use crate::state::Record;

use super::menu::{Choice, Menu, MenuItem};
use super::message::Effect;
use super::overlay::Overlay;
use super::{App, Status};

/// The themes by name.
#[derive(Debug)]
pub(super) struct Theming {
    /// Those that can be chosen.
    names: Vec<String>,
    /// That of the settings.
    usual: String,
    /// The one that was chosen instead.
    chosen: Option<String>,
    /// It is known whether one was chosen.
    is_settled: bool,
    /// The one on the screen, as [`Effect::Theme`] names it.
    shown: Option<String>,
    /// One that could not be shown, and why.
    broken: Option<(String, String)>,
}

impl Theming {
    pub(super) fn new(config: &Config) -> Self {
        let mut names = config.themes.names();
        names.insert(0, AUTO.to_owned());
        let usual = config.theme.clone();
        Self { names, usual, chosen: None, is_settled: false, shown: None, broken: None }
    }

    /// The settings say something else now.
    pub(super) fn set_usual(&mut self, config: &Config) {
        let Self { names, usual, .. } = Self::new(config);
        (self.names, self.usual) = (names, usual);
    }

    /// Takes what was chosen in an earlier session, unless that is here already or something else
    /// has been chosen meanwhile.
    pub(super) fn recall(&mut self, name: Option<String>) {
        if !std::mem::replace(&mut self.is_settled, true) {
            self.chosen = name;
        }
    }
}

impl App {
    /// Shows the menu.
    pub(super) fn ask_theme(&mut self) {
        let theming = &mut self.theming;
        // Its file may be right by now.
        theming.broken = None;
        let usual = MenuItem {
            keys: "0".into(),
            name: "as in the settings".to_owned(),
            note: theming.usual.clone(),
            choice: Choice::Theme(None),
        };
        let named = |(name, at): (&String, usize)| MenuItem {
            keys: if at < 10 { at.to_string().into() } else { "".into() },
            name: name.clone(),
            note: if name == AUTO { "by the terminal's background" } else { "" }.to_owned(),
            choice: Choice::Theme(Some(name.clone())),
        };
        let mut items = vec![usual];
        items.extend(theming.names.iter().zip(1..).map(named));
        let chosen = theming.chosen.as_ref();
        let at = chosen.and_then(|name| theming.names.iter().position(|it| it == name));
        let mut menu = Menu::new("Theme", "Enter keeps it, / to type a name, Esc closes", items);
        menu.long = true;
        menu.cursor.go(at.map_or(0, |at| at + 1), menu.shown.len());
        self.overlays.push(Overlay::Menu(menu));
    }

    /// Shows a theme from now on, and in the sessions to come.
    pub(super) fn choose_theme(&mut self, name: Option<String>) -> Vec<Effect> {
        let theming = &mut self.theming;
        if let Some((_, why)) = theming.broken.as_ref().filter(|(it, _)| Some(it) == name.as_ref())
        {
            self.status = Status::warning(why);
            return Vec::new();
        }
        self.status = Status::info(match &name {
            Some(name) => format!("theme: {name}"),
            None => format!("theme: {}, as in the settings", theming.usual),
        });
        theming.chosen.clone_from(&name);
        theming.is_settled = true;
        vec![Effect::Keep(vec![Record::Theme(name)])]
    }

    /// Takes note that a theme cannot be shown.
    pub(super) fn unthemed(&mut self, name: &str, why: String) {
        let theming = &mut self.theming;
        if theming.chosen.as_deref() == Some(name) {
            theming.chosen = None;
        }
        self.status = Status::warning(&why);
        theming.broken = Some((name.to_owned(), why));
    }

    /// Asks for the theme that is to be seen now, where it is not the one that is.
    pub(super) fn turn_theme(&mut self) -> Option<Effect> {
        let wanted = self.wanted_theme().cloned();
        if wanted == self.theming.shown {
            return None;
        }
        self.theming.shown.clone_from(&wanted);
        Some(Effect::Theme(wanted))
    }

    /// The one that the menu stands on, else the one that was chosen.
    fn wanted_theme(&self) -> Option<&String> {
        let pointed = self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Menu(menu) => match &menu.selected()?.choice {
                Choice::Theme(name) => Some(name),
                _ => None,
            },
            _ => None,
        });
        pointed.unwrap_or(&self.theming.chosen).as_ref()
    }
}
