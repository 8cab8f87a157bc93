//! Themes: that all built-in ones are valid, how one is chosen, and snapshots of the screen in some
//! of them. `INSTA_UPDATE=always cargo test --test themes` updates the snapshots.

mod support;

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use newswire::{
    AUTO, App, Config, Contents, Depth, Effect, Ink, Message, Palette, Record, TerminalEffect,
    Theme, Themes, contrast, draw,
};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;

use support::{Desk, article, coverage, find, header, paper, problem};

/// Minimum contrast of text in WCAG 2, level AA.
const LEGIBLE: f64 = 4.5;

fn built_in() -> Vec<(String, Palette)> {
    let themes = Themes::default();
    let of = |name: String| {
        let palette = themes.palette(&name).expect("a built-in theme is right");
        (name, palette)
    };
    themes.names().into_iter().map(of).collect()
}

fn rgb(ink: Ink) -> Option<(u8, u8, u8)> {
    match ink {
        Ink::Rgb(red, green, blue) => Some((red, green, blue)),
        _ => None,
    }
}

#[test]
fn everything_in_a_built_in_theme_can_be_read() {
    let mut tried = 0;
    for (name, palette) in built_in() {
        let Some(background) = rgb(palette.background) else {
            assert_eq!(name, "terminal", "only that leaves the ground to the terminal");
            continue;
        };
        let roles = [
            ("text", palette.text),
            ("dim", palette.dim),
            ("accent", palette.accent),
            ("heat", palette.heat),
            ("warning", palette.warning),
            ("code", palette.code),
            ("selection", palette.selection),
            ("border", palette.border),
            ("heading", palette.heading),
            ("quote", palette.quote),
        ];
        for (role, ink) in roles {
            let ratio = contrast(rgb(ink).expect("red, green and blue"), background);
            assert!(ratio >= LEGIBLE, "{role} of {name} has {ratio:.2}");
        }
        let ground = rgb(palette.code_ground).expect("red, green and blue");
        let in_code = [
            ("code", palette.code),
            ("keyword", palette.keyword),
            ("literal", palette.literal),
            ("comment", palette.comment),
        ];
        for (role, ink) in in_code {
            let ratio = contrast(rgb(ink).expect("red, green and blue"), ground);
            assert!(ratio >= LEGIBLE, "{role} on the ground of code in {name} has {ratio:.2}");
        }
        assert!(contrast(ground, background) > 1.1, "the ground of code in {name}");
        let found = rgb(palette.found).zip(rgb(palette.found_text));
        let (found, text) = found.expect("red, green and blue");
        assert!(contrast(found, text) >= LEGIBLE, "what was found in {name}");
        tried += 1;
    }
    assert_eq!(tried, 10);
}

#[test]
fn roles_of_a_built_in_theme_are_told_apart() {
    for (name, palette) in built_in() {
        let Palette { accent, heat, warning, text, .. } = palette;
        let mut seen = Vec::new();
        for ink in [accent, heat, warning, text] {
            assert!(!seen.contains(&ink), "{ink:?} twice in {name}");
            seen.push(ink);
        }
    }
}

/// Everything was the same bold.
#[test]
fn title_headings_strong_text_quotes_code_and_links_are_told_apart() {
    let body = "text\n\n# hh1\n\n## hh2\n\n### hh3\n\n#### hh4\n\n##### hh5\n\n###### hh6\n\n\
                **strong** *soft* `code` [link](http://a.example)\n\n> quote\n\n\
                ```rust\nfn // note\n\"str\"\n```\n";
    let mut desk = Desk::with(vec![article("a.md", &header("Title", 1), body)], (100, 60));
    desk.keys("z");
    let words = [
        "Title", "text", "hh1", "hh2", "hh3", "hh4", "hh5", "hh6", "strong", "soft", "code",
        "link", "quote", "20 June",
    ];
    let none = ("no colour".to_owned(), Palette::TERMINAL, Depth::None);
    let all = built_in().into_iter().map(|(name, palette)| (name, palette, Depth::True));
    for (name, palette, depth) in all.chain([none]) {
        let theme = Theme::of(&palette, depth);
        let screen = buffer(&desk.app, &theme);
        let look = |words: &str| {
            let place = find(&screen, words).unwrap_or_else(|| panic!("no {words}"));
            let cell = &screen[place];
            (cell.fg, cell.bg, cell.modifier)
        };
        for (at, word) in words.iter().enumerate() {
            for other in
                words.iter().skip(at + 1).filter(|other| [*word, **other] != ["soft", "quote"])
            {
                assert_ne!(look(word), look(other), "{word} and {other} in {name}");
            }
        }
        let code = ["fn", "// note", "\"str\""].map(look);
        assert!(
            code[0] != code[1] && code[1] != code[2] && code[0] != code[2],
            "{code:?} in {name}"
        );
        let is_grounded = depth != Depth::None && name != "terminal";
        let ground = screen[find(&screen, "fn").expect("code")].bg;
        assert_eq!(
            ground != screen[find(&screen, "text").expect("text")].bg,
            is_grounded,
            "{name}"
        );
    }
}

