//! A yes-or-no confirmation.

use ratatui::layout::Position;

use crate::store::Id;

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::keymap::Meaning;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::status::Status;

/// A question, and the request that a yes makes.
#[derive(Debug)]
pub struct Confirm {
    /// The question, one sentence.
    pub question: String,
    pub(in crate::app) yes: Request,
}

fn unanswered() -> Answer {
    Answer::Do(Request::Say(Status::warning("press y or n")))
}

impl Layer for Confirm {
    fn key(&mut self, key: Key, context: &Context<'_>) -> Answer {
        if matches!(context.keymap.meaning(&[key], None), Meaning::Action(Action::QuitNow, _)) {
            return Answer::Do(Request::Quit);
        }
        match key.code {
            _ if key.ctrl || key.alt => unanswered(),
            Code::Char('y' | 'Y') | Code::Enter => Answer::CloseAnd(self.yes.clone()),
            Code::Char('n' | 'N' | 'q' | 'h') | Code::Esc | Code::Left | Code::Backspace => {
                Answer::CloseAnd(Request::Say(Status::info("nothing was done")))
            }
            _ => unanswered(),
        }
    }

    fn click(&mut self, _: Position, _: &Context<'_>) -> Answer {
        unanswered()
    }

    fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        self.yes.rename(new);
    }

    fn is_idle(&self) -> bool {
        matches!(&self.yes, Request::MarkRead(ids) if ids.is_empty())
    }

    fn hints(&self) -> &'static [Action] {
        &[]
    }
}
