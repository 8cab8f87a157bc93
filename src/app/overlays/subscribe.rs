//! Adding a feed in steps: the address of a site or a feed, the feeds that were found there, and
//! the tags of the one that was chosen. Esc goes back a step.

use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::article::openable;
use crate::library::FeedStatus;
use crate::library::FoundFeed;
use crate::library::with_user_of;
use crate::text;

use crate::app::action::Action;
use crate::app::effect::NewFeed;
use crate::app::input::key::{Code, Key};
use crate::app::input::text_field;
use crate::app::overlays::layer::{Answer, Context, Layer};
use crate::app::overlays::request::Request;
use crate::app::overlays::tags::Tags;
use crate::app::panes::cursor::Cursor;
use crate::app::panes::layout;
use crate::app::panes::sidebar::subscription_of;

/// Lines of the box below the feeds, for the headlines of the selected one.
pub(crate) const HEADLINE_ROWS: u16 = 6;

/// The current step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscribeStep {
    /// The address is being typed.
    Address,
    /// The feeds at the address are being looked up.
    Probing,
    /// The user chooses one of the feeds.
    Choose,
    /// The tags are being typed.
    Tags,
}

/// The overlay.
#[derive(Debug)]
pub struct Subscribe {
    /// The current step.
    pub step: SubscribeStep,
    /// The address typed so far.
    pub address: Input,
    /// Whether the address is that of the clipboard: typing a letter replaces it.
    pub is_offered: bool,
    /// The feeds that were found there.
    pub found: Vec<FoundFeed>,
    /// Which of them are subscribed to already; filled once they are shown.
    pub known: Vec<bool>,
    /// The selected one of them.
    pub cursor: Cursor,
    /// The tags typed so far.
    pub tags: Tags,
    /// The error that keeps the current step open.
    pub error: Option<String>,
}

impl Subscribe {
    /// Opens the overlay with an address already typed.
    pub(in crate::app) fn new(address: &str) -> Self {
        let mut input = Input::new(address.to_owned());
        input.handle(InputRequest::GoToEnd);
        Self {
            step: SubscribeStep::Address,
            address: input,
            is_offered: false,
            found: Vec::new(),
            known: Vec::new(),
            cursor: Cursor::default(),
            tags: Tags::default(),
            error: None,
        }
    }

    /// The selected feed.
    #[must_use]
    pub fn chosen(&self) -> Option<&FoundFeed> {
        self.found.get(self.cursor.at)
    }

    /// Starts the lookup. Returns the address, unless it is subscribed already.
    pub(in crate::app) fn probe(&mut self, context: &Context<'_>) -> Option<String> {
        let address = self.address.value().trim().to_owned();
        if address.is_empty() {
            self.error = Some("type the address of a site or of a feed".to_owned());
            return None;
        }
        if let Some(feed) = subscription_of(context.feeds, &address) {
            self.error = Some(already(feed));
            return None;
        }
        (self.step, self.error) = (SubscribeStep::Probing, None);
        Some(address)
    }

    fn choose(&mut self, context: &Context<'_>) -> Answer {
        let known = self.chosen().and_then(|found| subscription_of(context.feeds, &found.url));
        if let Some(feed) = known {
            self.error = Some(already(feed));
        } else {
            (self.step, self.error) = (SubscribeStep::Tags, None);
        }
        Answer::Stay
    }

    fn subscribe(&mut self) -> Answer {
        let Some(found) = self.chosen() else { return Answer::Close };
        match self.tags.words() {
            Ok(tags) => {
                let address = with_user_of(self.address.value().trim(), &found.url);
                let feed = NewFeed { address, title: None, tags };
                Answer::CloseAnd(Request::Subscribe(feed))
            }
            Err(why) => {
                self.error = Some(why);
                Answer::Stay
            }
        }
    }

    /// Goes back a step.
    fn go_back(&mut self) -> Answer {
        self.error = None;
        let left = self.step;
        self.step = match left {
            SubscribeStep::Address => return Answer::Close,
            SubscribeStep::Probing | SubscribeStep::Choose => SubscribeStep::Address,
            SubscribeStep::Tags => SubscribeStep::Choose,
        };
        match left {
            SubscribeStep::Probing => Answer::Do(Request::StopProbe),
            _ => Answer::Stay,
        }
    }

    fn type_address(&mut self, key: Key, context: &Context<'_>) -> Answer {
        if key.code == Code::Enter {
            return self.probe(context).map_or(Answer::Stay, |it| Answer::Do(Request::Probe(it)));
        }
        let is_letter = matches!(key, Key { code: Code::Char(_), ctrl: false, alt: false });
        if std::mem::take(&mut self.is_offered) && is_letter {
            self.address = Input::default();
        }
        if text_field::take(&mut self.address, key) {
            self.error = None;
        }
        Answer::Stay
    }