/// A reader that shows rows of all kinds, an article, a search and a problem.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::empty(size);
    desk.finish([paper(), coverage()].concat(), vec![problem("news/a.md", 3)]);
    desk.keys("jrjsj/rain or rover<Enter>");
    desk
}

fn buffer(app: &App, theme: &Theme) -> Buffer {
    let mut buffer = Buffer::empty(app.layout.screen);
    draw(app, theme, &mut buffer);
    buffer
}

fn shown(app: &App, name: &str, depth: Depth) -> Buffer {
    let palette = Themes::default().palette(name).expect("a theme");
    buffer(app, &Theme::of(&palette, depth))
}

fn color(color: Color) -> String {
    match color {
        Color::Reset => "-".to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => other.to_string().to_lowercase(),
    }
}

/// Returns each style on the screen in order of first use, with the text where it first occurs and
/// its number of cells.
fn styles(buffer: &Buffer) -> String {
    type Look = (Color, Color, Modifier);
    let mut looks: Vec<(Look, usize, String)> = Vec::new();
    let mut last: Option<Look> = None;
    for cell in &buffer.content {
        let look = (cell.fg, cell.bg, cell.modifier);
        let is_new = looks.iter().all(|(known, ..)| *known != look);
        if is_new {
            looks.push((look, 0, String::new()));
        }
        for (known, count, text) in &mut looks {
            if *known == look {
                *count += 1;
                let grows = *count == 1 || last == Some(look) && text.len() + 1 == *count;
                if grows && text.len() < 24 && cell.symbol().is_ascii() {
                    text.push_str(cell.symbol());
                }
            }
        }
        last = Some(look);
    }
    let line = |((fg, bg, modifier), count, text): &(Look, usize, String)| {
        let weight = if modifier.is_empty() { String::new() } else { format!(" {modifier:?}") };
        format!("{count:>5}  {} on {}{weight}  {:?}", color(*fg), color(*bg), text.trim())
    };
    looks.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn styles_in_three_themes_and_without_colour() {
    let desk = desk((100, 30));
    for (name, depth) in [
        ("terminal", Depth::Sixteen),
        ("dark", Depth::True),
        ("solarized-light", Depth::True),
        ("nord", Depth::Many),
        ("gruvbox", Depth::Sixteen),
        ("catppuccin", Depth::None),
    ] {
        let buffer = shown(&desk.app, name, depth);
        assert_snapshot!(format!("{name}_{depth:?}").to_lowercase(), styles(&buffer));
    }
}

/// Regression: pictures were sent to terminals with 256 colours in colours that these lack.
#[test]
fn a_picture_has_the_colours_that_the_terminal_has() {
    let desk = Desk::of_pictures((100, 30));
    for (name, depth) in
        [("terminal", Depth::Many), ("dark", Depth::True), ("solarized-light", Depth::Many)]
    {
        let buffer = shown(&desk.app, name, depth);
        let styles = styles(&buffer);
        assert_eq!(styles.contains('#'), depth == Depth::True, "{styles}");
        assert_snapshot!(format!("pictures_{name}_{depth:?}").to_lowercase(), styles);
    }
}

#[test]
fn a_theme_with_a_ground_leaves_no_cell_to_the_terminal() {
    for (name, palette) in built_in().into_iter().filter(|(name, _)| name != "terminal") {
        for keys in ["", "l", "z", "?", "!", "S", "/x", "T"] {
            let mut desk = desk((80, 24));
            desk.keys(keys);
            for cell in &buffer(&desk.app, &Theme::of(&palette, Depth::True)).content {
                let (fg, bg) = (cell.fg, cell.bg);
                assert!(fg != Color::Reset && bg != Color::Reset, "{name} after {keys}: {cell:?}");
                assert!(!cell.modifier.contains(Modifier::DIM), "{name} after {keys}: {cell:?}");
            }
        }
    }
}

#[test]
fn a_theme_changes_no_text_and_without_colour_there_is_none() {
    let desk = desk((100, 30));
    let plain = buffer(&desk.app, &Theme::new(false));
    for (name, _) in built_in() {
        for depth in [Depth::True, Depth::Many, Depth::Sixteen, Depth::None] {
            let themed = shown(&desk.app, &name, depth);
            let symbols = themed.content.iter().zip(&plain.content);
            assert!(symbols.into_iter().all(|(a, b)| a.symbol() == b.symbol()), "{name}");
        }
        assert_eq!(shown(&desk.app, &name, Depth::None), plain, "{name}");
    }
}

/// The 256 colours of xterm, by number.
fn of_number(color: Color) -> Option<(u8, u8, u8)> {
    let Color::Indexed(number @ 16..) = color else { return None };
    if number >= 232 {
        let grey = 8 + 10 * (number - 232);
        return Some((grey, grey, grey));
    }
    let step = |at: u8| if at == 0 { 0 } else { 55 + 40 * at };
    let at = number - 16;
    Some((step(at / 36), step(at / 6 % 6), step(at % 6)))
}

#[test]
fn of_256_colours_those_are_taken_that_can_be_read() {
    let desk = desk((100, 30));
    for (name, _) in built_in().into_iter().filter(|(name, _)| name != "terminal") {
        for cell in &shown(&desk.app, &name, Depth::Many).content {
            let of = |color| of_number(color).unwrap_or_else(|| panic!("{name}: {color}"));
            let ratio = contrast(of(cell.fg), of(cell.bg));
            // The bar is no text: for it 3 : 1 is enough.
            let least = if cell.symbol() == "▌" { 3.0 } else { LEGIBLE };
            assert!(ratio >= least, "{name}: {ratio:.2} for {cell:?}");
        }
    }
}

#[test]
fn of_16_colours_dark_stays_dark_and_the_accent_a_colour() {
    let desk = desk((100, 30));
    for (name, palette) in built_in().into_iter().filter(|(name, _)| name != "terminal") {
        let buffer = shown(&desk.app, &name, Depth::Sixteen);
        let ground = buffer[(0, 0)].bg;
        let is_dark = rgb(palette.background).is_some_and(|it| contrast(it, (0, 0, 0)) < LEGIBLE);
        let expected: &[Color] =
            if is_dark { &[Color::Black] } else { &[Color::White, Color::Gray] };
        assert!(expected.contains(&ground), "{name}: {ground}");
        let corner = (desk.app.layout.list.x, desk.app.layout.list.y);
        let grey = [Color::Black, Color::Gray, Color::DarkGray, Color::White, Color::Reset];
        let accent = buffer[corner].fg;
        assert!(!grey.contains(&accent), "{name}: {accent}");
        let heat = find(&buffer, "▲").map(|place| buffer[place].fg);
        assert!(heat.is_some_and(|heat| heat != accent), "{name}: {accent} and {heat:?}");
    }
}

#[test]
fn what_would_be_unreadable_in_16_colours_is_left_to_the_terminal() {
    let text = "background: \"#808080\"\ntext: \"#ffffff\"\ndim: \"#e0e0e0\"\naccent: \"#ff00ff\"\n\
                heat: \"#ff0000\"\nwarning: \"#ffff00\"\n";
    let palette = Palette::parse(Path::new("grey.yaml"), text).expect("a good theme");
    let desk = desk((80, 24));
    for cell in &buffer(&desk.app, &Theme::of(&palette, Depth::Sixteen)).content {
        let is_found = cell.bg == Color::LightYellow || cell.bg == Color::Yellow;
        assert!(cell.bg == Color::Reset || is_found, "{cell:?}");
    }
}

// ---------------------------------------------------------------- choosing

fn theme(name: &str) -> Effect {
    Effect::Terminal(TerminalEffect::Theme(Some(name.to_owned())))
}

/// Returns the last record that was to be stored.
fn kept(desk: &mut Desk) -> Option<Record> {
    desk.kept.drain(..).next_back()
}

fn chosen(name: &str) -> Record {
    Record::Theme(Some(name.to_owned()))
}

fn list() -> Desk {
    Desk::with(paper(), (100, 30))
}

#[test]
fn a_theme_is_seen_while_one_moves_over_it_and_esc_brings_back_the_old_one() {
    let mut desk = list();
    assert_eq!(desk.keys("T").asked(), []);
    assert_eq!(desk.keys("jj").asked(), [theme(AUTO), theme("terminal")]);
    assert_eq!(desk.keys("j").asked(), [theme("dark")]);
    assert_eq!(desk.keys("<Esc>").asked(), [Effect::Terminal(TerminalEffect::Theme(None))]);
    assert_eq!(desk.selected(), "Rover lands");
}

#[test]
fn enter_keeps_a_theme() {
    let mut desk = list();
    desk.keys("Tjjj").asked();
    assert_eq!(desk.keys("<Enter>").asked(), []);
    assert_eq!(kept(&mut desk), Some(chosen("dark")));
    assert_eq!(desk.said(), "theme: dark");
    // The menu reopens on the chosen theme, and closing it changes nothing.
    assert_eq!(desk.keys("T").asked(), []);
    assert_eq!(desk.keys("j").asked(), [theme("light")]);
    assert_eq!(desk.keys("q").asked(), [theme("dark")]);
}

#[test]
fn a_number_or_a_part_of_the_name_finds_a_theme() {
    let mut desk = list();
    assert_eq!(desk.keys("T3").asked(), [theme("dark")]);
    assert_eq!(kept(&mut desk), Some(chosen("dark")));
    assert_eq!(
        desk.keys("T/gru").asked(),
        [Effect::Terminal(TerminalEffect::Theme(None)), theme("gruvbox")]
    );
    assert_eq!(desk.keys("<Enter>").asked(), []);
    assert_eq!(kept(&mut desk), Some(chosen("gruvbox")));
    // If no name matches, the chosen theme is displayed.
    desk.keys("T/nord").asked();
    assert_eq!(desk.keys("x").asked(), [theme("gruvbox")]);
    assert_eq!(desk.keys("<Esc>").asked(), []);
    assert_eq!(desk.keys("T0").asked(), [Effect::Terminal(TerminalEffect::Theme(None))]);
    assert_eq!(kept(&mut desk), Some(Record::Theme(None)));
    assert_eq!(desk.said(), "theme: terminal, as in the settings");
}

#[test]
fn a_theme_of_an_earlier_session_goes_before_the_settings() {
    let config = Config { theme: "nord".to_owned(), ..Config::default() };
    let mut desk = Desk::configured(paper(), (100, 30), &config);
    desk.send(Message::Themed("gruvbox".to_owned()));
    assert_eq!(desk.asked(), [theme("gruvbox")]);
    desk.keys("T");
    assert!(desk.screen().contains("▌8  gruvbox"), "{}", desk.screen());
    assert!(desk.screen().contains("as in the settings"), "{}", desk.screen());
    assert_eq!(desk.keys("0").asked(), [Effect::Terminal(TerminalEffect::Theme(None))]);
    assert_eq!(kept(&mut desk), Some(Record::Theme(None)));
    assert_eq!(desk.said(), "theme: nord, as in the settings");
}

/// The stored theme arrives with other records shortly after the first key press.
#[test]
fn a_theme_that_was_kept_never_undoes_a_choice() {
    let earlier = || Message::Recalled(vec![Record::Theme(Some("gruvbox".to_owned()))]);
    let mut desk = list();
    desk.send(earlier());
    assert_eq!(desk.asked(), [theme("gruvbox")], "the database was busy before the first frame");
    let mut desk = list();
    desk.keys("T0").asked();
    desk.send(earlier());
    assert_eq!(desk.asked(), []);
    desk.keys("T3").asked();
    desk.send(earlier());
    assert_eq!(desk.asked(), []);
}

#[test]
fn a_theme_that_cannot_be_shown_says_why_and_is_not_kept() {
    let mut desk = list();
    desk.keys("T/nord").asked();
    let why = "/c/themes/nord.yaml:2:1: error: unknown key `acent`".to_owned();
    desk.send(Message::Unthemed { name: "nord".to_owned(), why: why.clone() });
    assert_eq!(desk.said(), why);
    assert_eq!(desk.keys("<Enter>").asked(), [Effect::Terminal(TerminalEffect::Theme(None))]);
    assert_eq!(desk.said(), why);
    // A theme chosen by number is reported only afterwards.
    desk.keys("T3").asked();
    desk.send(Message::Unthemed { name: "dark".to_owned(), why });
    assert_eq!(desk.asked(), [Effect::Terminal(TerminalEffect::Theme(None))]);
}

#[test]
fn the_menu_stays_open_while_articles_arrive() {
    let mut desk = Desk::empty((100, 30));
    desk.keys("Tjj").asked();
    desk.load(Contents { articles: paper(), ..Contents::default() });
    assert_eq!(desk.asked(), []);
    assert!(desk.screen().contains("as in the settings"));
}

#[test]
fn the_menu_of_themes() {
    let config = Config { theme: AUTO.to_owned(), ..Config::default() };
    let mut desk = Desk::configured(paper(), (80, 24), &config);
    desk.keys("Tjjj");
    assert_snapshot!(desk.screen());
}

// ---------------------------------------------------------------- settings

/// Loads settings with theme files beside them.
fn settings(config: &str, themes: &[(&str, &str)]) -> (TempDir, Result<Config, String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.yaml");
    fs::write(&path, config).expect("written");
    fs::create_dir(folder.path().join("themes")).expect("a folder");
    for (name, content) in themes {
        fs::write(folder.path().join("themes").join(name), content).expect("written");
    }
    let read = Config::load(Some(&path)).map_err(|problem| {
        let place = format!("{}/", folder.path().display());
        problem.to_string().replace(&place, "")
    });
    (folder, read)
}

const OWN: &str = "text: default\ndim: default\naccent: 39\nheat: red\nwarning: yellow\n";

#[test]
fn themes_of_ones_own_stand_beside_the_settings() {
    let themes = [("mine.yaml", OWN), ("dark.yaml", OWN), ("auto.yaml", OWN), ("notes.txt", "")];
    let (_folder, config) = settings("theme: mine\n", &themes);
    let config = config.expect("good settings");
    assert_eq!(config.theme, "mine");
    let names = config.themes.names();
    assert_eq!((names.len(), names.last().map(String::as_str)), (12, Some("mine")));
    // A file overrides a built-in theme of the same name.
    for name in ["mine", "dark"] {
        assert_eq!(config.themes.palette(name).expect("a theme").accent, Ink::Number(39));
    }
    let desk = Desk::configured(paper(), (100, 30), &config).keys("TG").asked();
    assert_eq!(desk, [theme("mine")]);
}

#[test]
fn a_theme_that_is_wrong_is_told_with_its_place() {
    let (_folder, known) = settings("theme: auto\n", &[("broken.yaml", "acent: red\n")]);
    let known = known.expect("a theme that nobody asked for harms nobody");
    assert!(known.themes.palette("broken").is_err());
    let found = |config: &str| settings(config, &[("broken.yaml", "acent: red\n")]).1;
    assert_eq!(
        found("theme: broken\n").as_ref().map_err(String::as_str),
        Err("themes/broken.yaml:1:1: error: unknown key `acent` (hint: did you mean `accent`?)")
    );
    assert_eq!(
        found("stories: on\ntheme: grovbox\n").as_ref().map_err(String::as_str),
        Err("config.yaml:2:8: error: there is no theme `grovbox` (hint: did you mean `gruvbox`?)")
    );
    let what = found("theme: [a]\n").expect_err("no name");
    assert!(what.starts_with("config.yaml:1:8: error: theme: wrong type"), "{what}");
    assert!(what.ends_with("(hint: write the name of a theme: theme: dark, or theme: auto)"));
}

/// A terminal's default background, and its 16 colours.
type TerminalColors = (&'static str, u32, [u32; 16]);

/// The palettes that the terminals have without a setting, and the backgrounds that they are used
/// with.
#[rustfmt::skip]
const TERMINALS: [TerminalColors; 12] = [
    ("xterm", 0xff_ffff, XTERM),
    ("xterm, reversed", 0x00_0000, XTERM),
    ("VTE", 0x00_0000, VTE),
    ("VTE, light", 0xff_ffff, VTE),
    ("GNOME Terminal", 0x17_1421, GNOME),
    ("GNOME Terminal, dark", 0x1e_1e1e, GNOME),
    ("GNOME Terminal, light", 0xff_ffff, GNOME),
    ("Konsole", 0x23_2627, [
        0x23_2627, 0xed_1515, 0x11_d116, 0xf6_7400, 0x1d_99f3, 0x9b_59b6, 0x1a_bc9c, 0xfc_fcfc,
        0x7f_8c8d, 0xc0_392b, 0x1c_dc9a, 0xfd_bc4b, 0x3d_aee9, 0x8e_44ad, 0x16_a085, 0xff_ffff,
    ]),
    ("Alacritty", 0x18_1818, [
        0x18_1818, 0xac_4242, 0x90_a959, 0xf4_bf75, 0x6a_9fb5, 0xaa_759f, 0x75_b5aa, 0xd8_d8d8,
        0x6b_6b6b, 0xc5_5555, 0xaa_c474, 0xfe_ca88, 0x82_b8c8, 0xc2_8cb8, 0x93_d3c3, 0xf8_f8f8,
    ]),
    ("kitty", 0x00_0000, [
        0x00_0000, 0xcc_0403, 0x19_cb00, 0xce_cb00, 0x0d_73cc, 0xcb_1ed1, 0x0d_cdcd, 0xdd_dddd,
        0x76_7676, 0xf2_201f, 0x23_fd00, 0xff_fd00, 0x1a_8fff, 0xfd_28ff, 0x14_ffff, 0xff_ffff,
    ]),
    ("foot", 0x24_2424, [
        0x24_2424, 0xf6_2b5a, 0x47_b413, 0xe3_c401, 0x24_acd4, 0xf2_affd, 0x13_c299, 0xe6_e6e6,
        0x61_6161, 0xff_4d51, 0x35_d450, 0xe9_e836, 0x5d_c5f8, 0xfe_abf2, 0x24_dfc4, 0xff_ffff,
    ]),
    ("foot before 1.15", 0x11_1111, [
        0x22_2222, 0xcc_9393, 0x7f_9f7f, 0xd0_bf8f, 0x6c_a0a3, 0xdc_8cc3, 0x93_e0e3, 0xdc_dccc,
        0x66_6666, 0xdc_a3a3, 0xbf_ebbf, 0xf0_dfaf, 0x8c_d0d3, 0xfc_ace3, 0xb3_ffff, 0xff_ffff,
    ]),
];

#[rustfmt::skip]
const XTERM: [u32; 16] = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
    0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];
#[rustfmt::skip]
const VTE: [u32; 16] = [
    0x00_0000, 0xc0_0000, 0x00_c000, 0xc0_c000, 0x00_00c0, 0xc0_00c0, 0x00_c0c0, 0xc0_c0c0,
    0x3f_3f3f, 0xff_3f3f, 0x3f_ff3f, 0xff_ff3f, 0x3f_3fff, 0xff_3fff, 0x3f_ffff, 0xff_ffff,
];
#[rustfmt::skip]
const GNOME: [u32; 16] = [
    0x17_1421, 0xc0_1c28, 0x26_a269, 0xa2_734c, 0x12_488b, 0xa3_47ba, 0x2a_a1b3, 0xd0_cfcc,
    0x5e_5c64, 0xf6_6151, 0x33_da7a, 0xe9_ad0c, 0x2a_7bde, 0xc0_61cb, 0x33_c7de, 0xff_ffff,
];

const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn bytes(color: u32) -> (u8, u8, u8) {
    let [_, red, green, blue] = color.to_be_bytes();
    (red, green, blue)
}

/// Regression: code in cyan had a contrast of 1.98 on xterm's white, a warning in yellow of 1.70,
/// the line of a picture that was dim and magenta of 1.94 on the black of VTE.
#[test]
fn the_colours_of_the_terminal_can_be_read_in_every_usual_one() {
    let mut desk = desk((100, 30));
    let body = "Text with `code`, a [link](https://e.org/), and:\n\n![picture](https://e.org/a.png)\n\n\
                ```rust\nfn main() {}\n```\n\n> quote\n";
    desk.finish(vec![article("kinds", &header("Kinds of text", 0), body)], Vec::new());
    for (depth, least) in [(Depth::Many, 3.0), (Depth::Sixteen, 2.7)] {
        let mut colored = 0;
        for keys in ["<Esc>gg", "l", "!"] {
            desk.keys(keys);
            let buffer = shown(&desk.app, "terminal", depth);
            for (name, background, palette) in TERMINALS {
                let known = |color: Color, default: u32| {
                    let number = NAMED.iter().position(|named| *named == color);
                    let own = number.map(|number| bytes(palette[number]));
                    own.or_else(|| of_number(color)).unwrap_or(bytes(default))
                };
                let cells = buffer.content.iter().filter(|cell| cell.symbol() != " ");
                for cell in cells.filter(|cell| cell.fg != Color::Reset) {
                    let ratio = contrast(known(cell.fg, 0), known(cell.bg, background));
                    assert!(ratio >= least, "{ratio:.2} in {name}, {depth:?}: {cell:?}");
                    assert!(!cell.modifier.contains(Modifier::DIM), "{depth:?}: {cell:?}");
                    colored += 1;
                }
            }
        }
        assert!(colored > 1000, "{colored}");
    }
}
