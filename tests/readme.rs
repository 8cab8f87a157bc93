//! The README against the program: its table of keys is the table of actions.

use newswire::{Entry, TABLE, keys_of};

fn table_row(entry: &Entry) -> String {
    let keys: Vec<String> = keys_of(entry).split(' ').map(|key| format!("`{key}`")).collect();
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