    fn type_tags(&mut self, key: Key, context: &Context<'_>) -> Answer {
        self.error = None;
        match key.code {
            Code::Enter => self.subscribe(),
            Code::Tab | Code::BackTab => {
                if !self.tags.complete(key.code == Code::Tab, context.feeds) {
                    self.error = Some("no tag begins with this".to_owned());
                }
                Answer::Stay
            }
            _ => {
                self.tags.take(key);
                Answer::Stay
            }
        }
    }
}

fn already(feed: &FeedStatus) -> String {
    format!("already subscribed: {}", feed.title)
}

/// The area of the overlay.
pub(crate) fn subscribe_area(screen: Rect) -> Rect {
    layout::palette(screen)
}

/// Number of feeds that fit.
pub(crate) fn subscribe_rows(screen: Rect) -> usize {
    let height = layout::inner(subscribe_area(screen)).height;
    usize::from(height.saturating_sub(HEADLINE_ROWS)).max(1)
}

impl Layer for Subscribe {
    fn key(&mut self, key: Key, context: &Context<'_>) -> Answer {
        if text_field::gives_up(key) {
            return self.go_back();
        }
        match self.step {
            SubscribeStep::Address => self.type_address(key, context),
            SubscribeStep::Tags => self.type_tags(key, context),
            // Keys typed meanwhile belong to the next step, which is not on screen yet.
            SubscribeStep::Probing => Answer::Stay,
            SubscribeStep::Choose => Answer::Pass,
        }
    }

    fn act(&mut self, action: Action, context: &Context<'_>) -> Answer {
        match action {
            Action::Forward => self.choose(context),
            Action::Back => self.go_back(),
            _ => Answer::Pass,
        }
    }

    fn step(&mut self, rows: isize, _: &Context<'_>) {
        self.error = None;
        self.cursor.step(rows, self.found.len());
    }

    fn page(&self, screen: Rect) -> usize {
        subscribe_rows(screen)
    }

    /// A stray click does not lose what was typed.
    fn click(&mut self, at: Position, context: &Context<'_>) -> Answer {
        let inside = layout::inner(subscribe_area(context.screen));
        let row = self.cursor.top + usize::from(at.y.saturating_sub(inside.y));
        let is_feed = self.step == SubscribeStep::Choose
            && inside.contains(at)
            && row < self.found.len().min(self.cursor.top + subscribe_rows(context.screen));
        if !is_feed {
            return Answer::Stay;
        }
        self.cursor.point(row, self.found.len());
        self.choose(context)
    }

    fn paste(&mut self, words: &str, _: &Context<'_>) -> Answer {
        self.error = None;
        match self.step {
            SubscribeStep::Address => {
                if std::mem::take(&mut self.is_offered) {
                    self.address = Input::default();
                }
                text_field::insert(&mut self.address, words.trim());
            }
            SubscribeStep::Tags => self.tags.insert(words),
            SubscribeStep::Probing | SubscribeStep::Choose => {}
        }
        Answer::Stay
    }

    /// Offers an address of the clipboard, unless something has been typed already.
    fn receive_clipboard(&mut self, text: &str) {
        let is_empty = self.step == SubscribeStep::Address && self.address.value().is_empty();
        if is_empty && openable(Some(text)).is_ok() && text.chars().count() <= text_field::LONGEST {
            self.address = Input::new(text.to_owned());
            self.is_offered = true;
        }
    }

    fn receive_found(&mut self, address: &str, found: &Result<Vec<FoundFeed>, String>) {
        if self.step != SubscribeStep::Probing || self.address.value().trim() != address {
            return;
        }
        self.step = SubscribeStep::Address;
        match found {
            Err(why) => self.error = Some(why.clone()),
            Ok(found) if found.is_empty() => {
                self.error = Some(format!("no feed was found at {}", text::line(address)));
            }
            Ok(found) => {
                (self.found, self.cursor) = (found.clone(), Cursor::default());
                self.known.clear();
                self.step = SubscribeStep::Choose;
            }
        }
    }

    fn settle(&mut self, context: &Context<'_>) {
        if self.known.len() != self.found.len() {
            let is_known = |found: &FoundFeed| subscription_of(context.feeds, &found.url).is_some();
            self.known = self.found.iter().map(is_known).collect();
        }
        self.cursor.settle(self.found.len(), subscribe_rows(context.screen));
    }

    fn holds_panes(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [Action] {
        &[]
    }
}
