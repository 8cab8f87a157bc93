//! Builds the keymap from the settings.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::app::action::{Action, Entry, Scope, TABLE, row};
use crate::app::input::key::{self, Key};
use crate::config::KeyLine;
use crate::config::Keys;
use crate::problem::Problem;
use crate::text;

use super::{Binding, Keymap, Origin};

/// Presets besides the one of the action table.
static PRESETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/keys");

/// Name of the preset that is the action table itself.
const USUAL: &str = "default";

/// Returns the names of all presets.
#[must_use]
pub fn presets() -> Vec<&'static str> {
    let stems = PRESETS.files().filter_map(|file| file.path().file_stem()?.to_str());
    std::iter::once(USUAL).chain(stems).collect()
}

pub(super) fn build(keys: &Keys) -> (Keymap, Vec<Problem>) {
    let mut building =
        Building { keymap: Keymap::of_table(), path: &keys.path, problems: Vec::new() };
    if let Some((name, (line, column))) = &keys.preset
        && let Err(problem) = building.begin_with(name)
    {
        building.problems.push(problem.at(*line, *column));
    }
    for line in &keys.lines {
        building.add(line, Origin::Settings(line.place.0));
    }
    building.leave_a_way_out();
    (building.keymap, building.problems)
}

struct Building<'a> {
    keymap: Keymap,
    path: &'a Path,
    problems: Vec<Problem>,
}

impl Building<'_> {
    fn begin_with(&mut self, name: &str) -> Result<(), Problem> {
        if name == USUAL {
            return Ok(());
        }
        let Some(file) = PRESETS.get_file(format!("{name}.yaml")) else {
            let what = format!("there is no preset `{}`", text::line(name));
            let names = presets();
            return Err(Problem::error(self.path, what).hint(match text::nearest(name, &names) {
                Some(right) => format!("did you mean `{right}`?"),
                None => format!("the presets are {}", names.join(", ")),
            }));
        };
        let keys = Keys::parse(file.path(), file.contents_utf8().unwrap_or_default())?;
        for line in &keys.lines {
            self.add(line, Origin::Preset);
        }
        Ok(())
    }

    /// Adds a line of the settings: its keys replace all keys that the action has in that pane.
    fn add(&mut self, line: &KeyLine, origin: Origin) {
        let Some(entry) = TABLE.iter().find(|entry| entry.name == line.action) else {
            return self.refuse_action(line);
        };
        let scope = line.pane.and_then(Scope::of_pane).unwrap_or(entry.scope);
        let is_own = |it: &Binding| it.scope == scope && it.action == entry.action;
        let (older, others) = self.keymap.bindings.drain(..).partition(is_own);
        self.keymap.bindings = others;
        let mut taken = 0;
        for ((written, place), number) in line.keys.iter().zip(1..) {
            match sequence(written, entry, scope) {
                Err((what, hint)) => self.refuse(*place, what, hint),
                Ok(keys) => {
                    let binding = Binding { scope, keys, action: entry.action, number, origin };
                    taken += usize::from(self.take(binding, *place));
                }
            }
        }
        // If no key of the line is valid, the action keeps its old keys.
        if taken == 0 && !line.keys.is_empty() {
            let older: Vec<Binding> = older;
            let bindings = &mut self.keymap.bindings;
            let free = |it: &Binding| bindings.iter().all(|other| !clash(other, it));
            let kept: Vec<Binding> = older.into_iter().filter(free).collect();
            bindings.extend(kept);
        }
    }

    fn refuse_action(&mut self, line: &KeyLine) {
        let names: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
        let hint = match text::nearest(&line.action, &names) {
            Some(right) => format!("did you mean `{right}`?"),
            None => "`newswire keys` lists the actions".to_owned(),
        };
        self.refuse(line.place, format!("there is no action `{}`", line.action), hint);
    }

    /// Adds a binding. Clashing bindings from a weaker origin are removed; on a clash within the
    /// same origin the new one is refused.
    fn take(&mut self, binding: Binding, place: (usize, usize)) -> bool {
        let mut others = self.keymap.bindings.iter();
        if let Some(other) =
            others.find(|other| is_as_new(other, &binding) && clash(other, &binding))
        {
            let (what, hint) = told(&binding, other);
            self.refuse(place, what, hint);
            return false;
        }
        self.keymap
            .bindings
            .retain(|other| other.scope != binding.scope || !clash(other, &binding));
        self.keymap.bindings.push(binding);
        true
    }

    /// Binds `^c` to quit if no key does, so that the user can always leave.
    fn leave_a_way_out(&mut self) {
        let quits = |it: &Binding| {
            it.scope == Scope::Everywhere && matches!(it.action, Action::Quit | Action::QuitNow)
        };
        if self.keymap.bindings.iter().any(quits) {
            return;
        }
        let control_c = Key { ctrl: true, ..Key::plain(key::Code::Char('c')) };
        self.keymap.bindings.retain(|it| it.keys.first() != Some(&control_c));
        self.keymap.bindings.push(Binding {
            scope: Scope::Everywhere,
            keys: vec![control_c],
            action: Action::QuitNow,
            number: 1,
            origin: Origin::Table,
        });
        let problem = Problem::error(self.path, "no key is bound to quit, so ^c quits")
            .hint("give `quit` or `quit-now` a key");
        self.problems.push(problem);
    }

    fn refuse(&mut self, (line, column): (usize, usize), what: String, hint: String) {
        self.problems.push(Problem::error(self.path, what).at(line, column).hint(hint));
    }
}

