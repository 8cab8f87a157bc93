//! Muting: articles hidden by rules of the settings, or by rules made with a key, which can be
//! undone.

use crate::query;
use crate::state::Muting;
use crate::state::Record;
use crate::state::Timestamped;
use crate::store::Id;
use crate::store::Search;

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::undo::{Change, Step, Turn};
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::Request;
use crate::app::panes::list::Update;
use crate::app::{App, Status};

impl App {
    /// Opens the menu of what to hide, based on the selected article.
    pub(in crate::app) fn ask_mute(&mut self) {
        let Some(article) = self.shown() else {
            self.status = Status::warning("no article to mute");
            return;
        };
        let item = |key: String, name: String, choice: Request| MenuItem {
            keys: key.into(),
            name,
            note: String::new(),
            choice,
        };
        let provider = &article.provider.name;
        let of_provider = Request::Mute(format!("provider={}", query::quoted(provider)));
        let mut items = vec![item("p".into(), format!("provider {provider}"), of_provider)];
        for (topic, number) in article.topics.iter().zip(1..=9) {
            let choice = Request::Mute(format!("topic={}", query::quoted(topic)));
            items.push(item(number.to_string(), format!("topic {topic}"), choice));
        }
        let id = self.reader.id();
        let hides = |made: &&Muting| {
            let query = query::parse_rule(&made.query).ok().filter(|_| made.muted.at.is_some());
            let search = query.map(|query| Search::new(&query, self.present()));
            search.zip(id).is_some_and(|(search, id)| search.matches(&self.store, id))
        };
        for (made, key) in self.mutes.made.iter().filter(hides).zip('a'..='i') {
            let choice = Request::Unmute(made.query.to_string());
            items.push(item(String::from(key), format!("show again: {}", made.query), choice));
        }
        let phrase = Request::AskPhrase;
        items.push(item("w".into(), "words that you type".to_owned(), phrase));
        self.overlays.push(Overlay::Menu(Menu::new("Hide from now on", "q closes", items)));
    }

    /// Stops hiding the articles of a query.
    pub(in crate::app) fn unmute(&mut self, query: &str) -> Vec<Effect> {
        let known = self.mutes.made.iter().find(|made| *made.query == *query);
        let before = known.and_then(|made| made.muted.at);
        let change = Change::Mute { query: query.into(), value: Turn { before, after: None } };
        let what = format!("no longer muted: {query}");
        let effects = self.take_step(Step { what: what.clone(), changes: vec![change] });
        self.status = Status::info(what);
        effects
    }

    /// Hides the articles of a query from now on.
    pub(in crate::app) fn mute(&mut self, query: &str) -> Vec<Effect> {
        if let Err(mistake) = query::parse_rule(query) {
            self.status = Status::warning(format!("{}; {}", mistake.what, mistake.hint));
            return Vec::new();
        }
        let before = self.mutes.made.iter().find(|made| *made.query == *query);
        let before = before.and_then(|made| made.muted.at);
        let after = Some(self.now.as_millisecond());
        let change = Change::Mute { query: query.into(), value: Turn { before, after } };
        let hidden = self.store.muted();
        let what = format!("muted {query}");
        let effects = self.take_step(Step { what, changes: vec![change] });
        let more = self.store.muted().saturating_sub(hidden);
        let articles = crate::text::counted(more, "article");
        let undo = self.key_of(Action::Undo);
        self.status = match more {
            0 => {
                Status::warning(format!("muted {query}: hides nothing here; {undo} takes it back"))
            }
            _ => Status::info(format!("muted {query}: {articles} hidden; {undo} takes it back")),
        };
        effects
    }

    /// Sets the time since when a query hides articles; `None` ends it.
    pub(in crate::app) fn set_mute(&mut self, query: &str, at: Option<i64>) -> Record {
        let now = self.now.as_millisecond();
        let known = self.mutes.made.iter().find(|made| *made.query == *query);
        let muted = known.map_or_else(Timestamped::default, |made| made.muted).decide(at, now);
        let muting = Muting { query: query.into(), muted };
        self.take_mutes(vec![muting.clone()]);
        if at.is_none() {
            // Articles that come back may belong above the visible rows.
            self.list.cursor.show_anew();
        }
        Record::Mute(muting)
    }

    /// Applies mute rules of any origin.
    pub(in crate::app) fn take_mutes(&mut self, mutings: Vec<Muting>) {
        let mut changed = false;
        for muting in mutings {
            if let Some(made) = self.mutes.made.iter_mut().find(|it| it.query == muting.query) {
                let later = made.muted.later(muting.muted);
                changed |= later.at.is_some() != made.muted.at.is_some();
                made.muted = later;
            } else {
                changed |= muting.muted.at.is_some();
                self.mutes.made.push(muting);
            }
        }
        if changed {
            self.apply_mutes();
        }
    }

    pub(in crate::app) fn apply_mutes(&mut self) {
        let mut changed = self.hide_again();
        // Includes the leads: a story stays listed as long as one of its reports is not hidden.
        let leads: Vec<Id> = changed.iter().map(|id| self.store.lead(*id)).collect();
        changed.extend(leads);
        changed.sort_unstable();
        changed.dedup();
        self.list.update(Update { changed: &changed, ..Update::default() }, &self.store);
        self.sidebar.count(&changed, &self.store);
    }

    /// Applies the mute rules in force to the store; returns the articles this changed, with which
    /// the caller updates the list.
    pub(in crate::app) fn hide_again(&mut self) -> Vec<Id> {
        let present = self.present();
        let fixed = self.mutes.fixed.iter().map(|query| Search::new(query, present));
        let active = self.mutes.made.iter().filter(|made| made.muted.at.is_some());
        // Skips rules of an older or newer newswire that do not parse here.
        let made = active.filter_map(|made| query::parse_rule(&made.query).ok());
        let made = made.map(|query| Search::new(&query, present));
        self.store.mute(fixed.chain(made).collect())
    }
}
