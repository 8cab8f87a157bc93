//! Choosing a theme from a menu that previews the theme under the cursor. Themes are only names
//! here; loading and drawing them happens elsewhere.

use crate::config::AUTO;
use crate::state::Record;

use crate::app::effect::{Effect, Job, TerminalEffect};
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::Request;
use crate::app::{App, Status};

impl App {
    /// Opens the menu.
    pub(in crate::app) fn ask_theme(&mut self) {
        let theming = &mut self.theming;
        // Retries a broken theme: its file may have been fixed.
        theming.broken = None;
        let usual = MenuItem {
            keys: "0".into(),
            name: "as in the settings".to_owned(),
            note: theming.usual.clone(),
            choice: Request::Theme(None),
        };
        let named = |(name, at): (&String, usize)| MenuItem {
            keys: if at < 10 { at.to_string().into() } else { "".into() },
            name: name.clone(),
            note: if name == AUTO { "by the terminal's background" } else { "" }.to_owned(),
            choice: Request::Theme(Some(name.clone())),
        };
        let mut items = vec![usual];
        items.extend(theming.names.iter().zip(1..).map(named));
        let chosen = theming.chosen.as_ref();
        let at = chosen.and_then(|name| theming.names.iter().position(|it| it == name));
        let mut menu = Menu::new("Theme", "Enter keeps it, / to type a name, q closes", items);
        menu.long = true;
        menu.cursor.go(at.map_or(0, |at| at + 1), menu.shown.len());
        self.overlays.push(Overlay::Menu(menu));
    }

    /// Shows a theme from now on, also in later sessions.
    pub(in crate::app) fn choose_theme(&mut self, name: Option<String>) -> Vec<Effect> {
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
        vec![Effect::Job(Job::Keep(vec![Record::Theme(name)]))]
    }

    /// Records that a theme cannot be shown.
    pub(in crate::app) fn unthemed(&mut self, name: &str, why: String) {
        let theming = &mut self.theming;
        if theming.chosen.as_deref() == Some(name) {
            theming.chosen = None;
        }
        self.status = Status::warning(&why);
        theming.broken = Some((name.to_owned(), why));
    }

    /// Requests the wanted theme if it is not the one shown.
    pub(in crate::app) fn show_theme(&mut self) -> Option<Effect> {
        let wanted = self.wanted_theme();
        if wanted == self.theming.shown.as_ref() {
            return None;
        }
        let wanted = wanted.cloned();
        self.theming.shown.clone_from(&wanted);
        Some(Effect::Terminal(TerminalEffect::Theme(wanted)))
    }

    /// Returns the theme under the menu's cursor, else the chosen one.
    fn wanted_theme(&self) -> Option<&String> {
        let pointed = self.overlays.iter().rev().find_map(|overlay| overlay.layer().preview());
        pointed.unwrap_or(&self.theming.chosen).as_ref()
    }
}
