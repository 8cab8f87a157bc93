//! The line in which a search is typed: the list follows with every key, a mistake is shown where
//! it is, and Esc puts everything back.

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

/// The line in which a search is typed.
#[derive(Debug)]
pub struct Prompt {
    /// What has been typed.
    pub input: Input,
    /// What of it cannot be parsed; then the last search that could be stays.
    pub mistake: Option<Mistake>,
    /// It is the search of before, which the first letter replaces.
    pub is_old: bool,
    /// What the word at the cursor may become, once it is asked for.
    pub offers: Option<Offers>,
    before: BeforeSearch,
    /// How far back in the history; 0 for what is new.
    back: usize,
    /// What was typed before going back.
    draft: String,
}

impl Prompt {
    /// The search that is there can be changed.
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

    /// Has what was typed searched for, as far as it is parsed.
    fn search(&mut self) -> Answer {
        self.mistake = query::parse(self.text()).err();
        if self.mistake.is_some() {
            return Answer::Stay;
        }
        Answer::Do(Request::Search(self.text().to_owned()))
    }

    /// Enter: the search stays.
    fn keep(&self) -> Answer {
        match &self.mistake {
            Some(mistake) => {
                let said = format!("{}; {}", mistake.what, mistake.hint);
                Answer::Do(Request::Say(Status::Warning(said)))
            }
            None => Answer::CloseAnd(Request::KeepSearch(self.text().trim().to_owned())),
        }
    }

    /// Esc: everything as it was.
    fn leave(&self) -> Answer {
        Answer::CloseAnd(Request::LeaveSearch(Box::new(self.before.clone())))
    }

    /// Completes the word at the cursor; again offers the next word, or the one before.
    fn complete(&mut self, forward: bool, context: &Context<'_>) -> Answer {
        let offers = match self.offers.take() {
            Some(offers) => Some(offers.turned(forward)),
            None => Offers::at(self.text(), text_field::cursor(&self.input), context.store),
        };
        let Some(offers) = offers else {
            let said = "nothing is known that this could become";
            return Answer::Do(Request::Say(Status::info(said)));
        };
        self.input = offers.input();
        // Where there is no choice, the next Tab completes what comes after.
        self.offers = Some(offers).filter(|offers| offers.words.len() > 1);
        self.search()
    }

    /// An older search, or a newer one.
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

    /// What is typed is not lost by a click.
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

    /// What is found by the next key may be something.
    fn holds_panes(&self) -> bool {
        true
    }
}
