//! The search prompt: the list updates with every key, a mistake is shown at its position, and Esc
//! restores the previous state.

use ratatui::layout::Position;
use tui_input::Input;

use crate::query;
use crate::query::Mistake;
use crate::store::Id;

use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::complete::Offers;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::panes::search::BeforeSearch;
use crate::app::status::Status;

/// The search prompt.
#[derive(Debug)]
pub struct Prompt {
    /// The text typed so far.
    pub input: Input,
    /// The parse error, if any; the last valid search stays in effect.
    pub mistake: Option<Mistake>,
    /// The text is the previous search, which the first typed letter replaces.
    pub is_old: bool,
    /// Completions of the word at the cursor, once requested.
    pub offers: Option<Offers>,
    before: BeforeSearch,
    /// Steps back in the history; 0 is the new search.
    back: usize,
    /// The text typed before the history was opened.
    draft: String,
}

impl Prompt {
    /// Opens the prompt with the current search for editing.
    pub(in crate::app) fn new(before: BeforeSearch) -> Self {
        let input =
            Input::new(before.searched.as_ref().map_or(String::new(), |it| it.text.clone()));
        Self {
            is_old: !input.value().is_empty(),
            input,
            mistake: None,
            offers: None,
            before,
            back: 0,
            draft: String::new(),
        }
    }

    fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    fn text(&self) -> &str {
        self.input.value()
    }

    /// Runs the typed search if it is valid.
    fn search(&mut self) -> Answer {
        self.mistake = query::parse(self.text()).err();
        if self.mistake.is_some() {
            return Answer::Stay;
        }
        Answer::Do(Request::Search(self.text().to_owned()))
    }

    /// Enter: keeps the search.
    fn keep(&self) -> Answer {
        match &self.mistake {
            Some(mistake) => {
                let said = format!("{}; {}", mistake.what, mistake.hint);
                Answer::Do(Request::Say(Status::Warning(said)))
            }
            None => Answer::CloseAnd(Request::KeepSearch(self.text().trim().to_owned())),
        }
    }

    /// Esc: restores the state before the search.
    fn leave(&self) -> Answer {
        Answer::CloseAnd(Request::LeaveSearch(Box::new(self.before.clone())))
    }

    /// Completes the word at the cursor; repeated, selects the next or the previous candidate.
    fn complete(&mut self, forward: bool, context: &Context<'_>) -> Answer {
        let offers = match self.offers.take() {
            Some(offers) => Some(offers.turned(forward)),
            None => Offers::at(self.text(), text_field::cursor(&self.input), context.store),
        };
        let Some(offers) = offers else {
            let said = "no completion found";
            return Answer::Do(Request::Say(Status::info(said)));
        };
        self.input = offers.input();
        // With a single candidate the completion is final: the next Tab completes what follows.
        self.offers = Some(offers).filter(|offers| offers.words.len() > 1);
        self.search()
    }

    /// Recalls an older or a newer search from the history.
    fn recall(&mut self, older: bool, searches: &[String]) -> Answer {
        if self.back == 0 {
            self.draft = self.text().to_owned();
        }
        self.back =
            if older { (self.back + 1).min(searches.len()) } else { self.back.saturating_sub(1) };
        let text = match self.back {
            0 => self.draft.clone(),
            back => searches[searches.len() - back].clone(),
        };
        self.set(&text);
        self.search()
    }

    fn type_key(&mut self, key: Key) -> Answer {
        let is_letter = matches!(key, Key { code: Code::Char(_), ctrl: false, alt: false });
        if std::mem::take(&mut self.is_old) && is_letter {
            self.input = Input::default();
        }
        if text_field::take(&mut self.input, key) { self.search() } else { Answer::Stay }
    }
}

impl Layer for Prompt {
    fn key(&mut self, key: Key, context: &Context<'_>) -> Answer {
        if key.code != Code::Tab && key.code != Code::BackTab {
            self.offers = None;
        }
        match key.code {
            Code::Enter => self.keep(),
            _ if text_field::gives_up(key) => self.leave(),
            Code::Backspace if self.text().is_empty() => self.leave(),
            Code::Up => self.recall(true, context.searches),
            Code::Down => self.recall(false, context.searches),
            Code::Tab => self.complete(true, context),
            Code::BackTab => self.complete(false, context),
            _ => self.type_key(key),
        }
    }

    /// Ignores clicks, so that a stray one does not lose the typed text.
    fn click(&mut self, _: Position, _: &Context<'_>) -> Answer {
        Answer::Stay
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        text_field::insert(&mut self.input, words);
        self.search()
    }

    fn rename(&mut self, new: &dyn Fn(Id) -> Option<Id>) {
        self.before.rename(new);
    }

    fn covers(&self) -> bool {
        false
    }

    /// The next key may find rows again, so an empty list must not change the layout.
    fn holds_panes(&self) -> bool {
        true
    }
}
