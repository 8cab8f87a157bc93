//! The README against the program: its table of keys is the table of actions, what it
//! finds is found, and its settings are understood.

use jiff::Timestamp;
use newswire::{Config, Entry, Keymap, Origin, Search, Store, TABLE, parse_query};

/// A bar is the end of a cell, also within code.
fn table_row(entry: &Entry) -> String {
    let keys: Vec<String> = Keymap::default()
        .keys_of(entry)
        .split(' ')
        .map(|key| format!("`{}`", key.replace('|', "\\|")))
        .collect();
    format!("| {} | {} |", keys.join(" "), entry.sentence)
}

#[test]
fn every_action_stands_in_the_table_of_keys() {
    let readme = include_str!("../README.md");
    let expected: Vec<String> = TABLE.iter().map(table_row).collect();
    let missing: Vec<&String> = expected.iter().filter(|row| !readme.contains(*row)).collect();
    assert!(missing.is_empty(), "the README's table should read\n{}", expected.join("\n"));
}

/// The picture in the section on stories, as the screen is drawn today.
#[test]
fn the_picture_of_a_story_is_the_screen() {
    let readme = include_str!("../README.md");
    let snapshot = include_str!("snapshots/screens__a_story_unfolded.snap");
    let screen = snapshot.splitn(3, "---\n").nth(2).expect("a screen");
    let rows: Vec<&str> = screen.trim_end().lines().map(str::trim_end).collect();
    assert!(rows.len() > 20, "{screen}");
    assert!(readme.contains(&rows.join("\n")), "the README should show\n{screen}");
}

/// The built-in edition, in stories.
fn edition() -> Store {
    let (articles, problems) = newswire::all(&Origin::Edition, None, &|_, _| ());
    assert!(problems.is_empty(), "{problems:?}");
    let mut store = Store::new(Timestamp::from_second(1_800_000_000).expect("a moment"));
    store.insert(articles);
    store.regroup(newswire::alike(&store.tellings()));
    store
}

/// How many documents a query finds, and the title of the first, as the README writes it.
fn found(store: &Store, query: &str) -> String {
    let query = parse_query(query).expect("a query");
    let search = Search::new(&query, store.now());
    let order = search.order().unwrap_or_default();
    let found = search.filter(store, &store.sorted(order, false));
    let first = found.first().and_then(|id| store.get(*id)).expect("something is found");
    format!("{}: {}{}", found.len(), first.title, if found.len() > 1 { ", …" } else { "" })
}

#[test]
fn the_queries_of_the_section_on_searching_find_what_it_says() {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("\n## Searching\n").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("another after it");
    let store = edition();
    let mut tried = 0;
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [query, _, finds] = cells.as_slice() else { panic!("three cells: {row}") };
        let query = query.trim_matches('`');
        assert_eq!(found(&store, query), *finds, "{query}");
        tried += 1;
    }
    assert_eq!(tried, 10, "{section}");
}

#[test]
fn the_settings_that_are_shown_are_understood() {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("\n## Settings\n").expect("the section");
    let example = section.split("```").nth(1).expect("an example");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("config.yaml");
    std::fs::write(&path, example).expect("written");
    let config = Config::load(Some(&path)).expect("a good config");
    assert_eq!((config.folders.len(), config.views.len(), config.mute.len()), (2, 2, 2));
}

#[test]
fn the_themes_are_those_that_there_are() {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("\n## Colours\n").expect("the section");
    let (section, _) = section.split_once("\n## ").expect("another after it");
    for name in newswire::Themes::default().names() {
        assert!(section.contains(&format!("`{name}`")), "{name} is missing");
    }
    let example = section.split("```").nth(1).expect("an example");
    newswire::Palette::parse("themes/mine.yaml".as_ref(), example).expect("a good theme");
}
