//! Passes events to the front overlay and carries out its requests.

use ratatui::layout::Position;

use crate::app::action::Action;
use crate::app::effect::{Effect, Job, TerminalEffect};
use crate::app::input::key::Key;
use crate::app::input::text_field;
use crate::app::overlays::Overlay;
use crate::app::overlays::file::FileHead;
use crate::app::overlays::help::Help;
use crate::app::overlays::hints::Hints;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::palette::Palette;
use crate::app::overlays::phrase::Phrase;
use crate::app::overlays::request::Request;
use crate::app::panes::anchor::Anchor;
use crate::app::{App, Status};

impl App {
    /// Returns the state that overlays can read.
    pub(in crate::app) fn context<'a>(
        &'a self,
        anchors: &'a dyn Fn() -> Vec<Anchor>,
    ) -> Context<'a> {
        Context {
            screen: self.layout.screen,
            keymap: &self.keymap,
            diagnostics: &self.diagnostics,
            list: &self.list,
            store: &self.store,
            settings: &self.settings,
            feeds: self.sidebar.feeds(),
            searches: &self.history,
            commands: &self.commands,
            anchors,
        }
    }

    /// Passes an event to the front overlay; `None` if there is no overlay, or it ignores the
    /// event.
    fn give_front(
        &mut self,
        give: impl FnOnce(&mut dyn Layer, &Context<'_>) -> Answer,
    ) -> Option<Vec<Effect>> {
        let mut front = self.overlays.pop()?;
        let answer = {
            let anchors = || self.anchors();
            give(front.layer_mut(), &self.context(&anchors))
        };
        let (stays, request) = match answer {
            Answer::Pass => {
                self.overlays.push(front);
                return None;
            }
            Answer::Stay => (true, None),
            Answer::Close => (false, None),
            Answer::Do(request) => (true, Some(request)),
            Answer::CloseAnd(request) => (false, Some(request)),
        };
        if stays {
            self.overlays.push(front);
        }
        Some(request.map_or_else(Vec::new, |request| self.grant(request)))
    }

    /// Lets the front overlay handle a key before the keymap sees it.
    pub(in crate::app) fn press_in_front(&mut self, key: Key) -> Option<Vec<Effect>> {
        self.give_front(|front, context| front.key(key, context))
    }

    /// Performs an action in the front overlay.
    pub(in crate::app) fn perform_in_front(&mut self, action: Action, count: usize) -> Vec<Effect> {
        if let Some(effects) = self.give_front(|front, context| front.act(action, context)) {
            return effects;
        }
        match action {
            Action::Back | Action::Quit => drop(self.overlays.pop()),
            Action::Help => self.overlays.push(Overlay::Help(Help::default())),
            _ if action.is_movement() => {
                self.give_front(|front, context| {
                    let page = front.page(context.screen);
                    front.step(action.distance(count, page).unwrap_or(0), context);
                    Answer::Stay
                });
            }
            _ => {
                let (quit, help) = (self.key_of(Action::Quit), self.key_of(Action::Help));
                self.status = Status::info(format!("{quit} closes this, {help} shows the keys"));
            }
        }
        Vec::new()
    }

    /// Passes a click to the front overlay.
    pub(in crate::app) fn click_in_front(&mut self, at: Position) -> Vec<Effect> {
        self.give_front(|front, context| front.click(at, context)).unwrap_or_default()
    }

    /// Scrolls the front overlay with the wheel.
    pub(in crate::app) fn wheel_in_front(&mut self, down: bool) {
        self.give_front(|front, context| {
            let lines = front.wheel();
            front.step(if down { lines } else { -lines }, context);
            Answer::Stay
        });
    }

    /// Inserts pasted text into the text field being edited. Without one the text is discarded:
    /// running it as keys is never meant.
    pub(in crate::app) fn paste(&mut self, words: &str) -> Vec<Effect> {
        let words = text_field::pasted(words);
        self.give_front(|front, context| front.paste(&words, context)).unwrap_or_else(|| {
            let search = self.key_of(Action::Search);
            let said = format!("to paste into a search, press {search} first");
            self.status = Status::info(said);
            Vec::new()
        })
    }

    /// Keeps the cursors and scroll positions of all overlays within their content.
    pub(in crate::app) fn settle_overlays(&mut self) {
        let mut overlays = std::mem::take(&mut self.overlays);
        if !overlays.is_empty() {
            let anchors = || self.anchors();
            let context = self.context(&anchors);
            for overlay in &mut overlays {
                overlay.layer_mut().settle(&context);
            }
        }
        self.overlays = overlays;
    }

    /// Opens the command palette, starting with `text`.
    pub(in crate::app) fn ask_command(&mut self, text: &str) {
        let palette = {
            let anchors = || self.anchors();
            Palette::new(text, &self.context(&anchors))
        };
        self.overlays.push(Overlay::Palette(Box::new(palette)));
    }

    /// Shows letters on the links on the screen.
    pub(in crate::app) fn show_hints(&mut self) {
        let anchors = self.anchors();
        if anchors.is_empty() {
            self.status = Status::info("no link on the screen");
            return;
        }
        self.list.choose();
        self.overlays.push(Overlay::Hints(Hints::over(anchors)));
    }

    /// Carries out a request of an overlay.
    fn grant(&mut self, request: Request) -> Vec<Effect> {
        match request {
            Request::Say(status) => self.status = status,
            Request::Quit => return vec![Effect::Terminal(TerminalEffect::Quit)],
            Request::Perform(action, count) => return self.perform(action, count),
            Request::AskCommand => self.ask_command(""),
            Request::Command(command, request) => return self.run_command(command, *request),
            Request::Sort(sort) => self.sort(sort),
            Request::OrderBy(order) => self.sort_by(order),
            Request::View(view) => self.turn_to(view),
            Request::Filter(query) => self.filter_by(&query),
            Request::Search(text) => self.search_typed(&text),
            Request::KeepSearch(text) => self.keep_search(text),
            Request::LeaveSearch(before) => self.leave_search(*before),
            Request::Mute(query) => return self.mute(&query),
            Request::Unmute(query) => return self.unmute(&query),
            Request::AskPhrase => self.overlays.push(Overlay::Phrase(Phrase::default())),
            Request::Theme(name) => return self.choose_theme(name),
            Request::Set(name, value) => return self.set(&name, &value),
            Request::Pipe(program) => return self.pipe(&program),
            Request::Probe(address) => return vec![Effect::Job(Job::Probe(address))],
            Request::StopProbe => return vec![Effect::Job(Job::StopProbe)],
            Request::AskSubscribe(address) => return self.ask_subscribe_to(&address),
            Request::Subscribe(feed) => {
                self.status = Status::info("subscribing…");
                return vec![Effect::Job(Job::Subscribe(feed))];
            }
            Request::AskUnsubscribe(address) => self.ask_unsubscribe(address),
            Request::Unsubscribe(address) => return vec![Effect::Job(Job::Unsubscribe(address))],
            Request::EditFeed(address) => return vec![Effect::Job(Job::ReadFeedLine(address))],
            Request::WriteFeedLine(address, words) => {
                return vec![Effect::Job(Job::WriteFeedLine { address, words })];
            }
            Request::Open(anchor) => return self.open_anchor(anchor),
            Request::OpenAll { urls, read } => return self.open_and_mark(urls, &read),
            Request::OpenMedia(file) => return self.open_media(file),
            Request::Download(download) => return self.download(download),
            Request::MarkRead(rows) => return self.mark_all(&rows),
            Request::Copy(url) => return self.copy_url(url),
            Request::ShowFile(problem) => {
                let path = problem.path.clone();
                self.overlays.push(Overlay::File(FileHead::of((*problem).clone())));
                return vec![Effect::Job(Job::ReadHead(path))];
            }
        }
        Vec::new()
    }

    /// Adds a command to the history and carries it out.
    fn run_command(&mut self, command: String, request: Request) -> Vec<Effect> {
        if self.overlays.last().is_some_and(|front| front.layer().gives_way()) {
            self.overlays.pop();
        }
        self.commands.retain(|other| *other != command);
        self.commands.push(command);
        self.grant(request)
    }

    fn copy_url(&mut self, url: String) -> Vec<Effect> {
        if url.is_empty() {
            self.status = Status::warning("nothing to copy: this link has no address");
            return Vec::new();
        }
        self.status = Status::info(format!("copied {url}"));
        vec![Effect::Terminal(TerminalEffect::Copy(url))]
    }
}
