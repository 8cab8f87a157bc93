//! The search that is being typed: the list follows with every key, a mistake is shown where it
//! is, and Esc puts everything back.

use tui_input::Input;

use crate::query;
use crate::query::Mistake;
use crate::query::Query;
use crate::store::Highlights;
use crate::store::Id;
use crate::store::Search;

use crate::app::action::Action;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::message::Effect;
use crate::app::overlays::complete::Offers;
use crate::app::overlays::overlay::Overlay;
use crate::app::panes::layout::Focus;
use crate::app::panes::list::Stand;
use crate::app::{App, Status};

/// A search as it was typed.
#[derive(Clone, Debug)]
pub struct Searched {
    /// What was typed.
    pub text: String,
    /// What of it stands out in lists and articles.
    pub highlights: Highlights,
    search: Search,
}

/// The line in which a search is typed.
#[derive(Debug)]
pub struct Prompt {
    /// What has been typed.
    pub input: Input,
    /// What of it cannot be understood; then the last search that could be stays.
    pub mistake: Option<Mistake>,
    /// It is the search of before, which the first letter replaces.
    pub is_old: bool,
    /// What the word at the cursor may become, once it is asked for.
    pub offers: Option<Offers>,
    before: Before,
    /// How far back in the history; 0 for what is new.
    back: usize,
    /// What was typed before going back.
    draft: String,
}

/// What the screen was before.
#[derive(Debug)]
struct Before {
    searched: Option<Searched>,
    stand: Stand,
    place: Option<(Id, usize)>,
    focus: Focus,
    zen: bool,
}

impl Prompt {
    fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// The article that was selected has another id now, or is gone.
    pub(in crate::app) fn rename(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        let before = &mut self.before;
        before.stand.selected = before.stand.selected.and_then(new);
        before.place = before.place.and_then(|(id, place)| Some((new(id)?, place)));
    }

    pub(in crate::app) fn text(&self) -> &str {
        self.input.value()
    }
}

impl App {
    /// Begins a search; the one that is there can be changed.
    pub(in crate::app) fn ask_search(&mut self) {
        let searched = self.searched.clone();
        let input = Input::new(searched.as_ref().map_or(String::new(), |it| it.text.clone()));
        let place = self.reader.id().map(|id| (id, self.reader.place()));
        let (stand, focus, zen) = (self.list.stand(), self.focus, self.zen);
        let before = Before { searched, stand, place, focus, zen };
        self.overlays.push(Overlay::Prompt(Box::new(Prompt {
            is_old: !input.value().is_empty(),
            input,
            mistake: None,
            offers: None,
            before,
            back: 0,
            draft: String::new(),
        })));
        self.drop_picks();
    }

    pub(in crate::app) fn prompt(&mut self) -> Option<&mut Prompt> {
        match self.overlays.last_mut() {
            Some(Overlay::Prompt(prompt)) => Some(prompt),
            _ => None,
        }
    }

    /// A key for the search that is being typed.
    pub(in crate::app) fn type_search(&mut self, key: Key) -> Vec<Effect> {
        let Some(prompt) = self.prompt() else { return Vec::new() };
        if key.code != Code::Tab && key.code != Code::BackTab {
            prompt.offers = None;
        }
        match key.code {
            Code::Enter => self.keep_search(),
            _ if text_field::gives_up(key) => self.leave_search(),
            Code::Backspace if prompt.text().is_empty() => self.leave_search(),
            Code::Up => self.recall(true),
            Code::Down => self.recall(false),
            Code::Tab => self.complete(true),
            Code::BackTab => self.complete(false),
            _ => {
                let is_letter = matches!(key, Key { code: Code::Char(_), ctrl: false, alt: false });
                if std::mem::take(&mut prompt.is_old) && is_letter {
                    prompt.input = Input::default();
                }
                if text_field::take(&mut prompt.input, key) {
                    self.search_typed();
                }
            }
        }
        Vec::new()
    }

    /// Shows what is found by what has been typed, as far as it is understood.
    pub(in crate::app) fn search_typed(&mut self) {
        let Some(text) = self.prompt().map(|prompt| prompt.text().to_owned()) else { return };
        let understood = query::parse(&text);
        if let Some(prompt) = self.prompt() {
            prompt.mistake = understood.as_ref().err().cloned();
        }
        if let Ok(query) = understood {
            self.search(&text, &query);
        }
    }

    /// Searches the view; an empty query shows all of it.
    pub(in crate::app) fn search(&mut self, text: &str, query: &Query) {
        let is_empty = query.condition.is_none() && query.order.is_none();
        self.searched = (!is_empty).then(|| Searched {
            text: text.trim().to_owned(),
            highlights: Highlights::of(query),
            search: Search::new(query, self.now),
        });
        self.apply_search();
    }

    fn apply_search(&mut self) {
        let search = self.searched.as_ref().map(|searched| searched.search.clone());
        self.list.search(search, &self.store);
        self.drop_arrivals();
        self.refresh_related();
    }

    /// Enter: the search stays.
    fn keep_search(&mut self) {
        let Some(prompt) = self.prompt() else { return };
        if let Some(mistake) = &prompt.mistake {
            let said = format!("{}; {}", mistake.what, mistake.hint);
            self.status = Status::warning(said);
            return;
        }
        let text = prompt.text().trim().to_owned();
        self.overlays.pop();
        if !text.is_empty() {
            self.history.retain(|other| *other != text);
            self.history.push(text);
        }
        if self.searched.is_some() {
            self.list.choose();
            self.status = match self.list.count() {
                0 => Status::warning("nothing found; Esc shows all again"),
                count => {
                    let found = self.counted(count);
                    let [next, previous] =
                        [Action::NextMatch, Action::PreviousMatch].map(|it| self.key_of(it));
                    Status::info(format!(
                        "{found} found; {next} and {previous} walk them, Esc shows all again"
                    ))
                }
            };
        }
    }

    /// Esc: everything as it was.
    fn leave_search(&mut self) {
        let Some(Overlay::Prompt(prompt)) = self.overlays.pop() else { return };
        let Before { searched, stand, place, focus, zen } = prompt.before;
        self.searched = searched;
        self.apply_search();
        self.list.return_to(stand, &self.store);
        (self.focus, self.zen) = (focus, zen);
        if let Some((id, place)) = place {
            self.reader.await_place(id, place);
        }
    }

    /// Shows all of the view again; false where nothing was searched for.
    pub(in crate::app) fn end_search(&mut self) -> bool {
        if self.searched.take().is_none() {
            return false;
        }
        self.apply_search();
        true
    }

    /// An older search, or a newer one.
    fn recall(&mut self, older: bool) {
        let count = self.history.len();
        let history = std::mem::take(&mut self.history);
        if let Some(prompt) = self.prompt() {
            if prompt.back == 0 {
                prompt.draft = prompt.text().to_owned();
            }
            prompt.back =
                if older { (prompt.back + 1).min(count) } else { prompt.back.saturating_sub(1) };
            let text = match prompt.back {
                0 => prompt.draft.clone(),
                back => history[count - back].clone(),
            };
            prompt.set(&text);
        }
        self.history = history;
        self.search_typed();
    }
}
