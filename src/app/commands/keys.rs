//! Maps keys to actions: counts, key sequences and their possible continuations.

use std::time::Duration;

use crate::app::action::{Action, Entry, Scope};
use crate::app::effect::{Effect, Job};
use crate::app::input::key::{self, Code, Key, MAX_COUNT};
use crate::app::input::keymap::Meaning;
use crate::app::panes::layout::Focus;
use crate::app::{App, Status};

/// Delay without a key after which the continuations of a sequence are shown.
const HESITATION: Duration = Duration::from_millis(400);

impl App {
    pub(in crate::app) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.status = Status::Quiet;
        if self.pending.keys.is_empty() {
            if let Some(effects) = self.press_in_front(key) {
                self.count = None;
                return effects;
            }
            if self.take_digit(key) {
                return Vec::new();
            }
        }
        self.pending.keys.push(key);
        match self.keymap.meaning(&self.pending.keys, self.pane()) {
            Meaning::Begun => self.await_more(),
            Meaning::Action(action, number) => {
                self.end_sequence();
                let count = self.count.take();
                match action {
                    Action::OpenNumbered => self.perform(action, Some(number)),
                    // After a count, Esc only cancels the count.
                    Action::Back if count.is_some() && key.code == Code::Esc => Vec::new(),
                    action => self.perform(action, count),
                }
            }
            Meaning::Unknown => {
                let keys = self.end_sequence();
                self.count = None;
                self.say_unknown(&keys);
                Vec::new()
            }
        }
    }

    /// Returns the focused pane, or `None` if an overlay is open.
    pub(in crate::app) fn pane(&self) -> Option<Scope> {
        self.overlays.is_empty().then(|| self.focused())
    }

    /// Returns the focused pane.
    pub(crate) fn focused(&self) -> Scope {
        match self.focus {
            Focus::Sidebar => Scope::Sidebar,
            Focus::List => Scope::List,
            Focus::Article => Scope::Article,
            Focus::Related => Scope::Related,
        }
    }

    /// Returns the first key of an action in the focused pane; without one, its command, as in
    /// `:view`.
    #[must_use]
    pub fn key_of(&self, action: Action) -> String {
        let key = self.keymap.first(action, self.focused());
        let name = || {
            crate::app::action::row(action).map_or(String::new(), |row| format!(":{}", row.name))
        };
        key.unwrap_or_else(name)
    }

    /// Takes a digit that continues a count, or begins one unless the digit is bound.
    fn take_digit(&mut self, key: Key) -> bool {
        let Some(digit) = key.digit() else { return false };
        let begins = digit > 0 && self.keymap.meaning(&[key], self.pane()) == Meaning::Unknown;
        if self.count.is_none() && !begins {
            return false;
        }
        let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
        self.count = Some(count.min(MAX_COUNT));
        true
    }

    fn await_more(&mut self) -> Vec<Effect> {
        self.pending.number = self.pending.number.wrapping_add(1);
        vec![Effect::Job(Job::StartKeyTimeout { number: self.pending.number, after: HESITATION })]
    }

    /// Shows the continuations if no key has followed for a while.
    pub(in crate::app) fn key_timeout_elapsed(&mut self, number: u32) {
        self.pending.is_shown |= number == self.pending.number && !self.pending.keys.is_empty();
    }

    fn end_sequence(&mut self) -> Vec<Key> {
        self.pending.is_shown = false;
        self.pending.number = self.pending.number.wrapping_add(1);
        std::mem::take(&mut self.pending.keys)
    }

    fn say_unknown(&mut self, keys: &[Key]) {
        let Some((last, begun @ [_, ..])) = keys.split_last() else {
            let (keys, help) = (key::written(keys), self.key_of(Action::Help));
            self.status =
                Status::warning(format!("{keys} does nothing here, {help} shows the keys"));
            return;
        };
        if last.code == Code::Esc {
            return;
        }
        let follow = self.keymap.continuations(begun, self.pane());
        let follow: Vec<String> = follow.into_iter().map(|(keys, _)| keys).collect();
        let (keys, begun) = (key::written(keys), key::written(begun));
        let follow = follow.join(" ");
        self.status =
            Status::warning(format!("{keys} does nothing here; {begun} continues with {follow}"));
    }

    /// Returns the keys of the incomplete sequence.
    #[must_use]
    pub fn begun(&self) -> String {
        key::written(&self.pending.keys)
    }

    /// Returns the possible continuations and their actions, once they are to be shown.
    #[must_use]
    pub fn continuations(&self) -> Vec<(String, &'static Entry)> {
        if !self.pending.is_shown {
            return Vec::new();
        }
        self.keymap.continuations(&self.pending.keys, self.pane())
    }
}