/// Parses the keys of an action; the error is the problem and its hint.
fn sequence(written: &str, entry: &Entry, scope: Scope) -> Result<Vec<Key>, (String, String)> {
    let keys = Key::sequence(written).map_err(|wrong| {
        let hint = match Key::nearest(wrong) {
            Some(right) => format!("did you mean `{right}`?"),
            None if key::function(wrong).is_some() => {
                format!(
                    "function keys are F{} to F{}",
                    key::FUNCTIONS.start(),
                    key::FUNCTIONS.end()
                )
            }
            None => "write a character, ^x, Alt-x, F5, Enter, Space or similar, with spaces \
                     between the keys of a sequence"
                .to_owned(),
        };
        (format!("{}: `{}` is not a key", entry.name, text::line(wrong)), hint)
    })?;
    let (what, hint) = match keys.first() {
        None => ("the key is empty", "write Space for the space bar, or off for no key"),
        Some(key) if scope != Scope::Related && key.digit().is_some_and(|it| it > 0) => (
            "a digit starts a count, so it cannot be a key",
            "use another key; digits are free under `related:`",
        ),
        Some(_) => return Ok(keys),
    };
    Err((format!("{}: {what}", entry.name), hint.to_owned()))
}

fn is_as_new(a: &Binding, b: &Binding) -> bool {
    std::mem::discriminant(&a.origin) == std::mem::discriminant(&b.origin)
}

/// Whether one of the two would be unreachable: they share their keys in one pane, or one is a
/// prefix of the other.
fn clash(a: &Binding, b: &Binding) -> bool {
    let is_near = a.scope == b.scope || [a.scope, b.scope].contains(&Scope::Everywhere);
    let begins = a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
    // A pane may rebind a general key.
    is_near && begins && (a.scope == b.scope || a.keys != b.keys)
}

/// Describes a clash from the side of the newer binding, with a hint.
fn told(new: &Binding, old: &Binding) -> (String, String) {
    let name = |binding: &Binding| row(binding.action).map_or("", |entry| entry.name);
    let line = match old.origin {
        Origin::Settings(line) => format!(" on line {line}"),
        Origin::Table | Origin::Preset => String::new(),
    };
    let (keys, others) = (key::written(&new.keys), key::written(&old.keys));
    let (mine, other) = (name(new), name(old));
    let what = if new.keys == old.keys {
        format!("`{keys}` is bound to `{mine}` here and to `{other}`{line}")
    } else if old.keys.starts_with(&new.keys) {
        format!("`{keys}` for `{mine}` is a prefix of `{others}` for `{other}`{line}")
    } else {
        format!("`{keys}` for `{mine}` begins with `{others}`, which is bound to `{other}`{line}")
    };
    (what, "give one of the two another key".to_owned())
}

#[cfg(test)]
mod tests;
