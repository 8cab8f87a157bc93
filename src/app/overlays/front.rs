//! What keys do while something lies over the panes.

use crate::problem::Problem;

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::keymap::Meaning;
use crate::app::message::Effect;
use crate::app::overlays::overlay::{FileHead, Overlay, Yes, distance};
use crate::app::{App, Status};

impl App {
    /// A key for what is in front, where that takes it before anything else.
    pub(in crate::app) fn press_in_front(&mut self, key: Key) -> Option<Vec<Effect>> {
        match self.overlays.last()? {
            Overlay::Confirm(_) => Some(self.answer(key)),
            Overlay::Prompt(_) => Some(self.type_search(key)),
            Overlay::Hints(_) => Some(self.press_hint(key)),
            Overlay::Phrase(_) => Some(self.type_phrase(key)),
            Overlay::Menu(_) => self.press_in_menu(key),
            Overlay::Palette(_) => Some(self.type_command(key)),
            _ => None,
        }
    }

    fn answer(&mut self, key: Key) -> Vec<Effect> {
        if matches!(self.keymap.meaning(&[key], None), Meaning::Action(Action::QuitNow, _)) {
            return vec![Effect::Quit];
        }
        if key.ctrl || key.alt {
            self.status = Status::warning("press y or n");
            return Vec::new();
        }
        match key.code {
            Code::Char('y' | 'Y') | Code::Enter => {
                if let Some(Overlay::Confirm(confirm)) = self.overlays.pop() {
                    return match confirm.yes {
                        Yes::Open { urls, read } => self.open_and_mark(urls, &read),
                        Yes::Read(rows) => self.mark_all(&rows),
                    };
                }
            }
            Code::Char('n' | 'N' | 'q' | 'h') | Code::Esc | Code::Left | Code::Backspace => {
                self.overlays.pop();
                self.status = Status::info("nothing was done");
            }
            _ => self.status = Status::warning("press y or n"),
        }
        Vec::new()
    }

    pub(in crate::app) fn perform_in_overlay(
        &mut self,
        action: Action,
        count: usize,
    ) -> Vec<Effect> {
        match (action, self.overlays.last_mut()) {
            (Action::Back | Action::Quit, _)
            | (Action::Help, Some(Overlay::Help(_)))
            | (Action::Problems, Some(Overlay::Problems(_))) => {
                self.overlays.pop();
            }
            (Action::Forward | Action::Follow, Some(Overlay::Problems(_))) => {
                return self.show_file();
            }
            (Action::Forward, Some(Overlay::Menu(menu))) => {
                if let Some(choice) = menu.selected().map(|item| item.choice.clone()) {
                    return self.take_choice(choice);
                }
            }
            // Help lies below it, for whoever comes back.
            (Action::Search | Action::Palette, Some(Overlay::Help(_))) => self.ask_command(""),
            (Action::Help, _) => self.overlays.push(Overlay::Help(0)),
            (_, Some(front)) if distance(action, count, 1).is_some() => {
                let (screen, problems) = (self.layout.screen, self.complaints.len());
                front.step(action, count, screen, problems, &self.keymap);
            }
            // There letters stand for choices.
            (_, Some(Overlay::Menu(menu))) => self.status = Status::info(menu.note),
            _ => {
                let (quit, help) = (self.key_of(Action::Quit), self.key_of(Action::Help));
                self.status = Status::info(format!("{quit} closes this, {help} shows the keys"));
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn show_file(&mut self) -> Vec<Effect> {
        let Some(Overlay::Problems(cursor)) = self.overlays.last() else {
            return Vec::new();
        };
        let Some(problem) = self.complaints.get(cursor.at) else {
            return Vec::new();
        };
        let path = problem.path.clone();
        let problem = Problem::clone(problem);
        self.overlays.push(Overlay::File(FileHead { problem, lines: None, scroll: 0 }));
        vec![Effect::ReadHead(path)]
    }
}
