//! From the settings to the keys in force.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::app::action::{Action, Entry, Scope, TABLE, row};
use crate::app::input::key::{self, Key};
use crate::config::KeyLine;
use crate::config::Keys;
use crate::problem::Problem;
use crate::text;

use super::{Binding, Keymap, Origin};

/// Sets of keys beside that of the table.
static PRESETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/keys");

/// The set of keys that the table itself is.
const USUAL: &str = "default";

/// The names of all sets of keys.
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

    /// Takes a line: its keys are all that the action has in that pane.
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
        // A line of nothing but mistakes leaves the action the keys it had.
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

    /// Takes keys for what they are given to. What is older gives way; what is as new does not.
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

    /// Nobody is locked in.
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
        let problem = Problem::error(self.path, "no key would quit, so ^c does")
            .hint("give `quit` or `quit-now` a key");
        self.problems.push(problem);
    }

    fn refuse(&mut self, (line, column): (usize, usize), what: String, hint: String) {
        self.problems.push(Problem::error(self.path, what).at(line, column).hint(hint));
    }
}

/// The keys of an action, or what is wrong with them and what to do.
fn sequence(written: &str, entry: &Entry, scope: Scope) -> Result<Vec<Key>, (String, String)> {
    let keys = Key::sequence(written).map_err(|wrong| {
        let hint = match Key::nearest(wrong) {
            Some(right) => format!("did you mean `{right}`?"),
            None => "write a character, ^x, Alt-x, F5, Enter, Space or the like, with spaces \
                     between keys that follow each other"
                .to_owned(),
        };
        (format!("{}: `{}` is no key", entry.name, text::line(wrong)), hint)
    })?;
    let (what, hint) = match keys.first() {
        None => ("the key is empty", "write Space for the space bar, or off for no key"),
        Some(key) if scope != Scope::Related && key.digit().is_some_and(|it| it > 0) => (
            "a digit begins a count, and no key",
            "take another key; digits are free under `related:`",
        ),
        Some(_) => return Ok(keys),
    };
    Err((format!("{}: {what}", entry.name), hint.to_owned()))
}

fn is_as_new(a: &Binding, b: &Binding) -> bool {
    std::mem::discriminant(&a.origin) == std::mem::discriminant(&b.origin)
}

/// Whether one of the two could not be reached: they are the same in one pane, or one is the
/// beginning of the other.
fn clash(a: &Binding, b: &Binding) -> bool {
    let is_near = a.scope == b.scope || [a.scope, b.scope].contains(&Scope::Everywhere);
    let begins = a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys);
    // A pane may use a key of all panes for something of its own.
    is_near && begins && (a.scope == b.scope || a.keys != b.keys)
}

/// What is wrong with two that clash, in the words of the newer one.
fn told(new: &Binding, old: &Binding) -> (String, String) {
    let name = |binding: &Binding| row(binding.action).map_or("", |entry| entry.name);
    let line = match old.origin {
        Origin::Settings(line) => format!(" on line {line}"),
        Origin::Table | Origin::Preset => String::new(),
    };
    let (keys, others) = (key::written(&new.keys), key::written(&old.keys));
    let (mine, other) = (name(new), name(old));
    let what = if new.keys == old.keys {
        format!("`{keys}` is for `{mine}` here and for `{other}`{line}")
    } else if old.keys.starts_with(&new.keys) {
        format!("`{keys}` for `{mine}` is the beginning of `{others}` for `{other}`{line}")
    } else {
        format!("`{keys}` for `{mine}` begins with `{others}`, which is for `{other}`{line}")
    };
    (what, "give one of the two another key".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(content: &str) -> (Keymap, Vec<String>) {
        let keys = Keys::parse(Path::new("k.yaml"), content).expect(content);
        let (keymap, problems) = build(&keys);
        (keymap, problems.iter().map(ToString::to_string).collect())
    }

    fn shown(keymap: &Keymap, name: &str) -> String {
        let entry = TABLE.iter().find(|entry| entry.name == name).expect(name);
        keymap.keys_of(entry)
    }

    #[test]
    fn the_settings_go_before_the_table() {
        let (keymap, problems) =
            built("zen: [g z, F5]\nmute: z\ntop: [g g, Home]\nlist: {open: Enter}\nhelp: off\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(shown(&keymap, "zen"), "gz F5");
        assert_eq!(shown(&keymap, "mute"), "z");
        assert_eq!(shown(&keymap, "top"), "gg Home");
        assert_eq!(shown(&keymap, "open"), "o list:Enter");
        assert_eq!(shown(&keymap, "help"), ":help");
        assert_eq!(shown(&keymap, "open-numbered"), "1…9");
    }

    #[test]
    fn every_mistake_has_its_place_and_the_rest_holds() {
        let cases = [
            ("dwon: x", "1:1: error: there is no action `dwon` (hint: did you mean `down`?)"),
            (
                "zebra: x",
                "1:1: error: there is no action `zebra` (hint: `newswire keys` lists the actions)",
            ),
            ("zen: Entr", "1:1: error: zen: `Entr` is no key (hint: did you mean `Enter`?)"),
            (
                "zen: [a, abcd]",
                "1:10: error: zen: `abcd` is no key (hint: write a character, ^x, Alt-x, F5, \
                 Enter, Space or the like, with spaces between keys that follow each other)",
            ),
            (
                "zen: ' '",
                "1:1: error: zen: the key is empty \
                 (hint: write Space for the space bar, or off for no key)",
            ),
            (
                "zen: 5",
                "1:1: error: zen: a digit begins a count, and no key \
                 (hint: take another key; digits are free under `related:`)",
            ),
            (
                "zen: x\n\nopen: x",
                "3:1: error: `x` is for `open` here and for `zen` on line 1 \
                 (hint: give one of the two another key)",
            ),
            (
                "zen: g t\nopen: g",
                "2:1: error: `g` for `open` is the beginning of `gt` for `zen` on line 1 \
                 (hint: give one of the two another key)",
            ),
            (
                "zen: g\nlist: {open: [o, g t]}",
                "2:18: error: `gt` for `open` begins with `g`, which is for `zen` on line 1 \
                 (hint: give one of the two another key)",
            ),
            ("preset: vi", "1:9: error: there is no preset `vi` (hint: did you mean `vim`?)"),
            (
                "preset: zebra",
                "1:9: error: there is no preset `zebra` \
                 (hint: the presets are default, emacs, newsboat, vim)",
            ),
        ];
        for (content, said) in cases {
            let (_, problems) = built(content);
            assert_eq!(problems, [format!("k.yaml:{said}")], "{content}");
        }
        let (keymap, problems) = built("quit: off\nquit-now: off\n");
        let locked = "k.yaml: error: no key would quit, so ^c does \
                      (hint: give `quit` or `quit-now` a key)";
        assert_eq!(problems, [locked]);
        assert_eq!(shown(&keymap, "quit-now"), "^c");
        assert_eq!(shown(&built("zen: Entr\n").0, "zen"), "z");
    }

    #[test]
    fn every_preset_says_nothing_wrong_and_leaves_no_action_without_a_key() {
        for preset in presets() {
            let (keymap, problems) = built(&format!("preset: {preset}\n"));
            assert_eq!(problems, [""; 0], "{preset}");
            for entry in TABLE.iter().filter(|entry| !entry.keys.is_empty()) {
                let none = format!(":{}", entry.name);
                assert_ne!(shown(&keymap, entry.name), none, "{preset}");
            }
        }
    }
}
