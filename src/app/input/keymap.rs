//! The keymap: keys of the action table, overridden by a preset, overridden by the settings. Faulty
//! settings are reported as problems, and the rest applies.

mod build;

use crate::config::Keys;
use crate::problem::Problem;

use crate::app::action::{Action, Entry, Scope, TABLE, row};
use crate::app::input::key::{self, Key};

pub use build::presets;

/// All key bindings.
#[derive(Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// A key sequence with its action and scope.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    scope: Scope,
    keys: Vec<Key>,
    action: Action,
    /// Its position among the sequences of its action, from 1.
    number: usize,
    origin: Origin,
}

/// Where a binding comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Table,
    Preset,
    /// The settings, with the line number.
    Settings(usize),
}

/// The meaning of the keys pressed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Meaning {
    /// An action, and the number of its key sequence, from 1.
    Action(Action, usize),
    /// An incomplete sequence.
    Begun,
    /// Not bound.
    Unknown,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of_table()
    }
}

impl Keymap {
    /// Builds the keymap of these settings, and returns the problems in them.
    #[must_use]
    pub fn new(keys: &Keys) -> (Self, Vec<Problem>) {
        build::build(keys)
    }

    /// Looks up keys in a pane, or where no pane has the focus. Bindings of the pane take
    /// precedence over general ones.
    pub(in crate::app) fn meaning(&self, pressed: &[Key], pane: Option<Scope>) -> Meaning {
        let of = |scope: Option<Scope>| {
            let mut begun = Meaning::Unknown;
            for binding in self.bindings.iter().filter(|it| Some(it.scope) == scope) {
                if binding.keys == pressed {
                    return Meaning::Action(binding.action, binding.number);
                }
                if binding.keys.starts_with(pressed) {
                    begun = Meaning::Begun;
                }
            }
            begun
        };
        match of(pane) {
            Meaning::Unknown => of(Some(Scope::Everywhere)),
            own => own,
        }
    }

    /// Returns the keys that can follow, each with its action.
    pub(in crate::app) fn continuations(
        &self,
        pressed: &[Key],
        pane: Option<Scope>,
    ) -> Vec<(String, &'static Entry)> {
        let mut rows: Vec<(String, &'static Entry)> = Vec::new();
        for scope in [pane, Some(Scope::Everywhere)] {
            for binding in self.bindings.iter().filter(|it| Some(it.scope) == scope) {
                let rest = binding.keys.strip_prefix(pressed).filter(|rest| !rest.is_empty());
                let (Some(rest), Some(entry)) = (rest, row(binding.action)) else { continue };
                let rest = key::written(rest);
                if rows.iter().all(|(other, _)| *other != rest) {
                    rows.push((rest, entry));
                }
            }
        }
        rows
    }

    /// Returns the first key sequence of an action that works in a pane, as help shows it.
    #[must_use]
    pub fn first(&self, action: Action, pane: Scope) -> Option<String> {
        let of = |scope: Scope| {
            let mut own = self.bindings.iter().filter(move |it| it.scope == scope);
            own.find(|it| it.action == action && self.is_reached(it, pane))
        };
        let found = of(pane).or_else(|| of(Scope::Everywhere))?;
        Some(key::written(&found.keys))
    }

    /// Whether no other binding of the pane shadows this one.
    fn is_reached(&self, binding: &Binding, pane: Scope) -> bool {
        let meant = Meaning::Action(binding.action, binding.number);
        self.meaning(&binding.keys, Some(pane)) == meant
    }

    /// Returns all keys of an action as help shows them: `j Down`, `1…9`; without any, its command
    /// in the palette, as in `:view`.
    #[must_use]
    pub fn keys_of(&self, entry: &Entry) -> String {
        let own = |binding: &&Binding| binding.action == entry.action;
        let shown = |binding: &Binding| {
            let pane = binding.scope.pane().filter(|_| binding.scope != entry.scope);
            let pane = pane.map_or(String::new(), |pane| format!("{pane}:"));
            format!("{pane}{}", key::written(&binding.keys))
        };
        let keys: Vec<String> = self.bindings.iter().filter(own).map(shown).collect();
        match keys.as_slice() {
            [] => format!(":{}", entry.name),
            [first, .., last] if is_run(&keys) => format!("{first}…{last}"),
            keys => keys.join(" "),
        }
    }

    fn of_table() -> Self {
        let of_entry = |entry: &'static Entry| {
            let keys = entry.keys.iter().zip(1..).filter_map(|(name, number)| {
                let keys = Key::sequence(name).ok()?;
                let (scope, action, origin) = (entry.scope, entry.action, Origin::Table);
                Some(Binding { scope, keys, action, number, origin })
            });
            keys.collect::<Vec<_>>()
        };
        Self { bindings: TABLE.iter().flat_map(of_entry).collect() }
    }
}

/// Whether the keys are `1 2 3 …`.
fn is_run(keys: &[String]) -> bool {
    keys.len() > 2 && keys.iter().zip(1..).all(|(key, number)| *key == number.to_string())
}
