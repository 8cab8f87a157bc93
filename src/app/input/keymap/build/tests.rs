//! Valid and invalid key settings.

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
        ("zen: Entr", "1:1: error: zen: `Entr` is not a key (hint: did you mean `Enter`?)"),
        (
            "zen: [a, abcd]",
            "1:10: error: zen: `abcd` is not a key (hint: write a character, ^x, Alt-x, F5, \
             Enter, Space or similar, with spaces between the keys of a sequence)",
        ),
        ("zen: F99", "1:1: error: zen: `F99` is not a key (hint: function keys are F1 to F24)"),
        (
            "zen: ' '",
            "1:1: error: zen: the key is empty \
             (hint: write Space for the space bar, or off for no key)",
        ),
        (
            "zen: 5",
            "1:1: error: zen: a digit starts a count, so it cannot be a key \
             (hint: use another key; digits are free under `related:`)",
        ),
        (
            "zen: x\n\nopen: x",
            "3:1: error: `x` is bound to `open` here and to `zen` on line 1 \
             (hint: give one of the two another key)",
        ),
        (
            "zen: g t\nopen: g",
            "2:1: error: `g` for `open` is a prefix of `gt` for `zen` on line 1 \
             (hint: give one of the two another key)",
        ),
        (
            "zen: g\nlist: {open: [o, g t]}",
            "2:18: error: `gt` for `open` begins with `g`, which is bound to `zen` on line 1 \
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
    let locked = "k.yaml: error: no key is bound to quit, so ^c quits \
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

#[test]
fn every_key_reads_and_means_one_thing_in_each_scope() {
    let mut seen = std::collections::HashSet::new();
    for entry in TABLE {
        for name in entry.keys {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            assert!(seen.insert((format!("{:?}", entry.scope), key)), "{name} twice");
        }
    }
}
