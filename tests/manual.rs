//! Checks the manual against the program: its keys, settings, queries, themes and commands are
//! correct, and every page can be displayed at every width.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use newswire::{
    Arguments, Config, Entry, Failure, Input, KeyRow, Keymap, MANUAL, ManualPage, Search, Store,
    TABLE, parse_query,
};

fn page(topic: &str) -> &'static str {
    ManualPage::find(topic).expect("a page").text
}

fn key_rows() -> Vec<KeyRow> {
    let keymap = Keymap::default();
    let row = |entry: &'static Entry| KeyRow {
        keys: keymap.keys_of(entry),
        name: entry.name,
        sentence: entry.sentence,
    };
    TABLE.iter().map(row).collect()
}

fn shown(topic: &str, width: u16) -> String {
    let page = ManualPage::find(topic).expect("a page");
    page.lines(width, &key_rows()).iter().map(|line| line.text() + "\n").collect()
}

/// Returns the fenced examples, each with the topic of its page.
fn examples() -> Vec<(&'static str, &'static str)> {
    let mut examples = Vec::new();
    for page in MANUAL {
        let parts = page.text.split("```").skip(1).step_by(2);
        examples.extend(parts.filter_map(|part| Some((page.topic, part.split_once('\n')?.1))));
    }
    examples
}

/// Returns the code spans of a text.
fn code(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let lines = prose.flat_map(str::lines);
    lines.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_page_has_a_title_and_a_sentence_and_is_in_the_list_of_topics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/manual");
    let files: HashSet<String> = fs::read_dir(folder)
        .expect("the manual")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    let topics: HashSet<String> = MANUAL.iter().map(|page| format!("{}.md", page.topic)).collect();
    assert_eq!(files, topics);
    for page in MANUAL {
        assert!(page.text.starts_with("# ") && page.title().len() > 3, "{}", page.topic);
        let sentence = page.sentence();
        // The longest topic leaves this much room in 80 columns.
        assert!((20..=60).contains(&sentence.chars().count()), "{}: {sentence}", page.topic);
        assert!(sentence.ends_with('.') && !sentence.contains(['`', '*']), "{sentence}");
        for line in page.text.lines() {
            assert!(!line.ends_with(' ') && !line.contains("{{"), "{}: {line}", page.topic);
        }
    }
}

#[test]
fn every_page_fits_every_width() {
    for page in MANUAL {
        for width in [20, 80, 200] {
            let lines = page.lines(width, &key_rows());
            assert!(lines.len() > 5, "{}", page.topic);
            for line in &lines {
                assert!(
                    line.width() <= usize::from(width),
                    "{} at {width}: {}",
                    page.topic,
                    line.text()
                );
            }
            let text: String = lines.iter().map(|line| line.text() + "\n").collect();
            assert!(!text.contains("{keys}") && !text.contains("{settings}"), "{text}");
        }
    }
}

/// Regression: a pager cannot scroll code sideways, so wide lines were broken inside words.
#[test]
fn no_example_is_broken_on_80_columns() {
    for (topic, text) in examples() {
        for line in text.lines() {
            assert!(newswire::width(line) <= 78, "{topic}: {line}");
        }
    }
    let settings = shown("settings", 80);
    for line in newswire::DEFAULTS.lines().filter_map(|line| line.strip_prefix("#     ")) {
        assert!(settings.lines().any(|it| it.trim() == line.trim()), "{line}");
    }
}

/// Regression: table cells were cut on narrow screens.
#[test]
fn no_word_of_a_page_is_lost_however_narrow_it_is() {
    for topic in ["reading", "settings", "files", "live-files", "mouse"] {
        let (narrow, wide) = (shown(topic, 40), shown(topic, 200));
        let letters: HashSet<char> = wide.chars().filter(|c| c.is_alphanumeric()).collect();
        for letter in letters {
            let count = |text: &str| text.matches(letter).count();
            // A table that is shown row by row repeats its headings in each row.
            assert!(count(&narrow) >= count(&wide), "{topic}: {letter}\n{narrow}");
        }
    }
}

