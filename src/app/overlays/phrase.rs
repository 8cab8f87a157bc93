//! Prompt for a phrase: articles that contain it are muted.

use ratatui::layout::Position;
use tui_input::Input;

use crate::query;

use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::status::Status;

/// The prompt for the phrase.
#[derive(Debug, Default)]
pub struct Phrase {
    /// The text typed so far.
    pub input: Input,
}

impl Layer for Phrase {
    fn key(&mut self, key: Key, _: &Context<'_>) -> Answer {
        match key.code {
            _ if text_field::gives_up(key) => {
                Answer::CloseAnd(Request::Say(Status::info("nothing was muted")))
            }
            Code::Enter => match self.input.value().trim() {
                "" => Answer::Close,
                words => Answer::CloseAnd(Request::Mute(query::quoted(words))),
            },
            _ => {
                text_field::take(&mut self.input, key);
                Answer::Stay
            }
        }
    }

    /// Ignores clicks, so that a stray one does not lose the typed text.
    fn click(&mut self, _: Position, _: &Context<'_>) -> Answer {
        Answer::Stay
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        text_field::insert(&mut self.input, words);
        Answer::Stay
    }
}
