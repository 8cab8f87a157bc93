//! What a theme file may say.

use super::*;

const LEAST: &str = "text: 7\ndim: default\naccent: \"#C792ea\"\nheat: 203\nwarning: Yellow\n";

fn parse(content: &str) -> Result<Palette, String> {
    Palette::parse(Path::new("themes/mine.yaml"), content).map_err(|it| it.to_string())
}

#[test]
fn what_is_left_out_follows_from_the_rest() {
    let palette = parse(LEAST).expect("a good theme");
    let accent = Ink::Rgb(0xc7, 0x92, 0xea);
    let expected = Palette {
        background: Ink::Default,
        text: Ink::Number(7),
        dim: Ink::Default,
        accent,
        heat: Ink::Number(203),
        warning: Ink::Number(3),
        code: accent,
        selection: accent,
        border: Ink::Default,
        found: Ink::Number(3),
        found_text: Ink::Number(0),
        heading: accent,
        quote: Ink::Number(7),
        code_ground: Ink::Default,
        keyword: accent,
        literal: accent,
        comment: Ink::Default,
    };
    assert_eq!(palette, expected);
    let palette = parse(&format!("{LEAST}background: \"#102030\"\n")).expect("a good theme");
    assert_eq!(palette.found_text, Ink::Rgb(0x10, 0x20, 0x30));
}

#[test]
fn what_is_wrong_has_place_and_hint() {
    let mistakes = [
        ("acent: red\n", "6:1: error: unknown key `acent` (hint: did you mean `accent`?)"),
        (
            "code: magneta\n",
            "6:7: error: code: unknown colour `magneta` (hint: did you mean `magenta`?)",
        ),
        (
            "code: \"#12345\"\n",
            "6:7: error: code: `#12345` is not a colour \
             (hint: write six digits from 0 to f, as in \"#c792ea\")",
        ),
        (
            "code: \"#12+456\"\n",
            "6:7: error: code: `#12+456` is not a colour \
             (hint: write six digits from 0 to f, as in \"#c792ea\")",
        ),
        ("code: 256\n", "6:7: error: code: unknown colour 256 (hint: use a number from 0 to 255)"),
        ("code: -1\n", "6:7: error: code: unknown colour -1 (hint: use a number from 0 to 255)"),
        (
            "code: [1]\n",
            "6:7: error: code: wrong type: list, expected a colour \
             (hint: write \"#rrggbb\", a name such as magenta, or 0 to 255)",
        ),
    ];
    for (line, said) in mistakes {
        let found = parse(&format!("{LEAST}{line}")).expect_err(line);
        assert_eq!(found.strip_prefix("themes/mine.yaml:"), Some(said), "{line}");
    }
}

#[test]
fn a_colour_that_is_a_comment_is_missing() {
    for line in ["code: #c792ea\n", "code:\n"] {
        let found = parse(&format!("{LEAST}{line}")).expect_err(line);
        assert!(found.starts_with("themes/mine.yaml:6:"), "{found}");
        assert!(found.contains("code: no colour given (hint: write it in quotes"), "{found}");
    }
}

#[test]
fn a_colour_that_has_to_be_there_is_missed() {
    let found = parse("text: 7\n").expect_err("too little");
    assert!(found.contains(":1:1: error: missing `dim` (hint: write it"), "{found}");
    let found = parse("").expect_err("nothing");
    assert!(found.contains("error:"), "{found}");
}