#[test]
fn the_commands_of_the_manual_are_understood() {
    let mut tried = 0;
    let lines =
        examples().into_iter().flat_map(|(topic, text)| text.lines().map(move |it| (topic, it)));
    let inline =
        MANUAL.iter().flat_map(|page| code(page.text).into_iter().map(|it| (page.topic, it)));
    for (topic, line) in lines.chain(inline).filter(|(_, line)| line.starts_with("newswire ")) {
        let command = line.split("  ").next().expect("a command");
        let command = command.split(['|', '>', '<']).next().expect("a command");
        // Names in capitals are placeholders.
        let command = command.replace(" TOPIC", " reading").replace(" FILE", " nw.log");
        let words = shell_words::split(&command).expect("words of a shell");
        assert!(!words.iter().any(|word| word == "--log"), "{topic}: it would begin a log");
        match Arguments::read(words.into_iter().map(OsString::from).collect()) {
            Ok(_) => {}
            Err(Failure::Words(error)) if !error.use_stderr() => {}
            Err(failure) => panic!("{topic}: {line}: {failure}"),
        }
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn links_lead_to_pages_and_name_the_command_that_shows_them() {
    let mut found = 0;
    for page in MANUAL {
        let parts: Vec<&str> = page.text.split("](").collect();
        for (before, after) in parts.iter().zip(parts.iter().skip(1)) {
            let text = before.rsplit('[').next().expect("a text").trim_matches('`');
            let target = after.split(')').next().expect("a target");
            let topic =
                target.strip_suffix(".md").unwrap_or_else(|| panic!("{}: {target}", page.topic));
            assert!(ManualPage::find(topic).is_some(), "{}: {target}", page.topic);
            if text.starts_with("newswire") {
                assert_eq!(text, format!("newswire help {topic}"), "{}", page.topic);
            }
            found += 1;
        }
    }
    assert!(found > 8, "{found}");
}

#[test]
fn every_action_is_on_the_page_of_keys() {
    let page = shown("keys", 200);
    for row in key_rows() {
        let is_row = |line: &str| {
            let rest = line.strip_prefix(row.keys.as_str()).map(str::trim_start);
            rest.and_then(|rest| rest.strip_prefix(row.name)).map(str::trim) == Some(row.sentence)
        };
        assert!(page.lines().any(is_row), "{} is missing\n{page}", row.name);
    }
    for preset in newswire::presets() {
        assert!(page.contains(preset), "{preset}");
    }
}

#[test]
fn the_keys_in_tables_are_keys() {
    let keys: HashSet<&str> = TABLE.iter().flat_map(|entry| entry.keys).copied().collect();
    let mut tried = 0;
    for page in MANUAL {
        let mut is_of_keys = false;
        for line in page.text.lines() {
            is_of_keys = line.starts_with("| keys |") || (is_of_keys && line.starts_with('|'));
            let first = line.trim_start_matches("| ").split(" | ").next().unwrap_or_default();
            for key in code(first).into_iter().filter(|_| is_of_keys) {
                assert!(keys.contains(key), "{}: {key}", page.topic);
                tried += 1;
            }
        }
    }
    assert!(tried > 4, "{tried}");
}

/// Loads `content` as settings, including key bindings.
fn settings(content: &str) -> Config {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.yaml");
    fs::write(&path, content).expect("written");
    // The theme that the page on themes creates.
    fs::create_dir(folder.path().join("themes")).expect("made");
    let theme = page("themes").split("```").nth(1).expect("a theme");
    fs::write(folder.path().join("themes/mine.yaml"), theme).expect("written");
    let config = Config::load(Some(&path)).unwrap_or_else(|problem| panic!("{problem}\n{content}"));
    let (_, problems) = Keymap::new(&config.keys);
    assert!(problems.is_empty(), "{problems:?}\n{content}");
    config
}

#[test]
fn every_setting_is_on_the_page_of_settings_and_what_pages_write_is_understood() {
    let page = shown("settings", 200);
    let names: Vec<String> = newswire::options().into_iter().map(|option| option.name).collect();
    for option in newswire::options() {
        let line = format!("{}: {}", option.name, option.default);
        assert!(page.lines().any(|it| it == line.trim_end()), "{line}");
        assert!(page.contains(&option.sentence.replace('`', "")), "{}", option.sentence);
    }
    let is_setting = |text: &str| {
        text.split_once(':').is_some_and(|(name, _)| names.iter().any(|known| known == name))
    };
    let mut tried = 0;
    for (_, example) in examples().into_iter().filter(|(_, text)| is_setting(text)) {
        settings(example);
        tried += 1;
    }
    for page in MANUAL {
        for code in code(page.text).into_iter().filter(|code| is_setting(code)) {
            if let Some((_, value)) = code.split_once(": ") {
                assert!(!value.is_empty());
                settings(code);
                tried += 1;
            }
        }
        // A name with a colon but no value is a setting or a key inside one.
        let inside =
            ["host:", "match:", "sidebar:", "list:", "article:", "related:", "data:", "feed:"];
        for code in code(page.text).into_iter().filter(|it| it.len() > 1 && it.ends_with(':')) {
            assert!(is_setting(code) || inside.contains(&code), "{}: {code}", page.topic);
        }
    }
    assert!(tried > 15, "{tried}");
    let example = examples().into_iter().find(|(topic, _)| *topic == "settings").expect("one").1;
    let config = settings(example);
    assert_eq!((config.folders.len(), config.views.len(), config.mute.len()), (2, 2, 2));
    // The example contains all settings except one, which has a page of its own.
    let shown = names.iter().filter(|name| example.contains(&format!("{name}:"))).count();
    assert_eq!(shown, names.len() - 1);
}

/// The list in the picture of a story matches the current screen.
#[test]
fn the_picture_of_a_story_is_the_screen() {
    let snapshot = include_str!("snapshots/screens__a_story_unfolded.snap");
    let screen = snapshot.splitn(3, "---\n").nth(2).expect("a screen");
    let list = |row: &str| row.chars().take(51).collect::<String>();
    let rows: Vec<String> = screen.lines().skip(2).take(10).map(list).collect();
    assert!(rows.iter().all(|row| row.starts_with('│') && row.ends_with(['│', '┃'])), "{rows:?}");
    let rows = rows.join("\n");
    assert!(page("stories").contains(&rows), "the page should show\n{rows}");
}

/// Loads the built-in edition with its stories.
fn edition() -> Store {
    let (articles, problems) = newswire::all(&Input::Edition, None, &|_, _| ());
    assert!(problems.is_empty(), "{problems:?}");
    let mut store = Store::new(Timestamp::from_second(1_800_000_000).expect("a moment"));
    store.insert(articles);
    store.regroup(newswire::similarity(&store.story_texts()));
    store
}

/// Returns how many documents a query finds and the first title, in the format of the page.
fn found(store: &Store, query: &str) -> String {
    let query = parse_query(query).expect("a query");
    let search = Search::new(&query, store.now());
    let order = search.order().unwrap_or_default();
    let found = search.filter(store, &store.sorted(order, false));
    let first = found.first().and_then(|id| store.get(*id)).expect("something is found");
    format!("{}: {}{}", found.len(), first.title, if found.len() > 1 { ", …" } else { "" })
}

#[test]
fn the_queries_of_the_page_on_searching_find_what_it_says() {
    let store = edition();
    let mut tried = 0;
    for row in page("searching").lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [query, _, finds] = cells.as_slice() else { panic!("three cells: {row}") };
        let query = query.trim_matches('`');
        assert_eq!(found(&store, query), *finds, "{query}");
        tried += 1;
    }
    assert_eq!(tried, 10);
    let shown = shown("searching", 80);
    for (form, sentence) in newswire::query_help() {
        assert!(shown.contains(&form) && shown.contains(&sentence), "{form}: {sentence}");
    }
}

#[test]
fn the_themes_are_those_that_there_are() {
    let page = page("themes");
    for name in newswire::Themes::default().names() {
        assert!(page.contains(&format!("`{name}`")), "{name} is missing");
    }
    let example = page.split("```").nth(1).expect("an example");
    newswire::Palette::parse("themes/mine.yaml".as_ref(), example).expect("a good theme");
}

/// The document shown on the page on formats.
#[test]
fn the_document_of_the_page_on_formats_is_read_without_a_warning() {
    let example = page("formats").split("```").nth(1).expect("an example");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rust.md"), example.trim_start()).expect("written");
    let said = assert_cmd::Command::new(env!("CARGO_BIN_EXE_newswire"))
        .args(["check", "."])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output()
        .expect("it runs");
    assert_eq!((said.status.code(), String::from_utf8_lossy(&said.stdout).as_ref()), (Some(0), ""));
}
