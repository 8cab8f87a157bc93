//! The layers of the crate: a module may use only modules of earlier rows, and none of its own row.
//! Checks the source files, so that a wrong dependency fails the tests.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from data to coordination; each may use only the rows before its own.
const ROWS: [&[&str]; 9] = [
    &["file", "text", "yaml"],
    &["problem", "query", "terminal"],
    &["article", "config", "markup", "net"],
    &["document"],
    &["feed", "state", "picture", "download"],
    &["load", "store", "library"],
    &["app"],
    &["view", "cli"],
    &["shell"],
];

fn row_of(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("an entry of src").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/load/date.rs` and `src/load.rs` both belong to module `load`.
fn module_of(path: &Path, src: &Path) -> String {
    let inside = path.strip_prefix(src).expect("a path below src");
    let first = inside.iter().next().expect("a file name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns every `crate::module` that a file uses, with its line number.
fn named(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push((number + 1, name));
        }
    }
    found
}

#[test]
fn no_module_names_one_of_its_own_row_or_below() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 3, "the sources were found");
    let mut faults = Vec::new();
    for path in files {
        let module = module_of(&path, &src);
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(row) = row_of(&module) else {
            faults.push(format!("{}: module {module} has no row", path.display()));
            continue;
        };
        let source = fs::read_to_string(&path).expect("a source file");
        for (line, name) in named(&source) {
            let allowed = name == module || row_of(&name).is_some_and(|other| other < row);
            if !allowed {
                faults.push(format!("{}:{line}: {module} names {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Leaving a module through `super::` is another way to use a sibling.
#[test]
fn no_module_climbs_out_of_itself() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut faults = Vec::new();
    for path in files {
        let module = module_of(&path, &src);
        // `src/app.rs` is one level below the root, `src/app/list.rs` two.
        let depth = path.strip_prefix(&src).expect("below src").iter().count();
        let climb = "super::".repeat(depth);
        let source = fs::read_to_string(&path).expect("a source file");
        for after in source.split(&climb).skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name != module && row_of(&name).is_some() {
                faults.push(format!("{}: {climb}{name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Submodules of `app`, from data to coordination; items outside them belong to the root.
const ROOMS: [&[&str]; 6] = [
    &["action", "effect", "status"],
    &["input", "panes"],
    &["message", "model"],
    &["overlays"],
    &["app"],
    &["arrange", "commands", "outlook", "session", "update"],
];

fn room_row(room: &str) -> Option<usize> {
    ROOMS.iter().position(|row| row.contains(&room))
}

/// Returns every submodule of `app` that a file uses, with its line number; the root for items
/// outside submodules.
fn named_rooms(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::app::").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_lowercase() || *c == '_').collect();
            found.push((number + 1, if name.is_empty() { "app".to_owned() } else { name }));
        }
    }
    found
}

#[test]
fn no_room_of_the_app_names_one_of_its_own_row_or_above() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 50, "the rooms were found");
    let mut faults = Vec::new();
    for path in files {
        let room = module_of(&path, &src);
        let Some(row) = room_row(&room) else {
            faults.push(format!("{}: room {room} has no row", path.display()));
            continue;
        };
        let source = fs::read_to_string(&path).expect("a source file");
        for (line, name) in named_rooms(&source) {
            let allowed = name == room || room_row(&name).is_some_and(|other| other < row);
            if !allowed {
                faults.push(format!("{}:{line}: {room} names {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn one_module_per_use_so_that_the_check_sees_all() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for path in files {
        let source = fs::read_to_string(&path).expect("a source file");
        assert!(!source.contains("use crate::{"), "{}: one module per `use`", path.display());
    }
}

/// Only one module may use each of these crates, so that it can be replaced there alone.
#[test]
fn a_library_with_one_door_is_named_behind_it_alone() {
    const DOORS: [(&str, &str); 2] = [("ureq", "net"), ("rusqlite", "state")];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for (library, door) in DOORS {
        let names = |path: &PathBuf| {
            fs::read_to_string(path).expect("a source file").contains(&format!("{library}::"))
        };
        let modules: HashSet<String> =
            files.iter().filter(|path| names(path)).map(|path| module_of(path, &src)).collect();
        assert_eq!(modules, HashSet::from([door.to_owned()]), "{library} is {door}'s alone");
    }
    let guard = src.join("net/guard.rs");
    let unstable = |path: &PathBuf| {
        fs::read_to_string(path).expect("a source file").contains("ureq::unversioned")
    };
    let found: Vec<PathBuf> = files.into_iter().filter(unstable).collect();
    assert_eq!(found, [guard], "what may change with a minor version stands in one file");
}

/// A property test stores its failed seeds, so that a failure is reproduced by the next run.
#[test]
fn every_random_test_keeps_what_failed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests"] {
        sources(&root.join(folder), &mut files);
    }
    let (config, kept) =
        (concat!("Proptest", "Config {"), concat!("failure", "_persistence: Some("));
    let mut count = 0;
    for path in files {
        let source = fs::read_to_string(&path).expect("a source file");
        let configs = source.matches(config).count();
        assert_eq!(source.matches(kept).count(), configs, "{}", path.display());
        assert!(configs > 0 || !source.contains(concat!("proptest", "! {")), "{}", path.display());
        count += configs;
    }
    assert!(count > 9, "{count} random tests were found");
}
