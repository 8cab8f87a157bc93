//! The prompt for the words after the address of a subscription: tags, title, settings.

use ratatui::layout::Position;
use tui_input::{Input, InputRequest};

use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::status::Status;

/// The prompt.
#[derive(Debug)]
pub struct FeedLine {
    /// The address of the subscription.
    pub address: String,
    /// The words typed so far.
    pub input: Input,
    /// Why the words were not saved.
    pub mistake: Option<String>,
}

impl FeedLine {
    /// Opens the prompt with the words of the line.
    pub(in crate::app) fn new(address: String, words: &str) -> Self {
        let mut input = Input::new(words.to_owned());
        input.handle(InputRequest::GoToEnd);
        Self { address, input, mistake: None }
    }
}

impl Layer for FeedLine {
    fn key(&mut self, key: Key, _: &Context<'_>) -> Answer {
        match key.code {
            _ if text_field::gives_up(key) => {
                Answer::CloseAnd(Request::Say(Status::info("nothing was changed")))
            }
            Code::Enter => {
                let words = self.input.value().trim().to_owned();
                // Stays open until the words are saved: they may have a mistake.
                Answer::Do(Request::WriteFeedLine(self.address.clone(), words))
            }
            _ => {
                if text_field::take(&mut self.input, key) {
                    self.mistake = None;
                }
                Answer::Stay
            }
        }
    }

    /// Ignores clicks, so that a stray one does not lose the typed text.
    fn click(&mut self, _: Position, _: &Context<'_>) -> Answer {
        Answer::Stay
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        self.mistake = None;
        text_field::insert(&mut self.input, words);
        Answer::Stay
    }
}
