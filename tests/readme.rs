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
